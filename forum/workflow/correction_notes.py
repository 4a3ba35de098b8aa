"""The note of a correction: told now, or when the working copies that it is about are published.

One note may be about several working copies that are published at the same moment. It is told as it
was written if all of them are, or were before. Where one is refused, or no longer scheduled,
readers are told of the rest alone, in the words that are proposed for that; who scheduled it hears
of it.
"""

from collections.abc import Collection, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext, override

from forum.history.audit import Action, log_action
from forum.history.corrections.changed import Changed
from forum.history.corrections.correction_note import Note, find_events, propose_note, tell
from forum.history.rows import key_of
from forum.history.working_copies.store import open_copy
from forum.models import WorkingCopy
from forum.workflow.approvals import keep_approvals
from forum.workflow.copy_approvals import keep_copy_approvals
from forum.workflow.copy_steps import published_changes, scheduled_moments
from forum.workflow.note_shares import SHARES
from people.models import User
from sessions_app.models import Correction, Event


@dataclass(frozen=True, slots=True)
class PublishedChanges:
    """What a moment has published of a working copy. notes: of its languages, as it keeps them."""

    copy: int
    languages: list[str]
    notes: list[dict[str, Any]]
    changes: list[Changed]


def tell_note(note: Note, by: User | None) -> None:
    """Store a note on its events; what is approved of these goes on being approved."""
    with ExitStack() as stack:
        for event in Event.objects.filter(pk__in=note.events):
            stack.enter_context(keep_approvals(event, Correction))
            stack.enter_context(keep_copy_approvals(open_copy(key_of(event))))
        tell(note, by)


def leave_note(copies: Collection[WorkingCopy], at: datetime, note: Note) -> None:
    """Let a note be told when what it is about is published at a moment.

    A language that changes no public text has no part in it.
    """
    concerned = {copy.pk: _changed_languages(copy, at) for copy in copies}
    shares = {str(pk): codes for pk, codes in concerned.items() if codes}
    stored = {**note.as_json(), SHARES: shares}
    for copy in copies:
        copy.notes |= dict.fromkeys(concerned[copy.pk], stored)
        copy.save(update_fields=["notes"])


def _changed_languages(copy: WorkingCopy, at: datetime) -> list[str]:
    due = [code for code, moment in scheduled_moments(copy).items() if moment == at]
    return [code for code in due if published_changes(copy, [code])]


def tell_published(
    published: Sequence[PublishedChanges], by: User | None, scheduled_by: int
) -> None:
    """Tell the notes of what was published at a moment. scheduled_by: key of a user."""
    done = {(part.copy, code) for part in published for code in part.languages}
    told: list[dict[str, Any]] = []
    for part in published:
        for stored in part.notes:
            if stored in told:
                continue
            told.append(stored)
            note = Note.from_json(stored)
            shares = {int(pk): codes for pk, codes in stored.get(SHARES, {}).items()}
            if {(pk, code) for pk, codes in shares.items() for code in codes} <= done:
                tell_note(note, by)
            else:
                sharing = [part for part in published if stored in part.notes]
                tell_note(_without_refused(note, sharing), by)
                _note_replacement(note, part.languages, scheduled_by)


def _without_refused(note: Note, published: Collection[PublishedChanges]) -> Note:
    """Return a note that tells only of what was published."""
    changes = [change for part in published for change in part.changes]
    events = {event.pk for event in find_events(changes)}
    told_on = tuple(pk for pk in note.events if pk in events)
    return Note(note.day, propose_note(changes), told_on)


def _note_replacement(note: Note, languages: list[str], scheduled_by: int) -> None:
    """Let who scheduled a note know that it was not told as it was written, and keep the words."""
    written = " / ".join(filter(None, note.texts.values()))
    reasons = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            reasons[language] = gettext(
                "Not all that the note is about was published, so it is not told as written: "
                "“%(written)s”"
            ) % {"written": written}
    for event in Event.objects.filter(pk__in=note.events):
        log_action(
            Action.NOTE_REPLACED, event,
            languages=languages, reasons=reasons, scheduled_by=scheduled_by,
        )  # fmt: skip
