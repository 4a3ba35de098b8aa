"""Compare the files of public pages with what these say now, and mend what differs."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from forum.delivery.publishing import publisher
from forum.management.localized_command import show_progress
from forum.management.published_folder import require_published_folder


class Command(BaseCommand):
    """A file that differs is named, replaced, and a reason to look for why."""

    help = "Make every published page anew, name those whose file differs, and mend them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Name them only.")

    def handle(self, *args: Any, **options: Any) -> None:
        require_published_folder()
        publisher.settle_changes()
        publisher.end_due_pages()
        count = 0
        for difference in publisher.compare_files(mend=not options["dry_run"], tell=self._tell):
            show_progress(self.stderr, "")
            self.stdout.write(f"{difference.path}: {difference.kind}")
            count += 1
        show_progress(self.stderr, "")
        verb = "differ" if options["dry_run"] else "differed and were mended"
        self.stdout.write(f"{count} pages {verb}.")

    def _tell(self, number: int, count: int) -> None:
        show_progress(self.stderr, f"{number:,} of {count:,} pages")
