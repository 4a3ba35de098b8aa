"""The record reader: the lines of a document become an EventRecord.

The flow: lines as they were meant, matched in their twins (``layout``, ``shadow``); cut into cover,
list and body by the least cost (``outline``); what the whole document says of names (``evidence``);
list and sections read, each line in every way it may be meant (``roster``, ``body``, ``decode``);
sessions and people united over list, captions, speeches and languages (``sessions``, ``cast``,
``moderators``); then what disagrees or is missing is written down (``settle``, ``structure``).
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from forum.reader.event_record import (
    LANGUAGES,
    ZH,
    AppearanceRecord,
    EventRecord,
    Level,
    Line,
    Text,
)
from forum.reader.folded_text import Restorer
from forum.reader.layout import lay_out
from forum.reader.reading import Certainty, Reading, Shape, Value
from forum.reader.shapes.record import (
    bounds,
    captions,
    cover,
    dates,
    introduction,
    photos,
    products,
    settle,
    structure,
    titling,
    when_where,
)
from forum.reader.shapes.record.body import read_section, remember_own_lists
from forum.reader.shapes.record.cast import Cast
from forum.reader.shapes.record.entries import EntryReader
from forum.reader.shapes.record.evidence import ModeratingText, find_heads, headed_people
from forum.reader.shapes.record.headings import twin_lines
from forum.reader.shapes.record.labelled_products import (
    add_labelled_products,
    take_labelled_products,
)
from forum.reader.shapes.record.labelled_texts import add_labelled_texts, take_labelled_texts
from forum.reader.shapes.record.lexicon import Lexicon
from forum.reader.shapes.record.moderators import assign_chairs
from forum.reader.shapes.record.notebook import Notebook
from forum.reader.shapes.record.organizations import read_organizations
from forum.reader.shapes.record.outline import outline
from forum.reader.shapes.record.own_cover import add_stated, label_cover
from forum.reader.shapes.record.people import Register
from forum.reader.shapes.record.roster import Group, RosterReader
from forum.reader.shapes.record.rows import Row, Source, rows
from forum.reader.shapes.record.sessions import Draft, Programme

# How far into a paragraph the event's year is looked for, and how long a caption's line may be.
_REACH: Final = 400


def read_record(document: Source, known_organizations: Collection[Text] = ()) -> Reading:
    """Read a document that is a record.

    known_organizations: names of organizations already in the database (language -> name), used
    only to cut English lines whose names run together and to pair them with the Chinese.
    """
    laid_out = lay_out(tuple(label_cover(document.lines)))
    lines, labelled = take_labelled_texts(laid_out.lines)
    lines, labelled_products = take_labelled_products(lines)
    twins = tuple(twin_lines(lines))
    reading = _RecordReader(document, twins, known_organizations).read()
    record = Restorer(lines, twins).record(reading.record)
    record, unplaced = add_labelled_texts(record, labelled)
    record, without_session = add_labelled_products(record, labelled_products)
    record = add_stated(record, document.lines)
    # The document's own lines: furniture of the page, and further pieces of a line, among them.
    silent = {line.number for line in reading.unread} | unplaced | without_session
    understood, unread = laid_out.account_for(document.lines, silent)
    record = _warned_of_unread(record, unread, document.lines)
    return replace(reading, record=record, understood=understood, unread=unread)


def _warned_of_unread(
    record: EventRecord, unread: Sequence[Line], lines: Sequence[Line]
) -> EventRecord:
    """Return a record that warns of each passage which nothing else warns of."""
    warnings = (finding for finding in record.findings if finding.level is not Level.NOTE)
    warned = {number for finding in warnings for number in finding.lines}
    notebook = Notebook(record.findings)
    notebook.warn_of_unread([line for line in unread if line.number not in warned], lines)
    return replace(record, findings=notebook.findings())


def parse(document: Source, known_organizations: Collection[Text] = ()) -> EventRecord:
    """Read a document; contradictions, gaps and damage become the record's findings."""
    return read_record(document, known_organizations).record


