"""All photos of an event on one page: many uploads at once, order, captions, who stands in them."""

from typing import Any, Self

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.forms import modelformset_factory
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext, ngettext

from forum.core.columns import each_language
from forum.core.content import language_codes
from forum.core.field_labels import own_name
from forum.core.images.field import PictureFormField
from forum.core.lazy_sentences import labelled
from forum.core.translated import html_lang
from forum.desk.caption_proposals import proposals
from forum.desk.guest_lookup import Guests
from forum.desk.photo_people_form import WhoForm, named
from forum.history.conflicts.comparing import carried, rows, typed
from forum.permissions.access import lock
from sessions_app.models import Event, Photo, Session

TEXTS = ("caption", "alt", "credit")
AT_ONCE = 100  # photos of an event that one page holds; more are edited on their own pages


class BoardForm(WhoForm):
    """One photo of the board."""

    class Meta:
        model = Photo
        fields = (
            *(column for text in TEXTS for column in each_language(text)),
            "session",
            "position",
            "image_ppoi",
            "withheld",
        )
        widgets = {"image_ppoi": forms.HiddenInput}

    guests: Guests
    sessions: list[Session]

    def __init__(self, *args: Any, sessions: list[Session], guests: Guests, **kwargs: Any) -> None:
        self.guests, self.sessions = guests, sessions
        initial = kwargs.pop("initial", None) or {}
        if photo := kwargs.get("instance"):
            shown = (one for one in guests.appearances() if one.photo_id == photo.pk)
            initial["who"] = named(shown, photo)
        super().__init__(*args, initial=initial, label_suffix="", **kwargs)
        field: Any = self.fields["session"]
        field.queryset = Session.objects.filter(pk__in=[one.pk for one in sessions])
        # Asked once for all photos.
        field.widget.choices = [("", "–"), *((one.pk, str(one)) for one in sessions)]
        for code in language_codes():
            for text in TEXTS:
                name = f"{text}_{code.replace('-', '_')}"
                self.fields[name].widget.attrs["lang"] = html_lang(code)

    def fresh(self, instance: Any) -> Self:
        return type(self)(
            instance=instance, prefix=self.prefix, sessions=self.sessions, guests=self.guests
        )

    def known_guests(self) -> Guests:
        return self.guests


Board = modelformset_factory(Photo, form=BoardForm, extra=0)


def _take_out_gone(board: Any) -> list[BoardForm]:
    """Take the forms out whose photo is none of the event's any more; return them."""
    gone = [form for form in board.forms if form.is_bound and form.instance._state.adding]
    board.forms = [form for form in board.forms if form not in gone]
    return gone


