"""Who stands in a picture: typed by name from the left, kept as the appearances that show it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget

from forum.core.content import column, language_codes
from forum.desk.guest_lookup import Guests
from forum.desk.model_forms import RecordForm
from forum.permissions.access import lock
from sessions_app.models import Appearance, Event, Photo, Session


class WhoForm(RecordForm):
    """A form of a photo in which its guests are named."""

    who = forms.CharField(
        label=_("Who stands in it, from the left"),
        required=False,
        help_text=_("Names of guests of this event, parted by commas."),
    )

    def clean_who(self) -> list[Appearance]:
        """Return the appearances that the names mean."""
        guests = self.known_guests()
        known, unknown = guests.named(self.cleaned_data["who"], self.cleaned_data.get("session"))
        if unknown:
            said = _("“%(name)s” takes part in no session of this event; check the spelling.")
            raise ValidationError(said % {"name": unknown[0]})
        return known

    def known_guests(self) -> Guests:
        """Return the guests of the photo's event."""
        raise NotImplementedError

    def tie(self) -> None:
        """Show the photo with those who stand in it, and with nobody else.

        A guest with several appearances keeps it with all that have it: a moderator's share one.
        """
        if "who" not in self.changed_data:
            return
        chosen = {one.person_id: one.pk for one in self.cleaned_data["who"]}
        shown = Appearance.objects.filter(photo=self.instance)
        for one in shown.exclude(person__in=chosen):
            one.photo = None
            one.save(update_fields=["photo"])
        there = set(shown.values_list("person", flat=True))
        new = [pk for person, pk in chosen.items() if person not in there]
        for one in Appearance.objects.filter(pk__in=new):
            one.photo = self.instance
            one.save(update_fields=["photo"])


class PhotoForm(WhoForm):
    """The form of one photo on its own page. editor: who fills it in."""

    editor: Any = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        photo = kwargs.get("instance")
        if photo and photo.pk:
            shown = Appearance.objects.filter(photo=photo).select_related("person")
            # Before the form is made, which notes what it shows.
            kwargs["initial"] = {**(kwargs.get("initial") or {}), "who": named(shown, photo)}
        super().__init__(*args, **kwargs)
        self.fields["who"].widget = UnfoldAdminTextInputWidget()
        if self.editor:
            lock(self.editor, self)

    def known_guests(self) -> Guests:
        event: Event | None = self.cleaned_data.get("event")
        return Guests.of(event) if event else Guests()

    def clean_session(self) -> Session | None:
        """Refuse a session of another event."""
        session: Session | None = self.cleaned_data["session"]
        event: Event | None = self.cleaned_data.get("event")
        if session and event and session.event_id != event.pk:
            raise ValidationError(_("This session belongs to another event; choose one of this."))
        return session


def named(appearances: Iterable[Appearance], photo: Photo) -> str:
    """Return the guests of a photo, in the order of its caption where that names them."""
    people = {one.person_id: one.person for one in appearances}
    caption = " ".join(getattr(photo, column("caption", code)) or "" for code in language_codes())

    def place(person: Any) -> int:
        found = [at for name in person.names() if (at := caption.find(name)) >= 0]
        return min(found, default=len(caption))

    return ", ".join(str(person) for person in sorted(people.values(), key=place))
