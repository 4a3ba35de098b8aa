"""An event's sessions as a page prints them: who leads, who speaks, under which anchor."""

from collections.abc import Iterable
from dataclasses import dataclass

from sessions_app.models import Appearance, Photo, Session


@dataclass(frozen=True, slots=True)
class Turn:
    """One appearance in the place where it is printed.

    anchor: unique on the page: “remarks-” and the person's slug, for a second turn of the same
    person the session's slug too. photo: None where there is none or it stands earlier on the page.
    """

    appearance: Appearance
    anchor: str
    photo: Photo | None


@dataclass(frozen=True, slots=True)
class Segment:
    """A session with its moderators and, in protocol order, its speakers."""

    session: Session
    moderators: list[Turn]
    speakers: list[Turn]

    @property
    def turns(self) -> list[Turn]:
        """Everybody, the moderators at the head."""
        return [*self.moderators, *self.speakers]

    @property
    def has_photos(self) -> bool:
        """Whether a photo stands beside anybody's remarks."""
        return any(turn.photo for turn in self.turns)

    @property
    def remarks_kind(self) -> str:
        """What the remarks are called together."""
        return kind_of(self.turns)


def kind_of(turns: Iterable[Turn]) -> str:
    """Return what the remarks are called together: full texts if all are, else summaries."""
    kinds = {turn.appearance.remarks_kind for turn in turns if turn.appearance.has_remarks()}
    full = Appearance.RemarksKind.FULL_TEXT
    return full if kinds == {full} else Appearance.RemarksKind.SUMMARY


@dataclass(frozen=True, slots=True)
class Programme:
    """The sessions of a page in their order."""

    segments: list[Segment]

    @property
    def with_people(self) -> list[Segment]:
        """The sessions that somebody takes part in."""
        return [segment for segment in self.segments if segment.turns]

    @property
    def has_people(self) -> bool:
        """Whether anybody takes part in anything."""
        return bool(self.with_people)

    @property
    def has_remarks(self) -> bool:
        """Whether anybody's remarks are recorded."""
        return any(turn.appearance.has_remarks() for turn in self._turns())

    @property
    def remarks_kind(self) -> str:
        """What the remarks are called together."""
        return kind_of(self._turns())

    @property
    def has_photos(self) -> bool:
        """Whether a photo stands beside anybody's remarks."""
        return any(segment.has_photos for segment in self.segments)

    @property
    def speakers(self) -> list[Turn]:
        """Each speaker once, by first turn."""
        return _once(turn for segment in self.segments for turn in segment.speakers)

    @property
    def only_moderating(self) -> list[Turn]:
        """Each person once who moderates and speaks nowhere."""
        speaking = {turn.appearance.person_id for turn in self.speakers}
        turns = (turn for segment in self.segments for turn in segment.moderators)
        return _once(turn for turn in turns if turn.appearance.person_id not in speaking)

    def _turns(self) -> Iterable[Turn]:
        return (turn for segment in self.segments for turn in segment.turns)


def programme(sessions: Iterable[Session]) -> Programme:
    """Lay out sessions of a queryset ``with_appearances``."""
    page = _Page(set(), set())
    return Programme(
        [
            Segment(
                session,
                [page.turn(one, session) for one in session.moderators],
                [page.turn(one, session) for one in session.speakers],
            )
            for session in sessions
        ]
    )


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The sessions before and after one; None at either end of the programme."""

    previous: Session | None
    next: Session | None


def beside(sessions: Iterable[Session], session: Session) -> Neighbours:
    """Return the neighbours of a session among those of its event; breaks are passed over."""
    row = [None, *(one for one in sessions if one == session or not one.is_break), None]
    place = row.index(session)
    return Neighbours(row[place - 1], row[place + 1])


@dataclass(frozen=True, slots=True)
class _Page:
    """What a page has used up already: anchors, and keys of photos."""

    anchors: set[str]
    photos: set[int]

    def turn(self, appearance: Appearance, session: Session) -> Turn:
        return Turn(appearance, self._anchor(appearance, session), self._photo(appearance))

    def _anchor(self, appearance: Appearance, session: Session) -> str:
        plain = f"remarks-{appearance.person.slug}"
        further = f"{plain}-{session.slug}"
        choices = (plain, further, f"{further}-{appearance.role}", f"remarks-{appearance.pk}")
        anchor = next(one for one in choices if one not in self.anchors)
        self.anchors.add(anchor)
        return anchor

    def _photo(self, appearance: Appearance) -> Photo | None:
        photo = appearance.shown_photo
        if photo is None or photo.pk in self.photos:
            return None
        self.photos.add(photo.pk)
        return photo


def _once(turns: Iterable[Turn]) -> list[Turn]:
    first: dict[int, Turn] = {}
    for turn in turns:
        first.setdefault(turn.appearance.person_id, turn)
    return list(first.values())
