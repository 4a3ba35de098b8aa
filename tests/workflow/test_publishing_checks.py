"""What is looked at before a record is published, in words, blocking or not."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from forum.desk.template_tags import field_address
from forum.localization.glossary.store import load_glossary
from forum.workflow.checks import check_record
from sessions_app.models import Event, Session
from tests.support import factories as make
from tests.support.admin_forms import make_run, make_warning
from tests.support.desk_client import address
from tests.support.images import png

pytestmark = pytest.mark.django_db


def list_messages(record: Any, *languages: str) -> list[tuple[bool, str]]:
    checks = check_record(record, languages or ("zh-hans", "en"))
    return [(check.is_blocking, check.message) for check in checks]


def an_event(**values: Any) -> Event:
    """Make an event of which nothing is missing: its sub-forums have the sessions."""
    return make.make_event(**{"city_en": "Shanghai", "kind": "main_forum", **values})


def test_nothing_is_missing_of_a_whole_event() -> None:
    session = make.make_session(make.make_event(city_en="Shanghai"))
    make.make_appearance(session)
    assert list_messages(session.event) == []


@pytest.mark.parametrize(
    ("maker", "values", "expected"),
    [
        (an_event, {"title_en": ""}, (True, "“Title · English” is missing.")),
        (
            an_event,
            {"introduction_en": ""},
            (
                False,
                "“Introduction · English” is missing; "
                "readers are shown the other language, marked.",
            ),
        ),
        (make.make_person, {"name_en": ""}, (True, "“Name · English” is missing.")),
        (
            make.make_page,
            {"body_en": "", "body_zh_hans": ""},
            (True, "“Text · English” is missing."),
        ),
    ],
)
def test_texts_are_asked_for(maker: Any, values: Any, expected: Any) -> None:
    assert list_messages(maker(**values), "en")[:1] == [expected]


def test_a_language_that_is_not_published_needs_no_text() -> None:
    assert list_messages(an_event(title_en="", introduction_en=""), "zh-hans") == []


def test_a_cover_says_what_it_shows() -> None:
    event = an_event(cover=png(), cover_alt_zh_hans="港口")
    assert list_messages(event) == [(True, "Cover image: no alternative text in English.")]


def test_a_photo_says_what_it_shows() -> None:
    event = an_event()
    make.make_photo(event, alt_zh_hans="港口", alt_en="A port")
    make.make_photo(event, caption_zh_hans="港口", caption_en="A port")
    make.make_photo(event, alt_zh_hans="港口")
    assert list_messages(event) == [
        (False, "1 photo has neither alternative text nor caption in English.")
    ]


def test_an_event_without_a_date_is_told() -> None:
    event = an_event(starts_on=None, ends_on=None)
    assert list_messages(event) == [(False, "The event has no date.")]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, ["The event has neither venue nor city.", "The event has no session."]),
        ({"city_en": "Shanghai"}, ["The event has no session."]),
        ({"kind": "main_forum", "venue_en": "Hall 4"}, []),
    ],
)
def test_an_event_says_where_it_was_and_what_took_place(
    values: dict[str, str], expected: list[str]
) -> None:
    event = make.make_event(**{"city_en": "", "kind": "event", **values})
    assert list_messages(event) == [(False, message) for message in expected]


def test_a_session_stands_within_the_event() -> None:
    event = an_event()
    make.make_session(event, title_en="Opening", title_zh_hans="开幕", day=date(2023, 11, 6))
    assert list_messages(event) == [(True, "“Opening” stands on a day outside the event.")]


def test_an_address_of_another_page_is_no_session_s() -> None:
    event = an_event()
    session = make.make_session(event)
    Session.objects.filter(pk=session.pk).update(slug="schedule")
    assert list_messages(event) == [
        (True, "“schedule” is the address of another page; choose another slug.")
    ]


def test_an_accent_can_be_read() -> None:
    event = an_event()
    Event.objects.filter(pk=event.pk).update(accent="#ffff00")
    event.refresh_from_db()
    assert list_messages(event) == [(True, "The accent colour cannot be read on the page.")]


def test_news_that_has_expired_is_not_published() -> None:
    page = make.make_page(kind="news", expires_at=timezone.now() - timedelta(hours=1))
    assert list_messages(page) == [(True, "It has expired already: nobody would see it.")]


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("error", [(True, "1 error of an import has not been settled.")]),
        ("warning", [(False, "1 warning of an import has not been settled.")]),
        ("note", []),
    ],
)
def test_what_an_import_found_is_settled_first(level: str, expected: Any) -> None:
    event = an_event()
    make_warning(make_run(event=event), level=level)
    make_warning(make_run(event=event), level=level, resolved_at=timezone.now())
    make_warning(make_run(event=event, undone_at=timezone.now()), level=level)
    assert list_messages(event) == expected


def test_the_warnings_of_an_import_are_counted_together() -> None:
    run = make_run(event=an_event())
    for _warning in range(2):
        make_warning(run)
    assert list_messages(run.event) == [(False, "2 warnings of an import have not been settled.")]


def test_what_stands_in_one_language_only_is_counted() -> None:
    session = make.make_session(an_event(), title_zh_hans="开幕")
    person = make.make_person(name_en="")
    make.make_appearance(session, person, title_en="", remarks_zh_hans="<p>词</p>")
    make.make_appearance(session, remarks_zh_hans="<p>词</p>")
    assert list_messages(session.event) == [
        (False, "1 session has no title in English."),
        (False, "1 guest has no name in English."),
        (False, "1 guest has no title as of the event in English."),
        (False, "2 texts are missing in English."),
    ]


def test_what_blocks_stands_first() -> None:
    event = an_event(title_en="", starts_on=None, ends_on=None)
    assert [blocks for blocks, _message in list_messages(event, "en")] == [True, False]


def test_a_finding_leads_to_its_field() -> None:
    event = an_event(title_en="")
    [check] = check_record(event, ["en"])
    assert field_address(check) == f"{address(Event, 'change', event.pk)}#id_title_en"


@pytest.mark.parametrize("guests", [1, 3])
def test_the_number_of_queries_stands(guests: int, django_assert_num_queries: Any) -> None:
    session = make.make_session()
    for _guest in range(guests):
        make.make_appearance(session, title_en="")
    load_glossary()  # compiled once a process
    with django_assert_num_queries(7):
        check_record(session.event, ["zh-hans", "en"])
