"""Commands that make again what follows from the records, with progress."""

import time
from typing import ClassVar

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, InterfaceError, connection, reset_queries
from django.utils.translation import gettext

from forum.core.key_batches import ReportProgress
from forum.management.localized_command import show_progress


class RebuildCommand(BaseCommand):
    """Progress on a terminal, a line for each model elsewhere, and a count at the end.

    broken: the msgid of what is said when the database refuses, with ``reason``.
    summary: the msgid of the count, with what ``rebuild`` returns and ``seconds``.
    """

    broken: ClassVar[str]
    summary: ClassVar[str]

    def rebuild(self, report: ReportProgress) -> dict[str, int]:
        """Do the work; report the name of a model, how many rows are done, and of how many."""
        raise NotImplementedError

    def handle(self, *args: object, **options: object) -> None:
        start = time.monotonic()
        try:
            with connection.cursor() as cursor:
                # The limit is for the statements of a request.
                cursor.execute("SET statement_timeout = 0")
            counts = self.rebuild(self._report)
        except (DatabaseError, InterfaceError) as error:
            reason = " ".join(str(error).split())
            raise CommandError(gettext(self.broken) % {"reason": reason}) from error
        self.stdout.write(gettext(self.summary) % {**counts, "seconds": time.monotonic() - start})

    def _report(self, name: str, done: int, count: int) -> None:
        reset_queries()  # in development every query is kept, with its texts
        line = f"{name}: {done} / {count}"
        show_progress(self.stderr, line, is_last=done == count)
        if done == count and not self.stderr.isatty():
            self.stdout.write(line)
