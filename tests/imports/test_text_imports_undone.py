"""Translations and glossaries come in whole or not at all, and are undone as records are."""

import csv
from pathlib import Path
from typing import Any

import polib
import pytest
from django.core.management import CommandError
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from forum.core.translations.states import TranslationState
from forum.core.translations.units import unit_of
from forum.history.rows import key_of
from forum.history.working_copies.store import open_copy, start_copy
from forum.imports.undo import undo_run
from forum.models import AuditEntry, ImportRun, Term
from people.models import User
from sessions_app.models import Event
from tests.desk import test_glossary_desk
from tests.localization.test_handoff_commands import EMPTY, FILLED, run
from tests.support import handoff_pages
from tests.support.factories import make_event
from tests.support.staff import enter

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
    state_before = describe(event)
    output = import_translation(event, tmp_path)
    number = ImportRun.objects.get().pk
    state_after = describe(event)
    run("undo_import", number)
    assert (output.splitlines()[-1], state_after, describe(event)) == (
        f"“manage.py undo_import {number}” takes it back.",
        ("<p>Text</p>", str(TranslationState.DRAFT)),
        state_before,
    )


def dump_rows(model: type[Model]) -> list[dict[str, object]]:
    """Return every column of a model's rows but those that tell one save from the next."""
    columns = [field.attname for field in model._meta.concrete_fields]
    stored = [column for column in columns if column not in {"version", "updated"}]
    with connection.cursor() as cursor:
        names = ", ".join(map(connection.ops.quote_name, stored))
        cursor.execute(f"SELECT {names} FROM {model._meta.db_table} ORDER BY id")  # noqa: S608
        return [dict(zip(stored, row, strict=True)) for row in cursor.fetchall()]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_very_rows_come_back(tmp_path: Path, language: str) -> None:
    """The unused column of the field without a language too, whatever the operator's language."""
    event = make_event(introduction_zh_hans="<p>论坛讨论港口。</p>", introduction_en="")
    rows_before = dump_rows(Event)
    with translation.override(language):
        import_translation(event, tmp_path)
        imported = dump_rows(Event)
        run("undo_import", ImportRun.objects.get().pk)
    assert (imported != rows_before, dump_rows(Event)) == (True, rows_before)


def test_the_very_terms_come_back(tmp_path: Path) -> None:
    Term.objects.create(text_zh_hans="港口", text_en="harbour")
    rows_before, path = dump_rows(Term), tmp_path / "terms.csv"
    path.write_text("zh-Hans,en\n港口,port\n码头,pier\n", "utf-8")
    run("import_glossary", path)
    run("undo_import", ImportRun.objects.get().pk)
    assert dump_rows(Term) == rows_before


def fill_in(path: Path, form: str) -> None:
    """Write “Text” where a file that went out has no translation."""
    if form == "xliff":
        path.write_bytes(path.read_bytes().replace(EMPTY, FILLED))
    elif form == "po":
        messages = polib.pofile(str(path))
        messages[0].msgstr = "Text"
        messages.save()
    else:
        book = load_workbook(path)
        book.worksheets[0]["D2"] = "Text"
        book.save(path)


@pytest.mark.parametrize("form", ["xliff", "xlsx", "po"])
def test_a_dry_run_writes_nothing_whatever_the_format(tmp_path: Path, form: str) -> None:
    event = make_event(introduction_zh_hans="<p>论坛讨论港口。</p>", introduction_en="")
    state_before, path = describe(event), tmp_path / f"out.{form}"
    run("export_translations", event.slug, "--format", form, "--output", path)
    fill_in(path, form)
    run("import_translations", path, "--dry-run")
    looked_at = describe(event), ImportRun.objects.count()
    run("import_translations", path)
    imported = describe(event)
    run("undo_import", ImportRun.objects.get().pk)
    assert (looked_at, imported[0], describe(event)) == (
        (state_before, 0),
        "<p>Text</p>",
        state_before,
    )


@pytest.mark.parametrize("form", ["xliff", "xlsx", "po"])
def test_half_a_file_of_translations_writes_nothing(tmp_path: Path, form: str) -> None:
    event = make_event(introduction_zh_hans="<p>论坛讨论港口。</p>", introduction_en="")
    state_before, path = describe(event), tmp_path / f"out.{form}"
    run("export_translations", event.slug, "--format", form, "--output", path)
    fill_in(path, form)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(CommandError):
        run("import_translations", path)
    assert (describe(event), ImportRun.objects.count()) == (state_before, 0)


