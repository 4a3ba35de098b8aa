"""Comments on a record, on the page of its form: written by whoever sees it, resolved when done."""

import re
from typing import Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from forum.desk.addresses import change_url
from forum.desk.base_admin import admin_of, admin_of_kind_or_404, key_in, staff_of
from forum.desk.notifications.notices import queue_mentions
from forum.history.working_copies.overlay import read_waiting_row
from forum.models import Comment
from forum.permissions.access import active_staff
from people.models import User

_LONGEST: Final = 4000
# “@lan” or “@李岚”, up to a space or a mark.
_MENTION: Final = re.compile(r"@([\w.+-]+)")


@require_POST
def add_comment(request: HttpRequest, content_type: int, pk: int) -> HttpResponse:
    """Store a comment, and tell those whom it mentions."""
    record = _visible_or_404(request, content_type, pk)
    text = request.POST.get("text", "").strip()
    if not text:
        messages.warning(request, gettext("Write something before you send the comment."))
    elif len(text) > _LONGEST:
        words = gettext("The comment is too long: at most %(count)d characters.")
        messages.warning(request, words % {"count": _LONGEST})
    else:
        comment = Comment.objects.create(
            object=record,
            field=request.POST.get("field", "")[:80],
            text=text,
            author=staff_of(request),
        )
        key = key_in(request.POST.get("mentioned", ""))
        comment.mentioned.set(_mentioned_in(text, key))
        queue_mentions(comment)
    return redirect(f"{change_url(record)}#comments")


@require_POST
def resolve_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a comment was dealt with."""
    comment = get_object_or_404(Comment, pk=pk)
    record = _visible_or_404(request, comment.content_type_id, comment.object_id)
    comment.resolve(staff_of(request))
    return redirect(f"{change_url(record)}#comments")


def _visible_or_404(request: HttpRequest, content_type: int, pk: int) -> Model:
    model_admin = admin_of_kind_or_404(content_type)
    record: Model | None = model_admin.model._default_manager.filter(pk=pk).first()
    record = record or read_waiting_row(model_admin.model, pk)
    if record is None:
        raise Http404
    if not admin_of(type(record)).has_view_or_change_permission(request, record):
        raise PermissionDenied
    return record


def _mentioned_in(text: str, key: int | None) -> list[User]:
    """Return whom a comment names: by user name or whole name after “@”, or chosen by key."""
    names = {name.rstrip(".") for name in _MENTION.findall(text)}
    if not names and key is None:
        return []
    return [
        user
        for user in active_staff()
        if user.pk == key or {user.get_username(), str(user).replace(" ", "")} & names
    ]
