"""The media library: every photo once, found by what it shows, where it is used, used again.

A photo that is used again is another row of the same file: its caption, its alternative text and
its focal point are those of its new place. So it is with the cover of an event. Whoever refused to
be shown is hidden in all of them.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import F, Max, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from forum.core.columns import columns, model_field
from forum.core.content import column, language_codes
from forum.core.images.columns import picture_fields
from forum.desk.addresses import change_url
from forum.desk.base_admin import admin_of, desk_page, key_in, staff_of
from forum.desk.desk_pictures import for_desk
from forum.history.working_copies.overlay import find_row
from forum.permissions.access import (
    has_model_right,
    may_write,
    reached_among,
    reaches,
    sees_model,
    within,
)
from forum.search.record_search import holds_name_part, matching_records
from forum.workflow.step_labels import names_of
from people.models import Person, User
from sessions_app.models import Appearance, Event, Photo

PER_PAGE: Final = 48
_IMAGE: Final = ("image_width", "image_height", "image_ppoi")
_TEXTS: Final = columns("caption", "alt", "credit")


@dataclass(frozen=True, slots=True)
class LibraryPhoto:
    """A photo with its places.

    address: of its small variant. uses: name and address of what shows it; guests: who is on it.
    is_there: whether the event that photos are chosen for has it; is_kept_back: out of sight.
    """

    photo: Photo
    address: str
    uses: list[tuple[str, str]] = field(default_factory=list)
    guests: list[str] = field(default_factory=list)
    is_there: bool = False
    is_kept_back: bool = False


def may_open_library(user: Any) -> bool:
    """Tell whether somebody sees photos at all."""
    return sees_model(user, Photo)


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """Show the photos, those of a search or of an event; for: the event that one is chosen for."""
    user = staff_of(request)
    if not may_open_library(user):
        raise PermissionDenied
    target = _chosen(request, user, Event, "for")
    guest = _chosen(request, user, Appearance, "guest")
    words = request.GET.get("q", "").replace("\0", "").strip()
    page = Paginator(_distinct_photos(request, words), PER_PAGE).get_page(request.GET.get("page"))
    photos = list(page.object_list)
    context = {
        "title": gettext("Media library"),
        "opts": Photo._meta,
        "words": words,
        "page": page,
        "photos": _with_uses(user, photos, target),
        "target": target,
        "target_url": reverse("admin:sessions_app_event_photos", args=[target.pk])
        if target
        else "",
        "guest": guest,
        "may_add": user.has_perm("sessions_app.add_photo"),
        "may_set_cover": not guest and may_write(user, model_field(Event, "cover")),
    }
    return desk_page(request, "admin/photos/library.html", context)


def _chosen(request: HttpRequest, user: User, model: type[Any], name: str) -> Any:
    """Return the record that the address names, if somebody may change it."""
    key = key_in(request.GET.get(name, ""))
    if key is None:
        return None
    # The library is of no event: who is in a working copy alone has to be looked for there.
    record = find_row(model._default_manager.all(), key)
    may_change = record and has_model_right(user, "change", model) and reaches(user, record)
    return record if may_change else None


def _distinct_photos(request: HttpRequest, words: str) -> QuerySet[Photo]:
    """Return a photo for each file, the latest first; the words may be of a guest of it too."""
    photo_admin = admin_of(Photo)
    photos = photo_admin.get_queryset(request)
    if words:
        people = Person.objects.filter(
            matching_records(Person, words, titles_only=True) | holds_name_part(words)
        )
        by_text = photo_admin.get_search_results(request, photos, words)[0]
        matches = Q(pk__in=by_text.values("pk"))
        photos = photos.filter(matches | Q(appearances__person__in=people.values("pk")))
    first = photos.order_by("image", "pk").distinct("image").values("pk")
    return photo_admin.get_queryset(request).filter(pk__in=first).order_by("-pk")


def _with_uses(user: User, photos: list[Photo], target: Event | None) -> list[LibraryPhoto]:
    names = [str(photo.image.name) for photo in photos]
    uses: dict[str, list[tuple[str, str]]] = defaultdict(list)
    there: set[str] = set()
    for picture in picture_fields():
        rows = picture.model._base_manager.filter(**{f"{picture.name}__in": names})
        if picture.model is Photo:
            rows = rows.select_related("event")
        owners = {row: row.event if picture.model is Photo else row for row in rows.order_by("pk")}
        reachable = reached_among(user, owners.values())
        for row, owner in owners.items():
            name = str(getattr(row, picture.name).name)
            if target and owner == target:
                there.add(name)
            if owner in reachable:
                uses[name].append((str(owner), change_url(row)))
    guests = _guests(user, names)
    hidden = set(Photo.objects.kept_back().filter(image__in=names).values_list("image", flat=True))
    return [
        LibraryPhoto(
            photo,
            for_desk(photo.image).small,
            uses[name],
            guests[name],
            name in there,
            name in hidden,
        )
        for photo, name in zip(photos, names, strict=True)
    ]


def _guests(user: User, names: Iterable[str]) -> dict[str, list[str]]:
    """Return who is on each file, as far as somebody may see where it is said."""
    appearances = within(user, Appearance.objects.filter(photos__image__in=names))
    rows = appearances.annotate(file=F("photos__image"))
    guests: dict[str, dict[str, None]] = defaultdict(dict)
    for appearance in rows.select_related("person").order_by("pk"):
        guests[vars(appearance)["file"]][str(appearance.person)] = None
    return defaultdict(list, {name: [*people] for name, people in guests.items()})


def use_again(request: HttpRequest, event: Event) -> HttpResponse:
    """Put a photo of the library into an event, and beside a guest's remarks if that is asked."""
    user = staff_of(request)
    is_cover = request.POST.get("use") == "cover"
    may_use = (
        may_write(user, model_field(Event, "cover"))
        if is_cover
        else user.has_perm("sessions_app.add_photo")
    )
    if not may_use:
        raise PermissionDenied
    board = redirect("admin:sessions_app_event_photos", event.pk)
    key = key_in(request.POST.get("photo", "")) or 0
    source = admin_of(Photo).get_queryset(request).filter(pk=key).first()
    if source is None:
        messages.error(request, gettext("This photo is not in the library any more."))
        return board
    if Photo.objects.kept_back().filter(image=source.image.name).exists():
        words = gettext("This photo is out of sight, or shows somebody who refused: not used.")
        messages.error(request, words)
        return board
    if is_cover:
        return _use_as_cover(request, source, event)
    guest = _guest_of(request, user, event)
    if request.POST.get("guest") and guest is None:
        words = gettext("This guest was deleted meanwhile: the photo was put nowhere.")
        messages.warning(request, words)
        return board
    with transaction.atomic():
        photo = event.photos.filter(image=source.image.name).first() or _copy(source, event)
        if guest:
            guest.photo = photo
            guest.save(update_fields=["photo"])
    messages.success(request, gettext("The photo is used here too; its file is the same."))
    return redirect(change_url(guest)) if guest else board


