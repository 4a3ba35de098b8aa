"""A kept plan as its page shows it: what happens by kind, field by field, with what differs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.text import capfirst
from django.utils.translation import gettext

from forum.core.field_labels import name_of
from forum.core.text_differences import TextPiece, differences
from forum.core.translated import html_lang
from forum.desk.imports.field_values import Values, field_of, model_of
from forum.imports.passages import PassageLine, cut_passage, finding_words
from forum.imports.plan import Action
from forum.models.finding_sentences import finding_sentence, subject_in_words

ORDER: Final = (Action.CONFLICT, Action.UPDATE, Action.CREATE, Action.UNCHANGED)
LEVELS: Final = ("error", "warning", "note")
# Of a plan with thousands of objects the page names all and opens so many of them.
_MOST_OPEN: Final = 400
_MOST_FINDINGS: Final = 400
_LONGEST: Final = 6_000
_COMMON: Final = 0.5
# What staff need not see: it follows from the rest.
_HIDDEN: Final = frozenset({"slug", "source_language", "position", "match_keys", "ready_languages"})


@dataclass(frozen=True, slots=True)
class ShownField:
    """A field: old and new as texts in one list of pieces. kept: the old text stays."""

    label: str
    pieces: list[TextPiece]
    lang: str
    kept: bool


@dataclass(slots=True)
class ShownChange:
    """An object of the plan."""

    name: str
    action: str
    note: str
    fields: list[ShownField]


@dataclass(slots=True)
class Kind:
    """The objects of one model. counts: action -> how many."""

    label: str
    name: str
    changes: list[ShownChange] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A warning with the passage of the document that it speaks of."""

    level: str
    subject: str
    message: str
    lines: list[int]
    passage: list[PassageLine]


@dataclass(frozen=True, slots=True)
class Lack:
    """Texts that are in one language only."""

    what: str
    language: str
    names: list[str]
    of: int


def kinds(kept: Mapping[str, Any]) -> list[Kind]:
    """Return what happens to the objects of each model, in the order of the plan."""
    opened = [one for one in kept["plan"] if one["action"] != Action.UNCHANGED][:_MOST_OPEN]
    values = Values(opened)
    detailed = {id(one) for one in opened}
    found: dict[str, Kind] = {}
    for entry in kept["plan"]:
        meta = model_of(entry["model"])._meta
        kind = found.setdefault(
            entry["model"], Kind(entry["model"], str(capfirst(meta.verbose_name_plural)))
        )
        kind.counts[entry["action"]] = kind.counts.get(entry["action"], 0) + 1
        if entry["action"] == Action.UNCHANGED:
            kind.unchanged.append(entry["name"])
        else:
            kind.changes.append(_change(entry, values, detailed=id(entry) in detailed))
    for kind in found.values():
        kind.changes.sort(key=lambda one: ORDER.index(Action(one.action)))
        kind.counts = {str(one): kind.counts[one] for one in ORDER if one in kind.counts}
    return list(found.values())


def findings(kept: Mapping[str, Any]) -> list[ShownFinding]:
    """Return the warnings, the most serious first."""
    ranked = sorted(kept["warnings"], key=lambda one: LEVELS.index(one["level"]))
    return [
        ShownFinding(
            level=one["level"],
            subject=subject_in_words(one["subject"]),
            message=finding_sentence(one["kind"], one["case"], one["params"], one.get("text", "")),
            lines=one["lines"],
            passage=cut_passage(kept["passages"], one["lines"], finding_words(one)),
        )
        for one in ranked[:_MOST_FINDINGS]
    ]


def levels(kept: Mapping[str, Any]) -> dict[str, int]:
    """Return how many warnings there are of each level."""
    return {level: sum(1 for one in kept["warnings"] if one["level"] == level) for level in LEVELS}


def lacks(kept: Mapping[str, Any]) -> list[Lack]:
    """Return what still lacks a language, in words: people's names, guests' titles …"""
    return [
        Lack(
            what=gettext("%(what)s: %(field)s")
            % {"what": _plural(one["model"]), "field": _field_name(one)},
            language=name_of(one["language"]),
            names=one["names"],
            of=one["of"],
        )
        for one in kept["lacking"]
    ]


def _change(entry: Mapping[str, Any], values: Values, *, detailed: bool) -> ShownChange:
    fields = _fields(entry, values) if detailed else ()
    note = gettext(entry["note"]) if entry["note"] else ""
    return ShownChange(entry["name"], entry["action"], note, list(fields))


def _fields(entry: Mapping[str, Any], values: Values) -> Iterator[ShownField]:
    model = model_of(entry["model"])
    for name, change in entry["fields"].items():
        column = field_of(model, name)
        hidden = name in _HIDDEN and entry["action"] == Action.CREATE
        if column is None or hidden:
            continue
        old = _cut(values.text(column, change["old"]))
        new = _cut(values.text(column, change["new"]))
        if old or new:
            yield ShownField(
                label=str(capfirst(column.verbose_name)),
                pieces=_pieces(column, old, new),
                lang=html_lang(column.language) if getattr(column, "language", None) else "",
                kept=bool(change.get("kept")),
            )


def _pieces(column: Any, old: str, new: str) -> list[TextPiece]:
    """Return what differs, letter by letter in texts, as a whole in everything else."""
    if not old:
        return [TextPiece("new", new)]
    if not new:
        return [TextPiece("old", old)]
    if column.is_relation or getattr(column, "flatchoices", None):
        return [TextPiece("old", old), TextPiece("new", new)]
    found = differences(old, new)
    same = sum(len(piece.text) for piece in found if piece.kind == "same")
    # Of two texts that have little in common, the letters that they share are chance.
    if same < _COMMON * min(len(old), len(new)):
        return [TextPiece("old", old), TextPiece("new", new)]
    return found


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _plural(label: str) -> str:
    return str(capfirst(model_of(label)._meta.verbose_name_plural))


def _field_name(one: Mapping[str, Any]) -> str:
    return str(field_of(model_of(one["model"]), one["field"]).verbose_name)
