"""Formats that are no record: told by their first bytes and by their names' endings."""

import re
from typing import Final

from django.utils.translation import gettext

from forum.reader.errors import DocumentError

WORD: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLDER: Final = frozenset({".doc", ".dot", ".wps", ".wpt", ".rtf"})
_NEWER: Final = frozenset({".docx", ".docm", ".dotx"})
_MARKUP = re.compile(rb"\s*<(?:\?xml|!doctype|html)\b|MIME-Version:", re.IGNORECASE)
_NO_TEXT: Final = (
    b"PK\x05\x06", b"PK\x07\x08", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf",
    b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x7fELF", b"II*\x00", b"MM\x00*",
)  # fmt: skip


def refuse_other_formats(suffix: str, head: bytes) -> None:
    """Raise DocumentError unless the file may be a plain text or a Word document.

    suffix: of the name, in lower case; head: the file's first kilobytes.
    """
    if suffix == ".pdf" or head.lstrip().startswith(b"%PDF"):
        raise DocumentError(gettext("this is a PDF; open its original and save it as .docx."))
    if suffix in _OLDER or head.startswith((_OLE, b"{\\rtf")):
        raise DocumentError(
            gettext(
                "this is a file of an older kind (.doc, .wps, .rtf) or locked by a password; "
                "save it as .docx without a password."
            )
        )
    if _MARKUP.match(head.removeprefix(b"\xef\xbb\xbf")):
        raise DocumentError(gettext("this is a web page; open it in Word and save it as .docx."))
    if head.startswith(_NO_TEXT):
        raise DocumentError(
            gettext("this is not a text; give a plain text (.txt) or a Word document (.docx).")
        )
    if suffix in _NEWER and not head.startswith(WORD):
        raise DocumentError(
            gettext(
                "this is no Word document, though its name says so; get it again, or save it as "
                ".docx, or as .txt if it is plain text."
            )
        )
