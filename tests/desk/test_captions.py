"""Texts of pictures that the data propose, in the organizers' wording."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from forum.desk.caption_proposals import (
    propose_photo_texts,
    propose_portrait_texts,
    propose_worded_captions,
)
from forum.models import CaptionTemplate
from sessions_app.models import Appearance, Event, Session
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def appearance(kind: str = "opening", **values: Any) -> Appearance:
    event = make.make_event(
        kind=Event.Kind.SUB_FORUM, title_zh_hans="绿色港口", title_en="Green Ports",
        city_zh_hans="上海", city_en="Shanghai",
    )  # fmt: skip
    person = make.make_person(name_zh_hans="林岚", name_en="Lin Lan")
    facts = {"title_zh_hans": "某部副部长", "title_en": "Vice Minister"}
    session = make.make_session(event, kind=kind)
    return make.make_appearance(session, person, **{**facts, **values})


@pytest.mark.parametrize(
    ("kind", "attendance", "chinese", "english"),
    [
        (
            Session.Kind.OPENING,
            "video",
            "某部副部长林岚以视频方式出席“绿色港口”分论坛并致辞",
            "Lin Lan, Vice Minister, delivers opening remarks by video",
        ),
        (
            Session.Kind.KEYNOTE,
            "in_person",
            "某部副部长林岚在上海出席“绿色港口”分论坛并作主旨发言",
            "Lin Lan, Vice Minister, delivers a keynote speech",
        ),
        (
            Session.Kind.DISCUSSION,
            "",
            "某部副部长林岚出席“绿色港口”分论坛并参与讨论",
            "Lin Lan, Vice Minister, speaks in the panel discussion",
        ),
        (
            Session.Kind.OPENING,
            "written",
            "某部副部长林岚向“绿色港口”分论坛书面致辞",
            "Lin Lan, Vice Minister, delivers opening remarks in writing",
        ),
    ],
)
def test_a_portrait_says_who_did_what(
    kind: str, attendance: str, chinese: str, english: str
) -> None:
    proposals = propose_photo_texts([appearance(kind, attendance=attendance)])
    assert (proposals["caption_zh_hans"], proposals["caption_en"]) == (chinese, english)


def test_the_alternative_text_says_who_is_seen() -> None:
    proposals = propose_photo_texts([appearance()])
    assert (proposals["alt_zh_hans"], proposals["alt_en"]) == (
        "某部副部长林岚的照片",
        "Photograph of Lin Lan, Vice Minister",
    )


def test_a_portrait_is_described_by_name_and_last_title() -> None:
    assert propose_portrait_texts({"zh-hans": "林岚", "en": " Lin Lan "}, appearance()) == {
        "portrait_alt_zh_hans": "某部副部长林岚的照片",
        "portrait_alt_en": "Photograph of Lin Lan, Vice Minister",
    }


def test_a_portrait_of_somebody_new_is_described_by_name() -> None:
    assert propose_portrait_texts({"en": "Lin Lan"}, None) == {
        "portrait_alt_en": "Photograph of Lin Lan"
    }


def test_a_moderator_moderates() -> None:
    proposals = propose_photo_texts([appearance(role=Appearance.Role.MODERATOR)])
    assert proposals["caption_en"] == "Lin Lan, Vice Minister, moderates the session"


def test_a_language_without_the_name_has_no_proposal() -> None:
    guest_row = appearance()
    guest_row.person.name_en = ""
    assert list(propose_photo_texts([guest_row])) == ["caption_zh_hans", "alt_zh_hans"]


def test_a_group_is_named_from_the_left() -> None:
    second = appearance()
    second.person.name_en = "Wang Hai"
    proposals = propose_photo_texts([appearance(), second])
    group = "From left: Lin Lan, Wang Hai"
    assert (proposals["caption_en"], proposals["alt_en"]) == (group, group)


def test_nobody_is_no_proposal() -> None:
    assert propose_photo_texts([]) == {}


def worded(template: CaptionTemplate, *guests: Appearance) -> dict[str, str]:
    session = guests[0].session
    return propose_worded_captions(template, session.event, session, list(guests))


def test_a_template_is_filled_in_for_each_picture() -> None:
    texts = {
        "text_zh_hans": "{职务}{嘉宾}在“{活动}”{环节}上",
        "text_en": "{person} at {event}, {session}, {city}",
    }
    assert worded(make.make_caption_template(**texts), appearance()) == {
        "caption_zh_hans": "某部副部长林岚在“绿色港口”致辞环节上",
        "caption_en": "Lin Lan at Green Ports, Opening remarks, Shanghai",
    }


def test_what_has_no_text_is_not_proposed_in_a_template() -> None:
    template = make.make_caption_template(text_zh_hans="{职务}{嘉宾}", text_en="{person}")
    assert worded(template, appearance(title_zh_hans="")) == {"caption_en": "Lin Lan"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "{name} speaks",
            "“{name}” is no placeholder. There are: {event}, {session}, {person}, {title}, {city}.",
        ),
        ("{person speaks", "A brace stands alone: it opens or closes no placeholder."),
    ],
)
def test_a_template_that_nobody_can_fill_in_is_refused(text: str, said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        make.make_caption_template(text_en=text).full_clean()
    assert refused.value.message_dict == {"text_en": [said]}


def test_the_board_proposes_in_the_wording_that_is_chosen(admin_client: Client) -> None:
    guest = appearance()
    event, template = guest.session.event, make.make_caption_template()
    url = reverse("admin:sessions_app_event_photos_caption", args=[event.pk])
    answer = admin_client.get(url, {"who": "Lin Lan", "caption_template": template.pk}).json()
    assert answer["texts"]["caption_en"] == "Lin Lan at Green Ports"
