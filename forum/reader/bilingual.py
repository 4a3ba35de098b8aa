"""A text that stands in two languages side by side, parted: 开幕致辞 Opening remarks."""

import re
from typing import Final

from forum.core.names import is_han
from forum.reader.event_record import EN, ZH
from forum.reader.vocabulary.institutions import INSTITUTION_ENDS_ZH
from forum.reader.vocabulary.titles import TITLE_WORDS_EN

# Latin words behind the last Han character or its closing mark; one word alone may be a name.
_ENGLISH_TAIL: Final = re.compile(
    r"^(?P<zh>.*[\u3400-\u9fff)）」》”\]】！？。])\s*[|｜/／]?\s*"
    r"(?P<en>[“\"'(<]?[A-Z][^\u3400-\u9fff]*)$",
    re.DOTALL,
)
# An address in English may begin with a number: 3号楼二层会议厅 2F Hall B, Building 3.
_NUMBERED_TAIL: Final = re.compile(
    r"^(?P<zh>.*[\u3400-\u9fff）)]) +(?P<en>\d[^\u3400-\u9fff]*[A-Z][a-z]+[^\u3400-\u9fff]*)$",
    re.DOTALL,
)
_SENTENCE_END: Final = re.compile(r"[。！？?!…][”」]?$")
_LATIN_WORD: Final = re.compile(r"[A-Za-z]{2,}")
# 滨海科技 Tidewell CTO: letters end a Chinese title that has no other post.
_POST_IN_LETTERS: Final = re.compile(r"[^,，]*\b(?:C[A-Z]{1,2}O|VP)$")
# 滨海科技 Co-founder: so does the word for a post behind a house.
_WORD_FOR_POST: Final = re.compile(rf"[^,，]*\b(?:{'|'.join(TITLE_WORDS_EN)})$", re.IGNORECASE)
_HOUSE_ZH: Final = re.compile(f"(?:{INSTITUTION_ENDS_ZH})$")
_POST_ZH: Final = re.compile(r"[长裁理师官任授员人书记监]$")
# Single words that say in English what stands before them.
_SINGLE_WORDS: Final = frozenset(
    {"welcome", "opening", "closing", "discussion", "discussions", "lunch", "dinner", "break",
     "keynote", "summary", "registration", "panel"}
)  # fmt: skip


def split_languages(text: str, *, in_both: bool = False) -> dict[str, str]:
    """Return a text by language, verbatim; a text of one language has one key.

    What is taken for English has at least two words, or is one that heads sessions; a Latin name
    within Chinese stays where it is. in_both: the text stands where both languages are expected,
    so that a single word behind the Chinese is English as well.
    """
    text = text.strip()
    if not text:
        return {}
    if not any(map(is_han, text)):
        return {EN: text}
    match = _ENGLISH_TAIL.match(text) or _NUMBERED_TAIL.match(text)
    if match and _ends_in_letters(match["zh"].strip(), match["en"]):
        return {ZH: text}
    if match and (in_both or _is_english(match["en"])) and sum(map(is_han, match["zh"])) >= 2:
        return {ZH: match["zh"].strip(), EN: match["en"].strip()}
    return {ZH: text}


def split_prose(text: str) -> dict[str, str]:
    """Return running text by language: parted where English follows the end of a sentence."""
    parts = split_languages(text)
    is_parted = len(parts) == 1 or _SENTENCE_END.search(parts[ZH])
    return parts if is_parted else {language_of(text): text.strip()}


def language_of(text: str) -> str:
    """Return the language that a name or a title is written in."""
    return ZH if any(map(is_han, text)) else EN


def _ends_in_letters(zh: str, en: str) -> bool:
    """Tell whether the post of a Chinese title is written in letters."""
    if _POST_IN_LETTERS.match(en):
        return not _POST_ZH.search(zh)
    return bool(_WORD_FOR_POST.match(en) and _HOUSE_ZH.search(zh))


def _is_english(text: str) -> bool:
    words = _LATIN_WORD.findall(text)
    return len(words) >= 2 or text.strip().lower() in _SINGLE_WORDS
