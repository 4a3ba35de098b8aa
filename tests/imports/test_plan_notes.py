"""Why a row stays is looked up by kind; whatever was stored before keeps its words."""

import importlib
import re

import pytest
from django.apps import apps
from django.utils.translation import override

from forum.imports.planning.record_plan import PlanNote, note_sentence
from forum.imports.report import build_report
from tests.support.admin_forms import make_upload
from tests.support.records import a_record

migration = importlib.import_module("forum.migrations.0051_kinds_of_notes")


@pytest.mark.parametrize("note", PlanNote)
def test_every_note_is_translated(note: PlanNote) -> None:
    with override("zh-hans"):
        assert re.search("[\u4e00-\u9fff]", note_sentence(note.value))


def test_a_note_that_no_version_knows_is_shown_as_stored() -> None:
    assert note_sentence("It stays.") == "It stays."


def test_a_report_says_notes_in_words() -> None:
    report = build_report(a_record(), [{"note": "deleted"}, {"note": None}])
    assert report["plan"] == [{"note": str(PlanNote.DELETED.label)}, {"note": None}]


@pytest.mark.django_db
def test_stored_sentences_become_kinds() -> None:
    notes = [*migration.KINDS, None, "It stays."]
    upload = make_upload(plan={"plan": [{"note": note} for note in notes]})
    migration.store_kinds(apps, None)
    upload.refresh_from_db()
    assert [entry["note"] for entry in upload.plan["plan"]] == [*PlanNote.values, None, "It stays."]


@pytest.mark.django_db
def test_stored_kinds_become_sentences_again() -> None:
    upload = make_upload(plan={"plan": [{"note": "deleted"}]})
    migration.store_sentences(apps, None)
    upload.refresh_from_db()
    assert upload.plan["plan"][0]["note"] in migration.KINDS
