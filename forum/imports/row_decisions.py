"""What staff decide about the rows of a plan before anything is written: left out, or corrected.

A row is named as the plan names it: ``people.person:lin-lan``, ``sessions_app.appearance:opening/
lin-lan/speaker``. Its decision is ``{REFUSED: "yes"}``, ``{CONFIRMED: "yes"}``, or column -> text.
Decisions are applied one after the other, so that a row that was corrected can be corrected again
under its new name.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Set
from dataclasses import replace
from datetime import date, time
from typing import Any, Final

from forum.core.content import column, language_codes
from forum.imports.planning.columns import first_text
from forum.reader.event_record import (
    AppearanceRecord,
    EventRecord,
    Finding,
    Level,
    OrganizationRecord,
    PersonRecord,
    SessionRecord,
    Text,
    text_fields,
)
from forum.reader.reading import Certainty, Reading, Value

REFUSED: Final = "refused"
# Right as it was read: nothing of it is a guess.
CONFIRMED: Final = "confirmed"

# What is decided of an organization for one of its rows alone.
_OF_ONE_ROLE: Final = frozenset({"role", CONFIRMED})

# Kind and case of the findings that a guest's row answers once somebody has looked at it.
_ANSWERED_BY_GUEST: Final = frozenset(
    {("unlisted_person", ""), ("caption_missing", "speaker"), ("attendance_unstated", "")}
)

type RowDecision = Mapping[str, str]
type RowDecisions = Mapping[str, RowDecision]
type StatedWord = tuple[object, int]
"""A text of a row, and a line that the row comes from."""
type PartRecord = PersonRecord | AppearanceRecord | SessionRecord | OrganizationRecord
type Row = PartRecord | EventRecord

# What a record calls a field otherwise than the model.
FIELDS: Final[Mapping[str, str]] = {
    "label": "topic", "starts_on": "start_date", "ends_on": "end_date", "printed_name": "name",
}  # fmt: skip
# Texts that are corrected in the document: long ones, and what stands around remarks.
_IN_DOCUMENT: Final = frozenset(
    {"summary", "key_points", "remarks", "attendance_note", "attribution", "caption"}
)


def list_corrected_texts(part: type[SessionRecord] | type[AppearanceRecord]) -> tuple[str, ...]:
    """Return the texts of a part that can be corrected, as the model calls them."""
    names_of_model = {of_record: of_model for of_model, of_record in FIELDS.items()}
    return tuple(
        names_of_model.get(name, name) for name in text_fields(part) if name not in _IN_DOCUMENT
    )


# Model -> translated fields of its rows that can be corrected.
TEXTS: Final[Mapping[str, tuple[str, ...]]] = {
    "sessions_app.event": ("title", "subtitle", "venue", "city"),
    "people.person": ("name", "honorific"),
    "sessions_app.session": list_corrected_texts(SessionRecord),
    "sessions_app.appearance": list_corrected_texts(AppearanceRecord),
    "sessions_app.eventorganization": ("printed_name",),
}
# Days and hours, whose decisions are ISO texts.
MOMENTS: Final[Mapping[str, type[date] | type[time]]] = {
    "starts_on": date, "ends_on": date, "day": date, "start": time, "end": time,
}  # fmt: skip
# Model -> what else can be corrected: what a list of choices holds, days and hours.
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "sessions_app.event": ("starts_on", "ends_on"),
    "people.person": (),
    "sessions_app.appearance": ("role", "session", "attendance"),
    "sessions_app.session": ("kind", "day", "start", "end"),
    "sessions_app.eventorganization": ("role",),
}


_MODELS: Final[Mapping[type, str]] = {
    EventRecord: "sessions_app.event",
    PersonRecord: "people.person",
    SessionRecord: "sessions_app.session",
    AppearanceRecord: "sessions_app.appearance",
    OrganizationRecord: "sessions_app.eventorganization",
}


def apply_row_decisions(
    reading: Reading, decisions: RowDecisions, inherited: Collection[str] = ()
) -> Reading:
    """Return a reading with what was decided; a decision about a row that is not there is idle.

    What staff have corrected or left out is no guess any more, but a person's title is one until
    somebody has decided where it was held. inherited: rows that nobody has looked at in this
    document; of these only the corrected columns are no guesses. A correction that would make two
    guests one becomes a finding: one of them would be lost, with the remarks.
    """
    for row_name, decision in decisions.items():
        model, _colon, key = row_name.partition(":")
        row = find_row(reading.record, model, key)
        is_whole = row_name not in inherited or REFUSED in decision
        if isinstance(row, AppearanceRecord) and _meets_twin(reading.record, row, decision):
            findings = (*reading.record.findings, _unapplied(reading.record, row))
            reading = replace(reading, record=replace(reading.record, findings=findings))
        elif row is not None:
            reading = _apply(reading, row, decision, is_whole=is_whole)
        if isinstance(row, OrganizationRecord) and REFUSED not in decision:
            name = {field: text for field, text in decision.items() if field not in _OF_ONE_ROLE}
            for twin in _same_organization(reading.record, row) if name else ():
                reading = _apply(reading, twin, name, is_whole=False)
    return reading


def _apply(reading: Reading, row: Row, decision: RowDecision, *, is_whole: bool) -> Reading:
    reading = _settle_guesses(reading, row, decision, is_whole=is_whole)
    if isinstance(row, AppearanceRecord) and is_whole:
        reading = replace(reading, record=_without_answered(reading.record, row))
    record = _decide(reading.record, row, decision)
    if REFUSED in decision:
        record = replace(record, findings=tuple(_remaining_findings(reading.record, record)))
    return replace(reading, record=record)


def _same_organization(record: EventRecord, row: OrganizationRecord) -> list[OrganizationRecord]:
    """Return the rows in which an organization stands in other roles, by the name of the paper."""
    return [
        other for other in record.organizations
        if other.name == row.name and row_key(other) != row_key(row)
    ]  # fmt: skip


def row_key(row: Row) -> str:
    """Return the key by which a plan names a row of a record."""
    match row:
        case AppearanceRecord():
            return f"{row.session}/{row.person}/{row.role}"
        case OrganizationRecord():
            return f"{row.role}-{row.no}"
        case EventRecord():
            return "event"
    return row.key


def find_row(record: EventRecord, model: str, key: str) -> Row | None:
    """Return the row of a record that a plan names so."""
    rows: dict[str, tuple[Row, ...]] = {
        "sessions_app.event": (record,),
        "people.person": record.people,
        "sessions_app.session": record.sessions,
        "sessions_app.appearance": record.appearances,
        "sessions_app.eventorganization": record.organizations,
    }
    return next((row for row in rows.get(model, ()) if row_key(row) == key), None)


def _decide(record: EventRecord, row: Row, decision: RowDecision) -> EventRecord:
    if REFUSED in decision:
        return _without(record, row)
    match new_row := _corrected(row, decision):
        case EventRecord():
            start, end = new_row.start_date, new_row.end_date
            return replace(new_row, start_date=start or end, end_date=end or start)
        case PersonRecord():
            return replace(record, people=_put(record.people, row, new_row))
        case AppearanceRecord():
            return replace(record, appearances=_put(record.appearances, row, new_row))
        case SessionRecord():
            kinds = record.decided_kinds | ({row_key(row)} if "kind" in decision else set())
            sessions = _put(record.sessions, row, new_row)
            return replace(record, sessions=sessions, decided_kinds=kinds)
        case OrganizationRecord():
            moved = _renumber(record, new_row) if "role" in decision else new_row
            return replace(record, organizations=_put(record.organizations, row, moved))


def _renumber(record: EventRecord, row: OrganizationRecord) -> OrganizationRecord:
    """Return a row behind those of its role; later decisions name these by their numbers."""
    numbers = [other.no for other in record.organizations if other.role == row.role]
    return replace(row, no=max(numbers, default=0) + 1)


def _meets_twin(record: EventRecord, row: AppearanceRecord, decision: RowDecision) -> bool:
    """Tell whether a record holds another row that the corrected one would be the same as."""
    if REFUSED in decision:
        return False
    key = row_key(_corrected(row, decision))
    return any(row_key(guest) == key for guest in record.appearances if guest is not row)


def _unapplied(record: EventRecord, row: AppearanceRecord) -> Finding:
    """Return the finding for a guest whose row stays as the document has it."""
    names = [first_text(person.name) for person in record.people if person.key == row.person]
    name = next(iter(names), row.person)
    return Finding(
        level=Level.WARNING,
        kind="correction_unapplied",
        subject=name,
        lines=row.lines,
        params={"name": name},
    )


def _corrected[R: Row](row: R, decision: RowDecision) -> R:
    """Return a row with the fields that were corrected."""
    model = _MODELS[type(row)]
    # Any: the values of each row's own fields, which no type names together.
    values: dict[str, Any] = {
        FIELDS.get(name, name): _parse(name, decision[name])
        for name in CHOICES[model]
        if name in decision
    }
    for name in TEXTS[model]:
        field = FIELDS.get(name, name)
        values[field] = _texts(getattr(row, field), name, decision)
    return replace(row, **values)


def _parse(name: str, text: str) -> str | date | time | None:
    """Return what a decision puts into a field that is no text, None for nothing."""
    moment = MOMENTS.get(name)
    return moment.fromisoformat(text) if moment and text else text or None


def _without(record: EventRecord, row: Row) -> EventRecord:
    """Return a record without a row, and without what hangs on it."""
    match row:
        case PersonRecord():
            return _without_appearances(
                replace(record, people=_drop(record.people, row)),
                lambda appearance: appearance.person == row.key,
            )
        case SessionRecord():
            return _without_appearances(
                replace(record, sessions=_drop(record.sessions, row)),
                lambda appearance: appearance.session == row.key,
            )
        case AppearanceRecord():
            # A plan names those of the same guest in the same role as one row.
            key = row_key(row)
            return _without_appearances(record, lambda appearance: row_key(appearance) == key)
        case OrganizationRecord():
            return replace(record, organizations=_drop(record.organizations, row))
    return record  # without its event nothing is left: that is no decision about a row


def _without_appearances(
    record: EventRecord, is_refused: Callable[[AppearanceRecord], bool]
) -> EventRecord:
    """Return a record without some appearances, and without people who appear nowhere then."""
    appearances = tuple(row for row in record.appearances if not is_refused(row))
    appeared = {row.person for row in record.appearances}
    appearing = {row.person for row in appearances}
    people = tuple(
        person for person in record.people if person.key in appearing or person.key not in appeared
    )
    return replace(record, appearances=appearances, people=people)


def _remaining_findings(record: EventRecord, new_record: EventRecord) -> Iterator[Finding]:
    """Yield the findings without those about rows that were left out: what these say is gone."""
    present = _stated_words(new_record)
    absent = _stated_words(record) - present
    for finding in record.findings:
        params = finding.params
        names = [
            name for name in _list_names(params) if not _is_gone(finding, name, absent, present)
        ]
        if names != _list_names(params):
            if names:
                counted = {**params, "names": names, "count": len(names)}
                yield replace(finding, subject=names[0], params=counted)
        elif not any(
            _is_gone(finding, word, absent, present)
            for word in (finding.subject, params.get("name"), params.get("value"))
        ):
            yield finding


def _list_names(params: Mapping[str, object]) -> list[str]:
    names = params.get("names")
    return names if isinstance(names, list) and params.get("count") == len(names) else []


def _is_gone(
    finding: Finding, word: object, absent: Set[StatedWord], present: Set[StatedWord]
) -> bool:
    """Tell whether a word of a finding stood on its lines in rows that were left out alone."""
    words = {(word, line) for line in finding.lines}
    return not words.isdisjoint(absent) and words.isdisjoint(present)


def _stated_words(record: EventRecord) -> set[StatedWord]:
    """Return each text of each row with each line that the row comes from."""
    rows: tuple[PartRecord, ...] = (
        *record.people, *record.sessions, *record.appearances, *record.organizations,
    )  # fmt: skip
    names = {person.key: [*person.name.values()] for person in record.people}
    return {
        (text, line)
        for row in rows
        for text in (
            *(text for field in text_fields(type(row)) for text in getattr(row, field).values()),
            *(names.get(row.person, ()) if isinstance(row, AppearanceRecord) else ()),
        )
        for line in row.lines
    }


def _texts(texts: Text, name: str, decision: RowDecision) -> Text:
    """Return a translated field with what was decided; an emptied language has no key."""
    decided = {
        code: decision[column(name, code)]
        for code in language_codes()
        if column(name, code) in decision
    }
    return {code: text for code, text in {**texts, **decided}.items() if text}


def _put[R: Row](rows: tuple[R, ...], row: Row, new_row: R) -> tuple[R, ...]:
    return tuple(new_row if candidate is row else candidate for candidate in rows)


def _drop[R: Row](rows: tuple[R, ...], row: R) -> tuple[R, ...]:
    return tuple(candidate for candidate in rows if candidate is not row)


def _settle_guesses(
    reading: Reading, row: Row, decision: RowDecision, *, is_whole: bool
) -> Reading:
    """Return a reading in which nothing that a decision settles is a guess."""
    settled = _settled_values(reading, row, decision, is_whole=is_whole)
    values = tuple(value for value in reading.values if value not in settled)
    open_lines = {value.lines for value in values if value.certainty is Certainty.GUESS}
    settled_lines = {value.lines for value in reading.guesses} - open_lines
    record = reading.record
    findings = tuple(
        finding
        for finding in record.findings
        if not (finding.kind == "guess" and finding.lines in settled_lines)
    )
    return replace(reading, values=values, record=replace(record, findings=findings))


def can_confirm(kind: str, case: str, model: str) -> bool:
    """Tell whether a finding is asked about no more once a row of a model was kept as it stands."""
    is_answered = model == _MODELS[AppearanceRecord] and (kind, case) in _ANSWERED_BY_GUEST
    return kind == "guess" or is_answered


def _without_answered(record: EventRecord, row: AppearanceRecord) -> EventRecord:
    """Return a record without the findings about a guest's part that staff have looked at."""
    names = {
        text for person in record.people if person.key == row.person
        for text in person.name.values()
    }  # fmt: skip
    findings = tuple(
        finding
        for finding in record.findings
        if (finding.kind, finding.case) not in _ANSWERED_BY_GUEST
        or finding.subject not in names
        or set(row.lines).isdisjoint(finding.lines)
    )
    return replace(record, findings=findings)


