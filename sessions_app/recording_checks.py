"""A recording and its captions are looked at, or refused in one sentence with the remedy.

Told by their content, not by their names. MP4: ISO/IEC 14496-12; WebM: RFC 8794; WebVTT: W3C.
"""

import re
from collections.abc import Iterator
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _

from forum.core.control_characters import printable_file_name

MEGABYTE: Final = 1024 * 1024
CAPTIONS_MAX_BYTES: Final = 2 * MEGABYTE
MP4, WEBM, VTT = ".mp4", ".webm", ".vtt"

# What browsers play under the name MP4; QuickTime, HEIC and others share its boxes.
_BRANDS: Final = frozenset(
    b"isom iso2 iso3 iso4 iso5 iso6 iso7 iso8 iso9 mp41 mp42 avc1 dash MSNV mmp4".split()
)
# A day in fragments of a second.
_MOST_BOXES: Final = 200_000
_EBML: Final = b"\x1a\x45\xdf\xa3"
_WEBM_TYPE: Final = b"\x42\x82\x84webm"
_SEGMENT: Final = b"\x18\x53\x80\x67"
_MOMENT: Final = r"(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}"
_TIMES: Final = re.compile(rf"{_MOMENT}[ \t]+-->[ \t]+{_MOMENT}(?:[ \t].*)?")
_LONGEST_QUOTE: Final = 40


def check_recording(upload: File[bytes]) -> str:
    """Return the suffix of a video that browsers play; raise ValidationError for another file."""
    limit = settings.RECORDING_MAX_BYTES
    if upload.size > limit:
        raise _refuse(
            _("“%(file)s” is larger than %(limit)d MB; save it smaller and upload it again."),
            upload,
            limit=limit // MEGABYTE,
        )
    upload.seek(0)
    head = upload.read(4096)
    upload.seek(0)
    if head[4:8] == b"ftyp" and _list_brands(head) & _BRANDS:
        is_whole, suffix = _is_whole_mp4(upload), MP4
    elif head.startswith(_EBML) and _WEBM_TYPE in head:
        is_whole, suffix = _is_whole_webm(head, upload.size), WEBM
    else:
        raise _refuse(
            _("“%(file)s” is no MP4 or WebM video; save it as one of these and upload it again."),
            upload,
        )
    upload.seek(0)
    if not is_whole:
        raise _refuse(
            _("“%(file)s” is damaged or incomplete; save it anew and upload it again."), upload
        )
    return suffix


def check_captions(upload: File[bytes]) -> str:
    """Return the suffix of captions in WebVTT; raise ValidationError, with the line, for others."""
    if upload.size > CAPTIONS_MAX_BYTES:
        raise _refuse(
            _("“%(file)s” is larger than %(limit)d MB; captions are text alone. Save it anew."),
            upload,
            limit=CAPTIONS_MAX_BYTES // MEGABYTE,
        )
    upload.seek(0)
    content = upload.read()
    upload.seek(0)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise _refuse(
            _("“%(file)s”, line %(line)d: this is no UTF-8; save the captions in UTF-8."),
            upload,
            line=_number_lines(content[: error.start].decode()),
        ) from None
    _check_lines(upload, re.split(r"\r\n|\n|\r", text.removeprefix("\ufeff")))
    return VTT


def _check_lines(upload: File[bytes], lines: list[str]) -> None:
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        raise _refuse(
            _("“%(file)s”, line 1: “%(text)s” stands where WebVTT begins with WEBVTT; save the "
              "captions as WebVTT (.vtt)."),
            upload,
            text=_quote(lines[0]),
        )  # fmt: skip
    for number, line in enumerate(lines, start=1):
        if "\0" in line or ("-->" in line and not _TIMES.fullmatch(line.strip())):
            raise _refuse(
                _("“%(file)s”, line %(line)d: “%(text)s” is no time of WebVTT; write it as "
                  "00:01:02.500 --> 00:01:05.000."),
                upload,
                line=number,
                text=_quote(line),
            )  # fmt: skip


def _list_brands(head: bytes) -> set[bytes]:
    """Return what the first box of an MP4 says that the file is: its brand, and those it suits."""
    box = head[8 : int.from_bytes(head[:4])]
    return {box[:4], *(box[place : place + 4] for place in range(8, len(box), 4))}


def _is_whole_mp4(upload: File[bytes]) -> bool:
    kinds = set(_list_boxes(upload))
    return {b"moov", b"mdat"} <= kinds and b"" not in kinds


def _list_boxes(upload: File[bytes]) -> Iterator[bytes]:
    """Yield the kind of each outer box; "" for one that the file ends within."""
    place, end = 0, upload.size
    for _number in range(_MOST_BOXES):
        if place == end:
            return
        upload.seek(place)
        head = upload.read(16)
        size = int.from_bytes(head[:4])
        if size == 1:
            size = int.from_bytes(head[8:16])
        elif size == 0:
            size = end - place
        place += size
        if size < 8 or place > end:
            break
        yield head[4:8]
    yield b""


def _is_whole_webm(head: bytes, size: int) -> bool:
    """Tell whether the file is as long as its segment says; a live one does not say."""
    place = head.find(_SEGMENT)
    if place < 0:
        return False
    place += len(_SEGMENT)
    length = 9 - head[place].bit_length() if place < len(head) else 9
    digits = head[place : place + length]
    if length > 8 or len(digits) < length:
        return False
    most = (1 << 7 * length) - 1
    told = int.from_bytes(digits) & most
    return told == most or place + length + told <= size


def _number_lines(text: str) -> int:
    return len(re.split(r"\r\n|\n|\r", text))


def _quote(line: str) -> str:
    text = "".join(char if char.isprintable() else "?" for char in line)
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"


def _refuse(sentence: str, upload: File[bytes], **words: object) -> ValidationError:
    name = printable_file_name(upload.name or "?")
    return ValidationError(sentence % {"file": name, **words}, code="refused")
