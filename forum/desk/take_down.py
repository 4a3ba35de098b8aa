"""Taking records offline in the admin, and putting them back: what it touches is shown first."""

import mimetypes
from collections.abc import Iterable
from pathlib import PurePosixPath

from django.contrib import admin, messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, SuspiciousFileOperation
from django.db.models import Model, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe
from unfold.decorators import action

from forum.core.content import Content, Part, Record
from forum.core.images.columns import rows_with_picture
from forum.core.storage import offline_storage
from forum.desk import bulk_actions
from forum.desk.addresses import change_url, list_url
from forum.desk.base_admin import DeskAdmin, admin_of_kind_or_404, desk_page, key_in, staff_of
from forum.desk.publishers import name_publishers
from forum.history.working_copies.store import is_released
from forum.models import TakeDown
from forum.permissions.access import (
    PUBLISH,
    TAKE_OFFLINE,
    may,
    reaches,
    roles,
    sees_model,
    within,
)
from forum.permissions.roles import HELPER
from forum.workflow.take_down import actions
from forum.workflow.take_down.mentions import find_mentions
from forum.workflow.take_down.places import find_public_places
from forum.workflow.take_down.public_files import file_fields
from people.models import User
from sessions_app.models import Appearance

RECORD = TakeDown.Scope.RECORD


