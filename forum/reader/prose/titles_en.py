"""The title of somebody whom an English sentence names: before her, behind her, in brackets."""

import re
from typing import Final

from forum.reader.attendance_notes import split_note
from forum.reader.event_record import EN
from forum.reader.prose.forms_en import (
    AFFILIATED,
    BEHIND_NAME,
    BODY,
    CAPITAL,
    HONORIFIC,
    INSTITUTION,
    NO_HOUSE,
    POSTS,
    TITLE_ALONE,
    VERB,
    VERB_LIST,
)
from forum.reader.prose.mentions import Mention
from forum.reader.prose.phrases_en import start_of_phrase
from forum.reader.shapes.record.name_forms import has_title_word
from forum.reader.shapes.record.places import is_country_en
from forum.reader.vocabulary import prose_en as words
from forum.reader.vocabulary import saying, titles

# Anna Berg, SC, Minister of Ports; Anna Berg, SC met with
_NOMINALS_BEFORE_TITLE: Final = re.compile(
    rf"(?:,\s+(?:{words.POST_NOMINALS}))+(?=,\s)|(?:,\s+(?:{words.LETTERS_BEHIND}))+(?=\s+[a-z])(?!\s+(?:of|for|from)\s)"
)
# Anna Berg (“Minister Berg”): how she is called further below
_CALLED_FOR_SHORT: Final = re.compile('[“‘"].*[”’"]')
# Tom Li, Head of Tides, and Norwegian officials from the ports; together with partners
_CROWD: Final = (
    r"(?:,\s+(?:and|as\s+well\s+as)\s+(?:[\w-]+\s+){0,3}?(?:officials|representatives|members|delegates|guests|"
    r"partners|leaders|colleagues|experts|participants|students|lawyers|practitioners|academics)\b|"
    r"\s+(?:and|as\s+well\s+as)\s+(?:[\w-]+\s+){0,3}?(?:officials|representatives|delegates|guests)\s+(?:from|of)\b|"
    r",?\s+(?:together|along|jointly)\s+with\s)"
)
_TITLE_END: Final = re.compile(
    rf";|,\s+(?=the\s+[a-z]+est\s)|\s+as\s+(?:(?:the|an?|its|our)\s+)?(?:[a-z]+\s+){{0,2}}(?:guest|speaker|moderator|panell?ist)\b|\s+while\s+(?:the|an?)\s|,?\s+on\s+the\s+(?:sidelines|margins)\b|,\s+the\s+[a-z]+\s+(?:has|have|had|is|was|will|[a-z]+ed)\s|\s+that\s|\s+at\s+(?=the\s+(?:\d+(?:st|nd|rd|th)|{words.EDITIONS})\s)|,\s+to\s+(?!the\b|which\b|whom\b)[a-z]+\b|(?<![A-Z]\.[A-Z])[.:]\s|[.:]?$|—|–(?![^()]*\))|,?\s+and\s+(?:[a-z]+\s+)?others?\b|{_CROWD}|,\s+and\s+(?:the|an?|its)\s[^,;.]{{2,60}}?\s[a-z]+ed\b|,\s+(?=an?\s+(?:speaker|panell?ist|moderator|participant|attendee|delegate)\b)|,?\s+(?:and|as\s+well\s+as|along\s+with|together\s+with|&)\s+(?={HONORIFIC}|the\s+[A-Z][^,;]*,\s+{HONORIFIC})|,\s+and\s+(?=[A-Z][\w-]+[’']s\s)|,?\s+and\s+(?:compris|includ|consist|bring|featur)e?s\s|"
    rf",\s+(?:meanwhile|however|too|in\s+turn|for\s+(?:his|her)\s+part)\b|"
    rf",\s+(?={HONORIFIC})|(?:,\s*|\s+|^)(?:{VERB_LIST})\b|,\s+[a-z]+ing\s+(?:an?|the|his|her|with|on|to)\b|,\s+(?:in|during|at|on|by|via|said|and\s+(?:[a-z]+ed|others)|(?!based|headquartered)[a-z]{{3,}}ed)\s"
)
_NEXT_PERSON: Final = re.compile(
    rf",?\s+and\s+(?={CAPITAL}\s+{CAPITAL}[^,;.]{{0,40}},\s+[A-Zat])|,\s+(?={CAPITAL}\s+{CAPITAL},\s+)"
)
# Anna Berg (Berg Shipping), not Anna Berg (AB)
_HOUSE: Final = re.compile(r"(?=.*[a-z])[A-Z][\w&.’' -]{2,60}")
# What is told of a person behind a comma and is no title: the latter on behalf of somebody.
_NO_TITLE: Final = re.compile(
    r"(?:the\s+)?(?:latter|former(?=\s+on)|speaking|on\s+behalf|representing|replacing|standing\s+in|"
    r"acting\s+on|(?:on\s+the\s+other\s+hand|for\s+(?:his|her)\s+part)\b|in\s+(?:a|an|the|his|her|their)\b|(?:\w+\s+)?(?:speech|address|talk|presentation|remarks|lecture|keynote)\s+(?:by|from)\b|with\s|under\s|during\s|at\s|by\s|via\s|whose|who\b)",
    re.IGNORECASE,
)
# What a person is, before a verb of saying: Ms. Anna Berg, trade unionist from Bergen, noted.
_ASIDE: Final = re.compile(
    rf"\s*,\s+(?:(?:the|an?)\s+)?(?P<title>(?!the\s|an?\s)[a-z][^,;.“”()]{{4,60}}),\s+(?:{'|'.join(saying.EN)})\b"
)
_MEANWHILE: Final = re.compile(r",\s+(?:meanwhile|however|too|also|in\s+turn)$")
_POST_BEHIND: Final = re.compile(rf"\s+(?=(?i:{'|'.join(sorted(POSTS))})\s+(?:of|for|General)\b)")
_LEAD: Final = re.compile(r"\s*,\s+(?:the\s+|an?\s+)?|\s+(?:of|from)\s+(?:the\s+)?(?=[A-Z\d])")
_OF_OR_FOR: Final = re.compile(r"\b(?:of|for)\s")
_LONGEST_TITLE: Final = 200
_LONGEST_POSITION: Final = 40
_JOINT_END: Final = re.compile(r"(?:,?\s+(?:and|as well as|along with|the))*[\s,]*$")
# Words of lower case before such a position that are part of the title: associate literature
_MODIFIER: Final = re.compile(r"(?:[A-Za-z][\w’'-]*|&)\s+$")
_CONNECTOR: Final = re.compile(r"(?:(?:and|of|&)\s+)+")
_MOST_MODIFIERS: Final = 8
# Minister for Culture, Community and Youth, and Second Minister for Law
_PART_BEFORE: Final = re.compile(r",\s+(?:and\s+)?$")
_MOST_PARTS: Final = 3
# Vice-Chancellor Anna Berg of Coast University: an office before the name, its house behind
_OFFICE_BEFORE: Final = re.compile(
    r"(?<![\w-])(?=[A-Z])(?:(?:Deputy|Vice|Acting|Assistant|Chief|Pro)[ -])*"
    rf"(?i:{'|'.join(sorted(titles.TITLE_WORDS_EN, key=len, reverse=True))})\s+$"
)
_OF_HOUSE: Final = re.compile(r"\s+(?:of|for|at)\s+(?:the\s+)?(?=[A-Z\d])")


