"""The merges that a working copy proposes: with which version of the other record, and its texts.

What a merge brings is reviewed with the working copy. So it is carried out only with that version
of the other record, and only with every language in which the public would read its texts.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from forum.core.columns import model_field
from forum.core.content import Content, language_codes
from forum.core.text_differences import differences
from forum.history.corrections.changed import Edits
from forum.history.rows import RowKey
from forum.history.state_changes import FieldDifference
from forum.history.working_copies.store import owner_of_copy
from forum.models import WorkingCopy
from forum.workflow.merging.fields import compare_fields, list_taken_over_columns
from forum.workflow.merging.planning import renaming_edits
from forum.workflow.step_labels import names_of
from people.models import Named


@dataclass(frozen=True, slots=True)
class ProposedMerge:
    """A record that is to be merged into that of a working copy.

    duplicate: None where it was deleted. fields: those in which its value is to hold. version: of
    the duplicate when that was proposed, None where an earlier release noted none.
    """

    key: RowKey
    duplicate: Named | None
    fields: list[str]
    version: int | None

    def find_languages(self, record: Content) -> set[str]:
        """Return the languages in which the public would read what the duplicate brings.

        record: the one that stays. A language in which it is not public is read by nobody; but of
        what has no page of its own the name is read in all.
        """
        if self.duplicate is None:
            return set()
        brought = {
            getattr(model_field(type(self.duplicate), name), "language", "")
            for name in list_taken_over_columns(type(self.duplicate), self.fields)
            if getattr(self.duplicate, name)
        }
        public = record.ready_languages if record.is_published or record.is_offline else None
        return brought & {*(language_codes() if public is None else public)}

    def why_not(self, record: Content, codes: Collection[str]) -> str:
        """Return why it is not carried out with some languages of a record, "" if it can be."""
        if self.duplicate is None:
            return gettext(
                "The record that was to be merged into this one was deleted meanwhile: withdraw "
                "the merge under “What will change”."
            )
        if self.version is None:
            words = gettext(
                "The merge of “%(name)s” was proposed with an earlier release of this site: "
                "propose it again, or withdraw it under “What will change”."
            )
            return words % {"name": self.duplicate}
        if self.duplicate.version != self.version:
            words = gettext(
                "“%(name)s” was changed after its merge was proposed: propose the merge again, or "
                "withdraw it under “What will change”."
            )
            return words % {"name": self.duplicate}
        if missing := self.find_languages(record) - {*codes}:
            words = gettext(
                "The merge of “%(name)s” brings texts in %(languages)s: publish them together."
            )
            ordered = [code for code in language_codes() if code in missing]
            return words % {"name": self.duplicate, "languages": names_of(ordered)}
        return ""

    def compare(self, survivor: Named) -> list[FieldDifference]:
        """Return what its values would replace in the record that stays."""
        if self.duplicate is None:
            return []
        return [
            FieldDifference(
                name=difference.name,
                label=difference.label,
                lang=difference.lang,
                old=difference.survivor_text,
                new=difference.duplicate_text,
                pieces=differences(difference.survivor_text, difference.duplicate_text),
            )
            for difference in compare_fields(survivor, self.duplicate)
            if difference.name in self.fields
        ]

    def find_edits(self, survivor: Named) -> Edits:
        """Return what the two are called now, and once they are one."""
        if self.duplicate is None:
            return {}
        return renaming_edits(survivor, self.duplicate, self.fields)


def list_merges(copy: WorkingCopy) -> list[ProposedMerge]:
    """Return the merges that a working copy proposes, in their order."""
    stored = copy.proposals.get("merges", ())
    if not stored:
        return []
    owner = owner_of_copy(copy)
    # Any: the keys of a stored proposal, and the managers of whichever model.
    rows: Any = owner.model._default_manager
    duplicates = rows.in_bulk([proposal["other"] for proposal in stored])
    return [
        ProposedMerge(
            key=RowKey(owner.label, proposal["other"]),
            duplicate=duplicates.get(proposal["other"]),
            fields=proposal["fields"],
            version=proposal.get("version"),
        )
        for proposal in stored
    ]


def why_not_merge(copy: WorkingCopy, record: Content, codes: Collection[str]) -> str:
    """Return why the merges of a working copy are not carried out with some languages, "" if so.

    record: the one that stays.
    """
    reasons = [merge.why_not(record, codes) for merge in list_merges(copy)]
    return " ".join(filter(None, reasons))
