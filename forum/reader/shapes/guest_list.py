"""A list of guests: a table whose header names columns, or lines below a heading."""

from collections.abc import Collection
from typing import Final

from forum.reader.bilingual import language_of, split_languages
from forum.reader.document import Document
from forum.reader.event_record import ZH, Line, Text
from forum.reader.guest_cells import Guest, read_guest, read_guests
from forum.reader.people_lists import read_people_lines
from forum.reader.reading import Certainty, Reading, Shape
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes.record import segments
from forum.reader.shapes.record.role_labels import role_label
from forum.reader.table_columns import Columns, column_letter, find_columns, read_header
from forum.reader.tables import Table, TableRow
from forum.reader.vocabulary.shapes import GUESTS_TITLE

_LONGEST_TITLE: Final = 100


def read_guest_list(document: Document, known: Collection[Text] = ()) -> Reading:
    """Read a list of guests. known: not needed, no name is cut by it."""
    draft = RecordDraft(document)
    _read_title(draft)
    last: Columns | None = None
    for table in document.tables:
        last = find_columns(table, "name") or _continued(table, last)
        if last:
            draft.account.furniture.update(last.header.lines)
            for row in last.rows:
                _read_row(draft, last, row, table.sheet)
    _read_rows_of_one_cell(draft)
    read_people_lines(draft)
    return draft.finish(Shape.GUEST_LIST)


def _read_title(draft: RecordDraft) -> None:
    """Take the event's name from a line that calls itself a list of its guests."""
    written = [line for line in draft.document.lines if line.text.strip()]
    for line in written[:2]:
        if line.table is None and len(line.text) <= _LONGEST_TITLE:
            _take_title(draft, line)


def _take_title(draft: RecordDraft, line: Line) -> None:
    printed = line.text.strip()
    called = GUESTS_TITLE.search(printed)
    name = printed[: called.start()].strip(" :：—–-|·") if called else ""
    if called and not name:
        draft.account.furniture.add(line.number)
    elif name and "title" not in draft.facts:
        draft.set_fact("title", {language_of(name): name}, [line.number], Certainty.LIKELY)


def _continued(table: Table, last: Columns | None) -> Columns | None:
    """Return the columns of a table that goes on without a header of its own."""
    if last is None or not table.rows or len(table.rows[0].cells) != len(last.header.cells):
        return None
    is_header = bool(read_header(table.rows[0].texts))
    return None if is_header else Columns(last.fields, last.header, table.rows)


def _read_rows_of_one_cell(draft: RecordDraft) -> None:
    """Take names that stand alone between a typed table's rows: their other cells are empty."""
    tabled = [number for table in draft.document.tables for number in table.lines]
    if not tabled or not draft.people:
        return
    for line in draft.document.lines:
        inside = min(tabled) < line.number < max(tabled) and line.table is None
        guest = read_guest(line.text) if inside and line.text.strip() else None
        if guest and not guest.title:
            draft.add_person(guest.name, {}, [line.number], guest.honorific, guest.other_names)


def _read_row(draft: RecordDraft, columns: Columns, row: TableRow, sheet: str) -> None:
    names = columns.texts(row, "name")
    if not names:
        if any(text.strip() for text in row.texts):
            _refuse(
                draft,
                row,
                sheet,
                columns.fields["name"][0],
                " ".join(filter(None, row.texts)),
                "name_missing",
            )
        return
    if _has_refused_cell(draft, columns, row, sheet):
        return
    title = _title_of(columns, row)
    guests = _guests_of(names)
    if not guests:
        draft.notebook.warn("not_understood", names[0], row.lines, text=names[0])
        return
    for guest in guests:
        facts = title if len(guests) == 1 else {}
        person = draft.add_person(
            guest.name, {**facts, **guest.title}, row.lines, guest.honorific, guest.other_names
        )
        _add_appearance(draft, columns, row, person, facts)
    if title and len(columns.texts(row, "affiliation") + columns.texts(row, "position")) > 1:
        for language in title:
            draft.rate(f"people.{person}.title.{language}", Certainty.LIKELY, row.lines, title)


def _guests_of(names: list[str]) -> list[Guest]:
    """Return whom the cells of the name columns name: one person in two languages, or several."""
    if len(names) == 1:
        return read_guests(names[0], has_titles_beside=True)[0] or _plain_guest(names[0])
    merged = Guest({}, {}, {})
    for text in names:
        guest = read_guest(text, has_titles_beside=True) or _plain_guest(text)[0]
        merged = Guest({**guest.name, **merged.name}, {}, {**guest.honorific, **merged.honorific})
    return [merged]


def _plain_guest(text: str) -> list[Guest]:
    """Take a cell of the name column at its word: the header says that it holds a name."""
    text = " ".join(text.split())
    return [Guest({language_of(text): text})] if any(map(str.isalpha, text)) else []


def _title_of(columns: Columns, row: TableRow) -> dict[str, str]:
    """Return the title with the affiliation, as each language writes them in one phrase."""
    positions = [split_languages(text) for text in columns.texts(row, "position")]
    affiliations = [split_languages(text) for text in columns.texts(row, "affiliation")]
    title: dict[str, str] = {}
    for language in dict.fromkeys(code for texts in (*affiliations, *positions) for code in texts):
        place = next((texts[language] for texts in affiliations if language in texts), "")
        position = next((texts[language] for texts in positions if language in texts), "")
        words = [place, position] if language == ZH else [position, place]
        title[language] = ("" if language == ZH else ", ").join(filter(None, words))
    return title


def _add_appearance(
    draft: RecordDraft, columns: Columns, row: TableRow, person: str, title: Text
) -> None:
    """Let a guest appear in the session that the row names, in the role that it names."""
    session = columns.text(row, "session")
    if not session:
        return
    language = language_of(session)
    kinds = segments.find(session, language)
    key = next((known.key for known in draft.sessions if session in known.heading.values()), None)
    if key is None:
        kind = kinds[0].kind if kinds and kinds[0].kind != "topic" else "other"
        key = draft.add_session(kind, lines=row.lines, heading=split_languages(session))
    role = columns.text(row, "role")
    label = role_label(role, language_of(role)) if role else None
    if role and label is None:
        draft.notebook.warn("not_understood", role, row.lines, text=role)
    draft.add_appearance(person, key, label.role if label else "speaker", title, row.lines)


def _has_refused_cell(draft: RecordDraft, columns: Columns, row: TableRow, sheet: str) -> bool:
    """Tell whether a cell of the row that names the guest holds what no name or title is."""
    refused = False
    for field in ("name", "position", "affiliation"):
        for column in columns.fields.get(field, ()):
            cell = row.cells[column]
            if cell and cell.kind != "text" and cell:
                _refuse(draft, row, sheet, column, cell.text, cell.kind)
                refused = True
    return refused


def _refuse(
    draft: RecordDraft, row: TableRow, sheet: str, column: int, value: str, case: str
) -> None:
    draft.notebook.error(
        "cell_refused", value, row.lines, case, sheet=sheet, row=row.number,
        column=column_letter(column), value=value,
    )  # fmt: skip
