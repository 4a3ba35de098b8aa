"""XML as a stream of events: no tree, no document type, no entities, no depth or tag without end.

Expat reads each part piece by piece, so memory does not grow with the part; a tree takes 20 to 40
bytes for each byte of XML.
"""

from collections.abc import Iterable, Mapping
from typing import Final, Protocol
from xml.parsers import expat

from forum.reader.errors import DocumentError

MAX_DEPTH: Final = 200  # Word writes some 12 levels, and 5 more for each table within a table
_MAX_NAMES: Final = 20_000  # WordprocessingML has some 1,500 names of elements and attributes
_MAX_SILENT_PIECES: Final = 16  # of 64 kB: a tag or comment of 1 MB

# Expat's own. Parts of a document are UTF-8 or UTF-16: ECMA-376 part 2, 10.1.4.
_ENCODINGS: Final = frozenset({"utf-8", "utf-16", "utf-16le", "utf-16be", "us-ascii"})

_OFFICE: Final = "http://schemas.openxmlformats.org"
_STRICT: Final = "http://purl.oclc.org/ooxml"
# Transitional and strict documents differ in their namespaces only.
_PREFIXES: Final[Mapping[str, str]] = {
    f"{_OFFICE}/wordprocessingml/2006/main": "w", f"{_STRICT}/wordprocessingml/main": "w",
    f"{_OFFICE}/drawingml/2006/main": "a", f"{_STRICT}/drawingml/main": "a",
    f"{_OFFICE}/officeDocument/2006/relationships": "r",
    f"{_STRICT}/officeDocument/relationships": "r", f"{_OFFICE}/officeDocument/2006/math": "m",
    f"{_STRICT}/officeDocument/math": "m", f"{_OFFICE}/markup-compatibility/2006": "mc",
    f"{_OFFICE}/package/2006/relationships": "rel", "urn:schemas-microsoft-com:vml": "v",
}  # fmt: skip

type Attributes = Mapping[str, str]


class Handler(Protocol):
    """Hears a part. Names are ``prefix:name`` with the prefixes above, else ``?:name``."""

    def start(self, tag: str, attributes: Attributes) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def data(self, text: str) -> None:
        """Text between two tags, perhaps in pieces."""


def parse(pieces: Iterable[bytes], handler: Handler) -> None:
    """Send the events of one part to the handler; raise DocumentError if it is not sound XML."""
    try:
        _Stream(handler).feed(pieces)
    except expat.ExpatError as error:
        raise _broken() from error


class _Stream:
    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self._names: dict[str, str] = {}
        self._depth = self._events = 0
        self._parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.StartDoctypeDeclHandler = self._doctype
        parser.XmlDeclHandler = self._declaration

    def feed(self, pieces: Iterable[bytes]) -> None:
        silent = 0
        for piece in pieces:
            heard = self._events
            self._parser.Parse(piece, False)
            silent = silent + 1 if heard == self._events else 0
            if silent > _MAX_SILENT_PIECES or len(self._parser.intern) > _MAX_NAMES:
                raise _hostile()
        self._parser.Parse(b"", True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._events += 1
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _hostile()
        short = self._short
        named = attributes and {short(key): attributes[key] for key in attributes}
        self._handler.start(short(name), named)

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._handler.end(self._short(name))

    def _data(self, text: str) -> None:
        self._events += 1
        self._handler.data(text)

    def _doctype(self, *declaration: object) -> None:
        raise _hostile()

    def _declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding and encoding.lower() not in _ENCODINGS:
            raise _broken()

    def _short(self, name: str) -> str:
        short_name = self._names.get(name)
        if short_name is None:
            space, _, local = name.rpartition(" ")
            short_name = f"{_PREFIXES.get(space, '?')}:{local}" if space else local
            self._names[name] = short_name
        return short_name


def _broken() -> DocumentError:
    return DocumentError("broken_xml")


def _hostile() -> DocumentError:
    return DocumentError("hostile")


def whole(value: str | None, default: int, *, limit: int = 32_767) -> int:
    """Read a number that the part may lack or garble; larger ones than Word's own are cut."""
    if value is None or not value.isascii() or not value.isdigit() or len(value) > 9:
        return default
    return min(int(value), limit)


def switched_on(attributes: Attributes) -> bool:
    """Read an on/off property: present means on unless its value says off."""
    return attributes.get("w:val", "1") not in {"0", "false", "off"}
