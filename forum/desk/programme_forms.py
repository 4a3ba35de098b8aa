"""The forms of the programme: how events and sessions get their addresses."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forum.core.content import column, language_codes
from forum.core.dates import zone_words
from forum.core.slugs import EVENT_LENGTH
from forum.desk.model_forms import ContentForm, RecordForm
from sessions_app.models import RESERVED_SESSION_SLUGS, Event, Session


class EventForm(ContentForm):
    slug_length = EVENT_LENGTH

    def clean_parent(self) -> Event | None:
        """Refuse the event itself: the constraint on it cannot be asked before it has a key."""
        parent: Event | None = self.cleaned_data["parent"]
        if parent and parent.pk == self.instance.pk:
            raise ValidationError(_("An event cannot be its own parent event."))
        return parent

    def slug_year(self) -> int | None:
        return self.instance.starts_on.year if self.instance.starts_on else None


class SessionForm(RecordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("start", "end"):
            if name in self.fields:
                # The bound field is there already, and keeps what it was made with.
                texts = {"help": self.fields[name].help_text, "zone": self._zone_words()}
                self[name].help_text = gettext("%(help)s %(zone)s.") % texts

    def _zone_words(self) -> str:
        """Return in words whose clock the hours are read from."""
        event = self.instance._state.fields_cache.get("event")
        if event is None:
            return gettext("By the clocks at the event")
        return zone_words(event.time_zone, self.instance.day or event.starts_on)

    def slug_texts(self) -> list[str]:
        """Return the label (Topic 1) where there is one in Latin letters, else the kind."""
        labels = [getattr(self.instance, column("label", code)) or "" for code in language_codes()]
        return [*(label for label in labels if label.isascii()), self._kind()]

    def _kind(self) -> str:
        """Return the kind, or for a topic under discussion topic-1, topic-2 …"""
        kind: str = self.instance.kind
        if kind != Session.Kind.DISCUSSION:
            return kind
        discussions = Session.objects.filter(event=self.instance.event_id, kind=kind)
        return f"topic-{discussions.exclude(pk=self.instance.pk).count() + 1}"

    def is_slug_taken(self, slug: str) -> bool:
        sessions = Session.objects.filter(event=self.instance.event_id).exclude(pk=self.instance.pk)
        return slug in RESERVED_SESSION_SLUGS or sessions.filter(slug=slug).exists()
