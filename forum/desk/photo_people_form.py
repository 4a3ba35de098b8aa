"""Who stands in a picture: typed by name from the left, kept as the appearances that show it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Self

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget

from forum.core.content import column, language_codes
from forum.core.names import fold
from forum.desk.model_forms import RecordForm
from forum.permissions.access import locked_columns
from people.models import Person, User
from sessions_app.models import Appearance, Event, Photo, Session

_BETWEEN_NAMES = re.compile(r"[、,，;；\n]+")


class EventGuests:
    """The guests of an event by every folded name and alias, their appearances in programme order.

    by_key: folded name -> appearances.
    """

    def __init__(self, appearances: Iterable[Appearance] = ()) -> None:
        self.by_key: dict[str, list[Appearance]] = defaultdict(list)
        for appearance in appearances:
            for key in appearance.person.match_keys:
                self.by_key[key].append(appearance)

    @classmethod
    def of(cls, event: Event) -> Self:
        """Read the guests of an event: one query."""
        appearances = Appearance.objects.filter(session__event=event)
        related = appearances.select_related("person", "session__event").prefetch_related("photos")
        return cls(related.order_by("session__position", "position", "pk"))

    def appearances(self) -> Iterator[Appearance]:
        """Yield every appearance, once for each name of its guest."""
        for appearances in self.by_key.values():
            yield from appearances

    def find_by_names(
        self, text: str, session: Session | None = None
    ) -> tuple[list[Appearance], list[str]]:
        """Return the appearances that names mean, in their order, and the names that mean nobody.

        Of a guest's several appearances, the one in the session, else the first.
        """
        appearances: list[Appearance] = []
        unknown_names: list[str] = []
        for name in filter(None, (part.strip() for part in _BETWEEN_NAMES.split(text))):
            choices = self.by_key.get(fold(name), [])
            if choices:
                appearances.append(_best_choice(choices, session))
            else:
                unknown_names.append(name)
        return appearances, unknown_names


def _best_choice(choices: list[Appearance], session: Session | None) -> Appearance:
    in_session = (choice for choice in choices if session and choice.session_id == session.pk)
    return next(in_session, choices[0])


class PhotoPeopleForm(RecordForm):
    """A form of a photo in which its guests are named."""

    who = forms.CharField(
        label=_("Who stands in it, from the left"),
        required=False,
        help_text=_("Names of guests of this event, parted by commas."),
    )

    def clean_who(self) -> list[Appearance]:
        """Return the appearances that the names mean."""
        data = self.cleaned_data
        guests = self.event_guests()
        appearances, unknown_names = guests.find_by_names(data["who"], data.get("session"))
        if unknown_names:
            message = _("“%(name)s” takes part in no session of this event; check the spelling.")
            raise ValidationError(message % {"name": unknown_names[0]})
        return appearances

    def event_guests(self) -> EventGuests:
        """Return the guests of the photo's event."""
        raise NotImplementedError

    def tie_people(self) -> list[Appearance]:
        """Say that those who are named stand in the photo, and nobody else.

        A guest with several appearances keeps it with all that have it: a moderator's share one.
        It stands beside the remarks of those who have none there; returned are the others.
        """
        if "who" not in self.changed_data:
            return []
        chosen = {guest.person_id: guest for guest in self.cleaned_data["who"]}
        tied = list(Appearance.objects.filter(photos=self.instance))
        for appearance in tied:
            if appearance.person_id not in chosen:
                _take_out(appearance, self.instance)
        tied_people = {appearance.person_id for appearance in tied}
        added = [guest for person, guest in chosen.items() if person not in tied_people]
        further = [appearance for appearance in added if appearance.photo_id]
        for appearance in added:
            appearance.photos.add(self.instance)
            appearance.photo_id = appearance.photo_id or self.instance.pk
            appearance.save(update_fields=["photo"])
        return further


def tell_of_further_photos(request: HttpRequest, guests: Iterable[Appearance]) -> None:
    """Say beside whose remarks another photo stands: where it is chosen."""
    words = gettext(
        "“%(guest)s” is in several photos now. The one beside the remarks stays; choose another on "
        "the guest's own form."
    )
    for appearance in guests:
        messages.info(request, words % {"guest": appearance.person})


def _take_out(appearance: Appearance, photo: Photo) -> None:
    """Take a guest out of a photo; another that shows her or him stands beside the remarks then."""
    if appearance.photo_id == photo.pk:
        appearance.photo = appearance.photos.exclude(pk=photo.pk).first()
    appearance.photos.remove(photo)
    appearance.save(update_fields=["photo"])


class PhotoForm(PhotoPeopleForm):
    """The form of one photo on its own page. editor: who fills it in."""

    editor: User | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        photo = kwargs.get("instance")
        if photo and photo.pk:
            appearances = photo.appearances.select_related("person")
            names = names_in_photo(appearances, photo)
            # Before the form is made, which notes what it shows.
            kwargs["initial"] = {**(kwargs.get("initial") or {}), "who": names}
        super().__init__(*args, **kwargs)
        self.fields["who"].widget = UnfoldAdminTextInputWidget()
        if self.editor:
            self.lock_fields(locked_columns(self.editor, self))

    def event_guests(self) -> EventGuests:
        event: Event | None = self.cleaned_data.get("event")
        return EventGuests.of(event) if event else EventGuests()

    def clean_session(self) -> Session | None:
        """Refuse a session of another event."""
        session: Session | None = self.cleaned_data["session"]
        event: Event | None = self.cleaned_data.get("event")
        if session and event and session.event_id != event.pk:
            raise ValidationError(_("This session belongs to another event; choose one of this."))
        return session


def names_in_photo(appearances: Iterable[Appearance], photo: Photo) -> str:
    """Return the guests of a photo, in the order of its caption where that names them."""
    people = {appearance.person_id: appearance.person for appearance in appearances}
    caption = " ".join(getattr(photo, column("caption", code)) or "" for code in language_codes())

    def place_in_caption(person: Person) -> int:
        places = [place for name in person.names() if (place := caption.find(name)) >= 0]
        return min(places, default=len(caption))

    return ", ".join(str(person) for person in sorted(people.values(), key=place_in_caption))
