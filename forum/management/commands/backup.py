"""Write the whole site into one file: database, pictures, private documents, published pages."""

from argparse import ArgumentParser
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from forum.management.backup_folder import default_backup_folder, new_backup_path
from forum.management.localized_command import leave_properly, show_progress
from forum.management.site_backup import BackupError, write_backup


class Command(BaseCommand):
    """A backup is written whole or not at all, and checked against its sums at once."""

    help = (
        "Write the database, the media, the private files and the published pages into one file, "
        "and check it. "
        "It holds personal data and password hashes: keep it as you keep the site."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file",
            nargs="?",
            type=Path,
            help="Default: backups/site-<day>-<hour>.tar beside the site's data.",
        )
        parser.add_argument(
            "--without-pages",
            action="store_true",
            help="Leave out the published pages, which a restored site then makes anew.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        leave_properly()
        target = options["file"] or new_backup_path(default_backup_folder(), "site")
        try:
            manifest = write_backup(
                target,
                partial(show_progress, self.stderr),
                with_pages=not options["without_pages"],
            )
        except BackupError as error:
            raise CommandError(str(error)) from error
        show_progress(self.stderr, "")
        size = target.stat().st_size / 1_000_000
        self.stdout.write(f"{target}: {len(manifest.sums)} files, {size:.1f} MB, checked.")
