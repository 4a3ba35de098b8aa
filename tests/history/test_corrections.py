"""A published text that changes is a typing slip or a correction; a correction is told."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from sessions_app.models import Appearance, Correction, Event, Session
from tests.support import factories as make
from tests.support.admin_forms import read_form
from tests.support.desk_client import address

pytestmark = pytest.mark.django_db

NOTE = {
    "asked_kind": "correction",
    "asked_day": "2024-03-01",
    "asked_text_zh_hans": "",
    "asked_text_en": "It read A; it is B.",
}


def sent(client: Client, record: Any, **changes: Any) -> Any:
    """Change fields of a record's form; return the answer."""
    url = address(type(record), "change", record.pk)
    data = {**read_form(client, url), "asked_kind": "", **changes}
    return client.post(url, data)


def session_with_a_guest() -> tuple[Session, Appearance]:
    session = make.make_session(title_en="Opening", title_zh_hans="开幕")
    return session, make.make_appearance(session, attendance="video")


def test_a_published_title_is_asked_about(admin_client: Client) -> None:
    event = make.make_event(title_en="Green Ports")
    response = sent(admin_client, event, title_en="Blue Ports")
    event.refresh_from_db()
    [changed] = response.context["changes"]
    assert (response.status_code, event.title_en, changed.old, changed.new) == (
        422,
        "Green Ports",
        "Green Ports",
        "Blue Ports",
    )


def test_everything_that_was_typed_is_carried(admin_client: Client) -> None:
    event = make.make_event()
    response = sent(admin_client, event, title_en="Blue Ports", venue_en="Hall 3")
    carried = dict(response.context["carried"])
    assert (carried["title_en"], carried["venue_en"]) == ("Blue Ports", "Hall 3")


def test_a_note_is_proposed_from_the_data(admin_client: Client) -> None:
    response = sent(admin_client, make.make_event(title_en="Green Ports"), title_en="Blue Ports")
    notes = {code: note for code, _lang, _name, note in response.context["notes"]}
    assert notes["en"] == "Title read “Green Ports”; it is “Blue Ports”."


@pytest.mark.parametrize(
    ("code", "note"),
    [
        ("en", "Last day read “2 January 2026”; it is “3 January 2026”."),
        ("zh-hans", "结束日期原为“2026年1月2日”，更正为“2026年1月3日”。"),
    ],
)
def test_a_note_writes_days_as_its_language_does(
    admin_client: Client, code: str, note: str
) -> None:
    event = make.make_event(starts_on=date(2026, 1, 1), ends_on=date(2026, 1, 2))
    response = sent(admin_client, event, ends_on="2026-01-03")
    notes = {language: words for language, _lang, _name, words in response.context["notes"]}
    assert notes[code] == note


def test_a_slip_is_saved_without_a_word(admin_client: Client) -> None:
    event = make.make_event()
    sent(admin_client, event, title_en="Blue Ports", asked_kind="slip")
    event.refresh_from_db()
    assert (event.title_en, Correction.objects.count()) == ("Blue Ports", 0)


def test_a_correction_is_saved_with_its_day(admin_client: Client) -> None:
    event = make.make_event()
    sent(admin_client, event, title_en="Blue Ports", asked_events=[event.pk], **NOTE)
    kept_correction = Correction.objects.get()
    event.refresh_from_db()
    assert (
        event.title_en,
        kept_correction.event,
        kept_correction.made_on,
        kept_correction.text_en,
    ) == (
        "Blue Ports",
        event,
        date(2024, 3, 1),
        "It read A; it is B.",
    )


def test_the_public_page_tells_it(admin_client: Client) -> None:
    event = make.make_event()
    sent(admin_client, event, title_en="Blue Ports", asked_events=[event.pk], **NOTE)
    assert "It read A; it is B." in Client().get(f"/en/events/{event.slug}/").content.decode()


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ({"asked_text_en": " "}, "Say what was corrected in at least one language."),
        ({"asked_day": "soon"}, "Give the day of the correction."),
        (
            {"asked_day": "0026-11-05"},
            "The year 0026 cannot be right; write for example 2023-11-05.",
        ),
        ({"asked_events": []}, "Choose the events whose pages tell it."),
    ],
)
def test_half_an_answer_is_asked_again(
    admin_client: Client, missing: dict[str, Any], said: str
) -> None:
    event = make.make_event()
    answer = {"title_en": "Blue Ports", "asked_events": [event.pk], **NOTE, **missing}
    assert sent(admin_client, event, **answer).context["answer"].refused == said


