"""What a site needs once a day is done job by job, whatever became of the others."""

import io
import os
import tarfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from pytest_django.fixtures import Settings

from forum.desk.notifications import letters
from forum.management.backup_folder import delete_put_aside, new_backup_path
from forum.management.commands import daily_work
from forum.management.old_backups import delete_old_backups
from forum.management.site_backup import MANIFEST, Manifest
from forum.models import SiteIdentity
from people.models import User
from tests.support.factories import make_event
from tests.support.serving import ROOT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_connection(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the tests' own connection, with its transaction, last from job to job; mail is sent."""
    monkeypatch.setenv("DEBUG", "1")
    settings.MAIL_IS_SENT = True
    settings.SITE_ADDRESS = "https://forum.example.org"
    monkeypatch.setattr(daily_work, "close_old_connections", lambda: None)


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the commands that are called, in order; none of them does anything."""
    lines: list[str] = []

    def note(name: str, *options: str, **_streams: object) -> None:
        lines.append(" ".join([name, *(Path(option).name[:4] for option in options)]))

    monkeypatch.setattr(daily_work, "call_command", note)
    return lines


def run(*options: str, **streams: Any) -> None:
    call_command(
        "daily_work", *options, stdout=io.StringIO(), **{"stderr": io.StringIO()} | streams
    )


def make_backup(folder: Path, name: str, days: int, site: str | None = None) -> Path:
    """Write a backup of nothing. site: whose it says that it is, this one's unless told."""
    path = folder / name
    site = str(SiteIdentity.current()) if site is None else site
    content = Manifest("2026-01-01T00:00:00+00:00", site, [], {}).to_json()
    with tarfile.open(path, "w") as archive:
        member = tarfile.TarInfo(MANIFEST)
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    return age(path, days)


def age(path: Path, days: int) -> Path:
    path.touch()
    moment = (datetime.now(UTC) - timedelta(days=days)).timestamp()
    os.utime(path, (moment, moment))
    return path


def test_every_job_is_done_in_order(called: list[str], tmp_path: Path) -> None:
    run("--backups", str(tmp_path))
    assert called == [
        "backup site", "prune_db_task_results", "clearsessions", "clean_autosaves", "send_digests",
        "clean_media --de", "sync_media",
        "check_site --on sett data work page mail font disk back file head",
    ]  # fmt: skip


def test_counts_that_are_over_are_deleted(called: list[str]) -> None:
    cache.set("over", 1, timeout=-60)
    cache.set("holds", 1)
    run("--no-backup")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM forum_cache WHERE cache_key ~ 'over|holds'")
        assert cursor.fetchall() == [(":1:holds",)]


def test_backups_that_are_made_elsewhere_are_left_alone(called: list[str]) -> None:
    run("--no-backup")
    assert (called[0], "back" in called[-1].split()) == ("prune_db_task_results", False)


@pytest.mark.parametrize("failure", [CommandError, RuntimeError])
def test_a_job_that_fails_is_named_and_the_others_are_done(
    failure: type[Exception], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    done = []

    def fail(name: str, *_options: str, **_streams: object) -> None:
        if name == "backup":
            raise failure("No space left on device.")
        done.append(name)

    monkeypatch.setattr(daily_work, "call_command", fail)
    errors = io.StringIO()
    with pytest.raises(CommandError, match="Failed: backup; see above"):
        run("--backups", str(tmp_path), stderr=errors)
    assert (done[-1], errors.getvalue()) == (
        "check_site",
        "backup failed: No space left on device.\n",
    )


def test_a_failure_is_told_to_the_administrators(
    admin_user: User, mailoutbox: list[EmailMessage], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(name: str, *_options: str, **_streams: object) -> None:
        if name == "sync_media":
            raise OSError("Permission denied")

    monkeypatch.setattr(daily_work, "call_command", fail)
    admin_user.language = "en"
    admin_user.save()
    with pytest.raises(CommandError) as raised:
        run("--no-backup")
    [letter] = mailoutbox
    # The unit's own alarm has nothing to add.
    unit = (ROOT / "deploy" / "forum-daily.service").read_text()
    assert f"SuccessExitStatus={raised.value.returncode}" in unit.splitlines()
    assert letter.to == [admin_user.email]
    assert letter.subject.endswith("] The daily work failed: sync_media")
    assert letter.body.endswith("Please see to it soon.\n\nsync_media: Permission denied\n")


@pytest.fixture
def operator(settings: Settings) -> str:
    settings.OPERATOR_MAIL = "operator@example.org"
    return settings.OPERATOR_MAIL


def test_the_operator_is_told_with_the_database_away(
    operator: str, mailoutbox: list[EmailMessage], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise OperationalError

    monkeypatch.setattr(letters, "active_staff", fail)
    with pytest.raises(OperationalError):
        letters.tell_of_failed_work({"backup": "No database answers."})
    [letter] = mailoutbox
    assert letter.to == [operator]
    assert letter.subject == "[https://forum.example.org] The daily work failed: backup"
    assert letter.body.endswith("\n\nbackup: No database answers.\n")


def test_the_group_is_told_in_the_site_s_language(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines: list[str] = []
    settings.NOTICE_HOOK, settings.MAIL_IS_SENT = "https://robot.example.org", False
    monkeypatch.setattr(letters, "post_line", lambda line, *_robot: lines.append(line))
    letter_count = letters.tell_of_failed_work({"backup": "No space left on device."})
    assert (letter_count, lines) == (
        True,
        ["每日维护任务失败\uff1abackup\nhttps://forum.example.org"],
    )


def test_where_nobody_is_told_the_log_says_so(
    settings: Settings, admin_user: User, caplog: pytest.LogCaptureFixture
) -> None:
    settings.MAIL_IS_SENT = False
    assert not daily_work.Command().tell_of_failure({"backup": "No space left on device."})
    assert [record.message for record in caplog.records][1:] == [
        "Nobody was told of it: set EMAIL_HOST and OPERATOR_MAIL, or NOTICE_HOOK"
    ]


def test_a_backup_that_failed_is_told_as_such(
    admin_user: User, mailoutbox: list[EmailMessage]
) -> None:
    letters.tell_of_failed_work({"backup": "No space left on device."})
    assert "未备份的内容无法恢复" in mailoutbox[0].body


def test_what_check_site_has_found_is_in_the_letter(
    admin_user: User, mailoutbox: list[EmailMessage], monkeypatch: pytest.MonkeyPatch
) -> None:
    def find(name: str, *_options: str, stdout: io.StringIO, **_streams: object) -> None:
        if name == "check_site":
            stdout.write("error: /srv: the disk is full. Make room.\n")
            raise CommandError("Errors: 1, see above.")

    monkeypatch.setattr(daily_work, "call_command", find)
    with pytest.raises(CommandError):
        run("--no-backup")
    assert "check_site: error: /srv: the disk is full. Make room.\n" in mailoutbox[0].body


def test_an_address_that_is_refused_does_not_end_the_letters(
    admin_user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses = []

    def send(letter: EmailMessage, **_options: object) -> None:
        addresses.extend(letter.to)
        if letter.to == [admin_user.email]:
            raise SMTPRecipientsRefused({})

    User.objects.create_superuser("later", "later@example.org", "pass")
    monkeypatch.setattr(EmailMessage, "send", send)
    with pytest.raises(SMTPRecipientsRefused):
        letters.tell_of_failed_work({"sync_media": "Permission denied"})
    assert addresses == [admin_user.email, "later@example.org"]


def test_a_failure_is_logged_as_an_error(
    operator: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(name: str, *_options: str, **_streams: object) -> None:
        if name == "sync_media":
            raise OSError("Permission denied")

    monkeypatch.setattr(daily_work, "call_command", fail)
    with pytest.raises(CommandError):
        run("--no-backup")
    assert [(record.levelname, record.message) for record in caplog.records] == [
        ("ERROR", "Daily work failed: sync_media")
    ]


@pytest.mark.parametrize("name", ["db_worker", "daily_work"])
def test_an_unnamed_purpose_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DEBUG")
    with pytest.raises(CommandError, match="DEBUG is not set"):
        call_command(name)


@pytest.fixture
def record() -> None:
    """Give the site something to lose."""
    make_event()


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("site", ["6f0c4a5e-0000-4000-8000-000000000000", ""])
def test_backups_of_another_site_or_of_none_stay(site: str, tmp_path: Path) -> None:
    make_backup(tmp_path, "site-1.tar", 90, site)
    make_backup(tmp_path, "site-2.tar", 1)
    assert delete_old_backups([tmp_path]) == []


@pytest.mark.usefixtures("record")
def test_the_newest_of_another_site_lets_none_of_this_go(tmp_path: Path) -> None:
    make_backup(tmp_path, "site-1.tar", 90)
    make_backup(tmp_path, "site-2.tar", 1, "6f0c4a5e-0000-4000-8000-000000000000")
    assert delete_old_backups([tmp_path]) == []


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("content", [b"", b"no tar", b"\x00" * 2048])
def test_what_only_bears_a_backup_s_name_stays(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "site-1.tar").write_bytes(content)
    age(tmp_path / "site-1.tar", 90)
    make_backup(tmp_path, "site-2.tar", 1)
    assert delete_old_backups([tmp_path]) == []


def test_the_backups_of_a_database_that_was_emptied_stay(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for name, days in (("site-1.tar", 90), ("site-2.tar", 60), ("site-3.tar", 0)):
        make_backup(tmp_path, name, days)
    assert delete_old_backups([tmp_path]) == []
    assert caplog.messages == ["The site holds no record: its 2 old backups stay."]


@pytest.mark.usefixtures("record")
def test_old_backups_go_and_the_newest_stays_however_old(tmp_path: Path) -> None:
    old = [make_backup(tmp_path, f"site-{days}.tar", days) for days in (90, 31)]
    own_path = make_backup(tmp_path, "before-moving-house.tar", 90)
    newest = make_backup(tmp_path, "before-upgrade-1.tar", 30)
    assert delete_old_backups([tmp_path]) == old
    assert sorted(tmp_path.iterdir()) == sorted([own_path, newest])
    make_backup(tmp_path, newest.name, 60)
    assert delete_old_backups([tmp_path]) == []


@pytest.mark.usefixtures("record")
def test_of_older_backups_one_a_week_stays(tmp_path: Path) -> None:
    """Of each kind the first of a week; the last seven days stay whole."""
    monday = datetime.now(UTC).weekday()
    for days in range(monday + 15):
        make_backup(tmp_path, f"site-{days}.tar", days)
    make_backup(tmp_path, "before-upgrade-1.tar", monday + 8)
    delete_old_backups([tmp_path])
    stays = [*range(7), monday + 7, monday + 14]
    assert {path.name for path in tmp_path.iterdir()} == {
        "before-upgrade-1.tar", *(f"site-{days}.tar" for days in stays)
    }  # fmt: skip


@pytest.mark.usefixtures("record")
def test_the_folder_of_an_upgrade_s_backups_is_tidied_too(
    called: list[str], settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    for name in ("backups", "elsewhere"):
        (tmp_path / name).mkdir()
    make_backup(tmp_path / "backups", "before-upgrade-1.tar", 60)
    make_backup(tmp_path / "elsewhere", "site-1.tar", 1)
    run("--backups", str(tmp_path / "elsewhere"))
    assert [path.name for path in tmp_path.glob("*/*")] == ["site-1.tar"]


def test_what_a_backup_that_was_killed_has_left_goes_after_a_day(tmp_path: Path) -> None:
    remaining_paths = [age(tmp_path / name, 2) for name in (".backup-a", ".site-1.tar.partial")]
    age(tmp_path / ".backup-b", 0)
    assert delete_old_backups([tmp_path]) == remaining_paths
    assert [path.name for path in tmp_path.iterdir()] == [".backup-b"]


def test_what_a_restore_put_aside_goes_by_its_age(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"
    moments = [f"{datetime.now(UTC) - timedelta(days=days):%Y%m%d-%H%M%S}" for days in (31, 29)]
    for moment in moments:
        (tmp_path / f"media.before-{moment}" / "photos").mkdir(parents=True)
    (tmp_path / "private.before-moving-house").mkdir()
    age(tmp_path / "restore-a", 2)
    delete_put_aside()
    assert {path.name for path in tmp_path.iterdir()} == {
        f"media.before-{moments[1]}", "private.before-moving-house",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("now", "hours"), [((3, 29), 1 / 60), ((3, 30), 24), ((12, 0), 15.5), ((0, 0), 3.5)]
)
def test_the_next_time_of_day_is_waited_for(now: tuple[int, int], hours: float) -> None:
    moment = datetime(2026, 3, 1, *now, tzinfo=UTC)
    assert daily_work.seconds_until((3, 30), moment) == hours * 3600


def test_a_time_that_is_none_is_refused() -> None:
    with pytest.raises(CommandError, match="invalid time_of_day value"):
        run("--at", "25:00")


def test_backups_are_named_by_their_kind(tmp_path: Path) -> None:
    assert new_backup_path(tmp_path, "site").name.startswith("site-20")
