"""The paragraph styles that a Word record of this site's own has, and no other document."""

from enum import StrEnum
from typing import Final


class RecordStyle(StrEnum):
    """The name of a style, as Word shows it; a record has them all, used or not.

    FORUM: the larger forum that the event is part of. SERIES: the series that it stands in itself.
    """

    FORUM = "Record Forum"
    SERIES = "Record Series"
    COVER = "Record Cover"
    LABEL = "Record Label"
    ENTRY = "Record Entry"
    DETAIL = "Record Detail"
    PICTURE = "Record Picture"
    PRODUCT = "Record Product"


TITLE: Final = "Title"
# What a line of such a record is, whatever it says.
STATING: Final = frozenset({TITLE, RecordStyle.FORUM, RecordStyle.SERIES})
