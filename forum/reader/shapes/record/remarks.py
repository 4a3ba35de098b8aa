"""The head of a speech: who speaks, with which verb, and where the words begin."""

import re
from dataclasses import dataclass

from forum.reader.event_record import EN, ZH
from forum.reader.shapes.record import acts, name_forms, names, texts
from forum.reader.shapes.record.lexicon import Lexicon
from forum.reader.shapes.record.names import Named
from forum.reader.vocabulary import saying, titles


@dataclass(frozen=True, slots=True)
class Opening:
    """The first paragraph of a speech: its speaker, the verb of saying ("" without one), the rest.

    lead: what stands before the verb, title and name with it.
    """

    person: Named
    verb: str
    text: str
    lead: str = ""


_VERB = "|".join(sorted(saying.STRONG_ZH.split("|"), key=len, reverse=True))
_SAYS_ZH = re.compile(
    rf"(?P<verb>(?:{_VERB})(?:(?:并|、|和|，并)?(?:{_VERB}))?)(?:道)?\s*(?P<mark>[，,：:]|(?=[“「]))"
)
_SAYS_PLAIN_ZH = re.compile(r"(?P<verb>指出|表示|强调|认为|建议|呼吁|提出)(?P<mark>)(?![了过着的])")
_ADVERB_ZH = re.compile(rf"(?:{saying.ADVERBS_ZH})$")
# 王芳致辞，… tells of a ceremony; only a colon makes it the head of a speech.
_CEREMONIAL = frozenset({"致辞", "发言", "点评", "总结", "祝贺", "感谢", "发布"})
_VERB_EN = "|".join(sorted(saying.EN, key=len, reverse=True))
_SAYS_EN = re.compile(
    rf"\b(?P<verb>(?:{_VERB_EN})(?:\s+and\s+(?:{_VERB_EN}))?(?:\s+out(?=\s+that|\s*[:,]))?)(?P<mark>\s+that\b,?|\s*[:：,])\s*"
)
_SAYS_PLAIN_EN = re.compile(r"\b(?P<verb>said|says)(?P<mark>)\s+(?=[a-z“])(?!that\b)")
_ADVERB_EN = re.compile(rf"\s*(?:{saying.ADVERBS_EN})\s*$", re.IGNORECASE)
_PREFIX_EN = re.compile(
    r"^(?:In|During|Through|At|Speaking|Addressing|Opening)\b[^.;:]{3,120}?,\s+(?=[A-Z])"
)
_PREFIX_ZH = re.compile(
    r"^(?:在[^，。；“”]{2,40}[,，]|随后[,，]?|其后[,，]?|最后[,，]?|首先[,，]?)"
)
_COLON = re.compile(r"^(?P<head>[^：:。]{2,120})[：:]\s*(?P<rest>\S.+)$")
# Words that are as often nouns; they say something only before "that".
_NOUNS_TOO = frozenset(
    [
        "remarks",
        "addresses",
        "reports",
        "comments",
        "presents",
        "calls",
        "reviews",
        "notes",
        "holds",
        "shares",
        "hopes",
    ]
)
# How far into a paragraph the verb of its opening sentence may stand.
_REACH = {ZH: 200, EN: 420}


def read(text: str, code: str, lexicon: Lexicon) -> Opening | None:
    """Return the opening of a speech, None when the paragraph begins with no speaker."""
    window = text[: _REACH[code]]
    opening = _english(text, window, lexicon) if code == EN else _chinese(text, window, lexicon)
    opening = opening or _with_colon(text, code, lexicon)
    return opening or (_told(text, lexicon) if code == ZH and "。" in text else None)


def _chinese(text: str, window: str, lexicon: Lexicon) -> Opening | None:
    for pattern in (_SAYS_ZH, _SAYS_PLAIN_ZH):
        for match in pattern.finditer(window):
            head = window[: match.start()]
            if re.search("[。；！？“”]", head) and not re.search("“[^”]*”", head):
                break
            if "。" in head:
                break
            if match["verb"] in _CEREMONIAL and match["mark"] not in {":", "："}:
                continue
            person = _person_zh(head, lexicon)
            if person is not None and (pattern is _SAYS_ZH or person.name in lexicon):
                return Opening(person, match["verb"], texts.clean(text[match.end() :]), head)
    return None


# Without punctuation the sentence is the speech's own: 王芳介绍了…; it is kept whole.
_TELLS_ZH = re.compile(r"(?:介绍|分享|阐述|回顾|分析|讲述|展示|汇报|总结)了|围绕|就|结合|从")


