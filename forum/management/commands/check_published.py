"""Compare the files of public pages with what these say now, and mend what differs."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from forum.delivery.publishing import settling
from forum.delivery.publishing.comparing import compare_files
from forum.management.localized_command import show_progress
from forum.management.published_folder import require_published_folder


class Command(BaseCommand):
    """A file that differs is named, replaced, and a reason to look for why."""

    help = (
        "Make every published page anew, name those whose file differs, and mend them. "
        "The exit code is 1 if any is left that differs."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Name them only.")

    def handle(self, *args: Any, **options: Any) -> None:
        require_published_folder()
        settling.settle_changes()
        settling.end_due_pages()
        mended = left = 0
        for difference in compare_files(mend=not options["dry_run"], tell=self._tell):
            show_progress(self.stderr, "")
            self.stdout.write(f"{difference.path}: {difference.kind}")
            mended += difference.is_mended
            left += not difference.is_mended
        show_progress(self.stderr, "")
        self.stdout.write(f"{mended} pages differed and were mended.")
        if left:
            raise CommandError(f"{left} pages differ, see above.")

    def _tell(self, number: int, count: int) -> None:
        show_progress(self.stderr, f"{number:,} of {count:,} pages")
