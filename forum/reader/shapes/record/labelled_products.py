"""Products that a label names: 知识产品1（课程）：…, and below it 产品介绍1：…

So stand those that no launch of the record tells of. They are taken out before the sections are
read, as other labelled texts are.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from forum.core.names import fold
from forum.reader.event_record import EN, ZH, EventRecord, Line, ProductRecord, Text
from forum.reader.shapes.record.labelled_texts import find_session_above
from forum.reader.vocabulary.products import KIND_LABELS

_KINDS: Final = {
    label.casefold(): kind for kind, labels in KIND_LABELS.items() for label in labels.values()
}
_TITLE: Final = re.compile(
    r"^\s*(?:(?P<zh>知识产品)|(?P<en>Knowledge product))\s*(?P<number>\d{1,3})\s*"
    rf"[（(]\s*(?P<kind>{'|'.join(map(re.escape, _KINDS))})\s*[)）]\s*[:：]\s*(?P<text>\S.*)$",
    re.IGNORECASE,
)
_ABOUT: Final = re.compile(
    r"^\s*(?:(?P<zh>产品介绍)|(?P<en>About product))\s*(?P<number>\d{1,3})\s*[:：]\s*"
    r"(?P<text>\S.*)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class LabelledProduct:
    """A labelled line. number: of the product in the document; kind: "" of a line about it."""

    line: int
    language: str
    number: str
    text: str
    kind: str = ""


def take_labelled_products(
    lines: Sequence[Line],
) -> tuple[tuple[Line, ...], tuple[LabelledProduct, ...]]:
    """Return the lines, those with such a label as blank ones, and what the labels name."""
    labelled = {line.number: product for line in lines if (product := _read(line))}
    rest = (replace(line, text="") if line.number in labelled else line for line in lines)
    return tuple(rest), tuple(labelled.values())


def _read(line: Line) -> LabelledProduct | None:
    match = _TITLE.match(line.text) or _ABOUT.match(line.text)
    if match is None:
        return None
    kind = _KINDS.get(match.groupdict().get("kind", "").casefold(), "")
    language = ZH if match["zh"] else EN
    return LabelledProduct(line.number, language, match["number"], match["text"].strip(), kind)


def add_labelled_products(
    record: EventRecord, labelled: Iterable[LabelledProduct]
) -> tuple[EventRecord, set[int]]:
    """Return a record with the products, and the lines of those that have no session or title.

    One that the session's own words name too is that product.
    """
    groups: dict[str, list[LabelledProduct]] = {}
    for part in labelled:
        groups.setdefault(part.number, []).append(part)
    unplaced: set[int] = set()
    for parts in groups.values():
        session = find_session_above(record, parts[0].line)
        title: Text = {part.language: part.text for part in parts if part.kind}
        if session is None or not title:
            unplaced |= {part.line for part in parts}
            continue
        product = ProductRecord(
            max((product.no for product in record.products), default=0) + 1,
            next(part.kind for part in parts if part.kind),
            title,
            session.key,
            text=_join_paragraphs(part for part in parts if not part.kind),
            lines=tuple(part.line for part in parts),
        )
        record = replace(record, products=_with_product(record.products, product))
    return record, unplaced


def _join_paragraphs(parts: Iterable[LabelledProduct]) -> Text:
    paragraphs: dict[str, list[str]] = {}
    for part in parts:
        paragraphs.setdefault(part.language, []).append(part.text)
    return {language: "\n".join(texts) for language, texts in paragraphs.items()}


def _with_product(
    products: Sequence[ProductRecord], product: ProductRecord
) -> tuple[ProductRecord, ...]:
    names = set(map(fold, filter(None, product.title.values())))
    for place, named in enumerate(products):
        known = map(fold, filter(None, (*named.title.values(), *named.other_names)))
        if named.session == product.session and not names.isdisjoint(known):
            united = replace(
                named,
                kind=product.kind,
                title={**named.title, **product.title},
                text={**named.text, **product.text},
                lines=(*named.lines, *product.lines),
            )
            return (*products[:place], united, *products[place + 1 :])
    return (*products, product)
