"""The working copies that share the note of a correction, which is told when they are published."""

from collections.abc import Collection
from typing import Any, Final

from forum.models import WorkingCopy

# In the note of a working copy: key of each that shares it -> its languages that it is about.
SHARES: Final = "copies"


def copies_sharing(copy: WorkingCopy) -> list[int]:
    """Return the keys of a working copy and of those that share a note with it, in their order."""
    shared = {int(pk) for note in copy.notes.values() for pk in note.get(SHARES, {})}
    return sorted({copy.pk, *shared})


def lock_first_sharing(copy: WorkingCopy) -> None:
    """Let all who publish working copies that share a note wait for each other at the first."""
    first, *_others = copies_sharing(copy)
    WorkingCopy.objects.without_changes().select_for_update().filter(pk=first).first()


def drop_shares(copy: WorkingCopy, codes: Collection[str]) -> None:
    """Let notes wait no more for languages of a working copy that are published by hand."""
    dropped = {code: copy.notes[code] for code in codes if code in copy.notes}
    pks = {*copies_sharing(copy)} - {copy.pk} if dropped else ()
    others = WorkingCopy.objects.open().without_changes().filter(pk__in=pks).order_by("pk")
    for sharing in others.select_for_update():
        sharing.notes = _without_shares(sharing.notes, copy.pk, dropped)
        sharing.save(update_fields=["notes"])
    copy.notes = _without_shares(copy.notes, copy.pk, dropped)


def _without_shares(
    notes: dict[str, dict[str, Any]], pk: int, dropped: dict[str, dict[str, Any]]
) -> dict[str, dict[str, Any]]:
    """Return notes without the shares of a working copy. dropped: language -> its note."""
    remaining = {}
    for language, note in notes.items():
        codes = [
            code for code in note.get(SHARES, {}).get(str(pk), ()) if dropped.get(code) != note
        ]
        shares = {**note.get(SHARES, {}), str(pk): codes}
        remaining[language] = {**note, SHARES: shares}
    return remaining
