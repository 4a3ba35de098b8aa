"""Bytes of a plain-text file -> text: byte order mark, else strict UTF-8, else strict GB18030.

A statistical detector misreads short Chinese texts, so nothing is guessed from frequencies. What
fails both strict readings is mended where damage is small, and refused where it is not.
"""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from forum.reader.errors import DocumentError

# The four-byte marks first: UTF-32 LE begins with the mark of UTF-16 LE.
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# What ``--encoding`` may name, by Python's canonical name -> the codec that reads it. GB2312 and
# GBK are read as GB18030, which contains both: files labelled with them hold its characters too.
_NAMED: Final[Mapping[str, str]] = {
    "utf-8": "utf-8", "utf-8-sig": "utf-8", "ascii": "utf-8",
    "utf-16": "utf-16", "utf-16-le": "utf-16-le", "utf-16-be": "utf-16-be", "utf-32": "utf-32",
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030",
    "big5": "big5hkscs", "big5hkscs": "big5hkscs", "cp950": "cp950",
    "iso8859-1": "cp1252", "cp1252": "cp1252", "cp1251": "cp1251", "cp1256": "cp1256",
    "shift_jis": "cp932", "cp932": "cp932", "euc_kr": "cp949", "cp949": "cp949",
}  # fmt: skip

_UTF8_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_ASCII = bytes(range(128))
_SLICE: Final = 64 * 1024
_PROBE: Final = 200_000  # bytes that show what the rest is like
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_HAN = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")

# Of the bytes above 7F in GB18030 prose, 30-40 % happen to form UTF-8 sequences (a single heading
# reaches 50 %); in UTF-8 with a few broken bytes it is nearly all of them.
_UTF8_SHARE: Final = 0.75
_BROKEN_SHARE: Final = 0.02
_FEW_CONTROLS: Final = 8

