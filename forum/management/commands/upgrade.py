"""Bring the site to this release: everything that an upgrade takes, in its order."""

import io
import time
from argparse import ArgumentParser
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from forum.core.storage import private_storage
from forum.database.statistics import analyze_tables
from forum.desk.accounts.secret_box import renew_factors
from forum.exports.stored_files import discard_stored_files
from forum.management.backup_folder import default_backup_folder, new_backup_path
from forum.management.localized_command import leave_properly
from forum.management.named_purpose import require_purpose
from forum.management.site_backup import BackupError, is_database_empty, write_backup
from forum.models import SiteIdentity
from forum.site.probes import count_missing_migrations

# What is made of the records, and can be made anew as often as one likes.
REBUILT: Final = (
    "rebuild_search",
    "rebuild_glossary",
    "rebuild_translations",
    "rebuild_images",
    # A release may hide files that the one before handed out.
    "sync_media",
)


class Command(BaseCommand):
    """``manage.py upgrade``: collect, check, backup, migrate, roles, rebuild."""

    help = (
        "Bring database and files to the release that is installed here: collect static files, "
        "check the settings, write a backup, migrate, bring roles up to date, make search, "
        "glossary, translations' progress and pictures anew, take files that are public no more "
        "out of the public folder. What fails stops it with the step's "
        "name, but for what is made anew, which is told at the end; what was done stays done, and "
        "the command can be run again."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--backups",
            type=Path,
            default=None,
            help="The folder of the backup. Default: backups beside the site's data.",
        )
        parser.add_argument("--no-backup", action="store_true", help="One was made elsewhere.")
        parser.add_argument(
            "--no-static", action="store_true", help="Static files are part of an image."
        )
        parser.add_argument(
            "--no-rebuild", action="store_true", help="Leave search and the like for later."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        require_purpose()
        leave_properly()
        # First, for the check looks for them; the server that runs still has those that it read.
        if not options["no_static"]:
            self.step("collectstatic", collect_static)
        self.step("check", self.check_settings)
        is_new = is_database_empty()
        if not options["no_backup"] and not is_new:
            self.step("backup", lambda: self.back_up(options["backups"]))
        missing = count_missing_migrations()
        self.step(
            f"migrate ({missing} migrations)",
            lambda: call_command("migrate", interactive=False, verbosity=0),
        )
        self.step("renew_secrets", lambda: renew_factors(Authenticator))
        self.step("make_roles", lambda: call_command("make_roles", stdout=io.StringIO()))
        self.step(
            "write_error_pages", lambda: call_command("write_error_pages", stdout=io.StringIO())
        )
        self.step("mark_files", mark_empty_folders)
        failures = []
        for name in () if options["no_rebuild"] or is_new else REBUILT:
            try:
                self.step(name, partial(call_command, name, stdout=io.StringIO()))
            except CommandError as failure:
                # The site can do without, and what follows it cannot: a picture that is lost.
                failures.append(str(failure))
        # What earlier releases cut for each page.
        self.step("discard_typefaces", partial(discard_stored_files, "typeface.*"))
        if not is_new:
            self.step("analyze", analyze_tables)
        self.stdout.write(
            "Done. Restart the server and the worker (systemctl restart forum forum-worker), which "
            "makes the published pages anew, then run manage.py check_site."
        )
        if failures:
            raise CommandError("All was done, but: " + " ".join(failures))

    def step(self, name: str, work: Callable[[], object]) -> None:
        """Do one step, and say how long it took."""
        began = time.monotonic()
        self.stdout.write(f"{name} ...", ending=" ")
        self.stdout.flush()
        try:
            work()
        except (CommandError, BackupError, DatabaseError, OSError) as error:
            self.stdout.write("failed.")
            raise CommandError(f"The step “{name}” failed: {error}") from error
        self.stdout.write(f"{time.monotonic() - began:.1f} s")

    def check_settings(self) -> None:
        call_command("check", deploy=not settings.DEBUG, stdout=io.StringIO())

    def back_up(self, folder: Path | None) -> None:
        folder = folder or default_backup_folder()
        write_backup(new_backup_path(folder, "before-upgrade"))


def mark_empty_folders() -> None:
    """Mark folders of files that hold none as this site's.

    Whoever cleans them later need not guess; and Podman gives a volume that is still empty to root
    as soon as the proxy looks at it, so that no picture could be uploaded.
    """
    storages = [default_storage, private_storage()]
    # Files of whomever in either: the database may be the wrong one. Buckets are no volumes.
    if all(isinstance(storage, FileSystemStorage) and is_empty(storage) for storage in storages):
        identity = SiteIdentity.current()
        for storage in storages:
            identity.mark(storage)


def is_empty(storage: FileSystemStorage) -> bool:
    """Tell whether a folder holds no file; empty folders are no files."""
    folder = Path(storage.location)
    return not any(path.is_file() for path in folder.rglob("*"))


def collect_static() -> None:
    call_command("collectstatic", interactive=False, verbosity=0)