class _RecordReader:
    """Reads one document from beginning to end."""

    def __init__(
        self, document: Source, lines: tuple[Line, ...], known_organizations: Collection[Text]
    ) -> None:
        self._document = document
        self._lines = lines
        self._known_organizations = known_organizations
        self._notebook = Notebook(document.findings)
        self._rows = rows(lines)
        self._outline = outline(self._rows)
        self._lexicon = Lexicon()
        self._entries = EntryReader(self._lexicon, find_heads(self._rows))
        self._programme = Programme()
        self._register = Register(self._notebook)
        self._cast = Cast(self._programme, self._register, self._notebook)

    def read(self) -> Reading:
        """Return the record with the account of the document's lines."""
        roster, likely = self._read_list()
        self._read_body(roster.groups)
        front = [*self._outline.front, *self._outline.intro, *roster.aside]
        first = self._outline.intro[0].number if self._outline.intro else 0
        introduced = frozenset(row.number for row in self._outline.intro)
        sheet = cover.read_cover(sorted(front, key=lambda row: row.number), first, introduced)
        record = self._record(sheet, {row.number for row in roster.aside})
        account = settle.account(self._lines, self._outline, sheet, record)
        understood, unread = account.close(self._lines)
        values = (*self._notebook.guesses, *_likely_values(record, likely))
        return Reading(Shape.RECORD, record, understood, unread, values)

    def _read_list(self) -> tuple[RosterReader, set[str]]:
        """Return the list, and the names that a surname alone parts from their titles."""
        bounds.refuse_too_many_sessions(self._outline.sections)
        moderating = ModeratingText(self._outline.sections)
        roster = RosterReader(self._entries, moderating.__contains__, self._notebook)
        for items in self._outline.lists:
            roster.read(items)
        bounds.refuse_too_many_people(sum(len(group.entries) for group in roster.groups))
        for group in roster.groups:
            self._lexicon.add_entries(group.entries)
        headed = list(headed_people(self._rows, self._lexicon))
        for named in headed:
            self._lexicon.add(named.name, named.title)
        return roster, {named.name for named in headed}

    def _read_body(self, groups: Sequence[Group]) -> None:
        programme = self._programme
        programme.add_sections(self._outline.sections)
        programme.add_groups(groups)
        bounds.refuse_too_many_sessions(programme.drafts)
        year, day = self._calendar()
        for draft in programme.drafts:
            remember_own_lists(draft.rows, self._lexicon, self._entries)
        local: list[tuple[Draft, Group]] = []
        for draft in programme.drafts:
            draft.details, draft.streams = read_section(
                draft.rows, draft.body_headings, self._lexicon, self._entries, (day, year),
                launches=draft.kind in {"launch", "signing"},
            )  # fmt: skip
            day = draft.details.next_day or day
            local += [(draft, group) for group in draft.details.groups]
        for code in LANGUAGES:
            streams = (draft.streams.get(code) for draft in programme.drafts)
            bounds.refuse_too_many_people(sum(len(stream.turns) for stream in streams if stream))
        self._cast.add_list(groups, local)
        self._cast.read_turns()

    def _calendar(self) -> tuple[int | None, date | None]:
        """Return the event's year, and the day whose heading stands before the body."""
        front = (*self._outline.front, *self._outline.intro)
        printed = (dates.find(row.text[:_REACH]) for row in front)
        year = next((days.start.year for days in printed if days and days.start), None)
        for row in self._outline.days:
            days = dates.find(row.text)
            return year, days.start if days else dates.short_day(row.text, year)
        return year, None

    def _record(self, sheet: cover.Cover, aside: set[int]) -> EventRecord:
        notebook, programme = self._notebook, self._programme
        facts = introduction.facts(sheet.introduction)
        titles = titling.choose(sheet, [*self._mentions(), *facts.titles], notebook)
        titling.check_left_over(sheet, titles, aside, notebook)
        parent = titling.parent(sheet, facts.parents, titles, notebook)
        start, end = when_where.days(sheet, facts, notebook)
        places = when_where.place(sheet, facts, notebook)
        when_where.check_captions(places, self._places_in_captions(), notebook)
        organizations = read_organizations(
            sheet.blocks, facts.organizations, self._known_organizations, notebook
        )
        sessions = programme.sessions()
        programme.give_keys()
        self._register.give_keys()
        assign_chairs(self._cast, programme, notebook)
        self._check(sheet, sessions)
        all_parts = [part for draft in sessions for part in (*draft.chairs, *draft.parts)]
        record = EventRecord(
            self._document.source, self._document.encoding, self._document.sha256,
            {code: title.text for code, title in titles.items()},
            kind=titling.kind(titles, parent),
            subtitle={code: text for code, (_row, text) in sheet.subtitles.items()},
            parent=parent,
            start_date=start,
            end_date=end,
            city={code: place.city for code, place in places.items() if place.city},
            country={code: place.country for code, place in places.items() if place.country},
            venue={code: place.venue for code, place in places.items() if place.venue},
            introduction=sheet.introduction_text,
            organizations=organizations,
            sessions=tuple(draft.record(no) for no, draft in enumerate(sessions, 1)),
            people=tuple(person.record() for person in self._register.people),
            appearances=tuple(_appearances(sessions)),
            products=tuple(products.read_products(sessions, notebook)),
            photos=photos.read_photos(self._rows, programme.drafts, all_parts),
        )  # fmt: skip
        settle.check_languages(record, notebook)
        return replace(record, findings=notebook.findings())

    def _mentions(self) -> list[tuple[Row, str]]:
        """Return what the body prints in quotation marks before a word for an event."""
        body = (row for section in self._outline.sections for row in section.rows)
        short = (row for row in body if len(row.text) < _REACH)
        return [(row, title) for row in short for title in captions.quoted_titles(row.text)]

    def _places_in_captions(self) -> Iterator[tuple[Row, str]]:
        for draft in self._programme.drafts:
            for turn in (turn for stream in draft.streams.values() for turn in stream.turns):
                for caption in turn.all_captions:
                    if place := captions.place_of(caption):
                        yield caption.rows[0], place

    def _check(self, sheet: cover.Cover, sessions: Sequence[Draft]) -> None:
        notebook, people, drafts = self._notebook, self._register.people, self._programme.drafts
        parts = [part for draft in sessions for part in draft.parts]
        chairs = [part for draft in sessions for part in draft.chairs]
        has_list = any(person.listed for person in people)
        settle.check_parts(parts, chairs, self._lexicon, has_list=has_list, notebook=notebook)
        settle.check_order(sessions, notebook)
        structure.check_structure(
            self._outline, drafts, has_list=has_list, introduced=bool(sheet.introduction),
            notebook=notebook,
        )  # fmt: skip
        settle.check_unplaced(self._cast.unplaced, notebook)
        settle.check_end(self._rows, parts, notebook)
        structure.check_times(sessions, notebook)
        settle.check_forms(people, notebook)
        settle.check_pairs(people, notebook)
        settle.check_titles(drafts, notebook)
        settle.check_orphans(drafts, notebook)
        settle.check_introduction(sheet.introduction, notebook)
        for row, label in sheet.empty:
            notebook.warn("field_empty", label, [row.number], "label")


def _appearances(sessions: Sequence[Draft]) -> Iterator[AppearanceRecord]:
    """Yield the appearances session by session, moderators first, each kind numbered from 1."""
    for draft in sessions:
        for parts in (draft.chairs, draft.parts):
            yield from (part.record(no) for no, part in enumerate(parts, 1))


def _likely_values(record: EventRecord, names: set[str]) -> Iterator[Value]:
    for person in record.people:
        if person.name.get(ZH) in names:
            for field in ("name", "title"):
                path = f"people.{person.key}.{field}.{ZH}"
                yield Value(path, Certainty.LIKELY, person.lines)
