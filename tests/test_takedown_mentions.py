"""Where the words of others name a person who is taken offline."""

from collections.abc import Callable
from typing import Any

import pytest

from forum.takedowns import mentions
from tests import factories as make

pytestmark = pytest.mark.django_db


def named_person() -> Any:
    return make.make_person(name_zh_hans="欧阳岚", name_en="Mira Quillon", aliases=["M. Quillon"])


def passages(record: Any) -> list[tuple[str, str, str]]:
    return [(type(one.record).__name__, one.language, str(one.passage)) for one in mentions(record)]


def test_the_name_is_found_in_remarks_of_others() -> None:
    person = named_person()
    make.make_appearance(
        remarks_zh_hans="<p>感谢欧阳岚。</p>", remarks_en="<p>I thank Mira Quillon.</p>"
    )
    assert passages(person) == [
        ("Appearance", "zh-hans", "感谢<mark>欧阳岚</mark>。"),
        ("Appearance", "en", "I thank <mark>Mira Quillon</mark>."),
    ]


@pytest.mark.parametrize(
    ("make_one", "found"),
    [
        (lambda: make.make_photo(caption_en="Mira Quillon speaks"), ("Photo", "en")),
        (lambda: make.make_photo(alt_zh_hans="欧阳岚在台上"), ("Photo", "zh-hans")),
        (lambda: make.make_photo(credit_en="Mira Quillon"), ("Photo", "en")),
        (lambda: make.make_appearance(caption_en="With Mira Quillon"), ("Appearance", "en")),
        (lambda: make.make_event(cover_alt_en="Mira Quillon"), ("Event", "en")),
        (lambda: make.make_event(title_zh_hans="欧阳岚论坛"), ("Event", "zh-hans")),
        (lambda: make.make_page(body_en="<p>By M. Quillon.</p>"), ("Page", "en")),
        (lambda: make.make_document(title_zh_hans="欧阳岚讲稿"), ("Document", "zh-hans")),
    ],
)
def test_the_name_is_found_in(make_one: Callable[[], Any], found: tuple[str, str]) -> None:
    person = named_person()
    make_one()
    assert [one[:2] for one in passages(person)] == [found]


def test_the_person_s_own_record_is_no_mention() -> None:
    person = named_person()
    make.make_appearance(person=person, remarks_en="<p>I, Mira Quillon, say so.</p>")
    assert passages(person) == []


def test_a_part_of_another_word_is_no_mention() -> None:
    person = make.make_person(name_zh_hans="", name_en="Lin")
    make.make_appearance(remarks_en="<p>Berlin is linked.</p>")
    assert passages(person) == []


def test_what_is_not_public_is_said() -> None:
    person = named_person()
    make.make_page(body_en="<p>Mira Quillon</p>", status="draft")
    assert [one.is_public for one in mentions(person)] == [False]
