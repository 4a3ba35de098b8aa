"""What the first letters of a word may become while it is typed: the site's own names.

All names of the public records stand in memory, as they are searched: 40,000 of them are looked
through in some milliseconds. They are read anew when any of them changes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from forum.core.content import column, language_codes
from forum.core.translated import html_lang
from forum.models import KnowledgeProduct, Topic
from forum.search.passages import NO_LETTER_BEFORE, clean, fold
from forum.search.suggestions import count_published
from people.models import Organization, Person
from sessions_app.models import Event, Series

# model, the field that names a record, and by what else it is known.
_NAMED: Final[tuple[tuple[Any, str, tuple[str, ...]], ...]] = (
    (Person, "name", ("sort_key",)),
    (Organization, "name", ("abbreviation",)),
    (Series, "name", ("abbreviation",)),
    (Event, "title", ()),
    (KnowledgeProduct, "title", ()),
    (Topic, "name", ()),
)
MOST: Final = 8


@dataclass(frozen=True, slots=True)
class NamedRecord:
    """A record's name in one language. keys: what it is found by, folded.

    model, slug: of the record.
    """

    name: str
    lang: str
    keys: tuple[str, ...]
    model: Any
    slug: str

    def rank(self, typed: str) -> int | None:
        """Return how well what was typed begins it, 0 best; None where it is not in it."""
        ranks = [rank_key(key, typed) for key in self.keys]
        return min((rank for rank in ranks if rank is not None), default=None)


def rank_key(key: str, typed: str) -> int | None:
    """A name that begins so goes before one with a word that does, that before what holds it."""
    place = key.find(typed)
    if place <= 0:
        return place if place == 0 else None
    if not typed.isascii():
        # Han characters within a name are its words.
        return 1 if f" {typed}" in key else 2
    # Letters within a word are chance; RCEP in 促进RCEP合作 is a word.
    return 1 if re.search(NO_LETTER_BEFORE + re.escape(typed), key) else None


def complete_names(typed: str, language: str) -> list[NamedRecord]:
    """Return the names that may be meant, the page's language before others, shorter ones first."""
    text = fold(clean(typed)).strip()
    if not text:
        return []
    lang = html_lang(language)
    ranked = [
        ((rank, record.lang != lang, len(record.name), record.name), record)
        for record in _read_names(count_published(model for model, _field, _more in _NAMED))
        if (rank := record.rank(text)) is not None
    ]
    return [record for _rank, record in sorted(ranked, key=lambda pair: pair[0])[:MOST]]


@lru_cache(maxsize=1)
def _read_names(_published: tuple[Any, ...]) -> tuple[NamedRecord, ...]:
    return tuple(record for named in _NAMED for record in _list_names(*named))


def _list_names(model: Any, field: str, more: tuple[str, ...]) -> Iterator[NamedRecord]:
    records = model.objects.published().with_readiness().order_by("pk")
    for code in language_codes():
        columns = ["slug", *(column(name, code) for name in (field, *more))]
        rows = records.filter(**{column("is_ready", code): True}).values_list(*columns)
        for slug, name, *others in rows:
            if name:
                keys = tuple(fold(clean(text)) for text in (name, *others) if text)
                yield NamedRecord(name, html_lang(code), keys, model, slug)
