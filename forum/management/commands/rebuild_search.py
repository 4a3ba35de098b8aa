"""Make the search's entries anew: after a restore, an upgrade, or a load that sent no signals."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, InterfaceError, connection, reset_queries
from django.utils.translation import gettext

from forum.models import SearchEntry
from forum.searching.rebuild import rebuild


class Command(BaseCommand):
    """Progress on a terminal, a line for each model elsewhere, and a count at the end."""

    help = "Make the entries of the search anew. Safe while the site runs; can be repeated."

    def handle(self, *args: Any, **options: Any) -> None:
        start = time.monotonic()
        try:
            self._lift_timeout()
            records = rebuild(self._tell)
            entries = SearchEntry.objects.count()
        except (DatabaseError, InterfaceError) as error:
            reason = " ".join(str(error).split())
            raise CommandError(
                gettext("The search could not be rebuilt (%(reason)s). Run it again.")
                % {"reason": reason}
            ) from error
        self.stdout.write(
            gettext("%(records)d records, %(entries)d entries, %(seconds).1f s.")
            % {"records": records, "entries": entries, "seconds": time.monotonic() - start}
        )

    def _lift_timeout(self) -> None:
        """Take off the limit that the site sets for the statements of a request."""
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")

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
