"""The pages on which a translation comes back: the file, what it would do, what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from forum.core.field_labels import own_name
from forum.core.text_differences import Piece
from forum.core.translated import html_lang
from forum.desk.correction_forms import asking
from forum.desk.translations import unit_text
from forum.desk.translations.pending_files import Kept, keep, opened, shown_name
from forum.history.corrections.asking import answered
from forum.history.corrections.changed import changed_by
from forum.history.corrections.telling import tell
from forum.localization.exchange.errors import HandOffError
from forum.localization.exchange.file_reader import MAX_FILE, read
from forum.localization.exchange.plan import DOES, Change, Outcome, Plan
from forum.localization.exchange.plan_writer import Written, edits, write
from forum.localization.exchange.planner import plan
from forum.localization.translation_access import writes_any

# So many texts are shown; what a longer file has beyond is taken as the plan has it.
MOST_SHOWN: Final = 500
_MB: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Shown:
    """A text of the plan in words.

    pieces: what changes of the translation; source: the source, with what changed of it marked.
    """

    change: Change
    place: str
    outcome: str
    source: list[Piece]
    pieces: list[Piece]
    source_lang: str
    lang: str
    language: str
    url: str


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file in; what it would do is shown on the next page."""
    _allowed(request)
    if request.method != "POST":
        return _upload_page(request)
    file = request.FILES.get("file")
    if file is None:
        return _upload_page(request, gettext("Choose a file."))
    name = shown_name(str(file.name))
    if (file.size or 0) > MAX_FILE:
        said = gettext("“%(name)s” has more than %(most)d MB; split it.")
        return _upload_page(request, said % {"name": name, "most": MAX_FILE // _MB})
    data = file.read()
    try:
        read(name, data)
    except HandOffError as error:
        return _upload_page(request, f"“{name}”: {error}")
    return redirect("translation-import-plan", keep(name, data, request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@asking
def preview(request: HttpRequest, seal: str) -> HttpResponse:
    """Show what a file would do; do it when that was agreed to, as it was shown."""
    _allowed(request)
    kept = opened(seal, request.user)
    try:
        made = plan(read(kept.name, kept.read()), request.user) if kept else None
    except (FileNotFoundError, HandOffError):
        made = None
    if kept is None or made is None:
        said = gettext("This file has been imported or discarded already: choose it again.")
        messages.warning(request, said)
        return redirect("translation-import")
    if request.method != "POST":
        return _plan_page(request, kept, made)
    if "discard" in request.POST:
        kept.discard()
        said = gettext("“%(name)s” was discarded; nothing of it was imported.")
        messages.success(request, said % {"name": kept.name})
        return redirect("translation-import")
    if request.POST.get("digest") != made.digest:
        said = gettext("The site has changed since you looked. This is what the file does now.")
        messages.warning(request, said)
        return redirect(request.path)
    return _import(request, kept, made)


def _import(request: HttpRequest, kept: Kept, made: Plan) -> HttpResponse:
    offered = {one.key for one in _listed(made)}
    taken = {one.key for one in made.taken} - offered
    ticked = set(request.POST.getlist("take")) & offered
    chosen = taken | ticked
    note = answered(request.POST, changed_by(edits(made, chosen)))
    with transaction.atomic():
        written = write(made, request.user, chosen)
        if note:
            tell(note, request.user)
    kept.discard()
    return _result_page(request, kept, written)


def _listed(made: Plan) -> list[Change]:
    """Return the texts that something happens to, or is said about; warnings come first."""
    wanted = [one for one in made.changes if one.outcome in DOES or one.findings]
    return sorted(wanted, key=lambda one: not one.findings)[:MOST_SHOWN]


def _upload_page(request: HttpRequest, trouble: str = "") -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": gettext("Import translation"),
        "trouble": trouble,
        "most": MAX_FILE // _MB,
    }
    status = 400 if trouble else 200
    return TemplateResponse(request, "admin/translations/import.html", context, status=status)


def _plan_page(request: HttpRequest, kept: Kept, made: Plan) -> HttpResponse:
    listed = _listed(made)
    counts = made.counts
    beyond = sum(one.outcome in DOES or bool(one.findings) for one in made.changes) - len(listed)
    context = {
        **admin.site.each_context(request),
        "title": gettext("Import translation"),
        "name": kept.name,
        "plan": made,
        "counts": [(str(one), one.label, counts[one]) for one in Outcome if counts[one]],
        "changes": [_shown(one) for one in listed],
        "beyond": beyond,
        "may_write": any(one.may_be_taken for one in made.changes),
        "warnings": sum(1 for _one in made.with_findings),
    }
    return TemplateResponse(request, "admin/translations/plan.html", context)


def _result_page(request: HttpRequest, kept: Kept, written: Written) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": gettext("Import translation"),
        "name": kept.name,
        "done": [_shown(one) for one in written.done[:MOST_SHOWN]],
        "count": len(written.done),
        "more": max(0, len(written.done) - MOST_SHOWN),
        "moved": [_shown(one) for one in written.moved[:MOST_SHOWN]],
        "records": _records(written.done),
    }
    return TemplateResponse(request, "admin/translations/result.html", context)


def _records(done: Iterable[Change]) -> list[tuple[str, str]]:
    """Return the records that were written to: the head of the place, address of their drafts."""
    found: dict[str, str] = {}
    for one in done:
        model, pk, _field = one.key.split(".", 2)
        url = reverse("translation-record", args=[model, pk, one.handed.language])
        name = _place(one).partition(" › ")[0]
        found.setdefault(f"{name} · {own_name(one.handed.language)}", f"{url}?state=draft")
    return list(found.items())


def _shown(change: Change) -> Shown:
    unit, language = change.unit, change.handed.language
    rich = bool(unit and unit.rich)
    stored, source = (unit.text, unit.source) if unit else ("", change.handed.source)
    before = change.source if change.source_changed else source
    return Shown(
        change=change,
        place=_place(change),
        outcome=str(change.outcome.label),
        source=unit_text.marked(before, source, rich),
        pieces=unit_text.marked(stored, change.text or change.handed.target, rich),
        source_lang=html_lang(unit.source_language) if unit else "",
        lang=html_lang(language) if language else "",
        language=own_name(language),
        url=_url(change),
    )


def _place(change: Change) -> str:
    return change.place.get(get_language() or "") or next(iter(change.place.values()), change.key)


def _url(change: Change) -> str:
    if change.unit is None:
        return ""
    unit = change.unit
    return reverse("translation-unit", args=[unit.model, unit.pk, unit.field, unit.language])


def _allowed(request: HttpRequest) -> None:
    if not writes_any(request.user):
        raise PermissionDenied
