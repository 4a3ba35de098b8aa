"""A product's parts as its page prints them: kind by kind, and within a kind group by group."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext

from forum.core.translated import translated
from forum.models import ProductPart


@dataclass(frozen=True, slots=True)
class Group:
    """Parts in their order. first: the one that names the group; None for parts without one."""

    first: ProductPart | None
    parts: list[ProductPart]


@dataclass(frozen=True, slots=True)
class Chapter:
    """The parts of a kind. title: the kind's plural in words."""

    kind: str
    title: str
    groups: list[Group]


def chapters(parts: Iterable[ProductPart]) -> list[Chapter]:
    """Return the parts kind by kind, in the order in which each kind begins."""
    by_kind: dict[str, list[ProductPart]] = {}
    for part in parts:
        by_kind.setdefault(part.kind, []).append(part)
    titles = _titles()
    return [Chapter(kind, titles[kind], _groups(some)) for kind, some in by_kind.items()]


def _groups(parts: Iterable[ProductPart]) -> list[Group]:
    """Return the groups as they stand: a life cycle is told in its order."""
    groups = groupby(parts, key=lambda part: translated(part, "group").value)
    runs = [(name, list(some)) for name, some in groups]
    return [Group(some[0] if name else None, some) for name, some in runs]


def _titles() -> dict[str, str]:
    return {
        ProductPart.Kind.MODULE: gettext("Modules"),
        ProductPart.Kind.CHAPTER: gettext("Chapters"),
        ProductPart.Kind.CONTRIBUTION: gettext("Contributions"),
        ProductPart.Kind.EDITION: gettext("Yearly editions"),
    }
