"""The changes of a working copy: computed, applied to a state, divided by language."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from forum.core.columns import model_field, related_model
from forum.core.content import Content
from forum.core.visibility import READINESS
from forum.history.rows import COUNTERS, RowKey, columns_of, is_clearance
from forum.history.states import RecordState, RowState

type Pair = tuple[Any, Any]
"""A column's value when the working copy changed it first, and the one that it is to have."""

type RowKind = Literal["added", "changed", "deleted"]

# Whether and since when a record is public is decided in the table, never in a working copy.
_STEPS: Final = frozenset({*READINESS, "published_at"})
# They follow from other columns whenever a row is saved.
DERIVED: Final = frozenset({*COUNTERS, "match_keys"})
STATES: Final = "translations"


@dataclass(slots=True)
class RowEdit:
    """The changes of a working copy to one row. fields: column -> its pair."""

    key: RowKey
    kind: RowKind
    fields: dict[str, Pair] = field(default_factory=dict)

    @property
    def values(self) -> dict[str, Any]:
        """The new values of the columns."""
        return {name: value for name, (_base, value) in self.fields.items()}


type RecordEdits = dict[RowKey, RowEdit]
"""What a working copy does with the rows of its record."""


@dataclass(frozen=True, slots=True)
class EditConflict:
    """A row, or one column of it, that was changed in public as well since it was changed here.

    name: of the column, "" for a whole row that is gone on one of the two sides.
    """

    key: RowKey
    name: str
    public: Any = None
    value: Any = None


def find_edits(
    public: RecordState, edited: RecordState, former: RecordEdits, jump: int
) -> RecordEdits:
    """Return what leads from the public state of a record to an edited one.

    former: what the working copy changed before; what a column was changed from stays. jump: is
    added to the version of a row that is changed first, so that no form mistakes a version of the
    working copy for one of the table.
    """
    edits: RecordEdits = {}
    for key in {**public, **edited}:
        before, after, old = public.get(key), edited.get(key), former.get(key)
        if after and not before:
            edits[key] = RowEdit(key, "added", {n: (None, v) for n, v in after.fields.items()})
        elif before and not after:
            edits[key] = old if old and old.kind == "deleted" else _deletion(before)
        elif before and after and (fields := _changed_fields(before, after, old, jump)):
            edits[key] = RowEdit(key, "changed", fields)
    # Of a row that is gone in public, what was changed here is not lost either.
    edits |= {
        key: old for key, old in former.items() if key not in public and old.kind == "changed"
    }
    return edits


def _deletion(row: RowState) -> RowEdit:
    return RowEdit(row.key, "deleted", {name: (v, None) for name, v in row.fields.items()})


def _changed_fields(
    before: RowState, after: RowState, old: RowEdit | None, jump: int
) -> dict[str, Pair]:
    former = old.fields if old and old.kind == "changed" else {}
    fields = {
        name: (former[name][0] if name in former else before.fields.get(name), value)
        for name, value in after.fields.items()
        if not _is_ignored(before.key, name)
        and not is_same(before.key, name, before.fields.get(name), value)
    }
    if fields:
        base = former["version"][0] if "version" in former else before.fields["version"]
        rise = after.fields["version"] - before.fields["version"]
        fields["version"] = (base, base + rise + (0 if "version" in former else jump))
    return fields


def _is_ignored(key: RowKey, name: str) -> bool:
    return name in COUNTERS or (issubclass(key.model, Content) and name in _STEPS)


def is_same(key: RowKey, name: str, first: object, second: object) -> bool:
    """Tell whether two values of a column are the same; keys of relations in whichever order."""
    if isinstance(first, list) and isinstance(second, list):
        field: Any = key.model._meta.get_field(name)
        return sorted(first) == sorted(second) if field.many_to_many else first == second
    return bool((first or None) == (second or None)) if _is_text(first, second) else first == second


def _is_text(*values: object) -> bool:
    return all(value is None or isinstance(value, str) for value in values)


def overlay(former: RecordEdits, later: RecordEdits, jump: int) -> RecordEdits:
    """Merge two sets of changes to the same public state; of each column the later value holds.

    Versions rise by both, so that no state of a working copy has the version of an earlier one. A
    row that was deleted stays so: the later changes were made without seeing that. jump: what
    ``find_edits`` added in the later ones.
    """
    edits = {**former}
    for key, edit in later.items():
        old = former.get(key)
        if old is None:
            edits[key] = edit
        elif edit.kind == old.kind == "changed":
            edits[key] = RowEdit(key, "changed", _overlay_fields(old.fields, edit.fields, jump))
        elif old.kind != "deleted":
            edits[key] = edit
    return edits


def _overlay_fields(old: dict[str, Pair], later: dict[str, Pair], jump: int) -> dict[str, Pair]:
    fields = {n: (old[n][0] if n in old else base, v) for n, (base, v) in later.items()}
    if "version" in old and "version" in later:
        base, value = old["version"]
        fields["version"] = (base, value + later["version"][1] - later["version"][0] - jump)
    return {**old, **fields}


