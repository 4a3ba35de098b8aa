"""The head of a speech: who speaks, with which verb, and where the words begin."""

import re
from dataclasses import dataclass, replace

from forum.reader.event_record import EN, ZH
from forum.reader.shapes.record import acts, name_forms, names, texts
from forum.reader.shapes.record.lexicon import Lexicon
from forum.reader.shapes.record.names import NameLine
from forum.reader.shapes.record.rows import Row
from forum.reader.vocabulary import saying, titles


@dataclass(frozen=True, slots=True)
class Opening:
    """The first paragraph of a speech: its speaker, the verb of saying ("" without one), the rest.

    lead: what stands before the verb, title and name with it. gap: a blank line stands before it.
    is_quotation: the paragraph quotes a head of state or of government and gives nobody the floor.
    """

    person: NameLine
    verb: str
    text: str
    lead: str = ""
    gap: bool = True
    is_quotation: bool = False


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
_NOUNS_TOO = re.compile(
    "remarks|addresses|reports|comments|presents|calls|reviews|notes|holds|shares|hopes"
)
_SHORTEST, _FIRST_WORDS = 12, {ZH: 60, EN: 200}
# How far into a paragraph the verb of its opening sentence may stand.
_REACH = {ZH: 200, EN: 420}


def read_opening(row: Row, code: str, lexicon: Lexicon) -> Opening | None:
    """Return the opening of a speech, None when the paragraph begins with no speaker."""
    text = row.text
    if len(text) <= _SHORTEST:
        return None
    window = text[: _REACH[code]]
    opening = _english(text, window, lexicon) if code == EN else _chinese(text, window, lexicon)
    opening = opening or _with_colon(text, code, lexicon)
    opening = opening or (_told(text, lexicon) if code == ZH and "。" in text else None)
    if opening is None:
        return None
    return replace(opening, gap=row.gap, is_quotation=_quotes(opening.person, text))


def begins_speech(row: Row) -> bool:
    """Tell whether a paragraph's first sentence has a verb of saying, whoever says it."""
    window = row.text[: _FIRST_WORDS.get(row.language, 0)]
    verb = (_SAYS_EN if row.language == EN else _SAYS_ZH).search(window)
    return verb is not None and not re.search("[。；“”]", window[: verb.start()])


def _chinese(text: str, window: str, lexicon: Lexicon) -> Opening | None:
    for pattern in (_SAYS_ZH, _SAYS_PLAIN_ZH):
        for match in pattern.finditer(window):
            head = window[: match.start()]
            unquoted = re.sub("“[^”]*”", "", head)
            if "。" in head or (unquoted == head and re.search("[；！？“”]", head)):
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
    """Return the opening of a speech that is told, not quoted; its text is the whole paragraph."""
    for match in _TELLS_ZH.finditer(text[:90]):
        head = _PREFIX_ZH.sub("", _without_adverbs(text[: match.start()], _ADVERB_ZH))
        if re.search("[，。；：]", head):
            return None
        speaker = names.head(head, ZH, lexicon)
        if speaker is not None and speaker.name in lexicon and (speaker.title or speaker.honorific):
            return Opening(speaker, "", text, head)
    return None


def _person_zh(head: str, lexicon: Lexicon) -> NameLine | None:
    """Find the speaker before the verb: 王芳在致辞中, 某部部长王芳在上海出席论坛时."""
    stripped = _without_adverbs(head, _ADVERB_ZH)
    for part in (stripped, _PREFIX_ZH.sub("", stripped)):
        speaker = names.head(part, ZH, lexicon)
        if speaker is None:
            continue
        is_listed = speaker.name in lexicon
        last = re.split("[，,]", part)[-1]
        if last == part or names.head(last, ZH, lexicon) is None:
            strict, loose = name_forms.is_name_zh, name_forms.is_loose_name_zh
            title = len(speaker.title)
            is_likely = (title >= 4 and loose(speaker.name)) or (
                title >= 2 and strict(speaker.name)
            )
            if is_listed or (is_likely and "，" not in part):
                return speaker
        elif is_listed and not re.search("[，,]", speaker.title):
            return speaker
    for act in acts.ACT_ZH.finditer(stripped):
        speaker = names.head(stripped[: act.start()], ZH, lexicon)
        if speaker is not None and speaker.name in lexicon:
            return speaker
    return None


def _without_adverbs(head: str, adverb: re.Pattern[str]) -> str:
    previous = ""
    while head != previous:
        previous = head
        head = adverb.sub("", texts.clean(head).rstrip("，, "))
    return head


_SENTENCE_EN = re.compile(r"(?<!Mr)(?<!Ms)(?<!Dr)(?<!Mrs)(?<!Prof)(?<!\b[A-Z])(?<!Hon)[.;!?]\s")


def _english(text: str, window: str, lexicon: Lexicon) -> Opening | None:
    verbs = [*_SAYS_EN.finditer(window), *_SAYS_PLAIN_EN.finditer(window)]
    for match in sorted(verbs, key=lambda verb: verb.start()):
        head = window[: match.start()]
        noun = _NOUNS_TOO.fullmatch(match["verb"].lower()) and "that" not in match["mark"]
        if noun or acts.ACT_EN.search(_PREFIX_EN.sub("", head)):
            continue
        if _SENTENCE_EN.search(head):
            break
        stripped = _without_adverbs(head, _ADVERB_EN)
        for part in dict.fromkeys((_PREFIX_EN.sub("", stripped), stripped)):
            speaker = names.head(part, EN, lexicon)
            if speaker and (speaker.name in lexicon or speaker.title or speaker.honorific):
                verb, rest = texts.clean(match["verb"]), texts.clean(text[match.end() :])
                return Opening(speaker, verb, rest, head)
    return None


def _with_colon(text: str, code: str, lexicon: Lexicon) -> Opening | None:
    """Read 王芳：各位来宾… where a known name, alone or with its title, stands before a colon."""
    match = _COLON.match(text)
    speaker = names.head(match["head"], code, lexicon) if match else None
    if match is None or speaker is None or speaker.name not in lexicon:
        return None
    if code == ZH and re.search("[，,；;]", match["head"]):
        return None
    return Opening(speaker, "", texts.clean(match["rest"]))


_HEADS = titles.QUOTED_HEADS_ZH
_QUOTED = re.compile(
    rf"[\u4e00-\u9fff]{{2,4}}(?:{_HEADS})|(?P<en>President|Prime Minister|Premier|Chairman|King|"
    r"Queen|UN Secretary-General|United Nations Secretary-General)\b"
)
_A_HEAD_OF_STATE = re.compile(rf"(?:中国|我国|[\u4e00-\u9fff]{{2,8}})?(?:{_HEADS})")


def _quotes(person: NameLine, text: str) -> bool:
    """Tell whether a paragraph quotes a head of state or of government."""
    quoted = _QUOTED.match(text)
    if quoted and (quoted["en"] or not person.title.endswith("长")):
        return True
    return _A_HEAD_OF_STATE.fullmatch(person.title) is not None
