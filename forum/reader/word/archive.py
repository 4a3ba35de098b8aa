"""The zip archive of a Word document, looked at before any of it is believed."""

import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath
from typing import Final, Self

from forum.core import archives
from forum.core.archives import MB, holds_macros
from forum.reader.errors import DocumentError

MAX_XML: Final = 8 * MB  # of all XML parts together, unpacked
MAX_WHOLE: Final = 60 * MB  # of all parts together, unpacked
MAX_PICTURE: Final = 20 * MB
# For documents of some hundred pages; a record with its photos stays far below.
BOUNDS: Final = archives.Bounds(parts=2_000, unpacked=MAX_WHOLE, floor=128 * 1024)
_XML_SUFFIXES: Final = frozenset({".xml", ".rels", ".vml"})


class Archive:
    """An open archive whose parts were checked; use it in a ``with`` statement.

    Raises DocumentError from any method when the archive is damaged, locked or hostile.
    """

    def __init__(self, path: Path) -> None:
        with ExitStack() as stack:
            file = stack.enter_context(path.open("rb"))
            with _refusing():
                self._zip = stack.enter_context(archives.BoundedArchive(file, BOUNDS))
            self._parts = self._zip.parts
            if any(holds_macros(name) for name in self._parts):
                raise DocumentError("macros")
            self._open = stack.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._open.close()

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._parts

    def check(self) -> None:
        """Unpack every part once, in pieces, and refuse what passes a limit, lies or is damaged."""
        xml = 0

        def count(part: zipfile.ZipInfo, piece: bytes) -> None:
            nonlocal xml
            xml += len(piece) if _is_xml(part) else 0
            if xml > MAX_XML:
                raise _too_much_xml()

        with _refusing():
            self._zip.check(count)

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
            raise DocumentError("picture_missing", name=name)
        return b"".join(
            self._limited(part, MAX_PICTURE, lambda: DocumentError("picture_too_large", name=name))
        )

    def _limited(
        self, part: zipfile.ZipInfo, limit: int, error: Callable[[], DocumentError]
    ) -> Iterator[bytes]:
        size = 0
        with _refusing():
            for piece in self._zip.pieces(part):
                size += len(piece)
                if size > limit:
                    raise error()
                yield piece


def _is_xml(part: zipfile.ZipInfo) -> bool:
    return PurePosixPath(part.filename.lower()).suffix in _XML_SUFFIXES


def too_large() -> DocumentError:
    """The refusal of a file whose photos make it too large."""
    return DocumentError("too_large")


def _too_much_xml() -> DocumentError:
    return DocumentError("too_much_xml")


@contextmanager
def _refusing() -> Iterator[None]:
    """Say in a sentence why an archive is refused."""
    try:
        yield
    except archives.BombError as error:
        raise DocumentError(
            "bomb_text" if _is_xml(error.part) else "bomb_photos", part=error.part.filename
        ) from error
    except archives.TooManyPartsError as error:
        raise DocumentError("too_many_parts") from error
    except archives.TooLargeError as error:
        raise too_large() from error
    except archives.LockedArchiveError as error:
        raise DocumentError("locked") from error
    except archives.ArchiveError as error:
        raise DocumentError("damaged") from error
