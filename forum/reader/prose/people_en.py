"""The people of an English sentence: Mr. Sam Ode, Minister of Trade; Chairperson Gao Lin."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from forum.core.names import fold
from forum.reader.event_record import EN
from forum.reader.prose.forms_en import (
    AFFILIATED,
    BEHIND_NAME,
    BODY,
    CAPITAL,
    HONORIFIC,
    NAME,
    NO_HOUSE,
    PARTICLE,
    POSTS,
    TITLE_ALONE,
    VERB,
)
from forum.reader.prose.mentions import Mention, Roster, without_overlaps
from forum.reader.prose.phrases_en import end_of_phrase, start_of_phrase
from forum.reader.prose.short_forms_en import (
    ALSO,
    SAYING,
    is_behind_article,
    listed_names,
    mentions_called_short,
    mentions_met_before,
)
from forum.reader.prose.titles_en import attach_title, begins_title, find_title_before
from forum.reader.reading import Certainty
from forum.reader.shapes.record.name_forms import has_title_word, is_name_en
from forum.reader.shapes.record.places import is_country_en
from forum.reader.vocabulary import prose_en as words
from forum.reader.vocabulary import saying, titles
from forum.reader.vocabulary.given_names import GIVEN_NAMES
from forum.reader.vocabulary.institutions import (
    FIELD_WORDS_EN,
    INSTITUTION_EN,
    INSTITUTION_WORDS_EN,
)
from forum.reader.vocabulary.places import CITIES_EN, COUNTRIES_EN
from forum.reader.vocabulary.roles import PRESENTED_BY_EN

# Dr. D.Y. Berg, Dr. K.P Berg
_INITIALS: Final = r"(?:(?:[A-Z]\.){2,3}|(?:[A-Z]\.){1,2}[A-Z])\s+"
_ADDRESSED: Final = re.compile(
    rf"\b(?P<honorific>{HONORIFIC})(?P<name>{_INITIALS}{CAPITAL}(?:\s+{CAPITAL})?|{NAME})"
)
# Dr. AnnaBerg: a name whose space was lost, and no surname as MacLean and VanDyke are
_JOINED: Final = re.compile(r"(?!Mac|Van|Von|Fitz|Des|Del)[A-Z][a-z]{2,}[A-Z][a-z]{2,}")
_CAPITALS: Final = re.compile(rf"(?<![\w’'-]){NAME}")
# Minister of State (Independent Charge) for Ports and Justice H.E. Anna Berg
_OFFICE_END: Final = re.compile(
    r"\b(?:[Mm]inister|[Ss]ecretary)\s+(?:of\s+State\s+)?(?:\([^()]{2,40}\)\s+)?(?:of|for)\s+(?:(?:[A-Z]\w+,?\s+)+and\s+)?$"
)
_JUSTICE: Final = re.compile(r"^Justice\s+")
_POST_NOMINALS: Final = re.compile(rf"(?:,?\s+(?:{words.POST_NOMINALS}))+$")
_LETTERS_ALONE: Final = re.compile(rf"\s+(?:{words.LETTERS_BEHIND})(?![\w.])")
# Anna Berg, SC said
_NOMINALS_BEHIND: Final = re.compile(rf"(?:,\s+(?:{words.POST_NOMINALS})(?![\w.]))?")
# Anna Berg (Norway) also spoke; Anna Berg (Norway), the chair of the meeting, spoke
_TOLD: Final = re.compile(
    rf"(?P<aside>,\s+(?:the|an?)\s[^,.;]{{3,60}},)?{ALSO}\s+(?:{SAYING}|gave|made|delivered|opened|closed|led|"
    r"moderated|chaired|facilitated|joined)\b"
)
# Portugal's Minister for Infrastructure, Helena Marques, today opened it, and the Minister of …
_APPOSED: Final = re.compile(
    rf",(?:\s+(?:today|yesterday|recently|on\s+\w+day|also|\w+ly))?(?:{VERB.pattern}|\s+and\s+(?:the\s+)?[A-Z])"
)
# Judge Berg, President of the Court,
_BEHIND_SURNAME: Final = re.compile(r",\s+(?:the\s+)?(?P<title>[A-Z][^,;.()]{3,80}),")
_PASSIVE: Final = re.compile(
    rf"\b(?:{'|'.join(pattern for role, pattern in words.PASSIVE.items() if role)})\s*",
    re.IGNORECASE,
)
# The talks of Anna Berg: of what, as often as whose
_PRESENTED: Final = re.compile(PRESENTED_BY_EN, re.IGNORECASE)
_LOWER_TITLE: Final = r"(?:(?:the|an?)\s+)?(?:[a-z][\w-]*\s+){0,3}"
# by TideTrade’s Anna Berg: whose she is
_OWNER: Final = rf"(?:(?P<owner>{CAPITAL}(?:\s+{CAPITAL})?)[’']s\s+)?"
_BARE: Final = re.compile(rf"(?:{words.OF_CROWD}|{_LOWER_TITLE}){_OWNER}(?P<name>{NAME})")
_JOINT: Final = re.compile(
    rf"(?:\s*\([^()]{{2,60}}\)|\s+(?:of|from|at)\s+(?:the\s+)?[A-Z\d][^,;.:()“”]{{1,60}}?(?=,|\s+and\s+{CAPITAL}\s+{CAPITAL}\s+(?:of|from|at)\s))?"
    r"(?:[,;]?\s+(?:and|or)\s+|[,;]\s+)"
)
_BETWEEN: Final = re.compile(
    r"\s*(?:;|,)?\s*(?:(?:and|or|as\s+well\s+as|along\s+with|together\s+with|&|including)\s*)?(?:the\s+)?\s*"
)
# Anna Berg, Director, Tide Office; Vice Chair, Dike Board, Tom Li: a further post between two
_FURTHER_POST: Final = re.compile(
    r"\s*;\s*(?P<post>[A-Z][\w’'&.-]*(?:,?\s+(?:[A-Z&][\w’'&.-]*|of|the|for|and|in|on))*),\s+(?:and\s+)?"
)
# Anna Berg (Norway), Tom Li (SRB), Eva Strand (Office of Tides): whence people come
_ORIGIN: Final = re.compile(
    rf"(?<![\w’'-])(?P<name>{NAME})\s\((?P<origin>[A-Z][\w&.’'-]*(?:\s(?:of|for|and|the|[A-Z&][\w&.’'-]*)){{0,6}})\)"
)
_EVENT: Final = re.compile(rf"\b(?:{words.EVENT_NOUNS})$")
_SAID_NAME: Final = re.compile(rf"[,︐?!][”\"]\s+(?:{'|'.join(saying.EN)})\s+(?P<name>{NAME})")
_ENTRY_END: Final = re.compile(r",\s|\s+and\s")
_HEADLINE_VERB: Final = re.compile(
    r"(?:Open|Close|Conclude|Host|Visit|Attend|Meet|Call|Launche|Deliver|Welcome|Lead|Addresse|"
    r"Chair|Join|Urge|Sign|Speak|Unveil|Inaugurate|Hold|Receive|Lay|Say|Pledge)s"
)
_WITHIN_NAME: Final = re.compile(r"(?:\b(?:of|for|at)|&)\s+$")
# under the leadership of Anna Berg, director of the office
_HERS: Final = re.compile(
    r"\b(?:leader|chairman|chair|steward|patron)ship\s+of\s+$|"
    r"\b(?:guidance|direction|presence|chair|patronage|participation|remarks)\s+of\s+$",
    re.IGNORECASE,
)
_POST_OF: Final = re.compile(rf"\b(?i:{'|'.join(titles.TITLE_WORDS_EN)})\s+(?:of|at)\s+$")
_LONGEST_NAME: Final = 4  # words
_WITHIN_NAMES: Final = frozenset(
    {"Van", "Thi", "Duc", "Bin", "Binti", "Ibn", "Al", "El", "De", "Da"}
)
_HOUSE_WORDS: Final = INSTITUTION_WORDS_EN | FIELD_WORDS_EN
_HOUSE_BEFORE: Final = re.compile(rf"\b(?i:{INSTITUTION_EN})\s+$")
_POSITIONS: Final = "|".join(
    sorted(titles.TITLE_WORDS_EN - words.ATTRIBUTES, key=len, reverse=True)
)
# history professor Anna Berg, the provost Tom Li: a word for a position right before the name
_POSITION: Final = re.compile(rf"\b(?i:{_POSITIONS})s?\s+(?={CAPITAL}\s)")
# Norway’s Minister of Trade Anna Berg, whatever follows
_OFFICE: Final = re.compile(
    rf"\b(?:Minister|Secretary|Commissioner|Ambassador)\s+(?:of|for)\s+(?:{CAPITAL}\s+|(?:and|of|the|for)\s+)*{CAPITAL}"
    rf"(?:\s+{PARTICLE}\s+{CAPITAL})?(?!\s+(?:of|for|and\s+[A-Z])\b|\s+[A-Z])"
)
_NEXT_IN_LIST: Final = re.compile(r",?\s+and\s+(?=(?:the\s+)?[A-Z][^,;:]*$)")
_NEXT_OFFICE: Final = re.compile(
    rf",?\s+and\s+(?=(?:[A-Z]\w+[’']s\s+)?(?:[A-Z][\w-]*\s+){{0,2}}(?i:{_POSITIONS})\s+(?:of|for)\s+[A-Z])"
)
# Surge International, a federation of members: no person
_HOUSE_BEHIND: Final = re.compile(
    rf"an?\s+(?:[\w-]+\s+){{0,3}}(?i:{INSTITUTION_EN})\s+(?:of|for|with|in)\s"
)
_ACRONYM_FIRST: Final = re.compile(r"[A-Z]{3,}\s+(?![A-Z]+\b)[A-Z]")
# Nothing is told of them but a word: Anna Berg said; Anna Berg and Tom Li shared.
_NAME_ALONE: Final = rf"{CAPITAL}(?:\s+(?:{PARTICLE}\s+)*{CAPITAL}){{1,3}}"
_SPEAKING: Final = re.compile(
    rf"(?:^|[,;”]\s|\band\s)(?P<name>{_NAME_ALONE})"
    rf"(?=(?:(?:,\s+|,?\s+and\s+){_NAME_ALONE}){{0,4}}{ALSO}\s+(?:{SAYING})\b)"
)

_OF_HOUSE: Final = re.compile(
    rf"(?:^|[,;”]\s|\band\s)(?P<name>{_NAME_ALONE})\s+(?:of|from)\s+(?:the\s+)?"
    rf"(?=[^,.;:“”]*\b(?i:{INSTITUTION_EN})\b){CAPITAL}(?:\s+(?:of|for|and|the|&|{CAPITAL})){{1,8}}"
    rf"(?={ALSO}\s+(?:{SAYING})\b)"
)


def find_mentions_en(text: str, roster: Roster) -> list[Mention]:
    """Return the people whom a sentence names, from left to right."""
    mentions = without_overlaps(
        [
            *_addressed(text, roster),
            *_with_origins(text),
            *_with_title_behind(text),
            *_with_title_before(text),
            *_with_titles_in_lists(text),
            *_behind_positions(text),
            *_before_letters(text),
            *_last_of_lists(text),
            *_behind_houses(text),
            *_behind_verbs(text),
            *mentions_met_before(text, roster),
            *_behind_quotations(text),
            *mentions_called_short(text, roster),
            *_of_houses(text),
            *(_speaking(text) if roster.calls_by_surname else ()),
        ]
    )
    mentions = [
        mention for mention in mentions
        if mention.honorific or not is_behind_article(text, mention.start)
    ]  # fmt: skip
    mentions = [_by_longer_name(mention, roster) for mention in mentions]
    titled: list[Mention] = []
    for at in range(len(mentions)):
        titled.append(attach_title(text, mentions, at, titled[-1].end if titled else 0))
    return titled


def _by_longer_name(mention: Mention, roster: Roster) -> Mention:
    """Return a mention by the longer name that the text has for it: Al Nur, of Anna Al Nur."""
    longer = roster.find_longer(mention.name)
    return replace(mention, name=longer) if longer else mention


def is_joint_en(text: str) -> bool:
    """Tell whether a text between two people joins them into one list."""
    further = _FURTHER_POST.fullmatch(text)
    return bool(_BETWEEN.fullmatch(text) or (further and has_title_word(further["post"], EN)))


def _addressed(text: str, roster: Roster) -> Iterator[Mention]:
    """Yield those whom an honorific stands before; a surname alone is somebody's met before.

    With a title behind a comma it may be all that is told of her or him.
    """
    for match in _ADDRESSED.finditer(text):
        first = match.start()
        if _OFFICE_END.search(text, 0, first):
            first = match.end("honorific") - len(_JUSTICE.sub("", match["honorific"]))
        if first == match.start("name"):
            continue  # Minister of Justice Anna Berg
        printed = _trimmed(match["name"])
        printed = _before_title(printed)
        name = _POST_NOMINALS.sub("", printed)
        if not is_name_en(name, is_addressed=True):
            continue
        end = match.start("name") + len(printed)
        certainty = Certainty.CERTAIN
        if " " not in name:
            known = roster.with_surname(name)
            behind = _BEHIND_SURNAME.match(text, end)
            is_titled = behind and begins_title(behind["title"])
            if not known and not is_titled and not _JOINED.fullmatch(name):
                continue
            certainty = Certainty.CERTAIN if known else Certainty.GUESS
            name = known or name
        elif name not in roster and (whole := _same_person(name, roster)):
            name = whole
        honorific = text[first : match.start("name")].strip()
        yield Mention(first, end, name, EN, "", honorific, match.start("name"), certainty)


def _before_title(name: str) -> str:
    """Leave out a title that follows a name without a comma: Hon. Anna Berg Minister of Trade.

    And what a headline goes on with: Dr Anna Berg Opens Harbour Forum.
    """
    tokens = name.split()
    ends = (
        at for at in range(2, len(tokens))
        if tokens[at].casefold() in POSTS or _HEADLINE_VERB.fullmatch(tokens[at])
    )  # fmt: skip
    return " ".join(tokens[: next(ends, None)])


def _same_person(name: str, roster: Roster) -> str:
    """Return the person of the roster whose name a shorter form is part of: Shanmugam K."""
    words_of = name.split()
    if whole := roster.find_whole(name):
        return whole
    whole = roster.with_surname(words_of[-1]) or roster.with_surname(words_of[0])
    return whole if whole and set(words_of) <= set(whole.split()) else ""


def _trimmed(name: str) -> str:
    """Leave out a verb or a word that begins a sentence, and a point that ends one."""
    tokens = name.split()
    while len(tokens) > 1 and tokens[-1].strip(".") in words.FIRST_WORDS:
        tokens.pop()
    name = " ".join(tokens)
    if name.endswith(".") and not re.search(r"\b[A-Z]\.$|\b(?:Jr|Sr)\.$", name):
        name = name[:-1]
    return re.sub(r"[’']s$", "", name)


def _with_title_behind(text: str) -> Iterator[Mention]:
    """Yield names before a comma or bracket and a title: Anna Berg, Director of the Office."""
    for match in _CAPITALS.finditer(text):
        name = _without_first_word(match[0])
        printed = _trimmed(name)
        start = match.start() + len(match[0]) - len(name)
        end = start + len(printed)
        bare_name = _POST_NOMINALS.sub("", printed)
        if " " not in bare_name or not is_name_en(bare_name) or _is_place(bare_name):
            continue
        if _WITHIN_NAME.search(text[:start]) and not _HERS.search(text[:start]):
            continue  # Institute of Policy Studies (Moderator)
        behind = re.match(r"\s*(?:,|\()\s*(?P<title>[^,;.()]{3,80})", text[end:])
        # Portugal's Minister for Infrastructure, Helena Marques, opened it.
        is_apposed = text[:start].endswith(", ") and _is_apposed(text, end)
        has_title = bool(is_apposed and find_title_before(text, start, 0)[1])
        has_title |= start == 0 and bool(AFFILIATED.match(text, end))
        is_house = behind and _HOUSE_BEHIND.match(behind["title"])
        if has_title or (behind and not is_house and begins_title(behind["title"])):
            if is_apposed and (nominals := _NOMINALS_BEHIND.match(text, end)):
                end = nominals.end()
            yield Mention(start, end, bare_name, EN, "", "", start, Certainty.LIKELY)


def _is_apposed(text: str, end: int) -> bool:
    """Tell whether a name that a comma parts from its title is followed by another, or a verb."""
    nominals = _NOMINALS_BEHIND.match(text, end)
    behind = nominals.end() if nominals else end
    return bool(_APPOSED.match(text, end) or VERB.match(text, behind))


def _with_origins(text: str) -> Iterator[Mention]:
    """Yield those whom a sentence calls by name and whence they come: Anna Berg (Norway).

    One alone is told of by a verb.
    """
    people = [
        (name, match)
        for match in _ORIGIN.finditer(text)
        if " " in (name := _without_posts(_without_first_word(match["name"])))
        and is_name_en(name)
        and not _is_place(name)
        and not _are_initials(match["origin"], name)
    ]
    house_end = -1  # Founder of Quay Law (Norway) and Dune Law (Malta)
    for name, match in people:
        start, origin = match.end("name") - len(name), match["origin"]
        is_joined = house_end >= 0 and _JOINT.fullmatch(text, house_end, start)
        if is_joined or _POST_OF.search(text[:start]):
            house_end = match.end()
            continue
        told = None if NO_HOUSE.fullmatch(origin) else _TOLD.match(text, match.end())
        if len(people) == 1 and not told:
            continue
        end = told.end("aside") if told and told["aside"] else match.end()
        title = "" if is_country_en(origin) else origin
        is_house = begins_title(title) or not _HOUSE_WORDS.isdisjoint(title.casefold().split())
        certainty = Certainty.LIKELY if is_house else Certainty.GUESS
        yield Mention(start, end, name, EN, title, "", start, certainty)


def _without_posts(name: str) -> str:
    """Leave out what several hold before the first one's name: Directors Anna Berg."""
    return re.sub(rf"^(?:(?:{_POSITIONS})s?\s+)+", "", name, flags=re.IGNORECASE)


