"""XLIFF 1.2, written: one ``file`` a record, one ``group`` a row, one ``trans-unit`` a text.

Source of the format: OASIS, XLIFF version 1.2, 1 February 2008, and its strict schema. Rich text is
held as ``g`` and ``x``: of the inline elements they are the ones that tools protect best, for there
is no markup between them. ``equiv-text`` keeps what a code stands for.
"""

from collections import defaultdict, deque
from itertools import groupby
from typing import Final

from forum.core.translated import html_lang
from forum.core.translations.states import TranslationState
from forum.core.translations.units import Unit
from forum.localization.exchange import cells
from forum.localization.exchange.cover_note import XLIFF, as_text, cover_note
from forum.localization.exchange.formats import MAX_TEXT_FILE
from forum.localization.exchange.formats.xml_text import element, text
from forum.localization.exchange.inline_codes import Placeholder, Span, coded, codes_in, escaped
from forum.localization.exchange.outgoing_units import OutgoingUnit, TranslationExport
from forum.localization.exchange.returned_file import format_timestamp
from forum.localization.exchange.terminology import as_csv
from forum.localization.exchange.unit_notes import context_lines, note_of

SUFFIX: Final = ".xlf"
MAX_FILE: Final = MAX_TEXT_FILE
CONTENT_TYPE: Final = "application/xliff+xml"
NAMESPACE: Final = "urn:oasis:names:tc:xliff:document:1.2"
# 5.2 of the specification. Missing: it “needs to be translated”; new would say that it was not in
# an earlier version of the file. Outdated: its text “needs to be reviewed”, for it is there.
# A draft “has been translated”; what was reviewed is “reviewed and approved”.
STATES: Final = {
    TranslationState.MISSING: "needs-translation",
    TranslationState.OUTDATED: "needs-review-translation",
    TranslationState.DRAFT: "translated",
    TranslationState.REVIEWED: "signed-off",
    # An original, which is no translation of anything.
    TranslationState.AUTHORED: "final",
}
_APPROVED: Final = frozenset({"final", "signed-off"})
# Names that the specification lists; the others begin with x-.
_SPANS: Final = {"strong": "bold", "em": "italic", "a": "link"}


def write(export: TranslationExport) -> bytes:
    """Return the file, UTF-8."""
    files = groupby(export.items, lambda one: (one.owner, one.unit.source_language))
    bodies = [(owner, source, list(items)) for (owner, source), items in files]
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<xliff version="1.2" xmlns="{NAMESPACE}">',
            *(_file(export, number, *one) for number, one in enumerate(bodies)),
            "</xliff>\n",
        ]
    ).encode()


def _file(
    export: TranslationExport, number: int, owner: str, source: str, items: list[OutgoingUnit]
) -> str:
    groups = groupby(items, lambda one: one.part)
    return element(
        "file",
        # Once is enough, and tools show the first.
        "\n" + _header(export) if number == 0 else "",
        "\n" + element("body", *(_group(part, list(some)) for part, some in groups), "\n") + "\n",
        original=owner,
        source_language=html_lang(source),
        target_language=html_lang(export.language),
        datatype="plaintext",
        date=format_timestamp(export.exported_at),
        product_name="forum-record",
        product_version=format_timestamp(export.exported_at),
    )


def _header(export: TranslationExport) -> str:
    note = _note(as_text(cover_note(export, XLIFF)))
    return element("header", _glossary(export), note)


def _note(words: str) -> str:
    return element("note", text(words), **{"from": "developer"})


def _glossary(export: TranslationExport) -> str:
    if not export.terms:
        return ""
    inner = element("internal-file", text(as_csv(export.terms)), form="text/csv")
    return element("glossary", inner)


def _group(part: str, items: list[OutgoingUnit]) -> str:
    model = items[0].unit.model
    units = (f"\n{_unit(item)}" for item in items)
    return "\n" + element("group", *units, "\n", id=part, restype=f"x-{model}")


def _unit(item: OutgoingUnit) -> str:
    unit = item.unit
    length = unit.max_length
    return element(
        "trans-unit",
        _source(unit),
        _target(unit),
        _place(item),
        *(_note(line) for line in (*context_lines(item.place), *note_of(unit))),
        id=unit.key,
        resname=unit.field,
        restype=f"x-{unit.field}",
        datatype="htmlbody" if unit.rich else None,
        maxwidth=str(length) if length else None,
        size_unit="char" if length else None,
        xml__space="preserve",
        approved="yes" if _state(unit) in _APPROVED else "no",
        translate="no" if unit.locked else None,
    )


def _source(unit: Unit) -> str:
    content = inline(unit.source, unit.rich)
    return element("source", content, xml__lang=html_lang(unit.source_language))


def _target(unit: Unit) -> str:
    content = inline(unit.text, unit.rich, like=unit.source)
    return element("target", content, state=_state(unit), xml__lang=html_lang(unit.language))


def _state(unit: Unit) -> str:
    if unit.locked:
        return "final"
    return STATES[TranslationState.OUTDATED if unit.asks else unit.state]


def _place(item: OutgoingUnit) -> str:
    lines = [element("context", text(one), context_type="x-place")
             for one in context_lines(item.place)]  # fmt: skip
    return element("context-group", *lines, name=item.unit.key, purpose="location")


def inline(value: str, rich: bool, like: str | None = None) -> str:
    """Return a text with its codes as markup.

    like: the source of which it is the translation; a code that stands for the same gets the same
    identifier, another one of its own.
    """
    numbers = _Identifiers(like, rich)
    value = value if rich else cells.with_line_feeds(value)
    return "".join(_inline(one, numbers) for one in coded(value, rich))


def _inline(one: str | Placeholder | Span, numbers: "_Identifiers") -> str:
    match one:
        case Placeholder():
            return element("x", id=numbers.of(one), ctype=_ctype(one), equiv_text=escaped(one.raw))
        case Span():
            identifier = numbers.of(one)
            inner = (_inline(each, numbers) for each in one.content)
            return element("g", *inner, id=identifier, ctype=_ctype(one),
                           equiv_text=escaped(one.raw))  # fmt: skip
    return text(one)


def _ctype(one: Placeholder | Span) -> str:
    if isinstance(one, Span):
        return _SPANS.get(one.name, f"x-html-{one.name}")
    return "lb" if one.is_break else "x-other"


class _Identifiers:
    """Gives the codes of a text their identifiers: a source's numbers, or those of its source."""

    def __init__(self, like: str | None, rich: bool) -> None:
        self._is_source = like is None
        self._free: dict[str, deque[int]] = defaultdict(deque)
        for one in codes_in(coded(like or "", rich)):
            self._free[one.raw].append(one.number)

    def of(self, one: Placeholder | Span) -> str:
        """Return the identifier of a code; codes are asked for in the order in which they begin."""
        if self._is_source:
            return str(one.number)
        free = self._free[one.raw]
        return str(free.popleft()) if free else f"own-{one.number}"
