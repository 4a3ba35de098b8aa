"""A word of an event's texts replaced by another: planned, shown text by text, written when told.

A plan is that of every way in: what was shown is what is written, or the text is left alone.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from forum.core.content import Record, column, language_codes, with_owner
from forum.core.record_tree import owner_lookup, tree_of
from forum.core.richtext import sanitize, to_text
from forum.core.text_differences import TextPiece
from forum.core.translations.states import is_rich, text_of, worded_fields
from forum.history.audit import Action as AuditAction
from forum.history.audit import log_action
from forum.history.import_plan import (
    Action,
    Change,
    Decisions,
    FieldChange,
    ImportPlan,
    Written,
    group_by_row,
    write_plan,
)
from forum.history.rows import RowKey
from forum.localization.exchange.outgoing_units import Words
from forum.localization.exchange.unit_context import describe_places
from forum.localization.exchange.unit_selection import reading_place, with_neighbours
from forum.permissions.access import has_model_right, may_write
from people.models import User
from sessions_app.models import Correction, Event

# Characters of a text on each side of what is replaced.
_AROUND: Final = 40
# A letter or digit, but no Han character: those part no words.
_WORD: Final = r"[^\W\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_TAG: Final = re.compile(r"(<[^>]*>)")


@dataclass(frozen=True, slots=True)
class Replacing:
    """What is searched, and its replacement. languages: codes of the texts that are looked at.

    is_exact: capitals count; is_whole: no letter or digit that it begins or ends with stands beside
    another, Han characters aside.
    """

    find: str
    replace: str
    languages: tuple[str, ...]
    is_exact: bool = False
    is_whole: bool = False

    @property
    def pattern(self) -> re.Pattern[str]:
        """The pattern for plain text."""
        return self._whole if self.is_whole else self._compile(re.escape(self.find))

    @property
    def _whole(self) -> re.Pattern[str]:
        before = f"(?<!{_WORD})" if re.match(_WORD, self.find[0]) else ""
        after = f"(?!{_WORD})" if re.match(_WORD, self.find[-1]) else ""
        return self._compile(f"{before}{re.escape(self.find)}{after}")

    def _compile(self, pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.NOFLAG if self.is_exact else re.IGNORECASE)

    def cuts_words(self, text: str) -> bool:
        """Tell whether it stands in a plain text within a longer word or number: UN in “fund”."""
        return len(self.pattern.findall(text)) > len(self._whole.findall(text))

    def put_in(self, text: str) -> str:
        """Return a plain text with the new words."""
        return self.pattern.sub(lambda _match: self.replace, text)

    def put_in_rich(self, text: str) -> str:
        """Return HTML with the new words; its tags stay as they are."""
        return sanitize("".join(map(self._put_in_segment, _TAG.split(text))))

    def _put_in_segment(self, segment: str) -> str:
        plain = html.unescape(segment)
        if segment.startswith("<") or not self.pattern.search(plain):
            return segment
        return html.escape(self.put_in(plain), quote=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement(Change):
    """A text that holds what is sought. trouble: why it cannot be changed, "" where it can.

    cautions: why somebody has to choose it, each as label and sentence. place: where it stands, by
    language; count: how often.
    """

    language: str
    place: Words = field(default_factory=dict)
    pieces: tuple[TextPiece, ...] = ()
    count: int = 1
    trouble: str = ""
    cautions: tuple[tuple[str, str], ...] = ()

    @property
    def needs_decision(self) -> bool:
        return bool(self.cautions)


def plan_replacing(
    event: Event, replacing: Replacing, user: User, *, lock: bool = False
) -> ImportPlan[Replacement]:
    """Return the texts of an event that hold something, in the order of its page: a query a model.

    lock: whether the rows stay as they are until the transaction ends.
    """
    rows = sorted(_rows(event, lock), key=reading_place)
    changes = [change for row in rows for change in _changes(row, replacing, user)]
    return ImportPlan(str(event), changes)


def write_replacing(
    plan: ImportPlan[Replacement],
    event: Event,
    replacing: Replacing,
    user: User,
    decisions: Decisions,
) -> Written[Replacement]:
    """Write what was chosen of a plan, in one transaction and one revision."""

    def save(changes: list[Replacement]) -> None:
        for key, row_changes in group_by_row(changes).items():
            _save_row(with_owner(key.model).get(pk=key.pk), row_changes)
        if changes:
            log_action(AuditAction.CHANGED, event, user)

    plan_again = partial(plan_replacing, event, replacing, user, lock=True)
    return write_plan(plan, plan_again, save, user=user, decisions=decisions)


def _save_row(row: Record, changes: list[Replacement]) -> None:
    for change in changes:
        for text in change.fields:
            setattr(row, text.column, text.new)
    row.save()


def _rows(event: Event, lock: bool) -> Iterator[Record]:
    for model in tree_of(Event):
        # What was published as a correction is a record of its day.
        if model is Correction or not worded_fields(model):
            continue
        rows = with_neighbours(model).filter(**{owner_lookup(model): event.pk})
        yield from rows.select_for_update(of=("self",)) if lock else rows


def _changes(row: Record, replacing: Replacing, user: User) -> Iterator[Replacement]:
    model = type(row)
    for name in worded_fields(model):
        for code in replacing.languages:
            stored = text_of(row, name, code)
            plain = to_text(stored) if is_rich(model, name) else stored
            if stored and (count := len(replacing.pattern.findall(plain))):
                yield _change(row, name, code, replacing, user, plain, count)


def _change(
    row: Record,
    name: str,
    language: str,
    replacing: Replacing,
    user: User,
    plain: str,
    count: int,
) -> Replacement:
    stored, rich = text_of(row, name, language), is_rich(type(row), name)
    new = replacing.put_in_rich(stored) if rich else replacing.put_in(stored)
    trouble = _trouble(row, column(name, language), new, user)
    if not trouble and rich and to_text(new) != replacing.put_in(plain):
        trouble = gettext("It stands across a change of formatting: change it in the form.")
    is_same = new == stored
    return Replacement(
        key=f"{row._meta.model_name}.{row.pk}.{column(name, language)}",
        action=Action.REFUSED if trouble else Action.UNCHANGED if is_same else Action.UPDATE,
        fields=(FieldChange(column(name, language), stored, new),),
        stored=RowKey(row._meta.label_lower, row.pk),
        language=language,
        place=describe_places(row, [name])[name],
        pieces=tuple(_pieces(plain, replacing)),
        count=count,
        trouble=trouble,
        cautions=tuple(_cautions(row, name, language, replacing, plain)),
    )


def _cautions(
    row: Record, name: str, language: str, replacing: Replacing, plain: str
) -> Iterator[tuple[str, str]]:
    if row.locks(name, language):
        sentence = gettext("Its office cleared this text: it will be marked as changed since.")
        yield gettext("Cleared"), sentence
    if replacing.cuts_words(plain):
        sentence = gettext(
            "It stands within longer words here: choose it only if they are meant too."
        )
        yield gettext("Within longer words"), sentence


def _trouble(row: Record, name: str, text: str, user: User) -> str:
    """Return why a column cannot hold a text, or somebody not write it, "" where nothing is."""
    model_field: Any = row._meta.get_field(name)
    if not (has_model_right(user, "change", row) and may_write(user, model_field)):
        return gettext("Your role does not change this text.")
    if not text.strip():
        return gettext("Nothing would be left of it: empty it in the form, if that is meant.")
    try:
        model_field.clean(text, row)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _pieces(text: str, replacing: Replacing) -> Iterator[TextPiece]:
    """Yield what changes of a plain text, with what stands around it."""
    end = 0
    for match in replacing.pattern.finditer(text):
        yield from _between(text[end : match.start()], is_first=end == 0)
        yield TextPiece("old", match[0])
        if replacing.replace:
            yield TextPiece("new", replacing.replace)
        end = match.end()
    rest = text[end:]
    yield TextPiece("same", f"{rest[:_AROUND]}…" if len(rest) > _AROUND else rest)


def _between(text: str, *, is_first: bool) -> Iterator[TextPiece]:
    if len(text) > 2 * _AROUND:
        text = f"{'' if is_first else text[:_AROUND]}…{text[-_AROUND:]}"
    if text:
        yield TextPiece("same", text)


def languages_of(choice: str) -> tuple[str, ...]:
    """Return the languages that a choice of a form means: one, or all."""
    return (choice,) if choice in language_codes() else tuple(language_codes())
