"""Make the pages that are missing, once or again and again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from forum.delivery.publishing import publisher, settling
from forum.delivery.publishing.watching import watch_pages
from forum.management.localized_command import show_progress
from forum.management.published_folder import require_all_made, require_published_folder


class Command(BaseCommand):
    """What db_worker does beside its tasks; a process of its own for a site with many pages."""

    help = "Make the files of public pages that changed. db_worker does so too."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--watch", action="store_true", help="Go on, and follow each change; Ctrl-C ends it."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        require_published_folder(begins_release=options["watch"])
        if options["watch"]:
            watch_pages()
        else:
            settling.settle_changes()
            settling.end_due_pages()
            count = publisher.publish_missing(self._tell)
            show_progress(self.stderr, "")
            self.stdout.write(f"{count} pages published.")
            require_all_made()

    def _tell(self, pages: int, missing: int) -> None:
        show_progress(self.stderr, f"{pages:,} pages made, {missing:,} to go")
