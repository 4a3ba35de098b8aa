"""A step of the publishing panel: what its button sends, whether it may, what comes of it."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forum.core.content import Content, language_codes
from forum.desk.base_admin import CleanedData, has_model_right, staff_of
from forum.desk.publishing.panel import Panel, panel_of, state_in_words
from forum.permissions.access import REVIEW, may
from forum.workflow import steps
from forum.workflow.steps import Refused
from people.models import User


class StepForm(forms.Form):
    """What a button of the panel sends."""

    data: QueryDict

    step = forms.ChoiceField(
        choices=[
            (step, step)
            for step in ("submit", "approve", "return", "publish", "withdraw", "cancel", "confirm")
        ]
    )
    version_token = forms.CharField()
    languages = forms.CharField(required=False)
    note = forms.CharField(required=False, max_length=2000)
    at = forms.DateTimeField(
        required=False, error_messages={"invalid": _("Give the day and the hour, e.g. 09:30.")}
    )
    later = forms.BooleanField(required=False)

    def clean_languages(self) -> list[str]:
        """Return the codes, whether ticked one by one or sent by one button, parted by commas."""
        values = self.data.getlist("languages")
        return [code for value in values for code in value.split(",") if code in language_codes()]

    def clean(self) -> CleanedData:
        data: CleanedData = super().clean() or self.cleaned_data
        if data.get("later") and not data.get("at") and "at" not in self.errors:
            self.add_error("at", gettext("Choose the day and the hour of the publication."))
        return data


def publishing_panel(user: User, record: Content) -> Panel:
    """Return what the panel on a record's form shows."""
    may_change = has_model_right(user, "change", record)
    return panel_of(record, user, may_change=may_change, may_review=may(user, REVIEW, record))


def take_step(request: HttpRequest, record: Content) -> None:
    """Take the step that the panel sent, and say what came of it."""
    form = StepForm(request.POST)
    try:
        message = _carry_out_step(staff_of(request), record, form)
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, message)


def _carry_out_step(user: User, record: Content, form: StepForm) -> str:
    """Take a step and return in a sentence what was done; raise Refused with the reason."""
    if not form.is_valid():
        raise Refused(" ".join(str(text) for texts in form.errors.values() for text in texts))
    data = form.cleaned_data
    if data["step"] != "submit" and not may(user, REVIEW, record):
        raise Refused(gettext("Your role does not include reviewing and publishing."))
    match data["step"]:
        case "submit":
            steps.submit(record, user, data["languages"], data["note"])
            return gettext("Submitted for review.")
        case "approve":
            steps.approve(record, user, data["note"], data["version_token"])
            return gettext("Approved.")
        case "return":
            steps.send_back(record, user, data["note"])
            return gettext("Returned to its editors.")
        case "publish":
            moment = data["at"] if data["later"] else None
            steps.publish(record, user, data["languages"], moment, data["version_token"])
            return gettext("%(state)s.") % {"state": state_in_words(record)}
        case "withdraw":
            for code in data["languages"]:
                steps.withdraw(record, user, code)
            return gettext("This language is no longer public.")
        case "cancel":
            for code in data["languages"]:
                steps.cancel_schedule(record, user, code)
            return gettext("The schedule is cancelled; this language stays unpublished.")
        case _:
            steps.confirm(record, user, data["note"], data["version_token"])
            return gettext("Confirmed as reviewed.")
