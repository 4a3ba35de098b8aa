"""Headings of a report that give a topic and, behind it, who spoke on it."""

import re
from collections.abc import Sequence
from typing import Final

from forum.reader.prose.sentences import ProseParagraph
from forum.reader.shapes.record.name_forms import is_name_en
from forum.reader.vocabulary.list_marks import LIST_MARK

_FEWEST: Final = 3
# Walls and marshes; Anna Berg, Eva Maas and Tom Lind. Where several are so, a comma does as well.
_SPOKEN_ON: Final = re.compile(
    r"(?P<topic>[A-Z][^;]{2,90}?);\s+(?P<names>[^;.:]{5,120})|"
    r"(?P<subject>[A-Z][^;]{9,90}),\s+(?P<name>[A-Z][^;,.:]{4,40})"
)
_BETWEEN_NAMES: Final = re.compile(r",?\s+and\s+|,\s+")


def find_spoken_headings(
    paragraphs: Sequence[ProseParagraph],
) -> dict[int, tuple[str, tuple[str, ...], bool]]:
    """Return the headings of a topic and who spoke on it, by their lines.

    With each whether it is sure: of those with a comma the last words may be no name. Few headings
    of the form are none.
    """
    spoken: dict[int, tuple[str, tuple[str, ...], bool]] = {}
    for paragraph in paragraphs:
        text = paragraph.line.text.strip()
        match = None if LIST_MARK.match(text) else _SPOKEN_ON.fullmatch(text)
        names = _BETWEEN_NAMES.split(match["names"] or match["name"]) if match else []
        if match and all(" " in name and is_name_en(name) for name in names):
            topic = match["topic"] or match["subject"]
            spoken[paragraph.number] = topic, tuple(names), match["names"] is not None
    return spoken if sum(is_sure for *_told, is_sure in spoken.values()) >= _FEWEST else {}
