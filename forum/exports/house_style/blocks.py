"""The lines of a document in the house style, each with the look that it has on the page."""

from dataclasses import dataclass
from enum import StrEnum


class LineLook(StrEnum):
    """What a line is. SECTION and TOPIC are headings of level 1 and 2."""

    PARENT = "parent"
    SERIES = "series"
    TITLE = "title"
    SUBTITLE = "subtitle"
    COVER = "cover"
    SECTION = "section"
    TOPIC = "topic"
    LABEL = "label"
    ENTRY = "entry"
    DETAIL = "detail"
    PICTURE = "picture"
    CAPTION = "caption"
    PRODUCT = "product"
    PROSE = "prose"


@dataclass(frozen=True, slots=True)
class HouseLine:
    """One line; a caption may have two, parted by a newline.

    language: of its text, "" for a picture; picture: its key, else "".
    """

    look: LineLook
    text: str
    language: str = ""
    picture: str = ""
