"""What an event launched."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from forum.core.names import fold
from forum.imports.planning.appearances import MODERATOR, Placed
from forum.imports.planning.changes import Ref, Value, texts_of
from forum.imports.planning.columns import rich, shown, translated
from forum.imports.planning.parts import keep_left_over
from forum.imports.planning.plan_builder import Bench
from forum.imports.planning.positions import put_in_order
from forum.imports.planning.row_matching import Mark, Wanted, pair
from forum.imports.planning.shared_records import new_content
from forum.imports.planning.slugs import name_slug
from forum.imports.planning.three_way import Mode
from forum.models import KnowledgeProduct
from forum.reader.event_record import ProductRecord

# A corrected title is no new product, where the event launched one of the kind.
_MARKS: Sequence[Mark[KnowledgeProduct]] = (Mark(lambda row: row.kind, loose=True),)


def put_products(
    bench: Bench,
    sessions: Mapping[str, Ref],
    placed: Iterable[Placed],
    rows: Sequence[KnowledgeProduct],
    languages: list[str],
) -> None:
    """Take the products into the plan. languages: in which the event is ready."""
    by_person: dict[tuple[str, str], list[Placed]] = defaultdict(list)
    for here in placed:
        by_person[here.printed.session, here.printed.person].append(here)
    wanted = [_wanted(one) for one in bench.record.products]
    found = _by_name(bench.record.products, rows, bench)
    rest = [row for row in rows if row not in found.values()]
    found |= pair([one for one in wanted if one.key not in found], rest, bench.memory, _MARKS)
    refs = []
    for one, want in zip(bench.record.products, wanted, strict=True):
        row = found.get(want.key)
        values: dict[str, Value] = {
            **_kind(one, row),
            **translated("title", one.title),
            "other_names": list(one.other_names),
            **rich("description", one.text),
            "launched_in": sessions.get(one.session or ""),
            "launched_by": _launchers(one, by_person),
        }
        new = None if row else _new(bench, one, languages)
        refs.append(
            bench.put(
                KnowledgeProduct,
                want.key,
                row,
                values,
                identity=want.identity,
                name=shown(one.title),
                new=new,
                modes={"other_names": Mode.ADD},
                lines=one.lines,
            )
        )
    put_in_order(bench, refs, rows)
    keep_left_over(bench, rows, found)


def _kind(one: ProductRecord, row: KnowledgeProduct | None) -> dict[str, Value]:
    """Return the kind, which the title's words tell; a translation's words tell none."""
    is_original = row is None or row.source_language in one.title
    return {"kind": one.kind} if is_original else {}


def _wanted(one: ProductRecord) -> Wanted:
    return Wanted(f"product-{one.no}", fold(shown(one.title)), (one.kind,))


def _by_name(
    printed: Iterable[ProductRecord], rows: Iterable[KnowledgeProduct], bench: Bench
) -> dict[str, KnowledgeProduct]:
    """Return key -> row: as earlier imports remember it, else by title or another name, folded."""
    stored: dict[str, KnowledgeProduct] = {}
    by_pk = {}
    for row in rows:
        by_pk[row.pk] = row
        for name in (*texts_of(row, "title").values(), *row.other_names):
            stored.setdefault(fold(name), row)
    found: dict[str, KnowledgeProduct] = {}
    for one in printed:
        want = _wanted(one)
        pk = bench.memory.row(KnowledgeProduct._meta.label_lower, want.identity)
        remembered = by_pk.get(pk or 0)
        names = [fold(name) for name in (*one.title.values(), *one.other_names) if name]
        rows_found = [remembered, *(stored.get(name) for name in names)]
        match = next((row for row in rows_found if row and row not in found.values()), None)
        if match:
            found[want.key] = match
    return found


def _launchers(
    one: ProductRecord, by_person: Mapping[tuple[str, str], list[Placed]]
) -> tuple[Ref, ...]:
    """Return one appearance for each launching person: not as a moderator, if there is another."""
    refs = []
    for person in one.by:
        here = by_person.get((one.session or "", person), [])
        ranked = sorted(here, key=lambda each: _RANK.get(each.printed.role, 1))
        refs += [each.ref for each in ranked[:1]]
    return tuple(refs)


_RANK = {"launcher": 0, MODERATOR: 2}


def _new(bench: Bench, one: ProductRecord, languages: list[str]) -> dict[str, Value]:
    fresh = new_content(bench, KnowledgeProduct, name_slug(one.title), one.title)
    return {**fresh, "ready_languages": languages}
