"""What public pages are asked for behind their paths."""

from typing import Final
from urllib.parse import parse_qsl

# Of any other key nothing is heard.
QUERY_KEYS: Final = frozenset({
    "page", "p", "events", "q", "kind", "event", "v", "country", "organization", "language",
    "audience", "topic", "series", "year", "role", "city", "day", "room",
})  # fmt: skip


def split_query(query: str) -> tuple[list[tuple[str, str]], bool]:
    """Return what some page knows of a query, and whether there was anything else."""
    pairs = parse_qsl(query, keep_blank_values=True)
    known = [(name, value) for name, value in pairs if name in QUERY_KEYS]
    return known, len(known) < len(pairs)
