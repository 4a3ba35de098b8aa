"""What is typed in the desk and not saved: kept by a script, offered again, dropped on save.

One script (static/js/desk/autosave.js) serves every form of the desk: no form and no admin has to
do anything for it. ``drop_if_saved`` runs after every view: it knows a save by its answer.
"""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.messages import WARNING, get_messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import SimpleTemplateResponse
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from forum.core.dates import clock, day
from forum.core.richtext import to_text
from forum.desk.base_admin import (
    PageContext,
    Words,
    desk_page,
    queued_messages,
    staff_of,
)
from forum.history.autosaves import (
    MARKS,
    MOST_CHARACTERS,
    AutosaveError,
    TypedEntry,
    discard_draft,
    drop_same,
    drop_saved,
    keep_draft,
    read_draft,
    read_marks,
)
from forum.models import Autosave, SiteSettings
from people.models import User

# Of the pages that one answer is about: an event's form asks for its sessions too.
_MOST_PAGES = 200

AUTOSAVE_WORDS: Mapping[str, Words] = {
    "restore": _("Restore what you typed at %s"),
    "discard": _("Do not restore"),
    "discarded": _("What you typed at %s will not be offered again."),
    "undo": _("Undo"),
    "look": _("Look at it"),
    "look_first": _("Look at it first"),
    "restored": _("What you typed at %s is back in the form. It is not saved yet."),
    "left": _("These fields are not in the form any more. Copy from here what you need:"),
    "typed_over": _("You typed in these fields since, so they stay. What you typed at %s:"),
    "unplaced": _("You typed this here at %s, into a form that this page does not show now:"),
    "moved": _("The record has been changed since: saving compares both versions."),
    "kept": _("Kept at %s, not saved yet"),
    "unreachable": _(
        "The site does not answer. What you type is kept in this browser, and sent as soon as the "
        "site answers again. Leave this page open."
    ),
    "signed_out": _(
        "Your sign-in has ended. What you type is kept in this browser; it is sent when you have "
        "signed in again."
    ),
    "sign_in": _("Sign in again in a new tab"),
    "other_user": _(
        "Somebody else has signed in with this browser. Copy what you typed: it is not kept any "
        "more."
    ),
    "added": _(
        "What stands here has been added already. To change it, open the record; what you change "
        "here is added as another."
    ),
    "too_long": _("This form holds more than can be kept while you type: save it now."),
    "row": _("Row %s"),
    "session": _("Text typed at %s is not saved"),
    "publish_title": _("There is text in the form that is not saved"),
    "publish_text": _("Only what is saved is reviewed and published."),
    "publish_earlier": _("There is text typed earlier that is not saved"),
    "publish_offered": _(
        "Only what is saved is reviewed and published. The page offers the text again."
    ),
    "save_first": _("Save first"),
    "go_on": _("Go on without it"),
    "cancel": _("Cancel"),
}


class Offer(NamedTuple):
    """A text in words. title: of its page; when: its time; entries: label and text of a field."""

    autosave: Autosave
    title: str
    when: str
    entries: list[tuple[str, str]]


def page_settings(request: HttpRequest) -> PageContext:
    """Return what the script needs on a page; nothing for somebody who is not signed in.

    carried: marks of the texts that were sent with the form which this page answers.
    """
    if not request.user.is_authenticated:
        return {}
    return {
        "user": request.user.pk,
        "carried": request.POST.getlist(MARKS),
        "keep": reverse("autosave-keep"),
        "offers": reverse("autosave-offers"),
        "discard": reverse("autosave-discard"),
        "sign_in": reverse("admin:login"),
        "words": {name: str(words) for name, words in AUTOSAVE_WORDS.items()},
    }


def drop_if_saved(request: HttpRequest, response: HttpResponseBase) -> None:
    """Drop what a form held if the answer says that it was saved; within the save's transaction."""
    marks = request.POST.getlist(MARKS)
    if marks and response.get("Content-Disposition", "").startswith("attachment"):
        # A file has what was chosen for it, and may be asked for once more.
        for draft in read_marks(marks):
            discard_draft(staff_of(request), draft)
    elif marks and _is_saved(request, response):
        drop_saved(staff_of(request), marks)
        drop_same(staff_of(request), marks, request.POST)


def drop_texts_below(path: str, user: User) -> None:
    """Drop what somebody typed on pages that she or he has ended; that of others stays theirs."""
    Autosave.objects.filter(page__startswith=path).of_author(user).delete()


