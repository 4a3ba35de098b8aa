"""Lists of who said what, event by event, as data: of an organization, of a topic."""

from collections.abc import Iterable
from itertools import groupby

from forum.core.translated import translated
from forum.delivery.page_texts import PageTexts, list_marks
from forum.delivery.record_fragments import (
    Data,
    address_of,
    describe_days,
    describe_person,
    describe_reservation,
    describe_session_link,
)
from forum.delivery.text_markup import display
from sessions_app.models import Appearance


def describe_remarks_list(appearances: Iterable[Appearance], texts: PageTexts) -> list[Data]:
    """Return appearances that stand event by event, each with the beginning of what was said.

    Whoever said nothing that is recorded leads to the session.
    """
    groups = groupby(appearances, key=lambda appearance: appearance.session.event)
    return [
        {
            "days": describe_days(event),
            "href": address_of(event),
            "title": texts.show(event, "title"),
            "standing": describe_reservation(event),
            "turns": [describe_words(turn, texts) for turn in turns],
        }
        for event, turns in groups
    ]


def describe_words(appearance: Appearance, texts: PageTexts) -> Data:
    session = describe_session_link(appearance.session, texts)
    excerpt = texts.show_excerpt(appearance, "remarks")
    show = texts.show if excerpt and excerpt.lang else texts.show_marked
    return {
        "person": describe_person(appearance.person, texts),
        "held_title": show(appearance, "title"),
        "topic": show(appearance, "speech_title"),
        "excerpt": excerpt,
        "marks": list_marks(appearance, translated(appearance, "remarks")),
        "session": session,
        "href": session["href"] + (f"#{appearance.anchor}" if excerpt else ""),
        "role": display(appearance, "role"),
    }
