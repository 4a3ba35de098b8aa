"""How names, offices and houses are written in an English sentence, as patterns."""

import re
from typing import Final

from forum.reader.shapes.record.name_forms import LATIN_CAPITALS
from forum.reader.vocabulary import attendance, saying, titles
from forum.reader.vocabulary import prose_en as words
from forum.reader.vocabulary.institutions import INSTITUTION_EN
from forum.reader.vocabulary.places import COUNTRY_LIST_EN
from forum.reader.vocabulary.roles import PERSON_ROLES_EN

HONORIFIC: Final = rf"(?:(?:{titles.HONORIFICS_EN}|{words.ADDRESSES})\s+)+"
CAPITAL: Final = rf"(?:[{LATIN_CAPITALS}][\w’'-]*\.?|al-[A-Z]\w+|d[’'][A-Z]\w+)"
PARTICLE: Final = (
    r"(?:de|da|di|do|dos|la|le|du|van|von|der|den|bin|binti|ibn|al|el|bint|abu|Al|El|Bin|Ibn)"
)
# Anna “Nan” Berg
_NICKNAME: Final = r"(?:\s+(?:“[A-Z][a-z]+”|\([A-Z][a-z]+\)))?"
# Anna Berg S.C., whose letters are no initials
_LETTERS: Final = r"[SQK]\.C\."
NAME: Final = (
    rf"{CAPITAL}(?:{_NICKNAME}\s+(?:{PARTICLE}\s+)*(?!{_LETTERS}){CAPITAL}){{0,4}}(?:\s{_LETTERS})?"
)
VERB_LIST: Final = "|".join(sorted((*saying.EN, words.VERBS, words.TELLING), key=len, reverse=True))
VERB: Final = re.compile(rf"\s+(?:{VERB_LIST})\b")
# Anna Berg (Online), (Keynote Speaker), (Second from left)
NO_HOUSE: Final = re.compile(
    "|".join([*attendance.MARKS.values(), *PERSON_ROLES_EN.values(), words.ASIDES]), re.IGNORECASE
)
INSTITUTION: Final = re.compile(
    rf"^(?:[A-Z]\S*\s+|of\s+|the\s+|for\s+|and\s+)*?(?i:{INSTITUTION_EN}|faculty)\b"
)
# Whence a person comes, before a verb of saying: Anna Berg, Coast Office, Norway, noted.
AFFILIATED: Final = re.compile(
    rf",\s+(?:the\s+)?(?P<title>(?=[^.;:]*?(?:(?i:\b(?:{INSTITUTION_EN})\b)|\b[A-Z]{{3,}}\b|,\s+(?:{COUNTRY_LIST_EN})\s*,))"
    rf"[A-Z][^.;:“”]{{2,110}}?),\s+(?:{'|'.join((*saying.EN, words.TELLING))})\b"
)
BODY: Final = re.compile(rf"\b(?i:{INSTITUTION_EN}|board)$")
# Titles that nobody is called by: Anna Berg Minister of Trade, not Anna Dean.
POSTS: Final = frozenset(
    {"minister", "director", "secretary", "president", "chairperson", "ambassador"}
)
# Anna Berg, Minister of Trade, and …: hers is the title before the comma.
BEHIND_NAME: Final = re.compile(
    rf"(?:{HONORIFIC}{NAME}|(?<![\w’'-] ){CAPITAL}\s+(?:{PARTICLE}\s+)*{CAPITAL}),"
    r"\s+(?:the\s+)?$"
)
# Nothing stands between title and name: Director Anna Berg, not Head of Trade Anna Berg.
TITLE_ALONE: Final = re.compile(
    rf"\b(?i:{'|'.join(sorted(titles.TITLE_WORDS_EN, key=len, reverse=True))})\s+$"
)
