"""What the site stands on: settings, database, worker, mail, fonts, disk, backup."""

import os
import shutil
import smtplib
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core import checks, mail
from django.db import OperationalError, connection, connections
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Min
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from forum.database.replicas import REPLICA
from forum.delivery.publishing import files, folder_owner
from forum.exports.errors import ExportError
from forum.exports.proceedings.typesetting import require_fonts
from forum.management.backup_folder import LEAST_FREE, has_room
from forum.management.published_folder import MOST_NAMED
from forum.management.site_backup import estimate_backup
from forum.management.site_checks.findings import SiteFinding, error, warning
from forum.models import PageFile
from forum.observability.backup_record import last_backup, last_backup_age
from forum.observability.worker_pulse import count_publishers, count_workers, find_dead
from forum.site.metrics import find_existing_folder
from forum.site.probes import count_missing_migrations

# A task that waits for longer is one that nobody takes up.
WAIT: Final = timedelta(minutes=10)
# Failures of the past week are worth a look.
FAILURES_LIFE: Final = timedelta(days=7)
BACKUP_LIFE: Final = timedelta(hours=36)
# The share of a disk that is free, below which is warned; below LEAST_FREE it is an error.
LITTLE: Final = 0.10
# Seconds that the clocks of the site and its database may differ by.
CLOCKS: Final = 5
OLDEST_SERVER: Final = 150_000


def check_settings() -> Iterator[SiteFinding]:
    """Yield what Django's own checks and ours say, those for production included."""
    if settings.DEBUG:
        yield error(
            "settings", "DEBUG", "it is 1, which shows everybody how the site works inside",
            "Set DEBUG=0 where visitors come; for development this is as it should be.",
        )  # fmt: skip
    messages = checks.run_checks(include_deployment_checks=not settings.DEBUG)
    for message in (message for message in messages if not message.is_silenced()):
        make = error if message.level >= checks.ERROR else warning
        place = f"{message.obj or 'settings'} ({message.id})"
        problem = " ".join(str(message.msg).split()).rstrip(".")
        yield make("settings", place, problem, message.hint or "See the documentation of Django.")


def check_database() -> Iterator[SiteFinding]:
    if missing := count_missing_migrations():
        yield error(
            "database", "migrations", f"{missing} are not applied", "Run manage.py upgrade."
        )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version_num')::int, current_setting('server_encoding'),"
            " extract(epoch FROM clock_timestamp())"
        )
        version, encoding, moment = cursor.fetchone() or (0, "", 0)
    if version < OLDEST_SERVER:
        yield error(
            "database", "PostgreSQL", f"it is version {version // 10000}", "Use 15 or later."
        )
    if encoding != "UTF8":
        yield error(
            "database", "server_encoding", f"it is {encoding}", "Make a database in UTF8, restore."
        )
    apart = abs(time.time() - float(moment))
    if apart > CLOCKS:
        yield error(
            "database", "clock", f"it differs from this machine's by {apart:.0f} seconds",
            "Set both clocks by NTP: embargoes and schedules go by them.",
        )  # fmt: skip
    yield from _check_archive()
    yield from _check_replica()


def _check_archive() -> Iterator[SiteFinding]:
    """Look whether PostgreSQL archives what it writes, where it is to: else it keeps it all."""
    with connection.cursor() as cursor:
        cursor.execute(
            # What failed before archiving was switched off is remembered for ever.
            "SELECT last_failed_time FROM pg_stat_archiver, pg_settings"
            " WHERE name = 'archive_mode' AND setting <> 'off'"
            " AND last_failed_time > coalesce(last_archived_time, '-infinity')"
        )
        failure = cursor.fetchone()
    if failure:
        moment = f"{timezone.localtime(failure[0]):%Y-%m-%d %H:%M}"
        yield error(
            "database", "archive_command", f"it fails, the last time at {moment}",
            "See PostgreSQL's log and mend it: until then its disk fills (pg_wal).",
        )  # fmt: skip


