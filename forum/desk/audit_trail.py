"""Admins whose forms write the audit trail, and show what it has of one record."""

from collections.abc import Iterable
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from unfold.admin import ModelAdmin

from forum.desk.audit_sentences import sentence_of
from forum.history.audit import Action, log_action
from forum.models import AuditEntry

PER_PAGE = 50

type Message = str | list[dict[str, object]]
"""What a form did: a sentence, or what it changed as Django builds it."""


class AuditedMixin(ModelAdmin):
    """An admin that writes what is done in it into the audit trail, in place of Django's log."""

    # Any: Django's own return entries of its log.

    def log_addition(self, request: HttpRequest, obj: Model, message: Message) -> Any:
        return _log(Action.ADDED, request, obj, message)

    def log_change(self, request: HttpRequest, obj: Model, message: Message) -> Any:
        return _log(Action.CHANGED, request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Iterable[Model]) -> Any:
        return [log_action(Action.DELETED, record, request.user) for record in queryset]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """List what was done to one record, the latest first."""
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self._get_obj_does_not_exist_redirect(  # type: ignore[no-any-return, attr-defined]  # not in the stubs
                request, self.opts, object_id
            )
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        entries = AuditEntry.objects.about(record).select_related("actor").latest_first()
        page = Paginator(entries, PER_PAGE).get_page(request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": record,
            "title": gettext("Change history: %s") % record,
            "page": page,
            "entries": [(entry, sentence_of(entry) or entry.act) for entry in page],
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/audit_trail.html", context)


def _log(action: Action, request: HttpRequest, record: Model, message: Message) -> AuditEntry:
    """Write down what a form did."""
    params = {"note": message} if isinstance(message, str) else {"changes": message}
    return log_action(action, record, request.user, **(params if message else {}))
