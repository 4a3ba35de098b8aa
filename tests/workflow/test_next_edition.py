"""An event is duplicated as its next edition: the frame is kept, what was said is not."""

from datetime import date, time
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client

from forum.core.content import Status
from forum.core.edition_numbers import raised
from forum.core.translations.states import worded_fields
from forum.models import AuditEntry
from forum.workflow.merging.row_union import OWN_COLUMNS, columns_of
from forum.workflow.next_edition import ANEW, COPIED, NextEdition, duplicate_event, proposed_titles
from people.models import User
from sessions_app.models import Appearance, Event, EventOrganization, Session
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def wish(*events: Event, **values: Any) -> NextEdition:
    return NextEdition(titles={event.pk: proposed_titles(event) for event in events}, **values)


def copy_of(event: Event, **values: Any) -> Event:
    copy = duplicate_event(event, wish(event, **values))[0]
    return Event.objects.get(pk=copy.pk)


# Titles


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("第六届虹桥国际经济论坛", "第七届虹桥国际经济论坛"),
        ("第九届", "第十届"),
        ("第十九届", "第二十届"),
        ("第12届年会", "第13届年会"),
        ("2023年滨海论坛", "2024年滨海论坛"),
        ("The Sixth Coast Forum", "The Seventh Coast Forum"),
        ("THE SIXTH COAST FORUM", "THE SEVENTH COAST FORUM"),
        ("The Twenty-First Forum", "The Twenty-Second Forum"),
        ("6th Coast Forum 2023", "7th Coast Forum 2024"),
        ("11th Forum", "12th Forum"),
        ("20th Forum", "21st Forum"),
        ("Ports in the 21st century", "Ports in the 21st century"),
        ("Green Ports", "Green Ports"),
        ("第一主题", "第一主题"),
        ("", ""),
    ],
)
def test_a_title_is_raised(title: str, expected: str) -> None:
    assert raised(title) == expected


# What is kept


@pytest.mark.parametrize("model", COPIED, ids=lambda model: model._meta.model_name)
def test_each_column_is_kept_or_begins_anew(model: type[Model]) -> None:
    bases = {
        getattr(model_field, "translated_field", model_field).name
        for model_field in columns_of(model)
    } - OWN_COLUMNS
    decided = {*COPIED[model], *ANEW[model], *worded_fields(model)}
    assert bases == decided, "Say in forum.workflow.next_edition whether the next edition keeps it."


def test_the_event_is_a_draft_that_follows() -> None:
    event = make.make_event(
        title_zh_hans="第六届论坛", title_en="Sixth Forum", edition=6, series=make.make_series(),
        kind=Event.Kind.MAIN_FORUM, subtitle_en="Old", city_en="Shanghai", accent="#7a1f1f",
    )  # fmt: skip
    copy = copy_of(event, edition=7)
    values = (copy.title_zh_hans, copy.title_en, copy.edition, copy.slug, copy.status)
    assert values == ("第七届论坛", "Seventh Forum", 7, "seventh-forum", Status.DRAFT)
    assert (copy.series, copy.kind, copy.previous_edition) == (event.series, event.kind, event)
    empty = (copy.starts_on, copy.introduction_en, copy.city_en, copy.published_at)
    assert empty == (None, None, None, None)
    assert (copy.ready_languages, copy.accent_dark) == ([], event.accent_dark)


def test_the_place_is_kept_where_that_was_asked() -> None:
    event = make.make_event(city_en="Shanghai", venue_zh_hans="会展中心", country="CN")
    copy = copy_of(event, same_place=True)
    assert (copy.city_en, copy.venue_zh_hans, copy.country.code) == ("Shanghai", "会展中心", "CN")


def test_organizations_keep_role_and_order() -> None:
    event = make.make_event()
    second = make.make_role(event, position=2, printed_name_en="Printed")
    first = make.make_role(event, position=1, role="organizer")
    copy = copy_of(event)
    kept_roles = EventOrganization.objects.filter(event=copy).order_by("position")
    assert [(role.organization_id, role.role, role.printed_name_en) for role in kept_roles] == [
        (first.organization_id, "organizer", None),
        (second.organization_id, "host", "Printed"),
    ]