def _use_as_cover(request: HttpRequest, source: Photo, event: Event) -> HttpResponse:
    """Let a photo be an event's cover too, with what it shows in words and a focal point there.

    Words in a language that the user does not write stay as they are.
    """
    event.cover = source.image.name
    user = staff_of(request)
    written = [
        code
        for code in language_codes()
        if may_write(user, model_field(Event, column("cover_alt", code)))
    ]
    texts = {column("cover_alt", code): column("alt", code) for code in written}
    former = [
        code
        for code in language_codes()
        if code not in written and getattr(event, column("cover_alt", code))
    ]
    sizes = {f"cover_{part}": f"image_{part}" for part in ("width", "height", "ppoi")}
    for name, source_name in (texts | sizes).items():
        setattr(event, name, getattr(source, source_name))
    event.save()
    admin_of(Event).log_change(request, event, [{"changed": {"fields": [gettext("cover image")]}}])
    messages.success(
        request,
        gettext(
            "The photo is the event's cover now. Its focal point there is set under “Cover image”."
        ),
    )
    if former:
        words = gettext(
            "Its alternative text is still that of the former cover in %(languages)s, which your "
            "role does not write."
        )
        messages.warning(request, words % {"languages": names_of(former)})
    return redirect(change_url(event))


def _copy(source: Photo, event: Event) -> Photo:
    last = event.photos.aggregate(last=Max("position"))["last"] or 0
    copied = {name: getattr(source, name) for name in (*_TEXTS, *_IMAGE)}
    return Photo.objects.create(
        event=event,
        image=source.image.name,
        position=last + 1,
        **copied,
    )


def _guest_of(request: HttpRequest, user: User, event: Event) -> Appearance | None:
    key = key_in(request.POST.get("guest", ""))
    if not key or not has_model_right(user, "change", Appearance):
        return None
    return Appearance.objects.filter(pk=key, session__event=event).first()