def _check_replica() -> Iterator[SiteFinding]:
    """Yield what lets searches tell what was taken down: a replica that no commit waits for."""
    if REPLICA not in settings.DATABASES:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('synchronous_standby_names'),"
            " current_setting('synchronous_commit')"
        )
        names, commit = cursor.fetchone() or ("", "")
    if not names or commit != "remote_apply":
        yield error(
            "database", "DATABASE_REPLICA_URL", "no commit waits until the replica shows it",
            "On the primary set synchronous_standby_names to it"
            " (and behind a pooler synchronous_commit = remote_apply), or take the variable away.",
        )  # fmt: skip
    try:
        connections[REPLICA].ensure_connection()
    except OperationalError:
        yield warning(
            "database", "DATABASE_REPLICA_URL", "the replica does not answer",
            "Searches are read from the primary until it does.",
        )  # fmt: skip


def check_worker() -> Iterator[SiteFinding]:
    if not count_workers():
        yield error(
            "worker", "db_worker", "no worker is alive",
            "Start the service forum-worker (manage.py db_worker).",
        )  # fmt: skip
    elif settings.PUBLISH_ADDRESS and not count_publishers():
        yield error(
            "worker", "db_worker", "a worker is alive and publishes no pages",
            "See its log for the reason, and start the service forum-worker again.",
        )  # fmt: skip
    now = timezone.now()
    waiting = DBTaskResult.objects.ready().aggregate(first=Min("enqueued_at"))["first"]
    if waiting and now - waiting > WAIT:
        minutes = (now - waiting) // timedelta(minutes=1)
        yield error(
            "worker", "tasks", f"one has waited for {minutes} minutes",
            "See the worker's log; a second worker may be started beside the first.",
        )  # fmt: skip
    begun = DBTaskResult.objects.running().filter(started_at__lt=now - WAIT)
    workers = {task.worker_ids[-1] for task in begun if task.worker_ids}
    if dead := find_dead(workers):
        yield error(
            "worker", "tasks", f"one is under way with {min(dead)}, which is dead",
            "A worker that is alive takes it up within a minute: see that one is, and its log.",
        )  # fmt: skip
    failed = DBTaskResult.objects.failed().filter(finished_at__gt=now - FAILURES_LIFE)
    if count := failed.count():
        name = failed.order_by("-finished_at")[0].task_path
        yield warning(
            "worker", "tasks", f"{count} failed within 7 days, {name} the last",
            "See the worker's log for the reason.",
        )  # fmt: skip


def check_published_folder() -> Iterator[SiteFinding]:
    if not settings.PUBLISH_ADDRESS:
        return
    if folder_owner.is_of_another_site():
        yield error(
            "pages", str(settings.PUBLISH_ROOT), "its pages are those of another site",
            "Set DATABASE_URL and DATA_DIR to those of one site. If the other is no more, delete "
            "the folder.",
        )  # fmt: skip
    elif not folder_owner.owns_folder():
        yield warning(
            "pages", str(settings.PUBLISH_ROOT), "another host publishes from a folder of its own",
            "Share that folder, or set PUBLISH_ADDRESS= here; manage.py publish_all makes this "
            "folder the one.",
        )  # fmt: skip
    if not files.is_of_release():
        yield error(
            "pages", str(settings.PUBLISH_ROOT),
            "another release, or one with other settings, made the pages, and this one stores none",
            "Give all hosts the same release and settings, and restart their workers.",
        )  # fmt: skip
    failed = PageFile.objects.failed()
    if paths := list(failed.order_by("path").values_list("path", flat=True)):
        named = ", ".join(paths[:MOST_NAMED])
        yield error(
            "pages", "published pages", f"{len(paths)} cannot be made: {named}",
            "Visitors are answered 500 there: see the worker's log for the reason.",
        )  # fmt: skip


