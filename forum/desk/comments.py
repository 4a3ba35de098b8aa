"""Comments on a record, on the page of its form: written by whoever sees it, resolved when done."""

import re
from collections import defaultdict
from typing import Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from forum.core.names import is_han
from forum.desk.addresses import change_url
from forum.desk.base_admin import admin_of, admin_of_kind_or_404, key_in, staff_of
from forum.desk.notifications.notices import queue_mentions
from forum.desk.notifications.recipients import colleagues_of
from forum.history.working_copies.overlay import find_row
from forum.models import Comment
from forum.permissions.access import active_staff
from people.models import User

_LONGEST: Final = 4000
_AT: Final = re.compile("[@＠]")
# Behind these an @ is part of an address of mail, unless it names somebody.
_OF_ADDRESS: Final = re.compile(r"[A-Za-z0-9._%+-]")
# What is shown of a name that nobody bears: up to a space or a mark.
_WRITTEN: Final = re.compile(r"[\w.+-]{1,30}")
# A name that ends in Latin letters goes on with these: @wang is not meant by @wanghai.
_GOES_ON: Final = r"(?![.+-]*[0-9A-Za-zÀ-ɏ_])"

_TOLD_NOBODY: Final = _(
    "“@%(name)s”: nobody of this name may see this record, so nobody was told. Write the user name "
    "or the whole name, or choose somebody under “Ask to look”."
)


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
        mentions = _mentions_in(text)
        key = key_in(request.POST.get("mentioned", ""))
        named = [user.pk for users in mentions.values() for user in users]
        mentioned = colleagues_of(record).filter(pk__in=[*named, *([key] if key else [])])
        comment.mentioned.set(mentioned)
        queue_mentions(comment)
        messages.success(request, gettext("The comment is stored."))
        for name, users in mentions.items():
            if not {user.pk for user in users} & {user.pk for user in mentioned}:
                messages.warning(request, _TOLD_NOBODY % {"name": name})
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
    record: Model | None = find_row(model_admin.model._default_manager.all(), pk)
    if record is None:
        raise Http404
    if not admin_of(type(record)).has_view_or_change_permission(request, record):
        raise PermissionDenied
    return record


def _mentions_in(text: str) -> dict[str, list[User]]:
    """Return what stands behind each “@”, with whom it names by user name or whole name.

    Behind a name may stand what Chinese writes without a space: @王岚请看一下.
    """
    places = [match.end() for match in _AT.finditer(text)]
    if not places:
        return {}
    bearers: dict[str, list[User]] = defaultdict(list)
    for user in active_staff():
        whole = str(user)
        for name in {user.get_username(), whole, whole.replace(" ", "")} - {""}:
            bearers[name.lower()].append(user)
    longest_first = sorted(bearers, key=len, reverse=True)
    names = (re.escape(name) + ("" if is_han(name[-1]) else _GOES_ON) for name in longest_first)
    known = re.compile("|".join(names), re.IGNORECASE)
    mentions: dict[str, list[User]] = {}
    for place in places:
        if match := known.match(text, place):
            mentions[match[0]] = bearers[match[0].lower()]
        elif (written := _WRITTEN.match(text, place)) and not _OF_ADDRESS.match(text, place - 2):
            mentions[written[0]] = []
    return mentions
