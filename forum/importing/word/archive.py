"""The zip archive of a Word document, looked at before any of it is believed.

Whatever the archive's directory says of sizes is counted again while unpacking, in pieces. Limits
and floors are for documents of some hundred pages; a record with its photos stays far below them.
"""

import copy
import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Final, Self

from django.utils.translation import gettext

from forum.base.documents.package import holds_macros
from forum.importing.errors import DocumentError

MB: Final = 1024 * 1024
MAX_XML: Final = 8 * MB  # of all XML parts together, unpacked
MAX_WHOLE: Final = 60 * MB  # of all parts together, unpacked
MAX_PICTURE: Final = 20 * MB
MAX_RATIO: Final = 100
# A page of blank table cells packs 200:1 and harms nobody; a bomb needs volume.
RATIO_FLOOR: Final = 128 * 1024
MAX_PARTS: Final = 2_000
# Names and offsets of 2,000 parts take some 200 kB; ``zipfile`` reads the directory in one go.
_MAX_READ: Final = MB
_PIECE: Final = 64 * 1024
_XML_SUFFIXES: Final = frozenset({".xml", ".rels", ".vml"})
_PACKINGS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED: Final = 0x1 | 0x40
_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, OverflowError,
    RuntimeError, ValueError,
)  # fmt: skip


class Archive:
    """An open archive whose parts were checked; use it in a ``with`` statement.

    Raises DocumentError from any method when the archive is damaged, locked or hostile.
    """

    def __init__(self, path: Path) -> None:
        self._file = _PiecewiseFile(io.FileIO(path))
        try:
            with _unpacking():
                self._zip = zipfile.ZipFile(self._file)
            self._parts = _by_name(self._zip.infolist())
        except DocumentError:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._zip.close()
        self._file.close()

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._parts

    def check(self) -> None:
        """Unpack every part once, in pieces, and refuse what passes a limit, lies or is damaged."""
        declared, real = _Measure(), _Measure()
        for part in self._parts.values():
            declared.count(part, [part.file_size])
        for part in self._parts.values():
            real.count(part, map(len, self._pieces(part)))

    def spelled(self, name: str) -> str:
        """Return a part's name as the archive spells it: names are equal whatever their case."""
        return self._parts[name.lower()].filename

    def xml(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of an XML part in pieces."""
        return self._limited(self._parts[name.lower()], MAX_XML, _too_much_xml)

    def picture(self, name: str) -> bytes:
        """Return one picture, at most MAX_PICTURE bytes."""
        part = self._parts.get(name.lower())
        if part is None:
            raise DocumentError(
                gettext('the picture "%(name)s" is missing in the file.') % {"name": name}
            )
        return b"".join(self._limited(part, MAX_PICTURE, lambda: _picture_too_large(name)))

    def _limited(
        self, part: zipfile.ZipInfo, limit: int, error: Callable[[], DocumentError]
    ) -> Iterator[bytes]:
        size = 0
        for piece in self._pieces(part):
            size += len(piece)
            if size > limit:
                raise error()
            yield piece

    def _pieces(self, part: zipfile.ZipInfo) -> Iterator[bytes]:
        # zipfile stops silently at the size that the directory declares; with a limit of our own
        # in its place it goes on to the real end and compares the check sum there.
        unbelieved = copy.copy(part)
        unbelieved.file_size = MAX_WHOLE + _PIECE
        with _unpacking(), self._zip.open(unbelieved) as stream:
            while piece := stream.read(_PIECE):
                yield piece


class _PiecewiseFile(io.BufferedReader):
    """A file that refuses to be read in one large go, as a directory of a million names is."""

    def read(self, size: int | None = -1, /) -> bytes:
        most = _MAX_READ + 1
        data = super().read(most if size is None or size < 0 else min(size, most))
        if len(data) > _MAX_READ:
            raise zipfile.BadZipFile
        return data


class _Measure:
    """Counts what parts unpack to, and refuses what passes a limit."""

    def __init__(self) -> None:
        self.xml = self.whole = 0

    def count(self, part: zipfile.ZipInfo, sizes: Iterable[int]) -> None:
        """Add one part, piece by piece."""
        unpacked = 0
        for size in sizes:
            unpacked += size
            self.whole += size
            self.xml += size if _is_xml(part) else 0
            self._refuse_excess()
            _refuse_bomb(part, unpacked)
        if unpacked != part.file_size:
            raise _damaged()

    def _refuse_excess(self) -> None:
        if self.xml > MAX_XML:
            raise _too_much_xml()
        if self.whole > MAX_WHOLE:
            raise too_large()


def _by_name(parts: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    by_name = {part.filename.lower(): part for part in parts}
    if len(parts) > MAX_PARTS:
        raise DocumentError(
            gettext(
                "the file holds more than 2,000 parts, as no document does; copy its text into a "
                "new document and save that as .docx."
            )
        )
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise DocumentError(
            gettext("the file is locked by a password; save it without one as .docx.")
        )
    if any(holds_macros(part.filename) for part in parts):
        raise DocumentError(
            gettext("the file holds macros, which are not taken; save it as .docx without them.")
        )
    # Entries that share one place unpack the same bytes again and again.
    places = {part.header_offset for part in parts}
    unusual = any(part.compress_type not in _PACKINGS for part in parts)
    if len(by_name) < len(parts) or len(places) < len(parts) or unusual:
        raise _damaged()
    return by_name


def _is_xml(part: zipfile.ZipInfo) -> bool:
    return PurePosixPath(part.filename.lower()).suffix in _XML_SUFFIXES


def _refuse_bomb(part: zipfile.ZipInfo, unpacked: int) -> None:
    if unpacked <= max(RATIO_FLOOR, MAX_RATIO * part.compress_size):
        return
    if _is_xml(part):
        remedy = gettext("copy its text into a new document and save that as .docx")
    else:
        remedy = gettext("import it without photos and upload them in the admin")
    raise DocumentError(
        gettext('"%(part)s" unpacks to more than 100 times its size; %(remedy)s.')
        % {"part": part.filename, "remedy": remedy}
    )


def too_large() -> DocumentError:
    """The refusal of a file whose photos make it too large."""
    return DocumentError(
        gettext(
            "the file has more than 60 MB unpacked; import it without photos and upload them in "
            "the admin."
        )
    )


def _too_much_xml() -> DocumentError:
    return DocumentError(
        gettext(
            "the text parts have more than 8 MB unpacked; split the document, or save it as plain "
            "text (.txt)."
        )
    )


def _picture_too_large(name: str) -> DocumentError:
    return DocumentError(
        gettext('the picture "%(name)s" has more than 20 MB; upload a smaller one in the admin.')
        % {"name": name}
    )


def _damaged() -> DocumentError:
    return DocumentError(
        gettext(
            "the Word file is damaged or incomplete; get it again, or open it in Word and save it "
            "anew as .docx."
        )
    )


@contextmanager
def _unpacking() -> Iterator[None]:
    try:
        yield
    except _BROKEN as error:
        raise _damaged() from error
