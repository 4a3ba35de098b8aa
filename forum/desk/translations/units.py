"""The page of one text: source, what changed of it, the translation; then on to the next one."""

from dataclasses import replace
from typing import Any

from django.contrib import admin, messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from forum.core.field_labels import own_name
from forum.core.richtext import sanitize
from forum.core.translated import html_lang
from forum.core.translations.states import TranslationState, source_of, text_of, worded_fields
from forum.core.translations.units import Unit, unit_of
from forum.desk.correction_forms import asking
from forum.desk.translations import unit_text
from forum.desk.translations.correction_question import store_and_tell
from forum.desk.translations.progress_bars import state_names
from forum.desk.translations.record_units import (
    ALL,
    DRAFT,
    TODO,
    Walk,
    before_and_after,
    next_owner,
    owner_key,
    texts_of,
)
from forum.desk.translations.saving import review_offer, why_not_review, why_not_write
from forum.desk.translations.unit_form import TranslationForm
from forum.localization.translation_access import (
    can_write_text,
    language_or_404,
    model_or_404,
    record_or_404,
)
from forum.models import SiteSettings
from sessions_app.models import Appearance


@require_http_methods(["GET", "HEAD", "POST"])
@asking
def unit(request: HttpRequest, kind: str, pk: int, field: str, language: str) -> HttpResponse:
    """Show a text and its translation, or store what was written and go on to the next one."""
    language_or_404(language)
    if field not in worded_fields(model_or_404(kind)):
        raise Http404
    with transaction.atomic():
        posted = request.method == "POST"
        record = record_or_404(request.user, kind, pk, locked=posted)
        found = _unit(record, field, language)
        if not posted:
            return _page(request, record, found, TranslationForm(request, record, found))
        if not can_write_text(request.user, record, field, language):
            raise PermissionDenied
        return _posted(request, record, found)


@require_safe
def following(request: HttpRequest, kind: str, pk: int, language: str) -> HttpResponse:
    """Lead to the first text on the way of a record; where it has none, of the next record.

    ``?onward=1`` leaves this record, ``?back=1`` for the one before, whose last text is opened.
    """
    language_or_404(language)
    owner = record_or_404(request.user, kind, pk)
    walk, back = Walk.of(request.GET), "back" in request.GET
    if "onward" not in request.GET and (url := _first(owner, language, walk, back=back)):
        return redirect(url)
    place = next_owner(request.user, owner_key(owner), language, walk, back=back)
    other = _owner(request, place) if place else None
    if other and (url := _first(other, language, walk, back=back)):
        return redirect(url)
    said = gettext("Nothing is left to do in %(language)s.") % {"language": own_name(language)}
    messages.success(request, said)
    return redirect(reverse("translation-record", args=[kind, pk, language]) + walk.query)


def _unit(record: Any, field: str, language: str) -> Unit:
    source = source_of(record, field, record.original_language)
    if source == language or not text_of(record, field, source):
        raise Http404
    return unit_of(record, field, language, source)


def _posted(request: HttpRequest, record: Any, found: Unit) -> HttpResponse:
    form = TranslationForm(request, record, found, request.POST)
    if not form.is_valid():
        return _page(request, record, found, form, status=422)
    text = form.cleaned_data["text"]
    if found.locked:
        if "text" in request.POST and text != found.text:
            messages.error(request, why_not_write(request.user, record, found))
            return redirect(request.get_full_path())
        text = found.text
    if form.source_moved or form.text_moved:
        return _page(request, record, found, form, status=409)
    review = request.POST.get("act") == "review"
    said = store_and_tell(request, record, found, text, review=review)
    name = unit_text.field_name(record, found.field)
    messages.success(request, f"{name} · {own_name(found.language)}: {said}")
    walk = Walk.of(request.GET)
    _before, after = _around(record, found, walk)
    return redirect(after)


