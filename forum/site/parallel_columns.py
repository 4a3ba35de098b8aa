"""Rows of a page that shows every ready language in a column of its own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext, override

from forum.core.content import Content, language_codes
from forum.core.richtext import blocks
from forum.core.translated import Translated, in_language


@dataclass(frozen=True, slots=True)
class Cell:
    """A passage in a column. text: rich text is marked safe; "" where the language lacks it.

    note: what stands before it, in its language. only: where the text is missing, the one language
    that has it, "" if several do.
    """

    text: Translated
    note: str = ""
    only: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """The same passage in each language, in the element of a tag."""

    tag: str
    css: str
    cells: list[Cell]
    anchor: str = ""

    @property
    def is_title(self) -> bool:
        """Whether it breaks as a title does, between its phrases."""
        return self.css in ("title", "session", "parent")


@dataclass(frozen=True, slots=True)
class Columns:
    """The languages that stand side by side."""

    languages: list[str]

    def text(self, tag: str, css: str, record: Any, *fields: str, anchor: str = "") -> list[Row]:
        """Return the row of the first field that has text in any column, else none."""
        for field in fields:
            texts = [in_language(record, field, code) for code in self.languages]
            if any(texts):
                return [Row(tag, css, _cells(texts), anchor)]
        return []

    def said(self, tag: str, css: str, say: Callable[[], Any], *, anchor: str = "") -> list[Row]:
        """Return the row of words that the site says in every language; say: in the active one."""
        texts = [Translated(self._say(say, code), code, code) for code in self.languages]
        return [Row(tag, css, _cells(texts), anchor)] if any(texts) else []

    def prose(self, record: Any, field: str) -> list[Row]:
        """Return rich text, a row a paragraph where the numbers agree, else one for the whole."""
        texts = [in_language(record, field, code) for code in self.languages]
        parts = {text.language: blocks(text.value) for text in texts if text}
        if len({len(some) for some in parts.values()}) > 1:
            parts = {code: ["".join(some)] for code, some in parts.items()}
        lines = zip_longest(*(parts.get(code, []) for code in self.languages), fillvalue="")
        return [
            Row("div", "prose", _cells(self._rich(line), self._notes(record, not number)))
            for number, line in enumerate(lines)
        ]

    def _rich(self, line: Iterable[str]) -> list[Translated]:
        # Sanitized whenever it is stored, and cut at elements only.
        pairs = zip(self.languages, line, strict=True)
        return [Translated(mark_safe(markup), code, code) for code, markup in pairs]  # noqa: S308

    def _notes(self, record: Any, first: bool) -> list[str]:
        if not first:
            return ["" for _code in self.languages]
        return [self._say(lambda: _notes(record, code), code) for code in self.languages]  # noqa: B023

    def _say(self, say: Callable[[], Any], language: str) -> str:
        with override(language):
            return str(say() or "")


def _notes(record: Any, code: str) -> str:
    """Return what stands before a text of a language, in the active one."""
    notes = []
    if code in record.owner.unofficial_languages:
        notes.append(gettext("Unofficial translation"))
    asked = getattr(record, "is_uncleared", None)
    if asked and asked(code):
        notes.append(gettext("Not reviewed by the speaker"))
    return " · ".join(notes)


def columns(record: Content) -> Columns:
    """Return the columns of a record's page: the languages that it is ready in."""
    return Columns([code for code in language_codes() if code in record.ready_languages])


def _cells(texts: list[Translated], notes: Iterable[str] = ()) -> list[Cell]:
    there = [text.language for text in texts if text]
    only = there[0] if len(there) == 1 else ""
    return [
        Cell(text, note if text else "", only)
        for text, note in zip_longest(texts, notes, fillvalue="")
        if isinstance(text, Translated)
    ]
