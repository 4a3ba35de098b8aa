"""The figures that the desk shows beside its records and on its first page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from forum.core.translated import html_lang
from forum.desk.translations import addresses
from forum.localization import progress
from forum.localization.progress import TranslationProgress
from forum.models import TranslationTally
from forum.permissions.access import within
from sessions_app.models import Event


@dataclass(frozen=True, slots=True)
class Line:
    """The figures of a language with the address of what there is to do."""

    progress: TranslationProgress
    url: str

    @property
    def tag(self) -> str:
        """The language, as a page names it."""
        return html_lang(self.progress.language)

    @property
    def notes(self) -> list[str]:
        """What there is to do, in words."""
        return list(self.progress.parts())


def panel(record: Any) -> list[Line]:
    """Return the figures for the form of an event, a line a language; none for other records."""
    if not isinstance(record, Event):
        return []
    return list(_lines(progress.event_progress(record), event=record.pk))


def on_the_whole(user: Any) -> list[Line]:
    """Return what there is to do of all that somebody may see, a line a language."""
    mine = within(user, TranslationTally.objects.all())
    return [line for line in _lines(progress.site_progress(mine)) if line.progress.to_do]


def events_to_do(user: Any, limit: int) -> list[tuple[Event, list[Line]]]:
    """Return the events with something to translate, the next one first. Two queries."""
    left = TranslationTally.objects.to_do().filter(event=OuterRef("pk"))
    events: list[Event] = list(
        within(user, Event.objects.all()).filter(Exists(left)).next_first()[:limit]
    )
    figures = progress.progress_by_event(TranslationTally.objects.filter(event__in=events))
    return [(one, list(_lines(figures[one.pk], event=one.pk))) for one in events]


def _lines(figures: list[TranslationProgress], **query: Any) -> Iterator[Line]:
    for one in figures:
        yield Line(one, addresses.board(**query, language=one.language))
