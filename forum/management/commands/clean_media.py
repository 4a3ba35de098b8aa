"""List the picture files that no row names any more; with --delete, remove them."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from forum.core.images.cleaning import orphans


class Command(BaseCommand):
    """Find what a machine that stopped halfway, or an edit that was rolled back, left behind."""

    help = (
        "List the picture files that belong to no record. Nothing is removed without --delete. "
        "Only the folders of pictures are looked into."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--delete", action="store_true", help="Remove what is listed.")
        parser.add_argument(
            "--older-than",
            type=int,
            default=24,
            metavar="HOURS",
            help="Leave younger files, which may belong to an edit under way. Default: 24.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not 0 <= options["older_than"] <= 100_000:
            raise CommandError("--older-than takes hours, from 0 to 100000.")
        before = timezone.now() - timedelta(hours=options["older_than"])
        count = size = 0
        # The whole list before the first removal: folders change while files go.
        for name in list(orphans(before)):
            count += 1
            size += default_storage.size(name)
            self.stdout.write(name)
            if options["delete"]:
                default_storage.delete(name)
        what = f"{count} files, {size / 1_000_000:.1f} MB"
        if options["delete"]:
            self.stdout.write(f"{what}: removed.")
        else:
            self.stdout.write(f"{what}. Nothing was removed; --delete removes them.")
