"""Which picture stands above which caption, and which stand alone with a label below."""

from collections.abc import Iterator
from dataclasses import dataclass

from forum.exports.house_style import labels
from forum.exports.house_style.blocks import Block, Look
from forum.exports.house_style.programme import Programme
from forum.reader.event_record import AppearanceRecord, PhotoRecord, Text


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture and its place in the record's order, from 0."""

    no: int
    photo: PhotoRecord


class Pictures:
    """The pictures of a record by where they stand."""

    def __init__(self, programme: Programme) -> None:
        self._of: dict[tuple[str, str], list[Placed]] = {}
        self._loose: dict[str | None, list[Placed]] = {}
        appearances = programme.record.appearances
        owners = _owners(appearances)
        captioned = {(one.session, one.person) for one in appearances if any(one.caption.values())}
        present = {(one.session, one.person) for one in appearances}
        for no, photo in enumerate(programme.record.photos):
            placed = Placed(no, photo)
            person = photo.person or owners.get((photo.session, _words(photo.caption))) or ""
            here = (photo.session, person)
            if here in captioned or (here in present and not _words(photo.caption)):
                self._of.setdefault((photo.session or "", person), []).append(placed)
            else:
                self._loose.setdefault(photo.session, []).append(placed)

    def of(self, session: str, person: str) -> list[Placed]:
        """Return the pictures above a person's caption in a session."""
        return self._of.get((session, person), [])

    def in_session(self, session: str) -> list[Placed]:
        """Return every picture of a session in the record's order."""
        own = [one for (key, _who), placed in self._of.items() if key == session for one in placed]
        return sorted([*own, *self.loose(session)], key=lambda one: one.no)

    def loose(self, session: str | None) -> list[Placed]:
        """Return the pictures of a session, or of the event, that are nobody's in particular."""
        return self._loose.get(session, [])


def _owners(appearances: tuple[AppearanceRecord, ...]) -> dict[tuple[str | None, str], str]:
    found: dict[tuple[str | None, str], str] = {}
    for one in appearances:
        for text in one.caption.values():
            if text:
                found.setdefault((one.session, text), one.person)
    return found


def _words(caption: Text) -> str:
    return next((text for text in caption.values() if text), "")


def image(placed: Placed) -> Block:
    """Return the line that holds the picture."""
    return Block(Look.PICTURE, "", picture=placed.photo.picture)


def labelled(placed: Placed, programme: Programme) -> Iterator[Block]:
    """Yield a picture with its caption below, in the first language that has one.

    The caption is marked 图：, also where it is empty, so that nobody takes it for a part of a
    speech or of the cover, or the picture for the next speaker's.
    """
    yield image(placed)
    code = next((each for each in programme.codes if placed.photo.caption.get(each)), "")
    text = placed.photo.caption.get(code) or ""
    code = code or programme.codes[0]
    yield Block(Look.CAPTION, labels.labelled(labels.PICTURE, code, text).strip(), code)
