"""A list of guests: a table whose header names columns, or lines below a heading.

It goes into the event that somebody names, else it is about people alone, or about the event that
its own title names. Every cell that no value can be taken from is named, with its remedy.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice, pairwise, zip_longest
from typing import Final

from forum.core.names import fold
from forum.reader.attendance_notes import find_absence
from forum.reader.bilingual import language_of, split_languages
from forum.reader.context import NOTHING_KNOWN, OWN_SESSION, EventSession, ReadingContext
from forum.reader.document import Document
from forum.reader.event_record import EN, ZH, Line, Scope, Text
from forum.reader.finished_draft import finish_draft
from forum.reader.guest_cells import (
    Guest,
    join_title,
    part_titles,
    plain_guest,
    read_guest,
    read_guests,
    stated_guest,
    with_title,
)  # fmt: skip
from forum.reader.people_lists import is_list_heading, read_people_lines
from forum.reader.prose.event_facts import read_event
from forum.reader.prose.sentences import read_paragraphs
from forum.reader.reading import Certainty, Reading, Shape
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes.event_head import read_head
from forum.reader.shapes.event_hosts import read_hosts
from forum.reader.shapes.lists.cards import read_cards
from forum.reader.shapes.programme.reader import read_introduction
from forum.reader.shapes.record import dates, segments, texts
from forum.reader.shapes.record.name_forms import has_title_word
from forum.reader.shapes.record.placeholders import placeholder
from forum.reader.shapes.record.role_labels import role_label
from forum.reader.table_columns import (
    Columns,
    column_letter,
    find_columns,
    languages_of_pairs,
    read_header,
)
from forum.reader.tables import Table, TableRow
from forum.reader.vocabulary.attendance import MARKS
from forum.reader.vocabulary.columns import (
    COLUMN_FIELDS,
    GIVEN_NAME,
    HONORIFIC,
    REMARKS,
    SESSION_IN_LISTS,
    SPEECH_IN_LISTS,
    SURNAME,
    TITLE_IN_LISTS,
    TOTAL,
)
from forum.reader.vocabulary.roles import GUEST_ROLES, ROLE_DEEDS
from forum.reader.vocabulary.shapes import (
    FACT_LABEL,
    GUESTS_OF,
    GUESTS_TITLE,
    INVITED,
    INVITED_TO,
    NAMES_EVENT,
)

_OWN_KEY: Final = "participants"
_OWN_TITLE: Final[Text] = {ZH: "参会名单", EN: "Participants"}
_LONGEST_TITLE: Final = 100
_SAMPLES: Final = 3
_MOSTLY_POSTS: Final = 0.5
_SHORTEST_PROSE: Final = 60
_CELLS: Final = re.compile(r"\t+|\s[|｜]\s")
_ATTENDANCE: Final = {kind: re.compile(words, re.IGNORECASE) for kind, words in MARKS.items()}
_DEEDS: Final = {role: re.compile(words, re.IGNORECASE) for role, words in ROLE_DEEDS.items()}
_SEVERAL: Final = re.compile(r"\s*[、；;\n]\s*")
# 第一批: what the rows below it are; 林岚*: a mark that a note explains.
_GROUP: Final = re.compile(
    r"第[一二三四五六七八九十\d]{1,3}[批组类]|[\u3400-\u9fff]{1,8}(?:嘉宾|代表|领导|专家|人员|媒体)"
)
_REMARK_MARK: Final = re.compile(r"[\s*＊※†‡#★☆▲△]+$")
# Fields whose cells hold words; a number, a date or a formula in one is a mistake.
_FIELDS: Final = (*COLUMN_FIELDS, "position", "topic")
_WORDED: Final = ("name", "position", "affiliation", "honorific", "country", "session", "role")


@dataclass(frozen=True, slots=True)
class ColumnDescription:
    """A column as staff see it. field: of ``COLUMN_FIELDS``, with its language, "" for none."""

    header: str
    field: str
    samples: tuple[str, ...]


def read_guest_list(document: Document, context: ReadingContext = NOTHING_KNOWN) -> Reading:
    """Read a list of guests."""
    draft = RecordDraft(_with_labels(document))
    _read_title(draft)
    read_guest_tables(draft, context)
    _read_rows_of_one_cell(draft)
    read_cards(draft)
    read_people_lines(draft)
    if not document.is_table_file and context.sessions is None:
        _read_above(draft)
    scope = Scope.RECORD if context.sessions is None else Scope.GUESTS
    return finish_draft(draft, Shape.GUEST_LIST, scope)


def _with_labels(document: Document) -> Document:
    """Return a document whose rows of a label and its value, Date: | 3 May, are lines of text."""
    lines = []
    for line in document.lines:
        parts = [part.strip() for part in _CELLS.split(line.text.strip(" |｜"))]
        is_label = len(parts) == 2 and parts[1] and FACT_LABEL.match(f"{parts[0].rstrip(':：')}:")
        if is_label and not document.is_table_file:
            text = f"{parts[0].rstrip(':：')}: {parts[1]}"
            line = replace(line, text=text, table=None)
        lines.append(line)
    return replace(document, lines=tuple(lines))


def _read_above(draft: RecordDraft) -> None:
    """Read what a page tells of its event above the guests, if it tells anything."""
    first = min((number for person in draft.people for number in person.lines), default=0)
    above = [
        line for line in draft.document.lines
        if line.number < first and line.table is None and line.number not in draft.account
    ]  # fmt: skip
    if any(
        len(line.text.strip()) >= _SHORTEST_PROSE
        or FACT_LABEL.match(line.text)
        or ((days := dates.find(line.text)) and days.start != days.end)
        for line in above
    ):
        read_head(draft, {number for person in draft.people for number in person.lines})
        read_event(draft, read_paragraphs(above))
        read_hosts(draft)
        read_introduction(draft, first)


def read_guest_tables(
    draft: RecordDraft, context: ReadingContext = NOTHING_KNOWN, *, titles_tell: bool = True
) -> None:
    """Add the guests of each table that names some.

    titles_tell: of two who share a name and have different titles each is a person.
    """
    last: Columns | None = None
    tables = draft.document.tables
    has_sheets = len({table.sheet for table in tables}) > 1
    for table in tables:
        columns = find_guest_columns(table, context)
        is_first = columns is not None and columns.header is table.rows[0]
        goes_on = last and not is_first and table.rows and not read_header(table.rows[0].texts)
        last = (last.continued(table) if last and goes_on else None) or columns
        if last:
            draft.account.furniture.update(last.header.lines)
            sheet = table.sheet if has_sheets else ""
            _GuestRows(draft, last, context, sheet, titles_tell=titles_tell).read()


def find_guest_columns(table: Table, context: ReadingContext) -> Columns | None:
    """Return the columns of a table that names guests, as its header or somebody says."""
    columns = find_columns(table, "name", stated=context.columns)
    if columns is None or _are_roles(columns):
        return None
    fields = dict(columns.fields)
    for topic in fields.get("topic", ()):
        header = columns.header.texts[topic]
        name = (
            "session" if SESSION_IN_LISTS.fullmatch(header)
            else "position" if TITLE_IN_LISTS.fullmatch(header) else "topic"
        )  # fmt: skip
        texts = [row.texts[topic].strip() for row in columns.rows if row.texts[topic].strip()]
        if (
            name == "position"
            and texts
            and _are_addresses(texts, has_position="position" in fields)
        ):
            name = "honorific"
        if (name == "topic" and SPEECH_IN_LISTS.search(header)) or _is_stated(header, context):
            continue
        fields["topic"] = tuple(column for column in fields["topic"] if column != topic)
        if name != "topic":
            fields[name] = (*fields.get(name, ()), topic)
    if "position" not in fields and _are_posts(columns, context):
        fields["position"] = fields.pop("role")
    pairs = languages_of_pairs(columns.header.texts, fields, columns.languages)
    return Columns(fields, columns.header, columns.rows, {**columns.languages, **pairs})


def _are_roles(columns: Columns) -> bool:
    """Tell whether what seems to head names says what a first guest does, as the cells below do."""
    rows = [columns.header, *columns.rows]
    return all(role_of(columns.text(row, "name")) for row in rows if columns.filled(row, "name"))


def _are_posts(columns: Columns, context: ReadingContext) -> bool:
    """Tell whether cells below “Role” say what people are elsewhere, and none what they do here."""
    headers = [columns.header.texts[column] for column in columns.fields.get("role", ())]
    texts = [columns.text(row, "role") for row in columns.rows if columns.filled(row, "role")]
    posts = sum(has_title_word(text, language_of(text)) for text in texts)
    is_stated = any(_is_stated(header, context) for header in headers)
    is_other = not is_stated and not any(map(role_of, texts))
    return is_other and posts > 1 and posts >= _MOSTLY_POSTS * len(texts)


def _are_addresses(texts: Sequence[str], *, has_position: bool) -> bool:
    """Tell whether cells below “Title” say Mr and Dr; beside a column of positions most do."""
    count = sum(1 for text in texts if HONORIFIC.fullmatch(text))
    return count == len(texts) or (has_position and 2 * count >= len(texts))


def _is_stated(header: str, context: ReadingContext) -> bool:
    return fold(header) in {fold(stated) for stated in context.columns}


def describe_columns(
    document: Document, context: ReadingContext = NOTHING_KNOWN
) -> tuple[ColumnDescription, ...]:
    """Return the columns of the first table that has some, as they are or would be read."""
    for table in document.tables:
        columns = find_guest_columns(table, context) or _unnamed_columns(table)
        if columns:
            return tuple(_describe(columns, number) for number in columns.headed())
    return ()


def _unnamed_columns(table: Table) -> Columns | None:
    """Return the columns below the first row of several cells, of none of which it is known."""
    for place, row in enumerate(table.rows):
        if sum(1 for text in row.texts if text.strip()) > 1:
            return Columns({}, row, table.rows[place + 1 :])
    return None


def _describe(columns: Columns, number: int) -> ColumnDescription:
    texts = dict.fromkeys(" ".join(row.texts[number].split()) for row in columns.rows)
    samples = tuple(islice(filter(None, texts), _SAMPLES))
    return ColumnDescription(
        columns.header.texts[number].strip(), columns.statement(number), samples
    )


def _read_title(draft: RecordDraft) -> None:
    """Take the event's name from a line that calls itself a list of its guests."""
    written = [line for line in draft.document.lines if line.text.strip()]
    for line, following in zip_longest(written[:2], written[1:2]):
        if line and "\t" not in line.text and len(line.text) <= _LONGEST_TITLE:
            _take_title(draft, line, following)


