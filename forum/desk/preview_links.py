"""Links by which a speaker's office reads one record that is not public, without an account.

What opens a link stands behind the “#” of its address, which no browser sends and no server logs. A
page of ours sends it in a form instead, and is answered with a cookie of that one preview.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forum.core.content import Content, Record, language_codes
from forum.core.control_characters import printable
from forum.core.languages import requested_language
from forum.core.save_batches import rolled_back
from forum.desk.addresses import change_url
from forum.desk.base_admin import admin_of, desk_page, key_in, staff_of, why_too_long
from forum.desk.previews import PICTURES, previewed_record_or_404, send_picture
from forum.history.rows import key_of
from forum.history.working_copies.overlay import find_subject, find_subjects, overlay_copy
from forum.history.working_copies.store import open_copy
from forum.models import PreviewLink, TakeDown
from forum.permissions.access import has_model_right, reaches
from forum.site.previews import (
    make_private,
    public_address,
    render_preview,
    stage,
)
from forum.workflow.take_down.actions import is_offline
from people.models import User
from sessions_app.models import Appearance

COOKIE: Final = "preview"
# Days that a link may be given, at most.
LONGEST_LIFE: Final = 90
LONGEST_NOTE: Final = 200
# Links that the list of all shows beside those that are valid, the latest first.
MOST_LISTED: Final = 200

_signer = signing.Signer(salt="preview")


def seal(link: PreviewLink) -> str:
    """Return what opens a link."""
    return _signer.sign(link.token)


def link_address(request: HttpRequest, link: PreviewLink) -> str:
    """Return the absolute address that opens a link."""
    return f"{request.build_absolute_uri(reverse('preview-open'))}#{seal(link)}"


@require_http_methods(["GET", "HEAD", "POST"])
def open_link(request: HttpRequest) -> HttpResponseBase:
    """Take what opens a link from a form; answer with the preview's cookie."""
    if request.method != "POST":
        return make_private(render(request, "previews/open.html"))
    sent = request.POST.get("seal", "").strip().rpartition("#")[2]
    link = _find_link(sent)
    if link is None:
        return invalid_link_page(request)
    response = redirect("preview", pk=link.pk)
    response.set_cookie(
        COOKIE,
        sent,
        path=reverse("preview", args=[link.pk]),
        expires=link.expires_at,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return make_private(response)


@require_safe
def preview(request: HttpRequest, pk: int, path: str = "") -> HttpResponseBase:
    """Show the record of a link to whoever has opened it, as long as it is valid."""
    link = opened_link(request, pk)
    if link is None or link.object is None:
        return invalid_link_page(request)
    record = link.object
    prefix = f"/preview/{pk}"
    with rolled_back():
        if not lay_over_copy(record) or not link.is_for(record):
            return invalid_link_page(request)
        if path.startswith(PICTURES):
            return make_private(send_picture(record, path))
        if not path:
            target = public_address(record, requested_language(request))
            return make_private(HttpResponseRedirect(prefix + target))
        stage(record, alone=True)
        reply = reply_address(link, path.partition("/")[0])
        return render_preview(request, record, f"/{path}", prefix, reply)


def lay_over_copy(record: Record) -> bool:
    """Let an office read what is to become public; call it within ``rolled_back`` only.

    Tell whether the record is part of that at all.
    """
    if copy := open_copy(key_of(record.owner)):
        overlay_copy(copy)
        try:
            record.refresh_from_db()
        except type(record).DoesNotExist:
            return False
    return True


def reply_address(link: PreviewLink, language: str) -> str:
    """Return where an office replies about the text of a guest, "" for a link to anything else."""
    if not isinstance(link.object, Appearance) or language not in language_codes():
        return ""
    return reverse("preview-reply", args=[link.pk, language])


def opened_link(request: HttpRequest, pk: int) -> PreviewLink | None:
    """Return the link of a preview if whoever asks has opened it and it is valid."""
    link = _find_link(request.COOKIES.get(COOKIE, ""))
    return link if link and link.pk == pk else None


def invalid_link_page(request: HttpRequest, typed: Iterable[str] = ()) -> HttpResponseBase:
    """Say that a link opens nothing any more. typed: what was sent all the same, to be copied."""
    return make_private(render(request, "previews/gone.html", {"typed": typed}, status=410))


def _find_link(sent: str) -> PreviewLink | None:
    """Return the link that something opens, None for one that opens nothing any more."""
    try:
        token = _signer.unsign(sent)
    except signing.BadSignature:
        return None
    link = PreviewLink.objects.filter(token=token).first()
    if link is None or not link.is_valid:
        return None
    link.object = record = find_subject(link)
    # What was taken out of the public's sight is not shown by a forgotten link either.
    return None if record is None or _was_taken_down(record) else link


def _was_taken_down(record: Record) -> bool:
    """Tell whether staff took a record offline, or what it stands in, or whom it shows.

    What is only withheld in its form is still to come: an office reads that.
    """
    related = [row for name in ("session", "person") if (row := getattr(record, name, None))]
    if any(row.is_offline for row in (record.owner, *related) if isinstance(row, Content)):
        return True
    return any(
        not take_down.undone_at and is_offline(row, take_down.scope)
        for row in (record, *related)
        for take_down in TakeDown.objects.about(row)
    )


def links(request: HttpRequest, content_type: int, pk: int) -> HttpResponseBase:
    """List the links of a record, and make another."""
    record, model_admin = previewed_record_or_404(request, content_type, pk)
    if not model_admin.has_change_permission(request, record):
        raise PermissionDenied
    user = staff_of(request)
    note = printable(request.POST.get("note", "")).strip()
    days = key_in(request.POST.get("days", "")) or PreviewLink.LIFE.days
    refusal, person_key = "", _find_person(record)
    if request.method == "POST":
        if not may_make_links(user):
            raise PermissionDenied
        if not (refusal := why_too_long(note, LONGEST_NOTE)):
            PreviewLink.objects.create(
                object=record,
                person_key=person_key,
                note=note,
                by=user,
                expires_at=timezone.now() + timedelta(days=min(days, LONGEST_LIFE)),
            )
            return HttpResponseRedirect(request.get_full_path())
    record_links = PreviewLink.objects.about(record).select_related("by")
    context = {
        "opts": model_admin.opts,
        "original": record,
        "rows": [
            (link, link_address(request, link), link.person_key in (None, person_key))
            for link in record_links
        ],
        "has_copy": open_copy(key_of(record.owner)) is not None,
        "note": note,
        "refused": refusal,
        "life": days,
        "longest_life": LONGEST_LIFE,
        "longest_note": LONGEST_NOTE,
        "may_make": may_make_links(user),
        "all_links": may_list_links(user),
    }
    return desk_page(request, "admin/previews/links.html", context)


def _find_person(record: Record) -> int | None:
    """Return the key of the person whom a record is about to name, None for one that names none."""
    with rolled_back():
        lay_over_copy(record)
        person: int | None = getattr(record, "person_id", None)
        return person


def may_make_links(user: User) -> bool:
    """Tell whether somebody may make links, and so read what opens those that there are."""
    return has_model_right(user, "add", PreviewLink)


def may_list_links(user: User) -> bool:
    """Tell whether somebody may see every preview link."""
    return has_model_right(user, "view", PreviewLink)


@require_safe
def all_links(request: HttpRequest) -> HttpResponseBase:
    """List the links of all records, those that still open something first."""
    user = staff_of(request)
    if not may_list_links(user):
        raise PermissionDenied
    latest = PreviewLink.objects.order_by("-created").values("pk")[:MOST_LISTED]
    listed = (
        (PreviewLink.objects.valid() | PreviewLink.objects.filter(pk__in=latest))
        .select_related("by", "content_type")
        .prefetch_related("object")
        .order_by("-created")
    )
    rows = [
        (link, change_url(record), admin_of(type(record)).label(record))
        for link, record in find_subjects(sorted(listed, key=lambda link: not link.is_valid))
        if reaches(user, record)
    ]
    context = {"rows": rows, "title": gettext("Preview links (for review)")}
    return desk_page(request, "admin/previews/all_links.html", context)


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponseBase:
    """End a link at once, and show the list that it was revoked in."""
    link = get_object_or_404(PreviewLink, pk=pk)
    record, model_admin = previewed_record_or_404(request, link.content_type_id, link.object_id)
    may_change = model_admin.has_change_permission(request, record)
    if not may_change or not may_make_links(staff_of(request)):
        raise PermissionDenied
    link.revoke()
    if "all" in request.POST:
        return redirect("preview-links-all")
    return redirect("preview-links", content_type=link.content_type_id, pk=link.object_id)