def test_the_desk_takes_a_translation_back(admin_client: Client) -> None:
    event = make_event(
        introduction_zh_hans="<p>论坛讨论港口。</p>", introduction_en="", status="draft"
    )
    state_before, desk = describe(event), handoff_pages
    data = desk.translated(desk.send(admin_client, event), {"introduction": "Text"})
    result = desk.agree(admin_client, admin_client.get(desk.give(admin_client, data).url))
    imported = describe(event)
    undo = reverse("undo-import", args=[ImportRun.objects.get().pk])
    admin_client.post(undo)
    assert (imported[0], undo in result.text, describe(event)) == (
        "<p>Text</p>",
        True,
        state_before,
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


def test_the_desk_takes_terms_back(admin_client: Client) -> None:
    desk = test_glossary_desk
    desk.confirm(admin_client, desk.upload(admin_client, "zh-Hans,en", "码头,pier"))
    imported = Term.objects.count()
    admin_client.post(reverse("undo-import", args=[ImportRun.objects.get().pk]))
    assert (imported, Term.objects.count()) == (1, 0)


def test_half_a_glossary_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text("zh-Hans,en,note\n码头,pier,\n港口,", "utf-8")
    with pytest.raises(CommandError):
        run("import_glossary", path)
    assert (Term.objects.count(), ImportRun.objects.count()) == (0, 0)


def test_a_file_that_changes_nothing_is_no_import(tmp_path: Path) -> None:
    Term.objects.create(text_zh_hans="港口", text_en="port")
    path = tmp_path / "terms.csv"
    path.write_text("zh-Hans,en\n港口,port\n", "utf-8")
    run("import_glossary", path)
    assert ImportRun.objects.count() == 0


# Beside working copies


def undo_addresses(response: Any) -> list[str]:
    return [
        address
        for run in ImportRun.objects.all()
        if (address := reverse("undo-import", args=[run.pk])) in response.text
    ]


def give_translation(client: Client, event: Event) -> Any:
    desk = handoff_pages
    data = desk.translated(desk.send(client, event), {"introduction": "Text"})
    return desk.agree(client, client.get(desk.give(client, data).url))


def test_a_translation_is_undone_beside_an_open_copy(admin_client: Client) -> None:
    event = make_event(introduction_zh_hans="<p>论坛讨论港口。</p>", introduction_en="")
    start_copy(key_of(make_event(slug="other")), None)
    state_before = describe(event)
    (undo,) = undo_addresses(give_translation(admin_client, event))
    imported = describe(event)
    admin_client.post(undo)
    assert (imported[0], describe(event)) == ("<p>Text</p>", state_before)


def test_a_translation_that_waits_in_a_copy_is_undone() -> None:
    client = enter("English translator")
    event = make_event(introduction_zh_hans="<p>论坛讨论港口。</p>", introduction_en="")
    give_translation(client, event)
    copy = open_copy(key_of(event))
    assert copy
    waiting = copy.changes[f"sessions_app.event:{event.pk}"]["fields"]["introduction_en"][1]
    undo_run(ImportRun.objects.get(), User.objects.get(username="english translator"))
    copy.refresh_from_db()
    assert (waiting, describe(event)[0], copy.changes) == ("<p>Text</p>", "", {})


def test_the_log_says_who_imported_a_translation_into_a_copy() -> None:
    client = enter("English translator")
    event = make_event(introduction_zh_hans="<p>论坛讨论港口。</p>", introduction_en="")
    give_translation(client, event)
    entries = AuditEntry.objects.filter(action=AuditEntry.Action.TRANSLATIONS_IMPORTED)
    assert [entry.object_id for entry in entries] == [event.pk]


def test_a_correction_beside_an_open_copy_is_asked_about(admin_client: Client) -> None:
    event = make_event(introduction_zh_hans="<p>论坛讨论港口。</p>", title_en="Ports")
    start_copy(key_of(make_event(slug="other")), None)
    desk = handoff_pages
    data = desk.translated(desk.send(admin_client, event, scope="all"), {"title": "Harbours"})
    preview = admin_client.get(desk.give(admin_client, data).url)
    ticks = [change.change.tick for change in preview.context["changes"]]
    assert desk.agree(admin_client, preview, take=ticks).status_code == 422
