"""Find and replace over an event: shown first, written where it is ticked, as its editor may."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forum.core.content import Content
from forum.history.rows import key_of
from forum.history.working_copies.store import open_copy
from forum.permissions.roles import EDITOR, TRANSLATOR
from forum.workflow.find_replace import Replacing
from people.models import User
from sessions_app.models import Appearance, Event, Photo
from tests.support import factories as make
from tests.support.admin_forms import make_settings
from tests.support.staff import make_roles

pytestmark = pytest.mark.django_db

BOTH = ("zh-hans", "en")


@pytest.fixture
def event() -> Event:
    event = make.make_event(status=Content.Status.DRAFT)
    session = make.make_session(event, title_zh_hans="港口的未来", title_en="Future of ports")
    make.make_appearance(
        session, remarks_zh_hans="<p>港口<strong>很</strong>好，<strong>港</strong>口很大。</p>"
    )
    make.make_photo(event, caption_zh_hans="港口全景")
    return event


def address(event: Event) -> str:
    return reverse("find-replace", args=[event.pk])


def places(client: Client, event: Event, **asked: str) -> list[str]:
    context = client.get(address(event), asked).context
    return [place["change"].key.split(".", 2)[0] for place in context["places"]]


def replace(client: Client, event: Event, *, take: Any = None, **asked: str) -> Any:
    context = client.get(address(event), asked).context
    ticks = [
        place["change"].tick
        for place in context["places"]
        if (place["is_ticked"] if take is None else place["change"].key in take)
    ]
    token = {"version_token": context["plan"].version_token}
    return client.post(address(event), {**asked, **token, "take": ticks}, follow=True)


def of_role(name: str) -> Client:
    make_roles()
    user = User.objects.create_user(name, is_staff=True)
    user.groups.add(Group.objects.get(name=name))
    client = Client()
    client.force_login(user)
    return client


def test_every_place_is_shown_in_the_order_of_the_page_and_nothing_is_written(
    admin_client: Client, event: Event
) -> None:
    event_places = places(admin_client, event, find="港口", replace="海港")
    assert event_places == ["event", "event", "session", "appearance", "photo"]
    assert Event.objects.get().title_zh_hans == "绿色港口"


def test_only_what_is_ticked_is_replaced(admin_client: Client, event: Event) -> None:
    photo = Photo.objects.get()
    key = f"photo.{photo.pk}.caption_zh_hans"
    replace(admin_client, event, find="港口", replace="海港", take=[key])
    event.refresh_from_db()
    photo.refresh_from_db()
    assert (event.title_zh_hans, photo.caption_zh_hans) == ("绿色港口", "海港全景")


def test_both_languages_are_replaced_in_one_revision(admin_client: Client, event: Event) -> None:
    page = replace(admin_client, event, find="ports", replace="harbours")
    event.refresh_from_db()
    assert (event.title_en, event.sessions.get().title_en) == (
        "Green harbours", "Future of harbours",
    )  # fmt: skip
    assert "Undo…" in page.text


def test_what_stands_across_a_change_of_formatting_is_named_and_left(
    admin_client: Client, event: Event
) -> None:
    context = admin_client.get(address(event), {"find": "港口很"}).context
    assert [bool(place["change"].trouble) for place in context["places"]] == [True]


def test_the_tags_of_a_rich_text_are_no_text() -> None:
    replacing = Replacing("p", "q & r", BOTH)
    assert replacing.put_in_rich("<p>p &amp; <strong>P</strong></p>") == (
        "<p>q &amp; r &amp; <strong>q &amp; r</strong></p>"
    )


def test_capitals_and_whole_words_count_where_that_is_asked() -> None:
    text = "Port, port, ports"
    options = [(False, False), (True, False), (False, True), (True, True)]
    assert [Replacing("port", "x", BOTH, *ask).put_in(text) for ask in options] == [
        "x, x, xs", "Port, x, xs", "x, x, ports", "Port, x, ports",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("find", "text", "replaced"),
    [
        ("UNIDO", "由UNIDO主办，UNIDOs", "由X主办，UNIDOs"),
        ("APEC", "在APEC会议上", "在X会议上"),
        ("港口", "绿色港口的未来", "绿色X的未来"),
        ("5", "5国，15国", "X国，15国"),
        ("峰会", "G20峰会", "G20X"),
        ("年度论坛", "2025年度论坛2", "2025X2"),
    ],
)
def test_han_characters_part_no_whole_words(find: str, text: str, replaced: str) -> None:
    assert Replacing(find, "X", BOTH, is_whole=True).put_in(text) == replaced


def test_what_stands_within_longer_words_waits_to_be_ticked(admin_client: Client) -> None:
    event = make.make_event(
        status=Content.Status.DRAFT, title_en="UN fund", title_zh_hans="UN之友", venue_en="The UN"
    )
    query = {"find": "UN", "replace": "United Nations"}
    context = admin_client.get(address(event), query).context
    ticked = {
        place["change"].key.rpartition(".")[2]: place["is_ticked"] for place in context["places"]
    }
    assert ticked == {"title_zh_hans": True, "title_en": False, "venue_en": True}


def test_each_caution_bears_its_own_label(admin_client: Client, event: Event) -> None:
    Appearance.objects.update(
        clearance_en=Appearance.Clearance.CLEARED, remarks_en="<p>A UN fund</p>"
    )
    make.make_photo(event, caption_en="UN fund")
    context = admin_client.get(address(event), {"find": "UN", "replace": "United Nations"}).context
    labels = [[label for label, _ in place["change"].cautions] for place in context["places"]]
    assert labels == [["Cleared", "Within longer words"], ["Within longer words"]]


def test_a_place_that_changed_meanwhile_is_shown_again(admin_client: Client, event: Event) -> None:
    query = {"find": "绿色", "replace": "蓝色"}
    plan = admin_client.get(address(event), query).context["plan"]
    Event.objects.filter(pk=event.pk).update(title_zh_hans="绿色的港口")
    ticks = [change.tick for change in plan.changes]
    sent = {**query, "version_token": plan.version_token, "take": ticks}
    page = admin_client.post(address(event), sent)
    assert page.status_code == 409
    assert "The event has changed since you looked." in page.text
    assert Event.objects.get().title_zh_hans == "绿色的港口"


def test_what_is_public_asks_whether_it_is_a_correction(admin_client: Client) -> None:
    event = make.make_event()
    page = replace(admin_client, event, find="绿色", replace="蓝色")
    assert page.status_code == 422
    assert Event.objects.get().title_zh_hans == "绿色港口"


def test_the_note_outlives_a_change_of_somebody_else(admin_client: Client) -> None:
    event = make.make_event()
    query = {"find": "绿色", "replace": "蓝色"}
    plan = admin_client.get(address(event), query).context["plan"]
    Event.objects.filter(pk=event.pk).update(title_zh_hans="绿色的港口")
    note = {"asked_day": "2024-03-01", "asked_text_en": "It read A.", "asked_kind": "correction"}
    sent = {**query, **note, "version_token": plan.version_token, "asked_events": [event.pk]}
    again = admin_client.post(address(event), sent)
    fields = dict(re.findall(r'type="hidden" name="(asked_\w+)" value="([^"]*)"', again.text))
    plan = again.context["plan"]
    ticks = [change.tick for change in plan.changes]
    token = {"version_token": plan.version_token}
    question = admin_client.post(address(event), {**query, **fields, **token, "take": ticks})
    texts = [text for *_language, text in question.context["notes"]]
    events = question.context["events"]
    assert (question.context["day"], texts, events) == (
        "2024-03-01",
        ["", "It read A."],
        [(event, True)],
    )


def test_an_editor_replaces_what_is_public_in_the_working_copy(db: None) -> None:
    make_settings(reviews=1)
    event = make.make_event()
    editor = of_role(EDITOR)
    replace(editor, event, find="绿色", replace="蓝色")
    assert Event.objects.get().title_zh_hans == "绿色港口"
    assert open_copy(key_of(event)) is not None
    assert places(editor, event, find="蓝色") == ["event"]


def test_a_translator_replaces_english_alone(event: Event) -> None:
    translator = of_role(TRANSLATOR)
    replace(translator, event, find="ports", replace="harbours")
    replace(
        translator, event, find="绿色", replace="蓝色", take=[f"event.{event.pk}.title_zh_hans"]
    )
    event.refresh_from_db()
    assert (event.title_en, event.title_zh_hans) == ("Green harbours", "绿色港口")


def test_a_cleared_text_waits_to_be_ticked(admin_client: Client, event: Event) -> None:
    Appearance.objects.update(clearance_zh_hans=Appearance.Clearance.CLEARED)
    context = admin_client.get(address(event), {"find": "很大", "replace": "很小"}).context
    assert [place["is_ticked"] for place in context["places"]] == [False]


def test_nothing_is_emptied_and_nothing_grows_too_long(admin_client: Client, event: Event) -> None:
    for find, text in (("港口全景", ""), ("全景", "长" * 500)):
        query = {"find": find, "replace": text}
        context = admin_client.get(address(event), query).context
        assert [bool(place["change"].trouble) for place in context["places"]] == [True]


def test_the_number_of_queries_does_not_follow_the_texts(
    admin_client: Client, event: Event
) -> None:
    def ask() -> int:
        with CaptureQueriesContext(connection) as queries:
            places(admin_client, event, find="港口", replace="海港")
        return len(queries)

    ask()
    numbers = [ask()]
    for _number in range(2):
        make.make_appearance(make.make_session(event), remarks_zh_hans="<p>港口</p>")
        make.make_photo(event, caption_zh_hans="港口")
    assert [*numbers, ask()] == [numbers[0]] * 2
