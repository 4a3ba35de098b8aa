"""Which days a document is of: that of a second day adds to what the first one made.

Its opening is another than that of the first day, though both have the key ``opening``.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count

from forum.core.columns import field_texts
from forum.core.names import fold
from forum.imports.planning.plan_builder import PlanBuilder
from forum.reader.event_record import EventRecord, Finding, Level, Scope, SessionRecord
from people.models import Person
from sessions_app.models import Appearance, Event, Session

LABEL = "sessions_app.session"
MODERATOR = "moderator"


@dataclass(slots=True)
class SessionDays:
    """What the days of a document and of a stored event say.

    identities: key of a session -> under which it is stored; days: key -> the day of a session that
    is told from another by its day alone. first, last: of the event. beside: stored sessions of
    days that the document is not of. stated_day: the day of those that are stored without one.
    """

    identities: dict[str, str]
    first: date | None
    last: date | None
    days: dict[str, date] = field(default_factory=dict)
    beside: list[Session] = field(default_factory=list)
    stated_day: date | None = None

    @property
    def is_earlier(self) -> bool:
        """Whether the document is of a day before all that are stored."""
        stored = [row.day or self.stated_day for row in self.beside]
        return bool(self.days) and all(day and day > max(self.days.values()) for day in stored)


def compare_days(
    builder: PlanBuilder,
    event: Event | None,
    rows: Sequence[Session],
    appearances: Iterable[Appearance],
    people: Mapping[str, Person],
) -> SessionDays:
    """Compare the days of a record with those that are stored. people: key -> the stored one."""
    record = builder.record
    first, last = record.start_date, record.end_date or record.start_date
    last = max(first, last) if first and last else None
    result = SessionDays({session.key: session.key for session in record.sessions}, first, last)
    if event is None or record.scope not in (Scope.RECORD, Scope.NEWS, Scope.SCHEDULE):
        return result
    comparison = _Comparison(builder, event, rows, appearances, people)
    if record.scope in (Scope.RECORD, Scope.NEWS) and comparison.is_of_another_day():
        comparison.part(result)
    _widen(result, event, rows, comparison)
    if result.beside:
        builder.findings.append(_other_days(result))
    return result


class _Comparison:
    """The sessions of a record beside the stored ones of one key."""

    def __init__(
        self,
        builder: PlanBuilder,
        event: Event,
        rows: Sequence[Session],
        appearances: Iterable[Appearance],
        people: Mapping[str, Person],
    ) -> None:
        self._previous = builder.previous
        self._sessions = builder.record.sessions
        self._record_day = _only_day(builder.record.start_date, builder.record.end_date)
        self.stated_day = _only_day(event.starts_on, event.ends_on)
        self._by_pk = {row.pk: row for row in rows}
        self._by_slug = {row.slug: row for row in rows}
        self._guests = _guests_of(builder.record, people)
        self._stored_guests: dict[int, set[int]] = defaultdict(set)
        for row in appearances:
            if not row.is_moderator:
                self._stored_guests[row.session_id].add(row.person_id)

    def day_of(self, row: Session) -> date | None:
        """Return the day of a stored session, that of the event where it has but one."""
        return row.day or self.stated_day

    def find_row(self, key: str) -> Session | None:
        """Return the stored session of a key."""
        row = self._by_pk.get(self._previous.row(LABEL, key) or 0)
        return row or self._by_slug.get(key)

    def is_of_another_day(self) -> bool:
        """Tell whether no fewer sessions have become others with their days than moved to them."""
        verdicts = [
            self._are_alike(session, row)
            for session in self._sessions
            if (row := self.find_row(session.key)) and self._is_of_other_day(session, row)
        ]
        return verdicts.count(False) > 0 and verdicts.count(False) >= verdicts.count(True)

    def part(self, result: SessionDays) -> None:
        """Give the sessions of another day keys of their own."""
        taken = {*result.identities}
        for session in self._sessions:
            row, day = self.find_row(session.key), self._day(session)
            if not (row and day and self._is_of_other_day(session, row)):
                continue
            if self._are_alike(session, row):
                continue
            keys = (f"{session.key}-{number}" for number in count(2))
            key = next(key for key in keys if key not in taken and self._is_free(session, key))
            taken.add(key)
            result.identities[session.key], result.days[session.key] = key, day

    def _is_free(self, session: SessionRecord, key: str) -> bool:
        row = self.find_row(key)
        return row is None or not self._is_of_other_day(session, row)

    def _day(self, session: SessionRecord) -> date | None:
        return session.day or self._record_day

    def _is_of_other_day(self, session: SessionRecord, row: Session) -> bool:
        mine, stored = self._day(session), self.day_of(row)
        return bool(mine and stored and mine != stored)

    def _are_alike(self, session: SessionRecord, row: Session) -> bool | None:
        """Tell whether two are one session by their guests, else by their titles; None: neither."""
        guests, stored = self._guests.get(session.key, ()), self._stored_guests.get(row.pk, set())
        if guests and stored:
            shared = [pk for pk in guests if pk in stored]
            if 2 * len(shared) > max(len(guests), len(stored)):
                return True
            if not shared:
                return False
        titles = field_texts(row, "title")
        pairs = [
            (fold(title), fold(titles[code]))
            for code, title in session.title.items()
            if title and code in titles
        ]
        return any(title == other for title, other in pairs) if pairs else None


def _only_day(first: date | None, last: date | None) -> date | None:
    return first if last in (first, None) else None


def _own_day(row: Session) -> date | None:
    return row.day


def _guests_of(
    record: EventRecord, people: Mapping[str, Person]
) -> dict[str, Collection[int | None]]:
    """Return key of a session -> its guests, but for moderators; None for who is not stored."""
    guests: dict[str, list[int | None]] = defaultdict(list)
    for appearance in record.appearances:
        if appearance.role != MODERATOR:
            row = people.get(appearance.person)
            guests[appearance.session].append(row.pk if row else None)
    return dict(guests)


def _widen(
    result: SessionDays, event: Event, rows: Iterable[Session], comparison: _Comparison
) -> None:
    """Let the event keep its days where sessions that the document does not name are held."""
    first, last = result.first, result.last
    if not (first and last):
        return
    named = {row.pk for key in result.identities.values() if (row := comparison.find_row(key))}
    # A date that was corrected is no second day for what is stored without one.
    day_of = comparison.day_of if result.days else _own_day
    result.beside = [
        row
        for row in rows
        if row.pk not in named and (day := day_of(row)) and not first <= day <= last
    ]
    if result.beside:
        days = [day for day in (event.starts_on, event.ends_on or event.starts_on) if day]
        result.first, result.last = min(first, *days), max(last, *days)
        result.stated_day = comparison.stated_day


def _other_days(result: SessionDays) -> Finding:
    return Finding(
        level=Level.NOTE, kind="date_conflict", subject="", lines=(), case="other_days",
        params={"count": len(result.beside)},
    )  # fmt: skip