def test_sessions_keep_their_structure_alone() -> None:
    session = make.make_session(
        slug="topic-1", kind="discussion", heading_zh_hans="讨论环节", label_en="Topic 1",
        title_en="Canals", room_en="Hall", day=date(2023, 11, 5), start=time(9), position=3,
        recording_url="https://example.org/",
    )  # fmt: skip
    make.make_appearance(session)
    make.make_photo(session.event, session=session)
    make.make_correction(session.event)
    copy = Session.objects.get(event=copy_of(session.event))
    values = (copy.slug, copy.kind, copy.heading_zh_hans, copy.label_en, copy.position)
    assert values == ("topic-1", "discussion", "讨论环节", "Topic 1", 3)
    assert (copy.title_en, copy.room_en, copy.day, copy.start) == (None, None, None, None)
    counts = (copy.appearances.count(), copy.event.photos.count(), copy.event.corrections.count())
    assert (copy.recording_url, counts) == ("", (0, 0, 0))


def test_guests_are_proposed_with_empty_titles() -> None:
    appearance = make.make_appearance(position=4, remarks_en="<p>Ports.</p>", attendance="video")
    make.make_appearance(appearance.session, withheld=True)
    make.make_appearance(appearance.session, make.make_person(status=Status.OFFLINE))
    copy = Appearance.objects.get(
        session__event=copy_of(appearance.session.event, same_people=True)
    )
    assert (copy.person, copy.position, copy.title_en) == (appearance.person, 4, None)
    assert (copy.remarks_en, copy.attendance) == (None, "")


def test_chosen_sub_forums_come_along() -> None:
    event = make.make_event(title_en="Sixth Forum")
    chosen, remaining_event = (
        make.make_event(parent=event, edition=2),
        make.make_event(parent=event),
    )
    events = duplicate_event(event, wish(event, chosen, sub_forums=[chosen]))
    lineage = [(event.parent, event.previous_edition, event.edition) for event in events]
    assert lineage == [(None, event, None), (events[0], chosen, 3)]
    assert remaining_event.next_editions.count() == 0


def test_a_sub_forum_joins_the_next_edition_of_its_forum() -> None:
    parent = make.make_event()
    following = make.make_event(previous_edition=parent)
    assert copy_of(make.make_event(parent=parent)).parent == following


def test_two_copies_have_two_addresses() -> None:
    event = make.make_event(title_en="Sixth Forum")
    assert [copy_of(event).slug, copy_of(event).slug] == ["seventh-forum", "seventh-forum-2"]


# In the desk


def address(event: Event) -> str:
    return f"/admin/sessions_app/event/{event.pk}/next-edition/"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_form_proposes_titles(admin_client: Client, language: str) -> None:
    admin_client.cookies["django_language"] = language
    event = make.make_event(title_en="Sixth Forum", edition=6)
    form = admin_client.get(address(event)).context["form"]
    assert form.fields["edition"].initial == 7
    assert form.fields[f"title_en_{event.pk}"].initial == "Seventh Forum"


def test_the_confirmed_form_opens_the_draft(admin_client: Client) -> None:
    event = make.make_event()
    sub = make.make_event(parent=event)
    sent = {
        "edition": 7,
        f"title_en_{event.pk}": "Seventh",
        f"with_{sub.pk}": "on",
        f"title_zh_hans_{sub.pk}": "分论坛",
    }
    response = admin_client.post(address(event), sent)
    copy = event.next_editions.get()
    assert response["Location"] == f"/admin/sessions_app/event/{copy.pk}/change/"
    assert (copy.title_en, copy.sub_forums.get().title_zh_hans) == ("Seventh", "分论坛")
    assert AuditEntry.objects.filter(action="added").count() == 2


def test_a_title_is_needed_in_one_language(admin_client: Client) -> None:
    event = make.make_event()
    form = admin_client.post(address(event), {"edition": ""}).context["form"]
    expected = {f"title_zh_hans_{event.pk}": ["Give the title in at least one language."]}
    assert (form.errors, Event.objects.count()) == (expected, 1)


def test_an_earlier_copy_is_told(admin_client: Client) -> None:
    event = make.make_event()
    copy = make.make_event(previous_edition=event)
    page = admin_client.get(address(event)).content.decode()
    assert f'href="/admin/sessions_app/event/{copy.pk}/change/"' in page


def test_duplicating_needs_the_right_to_add(client: Client) -> None:
    client.force_login(User.objects.create_user("guest", is_staff=True))
    assert client.get(address(make.make_event())).status_code == 403
