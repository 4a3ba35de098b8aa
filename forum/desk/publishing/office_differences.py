"""The replies of offices as staff see them: what each would have otherwise, and what moved on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType

from forum.core.columns import model_field
from forum.core.content import column
from forum.core.text_differences import differences
from forum.core.translated import html_lang
from forum.history.row_names import label_of
from forum.history.state_changes import FieldDifference
from forum.models import ClearanceReply
from forum.workflow.clearance_replies import (
    OfficeText,
    can_enter,
    is_overtaken,
    lent_langs,
    loses_markup,
    office_text,
)
from sessions_app.models import Appearance, Event


@dataclass(frozen=True, slots=True)
class OfficeReply:
    """A reply beside the text that it is about.

    proposed: from what the office read to what it would have; moved: from what it read to what is
    stored now. can_enter: whether one click enters it. loses_markup: whether emphasis or a list
    goes with the words that it changes.
    """

    reply: ClearanceReply
    proposed: list[FieldDifference]
    moved: list[FieldDifference]
    can_enter: bool
    loses_markup: bool


def find_replies(event: Event, language: str) -> dict[int, list[ClearanceReply]]:
    """Return the replies about the texts of an event, by the key of the appearance."""
    kind = ContentType.objects.get_for_model(Appearance)
    keys = Appearance.objects.filter(session__event=event).values("pk")
    rows = ClearanceReply.objects.filter(content_type=kind, object_id__in=keys, language=language)
    by_appearance: dict[int, list[ClearanceReply]] = {}
    for reply in rows.select_related("link", "settled_by"):
        by_appearance.setdefault(reply.object_id, []).append(reply)
    return by_appearance


def compare_replies(
    appearance: Appearance, language: str, replies: Iterable[ClearanceReply]
) -> list[OfficeReply]:
    """Return the replies about a text, the oldest first, with what differs."""
    if not replies:
        return []
    present = office_text(appearance, language)
    return [_compare(appearance, reply, present) for reply in replies]


def _compare(appearance: Appearance, reply: ClearanceReply, present: OfficeText) -> OfficeReply:
    waits = reply.settled_at is None
    moved = waits and is_overtaken(reply, present)
    remarks = str(getattr(appearance, column("remarks", reply.language)) or "")
    changed = reply.proposed.get("remarks")
    return OfficeReply(
        reply,
        _differences(reply.read, reply.proposed, reply.language, {}),
        _differences(reply.read, present, reply.language, lent_langs(appearance, reply.language))
        if moved
        else [],
        waits and can_enter(reply, appearance, present),
        waits and changed is not None and loses_markup(remarks, changed),
    )


def _differences(
    old: Mapping[str, str], new: Mapping[str, str], language: str, langs: Mapping[str, str]
) -> list[FieldDifference]:
    """Return the fields that differ. langs: of those whose new text another language lends."""
    return [
        FieldDifference(
            name=name,
            label=_label(name, language),
            lang=langs.get(name) or html_lang(language),
            old=old.get(name, ""),
            new=text,
            pieces=differences(old.get(name, ""), text),
        )
        for name, text in new.items()
        if text != old.get(name, "")
    ]


def _label(name: str, language: str) -> str:
    if name == "name":
        return label_of(model_field(Appearance, "person"))
    field = name if name == "attendance" else column(name, language)
    return label_of(model_field(Appearance, field))
