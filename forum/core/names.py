"""Names of people and organizations: how they are matched, ordered and sorted.

Matching folds what printers vary (width, case, spaces, middle dots, dashes) and nothing else;
what is stored is always the author's text.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import filterfalse, islice, product

import opencc

from forum.core.han_readings import list_character_readings, read_aloud

# Records print the middle dot of a transliterated name in whatever form the input method gives.
MIDDLE_DOTS = "·•・‧∙⋅･"
_DASHES = "‐‑‒–—―－─"
_IGNORED = re.compile(rf"[\s\u200b\u2060\ufeff\-.'’{MIDDLE_DOTS}{_DASHES}]+")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_CHINESE_NAME = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]{2,4}")

# Surnames that are read otherwise than the character elsewhere.
# Source: 现代汉语词典, entries marked 姓.
_SURNAME_READINGS = {
    "单": "shan", "解": "xie", "仇": "qiu", "区": "ou", "曾": "zeng", "查": "zha", "任": "ren",
    "盖": "ge", "朴": "piao", "翟": "zhai", "乐": "yue", "缪": "miao", "种": "chong", "秘": "bi",
    "冼": "xian", "员": "yun", "洗": "xian", "黑": "he", "折": "she", "召": "shao", "隗": "wei",
    "尉迟": "yu chi", "长孙": "zhang sun", "万俟": "mo qi", "澹台": "tan tai", "令狐": "ling hu",
}  # fmt: skip
# Four characters of some readings each; a name has one or two such.
_MOST_READINGS = 64


def fold(name: str) -> str:
    """Return the key under which two spellings of one name meet: 法图·海达拉 = 法图 • 海达拉.

    Width, case, accents, spaces, points, apostrophes, hyphens and middle dots go;
    Han characters stay as they are.
    """
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name))
        name = "".join(filterfalse(unicodedata.combining, decomposed))
    return _IGNORED.sub("", name).casefold()


def is_han(text: str) -> bool:
    """Tell whether Han characters stand in the text."""
    return bool(_HAN.search(text))


def is_chinese_name(name: str) -> bool:
    """Tell whether this is a Chinese name in characters: two to four of them, without a dot."""
    return bool(_CHINESE_NAME.fullmatch(name.strip()))


@lru_cache(maxsize=1024)
def sort_key(name: str) -> str:
    """Propose the key that directories sort by: pinyin for Han, the words folded for Latin.

    Which Latin word is the surname cannot be told by rule: the name's own order is proposed
    and an editor corrects it.
    """
    if not is_han(name):
        words = (fold(word) for word in re.split(rf"[\s{MIDDLE_DOTS}]+", name))
        return " ".join(word for word in words if word)
    surname = next((compound for compound in _SURNAME_READINGS if name.startswith(compound)), "")
    reading = [_SURNAME_READINGS[surname]] if surname else []
    return " ".join([*reading, *read_aloud(name.removeprefix(surname))])


def list_readings(name: str) -> list[str]:
    """Return how a Chinese name may be read, the likeliest way first: 兰若 -> lan re, lan ruo.

    A word's reading need not be the name's: 兰若 is a temple in a dictionary of words.
    """
    characters = (list_character_readings(character) or [character] for character in name.strip())
    readings = (" ".join(syllables) for syllables in islice(product(*characters), _MOST_READINGS))
    return list(dict.fromkeys((sort_key(name), *readings)))


@lru_cache(maxsize=1)
def _traditional_to_simplified() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def simplified(text: str) -> str:
    """Return the text in Simplified characters: 園區 -> 园区."""
    return str(_traditional_to_simplified().convert(text))
