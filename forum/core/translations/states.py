"""What is kept beside a translation, and noted whenever its record is saved.

A record's column ``translations`` holds, field -> language -> entry:

    state    draft | reviewed | authored
    source   the source text as it was when the translation was written or last confirmed
    by, at   who wrote or confirmed it (key of a user, null: nobody known), when (ISO 8601)
    text     digest of the translation, by which a save knows that it was written anew
    asks     true where an original was changed and the one it stands beside was not: does the
             other still hold? (The other way round the source tells it.)

Missing and outdated are not kept: they follow from the texts, so that no change of the source can
be overlooked, whichever way it came in.
"""

from functools import cache
from typing import TYPE_CHECKING, TypedDict

from django.db import models
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from forum.core.acting_user import actor
from forum.core.columns import column, language_codes
from forum.core.richtext import RichTextField
from forum.core.translations.text_folding import digest, is_same_text

if TYPE_CHECKING:
    from forum.core.content import Record


class TranslationState(models.TextChoices):
    """How far the text of a field is in a language that it was not written in."""

    MISSING = "missing", pgettext_lazy("translation", "Missing")
    OUTDATED = "outdated", pgettext_lazy("translation", "Outdated")
    DRAFT = "draft", pgettext_lazy("translation", "Draft")
    REVIEWED = "reviewed", pgettext_lazy("translation", "Reviewed")
    AUTHORED = "authored", pgettext_lazy("translation", "Original in each language")


class TranslationEntry(TypedDict, total=False):
    """What is kept beside one translation; see the module."""

    state: str
    source: str
    by: int | None
    at: str
    text: str
    asks: bool


type States = dict[str, dict[str, TranslationEntry]]


@cache
def worded_fields(model: type[Model]) -> tuple[str, ...]:
    """Return the translated fields of a model that hold words, in the model's order."""
    # A moment of publication has a column a language too, and is no text.
    names = {field.name for field in model._meta.fields if hasattr(field, "translated_field")}
    left_out = getattr(model, "unworded_fields", ())
    fields = [field.name for field in model._meta.fields]
    return tuple(
        name
        for name in fields
        if column(name, language_codes()[0]) in names and name not in left_out
    )


@cache
def is_rich(model: type[Model], field: str) -> bool:
    """Tell whether a field holds HTML."""
    return isinstance(model._meta.get_field(field), RichTextField)


def text_of(record: Model, field: str, language: str) -> str:
    """Return what a field says in a language, "" for nothing."""
    return getattr(record, column(field, language)) or ""


def source_of(record: Model, field: str, language: str) -> str:
    """Return the language that a field was written in: the record's, else the first with text.

    language: the record's own.
    """
    codes = [language, *(code for code in language_codes() if code != language)]
    return next((code for code in codes if text_of(record, field, code)), language)


def note_written(record: "Record", source_language: str = "") -> bool:
    """Note each translation that was written since the last save; tell whether there was one.

    A new text is a draft of the source as it stands now, or authored where both languages are
    originals. source_language: the record's own; left empty, it is asked for when it matters.
    """
    has_written, model = False, type(record)
    source_language = source_language or getattr(record, "source_language", "")
    for field in worded_fields(model):
        loaded = [code for code in language_codes() if _is_loaded(record, field, code)]
        written = [code for code in loaded if text_of(record, field, code)]
        has_written |= _drop(record, field, set(loaded) - set(written))
        unknown = [code for code in written if not _is_known(record, field, code)]
        if not unknown or (not source_language and _is_source(record, field, unknown)):
            continue
        source_language = source_language or record.original_language
        has_written |= _note(record, field, unknown, source_language)
    return has_written


def _is_source(record: "Record", field: str, unknown: list[str]) -> bool:
    """Tell whether one text without an entry is the source itself; to ask its owner may cost."""
    return len(unknown) == 1 and not _entry(record, field, unknown[0])


def add_missing_entries(record: "Record") -> bool:
    """Keep an entry beside each translation that has none, by nobody known; tell if one had none.

    It is taken for what stands beside the present source. An entry from before the digests of texts
    were kept holds for the text at hand.
    """
    has_added = False
    for field in worded_fields(type(record)):
        source = source_of(record, field, record.original_language)
        for code in language_codes():
            if code == source or not text_of(record, field, code):
                continue
            if not _is_known(record, field, code):
                _add_entry(record, field, code, source)
                has_added = True
    return has_added


