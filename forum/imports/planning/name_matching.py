"""Whether names may belong to one bearer: contradicting in one language, or only spelled alike."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import permutations
from typing import Final, NamedTuple

from forum.core.names import fold, is_chinese_name, is_han, sort_key
from forum.reader.event_record import EN, ZH, Text

_COUNTRY_FIRST = re.compile(r"\A(?:中华人民共和国|中国)")
_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset(["of", "the", "and", "for", "a", "an", "on", "in", "to", "prc"])


def fold_names(names: Text, *further_names: str) -> frozenset[str]:
    """Return the keys under which the names are found."""
    return frozenset(fold(name) for name in (*names.values(), *further_names) if name) - {""}


def contradict_as_people(first: Text, second: Text) -> bool:
    """Tell whether two people who share a name in one language differ in the other for certain.

    Two Chinese people may share a romanization; a foreigner may be transliterated in two ways.
    """
    return _differ(first, second, ZH) and (is_romanized(first) or is_romanized(second))


def contradict_as_organizations(first: Text, second: Text) -> bool:
    """Tell whether two organizations that share a name in one language differ in the other.

    A longer form of the same English words, or 中国 in front, is no difference.
    """
    return (_differ(first, second, ZH) and not _differ_in_country(first[ZH], second[ZH])) or (
        _differ(first, second, EN) and not _differ_in_length(first[EN], second[EN])
    )


def is_romanized(names: Text) -> bool:
    """Tell whether the English name is the Chinese one in pinyin, in either order of its parts."""
    chinese, english = names.get(ZH, ""), fold(names.get(EN, ""))
    if not english or not is_chinese_name(chinese):
        return False
    surname, *syllables = sort_key(chinese).split(" ")
    return any("".join(parts) == english for parts in permutations([surname, "".join(syllables)]))


def _differ(first: Text, second: Text, language: str) -> bool:
    names = {fold(first.get(language) or ""), fold(second.get(language) or "")}
    return len(names) == 2 and "" not in names


def _differ_in_country(first: str, second: str) -> bool:
    """Tell whether nothing but 中国 in front of one tells two names apart."""
    return _COUNTRY_FIRST.sub("", fold(first)) == _COUNTRY_FIRST.sub("", fold(second))


def _differ_in_length(first: str, second: str) -> bool:
    """Tell whether one name has all the words of the other."""
    shorter, longer = sorted((_words(first), _words(second)), key=len)
    return bool(shorter) and shorter <= longer


def _words(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(name.replace("’", "").replace("'", "").casefold())) - _SMALL


class LikenessRule(NamedTuple):
    """When two names are alike: of how many characters or letters they are at least.

    Short names are left out, for 王伟 and 王维 are two people far more often than one with a slip
    of the pen. fixed: how many at the head must be equal (北京大学 is not 南京大学). sounding:
    length of the Chinese names that are alike when they sound the same.
    """

    han: int
    latin: int
    fixed: int = 0
    sounding: int = 0


PEOPLE: Final = LikenessRule(han=4, latin=8, sounding=3)
ORGANIZATIONS: Final = LikenessRule(han=6, latin=12, fixed=2)


def find_similar_names(
    names_by_key: Mapping[str, Iterable[str]],
    stored: Iterable[tuple[int, Iterable[str]]],
    rule: LikenessRule,
) -> dict[str, list[int]]:
    """Return key -> primary keys of the stored names like its own.

    names_by_key: key -> folded names; stored: primary key, folded names. Two names are alike when
    the same is left of them after one character is taken from each, or none.
    """
    keys_by_rest: dict[str, set[str]] = defaultdict(set)
    for key, names in names_by_key.items():
        for rest in _all_rests(names, rule):
            keys_by_rest[rest].add(key)
    similar: dict[str, list[int]] = defaultdict(list)
    for pk, names in stored if keys_by_rest else ():
        for key in set().union(*(keys_by_rest.get(rest, ()) for rest in _all_rests(names, rule))):
            similar[key].append(pk)
    return similar


def _all_rests(names: Iterable[str], rule: LikenessRule) -> set[str]:
    return {rest for name in names for rest in _rests(name, rule)}


def _rests(name: str, rule: LikenessRule) -> set[str]:
    han = is_han(name)
    if han and len(name) == rule.sounding:
        sound = sort_key(name)
        return {f"{sound} {place}{char}" for place, char in enumerate(name)}
    if len(name) < (rule.han if han else rule.latin):
        return set()
    places = range(rule.fixed, len(name))
    return {name, *(name[:place] + name[place + 1 :] for place in places)}
