"""What public pages are asked for behind their paths."""

from typing import Final
from urllib.parse import parse_qsl

from forum.core.languages import language_of_segment
from forum.models.list_pages import LISTS

VERSION: Final = "v"
_REMARKS: Final = frozenset({"year", "series", "role"})
# Path below its language, * for a slug -> the keys that its page hears of; all others hear of none.
_KEYS: Final[dict[str, frozenset[str]]] = {
    **{route: page.keys for route, page in LISTS.items() if page.keys},
    "events/*/accent.css": frozenset({VERSION}),
    "series/*": frozenset({"page"}),
    "people/*": _REMARKS | {"page", "topic", "products"},
    "organizations/*": _REMARKS | {"page", "topic", "country", "events", "products"},
    "topics/*": _REMARKS | {"page", "country", "events", "sessions", "products"},
    "search": _REMARKS | {"page", "topic", "country", "q", "kind", "event"},
    "search/*": frozenset({"q"}),
}


# What a script of the page hears of, and the page itself does not.
_KEYS_OF_SCRIPTS: Final[dict[str, frozenset[str]]] = {
    "events/*": frozenset({"day", "room", "kind"})
}


def find_keys(path: str) -> frozenset[str]:
    """Return the keys that the page of an address hears of, also before it was led to it."""
    return _KEYS.get(_shape_of(path), frozenset())


def select_handed_on(query: str, path: str) -> list[tuple[str, str]]:
    """Return what a page of a path, or a script of it, knows of a query: a redirect keeps it."""
    keys = find_keys(path) | _KEYS_OF_SCRIPTS.get(_shape_of(path), frozenset())
    return [
        (name, value) for name, value in parse_qsl(query, keep_blank_values=True) if name in keys
    ]


def _shape_of(path: str) -> str:
    """Return a path below its language, * for a slug."""
    parts = [part for part in path.split("/") if part]
    if parts[:1] == ["preview"]:
        # Before the page's own path stands the number of the link.
        parts = parts[2:]
    if parts and language_of_segment(parts[0]):
        parts = parts[1:]
    return "/".join([*parts[:1], *("*" for _slug in parts[1:2]), *parts[2:]])


def split_query(query: str, path: str) -> tuple[list[tuple[str, str]], bool]:
    """Return what the page of a path knows of a query, and whether there was anything else."""
    pairs = parse_qsl(query, keep_blank_values=True)
    keys = find_keys(path)
    known = [(name, value) for name, value in pairs if name in keys]
    return known, len(known) < len(pairs)
