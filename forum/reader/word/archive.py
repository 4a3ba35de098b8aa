"""The zip archive of a Word document, looked at before any of it is believed."""

import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath
from typing import Final, Self

from django.utils.translation import gettext

from forum.core import archives
from forum.core.archives import MB
from forum.core.uploads.office_package import holds_macros
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
                self._zip = stack.enter_context(archives.Archive(file, BOUNDS))
            self._parts = self._zip.parts
            if any(holds_macros(name) for name in self._parts):
                raise _with_macros()
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
            raise DocumentError(
                gettext('the picture "%(name)s" is missing in the file.') % {"name": name}
            )
        return b"".join(self._limited(part, MAX_PICTURE, lambda: _picture_too_large(name)))

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


def _bomb(part: zipfile.ZipInfo) -> DocumentError:
    if _is_xml(part):
        remedy = gettext("copy its text into a new document and save that as .docx")
    else:
        remedy = gettext("import it without photos and upload them in the admin")
    return DocumentError(
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


def _with_macros() -> DocumentError:
    return DocumentError(
        gettext("the file holds macros, which are not taken; save it as .docx without them.")
    )


@contextmanager
def _refusing() -> Iterator[None]:
    """Say in a sentence why an archive is refused."""
    try:
        yield
    except archives.BombError as error:
        raise _bomb(error.part) from error
    except archives.TooManyPartsError as error:
        raise _too_many_parts() from error
    except archives.TooLargeError as error:
        raise too_large() from error
    except archives.LockedError as error:
        raise _locked() from error
    except archives.ArchiveError as error:
        raise _damaged() from error


def _too_many_parts() -> DocumentError:
    return DocumentError(
        gettext(
            "the file holds more than 2,000 parts, as no document does; copy its text into a "
            "new document and save that as .docx."
        )
    )


def _locked() -> DocumentError:
    return DocumentError(gettext("the file is locked by a password; save it without one as .docx."))