def begins_title(text: str) -> bool:
    """Tell whether a word for a position is among the first words."""
    first = " ".join(text.split()[:6])
    return has_title_word(VERB.split(f" {first}", maxsplit=1)[0], EN)


def attach_title(text: str, mentions: list[Mention], at: int, lowest: int) -> Mention:
    """Return a mention with the title behind it, else the one before it.

    lowest: where the mention before it ends, with its title.
    """
    mention = mentions[at]
    if mention.title:
        return mention  # Berg is a professor at Coast University
    border = mentions[at + 1].start if at + 1 < len(mentions) else len(text)
    end, title = _title_behind(text, mention.end, border)
    # Secretary Anna Berg, Head Li Wei: what stands before the next name is her title.
    first = end - len(title)
    is_last = at + 1 == len(mentions)
    next_start, next_title = (
        (border, "") if is_last else find_title_before(text, border, mention.end)
    )
    if title and next_title and first < next_start < end:
        # Tom Li, Minister of Ports, and Head of Tides Ms Anna Berg
        title = _JOINT_END.sub("", text[first:next_start])
        end = first + len(title)
    is_of_next = not is_last and (end >= border - 1 or next_start <= first)
    start, title_before = find_title_before(text, mention.start, lowest)
    if title and not (is_of_next and title_before):
        office = _OFFICE_BEFORE.search(text, lowest, mention.start)
        of = _OF_HOUSE.match(text, mention.end)
        if office and of and not mention.honorific and not has_title_word(title, EN):
            return _titled(mention, office.start(), end, f"{office[0].strip()}{of[0]}{title}")
        return _titled(mention, mention.start, end, title)
    end = mention.end if title else max(end, mention.end)
    return _titled(mention, start, end, title_before)


def _titled(mention: Mention, start: int, end: int, title: str) -> Mention:
    return Mention(
        min(start, mention.start), end, mention.name, EN, title, mention.honorific,
        mention.name_start, mention.certainty,
    )  # fmt: skip


