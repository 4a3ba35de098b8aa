"""Find and replace over an event: every place is shown first, and written where it is ticked."""

from http import HTTPStatus
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from forum.core.content import language_codes
from forum.core.control_characters import printable
from forum.core.field_labels import site_language_name
from forum.core.translated import html_lang
from forum.desk.addresses import change_url, url_name
from forum.desk.base_admin import admin_of, desk_page, staff_of
from forum.desk.correction_forms import asking, tell_if_any
from forum.desk.overtaken_page import OVERTAKEN, warn_if_overtaken
from forum.desk.revision_pages import offer_undo
from forum.desk.working_copies.request_scope import DIRECT
from forum.history.corrections.changed import find_changes
from forum.history.corrections.correction_question import list_note_fields, read_note
from forum.history.import_plan import UNDECIDED, Decisions, ImportPlan, read_ticks
from forum.history.version_token import OvertakenError
from forum.history.working_copies.copy_diversion import is_diverting
from forum.history.working_copies.store import is_released
from forum.workflow.find_replace import (
    Replacement,
    Replacing,
    languages_of,
    plan_replacing,
    write_replacing,
)
from sessions_app.models import Event

# Texts that are shown, and written, at once.
MOST_SHOWN: Final = 500


class ReplacingForm(forms.Form):
    """What is sought and what takes its place; spaces count."""

    find = forms.CharField(label=_("Find"), max_length=200, strip=False)
    replace = forms.CharField(label=_("Replace with"), max_length=500, strip=False, required=False)
    language = forms.ChoiceField(label=_("Texts in"), required=False)
    is_exact = forms.BooleanField(label=_("Capitals count"), required=False)
    is_whole = forms.BooleanField(label=_("Whole words"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(code, site_language_name(code)) for code in language_codes()]
        choice: Any = self.fields["language"]
        choice.choices = [("", gettext("All languages")), *names]

    def clean_find(self) -> str:
        text = printable(str(self.cleaned_data["find"]))
        if not text.strip():
            raise forms.ValidationError(gettext("Give a word or a character to look for."))
        return text

    def clean_replace(self) -> str:
        return printable(str(self.cleaned_data["replace"]))

    def replacing(self) -> Replacing:
        """Return what a valid form asks for."""
        data = self.cleaned_data
        return Replacing(
            data["find"],
            data["replace"],
            languages_of(data["language"]),
            data["is_exact"],
            data["is_whole"],
        )


@require_http_methods(["GET", "HEAD", "POST"])
@asking
def find_replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Show where something stands in an event; replace it where that is ticked."""
    event_admin = admin_of(Event)
    event: Event = get_object_or_404(event_admin.get_queryset(request), pk=pk)
    if not event_admin.has_change_permission(request, event):
        raise PermissionDenied
    sent = request.POST if request.method == "POST" else request.GET
    form = ReplacingForm(sent if "find" in sent else None)
    if not form.is_valid():
        return _page(request, event, form, None)
    plan = plan_replacing(event, form.replacing(), staff_of(request))
    if request.method != "POST":
        return _page(request, event, form, plan)
    decisions = read_ticks(plan.changes, {*request.POST.getlist("take")})
    words = gettext(
        "The event has changed since you looked. These are the places now; a tick has stayed where "
        "nothing is different."
    )
    if warn_if_overtaken(request, plan.version_token, words):
        return _page(request, event, form, plan, decisions, OVERTAKEN)
    _write(request, event, form.replacing(), plan, decisions)
    return redirect(_address(request, form))


def _write(
    request: HttpRequest,
    event: Event,
    replacing: Replacing,
    plan: ImportPlan[Replacement],
    decisions: Decisions,
) -> None:
    user = staff_of(request)
    note = read_note(request.POST, find_changes(plan.edits(decisions)))
    with transaction.atomic():
        written = write_replacing(plan, event, replacing, user, decisions)
        if written.overtaken:
            raise OvertakenError
        tell_if_any(note, user)
    number = len(written.changes)
    if not number:
        messages.warning(request, gettext("No place was ticked, so nothing was replaced."))
        return
    words = ngettext("Replaced in %(number)s text.", "Replaced in %(number)s texts.", number) % {
        "number": number
    }
    messages.success(request, words)
    if not (is_diverting() and is_released(event)):
        offer_undo(request, event)


def _address(request: HttpRequest, form: ReplacingForm) -> str:
    """Return the address that shows what is left to replace."""
    criteria = {name: value for name, value in form.cleaned_data.items() if value}
    direct = {DIRECT: "1"} if DIRECT in request.GET else {}
    return f"{request.path}?{urlencode({**criteria, **direct})}"


def _page(
    request: HttpRequest,
    event: Event,
    form: ReplacingForm,
    plan: ImportPlan[Replacement] | None,
    decisions: Decisions = UNDECIDED,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    places = plan.changes[:MOST_SHOWN] if plan else []
    context = {
        "opts": Event._meta,
        "original": event,
        "title": gettext("Find and replace"),
        "event_url": change_url(event),
        "label": admin_of(Event).label(event),
        "form": form,
        "note_fields": list_note_fields(request.POST),
        "direct": DIRECT if DIRECT in request.GET else "",
        "plan": plan,
        "places": [_place(change, decisions) for change in places],
        "count": sum(change.count for change in plan.changes) if plan else 0,
        "beyond": len(plan.changes) - len(places) if plan else 0,
    }
    return desk_page(request, "admin/find_replace.html", context, status=status)


def _place(change: Replacement, decisions: Decisions) -> dict[str, object]:
    words = change.place.get(get_language() or "") or next(iter(change.place.values()))
    return {
        "change": change,
        "name": words,
        "language": site_language_name(change.language),
        "lang": html_lang(change.language),
        "url": reverse(url_name(change.stored.model, "change"), args=[change.stored.pk])
        if change.stored
        else "",
        "is_ticked": change.is_chosen(decisions),
    }