def confirm(
    record: "Record", field: str, language: str, source_language: str, state: TranslationState
) -> None:
    """Note that a translation stands beside the source as it is now; the caller saves.

    state: reviewed or draft. Of a field whose languages are originals each, authored stays.
    """
    source = source_of(record, field, source_language)
    _write(record, field, language, text_of(record, field, source), state)


def note_draft(record: "Record", field: str, language: str, source: str) -> None:
    """Note that the text in a language is a draft made of a source; the caller saves.

    source: as the translator had it, which may be another than today's: then it is outdated.
    """
    _write(record, field, language, source, TranslationState.DRAFT)


def entry_of(record: "Record", field: str, language: str) -> TranslationEntry:
    """Return what is kept beside a translation, as long as the text is the one it was kept for."""
    is_current = _is_known(record, field, language)
    return (
        (_entry(record, field, language) or TranslationEntry())
        if is_current
        else TranslationEntry()
    )


def changed_entries(
    old_states: States, new_states: States
) -> dict[str, dict[str, TranslationEntry | None]]:
    """Return the old entries that are others in the new states, None for one that was not."""
    differences: dict[str, dict[str, TranslationEntry | None]] = {}
    for field in {**old_states, **new_states}:
        old, new = old_states.get(field, {}), new_states.get(field, {})
        changed = {code: old.get(code) for code in {**old, **new} if old.get(code) != new.get(code)}
        if changed:
            differences[field] = changed
    return differences


def is_authored(model: type[models.Model], field: str) -> bool:
    """Tell whether the languages of a field are originals each, not translations."""
    return field in getattr(model, "authored_fields", ())


def _note(record: "Record", field: str, languages: list[str], source_language: str) -> bool:
    source = source_of(record, field, source_language)
    translated = [code for code in languages if code != source]
    for code in translated:
        asks = _asks(record, field, code, source)
        _write(record, field, code, text_of(record, field, source), TranslationState.DRAFT)
        if asks:
            record.translations[field][code]["asks"] = True
    return bool(translated)


def _asks(record: "Record", field: str, language: str, source: str) -> bool:
    """Tell whether an original was changed and the one beside it was not."""
    old = _entry(record, field, language)
    if not old or "text" not in old or not is_authored(type(record), field):
        return False
    return is_same_text(
        old.get("source"), text_of(record, field, source), is_rich(type(record), field)
    )


def _write(
    record: "Record", field: str, language: str, source: str, state: TranslationState
) -> None:
    authored = is_authored(type(record), field)
    record.translations.setdefault(field, {})[language] = TranslationEntry(
        state=TranslationState.AUTHORED if authored else state,
        source=source,
        by=actor(),
        at=timezone.now().isoformat(timespec="seconds"),
        text=digest(text_of(record, field, language), is_rich(type(record), field)),
    )


def _add_entry(record: "Record", field: str, language: str, source: str) -> None:
    old = _entry(record, field, language) or TranslationEntry()
    # One with a digest was kept for another text.
    old_facts = TranslationEntry() if "text" in old else old
    _write(record, field, language, text_of(record, field, source), TranslationState.DRAFT)
    entry = record.translations[field][language]
    entry |= {"by": None, "at": "", **old_facts, "text": entry["text"]}
    if is_authored(type(record), field):
        entry["state"] = TranslationState.AUTHORED
    elif entry["state"] != TranslationState.REVIEWED:
        entry["state"] = TranslationState.DRAFT


def _drop(record: "Record", field: str, languages: set[str]) -> bool:
    """Remove the entries of texts that were emptied."""
    entries = record.translations.get(field, {})
    dropped = languages & set(entries)
    for code in dropped:
        del entries[code]
    if dropped and not entries:
        del record.translations[field]
    return bool(dropped)


def _entry(record: "Record", field: str, language: str) -> TranslationEntry | None:
    entry: TranslationEntry | None = record.translations.get(field, {}).get(language)
    return entry


def _is_known(record: "Record", field: str, language: str) -> bool:
    entry = _entry(record, field, language)
    if entry is None:
        return False
    text = text_of(record, field, language)
    return entry.get("text") == digest(text, is_rich(type(record), field))


def _is_loaded(record: Model, field: str, language: str) -> bool:
    # A deferred column was not read, so it was not written either.
    return column(field, language) in record.__dict__
