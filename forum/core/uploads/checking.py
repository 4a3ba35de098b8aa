"""An upload is looked at, or refused in one sentence: the file, what is wrong, what to do."""

from collections.abc import Iterable
from typing import IO, Final
from xml.parsers import expat

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _
from PIL import Image

from forum.core.archives import (
    MB,
    ArchiveError,
    BoundedArchive,
    Bounds,
    DamagedError,
    OversizedError,
    holds_macros,
)
from forum.core.control_characters import printable_file_name
from forum.core.images.checking import MAX_PIXELS
from forum.core.uploads.file_types import DOCUMENTS, OLDER, PICTURES, ZIP, FileKind, endings

_HEAD: Final = 16
_LONGEST_NAME: Final = 80


def check(upload: File[bytes], kinds: tuple[FileKind, ...] = DOCUMENTS) -> None:
    """Raise ValidationError unless an upload is a sound file of one of the kinds, and named so."""
    name = _printable(upload.name)
    if not upload.size:
        raise _refusal(_("“%(file)s” is empty; choose the right file."), name)
    if upload.size > settings.DOCUMENT_MAX_BYTES:
        raise _too_large(name)
    kind = _kind_of(upload, name, kinds)
    if not name.lower().endswith(kind.suffixes):
        raise _refusal(
            _("“%(file)s” is %(kind)s by its content; name it “….%(suffix)s” and upload it again."),
            name,
            kind=kind.name,
            suffix=kind.suffixes[0].removeprefix("."),
        )
    upload.seek(0)


def limit() -> int:
    """Return the largest size of a file in megabytes."""
    return int(settings.DOCUMENT_MAX_BYTES // (1024 * 1024))


def listed(kinds: tuple[FileKind, ...]) -> str:
    """Return the endings of kinds as a list in words: PDF, DOCX, XLSX or PPTX."""
    names = [suffix.removeprefix(".").upper() for suffix in endings(kinds) if suffix != ".jpeg"]
    return _("%(kinds)s or %(last)s") % {"kinds": _(", ").join(names[:-1]), "last": names[-1]}


def _kind_of(upload: File[bytes], name: str, kinds: tuple[FileKind, ...]) -> FileKind:
    head = _head(upload)
    for kind in kinds:
        if kind.head and head.startswith(kind.head):
            if kind in PICTURES:
                _look_at_picture(upload, name)
            return kind
    office = [kind for kind in kinds if kind.main_type]
    if office and head.startswith(ZIP):
        if found := _office_kind(upload, name, office):
            return found
    elif head.startswith(OLDER):
        raise _refusal(
            _(
                "“%(file)s” is of an older kind (.doc, .xls, .ppt, .rtf) or locked by a password; "
                "save it as %(kinds)s without a password and upload it again."
            ),
            name,
            kinds=listed(kinds),
        )
    raise _refusal(
        _("“%(file)s” is not a file that is taken here; save it as %(kinds)s and upload it again."),
        name,
        kinds=listed(kinds),
    )


def _office_kind(upload: File[bytes], name: str, kinds: list[FileKind]) -> FileKind | None:
    upload.seek(0)
    try:
        types = main_types(upload)
    except MacrosError as error:
        raise _refusal(
            _(
                "“%(file)s” holds macros or controls, which are not taken; save it as .docx, "
                ".xlsx or .pptx without them and upload it again."
            ),
            name,
        ) from error
    except OversizedError as error:
        raise _refusal(
            _(
                "“%(file)s” unpacks to far more than a document holds; save it anew, or as PDF, "
                "and upload it again."
            ),
            name,
        ) from error
    except ArchiveError as error:
        raise _damaged(name) from error
    return next((kind for kind in kinds if kind.main_type in types), None)


def _look_at_picture(upload: File[bytes], name: str) -> None:
    """Look at a picture's header; a picture of millions of pixels is not even decoded."""
    upload.seek(0)
    try:
        with Image.open(upload, formats=["JPEG", "PNG"]) as image:
            if image.width * image.height > MAX_PIXELS:
                raise _too_large(name)
            image.verify()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError,
            Image.DecompressionBombWarning) as error:  # fmt: skip
        raise _damaged(name) from error


def _head(upload: File[bytes]) -> bytes:
    upload.seek(0)
    head: bytes = upload.read(_HEAD)
    return head


def _too_large(name: str) -> ValidationError:
    return _refusal(
        _("“%(file)s” is larger than %(limit)d MB; save it smaller and upload it again."),
        name,
        limit=limit(),
    )


def _damaged(name: str) -> ValidationError:
    return _refusal(
        _("“%(file)s” is damaged or incomplete; open it, save it anew and upload it again."),
        name,
    )


def _refusal(sentence: str, name: str, **words: object) -> ValidationError:
    return ValidationError(sentence % {"file": name, **words}, code="refused")


def _printable(name: str | None) -> str:
    """Make a name fit for a sentence: it may hold anything, and be long."""
    text = printable_file_name(name or "?")
    return text if len(text) <= _LONGEST_NAME else f"…{text[-_LONGEST_NAME:]}"


# Names and offsets of 5,000 parts take some 500 kB.
BOUNDS: Final = Bounds(parts=5_000, unpacked=300 * MB, floor=8 * MB, directory=2 * MB)
_MAX_TYPES: Final = MB
_TYPES: Final = "[content_types].xml"
_MACRO_TYPES: Final = ("macroenabled", "vbaproject", "vbadata", "macrosheet", "activex")


class MacrosError(Exception):
    """The document holds macros or controls, which run on the machine of whoever opens it."""


def main_types(file: IO[bytes]) -> list[str]:
    """Return the content types of the parts that are named one by one, the main part's among them.

    Raises ArchiveError or MacrosError.
    """
    with BoundedArchive(file, BOUNDS) as archive:
        if any(holds_macros(name) for name in archive.parts):
            raise MacrosError
        if _TYPES not in archive.parts:
            raise DamagedError
        archive.check()
        named, usual = _content_types(_text(archive))
    if any(
        word in part_type.lower()
        for part_type in (*named.values(), *usual)
        for word in _MACRO_TYPES
    ):
        raise MacrosError
    return [kind for name, kind in named.items() if name in archive.parts]


def _text(archive: BoundedArchive) -> Iterable[bytes]:
    part = archive.parts[_TYPES]
    if part.file_size > _MAX_TYPES:
        raise OversizedError
    return archive.pieces(part)


def _content_types(text: Iterable[bytes]) -> tuple[dict[str, str], set[str]]:
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
    try:
        parser.Parse(b"".join(text), True)
    except expat.ExpatError as error:
        raise DamagedError from error
    return named, usual


def _refuse(*_declaration: object) -> None:
    # No Office document declares a document type; entities that grow without end need one.
    raise DamagedError
