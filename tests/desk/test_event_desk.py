"""An event edited in one place: its sessions as rows, their order, the way to each and back."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forum.core.content import Status
from forum.models import AuditEntry, KnowledgeProduct
from people.models import User
from sessions_app.models import Appearance, Event, Session
from tests.support import factories as make
from tests.support.admin_forms import get_form_alone, get_undrawn, read_form
from tests.support.desk_client import address, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    return make.make_event(title_zh_hans="绿色港口", title_en="Green Ports")


@pytest.fixture
def three(event: Event) -> list[Session]:
    return [make.make_session(event, position=place) for place in (1, 2, 3)]


def sessions_url(event: Event) -> str:
    return reverse("admin:sessions_app_event_sessions", args=[event.pk])


def form_url(session: Session) -> str:
    """Return the address of a session's form as its row leads there."""
    return f"{address(Session, 'change', session.pk)}?_event={session.event_id}"


def row_url(session: Session) -> str:
    """Return the address of a session's row on the form of its event."""
    return f"{address(Event, 'change', session.event_id)}#session-{session.pk}"


def reorder(client: Client, event: Event, *sessions: Session, **changed: Any) -> Any:
    sent = [f"{session.pk}:{session.version}" for session in sessions]
    headers = {"Accept": "application/json"}  # as the script of the list asks
    return client.post(sessions_url(event), {"session": sent, **changed}, headers=headers)


def as_stored(*sessions: Session) -> list[Session]:
    return [Session.objects.get(pk=session.pk) for session in sessions]


def order(event: Event) -> list[int]:
    return list(event.sessions.order_by("position").values_list("pk", flat=True))


def permitted(client: Client, *codenames: str) -> None:
    staff = User.objects.create_user("staff", is_staff=True)
    staff.user_permissions.add(*Permission.objects.filter(codename__in=codenames))
    client.force_login(staff)


# Rows


def test_the_event_has_no_form_of_its_sessions(admin_client: Client, event: Event) -> None:
    response = admin_client.get(address(Event, "change", event.pk))
    prefixes = [
        inline_admin_formset.formset.prefix
        for inline_admin_formset in response.context["inline_admin_formsets"]
    ]
    assert prefixes == ["organizations", "corrections"]


def test_a_row_counts_who_takes_part(admin_client: Client, event: Event) -> None:
    session = make.make_session(event)
    make.make_appearance(session, role="moderator")
    for remarks in ("<p>港口。</p>", ""):
        make.make_appearance(session, make.make_person(), remarks_zh_hans=remarks)
    (row,) = admin_client.get(sessions_url(event)).context["programme"].rows()
    session = row.session
    assert (
        session.moderator_count,
        session.speaker_count,
        session.remarks_count,
    ) == (1, 2, 1)


def test_a_session_without_guests_counts_none(admin_client: Client, event: Event) -> None:
    make.make_session(event)
    (row,) = admin_client.get(sessions_url(event)).context["programme"].rows()
    session = row.session
    assert (session.moderator_count, session.speaker_count, session.remarks_count) == (0, 0, 0)


def test_a_row_is_called_by_label_and_title_in_each_language(
    admin_client: Client, event: Event
) -> None:
    make.make_session(event, label_zh_hans="主题一", title_zh_hans="港口", heading_en="Discussion")
    (row,) = admin_client.get(sessions_url(event)).context["programme"].rows()
    assert [name.text for name in row.names] == ["主题一 港口", "Discussion"]


def test_a_label_alone_is_no_title(admin_client: Client, event: Event) -> None:
    make.make_session(event, label_zh_hans="主题一", title_zh_hans="港口", label_en="Topic 1")
    assert "no title in English" in admin_client.get(sessions_url(event)).text


def test_a_row_leads_to_the_session(admin_client: Client, event: Event) -> None:
    session = make.make_session(event)
    page = admin_client.get(address(Event, "change", event.pk)).text
    assert f'href="{form_url(session)}"' in page


