"""XLIFF 1.2, written: one ``file`` a record, one ``group`` a row, one ``trans-unit`` a text.

Source of the format: OASIS, XLIFF version 1.2, 1 February 2008, and its strict schema. Rich text is
held as ``g`` and ``x``: of the inline elements they are the ones that tools protect best, for there
is no markup between them. ``equiv-text`` keeps what a code stands for.
"""

from collections import defaultdict, deque
from itertools import groupby
from typing import Final
from xml.sax.saxutils import escape

from forum.core.translated import html_lang
from forum.core.translations.states import TranslationState
from forum.core.translations.units import Unit
from forum.localization.exchange import cells
from forum.localization.exchange.cover_note import XLIFF, cover_note, note_as_text
from forum.localization.exchange.formats import MAX_TEXT_FILE
from forum.localization.exchange.inline_codes import (
    UNCARRIED,
    CodeSpan,
    Placeholder,
    encode_text,
    escape_markup,
    list_codes,
)
from forum.localization.exchange.outgoing_units import OutgoingUnit, TranslationExport
from forum.localization.exchange.returned_file import format_timestamp
from forum.localization.exchange.terminology import terms_as_csv
from forum.localization.exchange.unit_notes import context_lines, describe_unit

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
_ATTRIBUTE: Final = {'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}
# Names that the specification lists; the others begin with x-.
_SPANS: Final = {"strong": "bold", "em": "italic", "a": "link"}


def write(export: TranslationExport) -> bytes:
    """Return the file, UTF-8."""
    files = groupby(export.items, lambda item: (item.owner, item.unit.source_language))
    bodies = [(owner, source, list(items)) for (owner, source), items in files]
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<xliff version="1.2" xmlns="{NAMESPACE}">',
            *(_file(export, number, *part) for number, part in enumerate(bodies)),
            "</xliff>\n",
        ]
    ).encode()


def _file(
    export: TranslationExport, number: int, owner: str, source: str, items: list[OutgoingUnit]
) -> str:
    groups = groupby(items, lambda item: item.part)
    return element(
        "file",
        # Once is enough, and tools show the first.
        "\n" + _header(export) if number == 0 else "",
        "\n"
        + element("body", *(_group(part, list(part_items)) for part, part_items in groups), "\n")
        + "\n",
        original=owner,
        source_language=html_lang(source),
        target_language=html_lang(export.language),
        datatype="plaintext",
        date=format_timestamp(export.exported_at),
        product_name="forum-record",
        product_version=format_timestamp(export.exported_at),
    )


def _header(export: TranslationExport) -> str:
    note = _note(note_as_text(cover_note(export, XLIFF)))
    return element("header", _glossary(export), note)


def _note(words: str) -> str:
    return element("note", text(words), **{"from": "developer"})


def _glossary(export: TranslationExport) -> str:
    if not export.terms:
        return ""
    inner = element("internal-file", text(terms_as_csv(export.terms)), form="text/csv")
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
        *(_note(line) for line in (*context_lines(item.place), *describe_unit(unit))),
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
    lines = [element("context", text(line), context_type="x-place")
             for line in context_lines(item.place)]  # fmt: skip
    return element("context-group", *lines, name=item.unit.key, purpose="location")


def inline(value: str, rich: bool, like: str | None = None) -> str:
    """Return a text with its codes as markup.

    like: the source of which it is the translation; a code that stands for the same gets the same
    identifier, another one of its own.
    """
    numbers = _Identifiers(like, rich)
    value = value if rich else cells.with_line_feeds(value)
    return "".join(_inline(piece, numbers) for piece in encode_text(value, rich))


def _inline(piece: str | Placeholder | CodeSpan, numbers: "_Identifiers") -> str:
    match piece:
        case Placeholder():
            return element(
                "x",
                id=numbers.identify(piece),
                ctype=_ctype(piece),
                equiv_text=escape_markup(piece.raw),
            )
        case CodeSpan():
            identifier = numbers.identify(piece)
            inner = (_inline(inner_piece, numbers) for inner_piece in piece.content)
            return element("g", *inner, id=identifier, ctype=_ctype(piece),
                           equiv_text=escape_markup(piece.raw))  # fmt: skip
    return text(piece)


def _ctype(code: Placeholder | CodeSpan) -> str:
    if isinstance(code, CodeSpan):
        return _SPANS.get(code.name, f"x-html-{code.name}")
    return "lb" if code.is_break else "x-other"


class _Identifiers:
    """Gives the codes of a text their identifiers: a source's numbers, or those of its source."""

    def __init__(self, like: str | None, rich: bool) -> None:
        self._is_source = like is None
        self._free: dict[str, deque[int]] = defaultdict(deque)
        for code in list_codes(encode_text(like or "", rich)):
            self._free[code.raw].append(code.number)

    def identify(self, code: Placeholder | CodeSpan) -> str:
        """Return the identifier of a code; codes are asked for in the order in which they begin."""
        if self._is_source:
            return str(code.number)
        free = self._free[code.raw]
        return str(free.popleft()) if free else f"own-{code.number}"


def element(name: str, /, *content: str, **attributes: str | None) -> str:
    """Return an element. content: markup; attributes: those of None are left out.

    Underlines in the names of attributes stand for hyphens, two of them for a colon.
    """
    head = name + "".join(
        f' {_attribute_name(key)}="{escape(drop_forbidden_characters(value), _ATTRIBUTE)}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = "".join(content)
    return f"<{head}>{inner}</{name}>" if inner else f"<{head}/>"


def text(value: str) -> str:
    """Return text as markup; a carriage return would be read as a line feed."""
    return escape(drop_forbidden_characters(value), {"\r": "&#13;"})


def drop_forbidden_characters(value: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return UNCARRIED.sub("\ufffd", value)


def _attribute_name(key: str) -> str:
    return key.replace("__", ":").replace("_", "-")
