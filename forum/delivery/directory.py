"""Directories are cut at the first letter of what they are sorted by, and have an index of them."""

from collections.abc import Callable, Iterable
from itertools import accumulate, groupby
from string import ascii_uppercase
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.http import HttpRequest
from django.utils.translation import get_language

from forum.core.translated import html_lang, latin_letters_lang
from forum.delivery import lists
from forum.delivery.lists import change_address, describe_pages, make_page, page_slice
from forum.delivery.record_fragments import Data
from forum.delivery.statements import Records, Rows
from people.models import NamedQuerySet

# What begins with no letter stands under this, at the end.
OTHER = "#"
# Fewer entries are seen at a glance, or nearly: an index would be as long as they are.
INDEXED_FROM = 24


def list_page_keys(records: "NamedQuerySet[Any]") -> Rows:
    """Return the keys of a page of records: ten thousand whole rows would take long to sort."""
    return records.in_directory_order().values("pk")[page_slice()]


def count_letters(records: "NamedQuerySet[Any]") -> Rows:
    """Return how many records stand under each letter."""
    lettered = records.in_directory_order().order_by().values("directory_letter")
    counts: Rows = lettered.annotate(count=Count("pk"))
    return counts


def describe_directory(
    request: HttpRequest,
    records: Records,
    entries: Iterable[Any],
    describe: Callable[[Any], Data],
) -> Data:
    """Return a page of a directory with its index and how many entries there are in all.

    records: with the ``letters`` of ``count_letters``; entries: those of the page, in order.
    """
    counts = {row["directory_letter"]: row["count"] for row in records["letters"]}
    count = sum(counts.values())
    page = make_page(request, list(entries), count)
    language = get_language() or settings.LANGUAGE_CODE
    lang = latin_letters_lang(language)
    is_long = count >= INDEXED_FROM or page.has_other_pages()
    return {
        "letters": [
            {"letter": letter, "id": letter_id(letter), "entries": [*map(describe, group)]}
            for letter, group in groupby(page, key=lambda entry: entry.directory_letter)
        ],
        "letters_lang": lang if lang != html_lang(language) else "",
        "index": describe_index(request, counts, page.number) if is_long else [],
        "count": count,
        "pages": describe_pages(request, page),
    }


def describe_index(request: HttpRequest, counts: dict[str, int], number: int) -> list[Data]:
    """Return the letters, each with where it begins, "" without entries. number: of the page."""
    letters = [*ascii_uppercase, OTHER] if OTHER in counts else [*ascii_uppercase]
    preceding = accumulate((counts.get(letter, 0) for letter in letters), initial=0)
    index = []
    for letter, entries in zip(letters, preceding, strict=False):
        page = entries // lists.PER_PAGE + 1
        place = (
            "" if page == number else change_address(request, {"page": page if page > 1 else None})
        )
        href = f"{place}#{letter_id(letter)}" if counts.get(letter) else ""
        index.append({"letter": letter, "href": href})
    return index


def letter_id(letter: str) -> str:
    """Return the id of a letter's section: letter-a, letter-other for #."""
    return f"letter-{letter.lower() if letter.isalpha() else 'other'}"
