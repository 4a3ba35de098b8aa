"""Directories are cut at the first letter of what they are sorted by, and have an index of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate, groupby
from string import ascii_uppercase
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest

from forum.delivery.lists import PER_PAGE, paginate
from people.models import NamedQuerySet

# What begins with no letter stands under this, at the end.
OTHER = "#"


@dataclass(frozen=True, slots=True)
class Letter:
    """The entries of a page under a letter. rows: the record, and what stands beside it."""

    letter: str
    rows: list[tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Jump:
    """A letter of the index. page: on which page it begins, None without entries."""

    letter: str
    page: int | None


@dataclass(frozen=True, slots=True)
class Directory:
    """A page of a directory, its index of letters, and how many entries there are in all."""

    page: "Page[Any]"
    jumps: list[Jump]
    count: int


def paginate_directory(request: HttpRequest, records: "NamedQuerySet[Any]") -> Directory:
    """Return the page of a directory that ``?page=`` asks for: three queries.

    Keys are sorted first: ten thousand whole rows took three times as long.
    """
    ordered = records.in_directory_order()
    counts = ordered.letters()
    count = sum(counts.values())
    page: Page[Any] = paginate(request, ordered.values_list("pk", flat=True), count=count)
    page.object_list = list(ordered.filter(pk__in=list(page)))
    return Directory(page, list_jumps(counts), count)


def list_jumps(counts: dict[str, int]) -> list[Jump]:
    letters = [*ascii_uppercase, OTHER] if OTHER in counts else [*ascii_uppercase]
    preceding = accumulate((counts.get(letter, 0) for letter in letters), initial=0)
    return [
        Jump(letter, entries // PER_PAGE + 1 if counts.get(letter) else None)
        for letter, entries in zip(letters, preceding, strict=False)
    ]


def group_by_letter(rows: Iterable[tuple[Any, Any]]) -> list[Letter]:
    """Group rows of records ``in_directory_order``."""
    groups = groupby(rows, key=lambda row: row[0].directory_letter)
    return [Letter(letter, list(group)) for letter, group in groups]
