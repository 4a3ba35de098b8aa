"""What a document says in a language that the event has no title in is named: no page shows it."""

import pytest

from forum.imports.plan import plan_import
from forum.reader.event_record import EventRecord, Finding, Scope, SessionRecord
from tests.support.factories import make_event
from tests.support.records import a_person, a_record, an_appearance, both

pytestmark = pytest.mark.django_db


def a_programme(**values: object) -> EventRecord:
    """Return a programme with a Chinese title, one talk of which is called in English alone."""
    sessions = (
        SessionRecord("a", 1, "other", {}, {}, both("港口与城市", "Ports and Cities"), lines=(4,)),
        SessionRecord("b", 2, "other", {}, {}, both("", "Shore Power in Practice"), lines=(5,)),
    )
    guest = an_appearance("lin", "b", title=both("", "Director"), remarks={}, lines=(6,))
    facts = {
        "title": both("绿色港口"),
        "sessions": sessions,
        "people": (a_person("lin", both("林岚"), both("", "Director")),),
        "appearances": (guest,),
        "products": (),
        "parent": None,
    }
    return a_record(**{**facts, **values})


def list_untitled(record: EventRecord, event_slug: str | None = None) -> list[Finding]:
    plan = plan_import(record, event_slug=event_slug)
    return [finding for finding in plan.findings if finding.case == "untitled"]


def test_texts_of_a_language_without_a_title_are_named_with_their_lines() -> None:
    (finding,) = list_untitled(a_programme())
    assert (finding.kind, finding.subject, finding.lines) == ("language_unpublished", "en", (5, 6))
    assert finding.params == {"language": "en", "count": 2, "text": "Shore Power in Practice"}


def test_a_title_in_both_languages_leaves_nothing_to_say() -> None:
    assert list_untitled(a_programme(title=both("绿色港口", "Green Ports"))) == []


def test_a_text_that_stands_in_a_titled_language_too_is_seen() -> None:
    assert list_untitled(a_programme(sessions=a_programme().sessions[:1], appearances=())) == []


def test_a_stored_title_counts() -> None:
    make_event(slug="ports", title_zh_hans="绿色港口", title_en="Green Ports")
    assert list_untitled(a_programme(), "ports") == []


def test_the_title_of_a_list_of_guests_titles_no_stored_event() -> None:
    make_event(slug="ports", title_zh_hans="绿色港口", title_en=None)
    guests = a_programme(title=both("", "Guests"), scope=Scope.GUESTS)
    assert [finding.params["count"] for finding in list_untitled(guests, "ports")] == [2]


def test_a_long_text_is_named_by_its_beginning() -> None:
    guest = an_appearance("lin", "a", title={}, remarks=both("", f"{'word ' * 20}\nMore."))
    (finding,) = list_untitled(
        a_programme(appearances=(guest,), sessions=a_programme().sessions[:1])
    )
    assert finding.params["text"] == f"{('word ' * 12)[:59]}…"
