"""An event's sessions as a page prints them: who leads, who speaks, under which anchor."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from forum.core.translated import translated
from sessions_app.models import Appearance, Photo, Session


@dataclass(frozen=True, slots=True)
class PageTurn:
    """One appearance in the place where it is printed.

    anchor: unique on the page: the appearance's own, for a second turn of the same person in the
    same role the session's slug too. photo: None where there is none or it stands earlier on the
    page. former_anchor: under which links made earlier look for it; "" if nothing is there.
    """

    appearance: Appearance
    anchor: str
    photo: Photo | None
    former_anchor: str = ""


@dataclass(frozen=True, slots=True)
class PageSegment:
    """A session with its moderators and, in protocol order, its speakers."""

    session: Session
    moderators: list[PageTurn]
    speakers: list[PageTurn]

    @property
    def turns(self) -> list[PageTurn]:
        """Everybody, the moderators at the head."""
        return [*self.moderators, *self.speakers]

    @property
    def has_photos(self) -> bool:
        """Whether a photo stands beside anybody's remarks."""
        return any(turn.photo for turn in self.turns)

    @property
    def remarks_kind(self) -> str:
        """What the remarks are called together."""
        return common_remarks_kind(self.turns)

    @property
    def is_summed_up(self) -> bool:
        """Whether the session has a summary or key points."""
        session = self.session
        return bool(translated(session, "summary") or translated(session, "key_points"))


def common_remarks_kind(turns: Iterable[PageTurn]) -> str:
    """Return what the remarks are called together: full texts if all are, else summaries."""
    kinds = {turn.appearance.remarks_kind for turn in turns if turn.appearance.has_remarks()}
    full = Appearance.RemarksKind.FULL_TEXT
    return full if kinds == {full} else Appearance.RemarksKind.SUMMARY


@dataclass(frozen=True, slots=True)
class PageProgramme:
    """The sessions of a page in their order."""

    segments: list[PageSegment]

    @property
    def to_read(self) -> list[PageSegment]:
        """The sessions that somebody takes part in, or that are summed up."""
        return [segment for segment in self.segments if segment.turns or segment.is_summed_up]

    @property
    def has_remarks(self) -> bool:
        """Whether anybody's remarks are recorded, or what was said is summed up."""
        return any(turn.appearance.has_remarks() for turn in self._turns()) or any(
            segment.is_summed_up for segment in self.segments
        )

    @property
    def remarks_kind(self) -> str:
        """What the remarks are called together."""
        return common_remarks_kind(self._turns())

    @property
    def has_photos(self) -> bool:
        """Whether a photo stands beside anybody's remarks."""
        return any(segment.has_photos for segment in self.segments)

    @property
    def speakers(self) -> list[PageTurn]:
        """Each speaker once, by first turn."""
        return first_turn_of_each(turn for segment in self.segments for turn in segment.speakers)

    @property
    def only_moderating(self) -> list[PageTurn]:
        """Each person once who moderates and speaks nowhere."""
        speaking = {turn.appearance.person_id for turn in self.speakers}
        turns = (turn for segment in self.segments for turn in segment.moderators)
        return first_turn_of_each(
            turn for turn in turns if turn.appearance.person_id not in speaking
        )

    def _turns(self) -> Iterable[PageTurn]:
        return (turn for segment in self.segments for turn in segment.turns)


def lay_out_programme(sessions: Iterable[Session]) -> PageProgramme:
    """Lay out sessions of a queryset ``with_appearances``."""
    sessions = [*sessions]
    turns = lay_out_turns(
        [
            (appearance, session)
            for session in sessions
            for appearance in (*session.moderators, *session.speakers)
        ]
    )
    return PageProgramme(
        [
            PageSegment(
                session,
                [next(turns) for _moderator in session.moderators],
                [next(turns) for _speaker in session.speakers],
            )
            for session in sessions
        ]
    )


def lay_out_turns(guests: Sequence[tuple[Appearance, Session]]) -> Iterator[PageTurn]:
    """Yield the turns of a page in its order."""
    anchors = list_anchors(guests, lambda appearance: appearance.anchor)
    # Formerly the role was in no anchor.
    former = list_anchors(guests, lambda appearance: f"remarks-{appearance.person.slug}")
    taken = {*anchors}
    photos: set[int] = set()
    for (appearance, _session), anchor, old in zip(guests, anchors, former, strict=True):
        photo = appearance.public_photo
        is_new = photo is not None and photo.pk not in photos
        yield PageTurn(appearance, anchor, photo if is_new else None, "" if old in taken else old)
        if photo is not None:
            photos.add(photo.pk)


def list_anchors(
    guests: Sequence[tuple[Appearance, Session]], name_anchor: Callable[[Appearance], str]
) -> list[str]:
    """Return an anchor for each, no two alike. name_anchor: the one that an appearance asks for."""
    anchors: dict[str, None] = {}
    for appearance, session in guests:
        plain = name_anchor(appearance)
        further = f"{plain}-{session.slug}"
        choices = (plain, further, f"{further}-{appearance.role}", f"remarks-{appearance.pk}")
        anchors[next(choice for choice in choices if choice not in anchors)] = None
    return [*anchors]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The sessions before and after one; None at either end of the programme."""

    previous: Session | None
    next: Session | None


def find_neighbours(sessions: Iterable[Session], session: Session) -> Neighbours:
    """Return the neighbours of a session among those of its event; breaks are passed over."""
    row = [item for item in sessions if not item.is_break]
    place = row.index(session)
    previous = row[place - 1] if place else None
    return Neighbours(previous, next(iter(row[place + 1 :]), None))


def first_turn_of_each(turns: Iterable[PageTurn]) -> list[PageTurn]:
    first: dict[int, PageTurn] = {}
    for turn in turns:
        first.setdefault(turn.appearance.person_id, turn)
    return list(first.values())
