"""What is noted beside a translation on each save, and the state that follows from it."""

import pytest

from forum.core.acting_user import acting
from forum.core.translations.states import TranslationState, confirm
from forum.core.translations.text_folding import is_same_text
from forum.core.translations.units import Unit, units_of
from forum.core.translations.word_counts import Amount, amount
from forum.models import TranslationTally
from people.models import Person, User
from sessions_app.models import Appearance
from tests.support.factories import make_appearance, make_person

SOURCE = "<p>促进园区发展。</p>"


def unit_of(record: object, field: str) -> Unit:
    """Return the English unit of a field, of the row as it is stored."""
    stored = type(record)._default_manager.get(pk=record.pk)  # type: ignore[attr-defined]
    return next(unit for unit in units_of(stored, "en") if unit.field == field)


@pytest.fixture
def person(db: None) -> Person:
    """A person whose biography is translated."""
    return make_person(biography_zh_hans=SOURCE, biography_en="<p>Develop parks.</p>")


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        ("园区，发展", "园区 发展。", True),
        ("A “park”", 'A "park"', True),
        ("1.5 亿", "15 亿", False),
        ("5%", "5", False),
        ("园区", "园地", False),
        ("A-b", "a-b", False),
    ],
)
def test_spaces_and_punctuation_alone_do_not_count(first: str, second: str, alike: bool) -> None:
    assert is_same_text(first, second) == alike


def test_markup_does_not_count_and_the_address_of_a_link_does() -> None:
    link = '<p><a href="https://a.example/">园区</a></p>'
    assert is_same_text("<p>园<strong>区</strong></p>", "<ul><li>园区</li></ul>", rich=True)
    assert not is_same_text(link, link.replace("a.example", "b.example"), rich=True)


def test_counts_chinese_characters_and_words() -> None:
    assert amount("<p>联合国 UNIDO 在 2023 年</p>", rich=True) == Amount(5, 2)


def test_a_written_translation_is_a_draft_of_the_source(person: Person) -> None:
    unit = unit_of(person, "biography")
    assert (unit.state, unit.previous) == (TranslationState.DRAFT, SOURCE)


def test_a_translation_without_a_text_is_missing(db: None) -> None:
    person = make_person(biography_zh_hans=SOURCE, biography_en="")
    assert unit_of(person, "biography").state == TranslationState.MISSING


def test_a_changed_source_makes_it_outdated(person: Person) -> None:
    person.biography_zh_hans = "<p>促进园区升级。</p>"
    person.save()
    unit = unit_of(person, "biography")
    assert (unit.state, unit.previous) == (TranslationState.OUTDATED, SOURCE)


def test_punctuation_of_the_source_does_not(person: Person) -> None:
    person.biography_zh_hans = "<p>促进，园区 发展</p>"
    person.save()
    assert unit_of(person, "biography").state == TranslationState.DRAFT


def test_a_source_changed_past_saves_makes_it_outdated(person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(biography_zh_hans="<p>别的</p>")
    assert unit_of(person, "biography").state == TranslationState.OUTDATED


def test_a_new_translation_is_a_draft_of_the_new_source(person: Person) -> None:
    person.biography_zh_hans, person.biography_en = "<p>升级</p>", "<p>Upgrade</p>"
    person.save(update_fields=["biography_zh_hans", "biography_en"])
    unit = unit_of(person, "biography")
    assert (unit.state, unit.previous) == (TranslationState.DRAFT, "<p>升级</p>")


def test_a_reviewed_one_written_anew_is_a_draft(person: Person) -> None:
    confirm(person, "biography", "en", "zh-hans", TranslationState.REVIEWED)
    person.save()
    assert unit_of(person, "biography").state == TranslationState.REVIEWED
    person.biography_en = "<p>Parks grow.</p>"
    person.save()
    assert unit_of(person, "biography").state == TranslationState.DRAFT


def test_names_are_authored_and_never_outdated(person: Person) -> None:
    person.name_zh_hans = "王新名"
    person.save()
    unit = unit_of(person, "name")
    assert (unit.state, unit.asks) == (TranslationState.AUTHORED, True)


def test_who_wrote_it_is_noted(db: None) -> None:
    user = User.objects.create_user("li")
    with acting(user.pk):
        person = make_person(biography_zh_hans=SOURCE, biography_en="<p>Parks.</p>")
    assert unit_of(person, "biography").by == user.pk


def test_a_speech_given_in_english_is_translated_into_chinese(db: None) -> None:
    appearance = make_appearance(
        source_language="en", remarks_en="<p>Thank you.</p>", remarks_zh_hans=""
    )
    units = [unit for unit in units_of(appearance) if unit.field == "remarks"]
    assert [(unit.language, unit.state) for unit in units] == [
        ("zh-hans", TranslationState.MISSING)
    ]


def test_a_cleared_text_is_locked(db: None) -> None:
    appearance = make_appearance(
        remarks_zh_hans=SOURCE,
        remarks_en="<p>Parks.</p>",
        clearance_en=Appearance.Clearance.CLEARED,
    )
    assert unit_of(appearance, "remarks").locked


def test_each_row_is_counted(person: Person) -> None:
    counts = TranslationTally.objects.values_list("draft", "authored", "missing")
    assert counts.get(object_id=person.pk, owner_id=person.pk, language="en") == (1, 1, 0)