def _are_initials(letters: str, name: str) -> bool:
    return letters == "".join(letter for letter in name if letter.isupper())


def _is_place(name: str) -> bool:
    return name.casefold() in COUNTRIES_EN or name.casefold() in CITIES_EN


def _without_first_word(name: str) -> str:
    tokens = name.split()
    while len(tokens) > 1 and tokens[0] in words.FIRST_WORDS:
        tokens.pop(0)
    return " ".join(tokens)


def _with_title_before(text: str) -> Iterator[Mention]:
    """Yield names right behind a title, before a verb: Chairperson of the Council Gao Lin said.

    And before the next such title: Minister of Ports Anna Berg and Head of Trade Gao Lin; ask.
    """
    for pattern, certainty in ((VERB, Certainty.LIKELY), (_NEXT_OFFICE, Certainty.GUESS)):
        for match in pattern.finditer(text):
            start, name = _name_before(text, match.start())
            if name:
                yield Mention(start, match.start(), name, EN, "", "", start, certainty)


def _behind_verbs(text: str) -> Iterator[Mention]:
    """Yield the bare names behind a passive, and those that go on with them: signed by A and B."""
    if first := _PASSIVE.search(text):
        for start, end in listed_names(text, first.end()):
            yield Mention(start, end, text[start:end], EN, "", "", start)
    for match in _PASSIVE.finditer(text):
        presented = _PRESENTED.match(text, match.start())
        # Institutions host as well; whom a title makes a person is found by it.
        place: int | None = None if "hosted" in match[0].casefold() else match.end()
        while place is not None and (bare := _BARE.match(text, place)):
            if addressed := _ADDRESSED.match(text, bare.start("name")):
                # Ms. Solheim is no whole name, but somebody's who was met before.
                joint = _JOINT.match(text, addressed.end())
                place = joint.end() if joint else None
                continue
            printed = _trimmed(bare["name"])
            name = _POST_NOMINALS.sub("", printed)
            if name.split()[0] in words.FIRST_WORDS:
                break  # attended by More Than a hundred people
            if " " not in name or not is_name_en(name) or _is_place(name):
                # moderated by Fund Adviser Anna Berg, by Director of the Tide Office Anna Berg
                if place > match.end() and not text[:place].endswith("and "):
                    break  # by Anna Berg, Head of Ports and Partner of Tom Lind Tides
                end = max(bare.end(), end_of_phrase(text, bare.start("name")))
                start, name = _name_before(text, end)
                if not name:
                    break
                yield Mention(start, end, name, EN, "", "", start)
                joint = _JOINT.match(text, end)
                place = joint.end() if joint else None
                continue
            start = bare.start("name")
            is_given = fold(name.split()[0]) in GIVEN_NAMES
            if presented and not is_given and _ACRONYM_FIRST.match(name):
                break  # the presentation of ABC Principles
            is_list = place > match.end() or _JOINT.match(text, start + len(printed))
            is_asked = not is_given and (name.isupper() or bool(presented and not is_list))
            certainty = Certainty.GUESS if is_asked else Certainty.LIKELY
            end = start + len(printed)
            owner = "" if text.startswith(",", end) else bare["owner"] or ""
            begin = bare.start("owner") if owner else start
            title = "" if _is_place(owner) else owner
            yield Mention(begin, end, name, EN, title, "", start, certainty)
            nominals = _NOMINALS_BEHIND.match(text, end)
            joint = _JOINT.match(text, nominals.end() if nominals else end)
            place = joint.end() if joint else None