def _settled_values(
    reading: Reading, row: Row, decision: RowDecision, *, is_whole: bool
) -> set[Value]:
    """Return the values that a decision settles: of its columns, or of the whole row.

    The title that a person's record takes stands in no person's row, but in that of the guest who
    held it; of whoever is left out everywhere nothing is asked.
    """
    path = _value_path(row)
    begins = (path,) if is_whole else tuple(path + _value_name(name) for name in decision)
    values = {value for value in reading.values if f"{value.path}.".startswith(begins)}
    match row:
        case EventRecord():
            # Its introduction and what it is part of stand in no form of the row.
            model = _MODELS[EventRecord]
            in_form = {FIELDS.get(name, name) for name in (*TEXTS[model], *CHOICES[model])}
            return {value for value in values if value.path.split(".")[1] in in_form}
        case PersonRecord() if REFUSED not in decision:
            return {value for value in values if not value.path.startswith(f"{path}title.")}
        case AppearanceRecord():
            of_person = f"people.{row.person}."
            elsewhere = any(
                guest.person == row.person and row_key(guest) != row_key(row)
                for guest in reading.record.appearances
            )
            if REFUSED in decision and not elsewhere:
                begins = (of_person,)
            elif is_whole:
                begins = (f"{of_person}title.",)
            else:
                begins = tuple(
                    of_person + name
                    for name in map(_value_name, decision)
                    if name.startswith("title.")
                )
            values |= {
                value
                for value in reading.values
                if value.path.startswith(begins) and not set(row.lines).isdisjoint(value.lines)
            }
    return values


def _value_name(column_name: str) -> str:
    """Return how the path of a value ends: ``name_zh_hans`` -> ``name.zh-hans``."""
    names = {
        column(name, code): f"{FIELDS.get(name, name)}.{code}"
        for fields in TEXTS.values()
        for name in fields
        for code in language_codes()
    }
    return names.get(column_name, FIELDS.get(column_name, column_name))


def _value_path(row: Row) -> str:
    match row:
        case EventRecord():
            return "event."
        case PersonRecord():
            return f"people.{row.key}."
        case SessionRecord():
            return f"sessions.{row.key}."
        case AppearanceRecord():
            return f"appearances.{row.person}.{row.session}.{row.role}."
    return f"organizations.{row.role}.{row.no}."
