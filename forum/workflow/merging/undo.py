"""Undoing a merge by its journal: what it put somewhere, and is there still, goes back.

What somebody changed since stays, and is named. Nothing comes back for more people to see than saw
it before: where that is in doubt as a draft, offline or withheld, which is said.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext

from forum.core.columns import model_field
from forum.core.content import Content, Part, Record, Status, column
from forum.core.save_batches import batched_saves
from forum.history.audit import Action, log_action
from forum.history.recording import recording
from forum.history.restore import Outcome, put_back, try_out
from forum.history.row_names import RowNames, kind_of, label_of, list_references
from forum.history.rows import Fields, RowKey, is_clearance, key_from, key_of
from forum.history.states import RecordState, RowState, state_token, stored_states
from forum.history.version_token import record_token, require_token, versions_token
from forum.history.working_copies.changes import (
    DERIVED,
    STATES,
    RowEdit,
    from_json,
    is_same,
    merge_states,
)
from forum.history.working_copies.store import is_released
from forum.models import MergeJournal, Review, SlugRedirect
from forum.permissions.access import PUBLISH, may
from forum.workflow.merging.journal import key_at, place_of
from forum.workflow.merging.row_union import strictest
from forum.workflow.record_steps import Refused, publish
from forum.workflow.step_labels import moment
from people.models import User
from sessions_app.models import Correction

_LONGEST_VALUE = 120


class UndoRefusedError(Exception):
    """The merge stays as it is; ``str`` says why in sentences."""


def list_open_merges(record: Record) -> QuerySet[MergeJournal]:
    """Return the merges into a record that can be undone, the latest first."""
    return MergeJournal.objects.about(record).filter(undone_at=None)


def find_merge_of(key: RowKey) -> MergeJournal | None:
    """Return the merge by which a record went, if it can be undone."""
    merges = MergeJournal.objects.filter(content_type=key.kind, other=key.pk, undone_at=None)
    return merges.first()


def why_not_undo(journal: MergeJournal, user: User) -> str:
    """Return why somebody may not undo a merge, "" if they may."""
    if journal.undone_at:
        words = gettext("This merge was undone already, on %(when)s.")
        return words % {"when": moment(journal.undone_at)}
    survivor: Any = journal.object
    gone = journal.rows.get(f"{survivor._meta.label_lower}:{journal.other}") if survivor else None
    if gone is None:
        return gettext("Of this merge too little is known to undo it.")
    was_public = gone["fields"]["status"][0] in (Status.PUBLISHED, Status.OFFLINE)
    if (was_public or is_released(survivor)) and not may(user, PUBLISH, survivor):
        return gettext("What was merged is public: whoever may publish it undoes the merge.")
    return ""


def preview_undo(journal: MergeJournal, user: User) -> Outcome:
    """Return what undoing would do: it is done and rolled back. Raises UndoRefusedError."""
    if reason := why_not_undo(journal, user):
        raise UndoRefusedError(reason)
    return try_out(lambda: _Undoing(journal, user).undo())


def undo_merge(journal: MergeJournal, user: User, version_token: str) -> Outcome:
    """Undo a merge. version_token: of ``before`` as it was looked at.

    Raises OvertakenError and UndoRefusedError; then nothing is changed.
    """
    with transaction.atomic(), recording(user):
        journal = MergeJournal.objects.select_for_update(of=("self",)).get(pk=journal.pk)
        if reason := why_not_undo(journal, user):
            raise UndoRefusedError(reason)
        work = _Undoing(journal, user, lock=True)
        require_token(version_token, state_token(work.stored))
        with batched_saves():
            outcome = work.undo()
        survivor, duplicate = (key.model._base_manager.get(pk=key.pk) for key in work.pair)
        log_action(Action.MERGE_UNDONE, survivor, user, name=str(duplicate))
        log_action(Action.MERGE_UNDONE, duplicate, user, name=str(survivor))
        journal.rows, journal.joined, journal.moved = {}, {}, []
        journal.undone_at = timezone.now()
        journal.save()
    return outcome


class _Undoing:
    """Gives back row by row what a merge took. stored: its rows as they are; pair: the two."""

    def __init__(self, journal: MergeJournal, user: User, *, lock: bool = False) -> None:
        self._journal, self._user = journal, user
        self._edits = from_json(journal.rows)
        twins = (RowKey(key_at(gone).label, pk) for gone, (pk, _) in journal.joined.items())
        self.stored = stored_states((*self._edits, *twins), lock=lock)
        deletions = [edit for edit in self._edits.values() if edit.kind == "deleted"]
        # Somebody may have recovered one of them.
        self._gone = {
            edit.key: RowState(edit.key, {name: old for name, (old, _) in edit.fields.items()})
            for edit in deletions
            if edit.key not in self.stored
        }
        survivor = key_from(journal.content_type_id, journal.object_id)
        self.pair = survivor, RowKey(survivor.label, journal.other)
        self._notes: list[str] = []
        self._names = RowNames(self.stored, self._gone)
        self._names.read([*self.stored, *self._gone])

    def undo(self) -> Outcome:
        """Give everything back; within a transaction."""
        changed = {row.key: row for row in self._list_changes()}
        outcome = put_back(dict(self._list_returning()), changed, self.stored)
        if self.pair[1] not in {**self.stored, **outcome.after}:
            raise UndoRefusedError(" ".join(outcome.notes))
        self._move_back({**self.stored, **outcome.after})
        if self.pair[1] in outcome.after:
            self._publish_again()
        self._note_corrections()
        outcome.notes = [*self._notes, *outcome.notes]
        outcome.after = stored_states(self._edits)
        return outcome

    def _list_changes(self) -> Iterator[RowState]:
        """Yield of each row that is still there the columns that go back."""
        for key, edit in self._edits.items():
            if edit.kind == "changed" and key not in self.stored:
                self._note(key, gettext("It has been deleted since."))
            elif edit.kind == "changed" and (values := self._find_values(edit)):
                yield RowState(key, values)

    def _find_values(self, edit: RowEdit) -> Fields:
        row, values, lists = self.stored[edit.key], {}, {}
        _before, left_at = edit.fields["version"]
        for name, (before, after) in edit.fields.items():
            field, now = model_field(edit.key.model, name), row.fields.get(name)
            if name in DERIVED or name == STATES:
                continue
            if field.many_to_many or isinstance(field, ArrayField):
                lists[name] = [field.to_python(value) or [] for value in (before, after, now)]
            # Nobody has cleared what was written since.
            elif is_same(edit.key, name, now, after) and (
                not is_clearance(name) or row.fields["version"] == left_at
            ):
                values[name] = before
            elif not is_same(edit.key, name, now, before):
                self._note(edit.key, gettext("It has been edited since and stays: %(value)s"), name)
        # What a text that stays replaced is known still: as another spelling.
        texts = [pair[0] for name, pair in edit.fields.items() if name not in values]
        staying = [text for text in texts if isinstance(text, str)]
        for name, (before, after, now) in lists.items():
            values[name] = _take_out(before, [text for text in after if text not in staying], now)
        if values and STATES in edit.fields:
            before, after = (_pick_states(states, values) for states in edit.fields[STATES])
            values[STATES] = merge_states(after, before, row.fields.get(STATES) or {})
        return values

    def _list_returning(self) -> Iterator[tuple[RowKey, RowState]]:
        """Yield what was deleted, out of sight where its counterpart was changed since."""
        for key, row in self._gone.items():
            twin_pk, left = self._journal.joined.get(place_of(key), (0, {}))
            twin = self.stored.get(RowKey(key.label, twin_pk))
            fields = {**row.fields}
            if key == self.pair[1] and twin:
                self._restrict(fields, twin.fields, left)
            elif issubclass(key.model, Part) and not (twin and _is_as_left(twin, left)):
                fields["withheld"] = True
            if fields != row.fields:
                words = gettext("It comes back out of sight: the other one was changed since.")
                self._note(key, words)
            yield key, RowState(key, fields)

    @staticmethod
    def _restrict(fields: Fields, survivor: Fields, left: Fields) -> None:
        """Let what the record that stays has been kept back from hold for the other one too."""
        if survivor["status"] == Status.OFFLINE != left["status"]:
            fields["status"] = Status.OFFLINE
        consent = survivor.get("photo_consent")
        if consent != left.get("photo_consent"):
            fields["photo_consent"] = strictest("photo_consent", fields["photo_consent"], consent)

    def _move_back(self, present: RecordState) -> None:
        """Let comments and the like be about the rows that they were about; addresses too."""
        for moved in self._journal.moved:
            source, column_name = key_at(moved["from"]), moved["column"]
            if source in present:
                rows = apps.get_model(moved["table"])._base_manager.filter(pk__in=moved["keys"])
                rows.filter(**{column_name: moved["to"]}).update(**{column_name: source.pk})
        survivor, duplicate = self.pair
        record: Any = duplicate.model._base_manager.get(pk=duplicate.pk)
        redirects = SlugRedirect.objects.filter(content_type=survivor.kind, object_id=survivor.pk)
        redirects.filter(old_slug=record.slug).delete()

    def _note_corrections(self) -> None:
        """Name the corrections that were told since, for one of them may be the merge's."""
        model = self.pair[0].model
        pair = model._base_manager.filter(pk__in=[key.pk for key in self.pair])
        since = Correction.objects.published().filter(created__gte=self._journal.at)
        keys = [key_of(note) for note in since.filter(event__in=pair.values(model.corrected_in))]
        self._names.read(keys)
        for key in keys:
            words = gettext("The public reads it. If it tells of the merge, withdraw it by hand.")
            self._note(key, words)

    def _publish_again(self) -> None:
        """Publish the record that came back where it was, as far as the site's rules let it."""
        key = self.pair[1]
        former = self._gone[key].fields
        record: Any = key.model._base_manager.get(pk=key.pk)
        if former["status"] != Status.PUBLISHED or record.is_offline:
            return
        # It is what was approved.
        token = versions_token([(*key, former["version"])])
        reviews = Review.objects.about(record).filter(version_token=token)
        reviews.update(version_token=record_token(record))
        try:
            with transaction.atomic():
                for codes, at in _list_publications(record):
                    publish(record, self._user, codes, at)
        except Refused as refused:
            words = gettext("It comes back as a draft: %(why)s")
            self._note(key, words % {"why": refused})

    def _note(self, key: RowKey, why: str, name: str = "") -> None:
        words = {"what": kind_of(key), "name": self._names.of(key)}
        place = gettext("%(what)s “%(name)s”") % words
        if name:
            field, row = model_field(key.model, name), self.stored[key]
            self._names.read(list_references(row, [name]))
            value = self._names.text(field, row.fields.get(name)) or gettext("empty")
            place = gettext("%(what)s “%(name)s”, %(field)s") % {**words, "field": label_of(field)}
            why = why % {"value": Truncator(value).chars(_LONGEST_VALUE)}
        self._notes.append(gettext("%(place)s: %(why)s") % {"place": place, "why": why})


def _take_out(before: list[Any], after: list[Any], now: list[Any]) -> list[Any]:
    """Return a list as it is now without what a merge added, and with what it took."""
    added = [item for item in after if item not in before]
    taken = [item for item in before if item not in (*after, *now)]
    return [*(item for item in now if item not in added), *taken]


def _pick_states(states: Any, values: Fields) -> dict[str, dict[str, Any]]:
    """Return those of some states of translations whose texts go back."""
    return {
        name: {code: entry for code, entry in entries.items() if column(name, code) in values}
        for name, entries in (states or {}).items()
    }


def _is_as_left(row: RowState, left: Fields) -> bool:
    """Tell whether a row says what it said after the merge; its place in the order may differ."""
    names = left.keys() - DERIVED - {STATES, "position"}
    return all(is_same(row.key, name, row.fields.get(name), left[name]) for name in names)


def _list_publications(record: Content) -> Iterator[tuple[list[str], datetime | None]]:
    """Yield the languages in which a record was public, then each that has a later moment."""
    now = timezone.now()
    moments = {code: record.get_moment(code) for code in record.ready_languages}
    if public := [code for code, at in moments.items() if at and at <= now]:
        yield public, None
    yield from (([code], at) for code, at in moments.items() if at and at > now)
