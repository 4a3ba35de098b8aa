"""A stored plan as its page shows it: what happens by kind, field by field, with what differs."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any, Final

from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext

from forum.core.content import Content
from forum.core.field_labels import site_language_name
from forum.core.record_names import full_name
from forum.core.text_differences import TextPiece, differences
from forum.core.translated import html_lang
from forum.desk.addresses import change_url
from forum.desk.base_admin import DbField, column_of
from forum.desk.imports.field_values import PlanValues, field_of, model_of
from forum.desk.imports.finding_labels import finding_label
from forum.desk.working_copies.addresses import changes_url
from forum.history.rows import RowKey
from forum.imports.passages import PassageLine, cut_passage, finding_words
from forum.imports.plan import Action
from forum.imports.planning.record_plan import note_sentence
from forum.imports.row_decisions import CHOICES, CONFIRMED, REFUSED, TEXTS, can_confirm
from forum.models import ImportUpload, WorkingCopy
from forum.models.finding_sentences import (
    finding_sentence,
    name_finding,
    shape_in_words,
    subject_in_words,
)
from forum.reader.findings import is_doubt
from forum.workflow.open_findings import GUESS
from forum.workflow.step_labels import names_of
from sessions_app.models import EventOrganization, Session

type StoredPlan = Mapping[str, Any]
"""A plan as its upload keeps it: JSON."""

type PlanEntry = Mapping[str, Any]
"""An object of a plan: model, key, name, action, note, fields."""

ORDER: Final = (Action.CONFLICT, Action.UPDATE, Action.CREATE, Action.UNCHANGED)
LEVELS: Final = ("error", "warning", "note")
# Of a plan with thousands of objects the page names all and opens so many of them.
_MOST_OPEN: Final = 400
_MOST_FINDINGS: Final = 400
_MOST_UNFOLDED: Final = 3
# Of the objects of a model, beside its name.
_MOST_NAMED: Final = 12
_MOST_ROWS: Final = 5
_LONGEST: Final = 6_000
_COMMON: Final = 0.5
_EVENT_ROW: Final = "sessions_app.event:event"
# Letters of an unchanged text that are shown on either side of a change.
_AROUND_CHANGE: Final = 120
# What staff need not see: it follows from the rest.
_HIDDEN: Final = frozenset({"slug", "source_language", "position", "match_keys", "ready_languages"})


@dataclass(frozen=True, slots=True)
class PlannedField:
    """A field: old and new as texts in one list of pieces. stays: why the old text does, or ""."""

    label: str
    pieces: list[TextPiece]
    lang: str
    stays: str


@dataclass(slots=True)
class PlannedObject:
    """An object of the plan. row: the one on whose page it is decided about, "" if there is none.

    place: its own name where it is such a row. passage: the lines of the document that it comes
    from.
    """

    name: str
    action: str
    note: str
    fields: list[PlannedField]
    row: str = ""
    place: str = ""
    passage: list[PassageLine] = field(default_factory=list)

    @property
    def invitation(self) -> str:
        """What can be done about its row, with its name."""
        return _invitation(self.row, self.name, can_be_confirmed=False)

    @property
    def is_event(self) -> bool:
        """Whether it is what the document is about, without which nothing is left."""
        return self.row == _EVENT_ROW


@dataclass(frozen=True, slots=True)
class DecidedRow:
    """What was decided about a row. fields: none of one that is left out, or is right."""

    row: str
    kind: str
    name: str
    fields: list[PlannedField]
    is_left_out: bool


@dataclass(frozen=True, slots=True)
class WaitingCopy:
    """A working copy of a record that a plan writes to. who: "" for a command."""

    pk: int
    name: str
    changes_url: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class UnseenRecord:
    """A public record that a plan gives texts in languages which nobody has published.

    is_offline: publishing the import does not publish them either.
    """

    name: str
    url: str
    languages: str
    is_offline: bool


@dataclass(slots=True)
class PlannedModel:
    """The objects of one model. counts: action -> how many."""

    label: str
    name: str
    changes: list[PlannedObject] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def first_names(self) -> list[str]:
        return [change.name for change in self.changes[:_MOST_NAMED]]


@dataclass(frozen=True, slots=True)
class FindingWithPassage:
    """A warning with the passage of the document that it speaks of.

    subject: "" where the message names it. rows: those of the plan that it is about, row -> words.
    """

    level: str
    kind: str
    subject: str
    message: str
    lines: list[int]
    passage: list[PassageLine]
    rows: dict[str, str]


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Findings of one level and kind."""

    level: str
    kind: str
    findings: list[FindingWithPassage]

    @property
    def label(self) -> str:
        return finding_label(self.kind)

    @property
    def is_folded(self) -> bool:
        """Whether they are so many that those of other kinds would be far below."""
        return len(self.findings) > _MOST_UNFOLDED