def test_an_empty_programme_says_how_to_begin(admin_client: Client, event: Event) -> None:
    page = admin_client.get(address(Event, "change", event.pk)).text
    assert "There is no session yet." in page


def test_a_new_event_is_saved_first(admin_client: Client) -> None:
    page = admin_client.get(address(Event, "add")).text
    assert "Save the event first" in page


def test_who_may_only_look_moves_and_adds_nothing(client: Client, event: Event) -> None:
    make.make_session(event)
    permitted(client, "view_event", "view_session")
    page = client.get(address(Event, "change", event.pk)).text
    assert ("data-move" in page, "programme-add" in page) == (False, False)


def test_rows_of_an_event_that_is_not_there(admin_client: Client) -> None:
    url = reverse("admin:sessions_app_event_sessions", args=[1])
    assert admin_client.get(url).status_code == 404


def test_rows_are_not_for_who_may_not_see_events(client: Client, event: Event) -> None:
    permitted(client, "change_session")
    assert client.get(sessions_url(event)).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_the_rows(admin_client: Client, event: Event, rows: int) -> None:
    for _row in range(rows):
        session = make.make_session(event)
        for _guest in range(rows):
            make.make_appearance(session, make.make_person())
    assert queries(admin_client, sessions_url(event)) == 5


# Order


def test_a_new_order_is_stored(admin_client: Client, event: Event, three: list[Session]) -> None:
    first, second, third = three
    response = reorder(admin_client, event, third, first, second)
    assert (response.status_code, order(event)) == (200, [third.pk, first.pk, second.pk])


def test_what_follows_each_move_follows_once(
    admin_client: Client, event: Event, three: list[Session]
) -> None:
    first, second, third = three
    reorder(admin_client, event, second, first, third)  # the event's first revision is stored
    with CaptureQueriesContext(connection) as two:
        reorder(admin_client, event, *as_stored(first, second, third))
    with CaptureQueriesContext(connection) as all_three:
        reorder(admin_client, event, *as_stored(third, first, second))
    assert len(all_three) - len(two) == 1


def test_the_answer_tells_the_new_versions(
    admin_client: Client, event: Event, three: list[Session]
) -> None:
    first, second, third = three
    data = reorder(admin_client, event, second, first, third).json()
    assert data == {
        "versions": {str(first.pk): 2, str(second.pk): 2, str(third.pk): 1},
        "message": "The order is saved: 2 sessions moved.",
    }


def test_a_stale_list_changes_nothing(
    admin_client: Client, event: Event, three: list[Session]
) -> None:
    first, second, third = three
    Session.objects.get(pk=first.pk).save()
    response = reorder(admin_client, event, third, second, first)
    assert (response.status_code, response.json(), order(event)) == (
        409,
        {
            "message": "The sessions have been changed meanwhile; "
            "this is how they stand now. Move the session again."
        },
        [first.pk, second.pk, third.pk],
    )


def test_a_list_without_one_changes_nothing(
    admin_client: Client, event: Event, three: list[Session]
) -> None:
    first, second, third = three
    response = reorder(admin_client, event, second, first)
    assert (response.status_code, order(event)) == (409, [first.pk, second.pk, third.pk])


@pytest.mark.parametrize("sent", [[], ["x"], ["1"], ["1:1", "1:1"], ["\0:1"]])
def test_a_strange_list_changes_nothing(
    admin_client: Client, event: Event, three: list[Session], sent: list[str]
) -> None:
    answer = admin_client.post(sessions_url(event), {"session": sent}).status_code
    assert (answer in (400, 409), order(event)) == (True, [session.pk for session in three])


def test_another_events_session_is_not_taken(
    admin_client: Client, event: Event, three: list[Session]
) -> None:
    response = reorder(admin_client, event, *three, make.make_session())
    assert response.status_code == 409


def test_the_move_is_logged(admin_client: Client, event: Event, three: list[Session]) -> None:
    reorder(admin_client, event, *reversed(three))
    assert [entry.action for entry in AuditEntry.objects.exclude(action="baseline")] == [
        "reordered"
    ]


