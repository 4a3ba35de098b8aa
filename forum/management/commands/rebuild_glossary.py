"""Fill the glossary from people and organizations anew: after a load that sent no signals."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, InterfaceError, connection, reset_queries
from django.utils.translation import gettext

from forum.glossary.filling import rebuild


class Command(BaseCommand):
    """Progress on a terminal, a line for each model elsewhere, and a count at the end."""

    help = (
        "Fill the glossary from people and organizations anew. Terms of your own stay, and so do "
        "forbidden spellings and notes. Safe while the site runs; can be repeated."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        start = time.monotonic()
        try:
            with connection.cursor() as cursor:
                # The limit is for the statements of a request.
                cursor.execute("SET statement_timeout = 0")
            terms = rebuild(self._tell)
        except (DatabaseError, InterfaceError) as error:
            reason = " ".join(str(error).split())
            raise CommandError(
                gettext("The glossary could not be filled (%(reason)s). Run it again.")
                % {"reason": reason}
            ) from error
        self.stdout.write(
            gettext("%(terms)d terms from people and organizations, %(seconds).1f s.")
            % {"terms": terms, "seconds": time.monotonic() - start}
        )

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
