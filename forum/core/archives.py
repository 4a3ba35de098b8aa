"""The zip archive of an Office document, looked at before any of it is parsed.

Nothing that the archive's directory says of sizes is believed: each part is unpacked once, in
pieces, and counted. What a refusal says, and what is refused besides, is the caller's. Parts and
packings: ECMA-376 part 2.
"""

import copy
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Final, Self

MB: Final = 1024 * 1024
_PIECE: Final = 64 * 1024
_MACRO_PARTS: Final = ("vbaproject.bin", "vbadata.xml", "/macrosheets/", "/activex/")
_ENCRYPTED: Final = 0x1 | 0x40
_PACKINGS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, OverflowError,
    RuntimeError, ValueError,
)  # fmt: skip


class ArchiveError(Exception):
    """Why an archive is refused."""


class DamagedError(ArchiveError):
    """The archive is damaged, or no office program wrote it."""


class LockedArchiveError(ArchiveError):
    """The archive is protected by a password."""


class OversizedError(ArchiveError):
    """The archive exceeds a bound."""


class TooManyPartsError(OversizedError):
    """The archive has too many parts."""


class TooLargeError(OversizedError):
    """The archive unpacks to too many bytes."""


class BombError(OversizedError):
    """A part unpacks to many times its size."""

    def __init__(self, part: zipfile.ZipInfo) -> None:
        super().__init__(part.filename)
        self.part = part


@dataclass(frozen=True, slots=True)
class Bounds:
    """The bounds of an archive.

    parts: how many; unpacked: bytes of all parts together; ratio: how many times its packed size a
    part may have, once it is above ``floor`` bytes: rows of blank cells pack 200:1 and harm nobody,
    a bomb needs volume. directory: bytes that ``zipfile`` reads in one go, some 100 for each part.
    """

    parts: int
    unpacked: int
    floor: int
    ratio: int = 100
    directory: int = MB


def holds_macros(name: str) -> bool:
    """Tell whether a part of that name is one of macros or controls."""
    return any(word in f"/{name}".lower() for word in _MACRO_PARTS)


def _look_at_nothing(part: zipfile.ZipInfo, piece: bytes) -> None:
    """Ignore a piece."""


class BoundedArchive:
    """An open archive whose directory was checked; use it in a ``with`` statement.

    parts: by their names in lower case, for names are equal whatever their case. Every method
    raises ArchiveError.
    """

    def __init__(self, file: IO[bytes], bounds: Bounds) -> None:
        self._bounds = bounds
        with _unpacking():
            self._zip = zipfile.ZipFile(_Piecewise(file, bounds.directory))
            self.parts = _by_name(self._zip.infolist(), bounds)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._zip.close()

    def check(self, look: Callable[[zipfile.ZipInfo, bytes], None] = _look_at_nothing) -> None:
        """Unpack every part once, and refuse what passes a bound or is not what the directory says.

        look: is shown each piece, and refuses it by an exception of its own.
        """
        if sum(part.file_size for part in self.parts.values()) > self._bounds.unpacked:
            raise TooLargeError
        whole = 0
        for part in self.parts.values():
            whole += self._check_part(part, look, whole)

    def pieces(self, part: zipfile.ZipInfo) -> Iterator[bytes]:
        """Yield the bytes of a part in pieces."""
        # zipfile stops silently at the size that the directory declares; with a limit of our own
        # in its place it goes on to the real end and compares the check sum there.
        unbelieved = copy.copy(part)
        unbelieved.file_size = self._bounds.unpacked + _PIECE
        with _unpacking(), self._zip.open(unbelieved) as stream:
            while piece := stream.read(_PIECE):
                yield piece

    def _check_part(
        self, part: zipfile.ZipInfo, look: Callable[[zipfile.ZipInfo, bytes], None], preceding: int
    ) -> int:
        """Return the real size of a part; preceding: that of those before it."""
        size = 0
        most = max(self._bounds.floor, self._bounds.ratio * part.compress_size)
        for piece in self.pieces(part):
            size += len(piece)
            if preceding + size > self._bounds.unpacked:
                raise TooLargeError
            if size > most:
                raise BombError(part)
            look(part, piece)
        if size != part.file_size:
            raise DamagedError
        return size


def _by_name(parts: list[zipfile.ZipInfo], bounds: Bounds) -> dict[str, zipfile.ZipInfo]:
    if len(parts) > bounds.parts:
        raise TooManyPartsError
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise LockedArchiveError
    by_name = {part.filename.lower(): part for part in parts}
    # Entries that share one place unpack the same bytes again and again.
    places = {part.header_offset for part in parts}
    unusual = any(part.compress_type not in _PACKINGS for part in parts)
    if min(len(by_name), len(places)) < len(parts) or unusual:
        raise DamagedError
    return by_name


class _Piecewise(io.BufferedIOBase):
    """A file that is not read in one large go, as a directory of a million names would be."""

    def __init__(self, file: IO[bytes], most: int) -> None:
        self._file = file
        self._most = most

    def read(self, size: int | None = -1, /) -> bytes:
        most = self._most + 1
        piece = self._file.read(most if size is None or size < 0 else min(size, most))
        if len(piece) > self._most:
            raise TooManyPartsError
        return piece

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def seekable(self) -> bool:
        return True


@contextmanager
def _unpacking() -> Iterator[None]:
    try:
        yield
    except _BROKEN as error:
        raise DamagedError from error
