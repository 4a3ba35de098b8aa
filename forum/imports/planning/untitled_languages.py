"""What a document says in a language alone in which its event has no title.

A page is published in the languages that its event has a title in. A talk in English on a Chinese
programme would have neither name nor remarks there, and nobody would miss them.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from django.utils.text import Truncator

from forum.core.columns import field_texts
from forum.reader.event_record import LANGUAGES, EventRecord, Finding, Level, Scope
from sessions_app.models import Event

_OF_SESSION: Final = ("title", "summary", "key_points")
_OF_GUEST: Final = ("title", "speech_title", "remarks")
_LONGEST: Final = 60  # characters of a text that a finding prints


class _Unseen(NamedTuple):
    """A text that no page would show, with the lines of its session or guest."""

    text: str
    lines: tuple[int, ...]


def find_unseen_texts(record: EventRecord, event: Event | None) -> list[Finding]:
    """Return a finding for each language whose texts no page of the event would show.

    event: the stored one, None for a new one.
    """
    titled = _titled_languages(record, event)
    unseen = {code: list(_list_unseen(record, code, titled)) for code in LANGUAGES}
    return [
        Finding(
            level=Level.WARNING,
            kind="language_unpublished",
            subject=code,
            lines=tuple(sorted({line for text in texts for line in text.lines})),
            case="untitled",
            params={"language": code, "count": len(texts), "text": texts[0].text},
        )
        for code, texts in unseen.items()
        if texts and code not in titled
    ]


def _titled_languages(record: EventRecord, event: Event | None) -> set[str]:
    """Return the languages in which the event has a title, or is given one."""
    stored = field_texts(event, "title") if event else {}
    titles = {} if event and record.scope is Scope.GUESTS else record.title
    return {code for code in LANGUAGES if titles.get(code) or stored.get(code)}


def _list_unseen(record: EventRecord, code: str, titled: set[str]) -> Iterator[_Unseen]:
    for names, parts in ((_OF_SESSION, record.sessions), (_OF_GUEST, record.appearances)):
        for part in parts:
            for name in names:
                text = getattr(part, name)
                if text.get(code) and not any(text.get(other) for other in titled):
                    yield _Unseen(_abridge(text[code]), part.lines)


def _abridge(text: str) -> str:
    return Truncator(text.partition("\n")[0]).chars(_LONGEST)
