"""One text to translate: what a translator, a board or a file needs to know of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.conf import settings

from forum.core.content import Record
from forum.core.translations.states import (
    TranslationState,
    entry_of,
    is_authored,
    is_rich,
    source_of,
    text_of,
    worded_fields,
)
from forum.core.translations.text_folding import is_same_text
from forum.core.translations.word_counts import Amount, amount

TO_DO = (TranslationState.MISSING, TranslationState.OUTDATED)


@dataclass(frozen=True, slots=True)
class Unit:
    """A field of a record in a language that it was not written in.

    model, pk: the row, as ``model_name`` and key.
    language, source_language: codes of the translation and of what it stands beside.
    source, text: what both columns hold now; text "" when it is missing.
    previous: the source as it was when the translation was written, "" where nothing is known.
    asks: an authored text of which one original changed since and the other did not: do both hold?
    by, at: who wrote or confirmed it (key of a user) and when (ISO 8601), None and "" unknown.
    rich: both are HTML. max_length: in characters, None for no limit.
    locked: cleared by a speaker's office in this language, not to be altered.
    """

    model: str
    pk: int
    field: str
    language: str
    source_language: str
    source: str
    text: str
    state: TranslationState
    previous: str
    asks: bool
    by: int | None
    at: str
    rich: bool
    max_length: int | None
    locked: bool

    @property
    def key(self) -> str:
        """The unit's name in files and addresses: event.12.title; the language stands beside it."""
        return f"{self.model}.{self.pk}.{self.field}"

    @property
    def is_to_do(self) -> bool:
        """Whether a translator has work with it."""
        return self.state in TO_DO

    @property
    def amount(self) -> Amount:
        """How long the source is."""
        return amount(self.source, self.rich)


def units_of(record: Record, *languages: str) -> Iterator[Unit]:
    """Return the units of a record, in the order of its fields; none for a field without text.

    languages: those to translate into; none for all of the site's.
    """
    model: type[Record] = type(record)
    for field in worded_fields(model):
        source = source_of(record, field, record.original_language)
        if text_of(record, field, source):
            for language in languages or [code for code, _name in settings.LANGUAGES]:
                if language != source:
                    yield unit_of(record, field, language, source)


def unit_of(record: Record, field: str, language: str, source_language: str) -> Unit:
    """Return the unit of a field in a language, beside the text in another one."""
    model: type[Record] = type(record)
    source, text = text_of(record, field, source_language), text_of(record, field, language)
    entry, rich, authored = entry_of(record, field, language), is_rich(model, field), False
    previous = entry.get("source", "")
    moved = bool(previous) and not is_same_text(previous, source, rich)
    if not text:
        state = TranslationState.MISSING
    elif authored := is_authored(model, field):
        state = TranslationState.AUTHORED
    else:
        state = (
            TranslationState.OUTDATED
            if moved
            else TranslationState(entry.get("state", TranslationState.DRAFT))
        )
    return Unit(
        model=str(model._meta.model_name),
        pk=record.pk,
        field=field,
        language=language,
        source_language=source_language,
        source=source,
        text=text,
        state=state,
        previous=previous,
        asks=authored and (moved or entry.get("asks", False)),
        by=entry.get("by"),
        at=entry.get("at", ""),
        rich=rich,
        max_length=_max_length(model, field),
        locked=bool(text) and record.locks(field, language),
    )


@cache
def _max_length(model: type[Record], field: str) -> int | None:
    return getattr(model._meta.get_field(field), "max_length", None)