class PhotoBoard:
    """The views of the board, for the admin of events."""

    admin_site: Any
    opts: Any

    def get_urls(self) -> list[Any]:
        """Return the board's addresses before the event's own."""
        views = (
            ("photos/", self.photos, "photos"),
            ("photos/upload/", self.upload, "photos_upload"),
            ("photos/caption/", self.caption, "photos_caption"),
        )
        own = [
            path(
                f"<int:pk>/{end}",
                self.admin_site.admin_view(view),
                name=f"sessions_app_event_{name}",
            )
            for end, view, name in views
        ]
        return [*own, *super().get_urls()]  # type: ignore[misc]

    def _event(self, request: HttpRequest, pk: int) -> Event:
        event: Event | None = self.get_object(request, str(pk))  # type: ignore[attr-defined]
        if event is None:
            raise Http404
        if not self.has_change_permission(request, event):  # type: ignore[attr-defined]
            raise PermissionDenied
        if not request.user.has_perm("sessions_app.change_photo"):
            raise PermissionDenied
        return event

    def photos(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the board, or store what was typed on it."""
        with transaction.atomic():
            event = self._event(request, pk)
            board = self._board(request, event)
            gone = _take_out_gone(board)
            if request.method == "POST" and board.is_valid():
                self._store(request, event, board)
                self._tell_of_gone(request, gone)
                return HttpResponseRedirect(request.get_full_path())
            self._tell_of_gone(request, gone)
        found = rows(board.forms)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": event,
            "board": board,
            "media": board.media,
            "languages": [(code, own_name(code)) for code in language_codes()],
        }
        if found:
            context |= {"rows": found, "carried": carried(request.POST, found)}
            return TemplateResponse(request, "admin/conflict.html", context, status=409)
        return TemplateResponse(request, "admin/photos/board.html", context)

    def _board(self, request: HttpRequest, event: Event) -> Any:
        shown = event.photos.order_by("position", "pk")
        if request.method == "POST":
            shown = shown.select_for_update()
        guests = Guests.of(event)
        board: Any = Board(
            request.POST or None,
            queryset=shown[:AT_ONCE] if request.method != "POST" else shown,
            form_kwargs={"sessions": list(event.sessions.all()), "guests": guests},
            prefix="photos",
        )
        board.guests = guests
        for form in board.forms:
            lock(request.user, form)
        return board

    def _store(self, request: HttpRequest, event: Event, board: Any) -> None:
        changed = [form for form in board.forms if form.has_changed()]
        for form in changed:
            form.save()
            form.tie()
        said = ngettext("%(count)d photo saved.", "%(count)d photos saved.", len(changed))
        self.message_user(request, said % {"count": len(changed)})  # type: ignore[attr-defined]
        if changed:
            message = [{"changed": {"name": gettext("photos"), "object": str(event), "fields": []}}]
            self.log_change(request, event, message)  # type: ignore[attr-defined]

    def _tell_of_gone(self, request: HttpRequest, gone: list[BoardForm]) -> None:
        """Say what was typed for photos that somebody else deleted, for it is stored nowhere."""
        for form in gone:
            texts = [f"{one.label}: {one.text}" for one in typed(form) if one.lang]
            said = gettext("A photo of this page was deleted meanwhile.")
            if texts:
                kept = gettext("What was typed for it: %(texts)s")
                said = f"{said} {kept % {'texts': ' · '.join(texts)}}"
            self.message_user(request, said, "warning")  # type: ignore[attr-defined]

    def upload(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take photos in, each for itself; answer what became of each."""
        if request.method != "POST":
            raise Http404
        event = self._event_of_upload(request, pk)
        if not request.user.has_perm("sessions_app.add_photo"):
            raise PermissionDenied
        answers = [self._take_in(request, event, one) for one in request.FILES.getlist("image")]
        if request.headers.get("Accept", "").startswith("application/json"):
            return JsonResponse({"photos": answers})
        for one in answers:
            level = "error" if one["error"] else "success"
            said = labelled(one["name"], one["error"]) if one["error"] else str(one["name"])
            self.message_user(request, said, level)  # type: ignore[attr-defined]
        return HttpResponseRedirect(reverse("admin:sessions_app_event_photos", args=[pk]))

    def _event_of_upload(self, request: HttpRequest, pk: int) -> Event:
        with transaction.atomic():
            return self._event(request, pk)

    def _take_in(self, request: HttpRequest, event: Event, upload: Any) -> dict[str, Any]:
        try:
            image = PictureFormField().clean(upload)
        except ValidationError as error:
            return {"name": upload.name, "error": " ".join(error.messages), "pk": None}
        last = event.photos.order_by("-position").values_list("position", flat=True).first() or 0
        photo = Photo.objects.create(event=event, image=image, position=last + 1)
        self.log_addition(request, photo, [{"added": {}}])  # type: ignore[attr-defined]
        return {"name": upload.name, "error": "", "pk": photo.pk}

    def caption(self, request: HttpRequest, pk: int) -> JsonResponse:
        """Answer the texts that the data propose for the guests who are named."""
        with transaction.atomic():
            event = self._event(request, pk)
        session_key = request.GET.get("session", "")
        session = event.sessions.filter(pk=session_key).first() if session_key.isdecimal() else None
        known, unknown = Guests.of(event).named(request.GET.get("who", ""), session)
        return JsonResponse({"texts": proposals(known), "unknown": unknown})
