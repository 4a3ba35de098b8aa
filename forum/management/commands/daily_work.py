"""What a site needs once a day: a backup, the digests, and what is tidied away."""

import io
import logging
import time
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from forum.desk.notifications.letters import tell_of_failed_work
from forum.management.backup_folder import (
    default_backup_folder,
    delete_put_aside,
    new_backup_path,
)
from forum.management.commands.check_site import list_checks
from forum.management.localized_command import leave_properly
from forum.management.named_purpose import require_purpose
from forum.management.old_backups import delete_old_backups

logger = logging.getLogger(__name__)

type Job = tuple[str, Callable[[], object]]

# The exit code where jobs failed and everybody was told which: the unit's alarm tells no more.
TOLD: Final = 3

TIDYING: Final[tuple[tuple[str, ...], ...]] = (
    ("prune_db_task_results",),
    ("clearsessions",),
    ("clean_autosaves",),
    ("send_digests",),
    ("clean_media", "--delete"),
    ("sync_media",),
)


class Command(BaseCommand):
    """``manage.py daily_work``: each job is done whatever became of the others."""

    help = (
        "Delete this site's backups older than seven days but one a week, and all that are older "
        "than thirty, write and check a new one, send digests, tidy the queue, unsaved texts and "
        "files of no record, look at the site (check_site but links). What fails is logged and "
        "told to OPERATOR_MAIL, NOTICE_HOOK and the administrators. For a timer; or, with --at, it "
        "stays and does so each day."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--backups",
            type=Path,
            help="The folder of the backups. Default: backups beside the site's data.",
        )
        parser.add_argument("--no-backup", action="store_true", help="They are made elsewhere.")
        parser.add_argument(
            "--at", type=time_of_day, metavar="HH:MM", help="Stay, and work each day at this time."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        require_purpose()
        leave_properly()
        folder = options["backups"] or default_backup_folder()
        jobs: list[Job] = [
            *([] if options["no_backup"] else self.backup_jobs(folder)),
            *self.tidying_jobs(),
            ("check_site", partial(self.check_site, looks_at_backup=not options["no_backup"])),
        ]
        if options["at"] is None:
            if failed := self.work(jobs):
                code = TOLD if self.tell_of_failure(failed) else 1
                raise CommandError(f"Failed: {', '.join(failed)}; see above.", returncode=code)
            return
        while True:
            time.sleep(seconds_until(options["at"], timezone.localtime()))
            if failed := self.work(jobs):
                self.tell_of_failure(failed)

    def work(self, jobs: list[Job]) -> dict[str, str]:
        """Do the jobs one after the other; return why some failed, by their names."""
        failed = {}
        for name, job in jobs:
            close_old_connections()
            self.stdout.write(f"{name}:")
            try:
                job()
            except Exception as error:
                # Whatever it was, a bucket's complaint or a fault of ours: the others are done.
                failed[name] = str(error)
                self.stderr.write(f"{name} failed: {error}")
                if not isinstance(error, (CommandError, DatabaseError, OSError)):
                    logger.exception("%s failed", name)
        return failed

    def tell_of_failure(self, reasons: dict[str, str]) -> bool:
        """Tell whoever is to know; return whether everybody was told, and there was somebody."""
        logger.error("Daily work failed: %s", ", ".join(reasons))
        try:
            if tell_of_failed_work(reasons):
                return True
            logger.error("Nobody was told of it: set EMAIL_HOST and OPERATOR_MAIL, or NOTICE_HOOK")
        except (DatabaseError, OSError):
            logger.exception("Not everybody could be told of it")
        return False

    def check_site(self, *, looks_at_backup: bool) -> None:
        """Look at what only an operator can mend; raises CommandError with all that was found."""
        # A link that somebody has typed wrong is no failure of the site's.
        left_out = {"links"} if looks_at_backup else {"links", "backup"}
        subjects = [subject for subject in list_checks(1) if subject not in left_out]
        report = io.StringIO()
        try:
            call_command(
                "check_site", "--only", *subjects,
                stdout=report, stderr=self.stderr, no_color=True,
            )  # fmt: skip
        except CommandError as error:
            raise CommandError(f"{report.getvalue()}{error}") from error
        self.stdout.write(report.getvalue())

    def backup_jobs(self, folder: Path) -> list[Job]:
        # Room first: a disk that is full of old backups takes no new one.
        folders = dict.fromkeys([folder, default_backup_folder()])
        return [
            ("delete_old_backups", partial(delete_old_backups, folders)),
            ("backup", lambda: self.call("backup", str(new_backup_path(folder, "site")))),
        ]

    def tidying_jobs(self) -> list[Job]:
        commands = [(name, partial(self.call, name, *options)) for name, *options in TIDYING]
        return [
            ("delete_put_aside", delete_put_aside),
            ("delete_expired_counts", delete_expired_counts),
            *commands,
        ]

    def call(self, name: str, *options: str) -> None:
        call_command(name, *options, stdout=self.stdout, stderr=self.stderr)


def delete_expired_counts() -> None:
    """Delete what the cache holds and gives nobody any more: it does so itself when it is full."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM forum_cache WHERE expires < now()")


def seconds_until(moment: tuple[int, int], now: datetime) -> float:
    """Return how long it is from now until an hour and minute come next, in seconds."""
    hour, minute = moment
    coming = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    if coming <= now:
        coming += timedelta(days=1)
    return (coming - now).total_seconds()


def time_of_day(text: str) -> tuple[int, int]:
    """Return the hour and minute of “03:30”; raises ValueError for what is none."""
    moment = datetime.strptime(text, "%H:%M")
    return moment.hour, moment.minute