def _behind_quotations(text: str) -> Iterator[Mention]:
    """Yield the whole names behind what they said: “…,” replied Anna Berg."""
    for match in _SAID_NAME.finditer(text):
        name, start = _trimmed(match["name"]), match.start("name")
        if _ADDRESSED.match(text, start):
            continue  # “…,” said Dr. Berg: nobody of that name, but whoever was met before
        if " " not in name or not is_name_en(name):
            start, name = _name_before(text, end_of_phrase(text, start))
        if name:
            yield Mention(start, start + len(name), name, EN, "", "", start)


def _with_titles_in_lists(text: str) -> Iterator[Mention]:
    """Yield those of a list with titles before the names: Secretary Anna Berg, Head Li Wei."""
    entries = [
        (start, mark.start(), name)
        for mark in _ENTRY_END.finditer(text)
        for start, name in [_name_before(text, mark.start())]
        if name and text[start : mark.start()] == name and TITLE_ALONE.search(text[:start])
    ]
    if len(entries) > 1:
        yield from (
            Mention(start, end, name, EN, "", "", start, Certainty.LIKELY)
            for start, end, name in entries
        )


def _behind_positions(text: str) -> Iterator[Mention]:
    """Yield the whole names right behind a word for a position: history professor Anna Berg."""
    for match in _POSITION.finditer(text):
        run = _CAPITALS.match(text, match.end())
        printed = _POST_NOMINALS.sub("", _trimmed(run[0])) if run else ""
        is_name = " " in printed and is_name_en(printed) and not _is_place(printed)
        if is_name and not _is_house_of_last(text, match.start(), printed):
            start = match.end()
            yield Mention(start, start + len(printed), printed, EN, "", "", start)
    for match in _OFFICE.finditer(text):
        end = match.start() + len(match[0].rstrip("."))
        start, name = _name_before(text, end)
        if name:
            yield Mention(start, end, name, EN, "", "", start)


