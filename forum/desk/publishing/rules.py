"""The rules of publishing as the admin uses them: the panel, its buttons, the bulk action."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forum.core.content import Content, language_codes
from forum.desk.publishing.filters import OpenWarnings
from forum.desk.publishing.panel import Panel, panel_of, state
from forum.permissions.access import REVIEW, may
from forum.workflow import steps
from forum.workflow.steps import Refused
from sessions_app.models import Event


class StepForm(forms.Form):
    """What a button of the panel sends."""

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
        sent = self.data.getlist("languages")  # type: ignore[attr-defined]
        return [code for value in sent for code in value.split(",") if code in language_codes()]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("later") and not data.get("at") and "at" not in self.errors:
            self.add_error("at", gettext("Choose the day and the hour of the publication."))
        return data


def publishing_panel(request: HttpRequest, record: Content) -> Panel:
    """Return what the panel on a record's form shows."""
    user: Any = request.user
    opts = record._meta
    may_change = user.has_perm(f"{opts.app_label}.change_{opts.model_name}")
    return panel_of(record, user, may_change=may_change, may_review=may(user, REVIEW, record))


def take_step(request: HttpRequest, record: Content) -> None:
    """Take the step that the panel sent, and say what came of it."""
    form = StepForm(request.POST)
    try:
        message = _carry_out_step(request, record, form)
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, message)


def _carry_out_step(request: HttpRequest, record: Content, form: StepForm) -> str:
    if not form.is_valid():
        raise Refused(" ".join(str(text) for texts in form.errors.values() for text in texts))
    data, user = form.cleaned_data, request.user
    if data["step"] != "submit" and not may(user, REVIEW, record):
        raise Refused(gettext("Your role does not include reviewing and publishing."))
    return _STEPS[data["step"]](record, user, data)


def list_filters(model: type[Model]) -> tuple[Any, ...]:
    """Return the filters of a model's list by what imports have left open."""
    return (OpenWarnings,) if model is Event else ()


def _submit(record: Content, user: Any, data: dict[str, Any]) -> str:
    steps.submit(record, user, data["languages"], data["note"])
    return gettext("Submitted for review.")


def _approve(record: Content, user: Any, data: dict[str, Any]) -> str:
    steps.approve(record, user, data["note"], data["version_token"])
    return gettext("Approved.")


def _return(record: Content, user: Any, data: dict[str, Any]) -> str:
    steps.send_back(record, user, data["note"])
    return gettext("Returned to its editors.")


def _publish(record: Content, user: Any, data: dict[str, Any]) -> str:
    at = data["at"] if data["later"] else None
    steps.publish(record, user, data["languages"], at, data["version_token"])
    return gettext("%(state)s.") % {"state": state(record)}


def _withdraw(record: Content, user: Any, data: dict[str, Any]) -> str:
    for code in data["languages"]:
        steps.withdraw(record, user, code)
    return gettext("This language is no longer public.")


def _cancel(record: Content, user: Any, data: dict[str, Any]) -> str:
    for code in data["languages"]:
        steps.cancel_schedule(record, user, code)
    return gettext("The schedule is cancelled; this language stays unpublished.")


def _confirm(record: Content, user: Any, data: dict[str, Any]) -> str:
    steps.confirm(record, user, data["note"], data["version_token"])
    return gettext("Confirmed as reviewed.")


_STEPS: dict[str, Callable[[Content, Any, dict[str, Any]], str]] = {
    "submit": _submit,
    "approve": _approve,
    "return": _return,
    "publish": _publish,
    "withdraw": _withdraw,
    "cancel": _cancel,
    "confirm": _confirm,
}
