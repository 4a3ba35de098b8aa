"""Who did what in which session, in protocol order, and for which organization."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from forum.imports.planning.affiliation import name_candidates
from forum.imports.planning.columns import first_text, part_columns, text_columns
from forum.imports.planning.organization_matching import LABEL, PlannedOrganization
from forum.imports.planning.photos import PersonPhotos
from forum.imports.planning.plan_builder import PlanBuilder, name_row
from forum.imports.planning.protocol_order import plan_order
from forum.imports.planning.record_plan import RecordChange, Ref, Value, first_stored_text
from forum.imports.planning.row_matching import DocumentItem, Trait, match_rows
from forum.imports.planning.session_days import MODERATOR, SessionDays
from forum.imports.planning.sessions import session_name
from forum.imports.usual_words import ATTENDANCE, without_usual_words
from forum.reader.event_record import (
    AppearanceRecord,
    Finding,
    Level,
    PersonRecord,
    Scope,
    Text,
)
from sessions_app.models import Appearance

type StoredGuest = tuple[int | None, int | None]
"""Primary keys of a session and a person, None for what is not stored."""

# A corrected role is no new row.
TRAITS: Sequence[Trait[Appearance]] = (
    Trait(lambda row: (row.session_id, row.person_id, row.role)),
    Trait(lambda row: (row.session_id, row.person_id), is_loose=True),
)


class OrganizationLinks:
    """The organizations by folded name: those of the record and those that are stored.

    A title leads to an organization only where the name is exactly one's: the institution's whole
    name must stand before the rank. 商务部国际贸易经济合作研究院 is not 商务部, and no link is
    better than a wrong one.
    """

    def __init__(
        self, builder: PlanBuilder, organizations: Mapping[str, PlannedOrganization]
    ) -> None:
        self._by_name: dict[str, set[Ref | int]] = defaultdict(set)
        for organization in organizations.values():
            ref = Ref(LABEL, organization.key)
            if not builder.is_absent(ref):
                self._enter(organization.keys, ref)
        planned = {planned.row.pk for planned in organizations.values() if planned.row}
        titles = [appearance.title for appearance in builder.record.appearances]
        for row in builder.store.bearers_of(_possible_names(titles)):
            if row.pk not in planned:
                self._enter(row.match_keys, row.pk)

    def find(self, title: Text) -> Ref | int | None:
        """Return the organization that a title names, None where it is not certain."""
        names = _possible_names([title])
        bearers = {bearer for name in names for bearer in self._by_name.get(name, ())}
        return bearers.pop() if len(bearers) == 1 else None

    def _enter(self, keys: Iterable[str], organization: Ref | int) -> None:
        for key in keys:
            self._by_name[key].add(organization)


def _possible_names(titles: Iterable[Text]) -> set[str]:
    texts = {text for title in titles for text in title.values() if text}
    return {name for text in texts for name in name_candidates(text)}


class AppearanceContext(NamedTuple):
    """What an appearance hangs on: by keys of the record. identities: of people, lasting."""

    sessions: Mapping[str, Ref]
    people: Mapping[str, Ref]
    days: SessionDays
    identities: Mapping[str, str]
    links: OrganizationLinks
    photos: PersonPhotos


class PlannedAppearance(NamedTuple):
    """One appearance that was taken into the plan."""

    record: AppearanceRecord
    ref: Ref


def plan_appearances(
    builder: PlanBuilder, context: AppearanceContext, rows: Sequence[Appearance]
) -> list[PlannedAppearance]:
    """Take the appearances into the plan."""
    with_roles = _adopt_stored_roles(builder, context, rows)
    printed = _without_repetitions(with_roles, context)
    items = [_as_item(builder, appearance, context) for appearance in printed]
    traits = (*TRAITS, _moving_trait(builder, context))
    matches = match_rows(items, rows, builder.previous, traits)
    people = {person.key: person for person in builder.record.people}
    session_names = {
        session.key: first_text(session.topic) or session_name(session)
        for session in builder.record.sessions
    }
    planned = []
    for appearance, item in zip(printed, items, strict=True):
        person, row = people[appearance.person], matches.get(item.key)
        ref = builder.put_part(
            Appearance, item.key, row, _values(appearance, person, context, row),
            identity=item.identity, lines=appearance.lines,
            name=f"{first_text(person.name)} · {session_names[appearance.session]}",
        )  # fmt: skip
        planned.append(PlannedAppearance(appearance, ref))
        if row and _changes_session(builder.changes[ref]):
            # An earlier import may have made the row, and the document not name where it stands.
            former = first_stored_text(row.session, "label") or name_row(row.session)
            session = session_names[appearance.session]
            builder.findings.append(_moved(person, appearance, former, session))
    _plan_order_of_sessions(builder, planned, context, rows)
    beside = {session.pk for session in context.days.beside}
    builder.list_dropped([row for row in rows if row.session_id not in beside], matches)
    return planned


def _moving_trait(builder: PlanBuilder, context: AppearanceContext) -> Trait[Appearance]:
    """Return the trait by which somebody is moved to the session that a corrected document states.

    That is one which names all guests of an event, and the former session without this one. From
    every other document it only follows that somebody takes part in one more session.
    """
    names_all = builder.record.scope in (Scope.RECORD, Scope.TABLES, Scope.NEWS)
    sessions = {builder.pk(ref) for ref in context.sessions.values()} if names_all else ()
    return Trait(
        lambda row: (
            (row.person_id, row.is_moderator)
            if row.session_id in sessions and builder.names_all_beside(row)
            else None
        ),
        is_loose=True,
    )


def _changes_session(change: RecordChange) -> bool:
    return any(field_change.column == "session" for field_change in change.written_fields)


def _moved(
    person: PersonRecord, appearance: AppearanceRecord, former: str, session: str
) -> Finding:
    """Return the finding for a guest who goes to another session with what was typed there."""
    name = first_text(person.name)
    return Finding(
        level=Level.WARNING,
        kind="order_conflict",
        subject=name,
        lines=appearance.lines,
        case="moved",
        params={"name": name, "former": former, "session": session},
    )


def _adopt_stored_roles(
    builder: PlanBuilder, context: AppearanceContext, rows: Iterable[Appearance]
) -> Iterator[AppearanceRecord]:
    """Yield the appearances: a role that the document leaves open is the one that is stored.

    Who has several roles in a session gets one after the other, at the last mention all that are
    left: a document without roles does not say that any of them is gone.
    """
    roles: dict[StoredGuest, list[str]] = defaultdict(list)
    # Moderators stand at the head of their session, in documents too.
    for row in sorted(rows, key=lambda row: not row.is_moderator):
        roles[row.session_id, row.person_id].append(row.role)
    appearances = builder.record.appearances
    mentions = [
        (_find_guest(builder, appearance, context), appearance) for appearance in appearances
    ]
    open_mentions = Counter(guest for guest, mention in mentions if not mention.is_role_stated)
    for guest, appearance in mentions:
        if appearance.is_role_stated or guest not in roles:
            yield appearance
            continue
        open_mentions[guest] -= 1
        for role in roles[guest][: 1 if open_mentions[guest] else None]:
            yield replace(appearance, role=role)
        del roles[guest][: len(roles[guest]) > 1]


def _find_guest(
    builder: PlanBuilder, appearance: AppearanceRecord, context: AppearanceContext
) -> StoredGuest:
    session = context.sessions.get(appearance.session)
    person = context.people.get(appearance.person)
    return (builder.pk(session) if session else None, builder.pk(person) if person else None)


def _without_repetitions(
    printed: Iterable[AppearanceRecord], context: AppearanceContext
) -> list[AppearanceRecord]:
    """Return each (session, person, role) once; those of unknown sessions or people are not."""
    first: dict[tuple[str, str, str], AppearanceRecord] = {}
    for appearance in printed:
        if appearance.session in context.sessions and appearance.person in context.people:
            key = (appearance.session, appearance.person, appearance.role)
            first.setdefault(key, appearance)
    return list(first.values())


def _as_item(
    builder: PlanBuilder, appearance: AppearanceRecord, context: AppearanceContext
) -> DocumentItem:
    session = builder.pk(context.sessions[appearance.session])
    person = builder.pk(context.people[appearance.person])
    identity = context.identities[appearance.person]
    session_identity = context.days.identities[appearance.session]
    return DocumentItem(
        f"{appearance.session}/{appearance.person}/{appearance.role}",
        f"{session_identity}/{identity}/{appearance.role}",
        (
            (session, person, appearance.role) if session and person else None,
            (session, person) if session and person else None,
            (person, appearance.role == MODERATOR) if person else None,
        ),
    )


def _values(
    appearance: AppearanceRecord,
    person: PersonRecord,
    context: AppearanceContext,
    row: Appearance | None,
) -> dict[str, Value]:
    photos = context.photos.find(appearance.person, appearance.session)
    note = _new_note(appearance, row)
    return {
        "session": context.sessions[appearance.session],
        "person": context.people[appearance.person],
        "role": appearance.role,
        **part_columns(Appearance, replace(appearance, attendance_note=note)),
        **text_columns("clearance", appearance.clearance),
        **text_columns("honorific", person.honorific),
        "organization": context.links.find(appearance.title),
        "attendance": appearance.attendance,
        "photo": photos[0] if photos else None,
        "photos": photos,
    }


def _new_note(appearance: AppearanceRecord, row: Appearance | None) -> Text:
    """Return what a document says of how somebody attended, beyond what is stored.

    The usual word for the attendance that is stored says nothing new, whatever the stored note.
    """
    usual_words = ATTENDANCE.get(appearance.attendance or "", {})
    note = appearance.attendance_note
    if row is not None and row.attendance == appearance.attendance:
        return {code: text for code, text in note.items() if text != usual_words.get(code)}
    return without_usual_words(note, row, "attendance_note", usual_words)


def _plan_order_of_sessions(
    builder: PlanBuilder,
    planned: Iterable[PlannedAppearance],
    context: AppearanceContext,
    rows: Iterable[Appearance],
) -> None:
    """Number the speakers of each session, and its moderators apart."""
    keys = {builder.pk(ref): key for key, ref in context.sessions.items()}
    printed: dict[tuple[str, bool], list[PlannedAppearance]] = defaultdict(list)
    stored: dict[tuple[str, bool], list[Appearance]] = defaultdict(list)
    for appearance in planned:
        record = appearance.record
        printed[record.session, record.role == MODERATOR].append(appearance)
    for row in rows:
        if row.session_id in keys:
            stored[keys[row.session_id], row.is_moderator].append(row)
    for group in {**printed, **stored}:
        series = sorted(printed.get(group, []), key=lambda appearance: appearance.record.no)
        plan_order(builder, [appearance.ref for appearance in series], stored.get(group, []))
