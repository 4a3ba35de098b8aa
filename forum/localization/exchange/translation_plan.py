"""A returned file and the database -> an import plan, text by text; nothing is written."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import batched
from typing import Any

from forum.core.content import Record, column
from forum.core.languages import is_chinese
from forum.core.richtext import sanitize
from forum.core.translations.states import TranslationState, source_of, text_of
from forum.core.translations.text_folding import folded, is_same_text
from forum.core.translations.units import Unit, unit_of
from forum.core.translations.word_counts import amount
from forum.history.import_plan import Action, Change, FieldChange, ImportPlan
from forum.history.rows import RowKey, key_of
from forum.history.states import RecordState, states_at_moment
from forum.localization.exchange import cells, checks
from forum.localization.exchange.findings import TranslationFindingKind, translation_finding
from forum.localization.exchange.outgoing_units import Words
from forum.localization.exchange.returned_file import ReturnedFile, ReturnedUnit, parse_timestamp
from forum.localization.exchange.unit_context import describe_places
from forum.localization.exchange.unit_ids import parse_unit_id
from forum.localization.exchange.unit_selection import with_neighbours
from forum.localization.translation_access import Account
from forum.permissions.access import has_model_right, may_write, reached, sees_model
from forum.reader.event_record import Finding, Level

_BATCH = 500
type _Rows = dict[tuple[Any, int], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationChange(Change):
    """A text of the file beside what is stored. Its key has the language: event.12.title_en.

    returned: as it stands in the file. unit: as it is stored now, None for one that is unknown.
    source: what was translated, as the file has it; ``basis`` is the source of today.
    place: where it stands, in each language, {} for one that is unknown.
    """

    returned: ReturnedUnit
    unit: Unit | None = None
    source: str = ""
    place: Words = field(default_factory=dict)

    @property
    def text(self) -> str:
        """What would be stored, "" for what is not."""
        return str(self.fields[0].new) if self.fields else ""

    @property
    def has_new_source(self) -> bool:
        """Whether the source is another today; then ``source`` and ``basis`` differ."""
        kind = TranslationFindingKind
        return not self.finding_kinds.isdisjoint({kind.SOURCE_CHANGED, kind.WRONG_ROW})


@dataclass(frozen=True, slots=True)
class TranslationPlan(ImportPlan[TranslationChange]):
    """What importing a file of translations would do."""

    file: ReturnedFile


def plan_translations(
    file: ReturnedFile, user: Account | None = None, *, lock: bool = False
) -> TranslationPlan:
    """Return what importing a file would do.

    user: who imports, and may write her or his languages and records alone; None for an operator.
    lock: whether the rows stay as they are until the transaction ends.
    """
    rows = _rows_of(file, user, lock)
    former = _read_former(file, rows)
    comparisons = [_compare(file, unit, rows, former) for unit in file.units]
    sources = {folded(item.unit.source, item.unit.rich) for item in comparisons if item} - {""}
    first: dict[str, ReturnedUnit] = {}
    changes = []
    for unit, comparison in zip(file.units, comparisons, strict=True):
        first_unit = first.setdefault(_key(unit), unit)
        if first_unit is unit:
            changes.append(_change(unit, comparison, sources, user))
        elif first_unit.target != unit.target:
            changes.append(_refused(unit, TranslationFindingKind.TWICE))
    return TranslationPlan(file.name, changes, file)


def _rows_of(file: ReturnedFile, user: Account | None, lock: bool) -> _Rows:
    """Return the rows that the file names and somebody may see: a plan quotes them."""
    keys: dict[Any, set[int]] = defaultdict(set)
    for unit in file.units:
        if unit_id := parse_unit_id(unit.key):
            keys[unit_id.model].add(unit_id.pk)
    rows: _Rows = {}
    for model, pks in keys.items():
        if user and not sees_model(user, model):
            continue
        queryset = with_neighbours(model)
        queryset = reached(user, queryset) if user else queryset
        queryset = queryset.select_for_update(of=("self",)) if lock else queryset
        for batch in batched(sorted(pks), _BATCH):
            rows |= {(model, row.pk): row for row in queryset.filter(pk__in=batch)}
    return rows


def _read_former(file: ReturnedFile, rows: _Rows) -> RecordState:
    """Return the rows that were saved since the file was made, as they were then, where known.

    What is kept beside a translation does not tell all: punctuation and marks count for nothing
    there, and a version that is restored brings its own moment along.
    """
    made = file.exported_at
    if made is None:
        return {}
    return states_at_moment([key_of(row) for row in rows.values() if row.updated >= made], made)


@dataclass(frozen=True, slots=True)
class _ReturnedText:
    """A text of the file beside what is stored.

    text, source: of the file, as they would be stored; as they are stored where it says the same.
    former_text: what was stored when the file was made, None where that is not known.
    """

    file: ReturnedFile
    returned: ReturnedUnit
    row: Any
    unit: Unit
    text: str
    source: str
    former_text: str | None

    @property
    def has_new_text(self) -> bool:
        return self.text != self.unit.text

    @property
    def has_source_of_today(self) -> bool:
        return is_same_text(self.source, self.unit.source, self.unit.rich)

    def has_source_of(self, sources: Collection[str]) -> bool:
        """Tell whether it stands beside the source of another text. sources: folded."""
        is_own = (
            is_same_text(self.source, self.unit.previous, self.unit.rich)
            or self.has_source_of_today
        )
        return not is_own and folded(self.source, self.unit.rich) in sources

    @property
    def overtaken_at(self) -> str | None:
        """When the translation was written here after the file was made; None: it was not."""
        unit, made = self.unit, self.file.exported_at
        if not unit.text:
            return None
        if made is None:
            return None if unit.state == TranslationState.OUTDATED else unit.at
        written_at = parse_timestamp(unit.at)
        if written_at is not None and written_at > made:
            return unit.at
        is_another = self.former_text is not None and self.former_text != unit.text
        return self.row.updated.isoformat() if is_another else None


def _key(unit: ReturnedUnit) -> str:
    return column(unit.key, unit.language)


def _refused(unit: ReturnedUnit, kind: TranslationFindingKind) -> TranslationChange:
    return TranslationChange(
        key=_key(unit),
        action=Action.REFUSED,
        name=unit.key,
        findings=(translation_finding(unit, kind),),
        returned=unit,
    )


def _change(
    returned: ReturnedUnit,
    comparison: _ReturnedText | None,
    sources: Collection[str],
    user: Account | None,
) -> TranslationChange:
    if comparison is None:
        return _refused(returned, TranslationFindingKind.UNKNOWN)
    row, unit, action = comparison.row, comparison.unit, _action(comparison)
    unit_findings: tuple[Finding, ...] = ()
    fields: tuple[FieldChange, ...] = ()
    if action not in (Action.EMPTY, Action.UNCHANGED):
        unit_findings = tuple(_findings(comparison, sources, user))
        action = _action_after(action, unit_findings)
        fields = (FieldChange(column(unit.field, unit.language), unit.text, comparison.text),)
    return TranslationChange(
        key=_key(returned),
        action=action,
        name=returned.key,
        fields=fields,
        stored=RowKey(row._meta.label_lower, row.pk),
        basis=unit.source,
        findings=unit_findings,
        returned=returned,
        unit=unit,
        source=comparison.source,
        place=describe_places(row, [unit.field])[unit.field],
    )


def _compare(
    file: ReturnedFile, returned: ReturnedUnit, rows: _Rows, former: RecordState
) -> _ReturnedText | None:
    """Return a text beside what is stored, None where it is none that is translated."""
    unit_id = parse_unit_id(returned.key)
    row: Record | None = rows.get((unit_id.model, unit_id.pk)) if unit_id else None
    if unit_id is None or row is None:
        return None
    source_language = source_of(row, unit_id.field, row.original_language)
    if source_language == returned.language or not text_of(row, unit_id.field, source_language):
        return None
    unit = unit_of(row, unit_id.field, returned.language, source_language)
    text = _as_stored(returned.target, unit.text, unit.rich, file.has_cells)
    source = _as_stored(returned.source, unit.source, unit.rich, file.has_cells)
    source = checks.remove_characters(source, checks.control_characters(source, unit.source))
    state = former.get(key_of(row))
    name = column(unit.field, unit.language)
    former_text = str(state.fields.get(name) or "") if state else None
    return _ReturnedText(
        file, returned, row, unit, _clean(text, unit), source or unit.source, former_text
    )


def _as_stored(returned: str, stored: str, rich: bool, has_cells: bool) -> str:
    """Return a text of the file as it would be stored: as it is, where the file says the same."""
    as_exported = cells.to_cell(stored) if rich and has_cells else stored
    if _tidy(returned) == _tidy(as_exported):
        return stored
    if not rich:
        return returned
    # Tools that know no codes send the bare text: its lines are its paragraphs.
    if has_cells or not cells.has_blocks(returned):
        return cells.to_rich_text(returned)
    return sanitize(returned)


def _clean(text: str, unit: Unit) -> str:
    """Return a text without what no field of ours should hold."""
    if text == unit.text:
        return text
    control_characters = checks.control_characters(text, unit.source + unit.text)
    clean = checks.remove_characters(text, control_characters)
    if unit.rich:
        clean = sanitize(clean)
    else:
        clean = checks.join_lines(clean) if unit.max_length else clean.strip()
    return unit.text if _tidy(clean) == _tidy(unit.text) else clean


def _tidy(text: str) -> str:
    # Tools and spreadsheets end lines, and texts, as they please.
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _is_copy(comparison: _ReturnedText) -> bool:
    """Tell whether the text is the source that a tool put there, for the translator to type over.

    A name may well be the same in both languages; Chinese is no translation into another one.
    """
    unit, text = comparison.unit, comparison.text
    if unit.text or text != comparison.source:
        return False
    is_untouched = comparison.returned.is_confirmed is False
    return is_untouched or (not is_chinese(unit.language) and amount(text).characters > 0)


def _action(comparison: _ReturnedText) -> Action:
    unit = comparison.unit
    if not comparison.text.strip() or _is_copy(comparison):
        return Action.EMPTY
    if comparison.has_new_text:
        return Action.UPDATE if unit.text else Action.CREATE
    is_doubted = unit.state == TranslationState.OUTDATED or unit.asks
    holds = comparison.returned.is_confirmed and is_doubted and comparison.has_source_of_today
    return Action.CONFIRM if holds and not unit.locked else Action.UNCHANGED


def _action_after(action: Action, unit_findings: tuple[Finding, ...]) -> Action:
    if any(finding.level == Level.ERROR for finding in unit_findings):
        return Action.REFUSED
    kinds = {finding.kind for finding in unit_findings}
    return Action.CONFLICT if TranslationFindingKind.CONFLICT in kinds else action


def _findings(
    comparison: _ReturnedText, sources: Collection[str], user: Account | None
) -> Iterator[Finding]:
    unit, returned, text = comparison.unit, comparison.returned, comparison.text
    find, kind = partial(translation_finding, returned), TranslationFindingKind
    if not _may_write(user, comparison):
        yield find(kind.NOT_ALLOWED)
    if unit.locked:
        yield find(kind.LOCKED)
    if unit.max_length and len(text) > unit.max_length:
        yield find(kind.TOO_LONG, length=len(text), most=unit.max_length)
    raw = returned.target if comparison.has_new_text else ""
    if characters := checks.control_characters(raw, unit.source + unit.text):
        codes = sorted(f"U+{ord(character):04X}" for character in characters)
        yield find(kind.CHARACTERS, characters=", ".join(codes))
    if unit.rich and comparison.has_new_text:
        yield from _code_findings(comparison)
    if comparison.has_source_of(sources):
        yield find(kind.WRONG_ROW)
    elif not comparison.has_source_of_today:
        yield find(kind.SOURCE_CHANGED)
    if (overtaken_at := comparison.overtaken_at) is not None:
        yield find(kind.CONFLICT, when=overtaken_at)


def _code_findings(comparison: _ReturnedText) -> Iterator[Finding]:
    returned, source, text = comparison.returned, comparison.source, comparison.text
    find, kind = partial(translation_finding, returned), TranslationFindingKind
    has_cells, paragraph = comparison.file.has_cells, "<p>"
    lost, added = checks.compare_tags(source, comparison.unit.text, text)
    added += returned.unknown_codes
    for case, codes in (("lost", lost), ("added", added)):
        if codes_in_text := [code for code in codes if code != paragraph]:
            yield find(kind.CODES, case, codes=" ".join(map(checks.shorten_code, codes_in_text)))
    if not has_cells and not cells.has_blocks(returned.target):
        yield find(kind.PARAGRAPHS, "lost")
        return
    # The sanitizer repairs any nesting, so findings are made before it runs.
    if misplaced := checks.misplaced_tags(source, text if has_cells else returned.target):
        yield find(kind.CODES, "misplaced", codes=" ".join(misplaced))
    elif paragraph in (*lost, *added):
        counts = [checks.count_tags(value)[paragraph] for value in (source, text)]
        yield find(kind.PARAGRAPHS, "counted", source=counts[0], translation=counts[1])


def _may_write(user: Account | None, comparison: _ReturnedText) -> bool:
    if user is None:
        return True
    row = comparison.row
    field = row._meta.get_field(column(comparison.unit.field, comparison.unit.language))
    may_change = has_model_right(user, "change", row)
    return may_change and may_write(user, field)
