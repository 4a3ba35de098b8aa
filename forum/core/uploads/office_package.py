"""What an Office document says that it is. Parts and content types: ECMA-376 part 2."""

from collections.abc import Iterable
from typing import IO, Final
from xml.parsers import expat

from forum.core.archives import (
    MB,
    BoundedArchive,
    Bounds,
    DamagedError,
    OversizedError,
    holds_macros,
)

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
