"""What an office types through its link is kept until it is sent, and offered to whoever opens it.

Kept under the link, for an office has no account: whoever holds the link reads it, and the links of
others never do.
"""

import re
from collections.abc import Mapping
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from forum.core.control_characters import printable
from forum.models import PreviewLink, ReplyDraft
from forum.workflow.clearance_replies import LONGEST_REMARKS, OPEN_FIELDS, unseal_text

KEPT_FIELDS: Final = ("seal", "answer", *OPEN_FIELDS, "note", "author")
# In characters: the remarks, and the seal, which holds a version of them.
MOST_CHARACTERS: Final = 4 * LONGEST_REMARKS
# Of one link and language; nobody works in more tabs.
MOST_DRAFTS: Final = 10

_DRAFT: Final = re.compile(r"[0-9a-f]{32}", re.ASCII)


def find_drafts(link: PreviewLink, language: str) -> QuerySet[ReplyDraft]:
    """Return what was typed through a link and not sent, the newest first."""
    return ReplyDraft.objects.filter(link=link, language=language)


def is_draft_of(link: PreviewLink, language: str, sent: Mapping[str, str]) -> bool:
    """Tell whether what a page sends is a text to be kept: with its seal, of a bounded size."""
    is_ours = unseal_text(link, language, sent.get("seal", "")) is not None
    size = sum(len(sent.get(name, "")) for name in KEPT_FIELDS)
    return bool(is_ours and _DRAFT.fullmatch(sent.get("draft", "")) and size <= MOST_CHARACTERS)


def keep_draft(link: PreviewLink, language: str, sent: Mapping[str, str]) -> ReplyDraft:
    """Keep what ``is_draft_of`` accepts in the place of what its tab sent before."""
    values = {name: printable(sent[name]) for name in KEPT_FIELDS if name in sent}
    with transaction.atomic():
        draft, is_new = ReplyDraft.objects.update_or_create(
            link=link, language=language, draft=sent["draft"], defaults={"values": values}
        )
        if is_new:
            oldest = find_drafts(link, language).values_list("pk", flat=True)[MOST_DRAFTS:]
            ReplyDraft.objects.filter(pk__in=list(oldest)).delete()
    return draft


def drop_draft(link: PreviewLink, language: str, draft: str) -> None:
    """Let go of a text that was sent. draft: as the form has it, maybe none."""
    if _DRAFT.fullmatch(draft):
        find_drafts(link, language).filter(draft=draft).delete()


def drop_offered(link: PreviewLink, language: str, draft: str, typed_at: str) -> None:
    """Let go of a text that the office does not want back, or has taken up under another name.

    typed_at: when it was typed that was offered, in ISO 8601; what was typed since stays.
    """
    with transaction.atomic():
        for stored in find_drafts(link, language).filter(draft=draft).select_for_update():
            if stored.typed_at.isoformat() == typed_at:
                stored.delete()
