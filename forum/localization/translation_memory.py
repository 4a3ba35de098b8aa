"""Sentences that were translated before, proposed where the same sentence is translated again.

The memory is what the records hold: nothing is stored for it. A paragraph and its translation are
taken apart only where both have as many sentences; else it is known as a whole.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q, QuerySet

from forum.core.content import Record, column
from forum.core.richtext import to_paragraphs
from forum.core.translations.states import TranslationState, text_of
from forum.core.translations.units import Unit, unit_of

# The ends of sentences; a title with a point ends none.
_ENDS: Final = re.compile(
    r"(?<=[。！？])(?![”’」』）])|(?<=[。！？][”’」』）])"
    r"|(?<=[.!?])(?<!\bMr\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bMrs\.)(?<!H\.E\.)\s+(?=[“‘(A-Z0-9])"
)
# A word or two mean different things in different places.
_LEAST_CHARACTERS: Final = 4
_MOST_SENTENCES: Final = 60
_MOST_RECORDS: Final = 40


@dataclass(frozen=True, slots=True)
class RememberedSentence:
    """A sentence or paragraph of a text, and how another record translates it; both plain."""

    source: str
    text: str
    record: Record


def find_remembered_sentences(unit: Unit, records: QuerySet[Record]) -> list[RememberedSentence]:
    """Return what of a text was translated before and does not stand in its translation, in order.

    records: of the unit's model, that may be quoted from. One query.
    """
    paragraphs = _paragraphs(unit.source, unit.rich)
    passages = [passage for paragraph in paragraphs for passage in _passages(paragraph)]
    wanted = dict.fromkeys(text for text in passages if len(text) >= _LEAST_CHARACTERS)
    memory = _read_memory(unit, list(wanted)[:_MOST_SENTENCES], records)
    present = "\n".join(_paragraphs(unit.text, unit.rich))
    remembered: dict[str, RememberedSentence] = {}
    for paragraph in paragraphs:
        known = [paragraph] if paragraph in memory else _sentences(paragraph)
        for passage in known:
            if passage in memory and memory[passage].text not in present:
                remembered[passage] = memory[passage]
    return list(remembered.values())


def _read_memory(
    unit: Unit, passages: list[str], records: QuerySet[Record]
) -> dict[str, RememberedSentence]:
    source = column(unit.field, unit.source_language)
    condition = Q(pk__in=())
    for passage in passages:
        words = html.escape(passage, quote=False) if unit.rich else passage
        condition |= Q((f"{source}__contains", words))
    others: Any = records.filter(condition).exclude(pk=unit.pk).order_by("-updated", "-pk")
    memory: dict[str, RememberedSentence] = {}
    for record in others[:_MOST_RECORDS] if passages else ():
        translated = unit_of(record, unit.field, unit.language, unit.source_language)
        if translated.state in (TranslationState.MISSING, TranslationState.OUTDATED):
            continue
        pairs = _align(text_of(record, unit.field, unit.source_language), translated.text, unit)
        for known, text in pairs:
            memory.setdefault(known, RememberedSentence(known, text, record))
    return memory


def _align(source: str, text: str, unit: Unit) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs and sentences of a text, each with its translation."""
    sources, texts = _paragraphs(source, unit.rich), _paragraphs(text, unit.rich)
    if len(sources) != len(texts):
        return
    for pair in zip(sources, texts, strict=True):
        yield pair
        sentences = [_sentences(paragraph) for paragraph in pair]
        if len(sentences[0]) == len(sentences[1]) > 1:
            yield from zip(*sentences, strict=True)


def _passages(paragraph: str) -> list[str]:
    sentences = _sentences(paragraph)
    return sentences if len(sentences) == 1 else [paragraph, *sentences]


def _paragraphs(text: str, is_rich: bool) -> list[str]:
    lines = to_paragraphs(text) if is_rich else text.splitlines()
    return [line.strip() for line in lines if line.strip()]


def _sentences(paragraph: str) -> list[str]:
    return [part.strip() for part in _ENDS.split(paragraph) if part.strip()]
