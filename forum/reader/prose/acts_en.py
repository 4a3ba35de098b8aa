"""What people do and say in an English sentence."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from forum.reader.event_record import EN
from forum.reader.prose.acts import Act, Saying, SentenceReading
from forum.reader.prose.mentions import Mention, Roster, group_before, group_mentions
from forum.reader.prose.numbered_sessions import read_numbered_en
from forum.reader.prose.people_en import find_mentions_en, is_joint_en
from forum.reader.prose.short_forms_en import SAYING, begins_turn
from forum.reader.shapes.record import segments
from forum.reader.vocabulary import attendance, saying
from forum.reader.vocabulary import prose_en as words
from forum.reader.vocabulary.places import COUNTRY_LIST_EN
from forum.reader.vocabulary.roles import DISCUSSED, MODERATORS_EN, PRESENTED_BY_EN


def _table(verbs: dict[str, str]) -> list[tuple[str, re.Pattern[str]]]:
    return [
        (role, re.compile(rf"\b(?:{pattern})", re.IGNORECASE)) for role, pattern in verbs.items()
    ]


_ACTIVE: Final = _table(words.ACTIVE)
_PASSIVE: Final = _table(words.PASSIVE)
_ADVERB: Final = re.compile(
    rf"(?-i:{COUNTRY_LIST_EN})\b|"  # Ms Anna Berg, Norway, said
    r"\s*(?:and\s+(?:\w+\s+)?other\s+[a-z ]{3,50}?(?=\s*$)|"
    rf",?\s*{saying.ADVERBS_EN}|,?\s*who|,|and|by\s+video(?:\s+link)?|virtually|jointly|"
    r"speaking\s+[a-z][^,]{3,60},|in\s+(?:his|her|their)\s+[^,]{3,60},?|"
    r",?\s*an?\s+(?:speaker|panell?ist|moderator|participant|attendee|delegate)\s+(?:at|in|of|from)\s[^,;.]{3,70},|"
    r"of\s+(?:the\s+)?(?-i:[A-Z][\w’-]+(?:\s+[A-Z][\w’-]+)?)|"
    r"(?:has|have|had)\s+\w+ed\s[^,.;:“”]{2,60}\sand(?=\s*$)|"
    r"both|attended(?:\s+(?:the\s+)?\w+)?\s+and|among\s+others|on\s+the\s+other\s+hand|for\s+(?:his|her|their)\s+part|in\s+turn|meanwhile|however|likewise|"
    r"respectively|today|yesterday|later|then|briefly|officially)",
    re.IGNORECASE,
)
_MIDDLE: Final = (
    r"(?:\s+(?:the\s+)?(?:delegates|participants|reporters|audience|attendees|guests|meeting|forum|"
    r"conference))?"
)
_MIDDLE_PLACE: Final = r"(?:\s+(?:in|at|during|on|to)\s[^“”.:]{2,90}?)?"
_LEADS: Final = re.compile(r"(?:will\s+)?(?:led|leads?)\b", re.IGNORECASE)
_WHERE: Final = re.compile(r",\s+(?:where|at\s+which)\s")
_DEBATE: Final = re.compile(r"\bdebate\b", re.IGNORECASE)
# started by stressing that …; took a stronger stance, saying that …: told whole, for it is no verb
_SAYS_BY: Final = (
    r"(?:(?:start|open|end|finish|conclud)ed(?:\s+o(?:ff|ut))?\s+by|began\s+by|"
    r"(?:took|adopted|struck)\s+an?\s[^.;“”]{3,60}?,)\s+"
    r"(?:say|stress|argu|not|explain|observ|stat|insist|claim|warn|emphasi[sz]|highlight)ing(?:\s+that)?"
)
_SAYS: Final = re.compile(
    rf"\b(?P<verb>(?:{_SAYS_BY}|{SAYING})(?:\s+and\s+(?:{SAYING}))?(?:\s+out(?=\s+that|\s*[:,]))?)\b"
    rf"(?:(?P<mark>{_MIDDLE}{_MIDDLE_PLACE}(?:\s+that\b,?\s*|\s*[:,]\s*(?=“)|\s*:\s*))|)"
)
# presented a copy of the digest to the Minister: nothing was said.
_HANDS_OVER: Final = re.compile(
    r"present(?:ed|s)\s+(?:an?|the)\s+(?:[a-z-]+\s+){1,3}(?:of\s+[^,.;“”]{2,60}?\s)?to\s+(?:the\s+)?[A-Z]"
)
_SAID_BEHIND: Final = re.compile(rf"[,︐.!?]”\s*(?:{SAYING})\s+$")
_DID_MORE: Final = re.compile(
    rf",?\s+(?:{words.VERBS})\s(?:[^.;:,“”]{{2,140}},?\sand\s+(?:also\s+|then\s+)?|"
    r"[^.;:“”]{2,140},\s+(?:where|at\s+which)\s+(?:he|she|they)\s+)"
)
_PRONOUN: Final = re.compile(r"(?:^|(?<=[,;”]\s))(?:He|She|he|she)\b")
# Anna Berg and Tom Li – the authors of the atlas – led
_BETWEEN_DASHES: Final = re.compile(r"^\s[–—]\s(?:the|all|both)\s[^–—.;:“”]{3,60}\s[–—]")
_PLANS: Final = re.compile(r"(?:He|She)\s+will\b")
_WHO: Final = re.compile(r"\s*,\s+(?:who|whose)\b[^.;“”]*,?\s*$")
_OCCASION: Final = re.compile(r"\s+(?:at|in|during|to|while|when)\s[^.;“”]{0,60}")
# said Ms. Berg on the eve of the signing: she spoke elsewhere
_OTHER_TIME: Final = re.compile(
    r"\b(?:(?:on|at)\s+the\s+eve\s+of|ahead\s+of|prior\s+to|in\s+the\s+run-?up\s+to|before)\s",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile("“[^“”]*”")
_CIRCUMSTANCE: Final = re.compile(
    r"^(?:(?:In|During|At|On|Speaking|Addressing|Opening|Closing|Welcoming|After|Following|Delivering|"
    r"Giving|Wrapping|Summing)\b[^.;:“”]{2,140}?,\s*(?:the\s+)?|Also\s+speaking[^,]{0,60},\s*|The\s+)?$"
)
_SESSION_TITLE: Final = re.compile(
    r"(?:panel|discussion|round\s*-?table|dialogue|session|fireside\s+chat)s?(?:\s+discussion)?\s+"
    r"(?:on|titled|entitled|themed)\s+(?:the\s+(?:motion|topic|theme|question|subject)\s+(?:of\s+)?)?"
    r"“(?P<title>[^“”]{4,120})”", re.IGNORECASE,
)  # fmt: skip
_SPEECH_TITLE: Final = re.compile(
    r"(?:on|titled|entitled|themed)\s+“(?P<title>[^“”]{4,120})”", re.IGNORECASE
)
_VIDEO: Final = re.compile(rf"\b(?:{attendance.VIDEO_EN})", re.IGNORECASE)
_WRITTEN: Final = re.compile(rf"\b(?:{attendance.WRITTEN_EN})", re.IGNORECASE)
_TOPIC: Final = re.compile(attendance.TOPIC_EN, re.IGNORECASE)
_NARRATES: Final = re.compile(
    r"^(?:The\s+(?:forum|conference|event|summit|meeting|workshop|session|programme|day)\s+(?:also|then|"
    r"was|concluded|closed|ended|brought|saw|featured|will)|(?:Over|More\s+than)\s+\d|(?:On\s+the\s+whole|Overall|All\s+in\s+all|In\s+all),|About\s+the\b|"
    r"Participants\s+also|The\s+(?i:board|committee|council|members|participants|meeting)\b|"
    r"It\s+was\s+(?:agreed|decided|resolved|noted)\b|For\s+(?:more|media)\b)"
)
_WHOLE: Final = re.compile(
    r"\b(?:event|forum|conference|summit|meeting|workshop|seminar|symposium)\b", re.IGNORECASE
)
# The event, by the noun that it is called by: The Dialogue was opened by.
_EVENT_SUBJECT: Final = re.compile(
    r"(?:^|[.;]\s)The\s+(?:[A-Z]\w+\s+){0,5}(?:Dialogue|Round\s?[Tt]able|Discussion|Conversation)\s+"
    r"(?:was|were)\s+(?:\w+ly\s+)?$"
)
# met with Anna Berg and discussed the quay: she is no subject of what follows
_MET: Final = re.compile(
    r"\b(?:(?:met|meets?|meeting)(?:\s+(?:up\s+)?with)?|(?:call(?:ed|s|ing)?|paid\s+a\s+call)\s+on|"
    r"received|hosted|welcomed|visited|thanked|congratulated|accompanied|with|invitation\s+of)\s+(?:both\s+)?(?:the\s+)?$"
)
_PRESENTED: Final = re.compile(PRESENTED_BY_EN, re.IGNORECASE)
# What is said at the opening, where nothing else is told: delivered a speech
_ADDRESS: Final = re.compile(r"\b(?:remarks|address(?:es)?|speech(?:es)?)$", re.IGNORECASE)
# a dialogue and discussion: one session
_DIALOGUE_AND: Final = re.compile(
    r"\b(?P<kind>dialogue|round\s?-?table|panel)\s+(?:and|&)\s+discussions?\b", re.IGNORECASE
)
# started off the first session: one of several of no other name
_NUMBERED: Final = re.compile(
    r"\bthe\s+(?P<name>(?:first|second|third|fourth|fifth|final|last|morning|afternoon)\s+session)$",
    re.IGNORECASE,
)
# facilitator of the Tide, Wave and Surge Dialogues event: a meeting of a name of its own
_NAMED_MEETING: Final = re.compile(
    r"\s+(?:of|for|at)\s+the\s+(?P<name>[A-Z][\w’'-]*(?:,?\s+(?:(?:and|of|for|the|on|in)\s+)*[A-Z][\w’'-]*){1,11})"
    r"\s+(?:event|session|panel|workshop|seminar|meeting|forum)\b"
)
# shared her views in a fireside chat
_WRAPS_UP: Final = re.compile(
    rf"(?:Wrapping\s+up|Closing|Concluding|Summing\s+up|Rounding\s+off|Ending)\s+(?:the|this)\s+(?:[\w-]+\s+){{0,6}}?"
    rf"(?:{words.EVENT_NOUNS}|event|day)\b",
    re.IGNORECASE,
)
_IN_SESSION: Final = re.compile(
    r"\b(?:in|at|during)\s+(?:a|an|the|his|her|their)\s+(?:[a-z-]+\s+){0,2}?"
    r"(?:fireside\s+(?:chat|talk)|(?:panel|moderated)\s+(?:discussion|session)|round\s?-?table|panel|"
    r"keynote\s+(?:speech|address|lecture)|(?:opening|closing)\s+(?:session|ceremony))\b",
    re.IGNORECASE,
)
_CHAIR: Final = re.compile(
    rf"\b[Tt]he\s+(?:session\s+)?(?:{MODERATORS_EN}),\s+$|(?:^|[,;]\s)(?i:moderator|facilitator)\s+$"
)
_SIGNED: Final = re.compile(r"\bsign(?:ed|ing|s|atory|atories|ature)?\b|\bMo[UC]\b", re.IGNORECASE)
# Norway, represented by Anna Berg, signed it
_REPRESENTED: Final = re.compile(r"\brepresented\s+by\b", re.IGNORECASE)
# The conference will be launched by
_EVENT_LAUNCHED: Final = re.compile(
    rf"\b(?:{words.EVENT_NOUNS}|event)\s+(?:was|were|is|will\s+be)\s+(?:\w+ly\s+)?$", re.IGNORECASE
)
# The centre was launched in 2014 by: news of a day tells the day.
_OF_YEAR: Final = re.compile(r"\bin\s+(?:19|20)\d\d\b")
_FEWEST_LISTED: Final = 2
_DEFAULT_KIND: Final = {
    "panellist": "discussion", "signatory": "signing", "witness": "signing", "launcher": "launch",
}  # fmt: skip


def read_sentence_en(text: str, roster: Roster) -> SentenceReading:
    """Return what an English sentence says."""
    mentions = find_mentions_en(text, roster)
    groups = group_mentions(text, mentions, is_joint_en)
    return SentenceReading(
        tuple(mentions),
        tuple(_read_acts(text, groups)),
        _read_saying(text, groups),
        tuple(read_numbered_en(text)),
        *_topic(text, groups),
        bool(_PRONOUN.match(text)) and not _PLANS.match(text),
        bool(_NARRATES.match(text)),
    )


def _topic(text: str, groups: Sequence[Sequence[Mention]]) -> tuple[Mention | None, str]:
    """Return the single person whom a sentence begins with, and the session named before."""
    lead = text[: groups[0][0].start] if groups else ""
    if not groups or len(groups[0]) != 1 or not _CIRCUMSTANCE.fullmatch(lead):
        return None, ""
    return groups[0][0], kind_en(lead) or ("closing" if _WRAPS_UP.match(lead) else "")


def _read_acts(text: str, groups: Sequence[Sequence[Mention]]) -> Iterator[Act]:
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    people = [(mention.start, mention.end) for group in groups for mention in group]
    passive: set[int] = set()
    acting: set[int] = set()
    signed = [("signatory", _REPRESENTED)] if _SIGNED.search(text) else []
    for role, pattern in (*_PASSIVE, *signed):
        for match in pattern.finditer(text):
            group = _without_next_clause(text, _group_behind(text, groups, match.end()))
            if _OF_YEAR.search(match[0]):
                continue
            if group and not _is_inside(match.start(), quoted, people):
                passive.add(group[0].name_start)
                acting.add(group[0].name_start)
                yield _act(text, role, group, match)
    for role, pattern in _ACTIVE:
        for match in pattern.finditer(text):
            place = match.start()
            group = (
                _doers_before(text, groups, place, _is_bridge)
                or _of_main_clause(text, groups, place)
                or _doers_before(text, groups, place, _did_before)
            )
            if group and group[0].name_start in passive and _begins_clause(text, group):
                group = group[-1:]
            if (
                group
                and not _is_inside(match.start(), quoted, people)
                and (group[0].name_start not in passive)
            ):
                acting.add(group[0].name_start)
                yield _act(text, role, group, match)
    for group in groups:
        if len(group) == 1 and _CHAIR.search(text[: group[0].start]):
            acting.add(group[0].name_start)
            yield Act(tuple(group), "moderator", kind_en(text), group[0].end)
    for match in _SAYS.finditer(text):
        group = _doers_before(text, groups, match.start(), _is_bridge)
        is_free = group and len(group) > 1 and group[0].name_start not in acting
        if group and is_free and not _is_inside(match.start(), quoted, people):
            acting.add(group[0].name_start)
            yield _act(text, "speaker", group, match)


def _doers_before(
    text: str,
    groups: Sequence[Sequence[Mention]],
    place: int,
    is_bridge: Callable[[str], bool],
) -> Sequence[Mention] | None:
    """Return those before a verb who do what it says: none who was met, or who invited them."""
    doers = [group for group in groups if not _MET.search(text, 0, group[0].start)]
    return group_before(text, doers, place, is_bridge)


def _is_inside(place: int, *spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < place < end for group in spans for start, end in group)


def _group_behind(
    text: str, groups: Sequence[Sequence[Mention]], place: int
) -> Sequence[Mention] | None:
    group = next((group for group in groups if group[0].start >= place - 1), None)
    lead = text[place : group[0].start] if group else ""
    is_near = re.fullmatch(
        rf"\s*[:,]?\s*(?:{words.OF_CROWD})?(?:both\s+|the\s+|an?\s+|its\s+|experts?\s+|panell?ists?\s+)*",
        lead,
    )
    return group if group and is_near else None


def _begins_clause(text: str, group: Sequence[Mention]) -> bool:
    """Tell whether a verb makes the last of a list, whom no “and” joins, a clause's subject.

    hosted by Anna Berg, Tom Lind attended it
    """
    if len(group) < _FEWEST_LISTED or "and" in text[group[-2].end : group[-1].start]:
        return False
    behind = group[-1].end
    return any(
        _is_bridge(text[behind : verb.start()])
        for _role, pattern in _ACTIVE
        if (verb := pattern.search(text, behind))
    )


def _without_next_clause(text: str, group: Sequence[Mention] | None) -> Sequence[Mention] | None:
    return group[:-1] if group and _begins_clause(text, group) else group


def _of_main_clause(
    text: str, groups: Sequence[Sequence[Mention]], place: int
) -> Sequence[Mention] | None:
    """Return who says something behind a clause about them: Ms Berg, who chaired it, said."""
    if not re.search(r",\s*$", text[:place]):
        return None
    for group in groups:
        if group[-1].end < place and _WHO.match(text, group[-1].end, place - 1):
            return group
    return None


def _is_bridge(text: str) -> bool:
    text = _BETWEEN_DASHES.sub("", text)
    place = 0
    while place < len(text):
        if text[place] in " ,)–—":
            place += 1
        elif (match := _ADVERB.match(text, place)) and match.end() > place:
            place = match.end()
        else:
            return False
    return True


def _did_before(text: str) -> bool:
    """Tell whether a text says what people did, and that they did more: gave a speech and."""
    return _DID_MORE.fullmatch(text) is not None


def _act(text: str, role: str, group: Sequence[Mention], match: re.Match[str]) -> Act:
    sentence = _QUOTED.sub("", text)
    printed = match[0]
    prefix = text[max(0, match.start() - 90) : match.start()]
    behind = _WHERE.split(text[match.end() : match.end() + 60])[0]
    kind = kind_en(printed)
    if not kind and _EVENT_SUBJECT.search(prefix):
        kind = "whole" if role == "moderator" else ""
    elif not kind:
        kind = kind_en(prefix, last=True) if group[0].start >= match.end() else kind_en(behind)
    kind = kind or kind_en(sentence) if role in {"moderator", "panellist"} else kind
    if not kind and role == "moderator" and _WHOLE.search(sentence):
        kind = "whole"
    if role == "witness" and "presence" in printed and not _SIGNED.search(sentence):
        role = "attendee"  # opened in the presence of
    if role == "attendee" and printed.startswith("joined") and kind_en(text) in DISCUSSED:
        role, kind = "panellist", kind_en(text)  # the panel discussion was joined by
    if role == "panellist" and _LEADS.match(printed) and len(group) == 1:
        role = "moderator"
    if role == "launcher" and _EVENT_LAUNCHED.search(prefix):
        role, kind = "speaker", "opening"
    if not kind and re.search(r"\b(?:opened|inaugurated)\b", printed):
        kind = "opening"
    if not kind and re.search(r"\b(?:closed|concluded)\b", printed):
        kind = "closing"
    numbered = _NUMBERED.search(printed)
    meeting = _NAMED_MEETING.match(text, match.end()) if role == "moderator" else None
    title = _SESSION_TITLE.search(text) if role in {"moderator", "panellist"} else None
    speech = _SPEECH_TITLE.search(text) if role == "speaker" and len(group) == 1 else None
    return Act(
        tuple(group), role, kind or _DEFAULT_KIND.get(role, ""),
        max(match.end(), group[-1].end),
        {EN: title["title"].rstrip(",.")} if title else {},
        ({EN: speech["title"].rstrip(",.")},) if speech else (),
        attendance_en(text[group[-1].end : match.end() + 60]),
        numbered["name"].capitalize() if numbered else (meeting["name"] if meeting else ""),
        _usual_kind(role, printed, is_presented=bool(_PRESENTED.match(text, match.start()))),
        "Debate" if role == "panellist" and _DEBATE.search(printed) else "",
    )  # fmt: skip


def _usual_kind(role: str, printed: str, *, is_presented: bool) -> str:
    """Return of which session such words are for the most part, ``current`` for that told of."""
    if role != "speaker":
        return ""
    if is_presented:
        return "keynote"
    return "current" if "echoed" in printed else ("opening" if _ADDRESS.search(printed) else "")


def kind_en(text: str, *, last: bool = False) -> str:
    """Return the kind of session that a phrase names, "" for none."""
    text = _DIALOGUE_AND.sub(r"\g<kind>", text)
    kinds = [segment.kind for segment in segments.find(text, EN)]
    kinds = ["discussion" if kind == "topic" else kind for kind in kinds]
    kinds = [kind for kind in kinds if kind not in {"other", "break"}]
    return (kinds[-1] if last else kinds[0]) if kinds else ""


def attendance_en(text: str) -> str | None:
    """Return how somebody takes part, by the words beside the verb."""
    text = _TOPIC.sub("", text)
    if _WRITTEN.search(text):
        return "written"
    return "video" if _VIDEO.search(text) else None


def _occasion(text: str) -> str:
    """Return where something is said by the words behind the verb: in her speech at the opening."""
    occasion = _OCCASION.match(text) or _IN_SESSION.search(_QUOTED.sub("", text))
    return occasion[0] if occasion else ""


def _read_saying(text: str, groups: Sequence[Sequence[Mention]]) -> Saying | None:
    """Return where the sentence's first saying begins, by a single person or a pronoun."""
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    people = [(mention.start, mention.end) for group in groups for mention in group]
    for match in _SAYS.finditer(text):
        place = match.start()
        if _is_inside(place, quoted, people) or _HANDS_OVER.match(text, place):
            continue
        group = _of_main_clause(text, groups, place) or _doers_before(
            text, groups, place, _is_bridge
        )
        if group and len(group) == 1:
            person = group[0]
            lead = text[: person.start]
            pure = bool(_CIRCUMSTANCE.fullmatch(lead)) and not text[person.end : place].strip(" ,")
            is_cut = pure and match["mark"] is not None
            begin = 0 if groups[0][0] is person else person.start
            is_last = _WRAPS_UP.match(lead)
            kind = (
                kind_en(re.split('[”"]', lead)[-1])
                or ("closing" if is_last else "")
                or kind_en(match["mark"] or _occasion(text[match.end() :]))
            )
            attendance = attendance_en(lead + text[person.end : match.end() + 60])
            return Saying(
                person, match.end() if is_cut else begin, match["verb"], is_cut, kind, attendance
            )
        pronoun = _PRONOUN.search(text, 0, place)
        if pronoun and _is_bridge(text[pronoun.end() : place]):
            is_cut = pronoun.start() == 0 and match["mark"] is not None
            return Saying(None, match.end() if is_cut else 0, match["verb"], is_cut)
    if begins_turn(text) and groups:
        return Saying(groups[-1][-1], 0, "", is_cut=False)
    for group in groups:  # “…,” said Ms. Lin
        if len(group) == 1 and _SAID_BEHIND.search(text[: group[0].start]):
            behind = text[group[0].end : group[0].end + 60]
            kind = kind_en(_OTHER_TIME.split(behind)[0])
            return Saying(group[0], 0, "said", is_cut=False, kind=kind)
    return None
