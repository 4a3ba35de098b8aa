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
from forum.localization.exchange.unit_context import say_in_each_language
from forum.localization.glossary.store import glossary_for
from forum.models import Term
from sessions_app.models import Appearance


def collect_terms(items: Iterable[OutgoingUnit]) -> list[ExportedTerm]:
    """Return the terms of the sources, by kind and text, then titles, each once."""
    texts: dict[str, list[str]] = defaultdict(list)
    events: set[int] = set()
    for item in items:
        unit = item.unit
        texts[unit.source_language].append(to_text(unit.source) if unit.rich else unit.source)
        kind, _slash, key = item.owner.partition("/")
        events |= {int(key)} if kind == "event" else set()
    terms = {
        term.pk: term
        for code, code_texts in texts.items()
        for term in glossary_for(code_texts, code)
    }
    rows = [_row(term) for term in terms.values()]
    known_texts = [row.texts for row in rows]
    return [*rows, *(title for title in _titles(events, texts) if title.texts not in known_texts)]


def _titles(events: Iterable[int], texts: Mapping[str, Sequence[str]]) -> Iterator[ExportedTerm]:
    """Yield the titles printed at some events that occur in the sources, as a caption names one.

    texts: language -> sources. They are originals of an appearance, so no term follows them.
    """
    codes = language_codes()
    kind = say_in_each_language(lambda: Term.Kind.TITLE.label)
    columns = [column("title", code) for code in codes]
    rows = Appearance.objects.filter(session__event__in=events).values_list(*columns)
    for titles in sorted({row for row in rows if all(row)}):
        title_texts = dict(zip(codes, titles, strict=True))
        if any(title_texts[code] in text for code, sources in texts.items() for text in sources):
            yield ExportedTerm(title_texts, kind, "")


def _row(term: Any) -> ExportedTerm:
    texts = {code: text_of(term, "text", code) for code in language_codes()}
    kind = say_in_each_language(term.get_kind_display)
    return ExportedTerm(texts, kind, term.note, tuple(term.forbidden))


def terms_table(terms: Sequence[ExportedTerm]) -> list[list[str]]:
    """Return the terms as rows, the headings first: the languages, then kind, note and what is
    not to be written.
    """
    codes = language_codes()
    headings = (lambda: _("Kind"), lambda: _("Note"), lambda: _("Not to be used"))
    head = [
        *map(html_lang, codes),
        *(join_languages(say_in_each_language(heading)) for heading in headings),
    ]
    return [head, *([*(term.texts[code] for code in codes), join_languages(term.kind), term.note,
                     "; ".join(term.forbidden)] for term in terms)]  # fmt: skip


def terms_as_csv(terms: Sequence[ExportedTerm]) -> str:
    """Return the table as comma-separated values."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(terms_table(terms))
    return buffer.getvalue()


def join_languages(words: Any) -> str:
    """Return what is said in each language as one text; once where they say the same."""
    return " / ".join(dict.fromkeys(words.values()))
