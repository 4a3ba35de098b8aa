"""Prose that surely names nobody else: what a treaty provides, where a visit went on to."""

import re
from typing import Final

from forum.reader.event_record import EN, Line
from forum.reader.prose.forms_en import CAPITAL, HONORIFIC, PARTICLE
from forum.reader.prose.mentions import Roster
from forum.reader.prose.people_en import find_mentions_en
from forum.reader.prose.sentences import read_paragraph
from forum.reader.shapes.record.name_forms import is_name_en
from forum.reader.vocabulary.places import CITIES_EN, COUNTRIES_EN
from forum.reader.vocabulary.prose_en import FIRST_WORDS

_RUN: Final = re.compile(
    rf"(?P<before>[\w’']+\s+)?(?<![\w’'-]){CAPITAL}(?:\s+(?:{PARTICLE}\s+)*{CAPITAL})+"
)
_ADDRESSED: Final = re.compile(rf"\b{HONORIFIC}[A-Z]")
# What has a word of this kind before it is a thing, an office or a house.
_WORDS: Final = "the a an its their our this that these each every any new various both all"
_DETERMINERS: Final = frozenset(_WORDS.split())


def names_nobody_new(line: Line, roster: Roster) -> bool:
    """Tell whether an English line names nobody, even in a form that a name may have.

    roster: who is in the record, and may be told of once more.
    """
    paragraph = read_paragraph(line)
    if paragraph.language != EN or line.table is not None:
        return False
    unnamed: list[str] = []
    for sentence in paragraph.sentences:
        text = sentence.text
        for mention in reversed(find_mentions_en(text, roster)):
            if mention.name not in roster:
                return False
            text = f"{text[: mention.start]}, {text[mention.end :]}"
        unnamed.append(text)
    rest = " ".join(unnamed)
    return not (_ADDRESSED.search(rest) or any(map(_may_be_name, _RUN.finditer(rest))))


def _may_be_name(run: re.Match[str]) -> bool:
    """Tell whether capitalized words may be somebody, and no thing with an article before it."""
    before = (run["before"] or "").strip()
    words = run[0][len(run["before"] or "") :].split()
    if before.casefold() in _DETERMINERS:
        return False
    while words and words[0] in FIRST_WORDS:
        if words.pop(0).casefold() in _DETERMINERS:
            return False
    name = " ".join(words).strip(".")
    is_place = name.casefold() in COUNTRIES_EN or name.casefold() in CITIES_EN
    return len(words) > 1 and is_name_en(name) and not is_place