@dataclass(frozen=True, slots=True)
class MissingTexts:
    """Texts that are in one language only."""

    what: str
    language: str
    names: list[str]
    of: int


def name_sessions(plan: StoredPlan) -> StoredPlan:
    """Return a plan in which no session bears its key: without a text the word for its kind."""
    kinds = dict(Session.Kind.choices)
    words = {
        entry["key"]: f"{kinds[kind]} {entry['key'].removeprefix(kind).strip('-')}".strip()
        for entry in plan.get("plan", ())
        if entry["model"] == Session._meta.label_lower and entry["name"] == entry["key"]
        and (kind := (entry["fields"].get("kind") or {}).get("new")) in kinds
    }  # fmt: skip
    words |= {
        entry["key"]: entry["name"]
        for entry in plan.get("plan", ())
        if entry["model"] == Session._meta.label_lower and entry["name"] != entry["key"]
    }
    if not words:
        return plan

    def name_of(name: str) -> str:
        guest, between, session = name.rpartition(" · ")
        return f"{guest}{between}{words.get(session, session)}"

    entries = [{**entry, "name": name_of(entry["name"])} for entry in plan["plan"]]
    lacks = [{**gap, "names": [*map(name_of, gap["names"])]} for gap in plan.get("lacking", ())]
    return {**plan, "plan": entries, "lacking": lacks}


def planned_models(plan: StoredPlan) -> list[PlannedModel]:
    """Return what happens to the objects of each model, in the order of the plan."""
    changed = [entry for entry in plan["plan"] if entry["action"] != Action.UNCHANGED]
    opened = changed[:_MOST_OPEN]
    values = PlanValues(plan["plan"], opened)
    roles = _rows_of_organizations(plan)
    detailed = {id(entry) for entry in opened}
    models: dict[str, PlannedModel] = {}
    for entry in plan["plan"]:
        label = entry["model"]
        model = models.setdefault(label, PlannedModel(label, _plural(label)))
        model.counts[entry["action"]] = model.counts.get(entry["action"], 0) + 1
        if entry["action"] == Action.UNCHANGED:
            model.unchanged.append(entry["name"])
        else:
            change = _planned_object(entry, values, detailed=id(entry) in detailed)
            change.row = change.place or roles.get(f"{label}:{entry['key']}", "")
            if change.fields:
                words = entry["name"].split(" · ")
                change.passage = cut_passage(plan["passages"], entry["lines"], words, around=0)
            model.changes.append(change)
    for model in models.values():
        model.changes.sort(key=lambda change: ORDER.index(Action(change.action)))
        counts = model.counts
        model.counts = {str(action): counts[action] for action in ORDER if action in counts}
    return list(models.values())


def inherited_decisions(upload: ImportUpload) -> list[DecidedRow]:
    """Return what was decided about rows as in another document, and nobody has looked at here."""
    inherited = upload.decisions.get(ImportUpload.INHERITED, {})
    return _decided_rows(upload, {row: inherited[row] for row in upload.inherited_rows})


def decided_rows(upload: ImportUpload) -> list[DecidedRow]:
    """Return what staff have decided about the rows of this document."""
    stated = upload.decisions.get(ImportUpload.STATED, {})
    decided = [row for row in upload.decisions.get(ImportUpload.ROWS, {}) if row in stated]
    return _decided_rows(upload, {row: stated[row] for row in decided})


