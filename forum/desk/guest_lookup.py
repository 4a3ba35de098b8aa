"""Who of an event is meant by a name that an editor types."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

from forum.core.names import fold
from sessions_app.models import Appearance, Event, Session

_BETWEEN_NAMES = re.compile(r"[、,，;；\n]+")


@dataclass(frozen=True, slots=True)
class Guests:
    """The guests of an event by every folded name and alias, their appearances in programme order.

    by_key: folded name -> appearances.
    """

    by_key: dict[str, list[Appearance]] = field(default_factory=dict)

    @classmethod
    def of(cls, event: Event) -> Self:
        """Read the guests of an event: one query."""
        found = cls()
        shown = Appearance.objects.filter(session__event=event).select_related(
            "person", "session__event"
        )
        for one in shown.order_by("session__position", "position", "pk"):
            for key in one.person.match_keys:
                found.by_key.setdefault(key, []).append(one)
        return found

    def appearances(self) -> Iterator[Appearance]:
        """Yield every appearance, once for each name of its guest."""
        for many in self.by_key.values():
            yield from many

    def named(
        self, text: str, session: Session | None = None
    ) -> tuple[list[Appearance], list[str]]:
        """Return the appearances that names mean, in their order, and the names that mean nobody.

        Of a guest's several appearances, the one in the session, else the first.
        """
        known: list[Appearance] = []
        unknown: list[str] = []
        for name in filter(None, (one.strip() for one in _BETWEEN_NAMES.split(text))):
            choices = self.by_key.get(fold(name), [])
            if choices:
                known.append(_best(choices, session))
            else:
                unknown.append(name)
        return known, unknown


def _best(choices: list[Appearance], session: Session | None) -> Appearance:
    inside = (one for one in choices if session and one.session_id == session.pk)
    return next(inside, choices[0])
