"""A file that came back -> its texts, whatever its format; what is no such file is refused."""

from pathlib import PurePath
from typing import Final

from django.utils.translation import gettext

from forum.core import archives
from forum.localization.exchange.errors import ExchangeError
from forum.localization.exchange.formats import MAX_TEXT_FILE, po, xliff_reader, xlsx
from forum.localization.exchange.returned_file import ReturnedFile

MAX_FILE: Final = MAX_TEXT_FILE
MAX_UNITS: Final = 200_000
_XML_BEGINS: Final = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<", b"\xfe\xff\x00<")


def read_returned_file(name: str, data: bytes, language: str = "") -> ReturnedFile:
    """Return the texts of a file; raise ExchangeError, whose ``str`` is one sentence.

    name: as people know it. language: into which was translated, for a file that lost it.
    The format is told by the content, not by the name.
    """
    name = PurePath(name).name
    if len(data) > MAX_FILE:
        raise ExchangeError(
            gettext("The file has more than %(most)d MB; split it.")
            % {"most": MAX_FILE // archives.MB}
        )
    file = _read(name, data, language)
    if len(file.units) > MAX_UNITS:
        raise ExchangeError(gettext("The file holds more texts than any of ours would."))
    if not file.units:
        raise ExchangeError(gettext("The file holds no text; send it back as it was sent."))
    return file


def _read(name: str, data: bytes, language: str) -> ReturnedFile:
    if not data.strip():
        raise ExchangeError(gettext("The file is empty; have it sent again."))
    if data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return xlsx.read(name, data, language)
    if data.lstrip().startswith(_XML_BEGINS):
        return xliff_reader.read(name, data)
    if b"msgid" in data or PurePath(name).suffix.lower() == po.SUFFIX:
        return po.read(name, data, language)
    raise ExchangeError(
        gettext("The file is none of XLIFF, XLSX and PO; send it back in its own format.")
    )
