"""An office's reply through its link: stored as it came, entered by staff, never by itself.

What an office clears is what readers of a language are shown of a guest. The reply holds that
version, so that one that comes after a change of the text is known to be about the former.
"""

from collections.abc import Callable, Collection, Mapping
from difflib import SequenceMatcher
from functools import partial
from typing import Final

from django import forms
from django.core import signing
from django.core.validators import MaxLengthValidator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forum.core.content import column
from forum.core.richtext import blocks, from_paragraphs, sanitize, to_paragraphs, to_text
from forum.core.translated import html_lang
from forum.history.rows import RowKey, key_of
from forum.history.working_copies.copy_diversion import Diversion
from forum.history.working_copies.store import is_released, open_copy, start_copy
from forum.history.working_copies.writing import CopyRefusedError
from forum.models import ClearanceReply, PreviewLink
from forum.workflow.approvals import keep_approvals
from forum.workflow.clearance import store_clearance
from forum.workflow.copy_approvals import diverting_edits
from forum.workflow.declining import keep_back
from forum.workflow.record_steps import Refused
from people.models import User
from sessions_app.clearance import CHANGED, printed_language, printed_text
from sessions_app.models import Appearance, Event

type OfficeText = dict[str, str]
"""Field -> plain text of one language, paragraphs parted by one newline."""

# The fields that an office may edit; for all others it describes the change.
OPEN_FIELDS: Final = ("title", "remarks")
_CLEARED_BESIDE: Final = ("honorific", "attribution", "attendance_note")

Answer = ClearanceReply.Answer
_STATES: Final = {
    Answer.CLEARED: Appearance.Clearance.CLEARED,
    Answer.CHANGES: Appearance.Clearance.CLEARED_WITH_CHANGES,
    Answer.DECLINED: Appearance.Clearance.DECLINED,
}
# Open replies of one link; beyond that the office is asked to write to the organizers.
MOST_WAITING: Final = 30
# In characters.
LONGEST_REMARKS: Final = 100_000

_SETTLED: Final = _("Somebody has dealt with this reply already.")
_SALT: Final = "reply of an office"


def office_text(appearance: Appearance, language: str) -> OfficeText:
    """Return what an office is asked to clear in a language, as it is stored now."""
    cleared_fields = {name: getattr(appearance, column(name, language)) for name in _CLEARED_BESIDE}
    return {
        "name": printed_text(appearance.person, "name", language),
        "attendance": appearance.attendance,
        **{name: str(value or "") for name, value in cleared_fields.items()},
        "title": printed_text(appearance, "title", language),
        "remarks": to_text(printed_text(appearance, "remarks", language)),
    }


def lent_langs(appearance: Appearance, language: str) -> dict[str, str]:
    """Return field -> tag of the language that lends its text, "" where that is the text's own."""
    sources = {
        "name": printed_language(appearance.person, "name", language),
        **{name: printed_language(appearance, name, language) for name in OPEN_FIELDS},
    }
    return {
        name: "" if source == language else html_lang(source) for name, source in sources.items()
    }


def open_fields(appearance: Appearance, language: str, text: OfficeText) -> list[str]:
    """Return the fields that an office may edit in a language: no fallbacks from another."""
    return [
        name
        for name in OPEN_FIELDS
        if getattr(appearance, column(name, language)) or not text[name]
    ]


def seal_text(link: PreviewLink, language: str, text: OfficeText) -> str:
    """Return a version of a text as a form carries it.

    It shows, too, that the form is ours: only a page that the link opened holds such a seal, so no
    page of another site can send a reply, and no token needs a cookie of its own.
    """
    return signing.dumps([link.token, language, text], salt=_SALT, compress=True)


