"""Which picture stands above which caption, and which stand alone with a label below."""

from collections.abc import Iterator
from dataclasses import dataclass

from forum.exports.house_style import labels
from forum.exports.house_style.blocks import HouseLine, LineLook
from forum.exports.house_style.programme import RecordProgramme
from forum.reader.event_record import AppearanceRecord, PhotoRecord, Text


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture and its place in the record's order, from 0."""

    no: int
    photo: PhotoRecord


class PlacedPictures:
    """The pictures of a record by where they stand."""

    def __init__(self, programme: RecordProgramme) -> None:
        self._of: dict[tuple[str, str], list[Placed]] = {}
        self._loose: dict[str | None, list[Placed]] = {}
        appearances = programme.record.appearances
        owners = _owners(appearances)
        captioned = {
            (appearance.session, appearance.person)
            for appearance in appearances
            if any(appearance.caption.values())
        }
        present = {(appearance.session, appearance.person) for appearance in appearances}
        for no, photo in enumerate(programme.record.photos):
            placed = Placed(no, photo)
            person = photo.person or owners.get((photo.session, _words(photo.caption))) or ""
            place = (photo.session, person)
            if place in captioned or (place in present and not _words(photo.caption)):
                self._of.setdefault((photo.session or "", person), []).append(placed)
            else:
                self._loose.setdefault(photo.session, []).append(placed)

    def find_above_caption(self, session: str, person: str) -> list[Placed]:
        """Return the pictures above a person's caption in a session."""
        return self._of.get((session, person), [])

    def in_session(self, session: str) -> list[Placed]:
        """Return every picture of a session in the record's order."""
        captioned = [
            placed_picture
            for (key, _who), placed in self._of.items()
            if key == session
            for placed_picture in placed
        ]
        return sorted(
            [*captioned, *self.loose(session)], key=lambda placed_picture: placed_picture.no
        )

    def loose(self, session: str | None) -> list[Placed]:
        """Return the pictures of a session, or of the event, that are nobody's in particular."""
        return self._loose.get(session, [])


def _owners(appearances: tuple[AppearanceRecord, ...]) -> dict[tuple[str | None, str], str]:
    owners: dict[tuple[str | None, str], str] = {}
    for appearance in appearances:
        for text in appearance.caption.values():
            if text:
                owners.setdefault((appearance.session, text), appearance.person)
    return owners


def _words(caption: Text) -> str:
    return next((text for text in caption.values() if text), "")


def picture_block(placed: Placed) -> HouseLine:
    """Return the line that holds the picture."""
    return HouseLine(LineLook.PICTURE, "", picture=placed.photo.picture)


def compose_labelled_picture(placed: Placed, programme: RecordProgramme) -> Iterator[HouseLine]:
    """Yield a picture with its caption below, in the first language that has one.

    The caption is marked 图：, also where it is empty, so that nobody takes it for a part of a
    speech or of the cover, or the picture for the next speaker's.
    """
    yield picture_block(placed)
    code = next(
        (language for language in programme.codes if placed.photo.caption.get(language)), ""
    )
    text = placed.photo.caption.get(code) or ""
    code = code or programme.codes[0]
    yield HouseLine(LineLook.CAPTION, labels.add_label(labels.PICTURE, code, text).strip(), code)
