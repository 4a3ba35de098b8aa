"""Names in Han characters on pages in Latin letters: in pinyin, until staff give another form."""

from functools import lru_cache
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from forum.core import names
from forum.core.columns import column
from forum.core.content import Record
from forum.core.translated import Translated, latin_letters_lang
from people.models import Person

LANG: Final = "zh-Latn-pinyin"
# Of two characters; the frequent ones.
COMPOUND_SURNAMES: Final = frozenset(
    ("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "长孙", "慕容", "司徒", "令狐",
     "夏侯", "宇文", "端木", "南宫", "澹台", "万俟", "呼延", "独孤")
)  # fmt: skip


def find_latin_form(record: Record, name: Translated) -> str:
    """Return how a person's name reads in pinyin: Wen Si; "" where the page needs no such form.

    By the sort key, which editors correct where a character is read otherwise in names. A name with
    a middle dot is written by its sound already: 约翰·博格 is John Borg, and nobody Yuehan Boge.
    """
    if not (name.is_fallback and isinstance(record, Person) and names.is_han(name.value)):
        return ""
    if latin_letters_lang(get_language() or "").endswith("-Latn"):
        return ""
    if any(mark in name.value for mark in names.MIDDLE_DOTS):
        return ""
    key = record.__dict__.get(column("sort_key", name.language)) or ""
    return spell_in_pinyin(name.value, key)


@lru_cache(maxsize=4096)
def spell_in_pinyin(name: str, key: str) -> str:
    """Return a name in capitalized words: 王受文 -> Wang Shouwen, 张平安 -> Zhang Ping'an.

    key: a syllable for each character, "" where nobody has settled it.
    """
    characters = name.split()
    syllables = key.split()
    if len(syllables) != sum(map(len, characters)):
        # Not a reading, but what somebody sorts by.
        syllables = names.sort_key(name).split()
    if names.is_chinese_name(name):
        surname = 2 if name[:2] in COMPOUND_SURNAMES else 1
        words = [syllables[:surname], syllables[surname:]]
    else:
        words = _cut(syllables, [len(part) for part in characters])
    return " ".join(_join(word).capitalize() for word in words if word)


def _join(syllables: list[str]) -> str:
    """Return syllables as a word: an apostrophe tells where one begins that begins with a vowel.

    Keys spell ü as it is typed, with v.
    """
    first, *rest = (syllable.replace("v", "ü") for syllable in syllables)
    return first + "".join(f"'{part}" if part[0] in "aoe" else part for part in rest)


def _cut(syllables: list[str], lengths: list[int]) -> list[list[str]]:
    words, start = [], 0
    for length in lengths:
        words.append(syllables[start : start + length])
        start += length
    return words


def render_latin_form(form: str) -> SafeString:
    """Render the form with what it is; nothing for none."""
    return _render_latin_form(form, get_language()) if form else SafeString()


@lru_cache(maxsize=4096)
def _render_latin_form(form: str, _language: str | None) -> SafeString:
    return format_html(
        ' <span class="latin">({} <small>{}</small>)</span>',
        format_html('<span lang="{}">{}</span>', LANG, form),
        gettext("pinyin"),
    )
