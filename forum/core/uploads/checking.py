"""An upload is looked at, or refused in one sentence: the file, what is wrong, what to do."""

from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _
from PIL import Image

from forum.core.archives import ArchiveError, OversizedError
from forum.core.control_characters import printable_file_name
from forum.core.images.checking import MAX_PIXELS
from forum.core.uploads.file_types import DOCUMENTS, OLDER, PICTURES, ZIP, FileKind, endings
from forum.core.uploads.office_package import MacrosError, main_types

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
