"""What findings say is looked up by kind and case; whatever was stored before keeps its words."""

import importlib
import re

import pytest
from django.apps import apps
from django.utils.translation import gettext, override

from forum.models import ImportWarning
from forum.models.finding_sentences import SENTENCES, finding_sentence
from forum.reader.findings import KINDS
from tests.support.admin_forms import make_run

migration = importlib.import_module("forum.migrations.0011_finding_cases")


def test_every_kind_has_a_sentence() -> None:
    assert {key.partition(".")[0] for key in SENTENCES["findings"]} == KINDS


def test_every_sentence_is_translated() -> None:
    tables = ("findings", "command_findings", "errors")
    sentences = [text for name in tables for text in SENTENCES[name].values()]
    with override("zh-hans"):
        assert [it for it in sentences if not re.search("[\u4e00-\u9fff]", gettext(it))] == []


@pytest.mark.parametrize("sentence", SENTENCES["findings"].values())
def test_the_desk_names_no_option_of_a_command(sentence: str) -> None:
    assert re.search(r" --\w|in the admin", sentence) is None


def test_a_warning_about_a_language_names_it() -> None:
    assert str(ImportWarning(level="warning", subject="zh-hans")) == "Warning: Chinese"


@pytest.mark.django_db
def test_stored_sentences_become_cases() -> None:
    run = make_run()
    text = next(text for kind, text in migration.CASES if kind == "unlisted_person")
    params = {"name": "林岚", "session": "致辞", "role": "speaker"}
    warning = ImportWarning.objects.create(
        run=run, level="warning", kind="unlisted_person", text=text, params=params
    )
    migration.store_cases(apps, None)
    warning.refresh_from_db()
    assert (warning.case, warning.text) == ("", "")
    assert warning.message == finding_sentence("unlisted_person", "", params)


def test_a_sentence_that_no_version_knows_is_shown_as_stored() -> None:
    warning = ImportWarning(kind="unlisted_person", text="Seen: %(name)s.", params={"name": "A"})
    assert warning.message == "Seen: A."
