"""XLIFF 1.2, read, from any tool that keeps to it. A document type is refused, so no entity."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from django.utils.translation import gettext

from forum.core.content import language_codes
from forum.core.languages import language_of_segment
from forum.core.translated import html_lang
from forum.localization.exchange.errors import ExchangeError
from forum.localization.exchange.inline_codes import (
    CodeSpan,
    Placeholder,
    decode_text,
    opened_element,
    unescape_markup,
)
from forum.localization.exchange.returned_file import ReturnedFile, ReturnedUnit, parse_timestamp
from forum.localization.exchange.unit_ids import parse_unit_id

MAX_ELEMENTS: Final = 1_000_000
MAX_DEPTH: Final = 100
_XLIFF: Final = "{urn:oasis:names:tc:xliff:document:1."
# Inline elements whose content is code of another tool, not text.
_FOREIGN: Final = frozenset({"bpt", "ept", "ph", "it", "bx", "ex", "sub"})
# States that say that a translator is done; 5.2 of the specification.
_DONE: Final = frozenset({"translated", "final", "signed-off"})
_TO_DO: Final = ("new", "needs-")


def read(name: str, data: bytes) -> ReturnedFile:
    """Return the units of a file; raise ExchangeError."""
    root = _parsed(data)
    if _local(root) != "xliff" or root.get("version") not in ("1.0", "1.1", "1.2"):
        raise ExchangeError(
            gettext("The file is not XLIFF 1.2; save it in the format in which it was sent.")
        )
    files = _children(root, "file")
    units = [unit for file in files for unit in _units(file)]
    moments = [moment for file in files if (moment := _exported_at(file))]
    return ReturnedFile(name, units, min(moments, default=None))


def _exported_at(file: Element) -> datetime | None:
    # Tools may write the day of their own work over the date.
    return parse_timestamp(file.get("product-version", "")) or parse_timestamp(file.get("date", ""))


def _units(file: Element) -> Iterator[ReturnedUnit]:
    code = file.get("target-language", "")
    language = language_of_segment(code)
    for unit in _descendants(file, "trans-unit"):
        if language is None:
            raise ExchangeError(
                gettext(
                    "The file's target language “%(code)s” is none of the site's; write one of "
                    "these there: %(codes)s."
                )
                % {"code": code, "codes": ", ".join(map(html_lang, language_codes()))}
            )
        yield _unit(unit, language)


def _unit(unit: Element, language: str) -> ReturnedUnit:
    key = parse_unit_id(unit.get("id", ""))
    source, target = _child(unit, "source"), _child(unit, "target")
    reading = _Reading(rich=key is not None and key.is_rich)
    source_text = reading.source(source)
    target_text = reading.target(target)
    state = target.get("state", "") if target is not None else ""
    return ReturnedUnit(
        key=unit.get("id", ""),
        language=language,
        source=source_text,
        target=target_text,
        is_confirmed=_is_confirmed(state, unit.get("approved", "")),
        unknown_codes=tuple(reading.unknown),
    )


def _is_confirmed(state: str, approved: str) -> bool | None:
    """Tell whether the translator vouches for the target. Tools write one mark or the other."""
    if state.startswith(_TO_DO):
        # Some tools only set “approved”, and leave the state that was there.
        return approved == "yes"
    return True if state in _DONE or approved == "yes" else None


@dataclass(slots=True)
class _Reading:
    """Reads both texts of a unit: what a code of the target stands for is kept in the source."""

    rich: bool
    unknown: list[str] = field(default_factory=list)
    _known: dict[str, str] = field(default_factory=dict)

    def source(self, element: Element | None) -> str:
        """Return the source, and remember its codes."""
        if element is None:
            return ""
        for child in element.iter():
            if _local(child) in ("g", "x") and "equiv-text" in child.attrib:
                self._known[child.get("id", "")] = unescape_markup(child.get("equiv-text", ""))
        return self._text(element)

    def target(self, element: Element | None) -> str:
        """Return the target with its codes as the source has them."""
        return "" if element is None else self._text(element)

    def _text(self, element: Element) -> str:
        return decode_text(list(self._content(element)), self.rich)

    def _content(self, element: Element) -> Iterator[str | Placeholder | CodeSpan]:
        yield element.text or ""
        for child in element:
            yield from self._inline(child)
            yield child.tail or ""

    def _inline(self, element: Element) -> Iterator[str | Placeholder | CodeSpan]:
        name, raw = _local(element), self._raw(element)
        tag = opened_element(raw)
        if name == "x" and raw:
            yield Placeholder(0, raw)
        elif name == "g" and tag:
            yield CodeSpan(0, tag, raw, list(self._content(element)))
        else:
            if name != "mrk":
                self.unknown.append(f"<{name} id={element.get('id', '')[:40]}>")
            if name not in _FOREIGN:
                # Within a mark of a tool, as for a segment, stands the text itself.
                yield from self._content(element)

    def _raw(self, element: Element) -> str:
        """Return what a code stands for, "" where nothing says so."""
        fallback = unescape_markup(element.get("equiv-text", ""))
        return self._known.get(element.get("id", ""), fallback)


def _parsed(data: bytes) -> Element:
    parser = DefusedXMLParser(target=_Bounded(), forbid_dtd=True)
    try:
        parser.feed(data)
        root: Element = parser.close()
    except DefusedXmlException as error:
        raise ExchangeError(
            gettext(
                "The file declares a document type or entities, as no translation file does; have "
                "it sent again."
            )
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        # The parser's own words are in one language.
        line, _column = getattr(error, "position", (0, 0))
        reason = gettext("line %(line)d") % {"line": line} if line else " ".join(str(error).split())
        raise ExchangeError(
            gettext("The file is damaged or no XML (%(reason)s); have it sent again.")
            % {"reason": reason}
        ) from error
    return root


class _Bounded(TreeBuilder):
    """Builds a tree of no more elements, and no deeper, than a translation file has."""

    def __init__(self) -> None:
        super().__init__()
        self._count = self._depth = 0

    def start(self, tag: Any, attrs: Any, /) -> Element:
        self._count += 1
        self._depth += 1
        if self._count > MAX_ELEMENTS or self._depth > MAX_DEPTH:
            raise ExchangeError(
                gettext(
                    "The file holds more elements than any of ours would; send it back as it was "
                    "sent."
                )
            )
        return super().start(tag, attrs)

    def end(self, tag: Any, /) -> Element:
        self._depth -= 1
        return super().end(tag)


def _local(element: Element) -> str:
    """Return an element's name where it is XLIFF's, else "", for other vocabularies say nothing."""
    space, brace, name = str(element.tag).rpartition("}")
    # The versions before 1.2 have no namespace or one of their own.
    return name if not brace or space.startswith(_XLIFF) else ""


def _children(element: Element, name: str) -> list[Element]:
    return [child for child in element if _local(child) == name]


def _child(element: Element, name: str) -> Element | None:
    return next(iter(_children(element, name)), None)


def _descendants(element: Element, name: str) -> Iterator[Element]:
    return (descendant for descendant in element.iter() if _local(descendant) == name)