def _is_saved(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Tell whether an answer leads on without a mere warning, or closes the window of a “+”.

    A form that was refused is shown again; a step that was refused leads back with a warning. What
    was saved with a warning says that it was saved.
    """
    if isinstance(response, SimpleTemplateResponse):
        return "popup_response" in str(response.template_name)
    levels = [message.level for message in queued_messages(request)]
    leads_on = 300 <= response.status_code < 400
    return leads_on and (not levels or min(levels) < WARNING)


def answer_saved_already(request: HttpRequest, response: HttpResponseBase) -> HttpResponse:
    """Answer a form that was sent twice; response: that of the second save, which is taken back."""
    list(get_messages(request))  # what the second save said
    messages.info(request, gettext("This was sent twice, and saved once."))
    # Of a record that the second save would have added there is no page.
    is_adding = request.path.endswith("/add/")
    return redirect("../" if is_adding else response.headers.get("Location", request.path))


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep what a page sends; answer {"saved": whether it was saved already, "when": its time}."""
    user = staff_of(request)
    if request.POST.get("user") != str(user.pk):
        return JsonResponse({"reason": "user"}, status=422)
    text = request.POST.get("draft", "")
    if len(text) > MOST_CHARACTERS:
        return JsonResponse({"reason": "length"}, status=413)
    try:
        sent = read_draft(json.loads(text))
    except (AutosaveError, ValueError, RecursionError) as error:
        return JsonResponse({"reason": "form", "message": str(error)}, status=400)
    is_kept = keep_draft(user, sent)
    return JsonResponse({"saved": not is_kept, "when": moment_in_words(sent.typed_at)})


@require_safe
def offers(request: HttpRequest) -> HttpResponse:
    """Answer what its author typed on some pages and did not save, the newest first."""
    pages = request.GET.getlist("page")[:_MOST_PAGES]
    autosaves = Autosave.objects.of_author(staff_of(request)).unsaved().filter(page__in=pages)
    names = ("draft", "page", "form", "entries", "version_tokens", "revision", "title")
    answers = [
        {name: getattr(autosave, name) for name in names}
        | {
            "when": moment_in_words(autosave.typed_at),
            "typed_at": int(autosave.typed_at.timestamp() * 1000),
        }
        for autosave in autosaves
    ]
    return JsonResponse({"offers": answers})


@require_POST
def discard(request: HttpRequest) -> HttpResponse:
    """Delete a text of one's own; a form leads back to the list."""
    discard_draft(staff_of(request), request.POST.get("draft", ""))
    return redirect("autosaves")


@require_safe
def autosave_list(request: HttpRequest) -> HttpResponse:
    """Show all that somebody typed and did not save, to be gone back to or copied from here."""
    context = {
        "title": gettext("Typed and not saved"),
        "offers": list_offers(staff_of(request)),
        "days": Autosave.LIFE.days,
    }
    return desk_page(request, "admin/autosaves.html", context)


def list_offers(user: Model, most: int | None = None) -> list[Offer]:
    """Return what somebody typed and did not save, in words, the newest first."""
    autosaves = Autosave.objects.of_author(user).unsaved()[:most]
    return [
        Offer(
            autosave,
            _title_of(autosave),
            moment_in_words(autosave.typed_at),
            _readable(autosave.entries),
        )
        for autosave in autosaves
    ]


def _title_of(autosave: Autosave) -> str:
    """Return what a page is called: by its kind in the reader's language, a record's as then."""
    with suppress(Resolver404):
        match = resolve(autosave.page.partition("?")[0])
        model_admin = getattr(match.func, "model_admin", None)
        kind = str(match.url_name).rpartition("_")[2]
        if isinstance(model_admin, ModelAdmin) and (words := _title_of_kind(model_admin, kind)):
            return words
    return str(autosave)


def _title_of_kind(model_admin: ModelAdmin[Any], kind: str) -> str:
    """Return what a list, the page that adds and that of the only record are called, else ""."""
    name = str(model_admin.opts.verbose_name)
    if kind == "add":
        return gettext("Add %s") % name
    if kind == "change" and model_admin.model is SiteSettings:
        return capfirst(name)
    if kind == "changelist":
        menu_name = str(getattr(model_admin, "menu_name", ""))
        return menu_name or capfirst(str(model_admin.opts.verbose_name_plural))
    return ""


def _readable(entries: Iterable[TypedEntry]) -> list[tuple[str, str]]:
    texts = ((entry["label"], ", ".join(entry["texts"] or entry["values"])) for entry in entries)
    return [(label, _plain(text)) for label, text in texts if text]


def _plain(text: str) -> str:
    return to_text(text) if text.lstrip().startswith("<") else text


def moment_in_words(moment: Any) -> str:
    """Return a moment in the site's zone: the hour of today, else with its day."""
    local = timezone.localtime(moment)
    if local.date() == timezone.localdate():
        return clock(local.time())
    words = pgettext("a moment", "%(day)s, %(time)s")
    return words % {"day": day(local.date()), "time": clock(local.time())}
