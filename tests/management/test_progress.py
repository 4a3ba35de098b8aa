"""Long work shows on a terminal how far it is, and says nothing of it elsewhere."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import translation
from pytest_django.fixtures import Settings

from forum.delivery.publishing import publisher
from forum.imports.writer import ImportOptions, write_import
from forum.management import localized_command
from forum.management.commands import import_record
from tests.localization.test_handoff_commands import EMPTY, FILLED
from tests.support import factories as make
from tests.support.papers import CLEAN
from tests.support.records import a_paper, a_record

pytestmark = pytest.mark.django_db


class Terminal(io.StringIO):
    """A stream that somebody looks at."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _each_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(localized_command, "_EVERY", -1)


def list_printed_lines(tmp_path: Path, stream: io.StringIO) -> list[str]:
    """Return what exporting two people shows."""
    for number in range(2):
        make.make_person(slug=f"guest-{number}")
    target = str(tmp_path / "people.csv")
    call_command("export_tables", "people", format="csv", output=target, stderr=stream,
                 stdout=io.StringIO())  # fmt: skip
    return stream.getvalue().split("\r\x1b[K")


def test_a_terminal_is_told(tmp_path: Path) -> None:
    assert list_printed_lines(tmp_path, Terminal()) == ["", "people: 1", "people: 2", ""]


def test_a_log_is_not(tmp_path: Path) -> None:
    assert list_printed_lines(tmp_path, io.StringIO()) == [""]


def list_progress_lines(*arguments: str, **options: object) -> list[str]:
    """Return what a command shows on a terminal, without what it takes away again."""
    stream = Terminal()
    with translation.override("en"):
        call_command(*arguments, stderr=stream, stdout=io.StringIO(), **options)
    return [line for line in stream.getvalue().split("\r\x1b[K") if line]


def test_the_undoing_of_an_import_counts_rows(tmp_path: Path) -> None:
    paper = a_paper(tmp_path)
    run = write_import(paper.of(a_record()), paper, ImportOptions()).run
    assert run is not None
    number = len(run.changes)
    assert list_progress_lines("undo_import", str(run.pk))[-1] == f"Undo: {number} / {number}"


def test_publishing_all_pages_counts_them(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.PUBLISH_ADDRESS = "https://forum.example.org"

    def publish_one(tell: Callable[[int, int], None]) -> int:
        tell(1, 1200)
        return 1

    monkeypatch.setattr(publisher, "publish_missing", publish_one)
    assert list_progress_lines("publish_all") == ["1 pages made, 1,200 to go"]


def test_an_import_of_a_record_says_how_much_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_record, "LONG", 1)
    path = tmp_path / "record.txt"
    path.write_text(CLEAN, "utf-8")
    assert list_progress_lines("import_record", str(path)) == [
        "[1/1] record.txt ...",
        "record.txt: 100 %",
    ]


def test_an_import_of_translations_counts_them(tmp_path: Path) -> None:
    make.make_event(slug="ports", introduction_en="")
    path = tmp_path / "out.xlf"
    call_command("export_translations", "ports", output=str(path), stdout=io.StringIO())
    path.write_bytes(path.read_bytes().replace(EMPTY, FILLED))
    assert list_progress_lines("import_translations", str(path))[-1] == "1 / 1\n"


def test_an_import_of_a_glossary_counts_the_terms_that_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text("zh-Hans,en\n港口,harbour\n码头,quay\n", "utf-8")
    make.make_term(text_zh_hans="港口", text_en="port")
    make.make_term(text_zh_hans="码头", text_en="pier")
    assert list_progress_lines("import_glossary", str(path)) == [
        "terms.csv: 1 / 2",
        "terms.csv: 2 / 2",
    ]


def test_the_erasing_of_a_person_names_its_steps() -> None:
    make.make_person(slug="lin-lan")
    assert list_progress_lines("erase_person", "lin-lan", confirm="lin-lan") == [
        "looking for all that names the person", "what has changed meanwhile", "files and photos",
        "appearances", "imports and unfinished work", "history",
    ]  # fmt: skip


def test_the_cleaning_of_files_counts_them() -> None:
    default_storage.save("photos/left.jpg", ContentFile(b"left"))
    assert list_progress_lines("clean_media", older_than=0) == [
        "comparing the files with the records", "files: 1 / 1",
    ]  # fmt: skip


def test_the_printing_of_proceedings_names_its_steps(tmp_path: Path) -> None:
    make.make_event(slug="ports")
    target = str(tmp_path / "book.pdf")
    assert list_progress_lines("export_proceedings", "ports", language="en", output=target,
                 address="https://example.org") == [
        "Reading the record …", "Setting the pages …",
    ]  # fmt: skip


def test_a_backup_names_each_file(tmp_path: Path) -> None:
    stream = Terminal()
    call_command("backup", str(tmp_path / "site.tar"), stderr=stream, stdout=io.StringIO())
    words = stream.getvalue().split("\r\x1b[K")
    assert (words[1], "checking database.dump" in words) == ("writing database.dump", True)
