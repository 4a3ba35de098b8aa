"""What came back: the texts of a file as they stand in it, nothing compared yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class HandedUnit:
    """A text of a file.

    key: of the unit, “event.12.title”, as it stands there. language: into which it was translated.
    source, target: both texts; rich text as HTML, or as ``cells`` shows it where the file says so.
    confirmed: the translator says that the target holds for this source, though it may be the old
    one; None where the format cannot say so.
    unknown: inline codes of the target, as they are shown, that stand for nothing known.
    place: in the file, for people: “row 7”, “line 120”.
    """

    key: str
    language: str
    source: str
    target: str
    place: str = ""
    confirmed: bool | None = None
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HandedFile:
    """A file that came back.

    made: when it was handed out, None where it does not say so any more.
    cells: whether rich text stands in it as ``cells`` shows it, instead of as HTML.
    """

    name: str
    units: Sequence[HandedUnit]
    made: datetime | None
    cells: bool = False
