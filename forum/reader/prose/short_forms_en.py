"""Whom English sentences mean by less than a title with a name: Berg said; the Minister added.

And the further entries of a list, which semicolons part: It featured Anna Berg, chair of the Tide
Fund; Tom Lind of CoastNet; and Eva Maas, who left the sea.
"""

import re
from collections.abc import Iterator
from typing import Final

from forum.reader.event_record import EN
from forum.reader.prose.mentions import Mention, Roster
from forum.reader.shapes.record.name_forms import (
    HONORIFIC_EN,
    LATIN_CAPITALS,
    has_title_word,
    is_name_en,
)
from forum.reader.vocabulary import prose_en as words
from forum.reader.vocabulary import saying

_WORD: Final = rf"[{LATIN_CAPITALS}][\w’'-]+"
_ENTRY: Final = re.compile(
    rf";\s+(?:and\s+)?(?P<name>{_WORD}(?:\s+(?:de|da|van|von|bin|al|el))?\s+{_WORD}(?:\s+{_WORD})?)"
    r"(?=\s+of\s+(?:the\s+)?[A-Z]|,\s+(?:who|an?|the)\s|,\s+[a-z]|[.;]|$)"
)
# Nobody's name follows an article: a scientist at the Red Sea Observatory.
_ARTICLE: Final = re.compile(r"\b(?:at|of|for|with|from|in|by)\s+the\s+$", re.IGNORECASE)
SAYING: Final = "|".join(sorted((*saying.EN, words.TELLING), key=len, reverse=True))
ALSO: Final = r"(?:\s+(?:also|then|further|later|however))?"
# Berg said: no part of a longer name, and no word that begins a sentence.
_SURNAME_SAYS: Final = re.compile(
    rf"(?<![\w’'-])(?<![{LATIN_CAPITALS}]\w\s)(?P<name>[{LATIN_CAPITALS}][\w’-]+)(?={ALSO}\s+(?:{SAYING})\b)"
)
_SAID_SURNAME: Final = re.compile(
    rf"[,︐?!][”’\"]\s+(?:{'|'.join(saying.EN)})\s+(?P<name>[{LATIN_CAPITALS}][\w’-]+)(?=[,.]|$)"
)
# After Anna, came Tom. Finally, it was Eva’s turn. Anna opened the debate. Tom is a professor at …
_TURN: Final = re.compile(
    r"^(?:(?:After|Following|Next)(?:\s+[^,.;]{2,40})?,?\s+(?:came|there\s+was|was|followed)\s+(?P<after>[A-Z][\w’-]+)(?=[.,])|"
    r"(?:\w+,\s+)?(?:then\s+)?[Ii]t\s+was\s+(?P<turn>[A-Z]\w+)[’']s\s+turn\b|"
    r"(?P<name>[A-Z]\w+)\s+(?:(?:opened|started|began|kicked\s+off|closed)\s+(?:the|this)\s|is\s+(?:an?|the)\s+"
    r"(?P<title>[^.;“”]{3,120}?)(?=,\s+(?:and|who|which|on|in)\b|[.;]|$)))"
)
_POST_AND_SURNAME: Final = re.compile(
    rf"(?<![\w’'-])(?P<post>[A-Z][a-z]+|[A-Z]{{2,4}})\s(?P<name>[{LATIN_CAPITALS}][\w’-]+)(?!\s[{LATIN_CAPITALS}]|[\w’-])"
)
_POST_SAYS: Final = re.compile(
    rf"\b[Tt]he\s+(?P<post>(?:[A-Z][\w-]+\s){{0,2}}[A-Z][\w-]+)(?={ALSO}\s+(?:{SAYING})\b)"
)
_SAID_POST: Final = re.compile(
    rf"[,︐?!][”’\"]\s+(?:{'|'.join(saying.EN)})\s+the\s+(?P<post>[A-Za-z][\w-]+)(?=[,.]|$)"
)


def listed_names(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield where the names stand that go on with a list which begins at a place of a text."""
    for match in _ENTRY.finditer(text, start):
        if is_name_en(match["name"]) and not HONORIFIC_EN.match(match["name"]):
            yield match.span("name")


def is_behind_article(text: str, start: int) -> bool:
    """Tell whether what begins at a place has an article before it, as no person's name has."""
    return bool(_ARTICLE.search(text[:start]))


def mentions_met_before(text: str, roster: Roster) -> Iterator[Mention]:
    """Yield those whose whole names stand in a sentence and were met before."""
    for start, name in roster.find_in(text):
        end = start + len(name)
        is_word = not re.match(r"[\w-]", text[end : end + 1]) and not re.match(
            r"[\w’'-]", text[max(0, start - 1) : start]
        )
        if is_word and name[:1].isupper():
            yield Mention(start, end, name, EN, "", "", start)


def mentions_called_short(text: str, roster: Roster) -> Iterator[Mention]:
    """Yield those whom a sentence calls by surname, by a post that one alone holds, or by both."""
    if roster.calls_by_surname:
        yield from _by_surname(text, roster)
        yield from _by_turn(text, roster)
        yield from _by_post(text, roster)
        yield from _by_post_and_surname(text, roster)


def _by_surname(text: str, roster: Roster) -> Iterator[Mention]:
    """Yield those whom a sentence calls by nothing but the surname: Berg said; added Berg."""
    for match in (*_SURNAME_SAYS.finditer(text), *_SAID_SURNAME.finditer(text)):
        if name := roster.with_surname(match["name"]):
            start = match.start("name")
            yield Mention(start, match.end("name"), name, EN, "", "", start)


def begins_turn(text: str) -> bool:
    """Tell whether a sentence says no more than whose turn it was: After Anna, came Tom."""
    turn = _TURN.match(text)
    return bool(turn and (turn["after"] or turn["turn"]))


def titled_by_turn(text: str, roster: Roster) -> list[Mention]:
    """Return whom a sentence calls by one name and says what she is: Anna is a professor at …"""
    return [mention for mention in _by_turn(text, roster) if mention.title]


def _by_turn(text: str, roster: Roster) -> Iterator[Mention]:
    """Yield whom a sentence calls by one name, whose turn it is or of whom it says what she is."""
    turn = _TURN.match(text)
    called = next((group for group in ("after", "turn", "name") if turn and turn[group]), "")
    name = roster.with_surname(turn[called]) if turn and called else ""
    if turn is None or not name:
        return
    start, end = turn.span(called)
    title = turn["title"] or ""
    if not title or has_title_word(title, EN):
        yield Mention(start, end, name, EN, title, "", start)


def _by_post(text: str, roster: Roster) -> Iterator[Mention]:
    """Yield the one person who holds a post that a sentence calls her or him by: the Minister."""
    for match in (*_POST_SAYS.finditer(text), *_SAID_POST.finditer(text)):
        is_post = has_title_word(match["post"], EN)
        post = match["post"][:1].upper() + match["post"][1:]
        if is_post and (name := roster.with_post(post)):
            start = match.start("post")
            first = start - len("the ")
            yield Mention(first, match.end("post"), name, EN, "", "", start)


def _by_post_and_surname(text: str, roster: Roster) -> Iterator[Mention]:
    """Yield those whom a sentence calls by post and surname, met before: Minister Berg."""
    for match in _POST_AND_SURNAME.finditer(text):
        is_post = match["post"].isupper() or has_title_word(match["post"], EN)
        if is_post and (name := roster.with_surname(match["name"])):
            yield Mention(
                match.start(), match.end(), name, EN, "", match["post"], match.start("name")
            )