def _page(
    request: HttpRequest, record: Any, found: Unit, form: TranslationForm, status: int = 200
) -> HttpResponse:
    user: Any = request.user
    walk = Walk.of(request.GET)
    before, after = _around(record, found, walk)
    reviews = SiteSettings.current().reviews
    why_write = why_not_write(user, record, found)
    why_review = why_not_review(user, record, found, reviews=reviews)
    offered, note = review_offer(found, why_review, reviews)
    moved = _moved(form) if status == 409 else {}
    form.refresh() if moved else None
    context = {
        **admin.site.each_context(request),
        "title": unit_text.field_name(record, found.field),
        "unit": found,
        "form": form,
        "media": form.media,
        "walk": walk,
        "before": before,
        "after": after,
        "owner_name": _label(record.owner),
        "owner_kind": unit_text.row_kind(record.owner),
        "row_name": unit_text.row_name(record),
        "row_kind": unit_text.row_kind(record),
        "owner_url": _record_url(record, found.language) + walk.query,
        "change_url": _change_url(user, record),
        "clearance_url": _clearance_url(record, found),
        "state_name": state_names()[found.state],
        "source_name": own_name(found.source_language),
        "target_name": own_name(found.language),
        "source_text": unit_text.plain(found.source, found.rich),
        "source_lang": html_lang(found.source_language),
        "lang": html_lang(found.language),
        "pieces": unit_text.marked(found.previous, found.source, found.rich)
        if found.previous
        else [],
        # It was kept before its record was stored, which is where texts are sanitized.
        "previous": sanitize(found.previous) if found.rich else found.previous,
        "is_stale": found.state == TranslationState.OUTDATED or found.asks,
        "who": unit_text.names_of([found.by]).get(found.by or 0, ""),
        "when": unit_text.moment(found.at),
        "why_not_write": why_write,
        # Who changes an outdated text where reviews are asked for does not review it as well.
        "save_offered": offered and not (reviews and found.state == TranslationState.OUTDATED),
        "review_note": note,
        "walks": _walks(walk),
        "may_change": can_write_text(user, record, found.field, found.language),
        "moved": moved,
    }
    return TemplateResponse(request, "admin/translations/unit.html", context, status=status)


def _walks(walk: Walk) -> list[tuple[str, str, bool]]:
    """Return the ways to go through the texts: query, words, whether it is taken."""
    words = (
        (TODO, gettext("missing and outdated texts")),
        (DRAFT, gettext("drafts")),
        (ALL, gettext("all texts")),
    )
    ways = [(replace(walk, through=value), name) for value, name in words]
    return [(way.query or "?", name, way.through == walk.through) for way, name in ways]


def _moved(form: TranslationForm) -> dict[str, Any]:
    """Return what somebody else stored meanwhile, with the difference to what this page showed."""
    found, sent = form.unit, form.data
    seen = sent.get("seen_source", "").replace("\r\n", "\n")
    mine = form.cleaned_data.get("text", "")
    return {
        "source": unit_text.marked(seen, found.source, found.rich) if form.source_moved else [],
        "text": unit_text.marked(found.text, mine, found.rich) if form.text_moved else [],
        "is_any": True,
    }


def _around(record: Any, found: Unit, walk: Walk) -> tuple[str, str]:
    """Return the addresses of the texts before and after one, other records' at its ends."""
    texts = texts_of(record.owner, found.language)
    before, after = before_and_after(texts, found, walk)
    return (
        walk.address(before) if before else _beyond(record, found, walk, back=True),
        walk.address(after) if after else _beyond(record, found, walk, back=False),
    )


def _beyond(record: Any, found: Unit, walk: Walk, *, back: bool) -> str:
    owner = record.owner
    url = reverse("translation-next", args=[owner._meta.model_name, owner.pk, found.language])
    query = walk.query or "?"
    return f"{url}{query}{'' if query == '?' else '&'}onward=1{'&back=1' if back else ''}"


def _first(owner: Any, language: str, walk: Walk, *, back: bool) -> str:
    texts = texts_of(owner, language)
    ordered = reversed(texts) if back else iter(texts)
    found = next((one for one in ordered if walk.takes(one.unit)), None)
    return walk.address(found) if found else ""


def _owner(request: HttpRequest, place: tuple[int, int]) -> Any:
    kind = ContentType.objects.get_for_id(place[0]).model
    return record_or_404(request.user, kind, place[1])


def _label(owner: Any) -> str:
    desk: Any = admin.site.get_model_admin(type(owner))
    return str(desk.label(owner))


def _record_url(record: Any, language: str) -> str:
    owner = record.owner
    return reverse("translation-record", args=[owner._meta.model_name, owner.pk, language])


def _change_url(user: Any, record: Any) -> str:
    """Return where the whole record is edited: the row's own form, else that of its owner."""
    for one in (record, record.owner):
        meta = one._meta
        try:
            return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[one.pk])
        except NoReverseMatch:
            continue
    return ""


def _clearance_url(record: Any, found: Unit) -> str:
    if not (found.locked and isinstance(record, Appearance)):
        return ""
    url = reverse("clearance", args=[record.session.event_id, found.language])
    return f"{url}#row-{record.pk}"
