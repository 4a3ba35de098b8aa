"""The forms by which a text names somebody, each of whose examples no form before it takes."""

import pytest

from forum.reader.bilingual import language_of
from forum.reader.guests.forms import FORMS, NOTES, Form, Note, read_guest
from forum.reader.guests.guest import Guest, Printed


def form_that_fits(text: str) -> Form:
    printed = Printed(text, language_of(text))
    return next(read_form for read_form, _example in FORMS if read_form(printed))


def note_that_fits(text: str) -> Note | None:
    printed = Printed(text, language_of(text))
    noting = (
        read_note for read_note, _example in NOTES if read_note(printed, read_guest) is not None
    )
    return next(noting, None)


@pytest.mark.parametrize(("read_form", "example"), FORMS)
def test_an_example_is_of_its_form(read_form: Form, example: str) -> None:
    assert form_that_fits(example) is read_form


@pytest.mark.parametrize(("read_note", "example"), NOTES)
def test_an_example_is_of_its_note(read_note: Note, example: str) -> None:
    assert note_that_fits(example) is read_note


@pytest.mark.parametrize("example", [example for _read_form, example in FORMS])
def test_a_form_is_no_note(example: str) -> None:
    assert note_that_fits(example) is None


@pytest.mark.parametrize(
    ("text", "guest"),
    [
        ("Anna Berg MP", Guest({"en": "Anna Berg"}, {"en": "MP"})),
        ("Anna Berg, PhD", Guest({"en": "Anna Berg"}, {"en": "PhD"})),
        ("Anna Berg OBE, Head", Guest({"en": "Anna Berg"}, {"en": "Head"}, biography="OBE")),
        ("Wei AO", Guest({"en": "Wei AO"})),
        ("Tom Li Jr.", Guest({"en": "Tom Li Jr."})),
        (
            "Minister Anna Berg TD, Minister of State",
            Guest(
                {"en": "Anna Berg"}, {"en": "Minister of State"}, {"en": "Minister"},
                biography="TD",
            ),
        ),
        ("Mayor Anna Berg, Tide Bank", Guest({"en": "Anna Berg"}, {"en": "Mayor, Tide Bank"})),
    ],
)  # fmt: skip
def test_letters_behind_a_name_are_none_of_it_and_not_lost(text: str, guest: Guest) -> None:
    assert read_guest(text) == guest


def test_letters_beside_a_column_of_titles_are_no_title() -> None:
    assert read_guest("Anna Berg, PhD", has_titles_beside=True) == Guest(
        {"en": "Anna Berg"}, biography="PhD"
    )


@pytest.mark.parametrize(
    ("text", "guest"),
    [
        (
            "林岚所长（滨海大学海洋研究所）",
            Guest({"zh-hans": "林岚"}, {"zh-hans": "滨海大学海洋研究所所长"}),
        ),
        (
            "王启明助理教授（滨海大学）",
            Guest({"zh-hans": "王启明"}, {"zh-hans": "滨海大学助理教授"}),
        ),
        (
            "国际处林岚（议题二）",
            Guest({"zh-hans": "林岚"}, {"zh-hans": "国际处"}, biography="议题二"),
        ),
    ],
)
def test_a_rank_between_the_name_and_the_house_in_brackets(text: str, guest: Guest) -> None:
    assert read_guest(text) == guest


def test_orders_behind_a_name_are_no_post() -> None:
    assert read_guest("滨海局副局长 林岚女士, BBS, JP") == Guest(
        {"zh-hans": "林岚"}, {"zh-hans": "滨海局副局长"}, {"zh-hans": "女士"}, biography="BBS, JP"
    )
