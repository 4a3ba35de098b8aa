"""The pages on which a translation comes back: the file, what it would do, what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from forum.core.field_labels import site_language_name
from forum.core.text_differences import TextPiece
from forum.core.translated import html_lang
from forum.desk.base_admin import desk_page, staff_of
from forum.desk.correction_forms import asking, tell_if_any
from forum.desk.overtaken_page import OVERTAKEN, warn_if_overtaken
from forum.desk.translations import unit_text
from forum.desk.translations.pending_files import open_pending, printable_name, store_pending
from forum.desk.work_progress import report_progress
from forum.history.corrections.changed import find_changes
from forum.history.corrections.correction_question import list_note_fields, read_note
from forum.history.import_plan import UNDECIDED, Decisions, Written, read_ticks
from forum.localization.exchange.errors import ExchangeError
from forum.localization.exchange.file_reader import MAX_FILE, read_returned_file
from forum.localization.exchange.findings import (
    TranslationFindingKind,
    translation_finding_message,
)
from forum.localization.exchange.plan_writer import write_translations
from forum.localization.exchange.translation_plan import (
    TranslationChange,
    TranslationPlan,
    plan_translations,
)
from forum.localization.translation_access import can_write_translations

# So many texts are shown; what a longer file has beyond is taken as the plan has it.
MOST_SHOWN: Final = 500
_MB: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ChangePreview:
    """A text of the plan in words.

    findings: label of the kind and sentence. source: the source, with what changed of it marked;
    pieces: what changes of the translation.
    """

    change: TranslationChange
    place: str
    is_ticked: bool
    findings: list[tuple[str, str]]
    source: list[TextPiece]
    pieces: list[TextPiece]
    source_lang: str
    lang: str
    language: str
    url: str


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file in; what it would do is shown on the next page."""
    _require_translator(request)
    if request.method != "POST":
        return _upload_page(request)
    file = request.FILES.get("file")
    if file is None:
        return _upload_page(request, gettext("Choose a file."))
    name = printable_name(str(file.name))
    if (file.size or 0) > MAX_FILE:
        trouble = gettext("“%(name)s” has more than %(most)d MB; split it.")
        return _upload_page(request, trouble % {"name": name, "most": MAX_FILE // _MB})
    data = file.read()
    try:
        read_returned_file(name, data)
    except ExchangeError as error:
        return _upload_page(request, f"“{name}”: {error}")
    return redirect("translation-import-plan", store_pending(name, data, staff_of(request)))


@require_http_methods(["GET", "HEAD", "POST"])
@asking
def preview(request: HttpRequest, seal: str) -> HttpResponse:
    """Show what a file would do; do it when that was agreed to, as it was shown."""
    _require_translator(request)
    user = staff_of(request)
    pending = open_pending(seal, user)
    try:
        file = read_returned_file(pending.name, pending.read()) if pending else None
    except (FileNotFoundError, ExchangeError):
        file = None
    if pending is None or file is None:
        text = gettext("This file has been imported or discarded already: choose it again.")
        messages.warning(request, text)
        return redirect("translation-import")
    plan = plan_translations(file, user)
    if request.method != "POST":
        return _plan_page(request, plan)
    if "discard" in request.POST:
        pending.discard()
        text = gettext("“%(name)s” was discarded; nothing of it was imported.")
        messages.success(request, text % {"name": pending.name})
        return redirect("translation-import")
    decisions = read_ticks(_listed_changes(plan), {*request.POST.getlist("take")})
    sentence = gettext(
        "The site has changed since you looked. This is what the file does now; a tick has stayed "
        "where nothing is different."
    )
    if warn_if_overtaken(request, plan.version_token, sentence):
        return _plan_page(request, plan, decisions, OVERTAKEN)
    written = _import(request, plan, decisions)
    pending.discard()
    return _result_page(request, file.name, written)


def _import(
    request: HttpRequest, plan: TranslationPlan, decisions: Decisions
) -> Written[TranslationChange]:
    note = read_note(request.POST, find_changes(plan.edits(decisions)))
    user = staff_of(request)
    with report_progress(request) as report, transaction.atomic():
        written = write_translations(plan, user, decisions, report)
        tell_if_any(note, user)
    return written


def _needs_attention(change: TranslationChange) -> bool:
    """Tell whether something happens to a text, or is said about it."""
    return change.is_writable or bool(change.findings)


def _listed_changes(plan: TranslationPlan) -> list[TranslationChange]:
    """Return the texts that the page lists; those with findings come first."""
    changes = filter(_needs_attention, plan.changes)
    return sorted(changes, key=lambda change: not change.findings)[:MOST_SHOWN]


def _upload_page(request: HttpRequest, trouble: str = "") -> HttpResponse:
    context = {
        "title": gettext("Import translation"),
        "trouble": trouble,
        "most": MAX_FILE // _MB,
    }
    status = 400 if trouble else 200
    return desk_page(request, "admin/translations/import.html", context, status=status)


def _plan_page(
    request: HttpRequest,
    plan: TranslationPlan,
    decisions: Decisions = UNDECIDED,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    changes = _listed_changes(plan)
    context = {
        "title": gettext("Import translation"),
        "name": plan.file_name,
        "plan": plan,
        "note_fields": list_note_fields(request.POST),
        "counts": [(action, count) for action, count in plan.counts.items() if count],
        "changes": [_preview_change(change, decisions) for change in changes],
        "beyond": sum(map(_needs_attention, plan.changes)) - len(changes),
        "warnings": len(plan.with_findings),
    }
    return desk_page(request, "admin/translations/plan.html", context, status=status)


def _result_page(
    request: HttpRequest, name: str, written: Written[TranslationChange]
) -> HttpResponse:
    context = {
        "title": gettext("Import translation"),
        "name": name,
        "run": written.run,
        "written": [_preview_change(change) for change in written.changes[:MOST_SHOWN]],
        "count": len(written.changes),
        "more": max(0, len(written.changes) - MOST_SHOWN),
        "overtaken": [_preview_change(change) for change in written.overtaken[:MOST_SHOWN]],
        "records": _records_to_review(written.changes),
    }
    return desk_page(request, "admin/translations/result.html", context)


def _records_to_review(changes: Iterable[TranslationChange]) -> list[tuple[str, str]]:
    """Return the records that were written to: the head of the place, address of their drafts."""
    addresses: dict[str, str] = {}
    for change in changes:
        model, pk, _field = change.returned.key.split(".", 2)
        language = change.returned.language
        url = reverse("translation-record", args=[model, pk, language])
        name = _place_of(change).partition(" › ")[0]
        addresses.setdefault(f"{name} · {site_language_name(language)}", f"{url}?state=draft")
    return list(addresses.items())


def _preview_change(change: TranslationChange, decisions: Decisions = UNDECIDED) -> ChangePreview:
    unit, returned = change.unit, change.returned
    rich = bool(unit and unit.rich)
    stored, source = (unit.text, unit.source) if unit else ("", returned.source)
    earlier_source = change.source if change.has_new_source else source
    return ChangePreview(
        change=change,
        place=_place_of(change),
        is_ticked=change.is_chosen(decisions),
        findings=[
            (str(TranslationFindingKind(finding.kind).label), translation_finding_message(finding))
            for finding in change.findings
        ],
        source=unit_text.marked(earlier_source, source, rich),
        pieces=unit_text.marked(stored, change.text or returned.target, rich),
        source_lang=html_lang(unit.source_language) if unit else "",
        lang=html_lang(returned.language) if returned.language else "",
        language=site_language_name(returned.language),
        url=unit_text.unit_url(unit) if unit else "",
    )


def _place_of(change: TranslationChange) -> str:
    place = change.place.get(get_language() or "")
    return place or next(iter(change.place.values()), change.returned.key)


def _require_translator(request: HttpRequest) -> None:
    if not can_write_translations(request.user):
        raise PermissionDenied
