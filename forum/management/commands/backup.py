"""Write the whole site into one file: database, pictures, private documents."""

from argparse import ArgumentParser
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from forum.management.localized_command import show_progress
from forum.management.site_backup import BackupError, read_manifest, write_backup


class Command(BaseCommand):
    """A backup is written whole or not at all, and checked against its sums at once."""

    help = (
        "Write the database, the media and the private files into one file, and check it. "
        "It holds personal data and password hashes: keep it as you keep the site."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file",
            nargs="?",
            type=Path,
            help="Default: forum-<day>-<hour>.tar in the present folder.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        target = options["file"] or Path(f"forum-{timezone.localtime():%Y%m%d-%H%M%S}.tar")
        try:
            write_backup(target, partial(self.tell, "writing"))
            manifest = read_manifest(target, partial(self.tell, "checking"))
        except BackupError as error:
            raise CommandError(str(error)) from error
        show_progress(self.stderr, "")
        size = target.stat().st_size / 1_000_000
        self.stdout.write(f"{target}: {len(manifest.sums)} files, {size:.1f} MB, checked.")

    def tell(self, work: str, name: str) -> None:
        show_progress(self.stderr, f"{work} {name}")
