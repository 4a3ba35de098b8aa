"""A text with the language it stands in. Translated text reaches pages in no other way."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import get_language, get_language_info

from forum.core.content import column, language_codes
from forum.core.page_memory import memory_of

if TYPE_CHECKING:
    from forum.core.content import Content, Record


@dataclass(frozen=True, slots=True)
class Translated:
    """A text for one page.

    value: "" when the record has the text in no language that is ready.
    language: code of the language that the value stands in; wanted: that of the page; also_in: of
    a text that falls back, the further languages that have it.
    """

    value: str
    language: str
    wanted: str
    also_in: tuple[str, ...] = ()

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
    # By its own name. To ask a table of all languages took 2 MB of each process.
    is_latin = unicodedata.name(get_language_info(code)["name_local"][0]).startswith("LATIN")
    return html_lang(code) if is_latin else f"{code.partition('-')[0]}-Latn"


def resolution_order(language: str, source: str) -> list[str]:
    """Return the languages in which a text is looked for.

    The page's, those that the site's settings name for it, the original's, the rest.
    """
    fallbacks = settings.LANGUAGE_FALLBACKS.get(language, ())
    return list(dict.fromkeys([language, *fallbacks, source, *language_codes()]))


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
    codes = iter(_readable_order(record, language))
    for code in codes:
        if value := _find_value(record, field, code):
            # A page in the text's own language says nothing of the others.
            rest = () if code == language else codes
            also_in = tuple(further for further in rest if _find_value(record, field, further))
            return Translated(value, code, language, also_in)
    return Translated("", language, language)


def _find_value(record: "Record", field: str, code: str) -> str:
    value: str | None = getattr(record, column(field, code))
    return value if value and not record.hides(field, code) else ""


def _readable_order(record: "Record", language: str) -> list[str]:
    """Return the languages in which a record's texts may be read, the best for a page first."""
    memory = memory_of(record)
    if memory is None or memory.page.language != language:
        return _order_languages(record.owner, language)
    codes: list[str] | None = memory.get("order:")
    if codes is None:
        owner = record.owner
        if owner is not record:
            codes = _readable_order(owner, language)
        else:
            # The hundred records of a page have some two orders between them.
            orders, key = memory.page.orders, (owner.source_language, *owner.readable_languages)
            codes = orders.get(key)
            if codes is None:
                codes = orders[key] = _order_languages(owner, language)
        memory["order:"] = codes
    return codes


def _order_languages(owner: "Content", language: str) -> list[str]:
    readable = owner.readable_languages
    return [code for code in resolution_order(language, owner.source_language) if code in readable]


def in_language(record: "Record", field: str, language: str) -> Translated:
    """Return a text as one language has it, "" where it is missing or its record is not ready."""
    memory = memory_of(record)
    active = memory.page.language if memory else get_language() or language_codes()[0]
    is_ready = language in _readable_order(record, active)
    return Translated(_find_value(record, field, language) if is_ready else "", language, language)


def in_other_languages(record: "Record", field: str) -> list[Translated]:
    """Return a text as the languages besides the shown one have it: the cover prints both."""
    printed = translated(record, field)
    texts = (in_language(record, field, code) for code in language_codes())
    return [
        Translated(text.value, text.language, printed.wanted)
        for text in texts
        if text and text.language != printed.language and text.value != printed.value
    ]
