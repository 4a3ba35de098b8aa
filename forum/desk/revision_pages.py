"""The pages of a record's revisions in the desk: the list, two compared, one restored."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.formats import localize
from django.utils.timezone import localtime
from django.utils.translation import gettext

from forum.core.content import Part
from forum.core.lazy_sentences import labelled
from forum.desk.audit_sentences import OF_FORMS, sentence_of
from forum.desk.correction_forms import ask
from forum.desk.recovery_pages import recoverable
from forum.history.audit import Action, log_action
from forum.history.corrections.asking import AskFirst, answered
from forum.history.corrections.changed import changed_by, edits_between
from forum.history.corrections.telling import Note, tell
from forum.history.recording import recording
from forum.history.restore import Outcome, preview, restore
from forum.history.revision_list import RevisionSummary, actor_name, summarize_revisions
from forum.history.row_names import RowNames, kind_of
from forum.history.rows import RowKey, key_of
from forum.history.state_changes import compare_states
from forum.history.states import RecordState, current_state, revisions_of, state_at, state_token
from forum.history.version_token import MOVED_ON, OvertakenError
from forum.models import AuditEntry
from forum.permissions.access import writes_one_language

PER_PAGE = 20
# The state of the record as it is stored.
NOW = "now"


class Historied:
    """An admin whose records have revisions."""

    model: Any
    opts: Any
    admin_site: Any

    def get_urls(self) -> list[Any]:
        view, name = self.admin_site.admin_view, f"{self.opts.app_label}_{self.opts.model_name}"
        urls: list[Any] = super().get_urls()  # type: ignore[misc]
        return [
            path("<int:pk>/compare/", view(self.compare_view), name=f"{name}_compare"),
            path(
                "<int:pk>/restore/<int:revision>/", view(self.restore_view), name=f"{name}_restore"
            ),
            *urls,
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """List the records, with the way to those that were deleted."""
        told = {"may_recover": self.model in recoverable(self.admin_site, request)}
        context = {**(extra_context or {}), **told}
        page: HttpResponse = super().changelist_view(request, context)  # type: ignore[misc]
        return page

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """List the revisions; those of a part are its owner's."""
        record = self._seen_record(request, unquote(object_id))
        if isinstance(record, Part):
            opts = record.owner._meta
            name = f"admin:{opts.app_label}_{opts.model_name}_history"
            return redirect(name, record.owner.pk)
        root = key_of(record)
        found = revisions_of(root).select_related("actor")
        page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
        context = self._context(request, record) | {
            "page": page,
            "entries": [_line(one) for one in summarize_revisions(root, list(page))],
            "may_restore": self.may_restore(request, record),
        }
        return TemplateResponse(request, "admin/revisions/history.html", context)

    def compare_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show two revisions side by side, or one beside what is stored."""
        record = self._seen_record(request, pk)
        root = key_of(record)
        old, new = self._sides(request, root)
        context = self._context(request, record) | {
            "old": _heading(old),
            "new": _heading(new),
            "rows": compare_states(_state(root, old), _state(root, new)),
            "may_restore": self.may_restore(request, record),
        }
        return TemplateResponse(request, "admin/revisions/compare.html", context)

    def restore_view(self, request: HttpRequest, pk: int, revision: int) -> HttpResponse:
        """Show what restoring a revision would change; a POST restores it."""
        record = self._seen_record(request, pk)
        if isinstance(record, Part):
            raise Http404
        if not self.may_restore(request, record):
            raise PermissionDenied
        root = key_of(record)
        chosen = get_object_or_404(revisions_of(root), pk=revision)
        wanted, status = state_at(root, chosen), 200
        if request.method == "POST":
            try:
                answer = self._restore(request, record, chosen, wanted)
            except AskFirst as question:
                return ask(request, question)
            if answer:
                return answer
            status = 409
        outcome = preview(root, wanted)
        context = self._context(request, record) | {
            "revision": _heading(chosen),
            "version_token": state_token(outcome.before),
            "rows": compare_states(outcome.before, outcome.after),
            "notes": outcome.notes,
            "added": _named(outcome),
            "may_delete": self.has_delete_permission(request, record),  # type: ignore[attr-defined]
        }
        return TemplateResponse(request, "admin/revisions/restore.html", context, status=status)

    def may_restore(self, request: HttpRequest, record: Any) -> bool:
        """Tell whether somebody may restore: it changes any field, and may create rows anew."""
        may_change: bool = self.has_change_permission(request, record)  # type: ignore[attr-defined]
        may_add: bool = self.has_add_permission(request)  # type: ignore[attr-defined]
        return may_change and may_add and not writes_one_language(request.user)

    def _restore(
        self, request: HttpRequest, record: Any, chosen: AuditEntry, wanted: RecordState
    ) -> HttpResponse | None:
        delete = "delete_added" in request.POST
        if delete and not self.has_delete_permission(request, record):  # type: ignore[attr-defined]
            raise PermissionDenied
        root, token = key_of(record), request.POST.get("version_token", "")
        told = _note(request, root, wanted, token)
        when = chosen.at.isoformat(timespec="minutes")
        try:
            with recording(request.user):
                outcome = restore(root, wanted, version_token=token, delete_added=delete)
                log_action(Action.RESTORED, record, request.user, when=when)
                if told:
                    tell(told, request.user)
        except OvertakenError:
            messages.warning(request, MOVED_ON)
            return None
        said = gettext("The version of %(when)s has been restored.") % {"when": _moment(chosen)}
        messages.success(request, said)
        for note in outcome.notes:
            messages.warning(request, note)
        return redirect(self._url("change", record.pk))

    def _seen_record(self, request: HttpRequest, pk: Any) -> Any:
        try:
            record = self.get_queryset(request).filter(pk=pk).first()  # type: ignore[attr-defined]
        except ValueError:
            record = None
        if record is None:
            if not self.has_view_permission(request):  # type: ignore[attr-defined]
                raise PermissionDenied
            raise Http404
        if not self.has_view_permission(request, record):  # type: ignore[attr-defined]
            raise PermissionDenied
        return record

    def _sides(
        self, request: HttpRequest, root: RowKey
    ) -> tuple[AuditEntry | None, AuditEntry | None]:
        """Return the two revisions that were chosen, the older first; None for what is stored."""
        chosen = [request.GET.get(name, NOW) for name in ("old", "new")]
        numbers = [int(one) for one in chosen if one.isdecimal() and len(one) < 18]
        found = list(revisions_of(root).filter(pk__in=numbers).select_related("actor"))
        if not found or len(found) < len(set(numbers)):
            raise Http404
        return (found[-1], found[0]) if len(numbers) == 2 else (found[0], None)

    def _url(self, page: str, pk: int) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=[pk])

    def _context(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        pages = ("history", "change", "compare")
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": record,
            "restore_url": f"admin:{self.opts.app_label}_{self.opts.model_name}_restore",
            **{f"{page}_url": self._url(page, record.pk) for page in pages},
        }


def _note(request: HttpRequest, root: RowKey, wanted: RecordState, token: str) -> Note | None:
    """Return what is told of restoring a state, None for nothing; raises AskFirst."""
    outcome = preview(root, wanted)
    if state_token(outcome.before) != token:
        # It will not be restored, but shown again.
        return None
    return answered(request.POST, changed_by(edits_between(outcome.before, outcome.after)))


def _state(root: RowKey, revision: AuditEntry | None) -> RecordState:
    return state_at(root, revision) if revision else current_state(root)


def _heading(revision: AuditEntry | None) -> dict[str, Any]:
    if revision is None:
        return {}
    return {
        "pk": revision.pk,
        "at": revision.at,
        "who": actor_name(revision),
        "comment": "" if revision.action in OF_FORMS else sentence_of(revision),
    }


def _line(summary: RevisionSummary) -> dict[str, Any]:
    return {
        **_heading(summary.entry),
        "rows": summary.rows,
        "more": summary.more,
        "is_first": summary.is_first,
    }


def _moment(revision: AuditEntry) -> str:
    return str(localize(localtime(revision.at)))


def _named(outcome: Outcome) -> list[str]:
    """Return what stands in the record and not in the revision, as text."""
    names = RowNames(outcome.before)
    names.read([row.key for row in outcome.added])
    return [labelled(kind_of(row.key), names.of(row.key)) for row in outcome.added]