def lay_over(public: RecordState, edits: RecordEdits) -> RecordState:
    """Return a record's state with changes applied; nothing is read or written."""
    state: RecordState = {}
    for key, row in public.items():
        edit = edits.get(key)
        if edit is None or edit.kind == "added":
            state[key] = row
        elif edit.kind == "changed":
            state[key] = RowState(key, {**row.fields, **values_over(row, edit)})
    for key, edit in edits.items():
        if edit.kind == "added" and key not in public:
            state[key] = RowState(key, edit.values)
    return state


def values_over(row: RowState, edit: RowEdit) -> dict[str, Any]:
    """Return the values of a changed row. row: as it is public."""
    values = edit.values
    if "version" in edit.fields:
        base, value = edit.fields["version"]
        values["version"] = row.fields["version"] + value - base
    if STATES in edit.fields:
        base, value = edit.fields[STATES]
        values[STATES] = merge_states(base or {}, value or {}, row.fields.get(STATES) or {})
    return values


def merge_states(base: Any, value: Any, present: Any) -> dict[str, dict[str, Any]]:
    """Return the present states of translations with what changed from a base to a value."""
    merged = {name: dict(entries) for name, entries in present.items()}
    for name in {**base, **value}:
        old, new = base.get(name, {}), value.get(name, {})
        for code in {**old, **new}:
            if old.get(code) == new.get(code):
                continue
            if code in new:
                merged.setdefault(name, {})[code] = new[code]
            else:
                merged.get(name, {}).pop(code, None)
    return {name: entries for name, entries in merged.items() if entries}


def find_conflicts(public: RecordState, edits: RecordEdits) -> list[EditConflict]:
    """Return the conflicts: where the public state was changed since the working copy was."""
    return [conflict for edit in edits.values() for conflict in _conflicts_of(edit, public)]


def _conflicts_of(edit: RowEdit, public: RecordState) -> Iterator[EditConflict]:
    row = public.get(edit.key)
    if edit.kind == "changed" and row is None:
        yield EditConflict(edit.key, "")
    elif edit.kind == "deleted" and row:
        changed = {n: p for n, p in edit.fields.items() if not _agrees(edit.key, n, p[0], row)}
        if changed.keys() - DERIVED - {STATES}:
            yield EditConflict(edit.key, "")
    elif edit.kind == "changed" and row:
        for name, (base, value) in edit.fields.items():
            if name in DERIVED or name == STATES or _agrees(edit.key, name, base, row):
                continue
            if not _agrees(edit.key, name, value, row):
                yield EditConflict(edit.key, name, row.fields.get(name), value)


def _agrees(key: RowKey, name: str, value: object, row: RowState) -> bool:
    return is_same(key, name, value, row.fields.get(name))


def settle(
    edits: RecordEdits,
    public: RecordState,
    last: RecordState,
    takes_copy: Mapping[tuple[RowKey, str], bool],
) -> RecordEdits:
    """Return a difference after its conflicts were decided.

    takes_copy: (row, column or "") -> whether the working copy's side holds; what is not decided
    stays a conflict. last: of rows that are gone in public, as they were last.
    """
    settled = {**edits}
    for (key, name), copy_holds in takes_copy.items():
        edit, row = settled.get(key), public.get(key)
        if edit is None:
            continue
        if name:
            settled[key] = _settle_field(edit, name, row, copy_holds=copy_holds)
        elif not copy_holds:
            del settled[key]
        elif edit.kind == "deleted" and row:
            settled[key] = _deletion(row)
        elif row is None and (gone := last.get(key)):
            fields = {**gone.fields, **edit.values}
            settled[key] = RowEdit(key, "added", {n: (None, v) for n, v in fields.items()})
    return {key: edit for key, edit in settled.items() if _does_something(edit)}


def dropped_edits(edits: RecordEdits, takes_copy: Mapping[tuple[RowKey, str], bool]) -> RecordEdits:
    """Return what decisions take out of a working copy, for what is public holds there."""
    dropped: RecordEdits = {}
    for (key, name), copy_holds in takes_copy.items():
        edit = edits.get(key)
        if edit is None or copy_holds:
            continue
        if not name:
            dropped[key] = edit
        elif name in edit.fields:
            row = dropped.setdefault(key, RowEdit(key, edit.kind))
            row.fields[name] = edit.fields[name]
    return dropped


def is_annotation(former: RecordEdits, later: RecordEdits) -> bool:
    """Tell whether two differences have the same texts and facts.

    What differs is beside them: the states of translations, the clearances.
    """
    return all(
        _kind_in(former, key) == _kind_in(later, key)
        and all(_is_beside_text(name) for name in _list_differing(former, later, key))
        for key in {*former, *later}
    )


def _kind_in(edits: RecordEdits, key: RowKey) -> RowKind:
    return edits[key].kind if key in edits else "changed"


def _list_differing(former: RecordEdits, later: RecordEdits, key: RowKey) -> list[str]:
    old, new = (edits[key].fields if key in edits else {} for edits in (former, later))
    return [name for name in {**old, **new} if old.get(name) != new.get(name)]


