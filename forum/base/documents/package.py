"""The zip archive of an Office document, looked at before it is kept.

Nothing that the archive's directory says of sizes is believed: each part is unpacked once, in
pieces, and counted. Parts and content types: ECMA-376 part 2.
"""

import copy
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, Final
from xml.parsers import expat

MB: Final = 1024 * 1024
MAX_PARTS: Final = 5_000
MAX_UNPACKED: Final = 300 * MB  # of all parts together
MAX_RATIO: Final = 100
# A sheet of blank cells packs 200:1 and harms nobody; a bomb needs volume.
RATIO_FLOOR: Final = 8 * MB
_MAX_TYPES: Final = MB
# Names and offsets of 5,000 parts take some 500 kB; ``zipfile`` reads the directory in one go.
_MAX_READ: Final = 2 * MB
_PIECE: Final = 64 * 1024
_TYPES: Final = "[content_types].xml"
_ENCRYPTED: Final = 0x1 | 0x40
_PACKINGS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_MACRO_TYPES: Final = ("macroenabled", "vbaproject", "vbadata", "macrosheet", "activex")
_MACRO_PARTS: Final = ("vbaproject.bin", "vbadata.xml", "/macrosheets/", "/activex/")
_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, NotImplementedError, OSError,
    OverflowError, RuntimeError, ValueError,
)  # fmt: skip


class DamagedError(Exception):
    """The archive is no sound Office document."""


class OversizedError(Exception):
    """The archive unpacks to more than a document holds."""


class MacrosError(Exception):
    """The document holds macros or controls, which run on the machine of whoever opens it."""


def main_types(file: IO[bytes]) -> list[str]:
    """Return the content types of the parts that are named one by one, the main part's among them.

    Raises DamagedError, OversizedError or MacrosError.
    """
    with _sound(), zipfile.ZipFile(_Piecewise(file)) as archive:
        parts = _by_name(archive.infolist())
        if any(holds_macros(name) for name in parts):
            raise MacrosError
        _unpack(archive, parts)
        named, usual = _content_types(_text(archive, parts))
    if any(word in one.lower() for one in (*named.values(), *usual) for word in _MACRO_TYPES):
        raise MacrosError
    return [kind for name, kind in named.items() if name in parts]


def holds_macros(name: str) -> bool:
    """Tell whether a part of that name is one of macros or controls."""
    return any(word in f"/{name}".lower() for word in _MACRO_PARTS)


def _by_name(parts: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    by_name = {part.filename.lower(): part for part in parts}
    if len(parts) > MAX_PARTS:
        raise OversizedError
    # Entries that share one place unpack the same bytes again and again.
    places = {part.header_offset for part in parts}
    unusual = any(
        part.flag_bits & _ENCRYPTED or part.compress_type not in _PACKINGS for part in parts
    )
    if len(by_name) < len(parts) or len(places) < len(parts) or unusual or _TYPES not in by_name:
        raise DamagedError
    return by_name


def _unpack(archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]) -> None:
    """Unpack every part once, and refuse what is too much or is not what the directory says."""
    whole = 0
    for part in parts.values():
        size = 0
        for piece in _pieces(archive, part):
            size += len(piece)
            if whole + size > MAX_UNPACKED or size > max(
                RATIO_FLOOR, MAX_RATIO * part.compress_size
            ):
                raise OversizedError
        if size != part.file_size:
            raise DamagedError
        whole += size


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    # zipfile stops silently at the size that the directory declares; with a limit of our own in
    # its place it goes on to the real end and compares the check sum there.
    unbelieved = copy.copy(part)
    unbelieved.file_size = MAX_UNPACKED + _PIECE
    with archive.open(unbelieved) as stream:
        while piece := stream.read(_PIECE):
            yield piece


def _text(archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]) -> bytes:
    if parts[_TYPES].file_size > _MAX_TYPES:
        raise OversizedError
    return b"".join(_pieces(archive, parts[_TYPES]))


def _content_types(text: bytes) -> tuple[dict[str, str], set[str]]:
    """Return the types of parts by their names in lower case, and those of names' endings."""
    named: dict[str, str] = {}
    usual: set[str] = set()

    def start(tag: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("ContentType", "")
        if tag.endswith("Override"):
            named[attributes.get("PartName", "").lstrip("/").lower()] = kind
        elif tag.endswith("Default"):
            usual.add(kind)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = _refuse
    parser.Parse(text, True)
    return named, usual


def _refuse(*_declaration: object) -> None:
    # No Office document declares a document type; entities that grow without end need one.
    raise DamagedError


class _Piecewise:
    """A file that refuses to be read in one large go, as a directory of a million names is."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.seek, self.tell = file.seek, file.tell

    def read(self, size: int | None = -1, /) -> bytes:
        most = _MAX_READ + 1
        data: bytes = self._file.read(most if size is None or size < 0 else min(size, most))
        if len(data) > _MAX_READ:
            raise OversizedError
        return data

    def seekable(self) -> bool:
        return True


@contextmanager
def _sound() -> Iterator[Any]:
    try:
        yield
    except _BROKEN as error:
        raise DamagedError from error
