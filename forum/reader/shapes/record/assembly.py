"""The reading of one document from beginning to end."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from forum.core.names import fold
from forum.reader.event_record import (
    LANGUAGES,
    ZH,
    AppearanceRecord,
    EventRecord,
    OrganizationRecord,
    Text,
)
from forum.reader.reading import Certainty, Reading, Shape, Value
from forum.reader.shapes.record import (
    acts,
    bounds,
    captions,
    consistency,
    cover,
    cover_checks,
    dates,
    introduction,
    moderators,
    outline,
    photos,
    products,
    structure,
    titling,
    when_where,
)
from forum.reader.shapes.record.accounting import account
from forum.reader.shapes.record.appearances import Cast
from forum.reader.shapes.record.drafts import Draft
from forum.reader.shapes.record.entries import EntryReader
from forum.reader.shapes.record.heads import headed_people
from forum.reader.shapes.record.lexicon import Lexicon
from forum.reader.shapes.record.names import Named
from forum.reader.shapes.record.notebook import Notebook
from forum.reader.shapes.record.organizations import OrganizationReader, RoleBlock
from forum.reader.shapes.record.parts import Part
from forum.reader.shapes.record.people import Register
from forum.reader.shapes.record.programme import Programme
from forum.reader.shapes.record.roster import RosterReader
from forum.reader.shapes.record.rows import Row, Source, rows
from forum.reader.shapes.record.session_titles import record as session_record

# How far into a paragraph the event's year is looked for.
_REACH = 400


class Assembly:
    """Reads the parts of a document in their order and puts them together."""

    def __init__(self, document: Source, known_organizations: Collection[Text]) -> None:
        self._document = document
        self._organizations_known = known_organizations
        self._notebook = Notebook(document.findings)
        self._rows = rows(document.lines)
        self._outline = outline.outline(self._rows)
        self._lexicon = Lexicon()
        self._headed: list[Named] = []
        self._titles: dict[str, titling.Title] = {}
        self._entries = EntryReader(self._lexicon, _turned(self._rows))
        self._programme = Programme()
        self._register = Register(self._notebook)
        self._cast = Cast(self._programme, self._register, self._notebook)

    def record(self) -> EventRecord:
        """Return the record."""
        return self.reading().record

    def reading(self) -> Reading:
        """Return the record with the account of the document's lines."""
        roster = self._read_list()
        self._read_body(roster)
        sheet = self._cover(roster.aside)
        record = self._event(sheet, {row.number for row in roster.aside})
        lines = tuple(self._document.lines)
        understood, unread = account(lines, self._outline, sheet, record).close(lines)
        return Reading(Shape.RECORD, record, understood, unread, tuple(self._likely(record)))

    def _likely(self, record: EventRecord) -> Iterator[Value]:
        """Yield the names and titles that a surname alone parts, and a title that is guessed."""
        for code, title in self._titles.items():
            if title.is_guess:
                yield Value(f"event.title.{code}", Certainty.GUESS, title.lines)
        names = {named.name for named in self._headed}
        for person in record.people:
            if person.name.get(ZH) in names:
                for field in ("name", "title"):
                    path = f"people.{person.key}.{field}.{ZH}"
                    yield Value(path, Certainty.LIKELY, person.lines)

    def _read_list(self) -> RosterReader:
        bounds.refuse_too_many_sessions(self._outline.sections)
        roster = RosterReader(self._entries, self._moderates, self._notebook)
        for items in self._outline.lists:
            roster.read(items)
        bounds.refuse_too_many_people(sum(len(group.entries) for group in roster.groups))
        for group in roster.groups:
            for entry in group.entries:
                for named in entry.printed.values():
                    self._lexicon.add(named.name, named.title)
        self._headed = list(headed_people(self._rows, self._lexicon))
        for named in self._headed:
            self._lexicon.add(named.name, named.title)
        return roster

    def _moderates(self, name: str) -> bool:
        return fold(name) in self._moderating_lines

    @cached_property
    def _moderating_lines(self) -> "_Text":
        """The body's lines that speak of moderating, folded, to look a name up in."""
        chosen: list[str] = []
        for section in self._outline.sections:
            for place, row in enumerate(section.rows):
                if len(row.text) < 400 and acts.MODERATES.search(row.text):
                    split = place and acts.starts(row.text, row.language)
                    chosen += [
                        moderating_row.text
                        for moderating_row in section.rows[place - bool(split) : place + 1]
                    ]
        return _Text(fold(" ".join(chosen)))

    def _read_body(self, roster: RosterReader) -> None:
        self._programme.add_sections(self._outline.sections)
        self._programme.add_groups(roster.groups)
        bounds.refuse_too_many_sessions(self._programme.drafts)
        year, day = self._calendar()
        local = self._programme.read_bodies(self._lexicon, self._entries, year, day)
        for code in LANGUAGES:
            bounds.refuse_too_many_people(self._programme.turns_in(code))
        self._cast.add_list(roster.groups, local)
        self._cast.read_turns()

    def _calendar(self) -> tuple[int | None, date | None]:
        """Return the event's year, and the day whose heading stands before the body."""
        printed = (
            dates.find(row.text[:_REACH]) for row in (*self._outline.front, *self._outline.intro)
        )
        year = next((days.start.year for days in printed if days and days.start), None)
        headed = [
            dates.short_day(row.text, year)
            if (days_printed := dates.find(row.text)) is None
            else days_printed.start
            for row in self._outline.days
        ]
        return year, headed[0] if headed else None

    def _event(self, sheet: cover.Cover, aside: set[int]) -> EventRecord:
        notebook = self._notebook
        facts = introduction.facts(sheet.introduction)
        titles = titling.choose(sheet, [*self._mentions(), *facts.titles], notebook)
        self._titles = titles
        titling.check_translation(titles, notebook)
        titling.check_left_over(sheet, titles, aside, notebook)
        parent = titling.parent(sheet, facts.parents, titles, notebook)
        start, end = when_where.days(sheet, facts, notebook)
        places = when_where.place(sheet, facts, notebook)
        when_where.check_captions(places, self._places_in_captions(), notebook)
        organizations = self._organizations(sheet, facts)
        sessions = self._programme.sessions()
        self._programme.give_keys(sessions)
        self._register.give_keys()
        chairs = moderators.read(self._cast, self._programme, notebook)
        parts = [part for draft in sessions for part in self._cast.parts.get(id(draft), [])]
        all_parts = [*parts, *(part for chair_parts in chairs.values() for part in chair_parts)]
        self._check(sheet, facts, organizations, sessions, parts, chairs)
        launched = products.read(sessions, self._cast.parts, notebook)
        record = EventRecord(
            self._document.source,
            self._document.encoding,
            self._document.sha256,
            {code: title.text for code, title in titles.items()},
            kind=titling.kind(titles, parent),
            subtitle=sheet.subtitles,
            parent=parent,
            start_date=start,
            end_date=end,
            city={code: place.city for code, place in places.items() if place.city},
            country={code: place.country for code, place in places.items() if place.country},
            venue={code: place.venue for code, place in places.items() if place.venue},
            introduction=self._introduction(sheet),
            organizations=organizations,
            sessions=tuple(session_record(draft, no) for no, draft in enumerate(sessions, 1)),
            people=tuple(person.record() for person in self._register.people),
            appearances=tuple(self._appearances(sessions, chairs)),
            products=tuple(launched),
            photos=photos.read(self._rows, self._programme.drafts, all_parts),
        )
        return self._finished(record)

    def _cover(self, aside: Sequence[Row]) -> cover.Cover:
        front = sorted(
            [*self._outline.front, *self._outline.intro, *aside], key=lambda row: row.number
        )
        first = self._outline.intro[0].number if self._outline.intro else 0
        introduced = frozenset(row.number for row in self._outline.intro)
        return cover.CoverReader(front, first, introduced).read()

    def _mentions(self) -> list[tuple[Row, str]]:
        return [
            (row, title)
            for section in self._outline.sections
            for row in section.rows
            if len(row.text) < 400
            for title in captions.quoted_titles(row.text)
        ]

    def _places_in_captions(self) -> list[tuple[Row, str]]:
        mentions = []
        for draft in self._programme.drafts:
            for stream in draft.streams.values():
                for turn in stream.turns:
                    for caption in turn.all_captions:
                        if place := captions.place_of(caption):
                            mentions.append((caption.rows[0], place))
        return mentions

    def _organizations(
        self, sheet: cover.Cover, facts: introduction.Facts
    ) -> tuple[OrganizationRecord, ...]:
        """Return the cover's organizations; the introduction's fill the roles that the cover
        lacks.
        """
        blocks = list(sheet.blocks)
        roles = {block.role for block in blocks}
        for row, role, printed, names in facts.organizations:
            if role not in roles:
                block = RoleBlock(role, row.language or ZH, printed)
                block.lines += [(row, name) for name in names]
                blocks.append(block)
        reader = OrganizationReader(self._organizations_known, self._notebook)
        organizations = reader.read(blocks)
        cover_checks.check_organizations(organizations, facts, self._notebook)
        return organizations

    def _introduction(self, sheet: cover.Cover) -> dict[str, str]:
        result: dict[str, str] = {}
        for code in LANGUAGES:
            paragraphs: dict[str, None] = {}
            for row in sheet.introduction:
                if (row.language or ZH) == code:
                    paragraphs.setdefault(row.text)
            if paragraphs:
                result[code] = "\n".join(paragraphs)
        return result

    def _check(
        self,
        sheet: cover.Cover,
        facts: introduction.Facts,
        organizations: Sequence[OrganizationRecord],
        sessions: Sequence[Draft],
        parts: Sequence[Part],
        chairs: dict[int, list[Part]],
    ) -> None:
        notebook = self._notebook
        has_list = any(person.listed for person in self._register.people)
        consistency.check_parts(
            parts, [part for chair_parts in chairs.values() for part in chair_parts],
            has_list=has_list, notebook=notebook,
        )  # fmt: skip
        consistency.check_order(self._cast, sessions, notebook)
        structure.check_structure(
            self._outline, self._programme.drafts, has_list=has_list,
            introduced=bool(sheet.introduction), notebook=notebook,
        )  # fmt: skip
        consistency.check_floating(self._cast, notebook)
        consistency.check_end(self._rows, parts, notebook)
        structure.check_times(sessions, notebook)
        consistency.check_people(self._register, self._programme.drafts, notebook)
        consistency.check_orphans(self._programme.drafts, notebook)
        cover_checks.check_cover(sheet, self._programme.drafts, notebook)

    def _appearances(
        self, sessions: Sequence[Draft], chairs: dict[int, list[Part]]
    ) -> list[AppearanceRecord]:
        """Return the appearances session by session, moderators first, each row numbered from 1."""
        result: list[AppearanceRecord] = []
        for draft in sessions:
            for row in (chairs.get(id(draft), []), self._cast.parts.get(id(draft), [])):
                result += [part.record(no) for no, part in enumerate(row, 1)]
        return result

    def _finished(self, record: EventRecord) -> EventRecord:
        has_text = {
            code: bool(record.title.get(code))
            or any(code in organization.name for organization in record.organizations)
            or any(code in appearance.remarks for appearance in record.appearances)
            or any(code in session.heading or code in session.title for session in record.sessions)
            for code in LANGUAGES
        }
        cover_checks.check_languages(has_text, self._notebook)
        return replace(record, findings=self._notebook.findings())


class _Text:
    """A long text in which names are looked up; each name once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._asked: dict[str, bool] = {}

    def __contains__(self, part: str) -> bool:
        if part not in self._asked:
            self._asked[part] = bool(part) and part in self._text
        return self._asked[part]


def _turned(all_rows: Sequence[Row]) -> frozenset[str]:
    """Return the folded heads of captions and speeches: title and name without a space between."""
    heads: set[str] = set()
    for row in all_rows:
        if row.language != ZH or not row.text:
            continue
        if len(row.text) <= 60:
            heads.add(fold(row.text))
        window = row.text[:90]
        match = acts.HEAD_END.search(window)
        if match:
            heads.add(fold(window[: match.start()]))
    return frozenset(heads)