def _decided_rows(
    upload: ImportUpload, stated: Mapping[str, Mapping[str, str]]
) -> list[DecidedRow]:
    """Return decisions about some rows. stated: of each what the document says of it."""
    named_entries = name_sessions(upload.plan).get("plan", ())
    entries = {f"{entry['model']}:{entry['key']}": entry for entry in named_entries}
    values = PlanValues(entries.values(), entries.values())
    rows = upload.decisions[ImportUpload.ROWS] if stated else {}
    return [_decided_row(row, rows[row], texts, entries, values) for row, texts in stated.items()]


def waiting_copies(upload: ImportUpload) -> list[WaitingCopy]:
    """Return the working copies that wait beside a plan, as they are now."""
    copies = WorkingCopy.objects.open().filter(pk__in=upload.plan.get(ImportUpload.BESIDE, ()))
    return [
        WaitingCopy(
            pk=copy.pk,
            name=full_name(copy.object),
            changes_url=changes_url(copy),
            who=str(copy.changed_by or ""),
            at=copy.changed_at,
        )
        for copy in copies.select_related("changed_by").prefetch_related("object")
        if copy.object
    ]


def unseen_records(plan: StoredPlan) -> list[UnseenRecord]:
    """Return the records with texts of a plan that the public does not see unless it publishes."""
    unseen: list[UnseenRecord] = []
    for label, pk, name, codes in plan.get("unseen", ()):
        key = RowKey(label, pk)
        record = key.model._default_manager.filter(pk=pk).first()
        if isinstance(record, Content):
            url, languages = change_url(record), names_of(codes)
            unseen.append(UnseenRecord(name, url, languages, record.is_offline))
    return unseen


def _decided_row(
    row: str,
    decision: Mapping[str, str],
    stated: Mapping[str, str],
    entries: Mapping[str, PlanEntry],
    values: PlanValues,
) -> DecidedRow:
    """Return a decision with what the document says. entries: without a row that is left out."""
    label, _colon, key = row.partition(":")
    words = [text for name, text in stated.items() if text and name not in CHOICES[label]]
    fields = [
        _field_of_texts(column, values.text_of(column, old), values.text_of(column, new))
        for name, text in decision.items()
        # One that was corrected first, and left out then, is left out.
        if REFUSED not in decision and name != CONFIRMED
        if (column := field_of(model_of(label), name))
        for old, new in [(_plan_value(column, stated.get(name, "")), _plan_value(column, text))]
    ]
    name = entries[row]["name"] if row in entries else " / ".join(words) or key
    if row not in entries and label == "sessions_app.appearance":
        # Whoever was nowhere else has left the plan with the row.
        slug = key.split("/")[1]
        guest = entries.get(f"people.person:{slug}", {"name": slug})
        name = f"{guest['name']} · {name}"
    kind = str(capfirst(model_of(label)._meta.verbose_name))
    return DecidedRow(row, kind, name, fields, is_left_out=REFUSED in decision)


def _plan_value(column: DbField, key: str) -> str:
    """Return a value as a plan names it: another of its rows with its model."""
    related = column.related_model
    return f"{related._meta.label_lower}:{key}" if related and key else key


def findings_with_passages(plan: StoredPlan) -> list[FindingWithPassage]:
    """Return the warnings, the most serious first."""
    ranked = sorted(plan["warnings"], key=lambda finding: LEVELS.index(finding["level"]))
    entries = defaultdict[int, list[PlanEntry]](list)
    for entry in filter(is_decidable, plan.get("plan", ())):
        for line in entry["lines"]:
            entries[line].append(entry)
    return [_finding_with_passage(plan, finding, entries) for finding in ranked[:_MOST_FINDINGS]]


def gives_way(plan: StoredPlan) -> bool:
    """Tell whether something of a document stands back behind what the site says already."""
    fields = (change for entry in plan.get("plan", ()) for change in entry["fields"].values())
    return any(change.get("gives_way") for change in fields)


