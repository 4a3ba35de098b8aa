"""A text with the language it stands in. Translated text reaches pages in no other way."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from babel.core import get_global
from django.conf import settings
from django.utils.translation import get_language

from forum.core.content import column, language_codes
from forum.core.page_memory import memory_of

if TYPE_CHECKING:
    from forum.core.content import Content, Record


@dataclass(frozen=True, slots=True)
class Translated:
    """A text for one page.

    value: "" when the record has the text in no language that is ready.
    language: code of the language that the value stands in; wanted: that of the page.
    """

    value: str
    language: str
    wanted: str

    @property
    def is_fallback(self) -> bool:
        """Whether the text stands in another language than the page."""
        return bool(self.value) and self.language != self.wanted

    @property
    def lang(self) -> str:
        """The BCP 47 tag of the language that the value stands in."""
        return html_lang(self.language)

    def __str__(self) -> str:
        return self.value

    def __bool__(self) -> bool:
        return bool(self.value)


@lru_cache
def html_lang(code: str) -> str:
    """Return the BCP 47 tag for a Django code: zh-hans -> zh-Hans."""
    language, *subtags = code.split("-")
    return "-".join([language, *(tag.title() if len(tag) == 4 else tag.upper() for tag in subtags)])


@lru_cache
def latin_letters_lang(code: str) -> str:
    """Return the tag of Latin letters among a language's text: zh-Latn for zh-hans, en for en."""
    language = code.partition("-")[0]
    is_latin = "_Latn" in get_global("likely_subtags").get(language, "")
    return html_lang(code) if is_latin else f"{language}-Latn"


def resolution_order(language: str, source: str) -> list[str]:
    """Return the languages in which a text is looked for.

    The page's, those that the site's settings name for it, the original's, the rest.
    """
    fallbacks = settings.LANGUAGE_FALLBACKS.get(language, ())
    return list(dict.fromkeys([language, *fallbacks, source, *language_codes()]))


def _ready(record: "Record", field: str) -> list[str]:
    """Return the languages in which the public may read a field."""
    readable = _readable_order(record, get_language() or language_codes()[0])
    return [code for code in readable if not record.hides(field, code)]


def translated(record: "Record", field: str, language: str | None = None) -> Translated:
    """Return a record's text for a language (the active one, unless told), or the honest fallback.

    Languages that the record's owner is not ready in are passed over, whatever their columns hold.
    """
    memory = memory_of(record)
    if memory is None or language:
        return _resolve(record, field, language or get_language() or language_codes()[0])
    text: Translated | None = memory.get(field)
    if text is None:
        text = memory[field] = _resolve(record, field, memory.page.language)
    return text


def _resolve(record: "Record", field: str, language: str) -> Translated:
    for code in _readable_order(record, language):
        value = getattr(record, column(field, code))
        if value and not record.hides(field, code):
            return Translated(value, code, language)
    return Translated("", language, language)


def _readable_order(record: "Record", language: str) -> list[str]:
    """Return the languages in which a record's texts may be read, the best for a page first."""
    memory = memory_of(record)
    if memory is None or memory.page.language != language:
        return _order_languages(record.owner, language)
    codes: list[str] | None = memory.get("order:")
    if codes is None:
        owner = record.owner
        is_own = owner is record
        codes = _order_languages(owner, language) if is_own else _readable_order(owner, language)
        memory["order:"] = codes
    return codes


def _order_languages(owner: "Content", language: str) -> list[str]:
    readable = owner.readable_languages
    return [code for code in resolution_order(language, owner.source_language) if code in readable]


def in_language(record: "Record", field: str, language: str) -> Translated:
    """Return a text as one language has it, "" where it is missing or its record is not ready."""
    ready = language in _ready(record, field)
    value = getattr(record, column(field, language)) if ready else ""
    return Translated(value or "", language, language)


def in_other_languages(record: "Record", field: str) -> list[Translated]:
    """Return a text as the languages besides the shown one have it: the cover prints both."""
    printed = translated(record, field)
    ready = _ready(record, field)
    return [
        Translated(value, code, printed.wanted)
        for code in language_codes()
        if code in ready
        and code != printed.language
        and (value := getattr(record, column(field, code)))
        and value != printed.value
    ]