def _before_letters(text: str) -> Iterator[Mention]:
    """Yield those behind a title whose names letters end: Minister of Ports Anna Berg SC and …."""
    for match in _LETTERS_ALONE.finditer(text):
        start, name = _name_before(text, match.start())
        if name:
            yield Mention(start, match.end(), name, EN, "", "", start, Certainty.LIKELY)


def _last_of_lists(text: str) -> Iterator[Mention]:
    """Yield who stands behind a title at the end of a list of people, and of the sentence; ask."""
    first = _ADDRESSED.search(text)
    start, name = _name_before(text, len(text.rstrip(" .")))
    joint = _NEXT_IN_LIST.search(text, 0, start) if first and name else None
    if (
        joint
        and first
        and first.end() < joint.start()
        and has_title_word(text[joint.end() : start], EN)
    ):
        yield Mention(start, start + len(name), name, EN, "", "", start, Certainty.GUESS)


def _is_house_of_last(text: str, start: int, name: str) -> bool:
    """Tell whether it is where the last person holds a post: Dr. Anna Berg, Director TIDE Bergen.

    start: where the post begins.
    """
    return bool(_ACRONYM_FIRST.match(name) and BEHIND_NAME.search(text[:start]))


def _speaking(text: str) -> Iterator[Mention]:
    """Yield whoever says something and is called by nothing but a name; it may be a house's."""
    for match in _SPEAKING.finditer(text):
        name = _POST_NOMINALS.sub("", _trimmed(match["name"]))
        is_house = BODY.search(name) or _EVENT.search(name)
        is_whole = _trimmed(match["name"]) == match["name"] and " " in name
        if is_whole and is_name_en(name) and not (_is_place(name) or is_house):
            start = match.start("name")
            first = _without_first_word(name)
            if first == name:
                yield Mention(start, match.end("name"), name, EN, "", "", start, Certainty.GUESS)


