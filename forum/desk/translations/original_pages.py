"""Does the other original still hold? The pairs of a record in which one was changed alone."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import admin, messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from forum.core.content import Record, with_owner
from forum.core.field_labels import site_language_name
from forum.core.lazy_sentences import labelled
from forum.core.record_tree import holder_field, parts_within
from forum.core.text_differences import TextPiece, differences
from forum.core.translated import html_lang
from forum.core.translations.units import Unit, units_of
from forum.desk.addresses import change_url
from forum.desk.base_admin import desk_page, staff_of
from forum.desk.translations.saving import store_translation
from forum.desk.translations.unit_text import field_name, unit_token, unit_url
from forum.history.version_token import MOVED_ON
from forum.localization.translation_access import can_write_text, record_or_404
from forum.models import TranslationTally
from forum.permissions.access import has_model_right
from people.models import User


@dataclass(frozen=True, slots=True)
class OriginalPair:
    """Two originals. pieces: the first as it was and is; url: where both are edited."""

    record: Record
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
        is_source = any(piece.kind != "same" for piece in self.pieces)
        codes = [(self.unit.source_language, is_source), (self.unit.language, not is_source)]
        return [(html_lang(code), site_language_name(code), changed) for code, changed in codes]


@require_http_methods(["GET", "HEAD", "POST"])
def originals_page(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Show the pairs of a record and of what stands in it, or note which of them hold."""
    with transaction.atomic():
        posted = request.method == "POST"
        record: Record = record_or_404(request.user, kind, pk, locked=posted)
        if posted:
            _confirm(request, record)
            return redirect(_onward(request, record))
    pairs = list(_pairs(record))
    if not pairs:
        return redirect(_onward(request, record))
    context = {
        "title": gettext("Does the other original still hold?"),
        "pairs": pairs,
        "onward": _onward(request, record),
        "may_write": any(_may_answer(staff_of(request), pair) for pair in pairs),
        "opts": record._meta,
        "original": record,
    }
    return desk_page(request, "admin/translations/originals.html", context)


def _confirm(request: HttpRequest, record: Record) -> None:
    tokens, user = set(request.POST.getlist("holds")), staff_of(request)
    pairs = {pair.version_token: pair for pair in _pairs(record, locked=True)}
    chosen = [pairs[token] for token in tokens if token in pairs]
    if not has_model_right(user, "change", record):
        raise PermissionDenied
    if not all(_may_answer(user, pair) for pair in chosen):
        raise PermissionDenied
    for pair in chosen:
        store_translation(user, pair.record, pair.unit, pair.unit.text, review=True)
    if len(chosen) < len(tokens):
        messages.warning(request, MOVED_ON)
    if chosen:
        message = ngettext(
            "%(count)d pair of originals holds.", "%(count)d pairs of originals hold.", len(chosen)
        )
        messages.success(request, message % {"count": len(chosen)})


def _may_answer(user: User, pair: OriginalPair) -> bool:
    """Tell whether somebody writes one of the two, and so may answer for both."""
    languages = (pair.unit.source_language, pair.unit.language)
    unit = pair.unit
    return any(can_write_text(user, pair.record, unit.field, code) for code in languages)


def _pairs(record: Record, *, locked: bool = False) -> Iterator[OriginalPair]:
    for row in _rows(record, locked=locked):
        for unit in units_of(row):
            if unit.asks:
                yield _pair(record, row, unit)


def _pair(record: Record, row: Record, unit: Unit) -> OriginalPair:
    label = field_name(row, unit.field)
    return OriginalPair(
        record=row,
        unit=unit,
        label=label if row == record else labelled(Truncator(str(row)).chars(60), label),
        pieces=differences(unit.previous, unit.source),
        url=_editing_url(row, unit),
    )


def _editing_url(row: Record, unit: Unit) -> str:
    """Return where both texts of a row are edited side by side, else where one of them is."""
    return change_url(row) if admin.site.is_registered(type(row)) else unit_url(unit)


def _rows(record: Record, *, locked: bool) -> Iterator[Record]:
    """Yield the record and those rows of what stands in it that are asked about."""
    yield record
    record_model: type[Record] = type(record)
    for model in parts_within(record_model):
        kind = ContentType.objects.get_for_model(model)
        tallies = TranslationTally.objects.filter(content_type=kind, unconfirmed__gt=0)
        holder = {holder_field(model): record.pk}
        rows = with_owner(model).filter(**holder, pk__in=tallies.values("object_id"))
        yield from rows.select_for_update(of=("self",)) if locked else rows


def _onward(request: HttpRequest, record: Record) -> str:
    """Return the page that the editor was going to, or the record's form."""
    url = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(url, {request.get_host()}, request.is_secure()):
        return url
    return change_url(record)
