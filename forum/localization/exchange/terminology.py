"""The terms that occur in the texts of a hand-off, as a table beside them."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from forum.core.content import column, language_codes
from forum.core.richtext import to_text
from forum.core.translated import html_lang
from forum.core.translations.states import text_of
from forum.localization.exchange.outgoing_units import ExportedTerm, OutgoingUnit
from forum.localization.exchange.unit_context import in_each_language
from forum.localization.glossary.store import glossary_for
from forum.models import Term
from sessions_app.models import Appearance


def terms_of(items: Iterable[OutgoingUnit]) -> list[ExportedTerm]:
    """Return the terms of the sources, by kind and text, then titles, each once."""
    texts: dict[str, list[str]] = defaultdict(list)
    events: set[int] = set()
    for item in items:
        unit = item.unit
        texts[unit.source_language].append(to_text(unit.source) if unit.rich else unit.source)
        kind, _slash, key = item.owner.partition("/")
        events |= {int(key)} if kind == "event" else set()
    found = {term.pk: term for code, some in texts.items() for term in glossary_for(some, code)}
    rows = [_row(term) for term in found.values()]
    known = [row.texts for row in rows]
    return [*rows, *(one for one in _titles(events, texts) if one.texts not in known)]


def _titles(events: Iterable[int], texts: Mapping[str, Sequence[str]]) -> Iterator[ExportedTerm]:
    """Yield the titles printed at some events that occur in the sources, as a caption names one.

    texts: language -> sources. They are originals of an appearance, so no term follows them.
    """
    codes = language_codes()
    kind = in_each_language(lambda: Term.Kind.TITLE.label)
    columns = [column("title", code) for code in codes]
    rows = Appearance.objects.filter(session__event__in=events).values_list(*columns)
    for titles in sorted({row for row in rows if all(row)}):
        said = dict(zip(codes, titles, strict=True))
        if any(said[code] in text for code, some in texts.items() for text in some):
            yield ExportedTerm(said, kind, "")


def _row(term: Any) -> ExportedTerm:
    texts = {code: text_of(term, "text", code) for code in language_codes()}
    kind = in_each_language(term.get_kind_display)
    return ExportedTerm(texts, kind, term.note, tuple(term.forbidden))


def table(terms: Sequence[ExportedTerm]) -> list[list[str]]:
    """Return the terms as rows, the headings first: the languages, then kind, note and what is
    not to be written.
    """
    codes = language_codes()
    said = (lambda: _("Kind"), lambda: _("Note"), lambda: _("Not to be used"))
    head = [*map(html_lang, codes), *(both(in_each_language(one)) for one in said)]
    return [head, *([*(term.texts[code] for code in codes), both(term.kind), term.note,
                     "; ".join(term.forbidden)] for term in terms)]  # fmt: skip


def as_csv(terms: Sequence[ExportedTerm]) -> str:
    """Return the table as comma-separated values."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(table(terms))
    return buffer.getvalue()


def both(words: Any) -> str:
    """Return what is said in each language as one text; once where they say the same."""
    return " / ".join(dict.fromkeys(words.values()))
