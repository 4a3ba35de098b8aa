"""Sentences that were translated before, found where they stand."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forum.permissions.roles import HELPER
from forum.search.translation_memory import recall
from people.models import User
from sessions_app.models import Appearance
from tests.support import factories as make
from tests.support.staff import make_roles

pytestmark = pytest.mark.django_db

SOURCE = "<p>岸电设施已经建成。明年将全部启用。</p>"
TARGET = "<p>Shore power has been built. All of it will be in use next year.</p>"


def speak(**values: str) -> Appearance:
    texts = {"remarks_zh_hans": SOURCE, "remarks_en": TARGET}
    return make.make_appearance(source_language="zh-hans", **{**texts, **values})


def recalled(user: User, text: str) -> list[str]:
    return [pair.text for pair in recall(user, text, "zh-hans", "en")]


@pytest.mark.parametrize(
    "text", ["明年将全部启用。", "论坛很好。\n明年将全部启用", "明年將全部啟用"]
)
def test_a_sentence_is_found_with_its_own_translation(admin_user: User, text: str) -> None:
    speak()
    assert recalled(admin_user, text) == ["All of it will be in use next year."]


def test_texts_of_other_lengths_and_outdated_ones_are_no_memory(admin_user: User) -> None:
    speak(remarks_en="<p>Shore power.</p>")
    appearance = speak()
    appearance.remarks_zh_hans = "<p>岸电设施已经建成。后年将全部启用。</p>"  # type: ignore[attr-defined]
    appearance.save()
    assert recalled(admin_user, "岸电设施已经建成。后年将全部启用。") == []


def test_captions_and_titles_are_remembered_once(admin_user: User) -> None:
    for _number in range(2):
        make.make_photo(caption_zh_hans="与会嘉宾合影", caption_en="Group photo")
    assert recalled(admin_user, "与会嘉宾合影") == ["Group photo"]


def test_a_helper_recalls_nothing_of_other_events() -> None:
    make_roles()
    helper = User.objects.create_user("helper", is_staff=True)
    helper.groups.add(Group.objects.get(name=HELPER))
    appearance = speak()
    state_before = recalled(helper, "明年将全部启用。")
    helper.event_access.create(event=appearance.session.event)
    assert (state_before, len(recalled(helper, "明年将全部启用。"))) == ([], 1)


def test_the_number_of_queries_does_not_follow_what_is_found(admin_user: User) -> None:
    def ask() -> int:
        with CaptureQueriesContext(connection) as queries:
            recalled(admin_user, "明年将全部启用。")
        return len(queries)

    speak()
    ask()
    numbers = [ask()]
    for _number in range(2):
        speak()
    assert [*numbers, ask()] == [numbers[0]] * 2


def test_the_form_is_told_the_translation_with_its_origin(admin_client: Client) -> None:
    appearance = speak()
    body = {"source": "zh-hans", "texts": {"zh-hans": "明年将全部启用。", "en": ""}}
    answer = admin_client.post(reverse("glossary-terms"), body, content_type="application/json")
    (memory,) = answer.json()["memory"]
    assert (memory["text"], memory["url"]) == (
        "All of it will be in use next year.",
        f"/admin/sessions_app/appearance/{appearance.pk}/change/",
    )
