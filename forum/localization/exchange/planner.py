"""A file that came back x the database -> what an import would do; nothing is written."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import batched
from typing import Any

from forum.core.content import column
from forum.core.richtext import sanitize
from forum.core.translations.states import State, source_of, text_of
from forum.core.translations.text_folding import same
from forum.core.translations.units import Unit, unit_of
from forum.core.translations.word_counts import amount
from forum.localization.exchange import cells, checks, findings
from forum.localization.exchange.formats.timestamps import moment
from forum.localization.exchange.plan import DOES, FORBIDS, Change, Finding, Kind, Outcome, Plan
from forum.localization.exchange.returned_file import HandedFile, HandedUnit
from forum.localization.exchange.unit_context import places_of
from forum.localization.exchange.unit_ids import parsed
from forum.localization.exchange.unit_selection import with_neighbours
from forum.permissions.access import may_write, reaches

_BATCH = 500
type _Rows = dict[tuple[Any, int], Any]


def plan(file: HandedFile, user: Any = None, *, lock: bool = False) -> Plan:
    """Return what importing a file would do.

    user: who imports, and may write her or his languages and records alone; None for an operator.
    lock: whether the rows stay as they are until the transaction ends.
    """
    rows = _rows(file, lock)
    first: dict[tuple[str, str], HandedUnit] = {}
    changes = []
    for handed in file.units:
        before = first.setdefault((handed.key, handed.language), handed)
        if before is handed:
            changes.append(_change(file, handed, rows, user))
        elif before.target != handed.target:
            changes.append(Change(handed, Outcome.LEFT_OUT, findings=(findings.twice(handed),)))
    return Plan(file, changes)


def _rows(file: HandedFile, lock: bool) -> _Rows:
    """Return the rows that the file names."""
    keys: dict[Any, set[int]] = defaultdict(set)
    for handed in file.units:
        if key := parsed(handed.key):
            keys[key.model].add(key.pk)
    found: _Rows = {}
    for model, some in keys.items():
        rows = with_neighbours(model)
        rows = rows.select_for_update(of=("self",)) if lock else rows
        for batch in batched(sorted(some), _BATCH):
            found |= {(model, row.pk): row for row in rows.filter(pk__in=batch)}
    return found


@dataclass(frozen=True, slots=True)
class _Case:
    """A text of the file beside what is stored.

    text, source: of the file, as they would be stored; as they are stored where it says the same.
    """

    file: HandedFile
    handed: HandedUnit
    row: Any
    unit: Unit
    text: str
    source: str

    @property
    def is_new_text(self) -> bool:
        return self.text != self.unit.text

    @property
    def has_source_of_today(self) -> bool:
        return same(self.source, self.unit.source, self.unit.rich)

    @property
    def is_overtaken(self) -> bool:
        """Whether the translation was written here after the file was made."""
        if not self.unit.text:
            return False
        if self.file.made is None:
            return self.unit.state != State.OUTDATED
        written = moment(self.unit.at)
        return written is not None and written > self.file.made


def _change(file: HandedFile, handed: HandedUnit, rows: _Rows, user: Any) -> Change:
    case = _case(file, handed, rows)
    if case is None:
        return Change(handed, Outcome.LEFT_OUT, findings=(findings.unknown(handed),))
    outcome = _outcome(case)
    found: tuple[Finding, ...] = ()
    if outcome in DOES:
        found = tuple(_findings(case, user))
        outcome = _after(outcome, {one.kind for one in found})
    place = places_of(case.row, [case.unit.field])[case.unit.field]
    return Change(handed, outcome, case.unit, case.text, case.source, place, found)


def _case(file: HandedFile, handed: HandedUnit, rows: _Rows) -> _Case | None:
    """Return the case of a text, None where it is none that is translated."""
    key = parsed(handed.key)
    row = rows.get((key.model, key.pk)) if key else None
    if key is None or row is None:
        return None
    source = source_of(row, key.field, row.original_language)
    if source == handed.language or not text_of(row, key.field, source):
        return None
    unit = unit_of(row, key.field, handed.language, source)
    text = _cleaned(_stored(handed.target, unit.text, unit.rich, file.cells), unit)
    was = _stored(handed.source, unit.source, unit.rich, file.cells)
    return _Case(file, handed, row, unit, text, was or unit.source)


def _stored(handed: str, stored: str, rich: bool, cell: bool) -> str:
    """Return a text of the file as it would be stored: as it is, where the file says the same."""
    as_handed = cells.shown(stored) if rich and cell else stored
    if _tidy(handed) == _tidy(as_handed):
        return stored
    if not rich:
        return handed
    # Tools that know no codes send the bare text: its lines are its paragraphs.
    return cells.read(handed) if cell or not cells.has_blocks(handed) else sanitize(handed)


def _cleaned(text: str, unit: Unit) -> str:
    """Return a text without what no field of ours should hold."""
    if text == unit.text:
        return text
    clean = checks.without(text, checks.control_characters(text, unit.source + unit.text))
    if unit.rich:
        clean = sanitize(clean)
    else:
        clean = checks.one_line(clean) if unit.max_length else clean.strip()
    return unit.text if _tidy(clean) == _tidy(unit.text) else clean


def _tidy(text: str) -> str:
    # Tools and spreadsheets end lines, and texts, as they please.
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _is_copy(case: _Case) -> bool:
    """Tell whether the text is the source that a tool put there, for the translator to type over.

    A name may well be the same in both languages; Chinese is no translation into another one.
    """
    if case.unit.text or case.text != case.source:
        return False
    untouched = case.handed.confirmed is False
    return untouched or (
        not case.unit.language.startswith("zh") and amount(case.text).characters > 0
    )


def _outcome(case: _Case) -> Outcome:
    if not case.text.strip() or _is_copy(case):
        return Outcome.EMPTY
    if case.is_new_text:
        return Outcome.CHANGED if case.unit.text else Outcome.NEW
    doubted = case.unit.state == State.OUTDATED or case.unit.asks
    holds = case.handed.confirmed and doubted and case.has_source_of_today
    return Outcome.CONFIRMED if holds and not case.unit.locked else Outcome.UNCHANGED


def _after(outcome: Outcome, kinds: set[Kind]) -> Outcome:
    if kinds & FORBIDS:
        return Outcome.LEFT_OUT
    return Outcome.CONFLICT if Kind.CONFLICT in kinds else outcome


def _findings(case: _Case, user: Any) -> Iterator[Finding]:
    unit, say = case.unit, findings.About(case.handed)
    if not _may_write(user, case):
        yield say.not_allowed()
    if unit.locked:
        yield say.locked()
    if unit.max_length and len(case.text) > unit.max_length:
        yield say.too_long(len(case.text), unit.max_length)
    if strange := checks.control_characters(_raw(case), unit.source + unit.text):
        yield say.characters(strange)
    if unit.rich and case.is_new_text:
        yield from _code_findings(case, say)
    if not case.has_source_of_today:
        yield say.source_changed()
    if case.is_overtaken:
        yield say.conflict(unit.at)


def _raw(case: _Case) -> str:
    return case.handed.target if case.is_new_text else ""


def _code_findings(case: _Case, say: findings.About) -> Iterator[Finding]:
    lost, added = checks.lost_and_added(case.source, case.unit.text, case.text)
    added += case.handed.unknown
    paragraphs = "<p>"
    for codes, tell in ((lost, say.lost), (added, say.added)):
        if some := [code for code in codes if code != paragraphs]:
            yield tell(some)
    if _lost_its_blocks(case):
        yield say.no_paragraphs()
        return
    # The sanitizer makes something of any nesting; what the translator did is told before.
    came = case.text if case.file.cells else case.handed.target
    if wrong := checks.misplaced(case.source, came):
        yield say.misplaced(wrong)
    elif paragraphs in (*lost, *added):
        yield say.paragraphs(
            checks.tags(case.source)[paragraphs], checks.tags(case.text)[paragraphs]
        )


def _lost_its_blocks(case: _Case) -> bool:
    return not case.file.cells and not cells.has_blocks(case.handed.target)


def _may_write(user: Any, case: _Case) -> bool:
    if user is None:
        return True
    meta = case.row._meta
    field = meta.get_field(column(case.unit.field, case.unit.language))
    may = user.has_perm(f"{meta.app_label}.change_{meta.model_name}")
    return may and may_write(user, field) and reaches(user, case.row)
