"""The clearances of an event: how many texts of a language are cleared, and one more recorded."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from django import forms
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forum.core.content import column, has_text, language_codes
from forum.core.uploads import SCANS, DocumentFormField
from forum.history.audit import Action, log_action
from forum.history.version_token import MOVED_ON, OvertakenError, require_token, row_token
from forum.workflow.approvals import keep_approvals
from people.models import User
from sessions_app.clearance import GIVEN
from sessions_app.models import Appearance, Document, Event

# A refusal in any language keeps back a file that belongs to the speech.
_CLEARABLE: Final = (
    has_text("remarks")
    | has_text("clearance")
    | Q(Exists(Document.objects.filter(appearance=OuterRef("pk"))))
)


class ClearanceForm(forms.Form):
    """The form for an office's answer about the text in one language."""

    version_token = forms.CharField(widget=forms.HiddenInput)
    state = forms.ChoiceField(
        label=_("clearance"), choices=Appearance.Clearance.choices, required=False
    )
    on = forms.DateField(
        label=_("cleared on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    by = forms.CharField(label=_("cleared by"), max_length=200, required=False)
    channel = forms.CharField(label=_("channel"), max_length=60, required=False)
    note = forms.CharField(label=_("note on clearance"), max_length=500, required=False)
    scan = DocumentFormField(label=_("scan"), required=False, kinds=SCANS)

    @classmethod
    def from_stored(cls, appearance: Appearance, language: str) -> "ClearanceForm":
        """Return the form as it shows what is stored."""
        stored = {name: getattr(appearance, column(f"clearance_{name}", language))
                  for name in ("on", "by", "channel", "note")}  # fmt: skip
        state = getattr(appearance, column("clearance", language)) or ""
        initial = {**stored, "state": state, "version_token": row_token(appearance)}
        return cls(initial=initial, auto_id=_ids(appearance))

    @classmethod
    def from_request(cls, appearance: Appearance, data: Any, files: Any) -> "ClearanceForm":
        """Return the form bound to a request."""
        return cls(data, files, auto_id=_ids(appearance))

    def refuse_overtaken(self, stored: Appearance, language: str) -> None:
        """Refuse the form if somebody else stored an answer meanwhile."""
        values = ClearanceForm.from_stored(stored, language).initial
        state = values["state"] and _state_name(values["state"])
        facts = (state, *(values[name] for name in ("on", "by", "channel", "note")))
        stored_facts = " · ".join(str(fact) for fact in facts if fact) or _state_name("")
        text = gettext("Stored now: %(facts)s. Record again to put what you typed in its place.")
        self.add_error(None, f"{MOVED_ON} {text % {'facts': stored_facts}}")
        self.data = {**dict(self.data.items()), "version_token": row_token(stored)}


def _ids(appearance: Appearance) -> str:
    return f"id_{appearance.pk}_%s"


def _state_name(state: str) -> str:
    return str(dict(Appearance.Clearance.choices).get(state, state))


def list_clearable(event: Event, replied: Collection[int] = ()) -> list[Appearance]:
    """Return the appearances that an office may be asked about, in the programme's order.

    replied: keys of those whose office wrote, who are listed in any case.
    """
    rows = Appearance.objects.filter(_CLEARABLE | Q(pk__in=replied), session__event=event)
    rows = rows.select_related("person", "session__event")
    return list(rows.order_by("session__position", "position", "pk"))


def is_clearable(appearance: Appearance) -> bool:
    """Tell whether a stored appearance has anything that an office can decline."""
    return Appearance.objects.filter(_CLEARABLE, pk=appearance.pk).exists()


def count_cleared(appearances: Collection[Appearance]) -> dict[str, tuple[int, int]]:
    """Return for each language how many texts are cleared, and how many there are."""
    counts = {}
    for code in language_codes():
        spoken = [guest for guest in appearances if getattr(guest, column("remarks", code))]
        counts[code] = (sum(is_cleared(guest, code) for guest in spoken), len(spoken))
    return counts


def is_cleared(appearance: Appearance, language: str) -> bool:
    """Tell whether the text of a language is cleared as it stands."""
    return getattr(appearance, column("clearance", language)) in GIVEN


@transaction.atomic
def record_clearance(appearance: Appearance, language: str, form: ClearanceForm, by: User) -> bool:
    """Store what an office answered, or leave the reason why not in the form's errors."""
    if not is_of_present(appearance, language, form):
        return False
    write_clearance(appearance.pk, language, form, by)
    return True


def is_of_present(appearance: Appearance, language: str, form: ClearanceForm) -> bool:
    """Tell whether a form is valid and about what is stored, or leave the reason in its errors.

    The row is locked.
    """
    if not form.is_valid():
        return False
    stored = Appearance.objects.select_for_update(of=("self",)).get(pk=appearance.pk)
    try:
        require_token(form.cleaned_data["version_token"], row_token(stored))
    except OvertakenError:
        form.refuse_overtaken(stored, language)
        return False
    return True


def write_clearance(guest: int, language: str, form: ClearanceForm, by: User) -> None:
    """Store what an office answered about a guest's text, by the guest's key."""
    rows = Appearance.objects.select_for_update(of=("self",)).select_related("session__event")
    appearance = rows.get(pk=guest)
    with keep_approvals(appearance.session.event, appearance):
        store_clearance(appearance, language, form.cleaned_data, by)
    if form.cleaned_data.get("scan"):
        # Written once more, into a working copy, it is the same file, which has been moved by now.
        form.cleaned_data["scan"] = getattr(appearance, column("clearance_scan", language)).name


def store_clearance(
    appearance: Appearance, language: str, data: Mapping[str, object], by: User
) -> None:
    """Store what was answered about a text. data: state, on, by, channel, note, scan."""
    _write(appearance, language, data)
    log_action(Action.CLEARANCE, appearance, by, languages=[language])


def _write(appearance: Appearance, language: str, data: Mapping[str, object]) -> None:
    names = [column("clearance", language)]
    setattr(appearance, names[0], data["state"])
    for field in ("on", "by", "channel", "note"):
        names.append(column(f"clearance_{field}", language))
        setattr(appearance, names[-1], data[field])
    if data.get("scan"):
        names.append(column("clearance_scan", language))
        setattr(appearance, names[-1], data["scan"])
    appearance.save(update_fields=names)
