"""The pages of a record's revisions in the desk: the list, two compared, one restored."""

from collections.abc import Iterable

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.formats import localize
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext

from forum.core.content import Content, Part, Record
from forum.core.lazy_sentences import labelled
from forum.desk.addresses import url_name
from forum.desk.audit_sentences import OF_FORMS, sentence_of
from forum.desk.base_admin import (
    DeskAdmin,
    PageContext,
    admin_of,
    desk_page,
    key_in,
    queued_messages,
    staff_of,
)
from forum.desk.correction_forms import ask, tell_if_any
from forum.desk.overtaken_page import both_versions_page
from forum.desk.recovery_pages import recoverable_models
from forum.history.audit import Action, log_action
from forum.history.corrections.changed import edits_between, find_changes
from forum.history.corrections.correction_note import Note
from forum.history.corrections.correction_question import AskFirst, read_note
from forum.history.recording import recording
from forum.history.restore import Outcome, preview, restore
from forum.history.revision_list import RevisionSummary, actor_name, summarize_revisions
from forum.history.row_names import RowNames, kind_of
from forum.history.rows import RowKey, key_of
from forum.history.state_changes import compare_states
from forum.history.states import RecordState, current_state, revisions_of, state_at, state_token
from forum.history.version_token import MOVED_ON, OvertakenError
from forum.models import AuditEntry, MergeJournal
from forum.permissions.access import writes_one_language

PER_PAGE = 20
# The state of the record as it is stored.
NOW = "now"