class TakeDownMixin(DeskAdmin):
    """An admin of records that are taken offline: one by one, and several for one reason."""

    actions_row = ("offline_page",)

    def has_offline_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Tell whether somebody may take records out of the public's sight."""
        return self.has_change_permission(request) and may(request.user, TAKE_OFFLINE)

    @action(
        description=_("Take offline or put back"), url_path="take-offline", permissions=["offline"]
    )
    def offline_page(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Lead to the page that shows what goes offline with a record, and asks the reason."""
        if (key := key_in(object_id)) is None:
            raise Http404
        kind = ContentType.objects.get_for_model(self.model)
        return redirect("offline", content_type=kind.pk, pk=key, scope=RECORD)

    @admin.action(description=_("Take offline"), permissions=["offline"])
    def take_offline(self, request: HttpRequest, queryset: QuerySet[Record]) -> HttpResponse | None:
        """Ask the reason for all of the chosen records."""
        if bulk_actions.refuse_too_many(self, request, queryset):
            return None
        records = list(queryset)
        kind = ContentType.objects.get_for_model(self.model)
        return bulk_actions.confirmation_page(
            self,
            request,
            "admin/offline/several.html",
            records,
            named_records=[(record, self.label(record)) for record in records],
            filters=request.GET.urlencode(),
            address=reverse("offline-several", args=[kind.pk]),
            who_puts_back=_who_puts_back(staff_of(request), records),
        )


def record_page(request: HttpRequest, content_type: int, pk: int, scope: str) -> HttpResponseBase:
    """Show what goes offline with a record, and ask the reason; or ask to put it back."""
    model_admin = _admin_or_404(content_type)
    record = get_object_or_404(model_admin.get_queryset(request), pk=pk)
    if not may(staff_of(request), TAKE_OFFLINE, record):
        raise PermissionDenied
    if scope not in TakeDown.Scope.values or (
        scope != RECORD and not isinstance(record, Appearance)
    ):
        raise Http404
    refusal = ""
    if request.method == "POST":
        refusal = _take_down_or_put_back(request, model_admin, record, scope)
        if not refusal:
            return redirect(change_url(record))
    is_offline = actions.is_offline(record, scope)
    why_not_put_back = _why_not_put_back(staff_of(request), record) if is_offline else ""
    context = {
        "opts": model_admin.opts,
        "original": record,
        "name": model_admin.label(record),
        "scope": scope,
        "is_offline": is_offline,
        "refused": refusal or why_not_put_back,
        "may_put_back": not why_not_put_back,
        "who_puts_back": "" if is_offline else _who_puts_back(staff_of(request), [record]),
        "reason": request.POST.get("reason", ""),
        "places": [] if is_offline else find_public_places(record, scope),
        "mentions": find_mentions(record) if scope == RECORD else [],
        "history": actions.list_take_downs(record),
        "back": change_url(record),
    }
    return desk_page(request, "admin/offline/record.html", context)


@require_POST
def take_several_offline(request: HttpRequest, content_type: int) -> HttpResponseBase:
    """Take several records offline for one reason; say how many, and of the rest why not."""
    model_admin = _admin_or_404(content_type)

    def take_offline(record: Content, _token: str) -> bulk_actions.Acted:
        if not may(staff_of(request), TAKE_OFFLINE, record):
            raise PermissionDenied
        refusal = _take_offline(request, record, RECORD)
        return bulk_actions.Acted(not refusal, (refusal,) if refusal else ())

    outcome = bulk_actions.carry_out(model_admin, request, take_offline)
    count = len(outcome.done)
    message = ngettext("%(count)d record taken offline.", "%(count)d records taken offline.", count)
    bulk_actions.report_outcome(model_admin, request, outcome, message)
    return redirect(f"{list_url(model_admin.model)}?{request.POST.get('filters', '')}")


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """Show staff a picture that is offline; who has no further role those of what they may open."""
    user = staff_of(request)
    sees_all = user.is_superuser or roles(user) - {HELPER}
    if not sees_all and not _is_within_reach(user, name):
        raise Http404
    return offline_picture(name)


def _is_within_reach(user: User, name: str) -> bool:
    """Tell whether somebody may open a record that a file, or what was made of it, belongs to."""
    stem = PurePosixPath(name).stem
    # What is made of a picture is called as it is, with a mark behind a hyphen.
    beginning = f"/{stem.rpartition('-')[0] or stem}"
    return any(
        name in getattr(row, field.name).names() and reaches(user, row)
        for field in file_fields()
        if sees_model(user, field.model)
        for row in within(user, rows_with_picture(field)).filter(
            **{f"{field.name}__contains": beginning}
        )
    )


def offline_picture(name: str) -> FileResponse:
    """Return a picture or recording that is offline, to be stored by nobody; else raise Http404."""
    kind = mimetypes.guess_type(name)[0] or ""
    if not kind.startswith(("image/", "video/", "text/vtt")):
        raise Http404
    try:
        content = offline_storage().open(name)
    except (OSError, SuspiciousFileOperation) as error:
        raise Http404 from error
    response = FileResponse(content, content_type=kind)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _admin_or_404(content_type: int) -> DeskAdmin:
    """Return the admin of a model that can be taken offline."""
    model_admin = admin_of_kind_or_404(content_type)
    if not issubclass(model_admin.model, Content | Part):
        raise Http404
    return model_admin


def _take_down_or_put_back(
    request: HttpRequest, model_admin: DeskAdmin, record: actions.Target, scope: str
) -> str:
    """Do what was confirmed; return why not, "" if it was done."""
    if "put_back" in request.POST:
        refusal = _put_back(request, record, scope)
        message = gettext("“%(name)s” is online again.")
    else:
        refusal = _take_offline(request, record, scope)
        message = gettext("“%(name)s” is offline.")
    if not refusal:
        messages.success(request, message % {"name": model_admin.label(record)})
    return refusal


def _take_offline(request: HttpRequest, record: actions.Target, scope: str) -> str:
    reason = request.POST.get("reason", "")
    try:
        actions.take_offline(record, staff_of(request), reason, scope)
    except actions.TakeDownRefusedError as error:
        return str(error)
    return ""


def _who_puts_back(user: User, records: Iterable[Record]) -> str:
    """Return who can put records back once they are offline, "" where somebody can her- or himself.

    What is published is public at once when it is put back, so that takes the right to publish.
    """
    if all(may(user, PUBLISH, record) or not is_released(record.owner) for record in records):
        return ""
    return name_publishers(
        gettext("Your role cannot put back what it takes offline. It is put back by: %(names)s.")
    )


def _why_not_put_back(user: User, record: actions.Target) -> str:
    """Return why somebody may not put back what would be public at once, "" if she or he may."""
    if may(user, PUBLISH, record) or not is_released(record.owner):
        return ""
    words = gettext("Put back online it would be public at once. It is put back by: %(names)s.")
    return name_publishers(words)


def _put_back(request: HttpRequest, record: actions.Target, scope: str) -> str:
    if refusal := _why_not_put_back(staff_of(request), record):
        return refusal
    try:
        actions.put_back(record, staff_of(request), scope)
    except actions.TakeDownRefusedError as error:
        return str(error)
    return ""