def test_an_order_that_is_the_same_is_not_logged(
    admin_client: Client, event: Event, three: list[Session]
) -> None:
    reorder(admin_client, event, *three)
    assert not AuditEntry.objects.exists()


def test_who_may_not_change_sessions_moves_none(
    client: Client, event: Event, three: list[Session]
) -> None:
    permitted(client, "change_event", "view_session")
    assert reorder(client, event, *reversed(three)).status_code == 403


# The session's own page


def test_its_form_leads_back_to_the_row(admin_client: Client, three: list[Session]) -> None:
    page = admin_client.get(form_url(three[0])).text
    assert f'<a href="{row_url(three[0])}">Back to the event</a>' in page


@pytest.mark.parametrize("key", ["", "x", "0", "9" * 30])
def test_a_form_that_no_event_led_to_leads_to_none(
    admin_client: Client, three: list[Session], key: str
) -> None:
    page = admin_client.get(f"{address(Session, 'change', three[0].pk)}?_event={key}")
    assert (page.status_code, page.context["way_back"]) == (200, None)


def test_saving_it_leads_back_to_the_row(admin_client: Client, three: list[Session]) -> None:
    url = form_url(three[0])
    data = {**read_form(admin_client, url), "title_zh_hans": "港口"}
    response = admin_client.post(url, data)
    stored = Session.objects.values_list("title_zh_hans", "position").get(pk=three[0].pk)
    assert (response["Location"], stored) == (row_url(three[0]), ("港口", 1))


def test_saving_it_from_the_table_leads_back_there(
    admin_client: Client, three: list[Session]
) -> None:
    grid = reverse("admin:sessions_app_event_grid", args=[three[0].event_id])
    url = f"{address(Session, 'change', three[0].pk)}?_grid={three[0].event_id}"
    response = admin_client.post(url, read_form(admin_client, url))
    anchor = f"session-{three[0].pk}"
    assert response["Location"] == f"{grid}#{anchor}"
    assert f'id="{anchor}"' in admin_client.get(grid).text


def test_going_on_with_it_keeps_the_way_back(admin_client: Client, three: list[Session]) -> None:
    url = form_url(three[0])
    data = {**read_form(admin_client, url), "_continue": "1"}
    assert admin_client.post(url, data)["Location"] == url


def test_a_conflict_keeps_the_way_back(admin_client: Client, three: list[Session]) -> None:
    url = form_url(three[0])
    data = read_form(admin_client, url)
    admin_client.post(url, {**data, "title_en": "Ports A"})
    response = admin_client.post(url, {**data, "title_en": "Ports B"})
    assert (response.status_code, f'action="{url}' in response.text) == (409, True)


def test_an_order_that_is_changed_meanwhile_stays(
    admin_client: Client, event: Event, three: list[Session]
) -> None:
    data = read_form(admin_client, form_url(three[0]))
    reorder(admin_client, event, *reversed(three))
    admin_client.post(form_url(three[0]), data)
    assert order(event) == [three.pk for three in reversed(three)]


def test_a_session_is_added_at_the_end(
    admin_client: Client, event: Event, three: list[Session]
) -> None:
    url = f"{address(Session, 'add')}?event={event.pk}&_event={event.pk}"
    data = {**read_form(admin_client, url), "kind": "closing"}
    response = admin_client.post(url, data)
    added = Session.objects.get(kind="closing")
    assert (added.event, added.position, added.day, response["Location"]) == (
        event,
        4,
        event.starts_on,
        row_url(added),
    )


@pytest.mark.parametrize("key", ["", "x", "1", "9" * 30])
def test_a_session_of_no_known_event_is_asked_for_it(admin_client: Client, key: str) -> None:
    assert admin_client.get(f"{address(Session, 'add')}?event={key}").status_code == 200


def test_deleting_it_leads_back_to_the_programme(
    admin_client: Client, event: Event, three: list[Session]
) -> None:
    (url,) = re.findall(r'href="([^"]+/delete/[^"]*)"', admin_client.get(form_url(three[0])).text)
    response = admin_client.post(url, {"post": "yes"})
    programme = f"{address(Event, 'change', event.pk)}#programme"
    assert (response["Location"], Session.objects.count()) == (programme, 2)


