"""Who stands in a picture: typed by name from the left, kept as the appearances that show it."""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, Self

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

_BETWEEN_NAMES = re.compile(r"([、,，;；\n]+)")
_MOST_COMMAS: Final = 2  # in a name


@dataclass(slots=True)
class NamedGuests:
    """Whom names mean: appearances in the order of the names, and the names that mean nobody.

    namesakes: a name that several people bear -> an appearance of each; the first is among the
    appearances.
    """

    appearances: list[Appearance] = field(default_factory=list)
    unknown_names: list[str] = field(default_factory=list)
    namesakes: dict[str, list[Appearance]] = field(default_factory=dict)


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
        self, text: str, session: Session | None = None, tied: Container[int] = ()
    ) -> NamedGuests:
        """Return whom names mean. tied: the keys of the people who stand in the photo already.

        Of a guest's several appearances, the one in the session, else the first. Of namesakes,
        those who are tied, else those in the session, if they are as many as the name stands there.
        """
        named = NamedGuests()
        names = list(self._names_in(text))
        counts = Counter(map(fold, names))
        meant: dict[str, list[Appearance]] = {}
        for name in names:
            key = fold(name)
            if not (choices := self.by_key.get(key, [])):
                named.unknown_names.append(name)
                continue
            if key not in meant:
                bearers = _best_choices(choices, session)
                meant[key] = _meant_bearers(bearers, counts[key], session, tied)
                if not meant[key]:
                    named.namesakes[name] = bearers
                    meant[key] = bearers[:1] * counts[key]
            named.appearances.append(meant[key].pop(0))
        return named

    def _names_in(self, text: str) -> Iterator[str]:
        """Yield the names in a text, parted by commas, which a name may hold itself: King, Jr."""
        parts = _BETWEEN_NAMES.split(text)
        place = 0
        while place < len(parts):
            ends = range(min(place + 2 * _MOST_COMMAS, len(parts) - 1), place, -2)
            joined = ((end, "".join(parts[place : end + 1])) for end in ends)
            known = ((end, name) for end, name in joined if fold(name) in self.by_key)
            end, name = next(known, (place, parts[place]))
            if name.strip():
                yield name.strip()
            place = end + 2


def _best_choices(choices: list[Appearance], session: Session | None) -> list[Appearance]:
    """Return one appearance of each person, that in the session if there is one."""
    best: dict[int, Appearance] = {}
    for choice in choices:
        in_session = session and choice.session_id == session.pk
        if choice.person_id not in best or (
            in_session and best[choice.person_id].session_id != choice.session_id
        ):
            best[choice.person_id] = choice
    return list(best.values())


def _meant_bearers(
    bearers: list[Appearance], count: int, session: Session | None, tied: Container[int]
) -> list[Appearance]:
    """Return who of those of one name is meant where it stands so often; nobody if it is open."""
    if len(bearers) == 1:
        return bearers * count
    groups = (
        [bearer for bearer in bearers if bearer.person_id in tied],
        bearers,
        [bearer for bearer in bearers if session and bearer.session_id == session.pk],
    )
    return next((group for group in groups if len(group) == count), [])[:]


class PhotoPeopleForm(RecordForm):
    """A form of a photo in which its guests are named."""

    who = forms.CharField(
        label=_("Who stands in it, from the left"),
        required=False,
        help_text=_(
            "Names of guests of this event, parted by commas. The photo then stands beside them on "
            "the page of their session, no longer among the event's photos."
        ),
    )

    def clean_who(self) -> list[Appearance]:
        """Return the appearances that the names mean."""
        if not {"who", "event"} & {*self.changed_data}:
            return []  # Nobody is named anew, and so nobody is tied.
        data = self.cleaned_data
        tied = people_in_photo(self.instance.pk)
        named = self.event_guests().find_by_names(data["who"], data.get("session"), tied)
        for name in named.unknown_names:
            message = _("“%(name)s” takes part in no session of this event; check the spelling.")
            raise ValidationError(message % {"name": name})
        for name, guests in named.namesakes.items():
            message = _(
                "Several guests are called “%(name)s”: %(guests)s. Write another name of the one "
                "who is meant, or choose the photo on the guest's own form."
            )
            choices = "; ".join(guest.get_inline_title() for guest in guests)
            raise ValidationError(message % {"name": name, "guests": choices})
        return named.appearances

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


def people_in_photo(photo: int | None) -> set[int]:
    """Return the keys of the people who stand in a photo, nobody's of one that is not stored."""
    appearances = Appearance.objects.filter(photos=photo) if photo else Appearance.objects.none()
    return set(appearances.values_list("person_id", flat=True))


def names_in_photo(appearances: Iterable[Appearance], photo: Photo) -> str:
    """Return the guests of a photo, in the order of its caption where that names them."""
    people = {appearance.person_id: appearance.person for appearance in appearances}
    caption = " ".join(getattr(photo, column("caption", code)) or "" for code in language_codes())

    def place_in_caption(person: Person) -> int:
        places = [place for name in person.names() if (place := caption.find(name)) >= 0]
        return min(places, default=len(caption))

    return ", ".join(str(person) for person in sorted(people.values(), key=place_in_caption))