def _of_houses(text: str) -> Iterator[Mention]:
    """Yield whoever says something and is of a house: Anna Berg of the Tide Union said."""
    for match in _OF_HOUSE.finditer(text):
        name, start = match["name"], match.start("name")
        is_other = BODY.search(name) or _EVENT.search(name) or has_title_word(name, EN)
        if (
            _without_first_word(name) == name
            and is_name_en(name)
            and not (is_other or _is_place(name))
        ):
            yield Mention(start, match.end("name"), name, EN, "", "", start, Certainty.GUESS)


def _name_before(text: str, end: int) -> tuple[int, str]:
    """Return the name that ends there behind a title, and where it begins."""
    start = start_of_phrase(text, end)
    phrase = _POST_NOMINALS.sub("", text[start:end])
    tokens = [(match.start(), match[0]) for match in re.finditer(r"\S+", phrase)]
    last = max(
        (at for at, (_place, token) in enumerate(tokens)
         if token.strip(".,()").casefold() in titles.TITLE_WORDS_EN), default=None,
    )  # fmt: skip
    if last is None or last + 1 >= len(tokens):
        return 0, ""
    behind = tokens[last + 1 :]
    # Director Anna Berg: all of it; Director of the Office Anna Berg: what follows the house, or
    # the last two words.
    has_complement = behind[0][1].casefold() in words.CONNECTORS or behind[0][1].startswith("(")
    words_of_name = 3 if behind[-2:-1] and behind[-2][1] in _WITHIN_NAMES else 2
    name_tokens = (_behind_house(behind) or behind[-words_of_name:]) if has_complement else behind
    name = " ".join(token for _place, token in name_tokens)
    size = sum(token[0].isupper() for _place, token in name_tokens)
    is_whole = 2 <= size <= _LONGEST_NAME and len(behind) - len(name_tokens) != 1
    complement = behind[: len(behind) - len(name_tokens)]
    if len(complement) > 1 and complement[-1][1] in words.CONNECTORS:
        return 0, ""  # Minister of State for Green Growth
    if _is_house_of_last(text, start, name):
        return 0, ""
    if not is_whole or not is_name_en(name) or _is_place(name) or _EVENT.search(name):
        return 0, ""
    return start + name_tokens[0][0], name


def _behind_house(tokens: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return the words behind the last that names an institution, [] where none does."""
    last = max(
        (at for at, (_place, token) in enumerate(tokens[:-1])
         if token.strip(".,()").casefold() in _HOUSE_WORDS), default=None,
    )  # fmt: skip
    behind = tokens[last + 1 :] if last is not None else []
    size = sum(token[0].isupper() for _place, token in behind)
    return behind if 2 <= size <= _LONGEST_NAME else []


def _behind_houses(text: str) -> Iterator[Mention]:
    """Yield those right behind title and institution: Director of the Tide Office Anna Berg."""
    for match in _CAPITALS.finditer(text):
        end = end_of_phrase(text, match.start())
        start, name = _name_before(text, end)
        if name and " " in name and _HOUSE_BEFORE.search(text, 0, start):
            yield Mention(start, end, name, EN, "", "", start)
