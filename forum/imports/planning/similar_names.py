"""Names that are spelled alike: one letter or character more, less or another.

Short names are left out, for 王伟 and 王维 are two people far more often than one with a slip of
the pen; Chinese names of three characters count when they sound the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from forum.core.names import is_han, sort_key


@dataclass(frozen=True, slots=True)
class Alike:
    """When two names are alike: of how many characters or letters they are at least.

    fixed: how many at the head must be equal (北京大学 is not 南京大学). sounding: length of the
    Chinese names that are alike when they sound the same.
    """

    han: int
    latin: int
    fixed: int = 0
    sounding: int = 0


PEOPLE: Final = Alike(han=4, latin=8, sounding=3)
ORGANIZATIONS: Final = Alike(han=6, latin=12, fixed=2)


def similar(
    wanted: Mapping[str, Iterable[str]], stored: Iterable[tuple[int, Iterable[str]]], alike: Alike
) -> dict[str, list[int]]:
    """Return key -> primary keys of the stored names like its own.

    wanted: key -> folded names; stored: primary key, folded names. Two names are alike when the
    same is left of them after one character is taken from each, or none.
    """
    index: dict[str, set[str]] = defaultdict(set)
    for key, names in wanted.items():
        for rest in _all_rests(names, alike):
            index[rest].add(key)
    found: dict[str, list[int]] = defaultdict(list)
    for pk, names in stored if index else ():
        for key in set().union(*(index.get(rest, ()) for rest in _all_rests(names, alike))):
            found[key].append(pk)
    return found


def _all_rests(names: Iterable[str], alike: Alike) -> set[str]:
    return {rest for name in names for rest in _rests(name, alike)}


def _rests(name: str, alike: Alike) -> set[str]:
    han = is_han(name)
    if han and len(name) == alike.sounding:
        sound = sort_key(name)
        return {f"{sound} {place}{char}" for place, char in enumerate(name)}
    if len(name) < (alike.han if han else alike.latin):
        return set()
    places = range(alike.fixed, len(name))
    return {name, *(name[:place] + name[place + 1 :] for place in places)}
