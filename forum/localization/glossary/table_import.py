"""Rows of a file x the stored glossary -> what is new, changed, the same or refused; writing it.

A row is the stored term of its kind with the same texts, else the only one with the same text in
the first language that the row has. An empty cell leaves what is stored, so that no file empties
the glossary; the texts of a term that follows a record are the record's.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext, gettext_noop

from forum.core.content import column, language_codes
from forum.core.control_characters import printable
from forum.core.translated import html_lang
from forum.localization.glossary.tables import FORBIDDEN, KIND, NOTE, Line, kind_of, spellings
from forum.models import Term

NEW, CHANGED, UNCHANGED, REFUSED = "new", "changed", "unchanged", "refused"
# The comment of the revision that an import makes.
IMPORTED: Final = gettext_noop("Glossary imported from %(file)s")
_BATCH: Final = 500
_LONGEST: Final = 300  # as the columns
_LONGEST_NOTE: Final = 10_000


@dataclass(frozen=True, slots=True)
class Change:
    """A column of a stored term that another text is given: name, before and after, as text."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Row:
    """What becomes of a line of the file.

    name: its texts; reason: why it is refused, in one sentence; changes: of a changed term; pk: of
    the stored term, None for a new one; values: columns to be written.
    """

    line: int
    action: str
    name: str
    reason: str = ""
    changes: tuple[Change, ...] = ()
    pk: int | None = None
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do. fingerprint: two plans with the same do the same."""

    rows: list[Row]

    def of(self, action: str) -> list[Row]:
        """Return the rows of which the same becomes."""
        return [row for row in self.rows if row.action == action]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows there are of each action."""
        found = Counter(row.action for row in self.rows)
        return {action: found[action] for action in (NEW, CHANGED, UNCHANGED, REFUSED)}

    @property
    def writes(self) -> bool:
        """Whether there is anything to write."""
        return any(row.action in (NEW, CHANGED) for row in self.rows)

    @property
    def fingerprint(self) -> str:
        """A short text that tells this plan from others."""
        said = repr([(row.line, row.action, row.pk, row.changes) for row in self.rows])
        return hashlib.sha256(said.encode()).hexdigest()[:32]


class OvertakenError(Exception):
    """The plan is another than the one that was agreed to."""


def plan(lines: Iterable[Line], *, lock: bool = False) -> Plan:
    """Compare a file with what is stored. lock: hold the rows until the transaction ends."""
    stored = _Stored(lock=lock)
    return Plan([stored.row(line) for line in lines])


def write(lines: Iterable[Line], fingerprint: str | None = None) -> Plan:
    """Write what a file says, in one transaction, and return what was done.

    fingerprint: of the plan that was agreed to; OvertakenError is raised when it is another now.
    """
    with transaction.atomic():
        made = plan(lines, lock=True)
        if fingerprint is not None and made.fingerprint != fingerprint:
            raise OvertakenError
        fresh = [Term(**row.values) for row in made.of(NEW)]
        Term.objects.bulk_create(fresh, batch_size=_BATCH)
        changed = {row.pk: row for row in made.of(CHANGED) if row.pk}
        for term in Term.objects.filter(pk__in=changed):
            for name, value in changed[term.pk].values.items():
                setattr(term, name, value)
            term.save()
    return made


