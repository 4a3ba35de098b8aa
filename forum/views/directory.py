"""Directories are cut at the first letter of what they are sorted by."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any


@dataclass(frozen=True, slots=True)
class Letter:
    """The entries under a letter: A to Z, or # for what begins with none.

    rows: the record, and what stands beside it.
    """

    letter: str
    rows: list[tuple[Any, Any]]


def by_letter(rows: Iterable[tuple[Any, Any]]) -> list[Letter]:
    """Group rows of records ``in_directory_order``."""
    return [Letter(letter, list(some)) for letter, some in groupby(rows, key=_letter)]


def _letter(row: tuple[Any, Any]) -> str:
    first = row[0].directory_key[:1].upper()
    return first if "A" <= first <= "Z" else "#"
