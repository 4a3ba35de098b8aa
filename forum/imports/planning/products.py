"""What an event launched."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Final

from forum.core.columns import field_texts
from forum.core.names import fold
from forum.core.richtext import to_text
from forum.imports.planning.appearances import PlannedAppearance
from forum.imports.planning.columns import first_text, rich_text_columns, text_columns
from forum.imports.planning.field_comparison import Mode
from forum.imports.planning.plan_builder import PlanBuilder
from forum.imports.planning.protocol_order import plan_order
from forum.imports.planning.record_plan import Ref, Value
from forum.imports.planning.row_matching import DocumentItem, Trait, match_rows
from forum.imports.planning.session_days import MODERATOR
from forum.imports.planning.shared_records import new_content
from forum.imports.planning.slugs import name_slug
from forum.models import KnowledgeProduct
from forum.reader.event_record import ProductRecord

# A corrected title is no new product, where the event launched one of the kind that is like it.
TRAITS: Sequence[Trait[KnowledgeProduct]] = (Trait(lambda row: row.kind, is_loose=True),)
# Which of a person's appearances is the one that launched a product.
_RANK: Final = {"launcher": 0, MODERATOR: 2}
# Share of the characters of two titles that are the same, from which on one is the other's slip.
_LIKE: Final = 0.7
_NUMBER: Final = re.compile(r"\d+")

type AppearancesByPerson = Mapping[tuple[str, str], list[PlannedAppearance]]


def plan_products(
    builder: PlanBuilder,
    sessions: Mapping[str, Ref],
    appearances: Iterable[PlannedAppearance],
    rows: Sequence[KnowledgeProduct],
) -> None:
    """Take the products into the plan."""
    by_person: dict[tuple[str, str], list[PlannedAppearance]] = defaultdict(list)
    for appearance in appearances:
        by_person[appearance.record.session, appearance.record.person].append(appearance)
    products = builder.record.products
    items = [_as_item(product) for product in products]
    matches = _match_by_name(builder, items, rows)
    unmatched = [item for item in items if item.key not in matches]
    free = [row for row in rows if row not in matches.values()]
    records = {item.key: product for product, item in zip(products, items, strict=True)}
    by_kind = match_rows(unmatched, free, builder.previous, TRAITS)
    matches |= {key: row for key, row in by_kind.items() if _are_alike(records[key], row)}
    refs = []
    for product, item in zip(products, items, strict=True):
        row = matches.get(item.key)
        values: dict[str, Value] = {
            **_kind(product, row),
            **text_columns("title", product.title),
            "other_names": list(product.other_names),
            **rich_text_columns("description", product.text),
            "launched_in": sessions.get(product.session or ""),
            "launched_by": _launchers(product, by_person),
        }
        ref = builder.put(
            KnowledgeProduct, item.key, row, values, identity=item.identity,
            name=first_text(product.title), new=None if row else _new_product(builder, product),
            modes={"other_names": Mode.ADD}, lines=product.lines,
        )  # fmt: skip
        refs.append(ref)
    plan_order(builder, refs, rows)
    builder.list_dropped(rows, matches)


def _kind(product: ProductRecord, row: KnowledgeProduct | None) -> dict[str, Value]:
    """Return the kind, which the title's words tell; a translation's words tell none."""
    is_original = row is None or row.source_language in product.title
    return {"kind": product.kind} if is_original else {}


def _as_item(product: ProductRecord) -> DocumentItem:
    return DocumentItem(f"product-{product.no}", fold(first_text(product.title)), (product.kind,))


def _match_by_name(
    builder: PlanBuilder, items: Iterable[DocumentItem], rows: Iterable[KnowledgeProduct]
) -> dict[str, KnowledgeProduct]:
    """Return key -> row: as earlier imports remember it, else by title or another name, folded."""
    by_pk = {row.pk: row for row in rows}
    by_name: dict[str, KnowledgeProduct] = {}
    for row in by_pk.values():
        for name in (*field_texts(row, "title").values(), *row.other_names):
            by_name.setdefault(fold(name), row)
    matches: dict[str, KnowledgeProduct] = {}
    for product, item in zip(builder.record.products, items, strict=True):
        pk = builder.previous.row(KnowledgeProduct._meta.label_lower, item.identity)
        names = [fold(name) for name in (*product.title.values(), *product.other_names) if name]
        candidates = [by_pk.get(pk or 0), *(by_name.get(name) for name in names)]
        free = (row for row in candidates if row and row not in matches.values())
        if match := next(free, None):
            matches[item.key] = match
    return matches


def _are_alike(product: ProductRecord, row: KnowledgeProduct) -> bool:
    """Tell whether a product of the record may be a stored one: by its text, or almost its title.

    A report of another year is another product.
    """
    texts, titles = field_texts(row, "description"), field_texts(row, "title")
    return any(
        to_text(texts[code]) == text for code, text in product.text.items() if code in texts
    ) or any(
        _are_like_titles(title, titles[code])
        for code, title in product.title.items()
        if code in titles
    )


def _are_like_titles(first: str, second: str) -> bool:
    if _NUMBER.findall(first) != _NUMBER.findall(second):
        return False
    return SequenceMatcher(None, fold(first), fold(second)).ratio() >= _LIKE


def _launchers(product: ProductRecord, by_person: AppearancesByPerson) -> tuple[Ref, ...]:
    """Return one appearance for each launching person: not as a moderator, if there is another."""
    refs = []
    for person in product.by:
        appearances = by_person.get((product.session or "", person), [])
        ranked = sorted(appearances, key=lambda planned: _RANK.get(planned.record.role, 1))
        refs += [planned.ref for planned in ranked[:1]]
    return tuple(refs)


def _new_product(builder: PlanBuilder, product: ProductRecord) -> dict[str, Value]:
    """Return what a new product gets; it is ready in the languages in which the event is."""
    new = new_content(builder, KnowledgeProduct, name_slug(product.title), product.title)
    return {**new, "ready_languages": list(builder.record.languages())}
