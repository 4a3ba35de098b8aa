"""Requests to the desk that work on working copies: what they save, the public does not see yet."""

from collections import Counter
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.contrib import messages
from django.contrib.admin.utils import model_ngettext
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.utils.html import format_html
from django.utils.translation import gettext

from forum.core.record_names import full_name
from forum.desk.base_admin import queued_messages
from forum.desk.form_steps import steps_of
from forum.desk.working_copies.addresses import changes_url
from forum.desk.working_copies.request_scope import (
    copies_in_scope,
    has_copies_in_scope,
    is_beside,
    is_direct,
    owners_in_scope,
)
from forum.history.rows import RowKey
from forum.history.version_token import OvertakenError
from forum.history.working_copies.copy_diversion import Diversion
from forum.history.working_copies.overlay import overlaid
from forum.history.working_copies.store import owner_of_copy
from forum.history.working_copies.tables_with_copies import staged
from forum.history.working_copies.writing import CopyRefusedError
from forum.models import WorkingCopy
from forum.permissions.access import PUBLISH, may
from forum.workflow.copy_approvals import diverting_edits

type View[**P] = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

_SAFE = ("GET", "HEAD", "OPTIONS")
# It saves a form to show the page, and takes all back.
_PREVIEW_OF_NEW = "staff-preview-new"
# It restores a revision to show what would change.
_TRIES_RESTORING = "_restore"
_PREVIEWS = ("staff-preview", "staff-preview-page", _PREVIEW_OF_NEW)


def on_working_copies[**P](view: View[P]) -> View[P]:
    """Let a page of the desk show and edit working copies in the place of what is public."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if is_beside(request) or not request.user.is_authenticated:
            return view(request, *args, **kwargs)
        owners = owners_in_scope(request)
        steps_of(request).owners = owners
        if is_direct(request) and _may_publish_all(request.user, owners):
            return view(request, *args, **kwargs)
        is_preview = (request.resolver_match and request.resolver_match.url_name) in _PREVIEWS
        # What is refused beforehand waits for nobody.
        if request.method in _SAFE or is_preview or steps_of(request).refusal:
            return _show(request, owners, lambda: view(request, *args, **kwargs))
        _lock(owners)
        copies = steps_of(request).copies = copies_in_scope(request, owners)
        if not copies and may(request.user, PUBLISH):
            return view(request, *args, **kwargs)
        return _divert(request, copies, lambda: view(request, *args, **kwargs))

    return answer


def _show(
    request: HttpRequest, owners: list[RowKey], answer: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """Show a page as the working copies have it."""
    if not has_copies_in_scope(request, owners):
        return answer()
    with transaction.atomic():
        copies = steps_of(request).copies = copies_in_scope(request, owners, lock=False)
        # What a page tries out is written into the tables, if for its length alone.
        name = (request.resolver_match and request.resolver_match.url_name) or ""
        is_written = name == _PREVIEW_OF_NEW or name.endswith(_TRIES_RESTORING)
        with staged(copies) if is_written else overlaid(copies):
            return _rendered(answer())


def _divert(
    request: HttpRequest, copies: list[WorkingCopy], answer: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    try:
        with diverting_edits(request.user, copies) as diversion:
            response = _rendered(answer())
    except CopyRefusedError as refused:
        raise OvertakenError(str(refused)) from refused
    say_where(request, diversion)
    return response


def _rendered(response: HttpResponseBase) -> HttpResponseBase:
    """Render a page now: later the tables are as they were."""
    if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
        return response.render()
    return response


def _lock(owners: list[RowKey]) -> None:
    """Let requests that change one record follow each other."""
    for owner in owners:
        owner.model._base_manager.select_for_update().filter(pk=owner.pk).values_list("pk").first()


def _may_publish_all(user: Any, owners: list[RowKey]) -> bool:
    """Tell whether somebody may change what is public; owners: none where a page is of many."""
    return may(user, PUBLISH) and all(_may_publish(user, owner) for owner in owners)


def _may_publish(user: Any, owner: RowKey) -> bool:
    record = owner.model._base_manager.filter(pk=owner.pk).first()
    return record is not None and may(user, PUBLISH, record)


def say_where(request: HttpRequest, diversion: Diversion) -> None:
    """Say that what was saved, or deleted, waits in a working copy."""
    name = (request.resolver_match and request.resolver_match.url_name) or ""
    if diversion.proposed and not name.endswith("undo-import"):
        # That all of it was deleted is not true.
        _drop_success(request)
        _say_deleted(request, diversion)
    elif (diversion.kept or diversion.refused) and name.endswith(("_add", "_change", "_grid")):
        # One sentence says that it was saved, and where.
        _drop_success(request)
    for copy in diversion.proposed:
        words = gettext(
            "The deletion of “%(name)s” is proposed; whoever may publish decides. %(link)s"
        )
        messages.success(request, _with_link(words, copy))
    for copy in diversion.kept:
        words = gettext(
            "“%(name)s”: saved in the working copy. The public sees it once it is published. "
            "%(link)s"
        )
        messages.success(request, _with_link(words, copy))
    for copy in diversion.unscheduled:
        say_unscheduled(request, copy)
    for owner in dict.fromkeys(diversion.refused):
        words = gettext("“%(name)s”: saved. The refusal to be shown holds at once, in public too.")
        record = owner.model._base_manager.get(pk=owner.pk)
        messages.success(request, words % {"name": full_name(record)})


def _drop_success(request: HttpRequest) -> None:
    queued = queued_messages(request)
    queued[:] = [message for message in queued if message.level != messages.SUCCESS]


def _say_deleted(request: HttpRequest, diversion: Diversion) -> None:
    """Say how many records were deleted where the deletion of others is proposed only."""
    for label, count in Counter(key.label for key in diversion.deleted).items():
        model = RowKey(label, 0).model
        words = gettext("Successfully deleted %(count)d %(items)s.")
        messages.success(
            request, words % {"count": count, "items": model_ngettext(model._meta, count)}
        )


def say_unscheduled(request: HttpRequest, copy: WorkingCopy) -> None:
    """Say that a change ended the schedule of a working copy."""
    words = gettext(
        "“%(name)s” was to be published at a time that was set. It was changed, so it is not: "
        "whoever may publish sets the time again. %(link)s"
    )
    messages.warning(request, _with_link(words, copy))


def _with_link(words: str, copy: WorkingCopy) -> str:
    owner = owner_of_copy(copy)
    record = owner.model._base_manager.get(pk=owner.pk)
    link = format_html('<a href="{}">{}</a>', changes_url(copy), gettext("What will change"))
    marked = words.replace("%(name)s", "{name}").replace("%(link)s", "{link}")
    return format_html(marked, name=full_name(record), link=link)
