"""The page of one text: source, what changed of it, the translation; then on to the next one."""

from dataclasses import replace
from typing import Final

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from forum.core.content import Content, Record
from forum.core.field_labels import site_language_name
from forum.core.lazy_sentences import labelled
from forum.core.richtext import sanitize
from forum.core.translated import html_lang
from forum.core.translations.states import TranslationState, source_of, text_of, worded_fields
from forum.core.translations.units import Unit, unit_of
from forum.desk.addresses import form_url
from forum.desk.base_admin import PageContext, admin_of, desk_page, staff_of
from forum.desk.correction_forms import asking
from forum.desk.overtaken_page import both_versions_page
from forum.desk.translations import unit_text
from forum.desk.translations.progress_figures import state_names
from forum.desk.translations.record_units import (
    ALL,
    DRAFT,
    TODO,
    Walk,
    find_neighbours,
    next_owner,
    owner_key,
    texts_of,
)
from forum.desk.translations.saving import (
    review_offer,
    store_and_tell,
    why_not_review,
    why_not_write,
)
from forum.desk.translations.unit_form import TranslationForm
from forum.localization.translation_access import (
    can_write_text,
    language_or_404,
    model_or_404,
    record_or_404,
)
from forum.models import SiteSettings
from sessions_app.models import Appearance

_TEMPLATE: Final = "admin/translations/unit.html"


@require_http_methods(["GET", "HEAD", "POST"])
@asking
def unit_page(request: HttpRequest, kind: str, pk: int, field: str, language: str) -> HttpResponse:
    """Show a text and its translation, or store what was written and go on to the next one."""
    language_or_404(language)
    if field not in worded_fields(model_or_404(kind)):
        raise Http404
    with transaction.atomic():
        posted = request.method == "POST"
        record: Record = record_or_404(request.user, kind, pk, locked=posted)
        unit = _unit_or_404(record, field, language)
        if not posted:
            return _page(request, record, unit, TranslationForm(request, record, unit))
        if not can_write_text(request.user, record, field, language):
            raise PermissionDenied
        return _store(request, record, unit)


@require_safe
def next_text(request: HttpRequest, kind: str, pk: int, language: str) -> HttpResponse:
    """Lead to the first text on the way of a record; where it has none, of the next record.

    ``?onward=1`` leaves this record, ``?back=1`` for the one before, whose last text is opened.
    """
    language_or_404(language)
    owner: Content = record_or_404(request.user, kind, pk)
    walk, back = Walk.of(request.GET), "back" in request.GET
    if "onward" not in request.GET and (url := _first_url(owner, language, walk, back=back)):
        return redirect(url)
    place = next_owner(staff_of(request), owner_key(owner), language, walk, back=back)
    neighbour = _owner_or_404(request, place) if place else None
    if neighbour and (url := _first_url(neighbour, language, walk, back=back)):
        return redirect(url)
    name = site_language_name(language)
    messages.success(
        request, gettext("Nothing is left to do in %(language)s.") % {"language": name}
    )
    return redirect(reverse("translation-record", args=[kind, pk, language]) + walk.query)


def _unit_or_404(record: Record, field: str, language: str) -> Unit:
    source = source_of(record, field, record.original_language)
    if source == language or not text_of(record, field, source):
        raise Http404
    return unit_of(record, field, language, source)


def _store(request: HttpRequest, record: Record, unit: Unit) -> HttpResponse:
    form = TranslationForm(request, record, unit, request.POST)
    if not form.is_valid():
        return _page(request, record, unit, form)
    text = form.cleaned_data["text"]
    if unit.locked:
        if "text" in request.POST and text != unit.text:
            messages.error(request, why_not_write(staff_of(request), record, unit))
            return redirect(request.get_full_path())
        text = unit.text
    if form.source_moved or form.text_moved:
        return _page(request, record, unit, form, is_overtaken=True)
    review = request.POST.get("act") == "review"
    sentence = store_and_tell(request, record, unit, text, review=review)
    name = unit_text.field_name(record, unit.field)
    messages.success(request, labelled(f"{name} · {site_language_name(unit.language)}", sentence))
    _previous_url, next_url = _neighbour_urls(record, unit, Walk.of(request.GET))
    return redirect(next_url)


