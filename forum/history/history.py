"""A page of a record's revisions: who, when, what each changed; a constant number of queries."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reversion.models import Revision, Version

from forum.core.content import Part
from forum.core.lazy_sentences import filled
from forum.core.record_tree import tree_of
from forum.history.comparing import RowChange, RowDifference, changes, in_words
from forum.history.states import Row, State, latest, row_of, versions_of
from forum.history.trees import Key
from forum.history.words import Names

# An import adds hundreds of rows; whoever wants to see all of them compares.
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """One revision. who: "" if unknown; more: rows that changed and are not listed."""

    pk: int
    at: datetime
    who: str
    comment: str
    rows: list[RowDifference]
    more: int
    is_first: bool


def entries(root: Key, revisions: list[Revision]) -> list[Entry]:
    """Return revisions of a record in words, those given, the latest first."""
    rows = _rows_of(root, revisions)
    before = _rows_before(rows, min((one.pk for one in revisions), default=0))
    known: dict[Key, Row] = {row.key: row for row in before.values()}
    found: dict[int, list[RowChange]] = {}
    for revision in reversed(revisions):
        mine = {row.key: row for row in rows[revision.pk]}
        old = {key: known[key] for key in mine if key in known and not known[key].is_deleted}
        new = {key: row for key, row in mine.items() if not row.is_deleted}
        found[revision.pk] = changes(old, new)
        known |= mine
    names = _names(known, before, (one for some in found.values() for one in some[:_SHOWN]))
    return [_entry(one, root, found[one.pk], names, before) for one in revisions]


def comment_of(revision: Revision) -> str:
    """Return the comment of a revision in the active language."""
    if not revision.comment:
        return ""
    try:
        found = json.loads(revision.comment)
        return filled(found["text"], found["params"])
    except (ValueError, TypeError, KeyError):
        return str(revision.comment)


def who_of(revision: Revision) -> str:
    """Return who made a revision, "" if unknown."""
    user: Any = revision.user
    return (user.get_full_name() or user.get_username()) if user else ""


def _names(known: State, before: State, shown: Iterable[RowChange]) -> Names:
    names = Names(before, known)
    names.read([key for one in shown for key in one.references()])
    return names


def _entry(
    revision: Revision, root: Key, found: list[RowChange], names: Names, before: State
) -> Entry:
    return Entry(
        pk=revision.pk,
        at=revision.date_created,
        who=who_of(revision),
        comment=comment_of(revision),
        rows=in_words(found[:_SHOWN], names),
        more=max(0, len(found) - _SHOWN),
        is_first=bool(found) and found[0].row.key == root and found[0].before is None,
    )


def _rows_of(root: Key, revisions: list[Revision]) -> dict[int, list[Row]]:
    """Return the rows of the record in each revision."""
    kinds = [Key(model._meta.label_lower, 0).kind for model in tree_of(root.model)]
    versions = Version.objects.filter(revision__in=revisions, content_type__in=kinds)
    rows = [row_of(version) for version in versions.order_by("pk")]
    follow = _Followed(rows)
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        if row.root(follow) == root:
            found[row.revision].append(row)
    return found


def _rows_before(rows: dict[int, list[Row]], first: int) -> dict[Key, Row]:
    """Return the latest version of the rows before the first revision of a page."""
    keys = {row.key for some in rows.values() for row in some}
    older = versions_of(keys).filter(revision__lt=first)
    newest = older.order_by("content_type_id", "object_id", "-revision_id").distinct(
        "content_type_id", "object_id"
    )
    return {row.key: row for row in map(row_of, newest) if row.key in keys}


class _Followed:
    """Follows a row to what it stands in: as revisions have it, for it may have been deleted."""

    def __init__(self, rows: list[Row]) -> None:
        self._rows = {row.key: row for row in rows}
        holders = (row.holder() for row in rows)
        above = {key for key in holders if key and issubclass(key.model, Part)}
        self._rows |= latest(above - set(self._rows))

    def __call__(self, model: type[Any], pk: int, step: str) -> int | None:
        row = self._rows.get(Key(model._meta.label_lower, pk))
        return row.fields.get(step) if row else None
