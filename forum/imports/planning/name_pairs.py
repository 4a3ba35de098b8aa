"""Whether two pairs of names may belong to one bearer."""

import re
from itertools import permutations

from forum.core.names import fold, is_chinese_name, sort_key
from forum.reader.event_record import EN, ZH, Text

_COUNTRY_FIRST = re.compile(r"\A(?:中华人民共和国|中国)")
_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset(["of", "the", "and", "for", "a", "an", "on", "in", "to", "prc"])


def folded(names: Text, *others: str) -> frozenset[str]:
    """Return the keys under which the names are found."""
    return frozenset(fold(name) for name in (*names.values(), *others) if name) - {""}


def contradict_as_people(mine: Text, theirs: Text) -> bool:
    """Tell whether two people who share a name in one language differ in the other for certain.

    Two Chinese people may share a romanization; a foreigner may be transliterated in two ways.
    """
    if not _differ(mine, theirs, ZH):
        return False
    return any(is_romanized(names) for names in (mine, theirs))


def contradict_as_organizations(mine: Text, theirs: Text) -> bool:
    """Tell whether two organizations that share a name in one language differ in the other.

    A longer form of the same English words, or 中国 in front, is no difference.
    """
    return (_differ(mine, theirs, ZH) and not _same_but_country(mine[ZH], theirs[ZH])) or (
        _differ(mine, theirs, EN) and not _one_in_the_other(mine[EN], theirs[EN])
    )


def is_romanized(names: Text) -> bool:
    """Tell whether the English name is the Chinese one in pinyin, in either order of its parts."""
    chinese, english = names.get(ZH, ""), fold(names.get(EN, ""))
    if not english or not is_chinese_name(chinese):
        return False
    surname, *given = sort_key(chinese).split(" ")
    return any("".join(parts) == english for parts in permutations([surname, "".join(given)]))


def _differ(mine: Text, theirs: Text, language: str) -> bool:
    one, other = fold(mine.get(language) or ""), fold(theirs.get(language) or "")
    return bool(one and other and one != other)


def _same_but_country(mine: str, theirs: str) -> bool:
    return _COUNTRY_FIRST.sub("", fold(mine)) == _COUNTRY_FIRST.sub("", fold(theirs))


def _one_in_the_other(mine: str, theirs: str) -> bool:
    one, other = _words(mine), _words(theirs)
    return bool(one and other) and (one <= other or other <= one)


def _words(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(name.replace("’", "").replace("'", "").casefold())) - _SMALL
