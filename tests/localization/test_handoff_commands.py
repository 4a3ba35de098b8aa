"""Operators hand out and take back from the command line."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from forum.core.translations.states import TranslationState
from forum.core.translations.units import unit_of
from forum.history.rows import key_of
from forum.history.working_copies.store import open_copy, start_copy
from forum.models import ImportRun
from sessions_app.models import Event
from tests.support.factories import make_event, make_page, make_person

EMPTY = b'<target state="needs-translation" xml:lang="en"/>'
FILLED = b'<target state="translated" xml:lang="en"><g id="1">Text</g></target>'


@pytest.fixture
def event(db: None) -> Event:
    return make_event(
        slug="2023-ports", introduction_zh_hans="<p>论坛讨论港口。</p>", introduction_en=""
    )


def run(command: str, *arguments: object, **options: object) -> str:
    out = io.StringIO()
    call_command(command, *map(str, arguments), stdout=out, no_color=True, **options)
    return out.getvalue()


def refused(command: str, *arguments: object) -> str:
    with pytest.raises(CommandError) as caught:
        run(command, *arguments)
    return str(caught.value)


@pytest.mark.parametrize("form", ["xliff", "xlsx", "po"])
def test_an_event_goes_out(event: Event, tmp_path: Path, form: str) -> None:
    path = tmp_path / "out"
    output = run("export_translations", "2023-ports", "--format", form, "--output", path)
    assert output == f"1 text (6 Chinese characters, 0 words) in {path}.\n"
    assert path.stat().st_size > 500


def test_the_cover_note_says_until_when(event: Event, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    run("export_translations", "2023-ports", "--format", "xlsx", "--output", path,
        "--deadline", "2026-12-01", "--contact", "Ms. Li")  # fmt: skip
    cover = load_workbook(path).worksheets[1]
    output = [cell.value for cell in cover["B"]]
    assert {"Deadline: 1 December 2026.", "Contact: Ms. Li"} <= set(output)


def test_all_of_a_kind_goes_out(event: Event, tmp_path: Path) -> None:
    make_person(biography_zh_hans="<p>简介</p>")
    make_page(body_en="")
    path = tmp_path / "out.xlf"
    output = run("export_translations", "--people", "--kind", "pages", "--output", path)
    assert output.startswith("2 texts")


def test_what_goes_out_comes_back(event: Event, tmp_path: Path) -> None:
    path = tmp_path / "out.xlf"
    run("export_translations", "2023-ports", "--output", path)
    path.write_bytes(path.read_bytes().replace(EMPTY, FILLED))
    assert run("import_translations", path, "--dry-run") == (
        "create: 1\nDry run: nothing was written.\n"
    )
    assert run("import_translations", path).startswith("create: 1\n1 text was written.\n")
    assert run("import_translations", path) == "unchanged: 1\nNothing was written.\n"
    event.refresh_from_db()
    unit = unit_of(event, "introduction", "en", "zh-hans")
    assert (unit.text, unit.state) == ("<p>Text</p>", TranslationState.DRAFT)


def test_a_changed_source_is_shown(event: Event, tmp_path: Path) -> None:
    path = tmp_path / "out.xlf"
    run("export_translations", "2023-ports", "--output", path)
    path.write_bytes(path.read_bytes().replace(EMPTY, FILLED))
    event.introduction_zh_hans = "<p>论坛讨论码头。</p>"
    event.save()
    assert run("import_translations", path).splitlines() == [
        f"event.{event.pk}.introduction: the source has changed since it was handed out; the "
        "translation comes in as outdated.",
        "  论坛讨论[-港口-]{+码头+}。",
        "create: 1",
        "1 text was written.",
        f"“manage.py undo_import {ImportRun.objects.get().pk}” takes it back.",
    ]


def test_a_warned_text_is_taken_if_it_is_named(event: Event, tmp_path: Path) -> None:
    path = tmp_path / "out.xlf"
    run("export_translations", "2023-ports", "--output", path)
    path.write_bytes(path.read_bytes().replace(EMPTY, FILLED.replace(b"Text", b'<g id="1">x</g>')))
    assert run("import_translations", path).endswith("Nothing was written.\n")
    key = f"event.{event.pk}.introduction"
    assert run("import_translations", path, take=[key]).splitlines()[-2] == "1 text was written."


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["2023-port"], "No event has the slug “2023-port”; did you mean 2023-ports?"),
        (["--people"], "Nothing is to be translated: in these records no text is missing or "
                       "outdated. To hand them out all the same, choose every text."),
        (["2023-ports", "--language", "zh-hans", "--all"], "In these records nothing is "
                                                           "translated into Chinese."),
        (["--deadline", "soon"], "Error: argument --deadline: “soon” is no day; write it as "
                                 "2026-11-30."),
    ],
)  # fmt: skip
def test_exports_that_are_refused(event: Event, arguments: list[str], sentence: str) -> None:
    assert refused("export_translations", *arguments) == sentence


def test_a_file_that_is_there_is_kept(event: Event, tmp_path: Path) -> None:
    path = tmp_path / "out.xlf"
    path.write_text("mine")
    assert refused("export_translations", "2023-ports", "--output", path) == (
        f"{path} is there already; --force writes over it."
    )
    assert path.read_text() == "mine"


def test_imports_that_are_refused(event: Event, tmp_path: Path) -> None:
    path = tmp_path / "x.xlf"
    assert (
        refused("import_translations", path) == f"{path} cannot be read: No such file or directory."
    )
    path.write_text("<!DOCTYPE x><xliff/>")
    assert refused("import_translations", path) == (
        "x.xlf: The file declares a document type or entities, as no translation file does; have "
        "it sent again."
    )


# Beside working copies


def returned(event: Event, folder: Path) -> Path:
    path = folder / "out.xlf"
    run("export_translations", "2023-ports", "--output", path)
    path.write_bytes(path.read_bytes().replace(EMPTY, FILLED))
    return path


def introduction(event: Event) -> str:
    event.refresh_from_db()
    return str(event.introduction_en)  # type: ignore[attr-defined]


def test_working_copies_that_wait_are_named(event: Event, tmp_path: Path) -> None:
    path = returned(event, tmp_path)
    start_copy(key_of(event), None)
    output = run("import_translations", path)
    assert ("With --into-working-copies it goes into them." in output, introduction(event)) == (
        True, "<p>Text</p>",
    )  # fmt: skip


def test_without_working_copies_nothing_is_said_of_them(event: Event, tmp_path: Path) -> None:
    assert "orking copies" not in run("import_translations", returned(event, tmp_path))


def test_into_working_copies_the_public_reads_what_it_read(event: Event, tmp_path: Path) -> None:
    path = returned(event, tmp_path)
    output = run("import_translations", path, "--into-working-copies")
    copy = open_copy(key_of(event))
    assert copy
    fields = copy.changes[f"sessions_app.event:{event.pk}"]["fields"]
    assert (introduction(event), fields["introduction_en"][1]) == ("", "<p>Text</p>")
    assert "goes into their working copies, to be published from there." in output


def test_what_went_into_working_copies_is_undone(event: Event, tmp_path: Path) -> None:
    run("import_translations", returned(event, tmp_path), "--into-working-copies")
    run("undo_import", ImportRun.objects.get().pk)
    copy = open_copy(key_of(event))
    assert (copy and copy.changes, ImportRun.objects.get().undone_at is None) == ({}, False)


def test_into_working_copies_the_same_file_again_changes_nothing(
    event: Event, tmp_path: Path
) -> None:
    path = returned(event, tmp_path)
    run("import_translations", path, "--into-working-copies")
    output = run("import_translations", path, "--into-working-copies")
    assert "Nothing was written." in output


def test_a_text_that_a_working_copy_holds_was_not_changed_meanwhile(
    event: Event, tmp_path: Path
) -> None:
    path = returned(event, tmp_path)
    run("import_translations", path, "--into-working-copies")
    output = run("import_translations", path, "--into-working-copies")
    assert "was changed meanwhile" not in output
