"""Does the other original still hold? The pairs of a record in which one was changed alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from forum.core.content import Record, with_owner
from forum.core.field_labels import own_name
from forum.core.record_tree import holder_field, parts_within
from forum.core.text_differences import TextPiece, differences
from forum.core.translated import html_lang
from forum.core.translations.units import Unit, units_of
from forum.desk.translations.saving import store
from forum.desk.translations.unit_text import unit_token
from forum.history.version_token import MOVED_ON
from forum.localization.translation_access import can_write_text, record_or_404
from forum.models import TranslationTally


@dataclass(frozen=True, slots=True)
class Pair:
    """Two originals. pieces: the first as it was and is; url: where both are edited."""

    record: Any
    unit: Unit
    label: str
    pieces: list[TextPiece]
    url: str

    @property
    def version_token(self) -> str:
        """The value of its tick: which unit, in which words."""
        return unit_token(self.unit)

    @property
    def texts(self) -> list[tuple[str, str, bool]]:
        """Both languages: tag, name, whether the text was changed; the source's first."""
        moved = any(piece.kind != "same" for piece in self.pieces)
        codes = [(self.unit.source_language, moved), (self.unit.language, not moved)]
        return [(html_lang(code), own_name(code), changed) for code, changed in codes]


@require_http_methods(["GET", "HEAD", "POST"])
def originals(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Show the pairs of a record and of what stands in it, or note which of them hold."""
    with transaction.atomic():
        posted = request.method == "POST"
        record = record_or_404(request.user, kind, pk, locked=posted)
        if posted:
            _confirm(request, record)
            return redirect(_onward(request, record))
    pairs = list(_pairs(record))
    if not pairs:
        return redirect(_onward(request, record))
    context = {
        **admin.site.each_context(request),
        "title": gettext("Does the other original still hold?"),
        "pairs": pairs,
        "onward": _onward(request, record),
        "may_write": any(_may(request.user, one) for one in pairs),
        "opts": record._meta,
        "original": record,
    }
    return TemplateResponse(request, "admin/translations/originals.html", context)


def _confirm(request: HttpRequest, record: Any) -> None:
    wanted = set(request.POST.getlist("holds"))
    pairs = {one.version_token: one for one in _pairs(record, locked=True)}
    chosen = [pairs[one] for one in wanted if one in pairs]
    meta = record._meta
    if not request.user.has_perm(f"{meta.app_label}.change_{meta.model_name}"):
        raise PermissionDenied
    if not all(_may(request.user, one) for one in chosen):
        raise PermissionDenied
    for one in chosen:
        store(request.user, one.record, one.unit, one.unit.text, review=True)
    if len(chosen) < len(wanted):
        messages.warning(request, MOVED_ON)
    if chosen:
        said = ngettext(
            "%(count)d pair of originals holds.", "%(count)d pairs of originals hold.", len(chosen)
        )
        messages.success(request, said % {"count": len(chosen)})


def _may(user: Any, pair: Pair) -> bool:
    """Tell whether somebody can_write_text one of the two, and so may answer for both."""
    languages = (pair.unit.source_language, pair.unit.language)
    return any(can_write_text(user, pair.record, pair.unit.field, one) for one in languages)


def _pairs(record: Any, *, locked: bool = False) -> Iterator[Pair]:
    for row in _rows(record, locked=locked):
        for unit in units_of(row):
            if unit.asks:
                yield _pair(record, row, unit)


def _pair(record: Any, row: Any, unit: Unit) -> Pair:
    field = row._meta.get_field(unit.field)
    label = str(capfirst(field.verbose_name))
    return Pair(
        record=row,
        unit=unit,
        label=label if row == record else f"{Truncator(str(row)).chars(60)}: {label}",
        pieces=differences(unit.previous, unit.source),
        url=_form(row, unit),
    )


def _form(row: Any, unit: Unit) -> str:
    """Return where both texts of a row are edited side by side, else where one of them is."""
    meta = row._meta
    if type(row) in admin.site._registry:
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])
    return reverse("translation-unit", args=[unit.model, unit.pk, unit.field, unit.language])


def _rows(record: Any, *, locked: bool) -> Iterator[Any]:
    """Yield the record and those rows of what stands in it that are asked about."""
    yield record
    record_model: type[Record] = type(record)
    for model in parts_within(record_model):
        kind = ContentType.objects.get_for_model(model)
        asked = TranslationTally.objects.filter(content_type=kind, asked__gt=0)
        standing = {holder_field(model): record.pk}
        rows = with_owner(model).filter(**standing, pk__in=asked.values("object_id"))
        yield from rows.select_for_update(of=("self",)) if locked else rows


def _onward(request: HttpRequest, record: Any) -> str:
    """Return the page that the editor was going to, or the record's form."""
    wanted = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
        return wanted
    meta = record._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[record.pk])