def test_deleting_it_from_the_table_leads_back_to_that(
    admin_client: Client, event: Event, three: list[Session]
) -> None:
    url = f"{address(Session, 'delete', three[0].pk)}?_grid={event.pk}"
    page, _hash, anchor = admin_client.post(url, {"post": "yes"})["Location"].partition("#")
    assert f'id="{anchor}"' in admin_client.get(page).text


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_its_form(admin_client: Client, rows: int) -> None:
    session = make.make_session()
    for _row in range(rows):
        make.make_appearance(session, make.make_person())
    assert queries(admin_client, form_url(session)) == 10


# Guests


def test_moderators_stand_at_the_head_of_the_form(
    admin_client: Client, three: list[Session]
) -> None:
    speaker = make.make_appearance(three[0], make.make_person(), position=1)
    moderator = make.make_appearance(three[0], make.make_person(), role="moderator", position=1)
    (inline,) = get_undrawn(admin_client, form_url(three[0])).context_data["inline_admin_formsets"]
    assert [form.instance for form in inline.formset.initial_forms] == [moderator, speaker]


def test_a_guests_row_says_name_role_and_title() -> None:
    person = make.make_person(name_zh_hans="林岚", name_en="Lin Lan")
    appearance: Appearance = make.make_appearance(person=person, title_en="Director")
    assert appearance.get_inline_title() == "林岚 / Lin Lan · Speaker · Director"


def test_organizations_stand_by_role(admin_client: Client, event: Event) -> None:
    media = make.make_role(event, make.make_organization(), role="media")
    host = make.make_role(event, make.make_organization(), role="host")
    page = admin_client.get(address(Event, "change", event.pk))
    forms = page.context["inline_admin_formsets"][0].formset.initial_forms
    assert [form.instance for form in forms] == [host, media]


def test_hours_are_shown_without_seconds(admin_client: Client, event: Event) -> None:
    session = make.make_session(event, start="09:30", end="10:00")
    page = admin_client.get(form_url(session)).text
    assert ('value="09:30"' in page, "09:30:00" in page) == (True, False)


def test_moments_are_in_the_events_zone(admin_client: Client) -> None:
    moment = datetime(2023, 11, 5, 12, tzinfo=UTC)
    event = make.make_event(time_zone="Europe/Zurich", published_at=moment)
    page = admin_client.get(address(Event, "change", event.pk)).text
    assert ('value="13:00:00"' in page, "local time (UTC+" in page) == (True, True)


def test_hours_name_their_zone(admin_client: Client, three: list[Session]) -> None:
    form = get_form_alone(admin_client, form_url(three[0])).context_data["adminform"].form
    assert [form[name].help_text for name in ("start", "end")] == [
        f"For example {hour}. Beijing time (UTC+8)." for hour in ("09:30", "10:15")
    ]


def test_cells_of_organizations_are_named(admin_client: Client, event: Event) -> None:
    make.make_role(event, make.make_organization())
    page = get_undrawn(admin_client, address(Event, "change", event.pk))
    form = page.context_data["inline_admin_formsets"][0].formset.forms[0]
    assert form.fields["role"].widget.attrs["aria-label"] == "Role"


def test_what_is_added_from_an_event_leads_back_to_it(admin_client: Client) -> None:
    event = make.make_event(status=Status.DRAFT)
    make.make_session(event)
    form = reverse("admin:sessions_app_event_change", args=[event.pk])
    page = admin_client.get(form).content.decode()
    url = f"{reverse('admin:forum_knowledgeproduct_add')}?_event={event.pk}"
    data = {**read_form(admin_client, url), "title_en": "Tide Atlas"}
    response = admin_client.post(url, data)
    assert (f'href="{url}"' in page, response.headers["Location"]) == (
        True,
        f"{form}#knowledgeproduct-{KnowledgeProduct.objects.get().pk}",
    )