def unseal_text(link: PreviewLink, language: str, seal: str) -> OfficeText | None:
    """Return the version that a form carried, None where it is not of this link and language."""
    try:
        token, sealed_language, text = signing.loads(seal, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None
    is_ours = token == link.token and sealed_language == language
    return {str(name): str(value) for name, value in text.items()} if is_ours else None


class ReplyForm(forms.Form):
    """The reply form of an office. read: the version that it read; names: its open fields."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[
            (Answer.CLEARED, _("Clear: the text may be published as it stands")),
            (Answer.CHANGES, _("Propose changes")),
            (Answer.DECLINED, _("Decline: the remarks are not to be published")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three answers.")},
    )
    title = forms.CharField(label=_("Title as of the event"), required=False, max_length=400)
    remarks = forms.CharField(
        label=_("Remarks"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    note = forms.CharField(
        label=_("Message to the organizers (optional)"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    author = forms.CharField(
        label=_("Name and office of whoever replies"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write who replies.")},
    )

    def __init__(
        self, read: OfficeText, names: Collection[str], data: Mapping[str, str] | None = None
    ) -> None:
        texts = {name: read[name].replace("\n", "\n\n") for name in names}
        super().__init__(data, initial=texts, label_suffix="")
        for name in {*OPEN_FIELDS} - {*names}:
            del self.fields[name]
        self._read = read

    def text_fields(self) -> list[forms.BoundField]:
        """Return the fields of the text that may be written anew."""
        return [self[name] for name in OPEN_FIELDS if name in self.fields]

    def lacks_text(self) -> bool:
        """Tell whether something of the text stands in another language alone."""
        return len(self.text_fields()) < len(OPEN_FIELDS)

    def clean_remarks(self) -> str:
        """Return the remarks, of which those that are longer already may stay so."""
        remarks: str = self.cleaned_data["remarks"]
        longest = max(LONGEST_REMARKS, 2 * len(self._read["remarks"]))
        MaxLengthValidator(longest)(_plain(remarks))
        return remarks

    def clean(self) -> dict[str, object]:
        """Ask whoever changes nothing what is to change, and whoever clears a changed text."""
        data = super().clean() or {}
        self.proposed = {
            name: text
            for name in OPEN_FIELDS
            if name in self.fields
            and (text := _plain(data.get(name) or "")) != _plain(self._read[name])
        }
        answer = data.get("answer")
        if answer == Answer.CHANGES and not self.proposed and not data.get("note"):
            self.add_error(
                "answer",
                _("Change the text below, or write in the message what is to be changed."),
            )
        if answer == Answer.CLEARED and self.proposed:
            self.add_error(
                "answer",
                _("You have changed the text: choose “Propose changes”, or undo your changes."),
            )
        return data


def _plain(text: str) -> str:
    """Return a text without spaces around paragraphs and empty lines."""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def store_reply(
    link: PreviewLink,
    language: str,
    read: OfficeText,
    form: ReplyForm,
    tell: Callable[[ClearanceReply], None],
) -> ClearanceReply | None:
    """Store a valid reply beside the former ones; one that is sent twice is one.

    tell: told of a reply that is new, in the transaction that stores it.
    Return None where too many of the link wait already.
    """
    data = form.cleaned_data
    values = {
        "language": language,
        "answer": data["answer"],
        "author": data["author"],
        "note": data["note"],
        "read": read,
        "proposed": form.proposed,
    }
    with transaction.atomic():
        # A double click sends the reply twice.
        PreviewLink.objects.select_for_update().get(pk=link.pk)
        waiting = ClearanceReply.objects.waiting().filter(link=link)
        if same := waiting.filter(**values).first():
            return same
        if waiting.count() >= MOST_WAITING:
            return None
        reply = ClearanceReply.objects.create(
            link=link, content_type=link.content_type, object_id=link.object_id, **values
        )
        tell(reply)
        return reply


def is_overtaken(reply: ClearanceReply, present: OfficeText) -> bool:
    """Tell whether the text is another now than the office read, or would have it."""
    return any(
        present[name] not in (text, reply.proposed.get(name, text))
        for name, text in reply.read.items()
    )


def can_enter(reply: ClearanceReply, appearance: Appearance, present: OfficeText) -> bool:
    """Tell whether one click enters a reply: what it changes must stand as the office read it.

    Changes that are told in words alone are made by hand, and those of another language's text.
    """
    if reply.answer != Answer.CHANGES:
        return True
    names = open_fields(appearance, reply.language, present)
    return bool(reply.proposed) and all(
        name in names and present[name] in (reply.read[name], text)
        for name, text in reply.proposed.items()
    )


def enter_reply(reply: ClearanceReply, event: Event, user: User) -> Diversion:
    """Enter a reply: its text, its clearance. Return where it is stored. Raises Refused.

    What the public reads stays: a text that an office would have otherwise goes into the working
    copy, whoever enters it. Remarks that it declines are kept back from the public at once.
    """
    with transaction.atomic():
        Event.objects.select_for_update().get(pk=event.pk)
        locked = _lock_waiting(reply)
        if locked is None:
            raise Refused(_SETTLED)
        if keeps_back_at_once(locked):
            write = partial(_decline, locked, user)
            diversion = keep_back(event, locked.object_id, locked.language, user, write)
        else:
            diversion = _enter_text(locked, key_of(event), user, is_public=is_released(event))
        locked.settle(user, ClearanceReply.Outcome.ENTERED)
    return diversion


def _enter_text(reply: ClearanceReply, owner: RowKey, user: User, *, is_public: bool) -> Diversion:
    copy = open_copy(owner, lock=True)
    if copy is None and _changes_text(reply) and is_public:
        copy = start_copy(owner, user)
    try:
        with diverting_edits(user, [copy] if copy else []) as diversion:
            _write(reply, user)
    except CopyRefusedError as refused:
        raise Refused(str(refused)) from refused
    return diversion


def keeps_back_at_once(reply: ClearanceReply) -> bool:
    """Tell whether an office declined remarks that are stored, if not only in a working copy."""
    stored = Appearance.objects.filter(pk=reply.object_id).first()
    return reply.answer == Answer.DECLINED and stored is not None and _is_about(reply, stored)


def _is_about(reply: ClearanceReply, appearance: Appearance) -> bool:
    """Tell whether an appearance still names whose office replied."""
    return reply.link is None or reply.link.is_for(appearance)


@transaction.atomic
def set_aside_reply(reply: ClearanceReply, user: User) -> None:
    """Set a reply aside. Raises Refused."""
    locked = _lock_waiting(reply)
    if locked is None:
        raise Refused(_SETTLED)
    locked.settle(user, ClearanceReply.Outcome.SET_ASIDE)


def _lock_waiting(reply: ClearanceReply) -> ClearanceReply | None:
    """Return a reply with which nobody else deals until the transaction ends."""
    return ClearanceReply.objects.waiting().select_for_update().filter(pk=reply.pk).first()


def _changes_text(reply: ClearanceReply) -> bool:
    return reply.answer == Answer.CHANGES and bool(reply.proposed)


def _decline(reply: ClearanceReply, user: User) -> None:
    """Enter a refusal, in the table or in a working copy, which may name somebody else."""
    if _is_about(reply, _lock_appearance(reply)):
        _write(reply, user)


def _lock_appearance(reply: ClearanceReply) -> Appearance:
    rows = Appearance.objects.select_for_update(of=("self",))
    appearance = rows.select_related("session__event", "person").filter(pk=reply.object_id).first()
    if appearance is None:
        raise Refused(gettext("The guest is no longer in the programme."))
    return appearance


def _write(reply: ClearanceReply, user: User) -> None:
    appearance = _lock_appearance(reply)
    if not _is_about(reply, appearance):
        raise Refused(
            gettext("Another guest stands there than the one whose office replied: set it aside.")
        )
    present = office_text(appearance, reply.language)
    if not can_enter(reply, appearance, present):
        raise Refused(
            gettext("The text has been changed since the office read it: enter it by hand.")
        )
    overtaken = is_overtaken(reply, present)
    if _changes_text(reply):
        for name, text in reply.proposed.items():
            _set_text(appearance, column(name, reply.language), text)
        # Before the clearance, which then covers it.
        appearance.save(update_fields=[column(name, reply.language) for name in reply.proposed])
    state = _STATES[Answer(reply.answer)]
    if overtaken and reply.answer != Answer.DECLINED:
        state = Appearance.Clearance(CHANGED)
    # Staff's own note stays in front.
    former_note = getattr(appearance, column("clearance_note", reply.language))
    data = {
        "state": state,
        "on": timezone.localdate(reply.sent_at),
        "by": reply.author,
        "channel": gettext("Preview link"),
        "note": " · ".join(filter(None, (former_note, reply.note)))[:500],
    }
    with keep_approvals(appearance.session.event, appearance):
        store_clearance(appearance, reply.language, data, user)


def _set_text(appearance: Appearance, name: str, text: str) -> None:
    if name.startswith("remarks"):
        text = rewrite_paragraphs(str(getattr(appearance, name) or ""), text)
    setattr(appearance, name, text)


def rewrite_paragraphs(value: str, text: str) -> str:
    """Return rich text with other words: elements whose lines all stayed keep their markup."""
    lines = text.splitlines()
    old_blocks = [(block, block_lines) for block in blocks(value)
                  if (block_lines := to_paragraphs(block))]  # fmt: skip
    old_lines = [line for _block, block_lines in old_blocks for line in block_lines]
    matcher = SequenceMatcher(None, old_lines, lines, autojunk=False)
    places = {
        match.a + offset: match.b + offset
        for match in matcher.get_matching_blocks()
        for offset in range(match.size)
    }
    staying: dict[int, tuple[str, int]] = {}
    first = 0
    for block, block_lines in old_blocks:
        place, size = places.get(first), len(block_lines)
        if place is not None and all(places.get(first + no) == place + no for no in range(size)):
            staying[place] = block, size
        first += size
    html, at = "", 0
    while at < len(lines):
        block, size = staying.get(at) or (from_paragraphs(lines[at]), 1)
        html += block
        at += size
    return sanitize(html)


def loses_markup(value: str, text: str) -> bool:
    """Tell whether emphasis, a link, a list or heading goes with the words that are changed."""
    staying = blocks(rewrite_paragraphs(value, text))
    return any(
        block not in staying and block != from_paragraphs(to_text(block)) for block in blocks(value)
    )