def _is_beside_text(name: str) -> bool:
    return name in DERIVED or name == STATES or is_clearance(name)


def put_off(edit: RowEdit, waiting: Collection[RowKey]) -> bool:
    """Take what leads to some rows out of an edit; tell whether there was anything of it."""
    waiting_names = {name for name, target in _name_targets(edit) if target in waiting}
    for name in waiting_names:
        base, value = edit.fields[name]
        label = related_model(edit.key.model, name)._meta.label_lower
        if isinstance(value, list):
            present = [pk for pk in value if RowKey(label, pk) not in waiting]
            edit.fields[name] = (base, present)
        else:
            edit.fields[name] = (base, None if edit.kind == "added" else base)
    return bool(waiting_names)


def list_targets(edit: RowEdit) -> list[RowKey]:
    """Return the rows that the columns of an edit lead to."""
    return [target for _name, target in _name_targets(edit)]


def _name_targets(edit: RowEdit) -> Iterator[tuple[str, RowKey]]:
    for name, value in edit.values.items():
        if value and model_field(edit.key.model, name).is_relation:
            label = related_model(edit.key.model, name)._meta.label_lower
            yield from ((name, RowKey(label, pk)) for pk in _as_list(value))


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _settle_field(edit: RowEdit, name: str, row: RowState | None, *, copy_holds: bool) -> RowEdit:
    fields = {**edit.fields}
    _base, value = fields.pop(name)
    if copy_holds and row:
        fields[name] = (row.fields.get(name), value)
    return RowEdit(edit.key, edit.kind, fields)


def _does_something(edit: RowEdit) -> bool:
    return edit.kind != "changed" or bool(edit.fields.keys() - DERIVED)


def changed_languages(edits: RecordEdits) -> set[str]:
    """Return the languages of the texts that are changed; "" for what belongs to none."""
    return {
        _language(edit.key, name)
        for edit in edits.values()
        for name in edit.fields
        if name not in DERIVED and name != STATES
        and (edit.kind == "changed" or edit.values[name] or edit.kind == "deleted")
    }  # fmt: skip


def part_by_language(
    edits: RecordEdits, languages: Collection[str]
) -> tuple[RecordEdits, RecordEdits]:
    """Return what is published with some languages, and what stays in the working copy.

    What belongs to no language goes with the first that is published: rows that come or go, their
    order, their facts. A new row goes without its texts in the other languages.
    """
    chosen: RecordEdits = {}
    rest: RecordEdits = {}
    for key, edit in edits.items():
        if edit.kind == "deleted":
            chosen[key] = edit
            continue
        later = {n: p for n, p in edit.fields.items() if _waits(key, n, languages)}
        fields = {n: p for n, p in edit.fields.items() if n not in later}
        if STATES in fields:
            fields[STATES], states = _part_states(fields[STATES], languages)
            later |= {STATES: states} if later else {}
        if edit.kind == "added" or fields.keys() - {"version"}:
            chosen[key] = RowEdit(key, edit.kind, fields)
        if any(value for _base, value in later.values()) or (later and edit.kind == "changed"):
            rest[key] = RowEdit(key, "changed", later)
    return chosen, rest


def _part_states(pair: Pair, languages: Collection[str]) -> tuple[Pair, Pair]:
    """Part the states of translations; both keep the base that they were changed from."""
    base, value = ({} if states is None else states for states in pair)
    chosen = merge_states(_of_languages(base, languages), _of_languages(value, languages), base)
    codes = {code for states in (base, value) for entries in states.values() for code in entries}
    other_languages = codes - set(languages)
    rest = merge_states(
        _of_languages(base, other_languages), _of_languages(value, other_languages), base
    )
    return (base, chosen), (base, rest)


def _of_languages(states: Any, languages: Collection[str]) -> dict[str, dict[str, Any]]:
    return {
        name: {code: entry for code, entry in entries.items() if code in languages}
        for name, entries in states.items()
    }


def _waits(key: RowKey, name: str, languages: Collection[str]) -> bool:
    language = _language(key, name)
    return bool(language) and language not in languages


def _language(key: RowKey, name: str) -> str:
    return getattr(key.model._meta.get_field(name), "language", "") or ""


def as_json(edits: RecordEdits) -> dict[str, object]:
    """Return a difference as the table keeps it."""
    return {
        f"{key.label}:{key.pk}": {
            "kind": edit.kind, "fields": {name: list(pair) for name, pair in edit.fields.items()}
        }
        for key, edit in edits.items()
    }  # fmt: skip


def from_json(stored: Mapping[str, Any]) -> RecordEdits:
    """Return a difference that the table keeps; columns that the site no longer has fall away."""
    edits: RecordEdits = {}
    for text, entry in stored.items():
        label, _colon, pk = text.rpartition(":")
        key = RowKey(label, int(pk))
        columns = columns_of(key.model)
        fields = {n: (base, value) for n, (base, value) in entry["fields"].items() if n in columns}
        edits[key] = RowEdit(key, entry["kind"], fields)
    return edits