class _Stored:
    """The stored terms by kind and text, and what earlier lines made of them."""

    def __init__(self, *, lock: bool) -> None:
        rows: Any = Term.objects.select_for_update() if lock else Term.objects.all()
        self._by_text: dict[tuple[str, str, str], list[Term]] = defaultdict(list)
        for term in rows.order_by("pk"):
            for name in _columns():
                if text := getattr(term, name):
                    self._by_text[term.kind, name, text].append(term)
        # Stored or new term -> the line that has it already.
        self._lines: dict[int, int] = {}

    def row(self, line: Line) -> Row:
        """Return what becomes of a line; a new term is known to the lines after it."""
        values = _values(line)
        texts = {name: values[name] for name in _columns() if values.get(name)}
        name = " / ".join(texts.values())
        if reason := _refusal(line, values, texts):
            return Row(line.number, REFUSED, name, reason)
        kind = values[KIND]
        found = self._find(kind, texts)
        if not found:
            return self._new(line.number, name, values)
        if len(found) > 1:
            reason = gettext("Several terms read “%(text)s”; change the right one on its own page.")
            return Row(line.number, REFUSED, name, reason % {"text": next(iter(texts.values()))})
        return self._known(line.number, name, found[0], values)

    def _find(self, kind: str, texts: dict[str, str]) -> list[Term]:
        """Return the stored terms that a row may mean."""
        with_text = [self._by_text[kind, name, text] for name, text in texts.items()]
        whole = [
            term
            for term in with_text[0]
            if all(getattr(term, name) == text for name, text in texts.items())
        ]
        return whole[:1] or next((some for some in with_text if some), [])

    def _new(self, number: int, name: str, values: dict[str, Any]) -> Row:
        made = {key: value for key, value in values.items() if value}
        term = Term(**made)
        self._lines[id(term)] = number
        for one in _columns():
            if text := made.get(one):
                self._by_text[term.kind, one, text].append(term)
        return Row(number, NEW, name, values=made)

    def _known(self, number: int, name: str, term: Term, values: dict[str, Any]) -> Row:
        changes = list(_changes(term, values))
        before = self._lines.setdefault(term.pk or id(term), number)
        if not changes:
            return Row(number, UNCHANGED, name, pk=term.pk)
        if before != number:
            reason = gettext("Line %(line)d says the same term otherwise; keep one of the two.")
            return Row(number, REFUSED, name, reason % {"line": before})
        if term.source and any(change in _columns() for change, _old, _new in changes):
            reason = gettext("It follows the name of a person or organization; change it there.")
            return Row(number, REFUSED, name, reason)
        shown = tuple(Change(_heading(key), old, _shown(new)) for key, old, new in changes)
        written = {key: new for key, _old, new in changes}
        return Row(number, CHANGED, name, changes=shown, pk=term.pk, values=written)


def _changes(term: Term, values: dict[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Yield column, present text and new value of whatever a row gives otherwise."""
    for key, new in values.items():
        old = getattr(term, key)
        if new and _shown(new) != _shown(old):
            yield key, _shown(old), new


def _values(line: Line) -> dict[str, Any]:
    """Return what a row says: columns of a term -> values; the kind is None if it names none."""
    values: dict[str, Any] = {KIND: kind_of(" ".join(line.cells.get(KIND, "").split()))}
    for key, cell in line.cells.items():
        if key == FORBIDDEN:
            values[key] = spellings(cell)
        elif key == NOTE:
            values[key] = cell.strip()
        elif key != KIND:
            values[key] = " ".join(cell.split())
    return values


def _refusal(line: Line, values: dict[str, Any], texts: dict[str, str]) -> str:
    if values[KIND] is None:
        return gettext("“%(word)s” is no kind of term; write %(kinds)s.") % {
            "word": line.cells[KIND].strip()[:60],
            "kinds": ", ".join(str(kind.label) for kind in Term.Kind),
        }
    if not texts:
        return gettext("It has a text in no language.")
    if any(len(text) > _LONGEST for text in (*texts.values(), *values.get(FORBIDDEN, ()))):
        return gettext("A text has more than %(most)d characters; shorten it.") % {"most": _LONGEST}
    if len(values.get(NOTE, "")) > _LONGEST_NOTE:
        return gettext("The note has more than %(most)d characters; shorten it.") % {
            "most": _LONGEST_NOTE
        }
    return ""


def _columns() -> Sequence[str]:
    return [column("text", code) for code in language_codes()]


def _heading(key: str) -> str:
    tags = {column("text", code): html_lang(code) for code in language_codes()}
    opts: Any = Term._meta
    return tags.get(key) or str(opts.get_field(key).verbose_name)


def _shown(value: Any) -> str:
    text = "\n".join(value) if isinstance(value, list) else str(value or "")
    return printable(text).strip()