class RevisionsMixin(DeskAdmin):
    """An admin whose records have revisions."""

    def get_urls(self) -> list[URLPattern]:
        view, name = self.admin_site.admin_view, f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path("<int:pk>/compare/", view(self.compare_view), name=f"{name}_compare"),
            path(
                "<int:pk>/restore/<int:revision>/", view(self.restore_view), name=f"{name}_restore"
            ),
            *super().get_urls(),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: PageContext | None = None
    ) -> HttpResponse:
        """List the records, with the way to those that were deleted."""
        may_recover = self.model in recoverable_models(self.admin_site, request)
        return super().changelist_view(
            request, {**(extra_context or {}), "may_recover": may_recover}
        )

    def response_change(self, request: HttpRequest, obj: Model) -> HttpResponse:
        """Lead on; say with the success by which page it is undone."""
        response = super().response_change(request, obj)
        if not isinstance(obj, (Content, Part)):
            return response
        offer_undo(request, obj.owner)
        return response

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        response = super().response_delete(request, obj_display, obj_id)
        if self.model in recoverable_models(self.admin_site, request):
            _add_undo_link(request, reverse("admin:recover"))
        return response

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: PageContext | None = None
    ) -> HttpResponse:
        """List the revisions; those of a part are its owner's."""
        record = self._visible_record(request, unquote(object_id))
        if isinstance(record, Part):
            return redirect(url_name(record.owner, "history"), record.owner.pk)
        root = key_of(record)
        revisions = revisions_of(root).select_related("actor")
        page = Paginator(revisions, PER_PAGE).get_page(request.GET.get("p"))
        context = self._context(record) | {
            "page": page,
            "entries": [_line(summary) for summary in summarize_revisions(root, list(page))],
            "may_restore": self.may_restore(request, record),
            "merges": self.list_merges(request, record),
        }
        return desk_page(request, "admin/revisions/history.html", context)

    def list_merges(self, request: HttpRequest, record: Record) -> Iterable[MergeJournal]:
        """Return the merges into a record that somebody may undo."""
        return ()

    def compare_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show two revisions side by side, or one beside what is stored."""
        record = self._visible_record(request, pk)
        root = key_of(record)
        old, new = self._sides(request, root)
        context = self._context(record) | {
            "old": _heading(old),
            "new": _heading(new),
            "rows": compare_states(_state(root, old), _state(root, new)),
            "may_restore": self.may_restore(request, record),
        }
        return desk_page(request, "admin/revisions/compare.html", context)

    def restore_view(self, request: HttpRequest, pk: int, revision: int) -> HttpResponse:
        """Show what restoring a revision would change; a POST restores it."""
        record = self._visible_record(request, pk)
        if isinstance(record, Part):
            raise Http404
        if not self.may_restore(request, record):
            raise PermissionDenied
        root = key_of(record)
        chosen = get_object_or_404(revisions_of(root), pk=revision)
        state = state_at(root, chosen)
        if request.method == "POST":
            try:
                redirection = self._restore(request, record, chosen, state)
            except AskFirst as question:
                return ask(request, question)
            if redirection:
                return redirection
        outcome = preview(root, state)
        context = self._context(record) | {
            "revision": _heading(chosen),
            "version_token": state_token(outcome.before),
            "rows": compare_states(outcome.before, outcome.after),
            "notes": outcome.notes,
            "added": _names_of_added(outcome),
            "may_delete": self.has_delete_permission(request, record),
        }
        page = both_versions_page if request.method == "POST" else desk_page
        return page(request, "admin/revisions/restore.html", context)

    def may_restore(self, request: HttpRequest, record: Model) -> bool:
        """Tell whether somebody may restore: it changes any field, and may create rows anew."""
        return (
            self.has_change_permission(request, record)
            and self.has_add_permission(request)
            and not writes_one_language(request.user)
        )

    def _restore(
        self, request: HttpRequest, record: Model, chosen: AuditEntry, state: RecordState
    ) -> HttpResponse | None:
        delete = "delete_added" in request.POST
        if delete and not self.has_delete_permission(request, record):
            raise PermissionDenied
        root, version_token = key_of(record), request.POST.get("version_token", "")
        note = _correction_note(request, root, state, version_token)
        when = chosen.at.isoformat(timespec="minutes")
        try:
            with recording(request.user):
                outcome = restore(root, state, version_token=version_token, delete_added=delete)
                log_action(Action.RESTORED, record, request.user, when=when)
                tell_if_any(note, staff_of(request))
        except OvertakenError:
            messages.warning(request, MOVED_ON)
            return None
        time = str(localize(localtime(chosen.at)))
        message = gettext("The version of %(when)s has been restored.") % {"when": time}
        messages.success(request, message)
        for warning in outcome.notes:
            messages.warning(request, warning)
        return redirect(self._url("change", record.pk))

    def _visible_record(self, request: HttpRequest, pk: int | str) -> Record:
        """Return a record for somebody to look at; raise Http404 or PermissionDenied."""
        record: Record | None = self.get_queryset(request).filter(pk=key_in(str(pk))).first()
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        if record is None:
            raise Http404
        return record

    def _sides(
        self, request: HttpRequest, root: RowKey
    ) -> tuple[AuditEntry | None, AuditEntry | None]:
        """Return the two revisions that were chosen, the older first; None for what is stored."""
        chosen = [request.GET.get(name, NOW) for name in ("old", "new")]
        keys = [key for text in chosen if (key := key_in(text)) is not None]
        revisions = list(revisions_of(root).filter(pk__in=keys).select_related("actor"))
        if not revisions or len(revisions) < len(set(keys)):
            raise Http404
        return (revisions[-1], revisions[0]) if len(keys) == 2 else (revisions[0], None)

    def _url(self, page: str, pk: int) -> str:
        return reverse(url_name(self.model, page), args=[pk])

    def _context(self, record: Record) -> PageContext:
        pages = ("history", "change", "compare")
        return {
            "opts": self.opts,
            "original": record,
            "restore_url": url_name(self.model, "restore"),
            **{f"{page}_url": self._url(page, record.pk) for page in pages},
        }


def offer_undo(request: HttpRequest, owner: Content) -> None:
    """Say with the success of a change by which page it is undone, where somebody may do that."""
    # The revision of this save is written at the end of the request.
    previous = revisions_of(key_of(owner)).first()
    owner_admin = admin_of(type(owner))
    is_restorable = isinstance(owner_admin, RevisionsMixin) and owner_admin.may_restore(
        request, owner
    )
    if previous and is_restorable:
        url = reverse(url_name(type(owner), "restore"), args=[owner.pk, previous.pk])
        _add_undo_link(request, url)


def _add_undo_link(request: HttpRequest, url: str) -> None:
    queued = queued_messages(request)
    if queued and queued[-1].level == messages.SUCCESS:
        link = format_html('<a href="{}">{}</a>', url, gettext("Undo…"))
        queued[-1].message = format_html("{} {}", queued[-1].message, link)


def _correction_note(
    request: HttpRequest, root: RowKey, state: RecordState, version_token: str
) -> Note | None:
    """Return what is told of restoring a state, None for nothing; raises AskFirst."""
    outcome = preview(root, state)
    if state_token(outcome.before) != version_token:
        # It will not be restored, but shown again.
        return None
    return read_note(request.POST, find_changes(edits_between(outcome.before, outcome.after)))


def _state(root: RowKey, revision: AuditEntry | None) -> RecordState:
    return state_at(root, revision) if revision else current_state(root)


def _heading(revision: AuditEntry | None) -> PageContext:
    if revision is None:
        return {}
    return {
        "pk": revision.pk,
        "at": revision.at,
        "who": actor_name(revision),
        "comment": "" if revision.action in OF_FORMS else sentence_of(revision),
    }


def _line(summary: RevisionSummary) -> PageContext:
    return {
        **_heading(summary.entry),
        "rows": summary.rows,
        "more": summary.more,
        "is_first": summary.is_first,
    }


def _names_of_added(outcome: Outcome) -> list[str]:
    """Return what stands in the record and not in the revision, as text."""
    names = RowNames(outcome.before)
    names.read([row.key for row in outcome.added])
    return [labelled(kind_of(row.key), names.of(row.key)) for row in outcome.added]
