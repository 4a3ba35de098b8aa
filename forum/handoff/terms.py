"""The terms that occur in the texts of a hand-off, as a table beside them."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from forum.base.content import language_codes
from forum.base.richtext import to_text
from forum.base.translated import html_lang
from forum.base.translations.states import text_of
from forum.glossary.store import glossary_for
from forum.handoff.items import Item, TermRow
from forum.handoff.places import in_each_language


def terms_of(items: Iterable[Item]) -> list[TermRow]:
    """Return the terms of the sources, by kind and text, each once."""
    texts: dict[str, list[str]] = defaultdict(list)
    for item in items:
        unit = item.unit
        texts[unit.source_language].append(to_text(unit.source) if unit.rich else unit.source)
    found = {term.pk: term for code, some in texts.items() for term in glossary_for(some, code)}
    return [_row(term) for term in found.values()]


def _row(term: Any) -> TermRow:
    texts = {code: text_of(term, "text", code) for code in language_codes()}
    kind = in_each_language(term.get_kind_display)
    return TermRow(texts, kind, term.note, tuple(term.forbidden))


def table(terms: Sequence[TermRow]) -> list[list[str]]:
    """Return the terms as rows, the headings first: the languages, then kind, note and what is
    not to be written.
    """
    codes = language_codes()
    said = (lambda: _("Kind"), lambda: _("Note"), lambda: _("Not to be used"))
    head = [*map(html_lang, codes), *(both(in_each_language(one)) for one in said)]
    return [head, *([*(term.texts[code] for code in codes), both(term.kind), term.note,
                     "; ".join(term.forbidden)] for term in terms)]  # fmt: skip


def as_csv(terms: Sequence[TermRow]) -> str:
    """Return the table as comma-separated values."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(table(terms))
    return buffer.getvalue()


def both(words: Any) -> str:
    """Return what is said in each language as one text; once where they say the same."""
    return " / ".join(dict.fromkeys(words.values()))