def _title_behind(text: str, start: int, border: int) -> tuple[int, str]:
    """Return the title behind a comma, in brackets or after of or from, and where it ends."""
    if nominals := _NOMINALS_BEFORE_TITLE.match(text, start, border):
        start = nominals.end()
    if bracketed := re.match(r"\s*\((?P<title>[^()]{3,160})\)", text[start:]):
        printed = bracketed["title"].strip()
        if is_country_en(printed) or _CALLED_FOR_SHORT.fullmatch(printed):
            return start + bracketed.end(), ""
        is_house = _HOUSE.fullmatch(printed) and not NO_HOUSE.fullmatch(printed)
        if has_title_word(printed, EN) or INSTITUTION.search(printed) or is_house:
            return start + bracketed.end(), printed
    lead = _LEAD.match(text, start, border)
    lead = lead or _POST_BEHIND.match(text, start, border)
    if lead is None or re.match(r"and\s", text[lead.end() :]):
        return start, ""
    first = lead.end()
    aside = _ASIDE.match(text, start, border)
    if aside and not _NO_TITLE.match(aside["title"]):
        return aside.end("title"), aside["title"]
    affiliation = AFFILIATED.match(text, start, border)
    if affiliation and not begins_title(affiliation["title"]):
        return affiliation.end("title"), affiliation["title"]
    end = _end_of_title(text, first, border)
    stop = end.start() if end else border
    is_affiliation = "," not in lead[0] and re.search("of|from", lead[0]) is not None
    if is_affiliation and (comma := text.find(",", first, stop)) > 0:
        stop = comma
    for next_person in _NEXT_PERSON.finditer(text, first, stop):
        name_end = text.index(",", next_person.end())
        if BODY.search(text[next_person.end() : name_end]):
            continue  # Chair, Tide Board, Minister: whom she chairs
        if begins_title(text[name_end + 1 : name_end + 60].partition(";")[0]):
            stop = next_person.start()
            break
    title = _JOINT_END.sub("", text[first:stop])
    if (
        not title
        or len(title) > _LONGEST_TITLE
        or not (is_affiliation or begins_title(title) or INSTITUTION.search(title))
    ):
        return start, ""
    title = _MEANWHILE.sub("", split_note(title).text)
    if _NO_TITLE.match(title):
        return start, ""
    if is_affiliation and is_country_en(title):
        return start, ""  # Ambassador Anna Berg of Norway: no title, but whence she comes
    return first + len(title), title.strip()


def _end_of_title(text: str, first: int, border: int) -> re.Match[str] | None:
    """Return what ends a title; behind a semicolon a further post may stand before the verb."""
    end = _TITLE_END.search(text, first, border)
    further = _TITLE_END.search(text, end.end(), border) if end and end[0] == ";" else None
    if end and further and VERB.match(f" {further[0].lstrip(' ,')}"):
        return further if begins_title(text[end.end() : further.start()]) else end
    return end


def _start_of_title(text: str, end: int) -> int:
    """Return where a title begins; what stands before a comma belongs to it if it is one itself.

    Minister for Culture, Community and Youth
    """
    start = first = start_of_phrase(text, end)
    for _step in range(_MOST_PARTS):
        comma = _PART_BEFORE.search(text[:first])
        is_joint = comma is not None and "and" in comma[0]
        if comma is None or (is_joint and _ends_with_title(text, comma.start())):
            break
        first = start_of_phrase(text, comma.start())
        part = text[first : comma.start()]
        if has_title_word(part, EN) and _OF_OR_FOR.search(part):
            start = first
    return start


def _ends_with_title(text: str, end: int) -> bool:
    """Tell whether what ends there is the title of somebody named before it."""
    first = start_of_phrase(text, end)
    return bool(BEHIND_NAME.search(text[:first]) and has_title_word(text[first:end], EN))


def _start_of_modifiers(text: str, start: int, lowest: int) -> int:
    """Return where the words begin that say of what somebody is a professor: associate history."""
    for _step in range(_MOST_MODIFIERS):
        word = _MODIFIER.search(text, max(lowest, start - _LONGEST_POSITION), start)
        if word is None:
            break
        token = word[0].strip()
        if token.casefold() in words.NO_MODIFIERS or token in words.FIRST_WORDS:
            break
        start = word.start()
    lead = _CONNECTOR.match(text, start)
    return lead.end() if lead else start


def find_title_before(text: str, start: int, lowest: int) -> tuple[int, str]:
    """Return where the title before a name begins, and the title; start and "" where none does.

    start: of the name. lowest: where the title may begin at the earliest.
    """
    end = len(text[:start].rstrip(" ,"))
    position = TITLE_ALONE.search(text, max(lowest, start - _LONGEST_POSITION), start)
    if position and position[0].islower():
        first = _start_of_modifiers(text, position.start(), lowest)
        return first, text[first:end].strip()
    lower = re.search(
        r"(?:\b(?:by|with|and|from)\s+|,\s+)(?:and\s+)?(?:the\s+)?(?P<title>[a-z][a-z -]{3,50})$",
        text[lowest:end],
    )
    if lower and has_title_word(lower["title"], EN):
        return lowest + lower.start("title"), lower["title"]
    first = max(_start_of_title(text, end), lowest)
    title = text[first:end].strip(" ,")
    title = re.sub(r"^(?:(?:and|or|the)\s+)+", "", title)
    if not title or not has_title_word(title, EN) or len(title.split()) > 16:
        return start, ""
    return first, title