def name_doubts(plan: StoredPlan) -> list[str]:
    """Return with what an import publishes nothing: what each finding is about, and where."""
    return [
        name_finding(finding_label(kind), finding["subject"], finding["lines"])
        for finding in plan.get("warnings", ())
        if (kind := finding["kind"]) == GUESS
        or is_doubt(finding["level"], kind, finding.get("case", ""))
    ]


def group_findings(findings: Iterable[FindingWithPassage]) -> list[FindingGroup]:
    """Return findings of one level and kind together, in the order in which the first stand."""
    groups: dict[tuple[str, str], list[FindingWithPassage]] = {}
    for finding in findings:
        groups.setdefault((finding.level, finding.kind), []).append(finding)
    return [FindingGroup(level, kind, alike) for (level, kind), alike in groups.items()]


def describe_reading(plan: StoredPlan) -> str:
    """Return what a document was taken for, and how much of it was understood."""
    percent = int(100 * plan.get("understood", 0))
    facts = {"shape": shape_in_words(plan.get("shape", "")), "percent": percent}
    return gettext("Read as %(shape)s; %(percent)d %% of the text was understood.") % facts


def _finding_with_passage(
    plan: StoredPlan, finding: Mapping[str, Any], entries: Mapping[int, list[PlanEntry]]
) -> FindingWithPassage:
    """Return a warning as the page shows it. entries: line -> the rows that come from it."""
    subject = subject_in_words(finding["subject"])
    message = finding_sentence(
        finding["kind"], finding["case"], finding["params"], finding.get("text", "")
    )
    return FindingWithPassage(
        level=finding["level"],
        kind=finding["kind"],
        subject="" if subject in message else subject,
        message=message,
        lines=finding["lines"],
        passage=cut_passage(plan["passages"], finding["lines"], finding_words(finding)),
        rows=_rows_of(finding, entries),
    )


def _rows_of(finding: Mapping[str, Any], entries: Mapping[int, list[PlanEntry]]) -> dict[str, str]:
    """Return the rows of a finding's lines that bear what it is about as a name or as a text.

    Each with what can be done about it there.
    """
    subject = finding["subject"]
    rows = {
        row: _invitation(
            row,
            entry["name"],
            can_be_confirmed=can_confirm(finding["kind"], finding["case"], entry["model"]),
        )
        for line in finding["lines"]
        for entry in entries.get(line, ())
        for row in (f"{entry['model']}:{entry['key']}",)
        if subject in entry["name"].split(" · ")
        or any(change["new"] == subject for change in entry["fields"].values())
    }
    return dict(islice(rows.items(), _MOST_ROWS))


def _invitation(row: str, name: str, *, can_be_confirmed: bool) -> str:
    """Return what can be done about a row; an event is not left out."""
    if row == _EVENT_ROW:
        words = gettext("Confirm or correct: %(name)s")
    elif can_be_confirmed:
        words = gettext("Confirm, correct or leave out: %(name)s")
    else:
        words = gettext("Correct or leave out: %(name)s")
    return words % {"name": name}


def count_levels(plan: StoredPlan) -> dict[str, int]:
    """Return how many warnings each level has."""
    counts = Counter(finding["level"] for finding in plan["warnings"])
    return {level: counts[level] for level in LEVELS}


def count_open_findings(plan: StoredPlan) -> int:
    """Return how many findings an import leaves to be settled; notes need no settling."""
    return sum(count for level, count in count_levels(plan).items() if level != "note")


def missing_texts(plan: StoredPlan) -> list[MissingTexts]:
    """Return what still lacks a language, in words: people's names, guests' titles …"""
    return [
        MissingTexts(
            what=gettext("%(what)s: %(field)s")
            % {"what": _plural(gap["model"]), "field": _field_name(gap["model"], gap["field"])},
            language=site_language_name(gap["language"]),
            names=gap["names"],
            of=gap["of"],
        )
        for gap in plan["lacking"]
    ]