def _told(text: str, lexicon: Lexicon) -> Opening | None:
    """Return the opening of a speech that is told rather than quoted; its text is the whole
    paragraph.
    """
    for match in _TELLS_ZH.finditer(text[:90]):
        head = _PREFIX_ZH.sub("", _stripped_zh(text[: match.start()]))
        if re.search("[，。；：]", head):
            return None
        speaker = names.head(head, ZH, lexicon)
        if speaker is not None and speaker.name in lexicon and (speaker.title or speaker.honorific):
            return Opening(speaker, "", text, head)
    return None


def _person_zh(head: str, lexicon: Lexicon) -> Named | None:
    """Find the speaker in what stands before the verb: 王芳在致辞中,
    某部部长王芳在上海出席论坛时.
    """
    stripped = _stripped_zh(head)
    for part in (stripped, _PREFIX_ZH.sub("", stripped)):
        if (
            not re.search("[，,]", part)
            or names.head(part.rsplit("，", 1)[-1], ZH, lexicon) is None
        ):
            speaker = names.head(part, ZH, lexicon)
            if speaker is not None and _acceptable(speaker, part, lexicon):
                return speaker
        elif (
            (speaker := names.head(part, ZH, lexicon)) is not None
            and speaker.name in lexicon
            and not re.search("[，,]", speaker.title)
        ):
            return speaker
    for match in acts.ACT_ZH.finditer(stripped):
        speaker = names.head(stripped[: match.start()], ZH, lexicon)
        if speaker is not None and speaker.name in lexicon:
            return speaker
    return None


def _stripped_zh(head: str) -> str:
    previous = ""
    while head != previous:
        previous = head
        head = _ADVERB_ZH.sub("", texts.clean(head).rstrip("，,"))
    return head


def _acceptable(speaker: Named, head: str, lexicon: Lexicon) -> bool:
    if speaker.name in lexicon:
        return True
    if "，" in head:
        return False
    loose = len(speaker.title) >= 4 and name_forms.is_loose_name_zh(speaker.name)
    return loose or (len(speaker.title) >= 2 and name_forms.is_name_zh(speaker.name))


def _english(text: str, window: str, lexicon: Lexicon) -> Opening | None:
    for match in sorted(
        [*_SAYS_EN.finditer(window), *_SAYS_PLAIN_EN.finditer(window)],
        key=lambda saying: saying.start(),
    ):
        head = window[: match.start()]
        noun = match["verb"].lower() in _NOUNS_TOO and "that" not in match["mark"]
        if noun or acts.ACT_EN.search(_PREFIX_EN.sub("", head)):
            continue
        if re.search(r"(?<!Mr)(?<!Ms)(?<!Dr)(?<!Mrs)(?<!Prof)(?<!\b[A-Z])(?<!Hon)[.;!?]\s", head):
            break
        person = _person_en(head, lexicon)
        if person is not None:
            return Opening(
                person, texts.clean(match["verb"]), texts.clean(text[match.end() :]), head
            )
    return None


def _person_en(head: str, lexicon: Lexicon) -> Named | None:
    head = head.rstrip(" ,")
    previous = ""
    while head != previous:
        previous = head
        head = _ADVERB_EN.sub("", head).rstrip(" ,")
    for part in dict.fromkeys((_PREFIX_EN.sub("", head), head)):
        speaker = names.head(part, EN, lexicon)
        if speaker is not None and (speaker.name in lexicon or speaker.title or speaker.honorific):
            return speaker
    return None


def _with_colon(text: str, code: str, lexicon: Lexicon) -> Opening | None:
    """Read 王芳：各位来宾… where a known name, alone or with its title, stands before a colon."""
    match = _COLON.match(text)
    if match is None:
        return None
    speaker = names.head(match["head"], code, lexicon)
    if speaker is None or speaker.name not in lexicon:
        return None
    if re.search("[，,；;]", match["head"]) and code == ZH:
        return None
    return Opening(speaker, "", texts.clean(match["rest"]))


def is_quotation(person: Named, text: str) -> bool:
    """Tell whether a paragraph quotes a head of state or of government instead of giving the
    floor.
    """
    heads = titles.QUOTED_HEADS_ZH
    if re.match(rf"^[\u4e00-\u9fff]{{2,4}}(?:{heads})", text) and not person.title.endswith("长"):
        return True
    return bool(
        re.fullmatch(rf"(?:中国|我国|[\u4e00-\u9fff]{{2,8}})?(?:{heads})", person.title)
    ) or bool(
        re.match(
            r"(?:President|Prime Minister|Premier|Chairman|King|Queen|UN Secretary-General|"
            r"United Nations Secretary-General)\b",
            text,
        )
    )
