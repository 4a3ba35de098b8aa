"""Autosaves: what is typed into a form is stored for its author until the form is saved.

A page names what it holds by a mark, ``draft:revision``. A form that is saved sends the marks of
all texts that are in it; ``drop_saved`` empties those in the transaction of the save. What was on
its way then arrives with no higher revision, and changes nothing.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NotRequired, TypedDict

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext

from forum.core.control_characters import CONTROL_CHARACTERS
from forum.models import Autosave, ReplyDraft
from people.models import User

# The name of the hidden fields in which a form sends its marks.
MARKS: Final = "_autosave"
# Of what is kept for one form: characters of its JSON. A request of 5 MB holds it in UTF-8.
MOST_CHARACTERS: Final = 1_500_000
MOST_ENTRIES: Final = 5000
MOST_DRAFTS: Final = 300
# Passwords, codes and tokens: the page's script leaves them out, and what is sent is looked at too.
_SECRET: Final = re.compile(
    r"password|passwd|passphrase|secret|csrf|(?:^|[-_])(?:otp|pin|token|code)$", re.IGNORECASE
)
_DRAFT: Final = re.compile(r"[0-9a-f]{32}", re.ASCII)
_REVISIONS: Final = 2**31
# Pages whose forms begin empty: what is blank there is no text.
_BEGINS_EMPTY: Final = re.compile(r"/(?:add|importupload)/(?:\?|$)")


class AutosaveError(Exception):
    """What was sent cannot be stored; ``str`` says why."""


class SavedAlreadyError(Exception):
    """The same form was sent twice; its content was saved the first time."""


class TypedEntry(TypedDict):
    """One field that was changed.

    values: as the form sends them; texts: as they are read, for choices whose value is a key.
    prefix, index, key: of a row among several: of its form set, its place, the key of its record,
    "" for a row that was added.
    """

    name: str
    label: str
    values: list[str]
    texts: list[str]
    prefix: NotRequired[str]
    index: NotRequired[int]
    key: NotRequired[str]


@dataclass(frozen=True, slots=True)
class SentDraft:
    """What a page sends to be kept. replaces: marks of earlier texts that were put back into it."""

    draft: str
    page: str
    form: str
    title: str
    entries: list[TypedEntry]
    version_tokens: dict[str, str]
    revision: int
    typed_at: datetime
    replaces: dict[str, int]


def read_draft(sent: Any) -> SentDraft:
    """Return the fields that a page sent, without secrets; raise AutosaveError."""
    try:
        draft, revision = str(sent["draft"]), int(sent["revision"])
        typed_at = _read_moment(sent)
        entries = [_read_entry(entry) for entry in sent["entries"]]
        tokens = {_text(row): _text(token) for row, token in dict(sent["version_tokens"]).items()}
        replaces = read_marks(map(str, sent["replaces"]))
        page, form, title = (_text(sent[name]) for name in ("page", "form", "title"))
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError) as error:
        raise AutosaveError(gettext("This is no text of a form.")) from error
    is_draft = _DRAFT.fullmatch(draft) and 0 < revision < _REVISIONS and page.startswith("/")
    if not is_draft or len(page) > Autosave.PAGE_LENGTH or len(entries) > MOST_ENTRIES:
        raise AutosaveError(gettext("This is no text of a form."))
    return SentDraft(
        draft=draft,
        page=page,
        form=form[: Autosave.NAME_LENGTH],
        title=title[: Autosave.NAME_LENGTH],
        entries=[] if _is_empty(page, entries) else _without_secrets(entries),
        version_tokens=tokens,
        revision=revision,
        typed_at=typed_at,
        replaces=replaces,
    )


def _is_empty(page: str, entries: Iterable[TypedEntry]) -> bool:
    values = (value for entry in entries for value in entry["values"])
    return bool(_BEGINS_EMPTY.search(page)) and not any(value.strip() for value in values)


def _without_secrets(entries: Iterable[TypedEntry]) -> list[TypedEntry]:
    return [entry for entry in entries if not _SECRET.search(entry["name"])]


def _read_moment(sent: Any) -> datetime:
    """Return when a text was typed, by our clock.

    The page's may be wrong by years: from that the text would expire at once, or never. So what it
    says is how long ago that was, by its own clock when it sent the text.
    """
    typed_at = datetime.fromtimestamp(int(sent["typed_at"]) / 1000, tz=UTC)
    now = timezone.now()
    if "sent_at" in sent:
        age = datetime.fromtimestamp(int(sent["sent_at"]) / 1000, tz=UTC) - typed_at
        longest = Autosave.LIFE - timedelta(days=1)
    else:
        # A page that was opened before pages said so.
        age, longest = now - typed_at, timedelta(hours=1)
    return now - min(max(age, timedelta()), longest)


def _read_entry(sent: Any) -> TypedEntry:
    entry = TypedEntry(
        name=_text(sent["name"]),
        label=_text(sent["label"]),
        values=[_text(value) for value in sent["values"]],
        texts=[_text(text) for text in sent["texts"]],
    )
    if "prefix" in sent:
        entry["prefix"], entry["key"] = _text(sent["prefix"]), _text(sent["key"])
        entry["index"] = int(sent["index"])
    return entry


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return CONTROL_CHARACTERS.sub("", value)


def read_marks(sent: Iterable[str]) -> dict[str, int]:
    """Return the drafts and revisions of marks; malformed marks are dropped."""
    pairs = (mark.partition(":") for mark in sent)
    return {
        draft: int(revision)
        for draft, _colon, revision in pairs
        if _DRAFT.fullmatch(draft) and revision.isascii() and revision.isdecimal()
        if len(revision) < 10
    }


def keep_draft(user: User, sent: SentDraft) -> bool:
    """Store what somebody typed; return False if the form was saved already.

    What it replaces goes, and so does what expired.
    """
    with transaction.atomic():
        autosave, is_new = Autosave.objects.select_for_update().get_or_create(
            user=user, draft=sent.draft, defaults=_columns(sent)
        )
        if sent.revision <= autosave.saved_revision:
            return False
        if not is_new and sent.revision > autosave.revision:
            for name, value in _columns(sent).items():
                setattr(autosave, name, value)
            autosave.save()
        for draft, revision in sent.replaces.items():
            Autosave.objects.of_author(user).filter(draft=draft, revision=revision).delete()
        if is_new:
            _delete_oldest(user)
            delete_expired()
    return True


def _columns(sent: SentDraft) -> dict[str, Any]:
    names = ("page", "form", "title", "entries", "version_tokens", "revision", "typed_at")
    return {name: getattr(sent, name) for name in names}


def _delete_oldest(user: User) -> None:
    """Delete an author's oldest texts beyond the limit."""
    drafts = Autosave.objects.of_author(user).unsaved().values_list("pk", flat=True)
    Autosave.objects.filter(pk__in=list(drafts[MOST_DRAFTS:])).delete()


