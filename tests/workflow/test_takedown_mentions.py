"""Where the words of others name a person who is taken offline."""

from collections.abc import Callable
from typing import Any

import pytest

from forum.desk.addresses import form_url
from forum.workflow.take_down import find_mentions
from tests.support import factories as make
from tests.support.admin_forms import make_settings
from tests.support.desk_client import address

pytestmark = pytest.mark.django_db


def named_person() -> Any:
    return make.make_person(name_zh_hans="欧阳岚", name_en="Mira Quillon", aliases=["M. Quillon"])


def passages(record: Any) -> list[tuple[str, str, str]]:
    return [
        (type(mention.record).__name__, mention.language, str(mention.passage))
        for mention in find_mentions(record)
    ]


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
        (
            lambda: make.make_correction(text_zh_hans="欧阳岚应为副院长。"),
            ("Correction", "zh-hans"),
        ),
        (lambda: make.make_role(printed_name_en="Mira Quillon Fund"), ("EventOrganization", "en")),
        (
            lambda: make_settings(contact_en="Mira Quillon, desk@example.org"),
            ("SiteSettings", "en"),
        ),
    ],
)
def test_the_name_is_found_in(make_one: Callable[[], Any], found: tuple[str, str]) -> None:
    person = named_person()
    make_one()
    assert [passage[:2] for passage in passages(person)] == [found]


def test_a_moderator_s_title_is_read_without_the_spellings_of_the_name() -> None:
    make.make_appearance(role="moderator", title_zh_hans="欧阳岚基金会秘书", title_en=None)
    assert passages(named_person()) == [("Appearance", "zh-hans", "<mark>欧阳岚</mark>基金会秘书")]


def test_the_person_s_own_record_is_no_mention() -> None:
    person = named_person()
    make.make_appearance(person=person, remarks_en="<p>I, Mira Quillon, say so.</p>")
    assert passages(person) == []


def test_a_correction_leads_to_the_form_of_its_event() -> None:
    correction = make.make_correction()
    assert form_url(correction) == address(type(correction.event), "change", correction.event.pk)


def test_the_site_s_own_words_are_public() -> None:
    make_settings(contact_en="Mira Quillon, desk@example.org")
    assert [mention.is_public for mention in find_mentions(named_person())] == [True]


def test_an_organization_s_own_role_is_no_mention() -> None:
    organization = make.make_organization(name_en="Harbour Institute")
    make.make_role(organization=organization, printed_name_en="Harbour Institute")
    assert passages(organization) == []


def test_nor_is_its_name_in_the_event_that_it_hosted() -> None:
    organization = make.make_organization(name_en="Harbour Institute")
    make.make_role(organization=organization)
    assert passages(organization) == []


def test_a_part_of_another_word_is_no_mention() -> None:
    person = make.make_person(name_zh_hans="", name_en="Lin")
    make.make_appearance(remarks_en="<p>Berlin is linked.</p>")
    assert passages(person) == []


def test_what_is_not_public_is_said() -> None:
    person = named_person()
    make.make_page(body_en="<p>Mira Quillon</p>", status="draft")
    assert [mention.is_public for mention in find_mentions(person)] == [False]
