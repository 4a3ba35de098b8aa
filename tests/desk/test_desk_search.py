"""What is typed into the desk's searches: read as the public search reads it, drafts included."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forum.core.content import Content
from forum.history.working_copies.copy_diversion import diverting
from people.models import Organization, Person, User
from sessions_app.models import Appearance, Event
from tests.desk.test_desk_lists import listed
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def draft_person() -> Person:
    return make.make_person(
        name_zh_hans="王受文", name_en="", aliases=["Wang Show-wen"],
        status=Content.Status.DRAFT, ready_languages=[],
    )  # fmt: skip


def choices(client: Client, model: type[Any], field: str, text: str) -> list[str]:
    query = {
        "app_label": model._meta.app_label, "model_name": model._meta.model_name,
        "field_name": field, "term": text,
    }  # fmt: skip
    answer = client.get(reverse("admin:autocomplete"), query).json()["results"]
    return [choice["id"] for choice in answer]


@pytest.mark.parametrize(
    "text", ["受文", "wang shou wen", "wangshou", "shouwen", "wsw", "Show-wen", "王 受文"]
)
def test_a_draft_person_is_found_by_characters_pinyin_initials_and_other_spellings(
    admin_client: Client, text: str
) -> None:
    person = draft_person()
    make.make_person(name_zh_hans="林岚", name_en="Lin Lan")
    assert listed(admin_client, Person, q=text) == [person]
    assert choices(admin_client, Appearance, "person", text) == [str(person.pk)]


def test_traditional_characters_find_simplified_ones(admin_client: Client) -> None:
    person = make.make_person(name_zh_hans="张华", name_en="")
    assert listed(admin_client, Person, q="張華") == [person]
    assert choices(admin_client, Appearance, "person", "張華") == [str(person.pk)]


def test_an_organization_is_found_by_its_abbreviation(admin_client: Client) -> None:
    organization = make.make_organization(
        name_zh_hans="联合国工业发展组织", abbreviation_en="UNIDO", ready_languages=[]
    )
    assert choices(admin_client, Person, "organization", "unido") == [str(organization.pk)]
    assert listed(admin_client, Organization, q="聯合國") == [organization]


def test_remarks_find_their_guest_and_event_in_lists_and_not_in_choices(
    admin_client: Client,
) -> None:
    appearance = make.make_appearance(remarks_zh_hans="<p>岸电设施已经全部建成。</p>")
    assert listed(admin_client, Appearance, q="岸電設施") == [appearance]
    assert listed(admin_client, Event, q="岸电设施") == [appearance.session.event]
    assert listed(admin_client, Person, q="岸电设施") == [appearance.person]
    assert choices(admin_client, Appearance, "person", "岸电设施") == []


def test_words_that_stand_in_a_working_copy_alone_find_its_record(
    admin_client: Client, staff: User
) -> None:
    event = make.make_event()
    with diverting(staff):
        event.title_zh_hans = "深水航道（二期）"
        event.save()
    assert Event.objects.get().title_zh_hans == "绿色港口"
    assert listed(admin_client, Event, q="深水航道（二期") == [event]


def quick(client: Client, text: str) -> list[str]:
    response = client.get(reverse("admin:search"), {"s": text})
    return [result.link for result in response.context["results"]]


def test_the_search_over_the_desk_takes_as_many_queries_for_three_as_for_one(
    admin_client: Client,
) -> None:
    def ask() -> int:
        with CaptureQueriesContext(connection) as queries:
            quick(admin_client, "港口")
        return len(queries)

    make.make_appearance(remarks_zh_hans="<p>港口</p>")
    ask()
    numbers = [ask()]
    for _number in range(2):
        make.make_appearance(remarks_zh_hans="<p>港口</p>")
    assert [*numbers, ask()] == [numbers[0]] * 2


def test_a_part_is_said_to_be_of_its_owner(admin_client: Client) -> None:
    event = make.make_event(title_en="Green Ports")
    make.make_document(event, title_zh_hans="", title_en="Tide tables")
    response = admin_client.get(reverse("admin:search"), {"s": "tide tables"})
    assert [result.description for result in response.context["results"]] == [
        "Document · Green Ports"
    ]


def test_nobody_finds_what_is_out_of_reach(client: Client) -> None:
    draft_person()
    user = User.objects.create_user("visitor", is_staff=True)
    client.force_login(user)
    assert quick(client, "王受文") == []


@pytest.mark.parametrize("text", ["", "%", '"', "\\", "a:*", "'; --", "王" * 300])
def test_whatever_is_typed_is_answered(admin_client: Client, text: str) -> None:
    draft_person()
    assert admin_client.get(reverse("admin:search"), {"s": text}).status_code == 200
    for model in ("person", "organization"):
        address = reverse(f"admin:people_{model}_changelist")
        assert admin_client.get(address, {"q": text}).status_code == 200
