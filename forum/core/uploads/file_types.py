"""The kinds of files that are taken, and how their first bytes begin."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
ZIP: Final = b"PK\x03\x04"
# What Word, Excel and PowerPoint wrote before 2007, and still write for a locked document.
OLDER: Final = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file.

    suffixes: what its name may end in, the usual one first. main_type: content type of the main
    part of an Office document, "" for others. head: how other files begin.
    """

    name: "StrPromise"
    suffixes: tuple[str, ...]
    main_type: str = ""
    head: bytes = b""


PDF: Final = FileKind(_("a PDF"), (".pdf",), head=b"%PDF-")
WORD: Final = FileKind(
    _("a Word document"), (".docx",), f"{_OFFICE}.wordprocessingml.document.main+xml"
)
EXCEL: Final = FileKind(
    _("an Excel workbook"), (".xlsx",), f"{_OFFICE}.spreadsheetml.sheet.main+xml"
)
POWERPOINT: Final = FileKind(
    _("a PowerPoint presentation"),
    (".pptx",),
    f"{_OFFICE}.presentationml.presentation.main+xml",
)
JPEG: Final = FileKind(_("a JPEG picture"), (".jpg", ".jpeg"), head=b"\xff\xd8\xff")
PNG: Final = FileKind(_("a PNG picture"), (".png",), head=b"\x89PNG\r\n\x1a\n")

PICTURES: Final = (JPEG, PNG)
DOCUMENTS: Final = (PDF, WORD, EXCEL, POWERPOINT)
# The answer of an office, scanned or photographed.
SCANS: Final = (PDF, *PICTURES)


def endings(kinds: tuple[FileKind, ...]) -> list[str]:
    """Return what the names of files of some kinds may end in."""
    return [suffix for kind in kinds for suffix in kind.suffixes]
