"""The page of a record: its texts one by one with their states, and drafts reviewed together."""

from collections import Counter
from typing import Any

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from forum.core.content import language_codes
from forum.core.field_labels import own_name
from forum.core.translations.states import TranslationState
from forum.core.translations.units import unit_of
from forum.desk.translations import unit_text
from forum.desk.translations.progress_bars import state_names
from forum.desk.translations.record_units import Text, Walk, texts_of
from forum.desk.translations.saving import store, why_not_review
from forum.localization.translation_access import language_or_404, record_or_404
from forum.models import SiteSettings

PER_PAGE = 100
# What a page lists: the walks, and the states by themselves.
_STATES = (*TranslationState.values, "asked")


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, kind: str, pk: int, language: str) -> HttpResponse:
    """Show the texts of a record in a language, or mark the chosen drafts reviewed."""
    language_or_404(language)
    owner = record_or_404(request.user, kind, pk).owner
    if (owner._meta.model_name, owner.pk) != (kind, pk):
        # A part stands on the page of what it belongs to.
        url = reverse("translation-record", args=[owner._meta.model_name, owner.pk, language])
        return redirect(f"{url}?{query}" if (query := request.GET.urlencode()) else url)
    if request.method == "POST":
        return _review(request, owner, language)
    return _page(request, owner, language)


def _page(request: HttpRequest, owner: Any, language: str) -> HttpResponse:
    texts = texts_of(owner, language)
    state = request.GET.get("state", "")
    wanted = [one for one in texts if _is(one, state)]
    page = Paginator(wanted, PER_PAGE).get_page(request.GET.get("p"))
    walk, place = Walk.of(request.GET), (owner._meta.model_name, owner.pk)
    refusals = _refusals(request)
    desk: Any = admin.site.get_model_admin(type(owner))
    found = unit_text.groups(list(page), walk.address, refusals)
    context = {
        **admin.site.each_context(request),
        "title": f"{desk.label(owner)}",
        "owner": owner,
        "owner_kind": unit_text.row_kind(owner),
        "change_url": reverse(
            f"admin:{owner._meta.app_label}_{owner._meta.model_name}_change", args=[owner.pk]
        ),
        "next_url": reverse("translation-next", args=[*place, language]) + walk.query,
        "language": language,
        "language_name": own_name(language),
        "languages": [
            (code, own_name(code), reverse("translation-record", args=[*place, code]))
            for code in language_codes()
        ],
        "to_do": any(walk.takes(one.unit) for one in texts),
        "tabs": _tabs(texts, state),
        "state": state,
        "state_query": f"state={state}" if state else "",
        "groups": found,
        "page": page,
        "may_review": any(
            line.unit.state == TranslationState.DRAFT and not line.why_not_review
            for group in found
            for line in group.lines
        ),
        "walk": walk,
    }
    return TemplateResponse(request, "admin/translations/record.html", context)


def _tabs(texts: list[Text], state: str) -> list[tuple[str, str, int, bool]]:
    """Return the choices of what is listed: value, words, how many, whether it is chosen."""
    counts = Counter(str(one.unit.state) for one in texts)
    counts["asked"] = sum(one.unit.asks for one in texts)
    counts[""] = len(texts)
    words = {"": gettext("All"), **state_names(), "asked": gettext("The other original changed")}
    return [
        (value, name, counts[value], value == state)
        for value, name in words.items()
        if counts[value] or value in ("", state)
    ]


def _is(text: Text, state: str) -> bool:
    if state == "asked":
        return text.unit.asks
    return state not in _STATES or text.unit.state == state


def _refusals(request: HttpRequest) -> Any:
    reviews = SiteSettings.current().reviews

    def reason(text: Text) -> str:
        if text.unit.state != TranslationState.DRAFT:
            return ""
        return why_not_review(request.user, text.record, text.unit, reviews=reviews)

    return reason


def _review(request: HttpRequest, owner: Any, language: str) -> HttpResponse:
    chosen = set(request.POST.getlist("unit"))
    keys = {one.partition(":")[0] for one in chosen}
    drafts = [one for one in texts_of(owner, language) if one.unit.key in keys]
    refused: Counter[str] = Counter()
    done = 0
    for text in drafts:
        reason = _mark(request, text, chosen)
        done += not reason
        refused[reason] += bool(reason)
    _say(request, done, refused)
    return redirect(request.get_full_path())


def _mark(request: HttpRequest, text: Text, chosen: set[str]) -> str:
    """Mark a draft reviewed as it was seen; return why not, "" if it was done."""
    with transaction.atomic():
        unit = text.unit
        row = record_or_404(request.user, unit.model, unit.pk, locked=True)
        fresh = unit_of(row, unit.field, unit.language, unit.source_language)
        if unit_text.unit_token(fresh) not in chosen or fresh.state != TranslationState.DRAFT:
            return gettext("Somebody else has changed it since you opened this page.")
        if reason := why_not_review(request.user, row, fresh):
            return reason
        store(request.user, row, fresh, fresh.text, review=True)
        return ""


def _say(request: HttpRequest, done: int, refused: Counter[str]) -> None:
    if done:
        words = ngettext(
            "%(count)d translation marked reviewed.",
            "%(count)d translations marked reviewed.",
            done,
        )
        messages.success(request, words % {"count": done})
    for reason, count in refused.items():
        if count:
            words = ngettext(
                "%(count)d stays a draft: %(reason)s", "%(count)d stay drafts: %(reason)s", count
            )
            messages.warning(request, words % {"count": count, "reason": reason})
    if not (done or any(refused.values())):
        messages.warning(request, gettext("Choose at least one draft."))