def _planned_object(entry: PlanEntry, values: PlanValues, *, detailed: bool) -> PlannedObject:
    fields = _planned_fields(entry, values) if detailed else ()
    note = note_sentence(entry["note"] or "")
    place = f"{entry['model']}:{entry['key']}" if is_decidable(entry) else ""
    return PlannedObject(entry["name"], entry["action"], note, list(fields), place=place)


def _rows_of_organizations(plan: StoredPlan) -> dict[str, str]:
    """Return organization of a plan -> its first row in a role, where its name is corrected."""
    return {
        organization: f"{entry['model']}:{entry['key']}"
        for entry in reversed(plan["plan"])
        if entry["model"] == EventOrganization._meta.label_lower and is_decidable(entry)
        if (organization := (entry["fields"].get("organization") or {}).get("new"))
    }


# The event that the document's event is part of.
_PARENT: Final = ("sessions_app.event", "parent")


def is_decidable(entry: PlanEntry) -> bool:
    """Tell whether staff can correct a row or leave it out: the document names it."""
    model, key = entry["model"], entry["key"]
    return model in TEXTS and not key.startswith("pk-") and (model, key) != _PARENT


def _planned_fields(entry: PlanEntry, values: PlanValues) -> Iterator[PlannedField]:
    model = model_of(entry["model"])
    # As in its form, Chinese before English; the database keeps them by the letters of their names.
    places = {field.name: place for place, field in enumerate(model._meta.get_fields())}
    for name in sorted(entry["fields"], key=lambda name: places.get(name, len(places))):
        change = entry["fields"][name]
        column = field_of(model, name)
        hidden = name in _HIDDEN and entry["action"] == Action.CREATE
        if column is None or hidden:
            continue
        old = values.text_of(column, change["old"])
        new = values.text_of(column, change["new"])
        if old or new:
            yield _field_of_texts(column, old, new, stays=_why_it_stays(change))


def _why_it_stays(change: Mapping[str, Any]) -> str:
    if change.get("gives_way"):
        return gettext("stays: news tell less than the site")
    return gettext("stays: staff changed it") if change.get("kept") else ""


def _field_of_texts(column: DbField, old: str, new: str, *, stays: str = "") -> PlannedField:
    return PlannedField(
        label=str(capfirst(column.verbose_name)),
        pieces=compare_texts(column, old, new),
        lang=html_lang(language) if (language := getattr(column, "language", "")) else "",
        stays=stays,
    )


def compare_texts(column: DbField, old: str, new: str) -> list[TextPiece]:
    """Return what differs, letter by letter in texts, as a whole in everything else."""
    if not old:
        return [TextPiece("new", _cut(new))]
    if not new:
        return [TextPiece("old", _cut(old))]
    if column.is_relation or getattr(column, "flatchoices", None):
        return [TextPiece("old", old), TextPiece("new", new)]
    pieces = differences(old, new)
    same = sum(len(piece.text) for piece in pieces if piece.kind == "same")
    # Of two texts that have little in common, the letters that they share are chance.
    if same < _COMMON * min(len(old), len(new)):
        return [TextPiece("old", _cut(old)), TextPiece("new", _cut(new))]
    return list(_shortened(pieces))


def _shortened(pieces: list[TextPiece]) -> Iterator[TextPiece]:
    """Yield the pieces of a comparison, of what is the same no more than stands around a change."""
    for place, piece in enumerate(pieces):
        text = piece.text
        before = text[:_AROUND_CHANGE] if place else ""
        after = text[-_AROUND_CHANGE:] if place < len(pieces) - 1 else ""
        is_long = piece.kind == "same" and len(text) > 3 * _AROUND_CHANGE and len(pieces) > 1
        yield TextPiece("same", f"{before} … {after}".strip()) if is_long else piece


def _cut(text: str) -> str:
    return Truncator(text).chars(_LONGEST)


def _plural(label: str) -> str:
    return str(capfirst(model_of(label)._meta.verbose_name_plural))


def _field_name(label: str, name: str) -> str:
    return str(column_of(model_of(label), name).verbose_name)
