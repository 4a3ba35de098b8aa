"""Appearances as the pages of people and organizations print them: event by event."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from forum.core.translated import translated
from forum.site.programme import programme
from sessions_app.models import Appearance, Event, Session


@dataclass(frozen=True, slots=True)
class Turn:
    """An appearance and the anchor of its remarks on the session's page."""

    appearance: Appearance
    anchor: str


@dataclass(frozen=True, slots=True)
class AtEvent:
    """What somebody did at an event, in the order of the programme."""

    event: Event
    turns: list[Turn]

    @property
    def one_title(self) -> Appearance | None:
        """The first appearance, if every other one states the same title; else None."""
        titles = {translated(turn.appearance, "title").value for turn in self.turns}
        return self.turns[0].appearance if len(titles) == 1 else None


def by_event(appearances: Iterable[Appearance]) -> list[AtEvent]:
    """Group one person's appearances, which stand event by event."""
    groups = groupby(appearances, key=lambda one: one.session.event)
    return [AtEvent(event, list(_turns(some))) for event, some in groups]


def _turns(appearances: Iterable[Appearance]) -> Iterator[Turn]:
    for session, some in groupby(appearances, key=lambda one: one.session):
        yield from _in_session(session, list(some))


def _in_session(session: Session, appearances: list[Appearance]) -> list[Turn]:
    """Return a person's turns in a session; its page gives each its anchor, whoever else speaks."""
    session.public_appearances = appearances
    [segment] = programme([session]).segments
    return [Turn(turn.appearance, turn.anchor) for turn in segment.turns]


@dataclass(frozen=True, slots=True)
class Delegation:
    """Who spoke for an organization at an event, each person once."""

    event: Event
    appearances: list[Appearance]


def delegations(appearances: Iterable[Appearance]) -> list[Delegation]:
    """Group appearances, which stand event by event."""
    groups = groupby(appearances, key=lambda one: one.session.event)
    return [Delegation(event, list(some)) for event, some in groups]