@pytest.mark.parametrize(
    "state",
    [{"status": "draft"}, {"ready_languages": ["zh-hans"]}, {"title_en": ""}],
)
def test_what_nobody_reads_is_not_asked_about(admin_client: Client, state: dict[str, Any]) -> None:
    event = make.make_event(**state)
    assert sent(admin_client, event, title_en="Blue Ports").status_code == 302


def test_other_fields_are_not_asked_about(admin_client: Client) -> None:
    assert sent(admin_client, make.make_event(), venue_en="Hall 3").status_code == 302


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("appearances-0-title_en", "Governor"),
        ("appearances-0-attendance", "in_person"),
        ("title_en", "Welcome"),
    ],
)
def test_a_session_and_its_guests_are_asked_about(
    admin_client: Client, field: str, value: str
) -> None:
    session, _appearance = session_with_a_guest()
    assert sent(admin_client, session, **{field: value}).status_code == 422


def test_an_appearance_is_asked_about(admin_client: Client) -> None:
    _session, appearance = session_with_a_guest()
    assert sent(admin_client, appearance, title_en="Governor").status_code == 422


def test_the_note_says_whose_title_it_was(admin_client: Client) -> None:
    person = make.make_person(name_en="Lin Lan")
    appearance = make.make_appearance(person=person, title_en="Mayor")
    response = sent(admin_client, appearance, title_en="Governor")
    note = response.context["notes"][1][3]
    assert note.startswith("Lin Lan: ")


def test_a_person_s_name_is_told_where_the_person_appeared(admin_client: Client) -> None:
    person = make.make_person()
    first = make.make_appearance(person=person)
    second = make.make_appearance(
        make.make_session(make.make_event(starts_on=date(2024, 1, 1), ends_on=date(2024, 1, 1))),
        person,
    )
    response = sent(admin_client, person, name_en="Lin Lang")
    events = [first.session.event, second.session.event]
    assert [event for event, _chosen in response.context["events"]] == events[::-1]


def test_a_guest_is_asked_about_before_their_own_page_is_public(admin_client: Client) -> None:
    person = make.make_person(status="draft", published_at=None)
    make.make_appearance(person=person)
    assert sent(admin_client, person, name_en="Lin Lang").status_code == 422


def test_an_organization_s_printed_name_is_asked_about(admin_client: Client) -> None:
    role = make.make_role(printed_name_en="Port Office")
    response = sent(admin_client, role.event, **{"organizations-0-printed_name_en": "Port Bureau"})
    [changed] = response.context["changes"]
    assert (changed.old, changed.new) == ("Port Office", "Port Bureau")


def test_it_is_asked_about_on_its_own_page_too(admin_client: Client) -> None:
    role = make.make_role(printed_name_en="Port Office")
    assert sent(admin_client, role, printed_name_en="Port Bureau").status_code == 422


def test_a_product_s_title_is_told_where_it_was_launched(admin_client: Client) -> None:
    session = make.make_session()
    product = make.make_product(launched_in=session, title_en="Port Course")
    response = sent(admin_client, product, title_en="Harbour Course")
    notes = {code: note for code, _lang, _name, note in response.context["notes"]}
    assert [told_event for told_event, _chosen in response.context["events"]] == [session.event]
    assert notes["en"] == ("Knowledge product: Title read “Port Course”; it is “Harbour Course”.")


def test_a_product_that_nobody_reads_is_not_asked_about(admin_client: Client) -> None:
    product = make.make_product(launched_in=make.make_session(), status="draft", published_at=None)
    assert sent(admin_client, product, title_en="Harbour Course").status_code == 302


def test_a_series_is_told_on_each_of_its_editions(admin_client: Client) -> None:
    series = make.make_series()
    events = {make.make_event(series=series) for _each in "ab"}
    response = sent(admin_client, series, name_en="Shore Forum")
    assert {event for event, _chosen in response.context["events"]} == events


def test_a_name_that_no_event_shows_is_not_asked_about(admin_client: Client) -> None:
    assert sent(admin_client, make.make_person(), name_en="Lin Lang").status_code == 302


def test_only_the_chosen_events_tell_it(admin_client: Client) -> None:
    person = make.make_person()
    events = [make.make_appearance(person=person).session.event for _each in "ab"]
    answer = {**NOTE, "asked_events": [events[0].pk, make.make_event().pk]}
    sent(admin_client, person, name_en="Lin Lang", **answer)
    assert list(Correction.objects.values_list("event", flat=True)) == [events[0].pk]


def test_a_file_is_asked_for_once_more(admin_client: Client) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from tests.support.images import png

    picture = SimpleUploadedFile("cover.png", png().read(), "image/png")
    event = make.make_event()
    response = sent(admin_client, event, title_en="Blue Ports", cover=picture)
    assert (response.context["files"], bool(Event.objects.get().cover)) == (["cover"], False)
