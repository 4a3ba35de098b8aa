"""Titles that are said in several words: a deputy minister is a vice minister."""

from functools import cache
from typing import Final

from forum.search.passages import clean, split_words

# What one line holds means the same; of no other word, for many titles are borne by other offices.
_ALIKE: Final = """
deputy minister, vice minister
deputy governor, vice governor
deputy mayor, vice mayor
deputy director general, vice director general
deputy secretary general, vice secretary general
deputy prime minister, vice premier
prime minister, premier
chair, chairman, chairwoman, chairperson
vice chair, vice chairman, vice chairwoman, vice chairperson, deputy chair
co chair, co chairman, co chairwoman, co chairperson
dg, director general
sg, secretary general
usg, under secretary general
asg, assistant secretary general
ceo, chief executive officer, chief executive
"""
# What a Chinese title ends with that follows a country's name at once: 津巴布韦副部长.
_OF_COUNTRY: Final = """
总统 副总统 总理 副总理 首相 副首相 主席 副主席 议长 副议长 议员 部长 副部长 外长 大臣 国务秘书
大使 公使 参赞 总领事 代表 司长 副司长 局长 副局长 官员 专家
"""


@cache
def list_titles() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return a title's words, folded -> the same title in other words."""
    titles = {}
    for line in _ALIKE.strip().splitlines():
        names = line.split(", ")
        for name in names:
            words = tuple(word.text for word in split_words(clean(name)))
            others = tuple(other for other in names if other != name)
            titles[words] = titles[*words[:-1], f"{words[-1]}s"] = others
    return titles


def is_title_of_country(text: str) -> bool:
    """Tell whether Chinese words are nothing but a title that a country's name may precede."""
    return text in _OF_COUNTRY.split()
