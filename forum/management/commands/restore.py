"""Put a backup in the place of the site that is here."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from forum.database.statistics import analyze_tables
from forum.delivery.publishing.putting_back import put_pages_back
from forum.management.localized_command import leave_properly, show_progress
from forum.management.site_backup import BackupError, read_manifest
from forum.management.site_restore import restored_backup
from forum.site.probes import count_missing_migrations
from forum.workflow.erasure.journal import ask_other_hosts, erased_again
from forum.workflow.take_down.pictures import all_pictures
from forum.workflow.take_down.public_files import UnmovedFilesError, sync_pictures

_UNASKED: Final = (
    "The data of {made_at} are here, but the private bucket does not answer ({reason}): who was "
    "erased on another host may be back. Leave the site stopped until it answers; then run "
    "manage.py erase_person --again and, where pages are published, manage.py publish_all."
)


class Command(BaseCommand):
    """Every byte is checked before anything changes; then all of it is restored, or nothing."""

    help = (
        "Restore a file that “backup” wrote, into the database and the folders that the "
        "environment names. An older backup is then migrated to this release."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--check", action="store_true", help="Check the file, change nothing.")
        parser.add_argument(
            "--replace",
            action="store_true",
            help="Overwrite a database, or folders of files, that are not empty. The files that "
            "were here stay beside.",
        )

        parser.add_argument(
            "--overwrite",
            metavar="DATABASE",
            default="",
            help="With --replace, the database's name: it may hold another site than the backup.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        leave_properly()
        source: Path = options["file"]
        try:
            if options["check"]:
                manifest = read_manifest(source, self.tell)
                show_progress(self.stderr, "")
                self.stdout.write(
                    f"{source}: {len(manifest.sums)} files, sound, {manifest.made_at}."
                )
                return
            with restored_backup(
                source, self.tell, replace=options["replace"], overwrite=options["overwrite"]
            ) as (manifest, pages):
                show_progress(self.stderr, "")
                self.bring_up(manifest.made_at, pages)
        except BackupError as error:
            raise CommandError(str(error)) from error

    def bring_up(self, made_at: str, pages: Path) -> None:
        """Let what was restored be this release's, without whoever was erased, and public again."""
        is_earlier = count_missing_migrations() > 0
        call_command("migrate", verbosity=0, interactive=False)
        # Asked first: what is brought in now is erased again below, whatever becomes of the bucket.
        unasked = ask_other_hosts()
        failure = self.erase_again()
        analyze_tables()
        # What was taken offline or back while the backup was made stands where the dump says.
        try:
            sync_pictures(all_pictures())
        except UnmovedFilesError as error:
            self.stderr.write(f"{error}. The log says why; then run manage.py sync_media.")
        remark = " An earlier release made it: run manage.py upgrade." * is_earlier
        if unasked:
            sentences = _UNASKED.format(made_at=made_at, reason=unasked)
            raise CommandError(f"{sentences}{remark} {failure}".rstrip())
        if settings.PUBLISH_ADDRESS:
            count = put_pages_back(None if failure else pages)
            remark = f" Published pages: {count} are back, the worker makes the others.{remark}"
        self.stdout.write(f"Restored the site as it was at {made_at}.{remark}")
        if failure:
            raise CommandError(failure)

    def erase_again(self) -> str:
        """Erase whoever was erased since the backup, before anything else; tell what failed."""
        if count := len(erased_again()):
            self.stdout.write(f"Erased people who came back: {count}. They are erased again.")
            try:
                call_command("erase_person", again=True, stdout=self.stdout, stderr=self.stderr)
            except CommandError as error:
                return str(error)
        return ""

    def tell(self, name: str) -> None:
        show_progress(self.stderr, name)
