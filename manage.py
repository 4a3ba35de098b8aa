#!/usr/bin/env python
"""Django's command line. Without DATABASE_URL the embedded PostgreSQL is started first."""

import os
import sys
from types import TracebackType


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forum.settings")
    # Before the settings: what tells of errors elsewhere goes on with what it finds here.
    sys.excepthook = say_in_a_sentence
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


def say_in_a_sentence(
    kind: type[BaseException], error: BaseException, traceback: TracebackType | None
) -> None:
    """Say what only an operator can mend in a sentence; of all else, where it happened."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import InterfaceError, OperationalError
    from psycopg.errors import UndefinedColumn, UndefinedTable

    reason = " ".join(str(error).split())
    if "--traceback" in sys.argv:
        sys.__excepthook__(kind, error, traceback)
    elif isinstance(error, ImproperlyConfigured):
        sys.stderr.write(f"ImproperlyConfigured: {reason}\n")
    elif isinstance(error, (InterfaceError, OperationalError)):
        sys.stderr.write(
            f"OperationalError: The database does not answer as it should ({reason}). See that it "
            "runs, and that DATABASE_URL names it; --traceback shows where it was asked.\n"
        )
    elif isinstance(error.__cause__, (UndefinedColumn, UndefinedTable)):
        missing = str(error).partition("\n")[0]
        sys.stderr.write(
            f"ProgrammingError: The database is not of this release ({missing}): run manage.py "
            "upgrade; --traceback shows where it was asked.\n"
        )
    else:
        sys.__excepthook__(kind, error, traceback)


if __name__ == "__main__":
    main()