# The characters that GB18030 gave private code points in 2000 and real ones in 2005 and 2022:
# Python's codec still gives the private ones. Source: GB 18030-2022, appendix D.
_GB_PRIVATE: Final = str.maketrans(
    "\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793\ue794\ue795\ue796\ue7c7"
    "\ue816\ue817\ue818\ue81e\ue826\ue82b\ue82c\ue831\ue832\ue83b\ue843\ue854\ue855\ue864",
    "\ufe10\ufe12\ufe11\ufe13\ufe14\ufe15\ufe16\ufe17\ufe18\ufe19\u1e3f"
    "\U00020087\U00020089\U000200cc\u9fb4\u9fb5\u9fb6\u9fb7\U000215d7\u9fb8\U0002298f"
    "\u9fb9\u9fba\U000241fe\u9fbb",
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded file.

    encoding: utf-8 (with or without its mark), utf-16, utf-32 or gb18030, or the codec that was
    asked for.
    cut: the file ends in the middle of a character, which was left out.
    Bytes that could not be decoded stand in ``text`` as U+FFFD.
    """

    text: str
    encoding: str
    cut: bool = False


def decode(data: bytes, name: str | None = None) -> Decoded:
    """Decode a whole file, by the encoding's name if one is given; raise DocumentError."""
    decoded = _detect(data) if name is None else _as_told(data, name)
    if len(_CONTROLS.findall(decoded.text)) > max(_FEW_CONTROLS, len(decoded.text) // 20):
        raise DocumentError("no_text")
    return decoded


def _detect(data: bytes) -> Decoded:
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _strict(data, codec) or _slightly_broken(_mended(data, codec))
    _refuse_unmarked_utf16(data)
    text = _strict(data, "utf-8")
    if text is None and _utf8_share(data) >= _UTF8_SHARE:
        return _mended(data, "utf-8")
    return text or _gb18030(data) or _slightly_broken(_mended(data, "utf-8"))


def _gb18030(data: bytes) -> Decoded | None:
    if not _pairs_are_han(data):
        return None
    strict = _strict(data, "gb18030")
    return strict or _slightly_broken(_mended(data, "gb18030"))


def _strict(data: bytes, codec: str) -> Decoded | None:
    """Decode without a single broken byte, save a character cut off by the end of the file."""
    decoder = codecs.getincrementaldecoder(_sparing_mark(codec))("strict")
    try:
        text = decoder.decode(data)
    except UnicodeError:
        return None
    return _decoded(text, codec, cut=bool(decoder.getstate()[0]))


def _mended(data: bytes, codec: str) -> Decoded:
    decoder = codecs.getincrementaldecoder(_sparing_mark(codec))("replace")
    text = decoder.decode(data)
    return _decoded(text, codec, cut=bool(decoder.getstate()[0]))


def _decoded(text: str, codec: str, *, cut: bool) -> Decoded:
    return Decoded(text.translate(_GB_PRIVATE) if codec == "gb18030" else text, codec, cut)


def _sparing_mark(codec: str) -> str:
    return "utf-8-sig" if codec == "utf-8" else codec


def _slightly_broken(decoded: Decoded) -> Decoded:
    """Take a reading whose broken places are few enough to be damage; refuse another encoding."""
    if decoded.text.count("\ufffd") > max(1, _BROKEN_SHARE * len(decoded.text)):
        raise DocumentError("unknown_encoding")
    return decoded


def _utf8_share(data: bytes) -> float:
    """The share of the bytes above 7F that stand in well-formed UTF-8 sequences."""
    high = broken = 0
    # In slices: a substitution holds an object for each sequence, 300 MB for a file of 5.
    for start in range(0, len(data), _SLICE):
        piece = data[start : start + _SLICE]
        high += len(piece.translate(None, _ASCII))
        broken += len(_UTF8_SEQUENCE.sub(b"", piece).translate(None, _ASCII))
    return 1 - broken / high if high else 1.0


def _pairs_are_han(data: bytes) -> bool:
    """Tell Chinese from accented Latin letters, whose pairs end in an ASCII letter each time."""
    pairs = re.findall(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]", data[:_PROBE])
    ascii_tails = re.findall(rb"(?<![\x81-\xfe])[\x81-\xfe][a-z]", data[:_PROBE])
    return len(ascii_tails) < 0.5 * len(pairs)


def _refuse_unmarked_utf16(data: bytes) -> None:
    """UTF-16 without a mark cannot be told from rubbish with certainty: name it, let people say."""
    for codec, zeros in (("utf-16-le", data[1::2]), ("utf-16-be", data[0::2])):
        if zeros.count(0) * 200 > len(zeros) and _reads_as(data, codec):
            raise DocumentError("utf16_unmarked", encoding=codec)


def _reads_as(data: bytes, codec: str) -> bool:
    text = data[:_PROBE].decode(codec, errors="replace")
    readable = sum(
        1 for char in text if char.isascii() and (char.isprintable() or char in "\r\n\t")
    )
    return readable + len(_HAN.findall(text)) > 0.8 * len(text)


def _as_told(data: bytes, name: str) -> Decoded:
    codec = _named(name)
    try:
        text = data.decode(_sparing_mark(codec))
    except UnicodeDecodeError as error:
        raise DocumentError(
            "wrong_encoding",
            encoding=name,
            line=_line_of(data, error.start, codec),
        ) from None
    except UnicodeError as error:
        raise DocumentError("not_decodable", encoding=name, reason=str(error)) from error
    return _decoded(text.removeprefix("\ufeff"), codec, cut=False)


def _named(name: str) -> str:
    try:
        return _NAMED[codecs.lookup(name).name]
    except (LookupError, ValueError):
        raise DocumentError(
            "no_such_encoding", name=name, known=", ".join(sorted(set(_NAMED.values())))
        ) from None


def _line_of(data: bytes, offset: int, codec: str) -> int:
    text_ahead = data[:offset].decode(_sparing_mark(codec), errors="replace")
    return len(re.findall(r"\r\n|\r|\n", text_ahead)) + 1