def _take_title(draft: RecordDraft, line: Line, following: Line | None) -> None:
    printed = line.text.strip()
    called = GUESTS_TITLE.search(printed) or GUESTS_OF.match(printed)
    name = printed[: called.start()].strip(" :：—–-|·") if called else ""
    name = texts.unquoted(INVITED.sub("", INVITED_TO.sub("", name)))
    if called and called.re is GUESTS_OF:
        name = called["name"] if NAMES_EVENT.search(called["name"]) else ""
        called = called if name else None
    is_called_below = following and is_list_heading(following.text)
    if not called and is_called_below and NAMES_EVENT.search(printed):
        name = printed
    if called and not name and not is_list_heading(printed):
        draft.account.furniture.add(line.number)
    elif name and "title" not in draft.facts:
        draft.set_fact("title", {language_of(name): name}, [line.number], Certainty.LIKELY)


def _read_rows_of_one_cell(draft: RecordDraft) -> None:
    """Take names that stand alone between a typed table's rows: their other cells are empty.

    What stands right above another table's header heads that.
    """
    tabled = [number for table in draft.document.tables for number in table.lines]
    if not tabled or not draft.people:
        return
    first, last = min(tabled), max(tabled)
    columns = (find_guest_columns(table, NOTHING_KNOWN) for table in draft.document.tables)
    tops = {each.header.lines[0] for each in columns if each}
    written = [line for line in draft.document.lines if line.text.strip()]
    for line, following in pairwise(written):
        is_heading = following.number in tops
        inside = first < line.number < last and line.table is None and not is_heading
        guest = read_guest(line.text) if inside else None
        if guest and not guest.title:
            draft.add_person(guest.name, {}, [line.number], guest.honorific, guest.other_names)


