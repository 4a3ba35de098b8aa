"""How far translations are: the figures beside records and on the first page, and as bars."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext, pgettext

from forum.localization import progress as figures
from forum.localization.progress import TranslationProgress, format_number
from forum.models import TranslationTally
from forum.permissions.access import within
from people.models import User
from sessions_app.models import Event

# In the order of the stripes: what is done first.
_STATES = ("authored", "reviewed", "draft", "outdated", "missing")
WIDTH = 100


class Stripe(NamedTuple):
    """A state's share. x, width: of 100, as the picture's markup writes them."""

    state: str
    name: str
    number: int
    x: str
    width: str


class ProgressBar:
    """The stripes of the states that occur; label: the same in words."""

    def __init__(self, progress: TranslationProgress) -> None:
        self.percent = progress.percent
        self.stripes: list[Stripe] = []
        names, start = state_names(), 0.0
        for state in _STATES:
            count = getattr(progress, state)
            width = WIDTH * count / progress.count if progress.count else 0
            if count:
                stripe = Stripe(state, names[state], count, f"{start:.2f}", f"{width:.2f}")
                self.stripes.append(stripe)
            start += width

    @property
    def label(self) -> str:
        """What the stripes say: Reviewed 10, Missing 3."""
        return gettext(", ").join(
            f"{stripe.name} {format_number(stripe.number)}" for stripe in self.stripes
        )


def state_names() -> dict[str, str]:
    """Return the states in the words of the interface."""
    return {
        "missing": pgettext("translation", "Missing"),
        "outdated": pgettext("translation", "Outdated"),
        "draft": pgettext("translation", "Draft"),
        "reviewed": pgettext("translation", "Reviewed"),
        "authored": pgettext("translation", "Original in each language"),
    }


def board_url(**query: str | int) -> str:
    """Return the address of the translation board: event=key, language=code."""
    address = reverse("translation-board")
    return f"{address}?{urlencode(query)}" if query else address


class ProgressLine(NamedTuple):
    """The figures of a language with the address of what there is to do."""

    progress: TranslationProgress
    url: str

    @property
    def notes(self) -> list[str]:
        """What there is to do, in words."""
        return list(self.progress.parts())


def progress_of_event(event: Event) -> list[ProgressLine]:
    """Return the figures for the form of an event, a line a language."""
    return list(_lines(figures.event_progress(event), event=event.pk))


def progress_of_site(user: User) -> list[ProgressLine]:
    """Return what there is to do of all that somebody may see, a line a language."""
    tallies = within(user, TranslationTally.objects.all())
    return [line for line in _lines(figures.site_progress(tallies)) if line.progress.to_do]


def events_to_do(user: User, limit: int) -> list[tuple[Event, list[ProgressLine]]]:
    """Return the events with something to translate, the next one first. Two queries."""
    to_do = TranslationTally.objects.to_do().filter(event=OuterRef("pk"))
    visible_events = within(user, Event.objects.all())
    events: list[Event] = list(visible_events.filter(Exists(to_do)).next_first()[:limit])
    by_event = figures.progress_by_event(TranslationTally.objects.filter(event__in=events))
    return [(event, list(_lines(by_event[event.pk], event=event.pk))) for event in events]


def _lines(languages: Iterable[TranslationProgress], **query: int) -> Iterator[ProgressLine]:
    for progress in languages:
        yield ProgressLine(progress, board_url(**query, language=progress.language))
