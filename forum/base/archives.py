"""The zip archive of an office document, looked at before any of it is parsed.

Sizes are counted while unpacking, in pieces: what the archive's directory says is not believed.
No office format knows document types or entities, so a part that declares one is hostile.
"""

import copy
import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext

MB: Final = 1024 * 1024
MAX_UNPACKED: Final = 48 * MB
MAX_RATIO: Final = 100
# A column of equal cells packs better than 100:1 and harms nobody; a bomb needs volume.
RATIO_FLOOR: Final = MB
MAX_PARTS: Final = 1_000
_PIECE: Final = 64 * 1024
_PACKINGS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED: Final = 0x1 | 0x40
_DECLARATIONS: Final = tuple(
    mark.encode(codec)
    for mark in ("<!DOCTYPE", "<!ENTITY")
    for codec in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
)
_LONGEST: Final = max(map(len, _DECLARATIONS))
_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, OverflowError,
    RuntimeError, ValueError,
)  # fmt: skip


class ArchiveError(Exception):
    """The archive is damaged, locked or hostile; ``str`` is one sentence with the remedy."""


def check(data: bytes) -> None:
    """Unpack every part once, in pieces; raise ArchiveError at whatever a parser may not meet."""
    try:
        with zipfile.ZipFile(_Bounded(data)) as archive:
            parts = archive.infolist()
            _check_directory(parts)
            whole = 0
            for part in parts:
                whole = _check_part(archive, part, whole)
    except _BROKEN as error:
        raise damaged() from error


def damaged() -> ArchiveError:
    """The refusal of what is not the file that it should be."""
    return ArchiveError(
        gettext("The file is damaged or of another kind; open it in a spreadsheet program and "
                "save it as .xlsx.")
    )  # fmt: skip


class _Bounded(io.BytesIO):
    """A file that is not read in one large go, as a directory of a million names would be."""

    def read(self, size: int | None = -1, /) -> bytes:
        found = super().read(MB + 1 if size is None or size < 0 else min(size, MB + 1))
        if len(found) > MB:
            raise zipfile.BadZipFile
        return found


def _check_directory(parts: list[zipfile.ZipInfo]) -> None:
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise ArchiveError(gettext("The file is locked by a password; save it without one."))
    names = {part.filename.lower() for part in parts}
    # Entries that share one place unpack the same bytes again and again.
    places = {part.header_offset for part in parts}
    unusual = any(part.compress_type not in _PACKINGS for part in parts)
    if len(parts) > MAX_PARTS or min(len(names), len(places)) < len(parts) or unusual:
        raise damaged()


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, whole: int) -> int:
    """Return the size of all parts so far."""
    size, tail = 0, b""
    for piece in _pieces(archive, part):
        size += len(piece)
        if whole + size > MAX_UNPACKED or size > max(RATIO_FLOOR, MAX_RATIO * part.compress_size):
            raise ArchiveError(gettext("The file unpacks to more than any table of ours would."))
        seen = tail + piece
        if any(mark in seen for mark in _DECLARATIONS):
            raise ArchiveError(
                gettext("The file declares entities, as no spreadsheet program does.")
            )
        tail = seen[-_LONGEST:]
    if size != part.file_size:
        raise damaged()
    return whole + size


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    # zipfile stops silently at the size that the directory declares; with a limit of our own in
    # its place it goes on to the real end and compares the check sum there.
    unbelieved = copy.copy(part)
    unbelieved.file_size = MAX_UNPACKED + _PIECE
    with archive.open(unbelieved) as stream:
        while piece := stream.read(_PIECE):
            yield piece
