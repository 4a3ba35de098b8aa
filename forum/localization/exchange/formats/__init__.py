"""The formats of a hand-off: each with a writer and a reader."""

from typing import Final

from forum.core.archives import MB

# Of XLIFF and PO; a workbook has a limit of its own, for it unpacks to more.
MAX_TEXT_FILE: Final = 32 * MB
