"""Rows of a file and the stored glossary -> an import plan; writing it.

A row is the stored term of its kind with the same texts, else the only one with the same text in
the first language that the row has. An empty cell leaves what is stored, so that no file empties
the glossary; the texts of a term that follows a record are the record's.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from django.utils.translation import gettext_noop

from forum.core.content import Record, column, language_codes
from forum.core.control_characters import printable
from forum.core.field_labels import site_language_name
from forum.core.lazy_sentences import filled
from forum.history.audit import log_action
from forum.history.import_plan import Action, Change, FieldChange, ImportPlan, Written, write_plan
from forum.history.rows import key_of
from forum.localization.glossary.tables import (
    FORBIDDEN,
    KIND,
    NOTE,
    GlossaryRow,
    kind_of,
    spellings,
)
from forum.models import AuditEntry, Term
from forum.reader.event_record import Finding, Level

type Values = dict[str, Any]
"""Column of a term -> value; None for a kind that is none of ours."""
type Texts = dict[str, str]
"""Column of a text -> text, of those that a row has."""
type Progress = Callable[[int, int], None]

# Kind of finding -> why the row is refused.
_SENTENCES: Final[dict[str, str]] = {
    "ambiguous": gettext_noop(
        "Several terms read “%(term)s”; change the right one on its own page."
    ),
    "twice": gettext_noop("Line %(line)d says the same term otherwise; keep one of the two."),
    "followed": gettext_noop("It follows the name of a person or organization; change it there."),
    "kind": gettext_noop("“%(word)s” is no kind of term; write %(kinds)s."),
    "empty": gettext_noop("It has a text in no language."),
    "long_text": gettext_noop("A text has more than %(most)d characters; shorten it."),
    "long_note": gettext_noop("The note has more than %(most)d characters; shorten it."),
}
_BATCH: Final = 500
_LONGEST: Final = 300  # as the columns
_LONGEST_NOTE: Final = 10_000


@dataclass(frozen=True, slots=True)
class TermPlan(ImportPlan[Change]):
    """What importing a glossary would do."""

    rows: Sequence[GlossaryRow]


def plan_terms(file_name: str, rows: Sequence[GlossaryRow], *, lock: bool = False) -> TermPlan:
    """Compare a file with what is stored. lock: hold the terms until the transaction ends."""
    stored = _StoredTerms(lock=lock)
    return TermPlan(file_name, [stored.change(row) for row in rows], rows)


def write_terms(
    plan: TermPlan, user: Any = None, on_progress: Progress = lambda _done, _count: None
) -> Written[Change]:
    """Write a plan, in one transaction.

    user: None for an operator. on_progress: is told after each changed term how many are done, and
    how many there are; new ones are written at once.
    """

    def save(changes: Sequence[Change]) -> dict[Record, Values]:
        if changes:
            log_action(AuditEntry.Action.GLOSSARY_IMPORTED, Term, user, file=plan.file_name)
        return _save(changes, on_progress)

    plan_again = partial(plan_terms, plan.file_name, plan.rows, lock=True)
    return write_plan(plan, plan_again, save, user=user)


def _save(changes: Sequence[Change], on_progress: Progress) -> dict[Record, Values]:
    """Write the terms; return the new ones with their values."""
    created = [_new_values(change) for change in changes if change.stored is None]
    new_terms = Term.objects.bulk_create((Term(**values) for values in created), batch_size=_BATCH)
    updated = {change.stored.pk: change for change in changes if change.stored}
    for number, term in enumerate(Term.objects.filter(pk__in=updated), 1):
        values = _new_values(updated[term.pk])
        for name, value in values.items():
            setattr(term, name, value)
        # Only these: undoing would not give back what else a save writes.
        term.save(update_fields=[*values])
        on_progress(number, len(updated))
    return dict(zip(new_terms, created, strict=True))


def _new_values(change: Change) -> Values:
    return {field.column: field.new for field in change.fields}


class _StoredTerms:
    """The stored terms by kind and text, and what earlier rows made of them."""

    def __init__(self, *, lock: bool) -> None:
        terms: Any = Term.objects.select_for_update() if lock else Term.objects.all()
        self._by_text: dict[tuple[str, str, str], list[Term]] = defaultdict(list)
        for term in terms.order_by("pk"):
            self._add(term)
        # Stored or new term -> the line that has it already.
        self._lines: dict[int, int] = {}

    def change(self, row: GlossaryRow) -> Change:
        """Return the change that a row makes; later rows know the new term."""
        values = _values(row)
        texts = {name: values[name] for name in _text_columns() if values.get(name)}
        if finding := _refusal(row, values, texts):
            return _refused(row, texts, finding)
        terms = self._find(values[KIND], texts)
        if not terms:
            return self._new(row, values, texts)
        if len(terms) == 1:
            return self._compare(row, values, texts, terms[0])
        finding = _finding(row, "ambiguous", term=next(iter(texts.values())))
        return _refused(row, texts, finding)

    def _add(self, term: Term) -> None:
        for name in _text_columns():
            if text := getattr(term, name):
                self._by_text[term.kind, name, text].append(term)

    def _find(self, kind: str, texts: Texts) -> list[Term]:
        """Return the stored terms that a row may mean."""
        with_text = [self._by_text[kind, name, text] for name, text in texts.items()]
        same = [
            term
            for term in with_text[0]
            if all(getattr(term, name) == text for name, text in texts.items())
        ]
        return same[:1] or next((terms for terms in with_text if terms), [])

    def _new(self, row: GlossaryRow, values: Values, texts: Texts) -> Change:
        values = {name: value for name, value in values.items() if value}
        term = Term(**values)
        self._lines[id(term)] = row.number
        self._add(term)
        fields = [FieldChange(name, None, value) for name, value in values.items()]
        return _change(row, texts, Action.CREATE, fields=tuple(fields))

    def _compare(self, row: GlossaryRow, values: Values, texts: Texts, term: Term) -> Change:
        fields = tuple(_differences(term, values))
        first_line = self._lines.setdefault(term.pk or id(term), row.number)
        if fields and first_line != row.number:
            return _refused(row, texts, _finding(row, "twice", line=first_line))
        if term.source and any(field.column in _text_columns() for field in fields):
            return _refused(row, texts, _finding(row, "followed"))
        action = Action.UPDATE if fields else Action.UNCHANGED
        stored = key_of(term) if term.pk else None
        return _change(row, texts, action, fields=fields, stored=stored)


def _change(row: GlossaryRow, texts: Texts, action: Action, **facts: Any) -> Change:
    key, name = f"line {row.number}", " / ".join(texts.values())
    return Change(key=key, action=action, name=name, lines=(row.number,), **facts)


def _refused(row: GlossaryRow, texts: Texts, finding: Finding) -> Change:
    return _change(row, texts, Action.REFUSED, findings=(finding,))


def _finding(row: GlossaryRow, kind: str, **params: object) -> Finding:
    return Finding(Level.ERROR, kind, "", (row.number,), params=params)


def refusal_in_words(change: Change) -> str:
    """Return why a row is refused, in the active language; "" for one that is not."""
    return " ".join(filled(_SENTENCES[finding.kind], finding.params) for finding in change.findings)


def _differences(term: Term, values: Values) -> Iterator[FieldChange]:
    """Yield whatever a row gives otherwise than a term has it."""
    for name, value in values.items():
        stored = getattr(term, name)
        if value and term_text(value) != term_text(stored):
            yield FieldChange(name, stored, value)


def _values(row: GlossaryRow) -> Values:
    """Return a row's values by column of a term; the kind is None if it names none."""
    values: Values = {KIND: kind_of(" ".join(row.cells.get(KIND, "").split()))}
    for name, cell in row.cells.items():
        if name == FORBIDDEN:
            values[name] = spellings(cell)
        elif name == NOTE:
            values[name] = cell.strip()
        elif name != KIND:
            values[name] = " ".join(cell.split())
    return values


def _refusal(row: GlossaryRow, values: Values, texts: Texts) -> Finding | None:
    """Return why a row cannot be a term, None where it can."""
    if values[KIND] is None:
        kinds = [str(kind.label) for kind in Term.Kind]
        return _finding(row, "kind", word=row.cells[KIND].strip()[:60], kinds=kinds)
    if not texts:
        return _finding(row, "empty")
    if any(len(text) > _LONGEST for text in (*texts.values(), *values.get(FORBIDDEN, ()))):
        return _finding(row, "long_text", most=_LONGEST)
    if len(values.get(NOTE, "")) > _LONGEST_NOTE:
        return _finding(row, "long_note", most=_LONGEST_NOTE)
    return None


def _text_columns() -> Sequence[str]:
    return [column("text", code) for code in language_codes()]


def column_heading(name: str) -> str:
    """Return the label of a term's column in the active language."""
    languages = {column("text", code): site_language_name(code) for code in language_codes()}
    opts: Any = Term._meta
    return languages.get(name) or str(opts.get_field(name).verbose_name)


def term_text(value: object) -> str:
    """Return a value of a term for people to read."""
    text = "\n".join(value) if isinstance(value, list) else str(value or "")
    return printable(text).strip()
