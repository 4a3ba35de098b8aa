"""One person in one session in one role, while a record is read."""

from collections.abc import Callable
from dataclasses import dataclass, field

from forum.reader.event_record import EN, LANGUAGES, ZH, AppearanceRecord
from forum.reader.shapes.record import captions
from forum.reader.shapes.record.captions import Caption
from forum.reader.shapes.record.drafts import Draft
from forum.reader.shapes.record.entries import Entry
from forum.reader.shapes.record.people import Person
from forum.reader.shapes.record.rows import numbers
from forum.reader.shapes.record.turns import Turn


@dataclass(slots=True, eq=False)
class Part:
    """One person in one session in one role while the record is read.

    entry: the list's; turns: the body's, one for each language.
    """

    person: Person
    draft: Draft
    role: str
    entry: Entry | None = None
    turns: list[Turn] = field(default_factory=list)

    def record(self, no: int) -> AppearanceRecord:
        """Return the record; each value from the place beside the speech, else from the list."""
        attended, note = self.attendance()
        return AppearanceRecord(
            self.person.key, self.draft.key, self.role, no, self.title(), attended, note,
            self._per_language(lambda turn: turn.verb),
            self._per_language(lambda turn: turn.caption.text if turn.caption else ""),
            self._remarks(), self.lines,
        )  # fmt: skip

    @property
    def lines(self) -> tuple[int, ...]:
        rows = [row for turn in self.turns for row in turn.rows]
        return tuple(sorted({*numbers(rows), *(self.entry.lines if self.entry else ())}))

    @property
    def has_remarks(self) -> bool:
        return any(turn.paragraphs for turn in self.turns)

    @property
    def captions(self) -> list[Caption]:
        return [caption for turn in self.turns for caption in turn.all_captions]

    def title(self) -> dict[str, str]:
        """Return the title beside the speech, else the list's, else the one known of the person."""
        result: dict[str, str] = {}
        for code in LANGUAGES:
            printed = [
                *(caption.person.title for caption in self.captions if caption.language == code),
                *(turn.head.title for turn in self.turns if turn.head and turn.language == code),
                self.entry.printed[code].title if self.entry and code in self.entry.printed else "",
                self.person.titles.get(code, ""),
            ]
            if title := next((title for title in printed if title), ""):
                result[code] = next((full for full in printed[1:] if is_tail(title, full)), title)
        return result

    def attendance(self) -> tuple[str | None, dict[str, str]]:
        """Return how the person took part: the caption's word, else the list's; and the words for
        it.
        """
        stated = self.stated()
        if not stated:
            return None, {}
        kind = stated[0][0]
        note: dict[str, str] = {}
        for stated_kind, code, words, _lines in stated:
            if stated_kind == kind:
                note.setdefault(code, words)
        return kind, note

    def stated(self) -> list[tuple[str, str, str, tuple[int, ...]]]:
        """Return every statement: kind, language, words, lines; captions first, the list last."""
        result = [
            (caption.attendance, caption.language, caption.note, numbers(caption.rows))
            for caption in self.captions
            if caption.attendance
        ]
        for turn in self.turns:
            kind, words = captions.attendance_of(turn.lead, turn.language)
            if kind and turn.head_row and not turn.caption:
                result.append((kind, turn.language, words, (turn.head_row.number,)))
        if self.entry and self.entry.attendance:
            code = ZH if ZH in self.entry.printed else EN
            result.append((self.entry.attendance, code, self.entry.note, self.entry.lines))
        return result

    def _per_language(self, value: Callable[[Turn], str]) -> dict[str, str]:
        result: dict[str, str] = {}
        for turn in self.turns:
            if text := value(turn):
                result.setdefault(turn.language, text)
        return result

    def _remarks(self) -> dict[str, str]:
        result: dict[str, list[str]] = {}
        for turn in self.turns:
            if text := turn.text:
                result.setdefault(turn.language, []).append(text)
        return {code: "\n".join(paragraphs) for code, paragraphs in result.items()}


def is_tail(short: str, full: str) -> bool:
    """Tell whether a title is the other without its affiliation: 副市长 of 某市副市长."""
    return len(short) < len(full) and full.endswith(short) and len(short) <= 8
