"""The stored glossary, compiled: once in each process for as long as no term changes."""

from collections.abc import Iterable
from typing import Any, Final

from django.db.models import Count, Max, Sum

from forum.core.content import column, language_codes
from forum.localization.glossary.matching import Glossary, TermEntry, find_forbidden, find_terms
from forum.models import Term

# The state of the table and the compiled glossary; replaced as a pair, so threads need no lock.
_compiled: tuple[tuple[Any, ...], Glossary] = ((), Glossary(()))
_COLUMNS: Final = ("pk", "kind", "forbidden", "note", "source")


def load_glossary() -> Glossary:
    """Return the stored glossary: one query, two when a term changed since the last call."""
    global _compiled
    facts = Term.objects.aggregate(Count("pk"), Max("pk"), Sum("version"), Max("updated"))
    fingerprint = tuple(facts.values())
    if _compiled[0] != fingerprint:
        _compiled = (fingerprint, Glossary(_entries() if facts["pk__count"] else ()))
    return _compiled[1]


def glossary_for(texts: Iterable[str], language: str | None = None) -> list[Term]:
    """Return the terms that occur in some texts, by kind and text: for those who translate them.

    texts: plain, without markup. language: theirs; None to look for the terms of each.
    """
    terms = load_glossary()
    keys: set[int] = set()
    for text in texts:
        for code in [language] if language else language_codes():
            keys |= {match.entry.pk for match in find_terms(text, code, terms)}
            keys |= {match.entry.pk for match in find_forbidden(text, code, terms)}
    order = [column("text", code) for code in language_codes()]
    return list(Term.objects.filter(pk__in=keys).order_by("kind", *order, "pk"))


def _entries() -> Iterable[TermEntry]:
    codes = language_codes()
    columns = [column("text", code) for code in codes]
    # By age: of two different translations the older comes first.
    rows = Term.objects.order_by("pk").values_list(*_COLUMNS, *columns)
    for pk, kind, forbidden, note, source, *texts in rows.iterator():
        texts_by_language = {code: text for code, text in zip(codes, texts, strict=True) if text}
        # An organization's name and abbreviation follow the same record.
        group = source.rpartition(":")[0]
        yield TermEntry(pk, kind, texts_by_language, tuple(forbidden), note, group)
