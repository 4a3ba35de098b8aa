"""Proposed addresses."""

import pytest

from forum.core.content import validate_slug
from forum.core.names import sort_key
from forum.core.slugs import EVENT_LENGTH, propose


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Green Ports: a Coast’s Future", "green-ports-a-coasts-future"),
        ("Green Ports——Coast", "green-ports-coast"),
        ("Søren Łukasz Weiß", "soren-lukasz-weiss"),
        ("José Ñandú", "jose-nandu"),
        ("２０２４ Ports", "2024-ports"),
        ("绿色港口", "lv-se-gang-kou"),
        ("APEC 论坛", "apec-lun-tan"),
        ("Порты", ""),
        ("——", ""),
        (None, ""),
    ],
)
def test_a_text_becomes_ascii_words(text: str | None, slug: str) -> None:
    assert propose(text) == slug


def test_the_first_text_with_a_word_is_taken() -> None:
    assert propose("", None, "!", "绿色", "event") == "lv-se"


def test_a_surname_is_read_as_one_by_the_sort_key() -> None:
    assert propose(sort_key("单伟")) == "shan-wei"


def test_the_year_stands_in_front() -> None:
    assert propose("Green Ports", year=2023) == "2023-green-ports"


def test_the_year_stands_there_once() -> None:
    assert propose("2023 Green Ports", year=2023) == "2023-green-ports"


def test_a_year_alone_is_no_address() -> None:
    assert propose("", year=2023) == ""


def test_a_long_title_is_cut_at_a_word() -> None:
    title = "The Road to Modern Industrial Parks and the Sharing of Experience"
    slug = propose(title, year=2023, length=EVENT_LENGTH)
    assert slug == "2023-the-road-to-modern-industrial-parks-and-the-sharing-of"


def test_a_word_of_exactly_the_length_stays() -> None:
    assert propose("abcd efg", length=8) == "abcd-efg"


def test_a_single_word_that_is_too_long_is_cut() -> None:
    assert propose("a" * 100) == "a" * 80


def test_a_taken_slug_gets_the_next_free_number() -> None:
    assert propose("Green Ports", is_taken={"green-ports", "green-ports-2"}.__contains__) == (
        "green-ports-3"
    )


def test_the_number_fits_into_the_length() -> None:
    assert propose("a" * 100, is_taken={"a" * 80}.__contains__) == "a" * 78 + "-2"


@pytest.mark.parametrize("text", ["Green\0Ports", "-- Ports --", "A_B", "İstanbul", "①号 港口"])
def test_what_is_proposed_is_a_valid_slug(text: str) -> None:
    validate_slug(propose(text))
