"""Tables of minutes: who was there, and the items with what was said or decided of them."""

from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Final

from forum.reader.attendance_notes import find_absence
from forum.reader.bilingual import language_of, split_languages
from forum.reader.event_record import EN
from forum.reader.guest_cells import join_title, with_title
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes.minutes.names import read_named
from forum.reader.table_columns import Columns, find_columns
from forum.reader.tables import TableRow
from forum.reader.vocabulary.minutes import GROUP

# The columns of a table of who was there of which the cells are taken, or count its rows.
_TAKEN: Final = ("name", "affiliation", "position", "number")


@dataclass(slots=True)
class MinutesTables:
    """Reads the tables of minutes. absent: names; idle: who was met in prose alone."""

    draft: RecordDraft
    absent: set[str]
    idle: MutableMapping[str, int]

    def read(self) -> None:
        """Add those whom a table of who was there names, and the items that one lists."""
        for table in self.draft.document.tables:
            columns = find_columns(table, "name")
            if columns is None and (items := find_columns(table, "topic")):
                self._read_item_table(items)
            if columns is None or "time" in columns or "topic" in columns:
                continue
            self.draft.account.furniture.update(columns.header.lines)
            for row in columns.rows:
                self._read_table_row(columns, row)

    def _read_item_table(self, columns: Columns) -> None:
        """Add an item for each row of a table of topics and what was said or decided of them.

        Where several columns tell, each is called by its header. What else the row has is quoted.
        """
        told = columns.unread()
        if "time" in columns or not told:
            return
        self.draft.account.furniture.update(columns.header.lines)
        headers = [_as_label(columns.header.text(column)) if told[1:] else "" for column in told]
        for row in columns.rows:
            topics = columns.filled(row, "topic")
            if not topics:
                continue
            title = split_languages(row.text(topics[0]))
            key = self.draft.add_session("discussion", lines=row.lines, title=title)
            texts = [
                f"{header}{text}" for header, column in zip(headers, told, strict=True)
                if (text := row.text(column))
            ]  # fmt: skip
            self.draft.add_summary(key, [(row.lines[0], text) for text in texts])
            read = {topics[0], *told, *columns.fields.get("number", ())}
            for column, text in enumerate(row.texts):
                if text.strip() and column not in read:
                    self.draft.notebook.warn_of_words(text, row.lines)

    def _read_table_row(self, columns: Columns, row: TableRow) -> None:
        """Add whom a row names, with house and post, unless a cell says that she or he is absent.

        What else the row has is quoted.
        """
        guests, unread = read_named(columns.text(row, "name"))
        if GROUP.fullmatch(columns.text(row, "name").strip()):
            self.draft.account.furniture.update(row.lines)
            return
        if not guests or unread:
            return
        aside = [
            text for column, text in enumerate(row.texts)
            if text.strip() and not any(column in columns.fields.get(name, ()) for name in _TAKEN)
        ]  # fmt: skip
        if find_absence(aside):
            self.draft.account.furniture.update(row.lines)
            self.absent |= {name for guest in guests for name in guest.name.values()}
            guests = []
        house, post = columns.text(row, "affiliation"), columns.text(row, "position")
        if len(guests) == 1:
            title = join_title(house, post, language_of(house or post))
            guests = [with_title(guests[0], title)]
        elif guests:
            aside += filter(None, (house, post))
        for guest in guests:
            self.idle.pop(self.draft.add_guest(guest, row.lines), None)
        for text in aside:
            self.draft.notebook.warn_of_words(text, row.lines)


def _as_label(header: str) -> str:
    return f"{header}: " if language_of(header) == EN else f"{header}："