def drop_saved(user: User, marks: Collection[str]) -> None:
    """Empty the texts that a form held which was saved; to be called within its transaction.

    A text that was never received is noted too: it may be on its way. Raise SavedAlreadyError where
    the form's own text, the first, was saved already: two clicks are one save.
    """
    for place, (draft, revision) in enumerate(read_marks(marks).items()):
        autosave, is_new = Autosave.objects.select_for_update().get_or_create(
            user=user, draft=draft,
            defaults={"typed_at": timezone.now(), "saved_revision": revision},
        )  # fmt: skip
        if is_new:
            continue
        if place == 0 and autosave.saved_revision >= revision:
            raise SavedAlreadyError
        autosave.saved_revision = max(autosave.saved_revision, revision)
        if autosave.revision <= revision:
            autosave.entries, autosave.version_tokens = [], {}
            autosave.typed_at = timezone.now()
        autosave.save()


def drop_same(user: User, marks: Collection[str], sent: QueryDict) -> None:
    """Delete other texts of a form that begins empty where all of them is in what was saved."""
    own = Autosave.objects.of_author(user)
    saved = own.filter(draft__in=read_marks(marks)).exclude(page="").first()
    if saved is None or not _BEGINS_EMPTY.search(saved.page):
        return
    others = own.unsaved().filter(page=saved.page, form=saved.form)
    same = [
        autosave.pk
        for autosave in others
        if all(
            _lines(entry["values"]) == _lines(sent.getlist(entry["name"]))
            for entry in autosave.entries
        )
    ]
    own.filter(pk__in=same).delete()


def _lines(values: Iterable[str]) -> list[list[str]]:
    """Return values by their lines, which a browser ends otherwise as it sends them."""
    return [value.splitlines() for value in values]


def discard_draft(user: User, draft: str) -> None:
    """Delete a text that its author discards."""
    Autosave.objects.of_author(user).filter(draft=draft).delete()


def delete_expired() -> int:
    """Delete the expired texts; return how many."""
    deleted, _rows = Autosave.objects.expired().delete()
    replies, _rows = ReplyDraft.objects.expired().delete()
    return deleted + replies
