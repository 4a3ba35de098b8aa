"""All photos of an event on one page: many uploads at once, order, captions, who stands in them."""

from typing import Any, Self

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Page, Paginator
from django.db import transaction
from django.forms import BaseModelFormSet, modelformset_factory
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, ngettext, override

from forum.core.columns import columns
from forum.core.content import column, language_codes
from forum.core.field_labels import site_language_name
from forum.core.images.field import PictureFormField
from forum.core.lazy_sentences import labelled
from forum.core.translated import html_lang
from forum.desk.audit_sentences import list_changed_labels
from forum.desk.base_admin import DeskAdmin, desk_page, key_in, staff_of
from forum.desk.caption_proposals import propose_photo_texts, propose_worded_captions
from forum.desk.desk_pictures import list_refused
from forum.desk.media_library import use_again
from forum.desk.overtaken_page import conflict_page
from forum.desk.photo_people_form import (
    EventGuests,
    PhotoPeopleForm,
    names_in_photo,
    people_in_photo,
    tell_of_further_photos,
)
from forum.history.conflicts.comparing import list_conflicts, list_typed_fields
from forum.models import CaptionTemplate
from forum.permissions.access import locked_columns
from sessions_app.models import Event, Photo, Session

TEXTS = ("caption", "alt", "credit")
MOST_PHOTOS = 100  # of an event that one page holds
# The page of the photos that were added last.
LAST_PAGE = "?page=last"


class PhotoBoardForm(PhotoPeopleForm):
    """One photo of the board. is_refused: by somebody on it, so that no public page shows it."""

    is_refused = False

    class Meta:
        model = Photo
        fields = (*columns(*TEXTS), "session", "position", "image_ppoi", "withheld")
        widgets = {"image_ppoi": forms.HiddenInput}

    def __init__(
        self, *args: Any, sessions: list[Session], guests: EventGuests, **kwargs: Any
    ) -> None:
        self.guests, self.sessions = guests, sessions
        initial = kwargs.pop("initial", None) or {}
        if photo := kwargs.get("instance"):
            tied = (guest for guest in guests.appearances() if photo in guest.photos.all())
            initial["who"] = names_in_photo(tied, photo)
        super().__init__(*args, initial=initial, label_suffix="", **kwargs)
        # Any: the field is made of the model's column.
        field: Any = self.fields["session"]
        field.queryset = Session.objects.filter(pk__in=[session.pk for session in sessions])
        # Asked once for all photos.
        choices = [(session.pk, str(session)) for session in sessions]
        field.widget.choices = [("", "–"), *choices]
        for code in language_codes():
            for text in TEXTS:
                self.fields[column(text, code)].widget.attrs["lang"] = html_lang(code)

    def fresh(self, instance: Photo) -> Self:
        return type(self)(
            instance=instance, prefix=self.prefix, sessions=self.sessions, guests=self.guests
        )

    def event_guests(self) -> EventGuests:
        return self.guests


type Board = BaseModelFormSet[Photo, PhotoBoardForm]
BoardFormSet = modelformset_factory(Photo, form=PhotoBoardForm, extra=0)


