"""Imports of translations and of glossaries are undone as those of records are."""

import csv
from pathlib import Path

import pytest

from forum.core.translations.states import TranslationState
from forum.core.translations.units import unit_of
from forum.models import ImportRun, Term
from sessions_app.models import Event
from tests.localization.test_handoff_commands import EMPTY, FILLED, run
from tests.support.factories import make_event

pytestmark = pytest.mark.django_db


def import_translation(event: Event, folder: Path) -> str:
    path = folder / "out.xlf"
    run("export_translations", event.slug, "--output", path)
    path.write_bytes(path.read_bytes().replace(EMPTY, FILLED))
    return run("import_translations", path)


def describe(event: Event) -> tuple[str, str]:
    event.refresh_from_db()
    unit = unit_of(event, "introduction", "en", "zh-hans")
    return unit.text, str(unit.state)


def test_a_translation_goes_back_with_its_state(tmp_path: Path) -> None:
    event = make_event(introduction_zh_hans="<p>论坛讨论港口。</p>", introduction_en="")
    before = describe(event)
    output = import_translation(event, tmp_path)
    number = ImportRun.objects.get().pk
    after = describe(event)
    run("undo_import", number)
    assert (output.splitlines()[-1], after, describe(event)) == (
        f"“manage.py undo_import {number}” takes it back.",
        ("<p>Text</p>", str(TranslationState.DRAFT)),
        before,
    )


def test_what_was_edited_since_stays(tmp_path: Path) -> None:
    event = make_event(introduction_zh_hans="<p>论坛讨论港口。</p>", introduction_en="")
    import_translation(event, tmp_path)
    Event.objects.update(introduction_en="<p>Mine.</p>")
    output = run("undo_import", ImportRun.objects.get().pk)
    assert ("It has been edited since and stays" in output, describe(event)[0]) == (
        True, "<p>Mine.</p>",
    )  # fmt: skip


def test_terms_go_back_and_new_ones_are_deleted(tmp_path: Path) -> None:
    Term.objects.create(text_zh_hans="港口", text_en="harbour")
    path = tmp_path / "terms.csv"
    with path.open("w", newline="") as file:
        rows = [["zh-Hans", "en"], ["港口", "port"], ["码头", "pier"]]
        csv.writer(file).writerows(rows)
    run("import_glossary", path)
    imported = sorted(Term.objects.values_list("text_zh_hans", "text_en"))
    run("undo_import", ImportRun.objects.get().pk)
    assert (imported, list(Term.objects.values_list("text_zh_hans", "text_en"))) == (
        [("港口", "port"), ("码头", "pier")],
        [("港口", "harbour")],
    )


def test_a_file_that_changes_nothing_is_no_import(tmp_path: Path) -> None:
    Term.objects.create(text_zh_hans="港口", text_en="port")
    path = tmp_path / "terms.csv"
    path.write_text("zh-Hans,en\n港口,port\n", "utf-8")
    run("import_glossary", path)
    assert ImportRun.objects.count() == 0
