"""What an approval of a working copy covers, as a digest; every form that a release has used.

The form is one of ``FORMS``: whoever changes what an approval covers adds one at the end, and the
approvals of the former ones go on counting where the content is certainly the same.
"""

from collections.abc import Callable, Collection, Iterable
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType

from forum.core.content import Content
from forum.history.rows import RowKey
from forum.history.version_token import RowVersion, record_versions, token_of, versions_token
from forum.history.working_copies.changes import RecordEdits
from forum.history.working_copies.store import edits_of
from forum.models import Review, WorkingCopy
from forum.workflow.merging.proposed import list_merges

type Form = Callable[[WorkingCopy, str], str]
"""Working copy, token of its record with the copy laid over it -> digest."""


def _of_rows(copy: WorkingCopy, record_token: str) -> str:
    """What was set back to what is public leaves no trace in it."""
    return token_of([record_token, copy.proposals])


def _of_version(copy: WorkingCopy, record_token: str) -> str:
    """What merges bring is not in it."""
    return token_of([record_token, copy.proposals, copy.version])


def _of_merges(copy: WorkingCopy, record_token: str) -> str:
    merged = [merge.duplicate and merge.duplicate.version for merge in list_merges(copy)]
    return token_of([record_token, copy.proposals, copy.version, merged])


FORMS: Final[tuple[Form, ...]] = (_of_rows, _of_version, _of_merges)


class CopyDigests:
    """The digests of a working copy as it is: in the present form, and in the former ones."""

    def __init__(self, copy: WorkingCopy, record_token: str) -> None:
        *former, present = (form(copy, record_token) for form in FORMS)
        self._changed_at = copy.changed_at
        # A former form does not tell whether what is merged stayed as it was.
        self._former = () if copy.proposals.get("merges") else tuple(former)
        self.present = present

    def holds(self, review: Review) -> bool:
        """Tell whether a review was given to the working copy as it is now."""
        if review.version_token == self.present:
            return True
        # A former form does not tell what was set back either; the day of the last change does.
        return review.version_token in self._former and review.at >= self._changed_at


def read_digests(copies: Collection[WorkingCopy]) -> dict[int, CopyDigests]:
    """Return the digests of working copies by their keys, in a statement for each model.

    Nothing is laid over the tables: the versions of the rows are those that would be there.
    """
    by_kind: dict[int, list[WorkingCopy]] = {}
    for copy in copies:
        by_kind.setdefault(copy.content_type_id, []).append(copy)
    digests: dict[int, CopyDigests] = {}
    for kind, of_kind in by_kind.items():
        model: Any = ContentType.objects.get_for_id(kind).model_class()
        records: list[Content] = [model(pk=copy.object_id) for copy in of_kind]
        versions = record_versions(records)
        for copy in of_kind:
            rows = _lay_over(versions[copy.object_id], edits_of(copy))
            digests[copy.pk] = CopyDigests(copy, versions_token(rows))
    return digests


def _lay_over(rows: Iterable[RowVersion], edits: RecordEdits) -> list[RowVersion]:
    """Return the versions of a record's rows as a working copy has them."""
    versions = {RowKey(label, pk): version for label, pk, version in rows}
    for key, edit in edits.items():
        if edit.kind == "deleted":
            versions.pop(key, None)
        elif edit.kind == "added":
            versions.setdefault(key, edit.values["version"])
        elif key in versions and "version" in edit.fields:
            base, value = edit.fields["version"]
            versions[key] += value - base
    return [(*key, version) for key, version in versions.items()]
