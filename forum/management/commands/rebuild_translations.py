"""Complete the states of translations and count them anew.

To be run once after an upgrade to the first version that keeps states, instead of a migration of
the data: what was there before is taken for drafts, or for originals in each language, beside the
texts as they are; and after a load that sent no signals, as loaddata does.
"""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, InterfaceError, connection, reset_queries
from django.utils.translation import gettext

from forum.translating.filling import rebuild


class Command(BaseCommand):
    """Progress on a terminal, a line for each model elsewhere, and a count at the end."""

    help = (
        "Complete the states of translations that came in past a save, and count all of them "
        "anew. Changes no text, version or date. Safe while the site runs; can be repeated."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        start = time.monotonic()
        try:
            with connection.cursor() as cursor:
                # The limit is for the statements of a request.
                cursor.execute("SET statement_timeout = 0")
            records, filled = rebuild(self._tell)
        except (DatabaseError, InterfaceError) as error:
            reason = " ".join(str(error).split())
            raise CommandError(
                gettext("The translations could not be counted (%(reason)s). Run it again.")
                % {"reason": reason}
            ) from error
        self.stdout.write(
            gettext("%(records)d records, %(filled)d of them completed, %(seconds).1f s.")
            % {"records": records, "filled": filled, "seconds": time.monotonic() - start}
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