def _page(
    request: HttpRequest,
    record: Record,
    unit: Unit,
    form: TranslationForm,
    *,
    is_overtaken: bool = False,
) -> HttpResponse:
    user, walk = staff_of(request), Walk.of(request.GET)
    previous_url, next_url = _neighbour_urls(record, unit, walk)
    reviews = SiteSettings.current().reviews
    why_write = why_not_write(user, record, unit)
    why_review = why_not_review(user, record, unit, reviews=reviews)
    offered, note = review_offer(unit, why_review, reviews)
    overtaken = _overtaken(form) if is_overtaken else {}
    if is_overtaken:
        form.refresh()
    context = {
        "title": unit_text.field_name(record, unit.field),
        "unit": unit,
        "form": form,
        "media": form.media,
        "walk": walk,
        "before": previous_url,
        "after": next_url,
        "owner_name": admin_of(type(record.owner)).label(record.owner),
        "owner_kind": unit_text.row_kind(record.owner),
        "row_name": unit_text.row_name(record),
        "row_kind": unit_text.row_kind(record),
        "owner_url": _record_url(record, unit.language) + walk.query,
        "change_url": form_url(record),
        "clearance_url": _clearance_url(record, unit),
        "state_name": state_names()[unit.state],
        "source_name": site_language_name(unit.source_language),
        "target_name": site_language_name(unit.language),
        "source_text": unit_text.plain(unit.source, unit.rich),
        "source_lang": html_lang(unit.source_language),
        "lang": html_lang(unit.language),
        "pieces": (
            unit_text.marked(unit.previous, unit.source, unit.rich) if unit.previous else []
        ),
        # It was kept before its record was stored, which is where texts are sanitized.
        "previous": sanitize(unit.previous) if unit.rich else unit.previous,
        "is_stale": unit.state == TranslationState.OUTDATED or unit.asks,
        "who": unit_text.names_of([unit.by]).get(unit.by or 0, ""),
        "when": unit_text.parse_moment(unit.at),
        "why_not_write": why_write,
        # Who changes an outdated text where reviews are asked for does not review it as well.
        "save_offered": offered and not (reviews and unit.state == TranslationState.OUTDATED),
        "review_note": note,
        "walks": _walks(walk),
        "may_change": can_write_text(user, record, unit.field, unit.language),
        "moved": overtaken,
    }
    if is_overtaken:
        return both_versions_page(request, _TEMPLATE, context)
    return desk_page(request, _TEMPLATE, context, status=422 if form.errors else None)


def _walks(walk: Walk) -> list[tuple[str, str, bool]]:
    """Return the ways to go through the texts: query, words, whether it is taken."""
    words = (
        (TODO, gettext("missing and outdated texts")),
        (DRAFT, gettext("drafts")),
        (ALL, gettext("all texts")),
    )
    ways = [(replace(walk, through=value), name) for value, name in words]
    return [(way.query or "?", name, way.through == walk.through) for way, name in ways]


def _overtaken(form: TranslationForm) -> PageContext:
    """Return what somebody else stored meanwhile, with the difference to what this page showed."""
    unit = form.unit
    page_source = form.data.get("seen_source", "").replace("\r\n", "\n")
    typed_text = form.cleaned_data.get("text", "")
    return {
        "source": unit_text.marked(page_source, unit.source, unit.rich)
        if form.source_moved
        else [],
        "text": unit_text.marked(unit.text, typed_text, unit.rich) if form.text_moved else [],
        "is_any": True,
    }


def _neighbour_urls(record: Record, unit: Unit, walk: Walk) -> tuple[str, str]:
    """Return the addresses of the texts before and after a unit, other records' at its ends."""
    previous_text, following_text = find_neighbours(
        texts_of(record.owner, unit.language), unit, walk
    )
    return (
        walk.address(previous_text)
        if previous_text
        else _url_beyond(record.owner, unit, walk, back=True),
        walk.address(following_text)
        if following_text
        else _url_beyond(record.owner, unit, walk, back=False),
    )


def _url_beyond(owner: Content, unit: Unit, walk: Walk, *, back: bool) -> str:
    url = reverse("translation-next", args=[owner._meta.model_name, owner.pk, unit.language])
    query = walk.query or "?"
    return f"{url}{query}{'' if query == '?' else '&'}onward=1{'&back=1' if back else ''}"


def _first_url(owner: Content, language: str, walk: Walk, *, back: bool) -> str:
    """Return the address of a record's first text on the way, or its last; "" without one."""
    texts = texts_of(owner, language)
    ordered = reversed(texts) if back else iter(texts)
    text = next((text for text in ordered if walk.takes(text.unit)), None)
    return walk.address(text) if text else ""


def _owner_or_404(request: HttpRequest, place: tuple[int, int]) -> Content:
    kind = ContentType.objects.get_for_id(place[0]).model
    owner: Content = record_or_404(request.user, kind, place[1])
    return owner


def _record_url(record: Record, language: str) -> str:
    owner = record.owner
    return reverse("translation-record", args=[owner._meta.model_name, owner.pk, language])


def _clearance_url(record: Record, unit: Unit) -> str:
    if not (unit.locked and isinstance(record, Appearance)):
        return ""
    url = reverse("clearance", args=[record.session.event_id, unit.language])
    return f"{url}#row-{record.pk}"