class _GuestRows:
    """The rows below one header. sheet: its name where the workbook has several, else ""."""

    def __init__(
        self, draft: RecordDraft, columns: Columns, context: ReadingContext, sheet: str,
        *, titles_tell: bool,
    ) -> None:  # fmt: skip
        self._draft = draft
        self._columns = columns
        self._context = context
        self._sheet = sheet
        self._titles_tell = titles_tell
        self._names = _session_names(context.sessions or ())
        numbers = Counter(fold(columns.text(row, "number")) for row in columns.rows)
        self._repeated = {number for number, count in numbers.items() if number and count > 1}

    def read(self) -> None:
        """Take a guest from each row, and name the columns of which nothing is taken."""
        for column in self._unread_columns():
            header = self._columns.header
            name = " ".join(header.texts[column].split())
            self._draft.notebook.note("not_understood", name, header.lines, "column", text=name)
        for row in self._columns.rows:
            if any(text.strip() for text in row.texts):
                self._read_row(row)

    def _unread_columns(self) -> list[int]:
        fields = self._columns.fields
        aside = [column for name in fields if name not in _FIELDS for column in fields[name]]
        return sorted({*self._columns.unread(), *aside})

    def _read_row(self, row: TableRow) -> None:
        if self._is_furniture(row):
            self._draft.account.furniture.update(row.lines)
        elif self._is_lone(row):
            return  # a note between the rows, or below them
        elif absent := self._absence(row):
            name = f"{self._columns.text(row, 'name')} {absent}"
            self._draft.notebook.warn("not_understood", name, row.lines, text=name)
            self._draft.account.furniture.update(row.lines)
        elif not self._columns.filled(row, "name"):
            column = self._columns.fields["name"][0]
            self._refuse(row, column, "name_missing", " ".join(filter(None, row.texts)))
        elif not self._has_refused_cell(row):
            self._take_guests(row)

    def _absence(self, row: TableRow) -> str:
        """Return the words that say that somebody is not coming, "" for none."""
        headers = self._columns.header.texts
        remarks = [column for column in self._columns.unread() if REMARKS.search(headers[column])]
        remarked = [row.text(column) for column in remarks]
        return find_absence([*self._columns.texts(row, "attendance"), *remarked])

    def _is_furniture(self, row: TableRow) -> bool:
        """Tell whether a row repeats the header, counts the others, or heads those below it."""
        first = next(text.strip() for text in row.texts if text.strip())
        is_group = bool(_GROUP.fullmatch(first)) and self._is_lone(row)
        return row.texts == self._columns.header.texts or bool(TOTAL.fullmatch(first)) or is_group

    def _is_lone(self, row: TableRow) -> bool:
        """Tell whether a row is one cell that is no guest's: across columns, or before the name."""
        written = [column for column, text in enumerate(row.texts) if text.strip()]
        is_one = len({id(row.cells[column]) for column in written}) == 1
        counted = {*self._columns.fields.get("number", ()), *self._columns.unread()}
        return is_one and (len(written) > 1 or written[0] in counted)

    def _take_guests(self, row: TableRow) -> None:
        guests = self._guests(row)
        if not guests:
            name = self._columns.text(row, "name")
            self._draft.notebook.warn("not_understood", name, row.lines, text=name)
            return
        is_alone = len(guests) == 1
        titles = [self._title(row)] if is_alone else self._titles_of_each(row, len(guests))
        honorific = self._texts(row, "honorific") if is_alone else {}
        for named, title in zip(guests, titles, strict=True):
            guest = replace(
                with_title(named, title), honorific={**named.honorific, **honorific},
                country={**named.country, **self._texts(row, "country")},
            )  # fmt: skip
            person = self._draft.add_guest(guest, row.lines, titles_tell=self._titles_tell)
            self._add_appearances(row, person, guest)
            if self._is_composed(row) and not guest.asks_title:
                for language in title:
                    path = f"people.{person}.title.{language}"
                    self._draft.rate(path, Certainty.LIKELY, row.lines, title)

    def _guests(self, row: TableRow) -> list[Guest]:
        """Return whom the cells of the name columns name: one in two languages, or several."""
        columns = self._columns.filled(row, "name")
        stated = {
            self._columns.languages[column]: " ".join(row.text(column).split())
            for column in columns
            if column in self._columns.languages
        }
        names = [_REMARK_MARK.sub("", row.text(column)) for column in columns]
        if name := self._joined_name(row):
            return [Guest({language_of(name): name})]
        if stated and len(stated) == len(names):
            return stated_guest(stated)
        if len(names) == 1:
            guests, unread = read_guests(names[0], has_titles_beside=True)
            for text in unread if guests else ():
                self._draft.notebook.warn_of_words(text, row.lines)
            return guests or plain_guest(names[0])
        merged = Guest({}, {}, {})
        for text in names:
            guest = read_guest(text, has_titles_beside=True)
            for named in [guest] if guest else plain_guest(text):
                merged = Guest(
                    {**named.name, **merged.name}, {}, {**named.honorific, **merged.honorific}
                )
        return [merged] if merged.name else []

    def _joined_name(self, row: TableRow) -> str:
        """Return the name whose parts stand in two columns, "" where they do not."""
        headers = self._columns.header.texts
        parts = {
            pattern: row.text(column)
            for column in self._columns.fields["name"]
            for pattern in (GIVEN_NAME, SURNAME)
            if pattern.fullmatch(headers[column])
        }
        if set(parts) != {GIVEN_NAME, SURNAME}:
            return ""
        if language_of(parts[SURNAME]) == ZH:
            return f"{parts[SURNAME]}{parts[GIVEN_NAME]}"
        return f"{parts[GIVEN_NAME]} {parts[SURNAME]}".strip()

    def _title(self, row: TableRow) -> dict[str, str]:
        """Return the title with the affiliation, as each language writes them in one phrase."""
        positions = self._texts(row, "position", further="、")
        affiliations = self._texts(row, "affiliation")
        title: dict[str, str] = {}
        for language in dict.fromkeys([*affiliations, *positions]):
            title[language] = join_title(
                affiliations.get(language, ""), positions.get(language, ""), language
            )
        return title

    def _titles_of_each(self, row: TableRow, count: int) -> list[dict[str, str]]:
        """Return the titles of several people; a cell that does not say whose it is is quoted."""
        titles: list[dict[str, str]] = [{} for _place in range(count)]
        fields = [self._texts(row, name) for name in ("affiliation", "position")]
        for language in dict.fromkeys(chain(*fields)):
            cells = [texts.get(language, "") for texts in fields]
            parts = [part_titles(cell, count) for cell in cells]
            if any(cell and not part for cell, part in zip(cells, parts, strict=True)):
                self._draft.notebook.warn_of_words(" ".join(filter(None, cells)), row.lines)
                continue
            affiliations, positions = (part or [""] * count for part in parts)
            for title, house, post in zip(titles, affiliations, positions, strict=True):
                title[language] = join_title(house, post, language)
        return titles

    def _is_composed(self, row: TableRow) -> bool:
        """Tell whether the title is made of two cells, which the document never joins itself."""
        return bool(
            self._columns.filled(row, "affiliation") and self._columns.filled(row, "position")
        )

    def _texts(self, row: TableRow, name: str, further: str = "") -> dict[str, str]:
        """Return what a field's cells say in each language, the first cell of each.

        further: between it and the others, where these are taken as well.
        """
        texts: dict[str, str] = {}
        for column in self._columns.filled(row, name):
            language = self._columns.languages.get(column)
            text = row.text(column)
            parts = {language: text} if language else self._split(column, text)
            for code, part in parts.items():
                if further and part not in texts.get(code, ""):
                    mark = further if code == ZH else ", "
                    part = mark.join(filter(None, (texts.pop(code, ""), part)))
                texts.setdefault(code, part)
        return texts

    def _split(self, column: int, text: str) -> dict[str, str]:
        """Return a cell's text by language, of which a header in both says that it has both."""
        header = self._columns.header.texts[column]
        return split_languages(text, in_both=len(split_languages(header, in_both=True)) > 1)

    def _add_appearances(self, row: TableRow, person: str, guest: Guest) -> None:
        """Let a guest appear in the sessions that the row names, in the role that it names.

        Whoever has none in a session that was chosen for all rows without one attends it.
        """
        text = self._columns.text(row, "role")
        stated = role_of(text) if text else None
        topic = self._texts(row, "topic")
        is_placed = topic or self._columns.text(row, "session")
        role = stated or ("speaker" if is_placed else "attendee")
        attendance = attendance_of(self._columns.text(row, "attendance")) or guest.attendance
        for key in self._sessions(row):
            self._draft.add_appearance(
                person, key, role, guest.title, row.lines, attendance=attendance,
                attendance_note=guest.attendance_note, speech_title=topic,
                is_role_stated=bool(stated or is_placed),
            )  # fmt: skip
            if not stated:
                path = f"appearances.{person}.{key}.{role}.role"
                self._draft.rate(path, Certainty.LIKELY, row.lines, role)

    def _sessions(self, row: TableRow) -> list[str]:
        """Return the keys of the sessions in which a row's guest appears."""
        text = self._columns.text(row, "session")
        if not text and self._context.session == OWN_SESSION:
            return [self._own_session(row)]
        if self._context.sessions is not None:
            sessions = self._named_sessions(text) or []
            for session in sessions:
                self._draft.refer_to_session(session.key, session.kind, row.lines)
            return [session.key for session in sessions]
        if not text:
            return []
        key = next(
            (session.key for session in self._draft.sessions if text in session.heading.values()),
            None,
        )
        kinds = segments.find(text, language_of(text))
        kind = kinds[0].kind if kinds and kinds[0].kind != "topic" else "other"
        heading = split_languages(text)
        return [key or self._draft.add_session(kind, lines=row.lines, heading=heading)]

    def _own_session(self, row: TableRow) -> str:
        """Return the key of the session that the guests have who are named in no other."""
        if all(session.key != _OWN_KEY for session in self._draft.sessions):
            self._draft.add_session("other", lines=row.lines, title=_OWN_TITLE, key=_OWN_KEY)
        return _OWN_KEY

    def _named_sessions(self, text: str) -> list[EventSession] | None:
        """Return the event's sessions that a cell names; None where it names one that is not."""
        key = self._context.session
        if not text:
            return [session for session in self._context.sessions or () if session.key == key]
        if session := self._names.get(fold(text)):
            return [session]
        parts = [self._names.get(fold(part)) for part in _SEVERAL.split(text) if part]
        return [part for part in parts if part] if parts and all(parts) else None

    def _has_refused_cell(self, row: TableRow) -> bool:
        """Tell whether the row has a cell that cannot be taken, and name each."""
        refusals = [
            (column, cell.kind)
            for name in _WORDED
            for column in self._columns.fields.get(name, ())
            if (cell := row.cells[column]) and cell and cell.kind != "text"
        ]
        if not refusals:
            refusals = [
                (column, case)
                for name, (case, is_taken) in self._checks().items()
                for column in self._columns.filled(row, name)
                if not is_taken(row.text(column))
            ]
        for column, case in refusals:
            self._refuse(row, column, case, row.text(column))
        return bool(refusals)

    def _checks(self) -> dict[str, tuple[str, Callable[[str], bool]]]:
        """Return field -> how a cell of it is refused that no value can be taken from."""
        checks: dict[str, tuple[str, Callable[[str], bool]]] = {
            "role": ("role", lambda text: role_of(text) is not None),
            "attendance": (
                "attendance",
                lambda text: attendance_of(text) is not None or bool(placeholder(text)),
            ),
            "number": ("number_repeated", lambda text: fold(text) not in self._repeated),
        }
        if self._context.countries:
            checks["country"] = ("country", self._is_country)
        if self._context.sessions is not None:
            checks["session"] = ("session", lambda text: self._named_sessions(text) is not None)
        return checks

    def _is_country(self, text: str) -> bool:
        names = split_languages(text, in_both=True).values()
        return any(fold(name) in self._context.countries for name in names)

    def _refuse(self, row: TableRow, column: int, case: str, value: str) -> None:
        letter = column_letter(column)
        # The session that a list is pasted into has no name that a cell could say.
        named = [session.names for session in self._context.sessions or () if session.names]
        sessions = [names[0] for names in named]
        names = {"session": {"sessions": sessions}, "role": {"words": list(GUEST_ROLES.values())}}
        self._draft.notebook.error(
            "cell_refused", value, row.lines, case, sheet=self._sheet, row=row.number,
            column=f"{self._sheet}!{letter}" if self._sheet else letter, value=value,
            **names.get(case, {}),
        )  # fmt: skip


def role_of(text: str) -> str | None:
    """Return the role that a cell names by the person or by what they do, None for no role."""
    label = role_label(text, language_of(text))
    if label:
        return label.role
    return next((role for role, words in _DEEDS.items() if words.fullmatch(text.strip())), None)


def attendance_of(text: str) -> str | None:
    """Return how somebody took part, None where a cell does not say it in words that are known."""
    return next((kind for kind, words in _ATTENDANCE.items() if words.fullmatch(text)), None)


def _session_names(sessions: Iterable[EventSession]) -> dict[str, EventSession]:
    """Return folded name -> the one session that bears it."""
    bearers = Counter(fold(name) for session in sessions for name in set(session.names) if name)
    return {
        fold(name): session
        for session in sessions
        for name in session.names
        if bearers[fold(name)] == 1
    }
