"""The page of a record: its texts one by one with their states, and drafts reviewed together."""

from collections import Counter
from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from forum.core.content import Content, language_codes
from forum.core.field_labels import site_language_name
from forum.core.translations.states import TranslationState
from forum.core.translations.units import unit_of
from forum.desk.addresses import change_url
from forum.desk.base_admin import admin_of, desk_page, staff_of
from forum.desk.translations import unit_text
from forum.desk.translations.progress_figures import state_names
from forum.desk.translations.record_units import RecordText, Walk, texts_of
from forum.desk.translations.saving import store_translation, why_not_review
from forum.localization.translation_access import language_or_404, record_or_404
from forum.models import SiteSettings

PER_PAGE = 100
# What a page lists: the walks, and the states by themselves.
_STATES = (*TranslationState.values, "unconfirmed")


@require_http_methods(["GET", "HEAD", "POST"])
def record_page(request: HttpRequest, kind: str, pk: int, language: str) -> HttpResponse:
    """Show the texts of a record in a language, or mark the chosen drafts reviewed."""
    language_or_404(language)
    owner: Content = record_or_404(request.user, kind, pk).owner
    if (owner._meta.model_name, owner.pk) != (kind, pk):
        # A part stands on the page of what it belongs to.
        url = reverse("translation-record", args=[owner._meta.model_name, owner.pk, language])
        return redirect(f"{url}?{query}" if (query := request.GET.urlencode()) else url)
    if request.method == "POST":
        return _review_chosen(request, owner, language)
    return _page(request, owner, language)


def _page(request: HttpRequest, owner: Content, language: str) -> HttpResponse:
    texts = texts_of(owner, language)
    state = request.GET.get("state", "")
    listed = [text for text in texts if _is_in_state(text, state)]
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("p"))
    walk, place = Walk.of(request.GET), (owner._meta.model_name, owner.pk)
    groups = unit_text.group_by_row(list(page), walk.address, _why_not_review(request))
    context = {
        "title": admin_of(type(owner)).label(owner),
        "owner": owner,
        "owner_kind": unit_text.row_kind(owner),
        "change_url": change_url(owner),
        "next_url": reverse("translation-next", args=[*place, language]) + walk.query,
        "language": language,
        "language_name": site_language_name(language),
        "languages": [
            (code, site_language_name(code), reverse("translation-record", args=[*place, code]))
            for code in language_codes()
        ],
        "to_do": any(walk.takes(text.unit) for text in texts),
        "tabs": _tabs(texts, state),
        "state": state,
        "state_query": f"state={state}" if state else "",
        "groups": groups,
        "page": page,
        "may_review": any(
            line.unit.state == TranslationState.DRAFT and not line.why_not_review
            for group in groups
            for line in group.lines
        ),
        "walk": walk,
    }
    return desk_page(request, "admin/translations/record.html", context)


def _tabs(texts: list[RecordText], state: str) -> list[tuple[str, str, int, bool]]:
    """Return the choices of what is listed: value, words, how many, whether it is chosen."""
    counts = Counter(str(text.unit.state) for text in texts)
    counts["unconfirmed"] = sum(text.unit.asks for text in texts)
    counts[""] = len(texts)
    words = {
        "": gettext("All"),
        **state_names(),
        "unconfirmed": gettext("The other original changed"),
    }
    return [
        (value, name, counts[value], value == state)
        for value, name in words.items()
        if counts[value] or value in ("", state)
    ]


def _is_in_state(text: RecordText, state: str) -> bool:
    if state == "unconfirmed":
        return text.unit.asks
    return state not in _STATES or text.unit.state == state


def _why_not_review(request: HttpRequest) -> Callable[[RecordText], str]:
    reviews, user = SiteSettings.current().reviews, staff_of(request)

    def reason(text: RecordText) -> str:
        if text.unit.state != TranslationState.DRAFT:
            return ""
        return why_not_review(user, text.record, text.unit, reviews=reviews)

    return reason


def _review_chosen(request: HttpRequest, owner: Content, language: str) -> HttpResponse:
    tokens = set(request.POST.getlist("unit"))
    keys = {token.partition(":")[0] for token in tokens}
    drafts = [text for text in texts_of(owner, language) if text.unit.key in keys]
    refusals: Counter[str] = Counter()
    done = 0
    for text in drafts:
        refusal = _mark_reviewed(request, text, tokens)
        done += not refusal
        refusals[refusal] += bool(refusal)
    _report(request, done, refusals)
    return redirect(request.get_full_path())


def _mark_reviewed(request: HttpRequest, text: RecordText, tokens: set[str]) -> str:
    """Mark a draft reviewed as it was read; return why not, "" if it was done."""
    with transaction.atomic():
        unit = text.unit
        row = record_or_404(request.user, unit.model, unit.pk, locked=True)
        fresh = unit_of(row, unit.field, unit.language, unit.source_language)
        if unit_text.unit_token(fresh) not in tokens or fresh.state != TranslationState.DRAFT:
            return gettext("It has been changed since you opened this page.")
        user = staff_of(request)
        if reason := why_not_review(user, row, fresh):
            return reason
        store_translation(user, row, fresh, fresh.text, review=True)
        return ""


def _report(request: HttpRequest, done: int, refusals: Counter[str]) -> None:
    if done:
        words = ngettext(
            "%(count)d translation marked reviewed.",
            "%(count)d translations marked reviewed.",
            done,
        )
        messages.success(request, words % {"count": done})
    for reason, count in refusals.items():
        if count:
            words = ngettext(
                "%(count)d stays a draft: %(reason)s", "%(count)d stay drafts: %(reason)s", count
            )
            messages.warning(request, words % {"count": count, "reason": reason})
    if not (done or any(refusals.values())):
        messages.warning(request, gettext("Choose at least one draft."))
