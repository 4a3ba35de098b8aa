"""The small change of JSON-LD: a node, a text, an address, and the script that holds them."""

import json
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from forum.core.content import Record
from forum.core.record_names import name_of
from forum.core.richtext import to_text
from forum.core.translated import in_other_languages, translated
from forum.delivery.record_fragments import address_of

type Node = dict[str, Any]

# As json writes them they would end the script element, or a line within it.
ESCAPES = [(char, f"\\u{ord(char):04x}") for char in "<>&\u2028\u2029"]
# A search engine shows no more, and the page has the whole text.
_DESCRIPTION = 300


def make_node(kind: str, **values: object) -> Node:
    """Return a node of a type; what is empty is left out, a list of one is the one."""
    content: Node = {"@type": kind}
    for name, value in values.items():
        if isinstance(value, list) and len(value) == 1:
            [value] = value
        if value not in (None, "", []):
            content[name] = value
    return content


def render_script(nodes: Iterable[Node]) -> SafeString:
    """Return the script element of some nodes: data, which no browser runs."""
    graph = {"@context": "https://schema.org", "@graph": list(nodes)}
    words = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    for char, escape in ESCAPES:
        words = words.replace(char, escape)
    data = mark_safe(words)  # noqa: S308 - nothing in it can end the element
    return format_html('<script type="application/ld+json">{}</script>', data)


def public_address(record: Any, request: HttpRequest) -> str:
    """Return a record's whole address, "" where the public may not see its page."""
    if not getattr(record.owner, "is_public", False) or not hasattr(record, "get_absolute_url"):
        return ""
    return str(request.build_absolute_uri(address_of(record)))


def make_reference(kind: str, record: Record, request: HttpRequest, **values: object) -> Node:
    """Return a record by its name and, where it has a public page, its address."""
    return make_node(
        kind, name=name_of(record).value, url=public_address(record, request), **values
    )


def page_text(record: Any, field: str) -> str:
    return translated(record, field).value


def other_names(record: Record, field: str) -> list[str]:
    """Return a name as the other languages have it."""
    return [name.value for name in in_other_languages(record, field)]


def short_description(record: Record, field: str) -> str:
    """Return the beginning of a text without markup, cut where a sentence ends if one does."""
    words = " ".join(to_text(page_text(record, field)).split())
    if len(words) <= _DESCRIPTION:
        return words
    cut = words[:_DESCRIPTION]
    end = max(cut.rfind(stop) for stop in ("。", "；", ". ", "! ", "? "))
    return cut[: end + 1] if end > _DESCRIPTION // 3 else f"{cut}…"


def add_reservation(description: str, reservation: str) -> str:
    """Return a description with what a reader must know of the whole record."""
    return f"{description} {reservation}".strip()
