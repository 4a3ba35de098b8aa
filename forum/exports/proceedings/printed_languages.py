"""In which languages a book is printed, and what a reader must know of each text in it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext, override

from forum.core.content import Record, column, language_codes
from forum.core.control_characters import printable
from forum.core.languages import is_chinese
from forum.core.translated import Translated, in_language, resolution_order, translated
from forum.exports.proceedings.rich_text import Json, parse_rich_text
from forum.localization.text_marks import list_reservations, only_in

BOTH: Final = "both"
_HAN_IN_BRACKETS: Final = re.compile(r"\(([^()]*[\u3400-\u9fff][^()]*)\)")

type Passages = list[Json]


@dataclass(frozen=True, slots=True)
class PrintedLanguages:
    """languages: one, or all that stand side by side, the first on the left.

    is_draft: whether texts are printed that the public may not read yet.
    """

    languages: tuple[str, ...]
    is_draft: bool = False

    @property
    def is_parallel(self) -> bool:
        """Whether languages stand side by side."""
        return len(self.languages) > 1

    @property
    def name(self) -> str:
        """What addresses and files call it: zh-hans, en, both."""
        return BOTH if self.is_parallel else self.languages[0]

    def alone(self, language: str) -> "PrintedLanguages":
        """Return those of a book in one language, for the same readers."""
        return PrintedLanguages((language,), self.is_draft)

    def find_texts(self, record: Record, *fields: str) -> list[Translated]:
        """Return the first field that has text, as each language of the book shows it.

        Side by side only what a language has itself stands in its column; a book in one language
        falls back as pages do.
        """
        for field in fields:
            if texts := [text for text in self._resolve(record, field) if text]:
                return texts
        return []

    def list_passages(self, record: Record, *fields: str) -> Passages:
        """Return a text in a line, passage by passage."""
        return [make_passage(text) for text in self.find_texts(record, *fields)]

    def say(self, words: Callable[[], Any]) -> Passages:
        """Return words of the site in each language of the book. words: says them in the active."""
        return [
            make_passage(Translated(text, code, code))
            for code, text in self._say_each(words)
            if text
        ]

    def list_prose(
        self,
        record: Record,
        field: str,
        openings: dict[str, str] | None = None,
        render: Callable[[str], str] = str,
    ) -> Json:
        """Return rich text in rows, each with a block a language or nothing in its place.

        openings: language -> words before the first paragraph. render: makes rich text of what
        the field holds. Paragraphs stand side by side where
        their numbers agree, else the whole texts do.
        """
        texts = self.find_texts(record, field)
        is_alone = self.is_parallel and len(texts) == 1
        parts = [parse_rich_text(render(text.value)) for text in texts]
        for text, blocks in zip(texts, parts, strict=True):
            open_paragraph(blocks, (openings or {}).get(text.language, ""))
        if len({len(blocks) for blocks in parts}) > 1:
            rows = [[make_column(text, blocks) for text, blocks in zip(texts, parts, strict=True)]]
        else:
            rows = [
                [make_column(text, [block]) for text, block in zip(texts, line, strict=True)]
                for line in zip(*parts, strict=True)
            ]
        return {
            "marks": [self._list_marks(record, field, text, is_alone) for text in texts],
            "rows": rows,
        }

    def _say_each(self, words: Callable[[], Any]) -> Iterator[tuple[str, str]]:
        for code in self.languages:
            with override(code):
                yield code, str(words() or "")

    def _resolve(self, record: Any, field: str) -> Iterator[Translated]:
        for code in self.languages:
            if self.is_draft:
                yield self._find_draft(record, field, code)
            elif self.is_parallel:
                yield in_language(record, field, code)
            else:
                yield translated(record, field, code)

    def _find_draft(self, record: Record, field: str, wanted: str) -> Translated:
        """Return what is written, ready or not; never what a speaker declined."""
        source = record.original_language
        codes = [wanted] if self.is_parallel else resolution_order(wanted, source)
        for code in codes:
            value = getattr(record, column(field, code)) if code in language_codes() else ""
            if value and not record.is_kept_back(field, code):
                return Translated(value, code, wanted)
        return Translated("", wanted, wanted)

    def _list_marks(self, record: Record, field: str, text: Translated, is_alone: bool) -> Passages:
        """Return what must be known of a text, in the language of its column or its book."""
        language = text.language if self.is_parallel else self.languages[0]
        # Side by side those who read the other language are told too.
        alone = self.say(lambda: only_in(text)) if is_alone or text.is_fallback else []
        with override(language):
            marks = list(list_marks(record, field, text))
        return [*alone, *(make_passage(Translated(mark, language, language)) for mark in marks)]


def list_marks(record: Record, field: str, text: Translated) -> Iterator[str]:
    """Yield what a reader must know of a field's text, in the active language."""
    if text.language not in record.owner.readable_languages:
        yield gettext("Not ready for publication")
    yield from list_reservations(record, text.language, field)


def make_passage(text: Translated) -> Json:
    words = printable(text.value)
    if is_chinese(text.language):
        # Documents mix both kinds within a list; in print a name has one.
        words = _HAN_IN_BRACKETS.sub(r"（\1）", words)
    return {"lang": text.language, "text": words}


def make_column(text: Translated, blocks: list[Json]) -> Json:
    return {"lang": text.language, "blocks": blocks}


def open_paragraph(blocks: list[Json], words: str) -> None:
    """Put words before the first paragraph, which the attribution opens."""
    if words and blocks and blocks[0]["kind"] == "p":
        blocks[0]["runs"].insert(0, {"text": words})
