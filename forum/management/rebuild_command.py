"""Commands that make again what follows from the records, with progress."""

import time
from collections.abc import Callable
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, InterfaceError, connection, reset_queries
from django.utils.translation import gettext

type Tell = Callable[[str, int, int], None]


class RebuildCommand(BaseCommand):
    """Progress on a terminal, a line for each model elsewhere, and a count at the end.

    broken: the msgid of what is said when the database refuses, with ``reason``.
    made: the msgid of the count, with what ``rebuild`` returns and ``seconds``.
    """

    broken: ClassVar[str]
    made: ClassVar[str]

    def rebuild(self, tell: Tell) -> dict[str, int]:
        """Do the work; tell the name of a model, how many rows are done, and of how many."""
        raise NotImplementedError

    def handle(self, *args: Any, **options: Any) -> None:
        start = time.monotonic()
        try:
            with connection.cursor() as cursor:
                # The limit is for the statements of a request.
                cursor.execute("SET statement_timeout = 0")
            counts = self.rebuild(self._tell)
        except (DatabaseError, InterfaceError) as error:
            reason = " ".join(str(error).split())
            raise CommandError(gettext(self.broken) % {"reason": reason}) from error
        self.stdout.write(gettext(self.made) % {**counts, "seconds": time.monotonic() - start})

    def _tell(self, name: str, done: int, count: int) -> None:
        reset_queries()  # in development every query is kept, with its texts
        line = f"{name}: {done} / {count}"
        if self.stderr.isatty():
            self.stderr.write(
                f"\r\x1b[K{line}", ending="\n" if done == count else "", style_func=str
            )
            self.stderr.flush()
        elif done == count:
            self.stdout.write(line)
