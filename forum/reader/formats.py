"""Formats that are no record: told by their first bytes and by their names' endings."""

import re
from typing import Final

from forum.reader.errors import DocumentError

WORD: Final = b"PK\x03\x04"
XML_SCHEDULE: Final = "schedule.xml"
JSON_SCHEDULE: Final = "schedule.json"
_XML_SCHEDULE: Final = re.compile(rb"\s*<(?:(?:\?xml|!DOCTYPE)\b.*?<)?schedule\b", re.DOTALL)
_JSON_SCHEDULE: Final = re.compile(rb'\s*\{.*"(?:schedule|conference)"\s*:', re.DOTALL)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLDER: Final = frozenset({".doc", ".dot", ".wps", ".wpt", ".rtf"})
_NEWER: Final = frozenset({".docx", ".docm", ".dotx"})
_MARKUP = re.compile(rb"\s*<(?:\?xml|!doctype|html)\b|MIME-Version:", re.IGNORECASE)
_HTML: Final = re.compile(rb"<html\b", re.IGNORECASE)
_NO_TEXT: Final = (
    b"PK\x05\x06", b"PK\x07\x08", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ",
    b"\x7fELF",
)  # fmt: skip
_PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")


def find_utf16(head: bytes) -> str:
    """Return the codec of a file that begins as markup or JSON in UTF-16, "" for another."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if head.startswith((b"<\0", b"{\0")):
        return "utf-16-le"
    return "utf-16-be" if head.startswith((b"\0<", b"\0{")) else ""


def find_schedule_kind(suffix: str, head: bytes) -> str:
    """Return what kind of schedule a file begins as, "" for none.

    suffix: of the name, in lower case; head: the file's first kilobytes.
    """
    codec = find_utf16(head)
    text = head.decode(codec, "ignore").encode() if codec else head
    start = text.removeprefix(b"\xef\xbb\xbf")
    if _XML_SCHEDULE.match(start):
        return XML_SCHEDULE
    return JSON_SCHEDULE if suffix == ".json" or _JSON_SCHEDULE.match(start) else ""


def refuse_other_formats(suffix: str, head: bytes) -> None:
    """Raise DocumentError unless the file may be a plain text or a Word document.

    suffix: of the name, in lower case; head: the file's first kilobytes.
    """
    if find_schedule_kind(suffix, head):
        return
    if suffix == ".pdf" or head.lstrip().startswith(b"%PDF"):
        raise DocumentError("pdf")
    if suffix in _OLDER or head.startswith((_OLE, b"{\\rtf")):
        raise DocumentError("older_format")
    if suffix == ".xml" and not _HTML.search(head):
        raise DocumentError("no_schedule")
    if _MARKUP.match(head.removeprefix(b"\xef\xbb\xbf")):
        raise DocumentError("web_page")
    if head.startswith(_PICTURES):
        raise DocumentError("picture")
    if head.startswith(_NO_TEXT):
        raise DocumentError("no_text")
    if suffix in _NEWER and not head.startswith(WORD):
        raise DocumentError("no_word")
