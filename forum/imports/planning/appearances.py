"""Who did what in which session, in protocol order."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from forum.imports import usual_words
from forum.imports.planning.changes import Ref, Value
from forum.imports.planning.columns import rich, shown, translated
from forum.imports.planning.organization_links import Links
from forum.imports.planning.parts import keep_left_over, list_take_down
from forum.imports.planning.photos import PersonPhotos
from forum.imports.planning.plan_builder import Bench
from forum.imports.planning.positions import put_in_order
from forum.imports.planning.row_matching import Mark, Wanted, pair
from forum.imports.planning.sessions import session_name
from forum.reader.event_record import AppearanceRecord, PersonRecord
from sessions_app.models import Appearance

MODERATOR = "moderator"

# A corrected role, or a corrected session, moves the row that is there.
_MARKS: Sequence[Mark[Appearance]] = (
    Mark(lambda row: (row.session_id, row.person_id, row.role)),
    Mark(lambda row: (row.session_id, row.person_id), loose=True),
    Mark(lambda row: (row.person_id, row.is_moderator), loose=True),
)


@dataclass(frozen=True, slots=True)
class Around:
    """What an appearance hangs on: by keys of the record. identities: of people, lasting."""

    sessions: Mapping[str, Ref]
    people: Mapping[str, Ref]
    identities: Mapping[str, str]
    links: Links
    photos: PersonPhotos


@dataclass(frozen=True, slots=True)
class Placed:
    """One appearance that was taken into the plan."""

    printed: AppearanceRecord
    ref: Ref


def put_appearances(bench: Bench, around: Around, rows: Sequence[Appearance]) -> list[Placed]:
    """Take the appearances into the plan."""
    printed = _once(bench.record.appearances, around)
    wanted = [_wanted(bench, one, around) for one in printed]
    found = pair(wanted, rows, bench.memory, _MARKS)
    people = {person.key: person for person in bench.record.people}
    sessions = {one.key: shown(one.topic) or session_name(one) for one in bench.record.sessions}
    placed = []
    for one, want in zip(printed, wanted, strict=True):
        person = people[one.person]
        row = found.get(want.key)
        ref = bench.put(
            Appearance, want.key, row, _values(one, person, around, row),
            identity=want.identity, name=f"{shown(person.name)} · {sessions[one.session]}",
            lines=one.lines,
        )  # fmt: skip
        placed.append(Placed(one, list_take_down(bench, ref)))
    _put_in_order(bench, placed, around, rows)
    keep_left_over(bench, rows, found)
    return placed


def _once(printed: Iterable[AppearanceRecord], around: Around) -> list[AppearanceRecord]:
    """Return each (session, person, role) once; those of unknown sessions or people are not."""
    first: dict[tuple[str, str, str], AppearanceRecord] = {}
    for one in printed:
        if one.session in around.sessions and one.person in around.people:
            first.setdefault((one.session, one.person, one.role), one)
    return list(first.values())


def _wanted(bench: Bench, one: AppearanceRecord, around: Around) -> Wanted:
    session, person = bench.pk(around.sessions[one.session]), bench.pk(around.people[one.person])
    here = (session, person) if session and person else None
    return Wanted(
        f"{one.session}/{one.person}/{one.role}",
        f"{one.session}/{around.identities[one.person]}/{one.role}",
        (
            (*here, one.role) if here else None,
            here,
            (person, one.role == MODERATOR) if person else None,
        ),
    )


def _values(
    one: AppearanceRecord, person: PersonRecord, around: Around, row: Appearance | None
) -> dict[str, Value]:
    words = usual_words.ATTENDANCE.get(one.attendance or "", {})
    return {
        "session": around.sessions[one.session],
        "person": around.people[one.person],
        "role": one.role,
        **translated("title", one.title),
        **translated("honorific", person.honorific),
        "organization": around.links.organization(one.title),
        "attendance": one.attendance,
        **translated(
            "attendance_note", usual_words.news(one.attendance_note, row, "attendance_note", words)
        ),
        **translated("attribution", one.attribution),
        **rich("remarks", one.remarks),
        **translated("caption", one.caption),
        "photo": around.photos.of(one.person, one.session),
    }


def _put_in_order(
    bench: Bench, placed: Iterable[Placed], around: Around, rows: Iterable[Appearance]
) -> None:
    """Number the speakers of each session, and its moderators apart."""
    keys = {bench.pk(ref): key for key, ref in around.sessions.items()}
    printed: dict[tuple[str, bool], list[Placed]] = defaultdict(list)
    stored: dict[tuple[str, bool], list[Appearance]] = defaultdict(list)
    for one in placed:
        printed[one.printed.session, one.printed.role == MODERATOR].append(one)
    for row in rows:
        if row.session_id in keys:
            stored[keys[row.session_id], row.is_moderator].append(row)
    for group in {**printed, **stored}:
        series = sorted(printed.get(group, []), key=lambda one: one.printed.no)
        put_in_order(bench, [one.ref for one in series], stored.get(group, []))
