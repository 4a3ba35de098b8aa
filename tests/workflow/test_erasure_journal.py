"""Whoever was erased is remembered on every host, where files lie in buckets."""

import io
from contextlib import nullcontext
from pathlib import Path

import pytest
from django.core.files.storage import InMemoryStorage
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from forum.management.commands import restore
from forum.management.site_backup import Manifest, list_site_files
from forum.models import SiteIdentity
from forum.workflow.erasure import journal
from tests.support.erasure import keep_file
from tests.support.factories import make_person
from tests.support.images import png

pytestmark = pytest.mark.django_db


@pytest.fixture
def hosts(settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> tuple[Path, Path]:
    """Return the folders of two hosts that share a bucket; the first is at work."""
    bucket = InMemoryStorage()
    settings.S3_PRIVATE_BUCKET = "private"
    monkeypatch.setattr(journal, "private_storage", lambda: bucket)
    hosts = (tmp_path / "a", tmp_path / "b")
    for host in hosts:
        host.mkdir()
    settings.DATA_DIR = hosts[0]
    return hosts


def test_another_host_erases_again(hosts: tuple[Path, Path], settings: Settings) -> None:
    person = make_person()
    journal.note_erasure(person, with_remarks=True)
    settings.DATA_DIR = hosts[1]
    assert [journal.erased_again() for _time in range(2)] == [[(person, True)]] * 2
    assert len((hosts[1] / journal.JOURNAL).read_text().splitlines()) == 1


def test_remarks_that_went_once_do_not_come_back(hosts: tuple[Path, Path]) -> None:
    person = make_person()
    for with_remarks in (True, False):
        journal.note_erasure(person, with_remarks=with_remarks)
    assert journal.erased_again() == [(person, True)]


def test_another_hosts_backup_remembers(hosts: tuple[Path, Path], settings: Settings) -> None:
    journal.note_erasure(make_person(), with_remarks=True)
    settings.DATA_DIR = hosts[1]
    assert (journal.JOURNAL, hosts[1] / journal.JOURNAL) in list(list_site_files())


def test_a_restore_tells_the_other_hosts(hosts: tuple[Path, Path], settings: Settings) -> None:
    backup = hosts[0] / "of-the-backup.jsonl"
    backup.write_text('{"person": 7}\n')
    journal.add_erasures(backup)
    settings.DATA_DIR = hosts[1]
    assert journal.read_journal().read_text() == '{"person": 7}\n'


@pytest.fixture
def _bucket_away(hosts: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    class AbsentStorage(InMemoryStorage):
        def listdir(self, path: str) -> tuple[list[str], list[str]]:
            raise RuntimeError("no route to it")

        def save(self, *_arguments: object, **_options: object) -> str:
            raise RuntimeError("no route to it")

    monkeypatch.setattr(journal, "private_storage", AbsentStorage)


@pytest.mark.usefixtures("_bucket_away")
def test_nobody_is_erased_of_whom_no_other_host_would_know(hosts: tuple[Path, Path]) -> None:
    person = make_person(slug="lin-lan")
    with pytest.raises(CommandError, match=r"^Nothing of lin-lan was changed.*no route to it"):
        call_command("erase_person", "lin-lan", confirm="lin-lan", stdout=io.StringIO())
    person.refresh_from_db()
    assert (person.slug, (hosts[0] / journal.JOURNAL).exists()) == ("lin-lan", False)


def test_who_comes_back_while_the_bucket_is_away_is_erased_again(
    request: pytest.FixtureRequest, hosts: tuple[Path, Path]
) -> None:
    person = make_person(slug="lin-lan")
    journal.note_erasure(person, with_remarks=True)
    request.getfixturevalue("_bucket_away")
    call_command("erase_person", again=True, stdout=io.StringIO())
    person.refresh_from_db()
    assert person.slug == f"withheld-{person.pk}"


@pytest.mark.usefixtures("_bucket_away")
def test_a_backup_holds_what_this_host_remembers_while_the_bucket_is_away(
    hosts: tuple[Path, Path], caplog: pytest.LogCaptureFixture
) -> None:
    (hosts[0] / journal.JOURNAL).write_text('{"person": 7}\n')
    assert (journal.JOURNAL, hosts[0] / journal.JOURNAL) in list(list_site_files())
    assert [record.levelname for record in caplog.records] == ["WARNING"]


@pytest.mark.usefixtures("_bucket_away")
def test_a_restore_that_cannot_ask_the_other_hosts_is_an_error(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings.PUBLISH_ADDRESS = "https://forum.example.org"
    restored = Manifest("2026-03-01T12:00:00+08:00", "", [], {}), tmp_path
    monkeypatch.setattr(
        restore, "restored_backup", lambda *_arguments, **_options: nullcontext(restored)
    )
    monkeypatch.setattr(restore, "leave_properly", lambda: None)
    identity, output = SiteIdentity.current(), io.StringIO()
    with pytest.raises(CommandError, match=r"no route to it.*run manage\.py erase_person --again"):
        call_command("restore", "site.tar", stdout=output, stderr=io.StringIO())
    identity.refresh_from_db()
    assert (output.getvalue(), identity.published_folder) == ("", "")


def test_an_entry_whose_answer_was_lost_is_told_of(
    hosts: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    class SlowStorage(InMemoryStorage):
        def save(self, *arguments: object, **options: object) -> str:
            raise TimeoutError("read timed out")

    monkeypatch.setattr(journal, "private_storage", SlowStorage)
    make_person(slug="lin-lan")
    with pytest.raises(CommandError, match=r"may have reached the bucket.*--again, erases"):
        call_command("erase_person", "lin-lan", confirm="lin-lan", stdout=io.StringIO())


@pytest.mark.django_db(transaction=True)
def test_a_file_that_cannot_be_removed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    name = str(make_person(slug="lan-lin", portrait=png()).portrait.name)
    keep_file(name, monkeypatch)
    with pytest.raises(CommandError, match=rf"by hand: {name} \(Permission denied\)\.$"):
        call_command("erase_person", "lan-lin", "--confirm", "lan-lin", stdout=io.StringIO())
