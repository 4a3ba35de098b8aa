"""What the first letters of a word may become while it is typed: the site's own names.

All names of the public records stand in memory, as they are searched: 40,000 of them are looked
through in some milliseconds. They are read anew when any of them changes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any, Final

from forum.core import names
from forum.core.content import column, language_codes
from forum.core.translated import html_lang
from forum.models import KnowledgeProduct, Topic
from forum.search.indexed_fields import join_syllables
from forum.search.passages import NO_LETTER_BEFORE, clean, fold
from forum.search.suggestions import count_published
from people.models import Organization, Person
from sessions_app.models import Event, Series

# model, the field that names a record, by what else it is known: translated, and a column of names.
_NAMED: Final[tuple[tuple[Any, str, tuple[str, ...], tuple[str, ...]], ...]] = (
    (Person, "name", ("sort_key",), ("aliases",)),
    (Organization, "name", ("abbreviation",), ("aliases",)),
    (Series, "name", ("abbreviation",), ()),
    (Event, "title", (), ()),
    (KnowledgeProduct, "title", (), ("other_names",)),
    (Topic, "name", (), ()),
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
        for record in _read_names(count_published(named[0] for named in _NAMED))
        if (rank := record.rank(text)) is not None
    ]
    return [record for _rank, record in sorted(ranked, key=lambda pair: pair[0])[:MOST]]


@lru_cache(maxsize=1)
def _read_names(_published: tuple[Any, ...]) -> tuple[NamedRecord, ...]:
    return tuple(record for named in _NAMED for record in _list_names(*named))


def _list_names(
    model: Any, field: str, more: tuple[str, ...], further: tuple[str, ...]
) -> Iterator[NamedRecord]:
    records = model.objects.published().with_readiness().order_by("pk")
    for code in language_codes():
        columns = [column(name, code) for name in (field, *more)]
        rows = records.filter(**{column("is_ready", code): True})
        for slug, name, *others in rows.values_list("slug", *columns, *further):
            if name:
                texts = [name, *others[: len(more)], *chain.from_iterable(others[len(more) :])]
                pinyin = _list_pinyin(name, others[0]) if model is Person else []
                keys = {fold(clean(text)): None for text in (*texts, *pinyin) if text}
                yield NamedRecord(name, html_lang(code), tuple(keys), model, slug)


def _list_pinyin(name: str, reading: str) -> list[str]:
    """Return a name as it is typed without spaces. reading: its sort key, "" where none is set."""
    if not names.is_han(name):
        return [names.fold(name)]
    return join_syllables((reading or names.sort_key(name)).split())