class PhotoBoardMixin(DeskAdmin):
    """The views of the board, for the admin of events."""

    def get_urls(self) -> list[URLPattern]:
        """Return the board's addresses before the event's own."""
        views = (
            ("photos/", self.photos_view, "photos"),
            ("photos/upload/", self.upload_view, "photos_upload"),
            ("photos/reuse/", self.reuse_view, "photos_reuse"),
            ("photos/caption/", self.caption_view, "photos_caption"),
        )
        board_urls = [
            path(
                f"<int:pk>/{end}",
                self.admin_site.admin_view(view),
                name=f"sessions_app_event_{name}",
            )
            for end, view, name in views
        ]
        return [*board_urls, *super().get_urls()]

    def _event_or_404(self, request: HttpRequest, pk: int) -> Event:
        """Return an event whose photos somebody may edit; raise PermissionDenied or Http404."""
        event: Event | None = self.get_object(request, str(pk))
        if event is None:
            raise Http404
        if not self.has_change_permission(request, event):
            raise PermissionDenied
        if not staff_of(request).has_perm("sessions_app.change_photo"):
            raise PermissionDenied
        return event

    def photos_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the board, or store what was typed on it."""
        with transaction.atomic():
            event = self._event_or_404(request, pk)
            page = _page_of(request, event)
            board = _board_of(request, event, page)
            deleted = _take_out_deleted(board)
            is_stored = request.method == "POST" and board.is_valid()
            if is_stored:
                self._store(request, event, board.forms)
            self._warn_of_deleted(request, deleted)
            if is_stored:
                return HttpResponseRedirect(request.get_full_path())
            conflicts = list_conflicts(board.forms)
            if request.method == "POST" and not conflicts:
                self._store_what_can_be(request, event, board)
        context = {
            "opts": self.opts,
            "original": event,
            "board": board,
            "page": page,
            "may_add": staff_of(request).has_perm("sessions_app.add_photo"),
            "problems": _problems_of(board),
            "media": board.media,
            "caption_templates": CaptionTemplate.objects.all(),
            "languages": [(code, site_language_name(code)) for code in language_codes()],
        }
        if conflicts:
            return conflict_page(request, conflicts, context)
        return desk_page(request, "admin/photos/board.html", context)

    def _store_what_can_be(self, request: HttpRequest, event: Event, board: Board) -> None:
        """Store the cards that hold no mistake, and show them as they are now."""
        sound = [form for form in board.forms if not form.errors]
        if any(form.has_changed() for form in sound):
            self._store(request, event, sound)
        guests = EventGuests.of(event)  # As they are tied now.
        for place, form in enumerate(board.forms):
            if form in sound:
                form.guests = guests
                board.forms[place] = form.fresh(form.instance)
                board.forms[place].lock_fields(locked_columns(staff_of(request), form))
                board.add_fields(board.forms[place], place)

    def _store(self, request: HttpRequest, event: Event, forms: list[PhotoBoardForm]) -> None:
        changed = [form for form in forms if form.has_changed()]
        for form in changed:
            form.save()
            tell_of_further_photos(request, form.tie_people())
        message = ngettext("%(count)d photo saved.", "%(count)d photos saved.", len(changed))
        self.message_user(request, message % {"count": len(changed)})
        if changed:
            self.log_change(request, event, [_describe_change(form) for form in changed])

    def _warn_of_deleted(self, request: HttpRequest, deleted: list[PhotoBoardForm]) -> None:
        """Say what was typed for photos that somebody else deleted, for it is stored nowhere."""
        for form in deleted:
            texts = [f"{sent.label}: {sent.text}" for sent in list_typed_fields(form) if sent.lang]
            message = gettext("A photo of this page was deleted meanwhile.")
            if texts:
                typed_words = gettext("What was typed for it: %(texts)s")
                message = f"{message} {typed_words % {'texts': ' · '.join(texts)}}"
            self.message_user(request, message, "warning")

    def upload_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take photos in, each for itself; answer what became of each."""
        if request.method != "POST":
            raise Http404
        with transaction.atomic():
            event = self._event_or_404(request, pk)
        if not staff_of(request).has_perm("sessions_app.add_photo"):
            raise PermissionDenied
        uploads = request.FILES.getlist("image")
        answers = [self._store_upload(request, event, upload) for upload in uploads]
        if request.headers.get("Accept", "").startswith("application/json"):
            return JsonResponse({"photos": answers})
        for answer in answers:
            name, error = str(answer["name"]), str(answer["error"])
            message = labelled(name, error) if error else name
            self.message_user(request, message, "error" if error else "success")
        url = reverse("admin:sessions_app_event_photos", args=[pk])
        return HttpResponseRedirect(f"{url}{LAST_PAGE}")

    def _store_upload(
        self, request: HttpRequest, event: Event, upload: "UploadedFile[bytes]"
    ) -> dict[str, object]:
        """Store a photo; return its file's name, why it was refused ("" if not), and its key."""
        try:
            image = PictureFormField().clean(upload)
        except ValidationError as error:
            return {"name": upload.name, "error": " ".join(error.messages), "pk": None}
        last = event.photos.order_by("-position").values_list("position", flat=True).first() or 0
        photo = Photo.objects.create(event=event, image=image, position=last + 1)
        self.log_addition(request, photo, [{"added": {}}])
        return {"name": upload.name, "error": "", "pk": photo.pk}

    def reuse_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Use a photo of the media library in the event."""
        if request.method != "POST":
            raise Http404
        with transaction.atomic():
            event = self._event_or_404(request, pk)
        return use_again(request, event)

    def caption_view(self, request: HttpRequest, pk: int) -> JsonResponse:
        """Answer the texts that the data propose for the guests who are named."""
        with transaction.atomic():
            event = self._event_or_404(request, pk)
        session = event.sessions.filter(pk=key_in(request.GET.get("session", "")) or 0).first()
        names = request.GET.get("who", "")
        tied = people_in_photo(key_in(request.GET.get("photo", "")))
        named = EventGuests.of(event).find_by_names(names, session, tied)
        texts = propose_photo_texts(named.appearances)
        if template := CaptionTemplate.objects.filter(pk=_chosen_template(request)).first():
            usual = {name: text for name, text in texts.items() if not name.startswith("caption_")}
            texts = usual | propose_worded_captions(template, event, session, named.appearances)
        return JsonResponse({"texts": texts, "unknown": named.unknown_names})


def _chosen_template(request: HttpRequest) -> int:
    return key_in(request.GET.get("caption_template", "")) or 0


def _page_of(request: HttpRequest, event: Event) -> "Page[Photo]":
    """Return the page that the address asks for, the first if it asks for none."""
    paginator = Paginator(event.photos.order_by("position", "pk"), MOST_PHOTOS)
    number = request.GET.get("page")
    return paginator.get_page(paginator.num_pages if number == "last" else number)


def _board_of(request: HttpRequest, event: Event, page: "Page[Photo]") -> Board:
    photos = event.photos.order_by("position", "pk")
    is_sent = request.method == "POST"
    first = max(page.start_index() - 1, 0)
    board: Board = BoardFormSet(
        request.POST or None,
        queryset=photos.select_for_update() if is_sent else photos[first : first + MOST_PHOTOS],
        form_kwargs={"sessions": list(event.sessions.all()), "guests": EventGuests.of(event)},
        prefix="photos",
    )
    refused = list_refused(form.instance for form in board.forms)
    for form in board.forms:
        form.lock_fields(locked_columns(staff_of(request), form))
        form.is_refused = form.instance.pk in refused
    return board


def _problems_of(board: Board) -> list[tuple[str, str]]:
    """Return what keeps cards from being stored: the field's place on the page, and a sentence."""
    words = gettext("Photo %(number)d, %(field)s: %(why)s")
    return [
        (
            form[name].auto_id if name in form.fields else "",
            words
            % {
                "number": number,
                "field": form.fields[name].label if name in form.fields else "–",
                "why": " ".join(str(error) for error in errors),
            },
        )
        for number, form in enumerate(board.forms, start=1)
        for name, errors in form.errors.items()
    ]


def _take_out_deleted(board: Board) -> list[PhotoBoardForm]:
    """Take the forms out whose photo is none of the event's any more; return them."""
    deleted = [form for form in board.forms if form.is_bound and form.instance._state.adding]
    board.forms = [form for form in board.forms if form not in deleted]
    return deleted


def _describe_change(form: PhotoBoardForm) -> dict[str, object]:
    """Return what the audit trail keeps of a card, as Django writes what a form changed."""
    photo, fields = str(form.instance), list_changed_labels(form)
    with override(None):
        kind = str(Photo._meta.verbose_name)
    return {"changed": {"name": kind, "object": photo, "fields": fields}}
