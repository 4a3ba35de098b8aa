"""What readers must know of a text: where else it stands, and whether it was reviewed."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from django.utils.translation import get_language, gettext, pgettext

from forum.core.content import Record
from forum.core.field_labels import language_name
from forum.core.translated import Translated


def only_in(text: Translated) -> str:
    """Return “Chinese only”, or “Chinese and English only”, of a text that falls back."""
    return only_in_languages([text.language, *text.also_in])


def only_in_languages(codes: Iterable[str]) -> str:
    return _only_in(tuple(codes), get_language())


# A page whose texts fall back says it a hundred times.
@lru_cache
def _only_in(codes: tuple[str, ...], _language: str | None) -> str:
    return gettext("%(languages)s only") % {"languages": join_languages(codes)}


def fallback_sentence(codes: Iterable[str]) -> str:
    """Return the sentence at the head of a page whose texts fall back to some languages."""
    sentence = gettext(
        "Parts of this page are not available in %(language)s and are shown in %(languages)s."
    )
    language = join_languages([get_language() or ""])
    return sentence % {"language": language, "languages": join_languages(sorted(codes))}


def record_sentence(codes: Iterable[str]) -> str:
    """Return the sentence at the head of a record that stands in some languages alone."""
    sentence = gettext("This record is in %(languages)s only.")
    return sentence % {"languages": join_languages(sorted(codes))}


def join_languages(codes: Iterable[str]) -> str:
    """Return what texts are written in as one phrase: French, Chinese and English."""
    names = {"zh-hans": gettext("Chinese"), "en": pgettext("what is written", "English")}
    *first, last = (names.get(code) or language_name(code) for code in codes)
    listed = pgettext("between names", ", ").join(first)
    return pgettext("between languages", " and ").join(filter(None, [listed, last]))


def list_reservations(record: Record, language: str, field: str = "") -> Iterator[str]:
    """Yield what a reader must know of a record's texts in a language, in the active one.

    field: the text; "" for what is true of all of them.
    """
    owner = record.owner
    if language in getattr(owner, "unofficial_languages", ()) and language != owner.source_language:
        yield gettext("Unofficial translation")
    if record.is_uncleared(field, language):
        is_of_speaker = field != "key_points"
        yield (
            gettext("Not reviewed by the speaker") if is_of_speaker else gettext("Not cleared yet")
        )
