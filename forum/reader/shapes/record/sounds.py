"""Whether a name in characters and a name in letters can be one person's, by their sound."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from forum.core.names import MIDDLE_DOTS, fold, is_chinese_name, list_readings, sort_key
from forum.reader.vocabulary.pinyin import SYLLABLE
from forum.reader.vocabulary.surnames import SURNAMES

# Consonants that transliterations do not keep apart, the longest spelling first.
_SOUNDS = tuple(
    (re.compile(spelt), sound)
    for spelt, sound in (
        ("zh|ch|sh|j|q|x|z|c(?=[eiy])|s", "s"),
        ("ph|f|v|w|h", "h"),
        ("r|l", "l"),
        ("b|p", "b"),
        ("d|t", "t"),
        ("g|k|c", "k"),
        ("m|ng|n", "n"),
    )
)
# So many names are compared with each other, letter by letter.
MOST_HEARD: Final = 100
# Tried on guests of forums: 0.8 and more for one person's two names, 0.67 at most for others'.
_ALIKE = 0.75


def same_person(chinese: str, english: str) -> bool | None:
    """Tell whether two names are one person's; None where their sound does not decide.

    陈志远 is Chen Zhiyuan and not Lin Ruolan; 罗兰·贝克 is Roland Baker; 康博思 may be anybody
    whose name is not Chinese.
    """
    if is_chinese_name(chinese):
        if fold(english) in pinyin_keys(chinese):
            return True
        return False if _is_pinyin(english) else None
    if not any(dot in chinese for dot in MIDDLE_DOTS):
        return None
    chinese_sounds, english_sounds = _skeleton(sort_key(chinese)), _skeleton(english)
    if SequenceMatcher(None, chinese_sounds, english_sounds, autojunk=False).ratio() >= _ALIKE:
        return True
    return False if _is_pinyin(english) else None


def is_same_order(chinese: Sequence[str], english: Sequence[str]) -> bool:
    """Tell whether names in two languages may be the same people's, one for one.

    Not where somebody sounds like another's partner, nor where all that the sound tells is
    against it: 王芳 beside Cheng Yan is no misspelling while Wang Fang stands below.
    """
    pairs = list(zip(chinese, english, strict=True))
    heard = [same_person(*pair) for pair in pairs]
    if False in heard and True not in heard:
        return False
    unsure = [pair for pair, verdict in zip(pairs, heard, strict=True) if not verdict]
    return not any(
        same_person(name, again)
        for name, partner in unsure[:MOST_HEARD]
        for _name, again in unsure[:MOST_HEARD]
        if again != partner
    )


@lru_cache(maxsize=1024)
def pinyin_keys(name: str) -> tuple[str, ...]:
    """Return the folded Latin spellings of a Chinese name: 王卉 -> wanghui, huiwang."""
    if not is_chinese_name(name):
        return ()
    spellings: dict[str, None] = {}
    for reading in list_readings(name):
        # ü is v on a keyboard, u in print without its points, and yu in passports (GB/T 28039).
        for printed in (reading, reading.replace("v", "u"), reading.replace("v", "yu")):
            surname, *given = printed.split()
            spellings |= dict.fromkeys(("".join((surname, *given)), "".join((*given, surname))))
    return tuple(spellings)


@lru_cache(maxsize=1024)
def _is_pinyin(name: str) -> bool:
    """Tell whether this is a Chinese name in pinyin: a surname and one or two more syllables."""
    words = [word for part in name.split() if (word := re.sub(r"[^a-z]", "", fold(part)))]
    return (
        len(words) in {2, 3}
        and all(re.fullmatch(rf"(?:{SYLLABLE}){{1,2}}", word) for word in words)
        and (words[0] in _surnames() or words[-1] in _surnames())
    )


@lru_cache(maxsize=1)
def _surnames() -> frozenset[str]:
    return frozenset(fold(sort_key(name)) for name in SURNAMES)


@lru_cache(maxsize=1024)
def _skeleton(name: str) -> str:
    """Return the consonants of a name as they sound: 罗兰·贝克 lnbk, Roland Baker lntbkl."""
    rest, sounds = re.sub(r"[^a-z]", "", fold(name)), ""
    while rest:
        heard = ((match.end(), sound) for spelt, sound in _SOUNDS if (match := spelt.match(rest)))
        end, sound = next(heard, (1, ""))
        sounds, rest = sounds + sound, rest[end:]
    return re.sub(r"(.)\1+", r"\1", sounds)
