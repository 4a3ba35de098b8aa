"""Terms follow the names of people and organizations, and cost nothing while those stay."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from forum.core.save_batches import batched_saves
from forum.localization.glossary.name_terms import fill_terms
from forum.models import Term
from people.models import Organization, Person
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def terms(**values: Any) -> list[tuple[str, str | None, str | None]]:
    terms = Term.objects.filter(**values).order_by("kind", "text_zh_hans", "pk")
    return list(terms.values_list("kind", "text_zh_hans", "text_en"))  # type: ignore[misc]


def of_terms(act: Callable[[], object]) -> list[str]:
    """Return the statements about terms that an act takes, by their first words."""
    with CaptureQueriesContext(connection) as captured:
        act()
    about = [term["sql"] for term in captured.captured_queries if "forum_term" in term["sql"]]
    return [sql.split()[0] for sql in about]


def renamed(record: Any, **names: Any) -> Any:
    terms = type(record).objects.get(pk=record.pk)
    for name, value in names.items():
        setattr(terms, name, value)
    terms.save()
    return terms


def test_a_person_with_a_name_in_both_languages_is_a_term() -> None:
    make.make_person()
    assert terms() == [("person", "林岚", "Lin Lan")]


def test_a_name_in_one_language_is_none() -> None:
    make.make_person(name_en=None)
    assert terms() == []


def test_an_organization_and_its_abbreviation_are_two_terms() -> None:
    make.make_organization(abbreviation_zh_hans="海港院", abbreviation_en="HI")
    assert terms() == [
        ("institution", "海港研究院", "Harbour Institute"),
        ("institution", "海港院", "HI"),
    ]


def test_a_new_name_moves_its_term() -> None:
    person = make.make_person()
    queries_before = Term.objects.get()
    renamed(person, name_en="Lin Lan-Fang")
    queries_after = Term.objects.get()
    assert (queries_after.pk, queries_after.text_en, queries_after.version) == (
        queries_before.pk,
        "Lin Lan-Fang",
        2,
    )


def test_a_lost_translation_takes_the_term_away() -> None:
    renamed(make.make_person(), name_en="")
    assert terms() == []


def test_staffs_spellings_keep_a_term_that_lost_its_translation() -> None:
    person = make.make_person()
    Term.objects.update(forbidden=["Lin Lang"])
    renamed(person, name_en="")
    assert list(Term.objects.values_list("text_en", "forbidden")) == [(None, ["Lin Lang"])]


def test_a_deleted_record_takes_its_terms_away() -> None:
    make.make_organization(abbreviation_zh_hans="海港院", abbreviation_en="HI").delete()
    assert terms() == []


def test_staffs_notes_outlive_the_record() -> None:
    person = make.make_person()
    Term.objects.update(note="Surname first.")
    person.delete()
    assert list(Term.objects.values_list("source", "note")) == [("", "Surname first.")]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_save_that_leaves_the_names_asks_nothing(language: str) -> None:
    person = Person.objects.get(pk=make.make_person().pk)
    person.country = "CN"
    assert of_terms(person.save) == []


def test_a_name_that_was_not_written_changes_no_term() -> None:
    person = Person.objects.get(pk=make.make_person().pk)
    person.name_en = "Lin"
    person.save(update_fields=["country"])
    assert terms() == [("person", "林岚", "Lin Lan")]
    person.save(update_fields=["name_en"])
    assert terms() == [("person", "林岚", "Lin")]


def test_a_new_record_takes_one_statement() -> None:
    assert of_terms(make.make_person) == ["INSERT"]


def test_a_renamed_record_takes_two() -> None:
    person = Person.objects.get(pk=make.make_person().pk)
    person.name_en = "Lin"
    assert of_terms(person.save) == ["SELECT", "UPDATE"]


@pytest.mark.parametrize("number", [1, 3])
def test_many_saves_take_two_statements(number: int) -> None:
    def save() -> None:
        with transaction.atomic(), batched_saves():
            for _row in range(number):
                make.make_person()

    assert of_terms(save) == ["SELECT", "INSERT"]


def test_rebuilding_mends_what_is_wrong_and_nothing_else() -> None:
    make.make_person()
    make.make_organization()
    Term.objects.create(kind="term", text_zh_hans="园区", text_en="industrial park")
    Term.objects.create(kind="person", text_en="Nobody", source="people.person:0:name")
    Term.objects.filter(text_en="Lin Lan").update(text_en="Lan Lin")
    Organization.objects.update(name_en="Port Institute")
    call_command("rebuild_glossary", stdout=StringIO())
    assert terms() == [
        ("institution", "海港研究院", "Port Institute"),
        ("person", "林岚", "Lin Lan"),
        ("term", "园区", "industrial park"),
    ]


def test_rebuilding_twice_changes_nothing() -> None:
    make.make_person()
    make.make_organization()
    queries_before = list(Term.objects.order_by("pk").values())
    output = StringIO()
    call_command("rebuild_glossary", stdout=output)
    assert list(Term.objects.order_by("pk").values()) == queries_before
    assert output.getvalue().startswith("people: 1 / 1\norganizations: 1 / 1\n2 terms")


def test_of_two_terms_that_follow_one_name_one_stays() -> None:
    person = make.make_person()
    fill_terms([person], new=True)
    call_command("rebuild_glossary", stdout=StringIO())
    assert len(terms()) == 1
