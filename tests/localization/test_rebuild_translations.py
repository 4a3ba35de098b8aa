"""The command that completes what is kept beside translations, and counts them anew."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forum.core.translations.states import TranslationState
from forum.core.translations.units import units_of
from forum.models import TranslationTally
from people.models import Person
from tests.support import factories as make

pytestmark = pytest.mark.django_db

SOURCE = "<p>促进园区发展。</p>"
OLD = {"state": "authored", "source": "<p>旧</p>", "by": 7, "at": "2023-11-05T09:00:00+00:00"}


def rebuild() -> list[str]:
    out = StringIO()
    call_command("rebuild_translations", stdout=out)
    return out.getvalue().splitlines()


def tallies() -> list[tuple[Any, ...]]:
    fields = [tally.name for tally in TranslationTally._meta.fields if tally.name != "id"]
    return list(TranslationTally.objects.order_by(*fields).values_list(*fields))


def person_from_before(**translations: Any) -> Person:
    """Return a person as a save that noted nothing has left her."""
    person = make.make_person(biography_zh_hans=SOURCE, biography_en="<p>Parks.</p>")
    Person.objects.update(translations=translations)
    return person


def units() -> dict[str, Any]:
    return {tally.field: tally for tally in units_of(Person.objects.get(), "en")}


def test_what_has_no_entry_is_a_draft_or_an_original_of_the_present_source() -> None:
    person_from_before()
    rebuild()
    tallies = [(tally.state, tally.previous, tally.by, tally.at) for tally in units().values()]
    assert tallies == [
        (TranslationState.AUTHORED, "林岚", None, ""),
        (TranslationState.DRAFT, SOURCE, None, ""),
    ]


def test_an_entry_from_before_digests_keeps_what_it_says() -> None:
    person_from_before(biography={"en": OLD})
    rebuild()
    unit = units()["biography"]
    assert (unit.state, unit.previous, unit.by, unit.at) == (
        TranslationState.OUTDATED,
        OLD["source"],
        OLD["by"],
        OLD["at"],
    )


def test_neither_version_nor_date_moves() -> None:
    person_from_before()
    facts = Person.objects.values_list("version", "updated")
    tallies_before = list(facts)
    rebuild()
    assert list(facts.all()) == tallies_before


def test_a_second_run_writes_no_record() -> None:

    person_from_before()
    rebuild()
    with CaptureQueriesContext(connection) as done:
        rebuild()
    written = [tally["sql"] for tally in done.captured_queries if tally["sql"].startswith("UPDATE")]
    assert written == []


def test_counts_that_were_lost_come_back() -> None:
    make.make_appearance(remarks_zh_hans=SOURCE)
    tallies_before = [tally for tally in tallies() if any(tally[6:12])]
    TranslationTally.objects.all().delete()
    rebuild()
    assert tallies() == tallies_before


def test_counts_of_records_that_are_gone_go() -> None:
    make.make_person()
    TranslationTally.objects.update(object_id=0)
    rebuild()
    assert list(TranslationTally.objects.values_list("object_id", flat=True)) == [
        Person.objects.get().pk
    ]


def test_every_batch_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("forum.localization.rebuild.BATCH", 2)
    people = [make.make_person() for _ in range(5)]
    TranslationTally.objects.all().delete()
    rebuild()
    assert TranslationTally.objects.filter(language="en").count() == len(people)


def test_progress_and_a_count_are_told() -> None:
    person_from_before()
    lines = rebuild()
    assert "people: 1 / 1" in lines
    assert lines[-1].startswith("1 records, 1 of them completed, ")
