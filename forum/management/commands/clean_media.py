"""List the files that no row names any more; with --delete, move them to a trash for 30 days."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.files.storage import Storage, default_storage
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from forum.core.storage import private_storage
from forum.history.trash import TRASH_LIFE, empty_trash, move_to_trash
from forum.management.localized_command import show_progress, track
from forum.management.unused_files import has_used_file, unused_files
from forum.models.site_identity import SiteIdentity


class Command(BaseCommand):
    """Find what a machine that stopped halfway, or an edit that was rolled back, left behind."""

    help = (
        "List the pictures, recordings and private documents that belong to no record. With "
        "--delete they move to a trash in the private folder, where they lie for 30 days. Only the "
        "folders of records are looked into, and only those of the site whose database this is."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--delete", action="store_true", help="Move what is listed to the trash."
        )
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
        # The whole list before the first move: folders change while files go.
        show_progress(self.stderr, "comparing the files with the records")
        files = unused_files(before)
        show_progress(self.stderr, "")
        if options["delete"]:
            self.require_own_files(has_unused=bool(files))
        size = sum(file.storage.size(file.name) for file in files)
        for file in track(self.stderr, files, "files", len(files)):
            self.stdout.write(f"{file.place}/{file.name}")
            if options["delete"]:
                move_to_trash(file, timezone.localdate())
        count = f"{len(files)} files, {size / 1_000_000:.1f} MB"
        if not options["delete"]:
            self.stdout.write(f"{count}. Nothing was moved; --delete moves them to the trash.")
            return
        expired = empty_trash(timezone.localdate())
        self.stdout.write(
            f"{count}: moved to the trash for {TRASH_LIFE.days} days. "
            f"{expired} files had lain there longer and were deleted."
        )

    def require_own_files(self, *, has_unused: bool) -> None:
        """Refuse to clean the files of another site, or with a database that names none of them."""
        identity = SiteIdentity.current()
        storages: dict[str, Storage] = {"media": default_storage, "private": private_storage()}
        marks = {name: identity.is_marked_on(storage) for name, storage in storages.items()}
        if foreign := [name for name, is_own in marks.items() if is_own is False]:
            raise CommandError(
                f"The {' and '.join(foreign)} files belong to another site than this database. "
                "Nothing was moved. Set DATABASE_URL and DATA_DIR to those of one site."
            )
        if has_unused and None in marks.values() and not has_used_file():
            raise CommandError(
                "This database names none of the files that lie here. Nothing was moved. "
                "Set DATABASE_URL and DATA_DIR to those of one site."
            )
        for name, is_own in marks.items():
            if is_own is None:
                identity.mark(storages[name])
