"""The smallest files that are recordings and captions by their content."""

from typing import Final

from django.core.files.base import ContentFile


def box(kind: bytes, content: bytes = b"") -> bytes:
    return (8 + len(content)).to_bytes(4) + kind + content


MP4: Final = (
    box(b"ftyp", b"isom" + bytes(4) + b"isommp42") + box(b"moov", bytes(8)) + box(b"mdat", bytes(8))
)
EBML: Final = b"\x1a\x45\xdf\xa3\x8b\x42\x86\x81\x01\x42\x82\x84webm"
WEBM: Final = EBML + b"\x18\x53\x80\x67\x84" + bytes(4)
CAPTIONS: Final = "WEBVTT\n\n00:01.000 --> 00:02.500 align:start\n各位来宾\n".encode()


def as_file(content: bytes, name: str) -> ContentFile[bytes]:
    return ContentFile(content, name=name)
