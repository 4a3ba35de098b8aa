"""Sanitized rich text as blocks and runs, which the typesetter takes as data.

A block: ``kind`` p, heading, list, quote; ``runs`` of a paragraph or heading; ``blocks`` of a
quotation; ``items`` (lists of blocks), ``start`` and ``is_numbered`` of a list; ``depth`` of a
heading, 0 or 1. A run: ``text``, and where they hold ``strong``, ``emphasis``, ``link``.
"""

import re
from html.parser import HTMLParser
from typing import Any

from forum.core.control_characters import printable
from forum.core.richtext import blocks as outermost_blocks

type Json = dict[str, Any]

_HEADINGS = {"h3": 0, "h4": 1}
_CONTAINERS = ("blockquote", "li")


def parse_rich_text(value: str) -> list[Json]:
    """Return the blocks of a sanitized text."""
    return [block for markup in outermost_blocks(value) for block in _Parser(markup).blocks]


class _Parser(HTMLParser):
    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Json] = []
        self._places = [self.blocks]
        self._lists: list[Json] = []
        self._runs: list[Json] | None = None
        self._marks: dict[str, Any] = {}
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "p":
            self._runs = self._add({"kind": "p", "runs": []})["runs"]
        elif tag in _HEADINGS:
            heading = {"kind": "heading", "depth": _HEADINGS[tag], "runs": []}
            self._runs = self._add(heading)["runs"]
        elif tag in ("ul", "ol"):
            start = read_number(attributes.get("start"))
            is_numbered = tag == "ol"
            block = {"kind": "list", "is_numbered": is_numbered, "start": start, "items": []}
            self._lists.append(self._add(block))
        elif tag in _CONTAINERS:
            self._open(tag)
        else:
            self._mark(tag, attributes)

    def handle_endtag(self, tag: str) -> None:
        if tag == "p" or tag in _HEADINGS:
            self._runs = None
        elif tag in ("ul", "ol"):
            self._lists.pop()
        elif tag in _CONTAINERS:
            self._places.pop()
            self._runs = None
        else:
            self._marks.pop({"strong": "strong", "em": "emphasis", "a": "link"}.get(tag, ""), None)

    def handle_data(self, data: str) -> None:
        if self._runs is None:
            if not data.strip():
                return
            self._runs = self._add({"kind": "p", "runs": []})["runs"]
        self._runs.append({"text": printable(data), **self._marks})

    def _open(self, tag: str) -> None:
        within: list[Json] = []
        if tag == "li" and self._lists:
            self._lists[-1]["items"].append(within)
        else:
            self._add({"kind": "quote", "blocks": within})
        self._places.append(within)
        self._runs = None

    def _mark(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag == "br" and self._runs is not None:
            self._runs.append({"text": "\n"})
        elif tag == "strong":
            self._marks["strong"] = True
        elif tag == "em":
            self._marks["emphasis"] = True
        elif tag == "a" and attributes.get("href"):
            self._marks["link"] = attributes["href"]

    def _add(self, block: Json) -> Json:
        self._places[-1].append(block)
        return block


def read_number(text: str | None) -> int:
    """Return the first number of a list; for what is none 1, as browsers do."""
    is_number = re.fullmatch(r"-?[0-9]{1,9}", text or "")
    return int(is_number[0]) if is_number else 1