def check_mail() -> Iterator[SiteFinding]:
    """Look whether each mail server that is named takes us; no letter is sent."""
    if not (settings.DEBUG or settings.MAIL_IS_SENT):
        yield warning(
            "mail", "EMAIL_HOST", "it is not set, and no invitation or notification is sent",
            "Name a mail server, see .env.example.",
        )  # fmt: skip
    yield from _check_alarm()
    for name, mailer in getattr(settings, "MAILERS", {}).items():
        if "smtp" not in mailer.get("BACKEND", ""):
            continue
        try:
            post: Any = mail.mailers[name]
            post.open()
            post.close()
        except (OSError, smtplib.SMTPException) as reason:
            yield error(
                "mail", f"MAILERS “{name}”", f"its server does not take us ({reason})",
                "Set host, port, user and password as the mail server wants them.",
            )  # fmt: skip


def _check_alarm() -> Iterator[SiteFinding]:
    """Look whether somebody hears of it where a service fails, or the daily work."""
    if settings.DEBUG or settings.NOTICE_HOOK:
        return
    if not settings.MAIL_IS_SENT:
        yield error(
            "mail", "NOTICE_HOOK", "nobody is told when the daily work or a service fails",
            "Set EMAIL_HOST and OPERATOR_MAIL, or NOTICE_HOOK.",
        )  # fmt: skip
    elif not settings.OPERATOR_MAIL:
        yield warning(
            "mail", "OPERATOR_MAIL", "it is not set, and no letter tells that a service failed",
            "Set it to the address of whoever runs the site.",
        )  # fmt: skip


def check_fonts() -> Iterator[SiteFinding]:
    try:
        require_fonts()
    except ExportError as reason:
        yield error(
            "fonts", "proceedings", str(reason).rstrip("."), "No proceedings can be set until then."
        )


def check_disk() -> Iterator[SiteFinding]:
    names = ("DATA_DIR", "MEDIA_ROOT", "PRIVATE_ROOT", "PUBLISH_ROOT")
    roots = {Path(getattr(settings, name)) for name in names}
    backup = last_backup()
    folders = {find_existing_folder(root) for root in roots} | (
        {backup.parent} if backup else set()
    )
    by_disk = {folder.stat().st_dev: folder for folder in sorted(folders, reverse=True)}
    for folder in by_disk.values():
        usage, nodes = shutil.disk_usage(folder), os.statvfs(folder)
        shares = {
            "of its bytes": usage.free / usage.total,
            "of its file entries": nodes.f_favail / nodes.f_files if nodes.f_files else 1.0,
        }
        for place, share in shares.items():
            if share < LITTLE:
                make = error if share < LEAST_FREE else warning
                yield make(
                    "disk", str(folder), f"{share:.0%} {place} are free",
                    "Make room, or move DATA_DIR to a larger disk.",
                )  # fmt: skip
    if backup:
        yield from _check_room(backup.parent)
    for root in sorted(roots):
        if not os.access(find_existing_folder(root), os.W_OK):
            yield error(
                "disk", str(root), "the site may not write there", "Give it to the site's user."
            )


def _check_room(folder: Path) -> Iterator[SiteFinding]:
    """Yield what the next backup will say of its room: an error where it cannot be written."""
    least, likely = estimate_backup()
    if not has_room(folder, likely):
        make = warning if has_room(folder, least) else error
        yield make(
            "disk", str(folder), f"no room for another backup, which takes {likely / 1e9:.1f} GB",
            "Make room, or name a folder on a larger disk (daily_work --backups).",
        )  # fmt: skip


def check_backup() -> Iterator[SiteFinding]:
    age = last_backup_age()
    remedy = "Run manage.py backup, and see that forum-daily.timer is enabled."
    if age is None:
        make = error if _site_age() > BACKUP_LIFE else warning
        yield make("backup", "manage.py backup", "there is none", remedy)
    elif age > BACKUP_LIFE:
        hours = age // timedelta(hours=1)
        yield error("backup", "manage.py backup", f"the last is {hours} hours old", remedy)


def _site_age() -> timedelta:
    """Return how long ago the site was set up; 0 where it is not."""
    first = MigrationRecorder.Migration.objects.aggregate(first=Min("applied"))["first"]
    return timezone.now() - first if first else timedelta()
