"""Lines that head a section, and what they head."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from forum.core.names import is_han
from forum.reader.event_record import EN, ZH, Line
from forum.reader.folded_text import shadow
from forum.reader.shapes.record import segments, texts, times
from forum.reader.shapes.record.rows import Row
from forum.reader.shapes.record.segments import Segment
from forum.reader.vocabulary import numerals, roles, sections


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading.

    opens: info, intro, cover, body, products, session or topic.
    kind: of the session; "" for the others.
    text: as printed, without brackets, numbering and times; for a topic its label and title.
    counterpart: the same heading in the other language on the same line.
    number: its own (讨论环节一, 主题一); serial: of the numbering before it (一、).
    label, title: of a topic, or a title printed after the kind's words.
    style: bracket, word, numbered, colon or bare. malformed: a bracket is missing or of another
    kind.
    """

    row: Row
    opens: str
    text: str
    language: str
    kind: str = ""
    number: int | None = None
    serial: int | None = None
    label: str = ""
    title: str = ""
    style: str = "bare"
    malformed: bool = False
    scope: tuple[Segment, ...] = ()
    span: times.Span | None = None
    room: str = ""
    counterpart: "Heading | None" = None

    @property
    def printed(self) -> str:
        """What findings call the section: the topic's label, else the heading."""
        return self.label or self.text


_NO_ROW = Row(0, "", "")
_OPEN, _CLOSE = "【〖[［〔", "】〗]］〕"
_WHOLE = re.compile(rf"^[{re.escape(_OPEN)}]\s*(.+?)\s*[{re.escape(_CLOSE)}]\s*[:：]?\s*(.*)$")
_LEFT_ONLY = re.compile(rf"^[{re.escape(_OPEN)}]\s*([^{re.escape(_OPEN + _CLOSE)}]+)$")
_RIGHT_ONLY = re.compile(rf"^([^{re.escape(_OPEN + _CLOSE)}]+?)\s*[{re.escape(_CLOSE)}]$")
# 三、致辞环节（14:00-14:20，钟楼一层）: a bracket at the end may hold time and room.
_TAIL = re.compile(r"^([^（(]+?)\s*[（(]([^（()）]+)[)）]\s*[:：]?$")
_ROOM = re.compile(
    r"^[^，。；：]{0,20}(?:[厅室馆楼层堂区座]|大厅|会场)[）)]?$|"
    r"^[\w .,-]{0,30}\b(?:hall|room|floor|theatre)\b[\w .,-]{0,12}[)]?$",
    re.IGNORECASE,
)
_NUMBERING = re.compile(
    rf"^(?:(?P<a>{numerals.HAN_NUMBER})\s*[、.．]\s*|[（(]\s*(?P<b>{numerals.HAN_NUMBER}|\d{{1,2}}|[IVXivx]+)\s*[)）]\s*|"
    r"(?P<c>\d{1,2})(?:\s*[、．)）]\s*|\.(?!\d)\s*)|(?P<d>[IVX]{1,5})\s*[.、．)]\s*|"
    rf"第(?P<e>{numerals.HAN_NUMBER}|\d{{1,2}})(?:部分|环节|阶段|节|单元|场)\s*[:：、]?\s*|"
    rf"(?:环节|部分|阶段)(?P<f>{numerals.HAN_NUMBER}|\d{{1,2}})\s*[:：、]\s*|"
    rf"(?:Part|Segment|Section|Session)\s+(?P<g>{numerals.NUMBER})\s*[:：.–—-]?\s+)",
    re.IGNORECASE,
)
_SEP = r"\s*[:：—–－|｜]+\s*|\s+[-/]\s*|\s+"
_N = numerals.NUMBER


def _session_pattern(words: dict[str, str], suffix: str, code: str) -> re.Pattern[str]:
    kinds = "|".join(f"(?P<{kind}>{alternatives})" for kind, alternatives in words.items())
    if code == ZH:
        return re.compile(
            rf"^(?:{kinds})(?P<suffix>(?:{suffix})?)\s*(?P<n>{_N})?(?:(?:{_SEP})(?P<title>\S.*))?$"
        )
    return re.compile(
        rf"^(?:the\s+)?(?:{kinds})(?P<suffix>(?:\s+(?:{suffix}))*)(?:\s+(?P<n>{_N}))?"
        r"(?:(?:\s*[:：—–]\s*|\s+-\s+)(?P<title>\S.*))?$",
        re.IGNORECASE,
    )


_SESSION = {
    ZH: _session_pattern(sections.KIND_WORDS_ZH, sections.SUFFIX_ZH, ZH),
    EN: _session_pattern(sections.KIND_WORDS_EN, sections.SUFFIX_EN, EN),
}
_SESSION_TOPIC_ZH = re.compile(
    rf"^(?P<head>.{{2,12}}?)\s*[:：]?\s*(?P<label>(?:主题|议题|专题|话题)\s*{_N})(?:(?:{_SEP})(?P<title>\S.*))?$"
)
_TOPIC = {
    ZH: re.compile(
        rf"^(?P<label>(?:(?:{sections.TOPIC_WORDS_ZH})\s*(?P<n>{_N})|第\s*(?P<n2>{_N})\s*(?:个|场)?\s*"
        rf"(?:{sections.TOPIC_WORDS_ZH})))\s*(?:(?:{_SEP})?(?P<title>\S.*))?$"
    ),
    EN: re.compile(
        rf"^(?P<label>(?:{sections.TOPIC_WORDS_EN})\s+(?P<n>{_N}))(?P<n2>)\s*"
        r"(?:(?:\s*[:：.,—–-]\s*)(?P<title>\S.*))?$",
        re.IGNORECASE,
    ),
}
_META = [
    (opens, re.compile(rf"^(?:{pattern})$", re.IGNORECASE))
    for opens, pattern in (
        ("info", sections.INFO_ZH), ("info", sections.INFO_EN), ("intro", sections.INTRO_ZH),
        ("intro", sections.INTRO_EN), ("cover", sections.COVER_ZH), ("cover", sections.COVER_EN),
        ("products", sections.PRODUCTS_ZH), ("products", sections.PRODUCTS_EN),
        ("body", sections.BODY_ZH), ("body", sections.BODY_EN),
    )
]  # fmt: skip
_BILINGUAL = re.compile(
    r"^(?P<zh>.*[\u3400-\u9fff][）)】”’\d]*)\s*[/|｜（(]?\s*(?P<en>[A-Za-z][^\u3400-\u9fff]*?)[)）]?$"
)
_BILINGUAL_EN_FIRST = re.compile(
    r"^(?P<en>[A-Za-z][^\u3400-\u9fff]*?)\s*[/|｜（(]?\s*(?P<zh>[\u3400-\u9fff].*?)[)）]?$"
)
# A line that may be a heading is short; a paragraph is not worth trying.
_LONGEST = 160


def read_heading(row: Row) -> Heading | None:
    """Return the heading that the row is, None for running text."""
    text = row.text
    if not text or len(text) > _LONGEST or (len(text) > 40 and texts.is_prose(text)):
        return None
    return _read_short_row(row)


# Whether it is a record is told by the same rows that it is then read from.
@lru_cache(maxsize=4096)
def _read_short_row(row: Row) -> Heading | None:
    text = row.text
    cells = [texts.clean(cell) for cell in text.split("\t") if texts.clean(cell)]
    if len(cells) > 1 and times.stands_alone(cells[0]) is None:
        first = _in_one_language(cells[0], texts.language(cells[0]) or ZH, "bare")
        if first is not None and first.opens == "session":
            return None  # a table's row: people stand in its further cells
    text = text.lstrip("#*").strip("*").strip() if text[0] in "#*" else text
    inner, rest, style, malformed = _undecorated(text, row.heading)
    span = times.find(rest) if rest else None
    if rest and span is None:
        if texts.language(inner) != texts.language(rest) and len(rest) < 80:
            inner = f"{inner} {rest}"
        elif style == "bracket" and any(topic.match(inner) for topic in _TOPIC.values()):
            inner = f"{inner}：{rest}"
        elif style == "bracket":
            return None
    inner, inner_span, room = _without_time(inner)
    heading = _recognize(inner, style)
    if heading is None:
        return None
    if span:
        room = texts.clean((rest[: span.first] + rest[span.last :]).strip("（()）,，;；| "))
    counterpart = heading.counterpart and replace(heading.counterpart, row=row)
    return replace(
        heading, row=row, malformed=malformed, span=span or inner_span, room=room,
        counterpart=counterpart,
    )  # fmt: skip


def _undecorated(text: str, level: int) -> tuple[str, str, str, bool]:
    """Return what stands inside the brackets, what after them, the style, whether it is damaged."""
    if match := _WHOLE.match(text):
        closing = text[match.end(1) :].lstrip()[:1]
        return match[1], match[2], "bracket", _OPEN.index(text[0]) != _CLOSE.index(closing)
    if match := _LEFT_ONLY.match(text) or _RIGHT_ONLY.match(text):
        return match[1].strip(), "", "bracket", True
    style = "word" if level else "bare"
    if (match := _TAIL.match(text)) and times.find(match[2]):
        return match[1], f"（{match[2]}）", style, False
    return text, "", style, False


def _without_time(text: str) -> tuple[str, times.Span | None, str]:
    """Return the text without its time, the time, and the room that stands beside it."""
    span = times.find(text)
    if span is None:
        return text, None, ""
    ahead = text[: span.first].rstrip("（([【 　\t|｜,，")
    behind = text[span.last :].lstrip(")）]】 　\t|｜:：,，-—")
    if ahead and behind:
        with_room = span.end and _ROOM.search(behind) and _names_one_session(ahead)
        return (ahead, span, behind.strip("（()） ")) if with_room else (text, None, "")
    match = _TAIL.match(behind)
    if match and _ROOM.search(match[2]) and _names_one_session(match[1]):
        return match[1], span, match[2]
    return texts.clean(ahead or behind), span, ""


def _names_one_session(text: str) -> bool:
    session = _SESSION[texts.language(text) or ZH].match(texts.clean(text))
    return session is not None and not session["title"]


def _recognize(inner: str, style: str) -> Heading | None:
    """Return the heading that the text names, in one language or in both."""
    whole = _in_one_language(inner, texts.language(inner) or ZH, style)
    mixed = is_han(inner) and texts.has_latin(inner)
    if whole is not None and (whole.opens not in {"session", "topic"} or not mixed):
        return whole
    for pattern in (_BILINGUAL, _BILINGUAL_EN_FIRST):
        if match := pattern.match(inner):
            chinese = _in_one_language(match["zh"].strip(" /|｜（("), ZH, style)
            english = _in_one_language(match["en"].strip(" /|｜"), EN, style)
            if chinese and english and chinese.opens == english.opens:
                return replace(chinese, counterpart=english)
            is_name = style != "bare" and len(match["en"].split()) <= 6
            if chinese and chinese.opens != "topic" and is_name:
                return replace(chinese, counterpart=replace(chinese, text=match["en"], language=EN))
    return whole or _unknown(inner, style)


def _in_one_language(inner: str, code: str, style: str) -> Heading | None:
    core = texts.clean(inner.rstrip(":： "))
    if not core:
        return None
    style = "colon" if inner.endswith((":", "：")) and style == "bare" else style
    heading = _meta(core, code) or _topic(core, code) or _session(core, code, style)
    serial = None
    numbering = _NUMBERING.match(core)
    if heading is None and numbering is None:
        heading = _scope(core, code)
    elif heading is None and numbering is not None:
        rest = texts.clean(core[numbering.end() :])
        serial = numerals.number(next(group for group in numbering.groups() if group))
        style = "numbered" if style in {"bare", "colon"} else style
        heading = _meta(rest, code) or _session(rest, code, style) or _topic(rest, code)
        heading = heading or (_unknown(rest, style) if style != "numbered" else None)
    return replace(heading, serial=serial, style=style) if heading else None


def _meta(core: str, code: str) -> Heading | None:
    opens = next((opens for opens, pattern in _META if pattern.match(core)), None)
    return Heading(_NO_ROW, opens, core, code) if opens else None


def _session(core: str, code: str, style: str) -> Heading | None:
    match = _SESSION[code].match(core)
    if match is None:
        return _session_with_topic(core) if code == ZH else None
    title = texts.clean(match["title"] or "")
    named = bool(match["suffix"] or match["n"])
    if title and style in {"bare", "colon"}:
        loose = not named or texts.is_prose(title)
        plain = not named and not re.search(r"[:：—–]", core)
        if plain or (loose and (code == ZH or len(core) > 120)):
            return None
    if title and segments.covers_only(core, code):
        return None
    text = texts.clean(core[: match.start("title")].rstrip(":：—–－|｜-/ ")) if title else core
    number = numerals.number(match["n"]) if match["n"] else None
    return Heading(
        _NO_ROW, "session", text, code, segments.kind_of(match), number, title=texts.unquoted(title)
    )


def _session_with_topic(core: str) -> Heading | None:
    """Read 讨论环节主题一：…."""
    match = _SESSION_TOPIC_ZH.match(core)
    head = match and _SESSION[ZH].match(match["head"])
    if not match or not head or head["title"]:
        return None
    label, title = texts.clean(match["label"]), texts.unquoted(match["title"] or "")
    number = numerals.number(re.sub(r"^\D\D\s*", "", label))
    return Heading(
        _NO_ROW, "topic", core, ZH, segments.kind_of(head), number, label=label, title=title
    )


def _topic(core: str, code: str) -> Heading | None:
    match = _TOPIC[code].match(core)
    if match is None:
        return None
    title = texts.clean(match["title"] or "")
    if texts.ends_sentence(title) and texts.is_prose(title):
        return None
    # 第三单元 高端对话：… numbers a session rather than a topic.
    numbers_session = re.search("单元|议程|session", match["label"], re.IGNORECASE)
    if title and (
        segments.covers_only(title, code) or (numbers_session and _session(title, code, "word"))
    ):
        return None
    number = numerals.number(match["n"] or match["n2"])
    if number is None:
        return None
    label, title = texts.clean(match["label"]), texts.unquoted(title.strip("—–－-: ："))
    return Heading(_NO_ROW, "topic", core, code, "", number, label=label, title=title)


def _scope(core: str, code: str) -> Heading | None:
    """Read a heading that names several segments: 致辞、讨论环节一."""
    if not segments.covers_only(core, code):
        return None
    scope = tuple(segments.find(core, code))
    number = scope[0].number if len(scope) == 1 else None
    kind = scope[0].kind if scope[0].kind != "topic" else "discussion"
    if len(scope) == 1 and scope[0].kind == "topic":
        return Heading(_NO_ROW, "topic", core, code, kind, number, label=core)
    scope = scope if len(scope) > 1 else ()
    return Heading(_NO_ROW, "session", core, code, kind, number, scope=scope)


_LABEL = re.compile(
    "^(?:(?:论坛|会议|活动|举办|中文|英文|分论坛)*(?:名称|主题|题目|标题|时间|日期|地点|地址|会场|会议室|规模|形式|语言)"
    f"|(?:{'|'.join(roles.ORGANIZATION_ROLES_ZH.values())})(?:{roles.ORGANIZATION_SUFFIX_ZH})"
    f"|{'|'.join(roles.PERSON_ROLES_ZH.values())}"
    f"|title|theme|date|venue|place|time|{'|'.join(roles.PERSON_ROLES_EN.values())}"
    f"|{'|'.join(roles.ORGANIZATION_ROLES_EN.values())})$",
    re.IGNORECASE,
)


# The heading of a day's programme: 第二天, Day 2, 首日.
DAY = re.compile(
    r"^[【\[]?\s*(?:第[一二三四五六七\d]+[天日]|首日|day\s+(?:\d|one|two|three|four|five)\b)",
    re.IGNORECASE,
)


def _unknown(inner: str, style: str) -> Heading | None:
    """Read 【…】 as a section's heading, whatever it says, unless it is a label or a day."""
    core = texts.clean(inner.rstrip(":： "))
    if style != "bracket" or len(core) > 40 or not texts.language(core):
        return None
    if _LABEL.match(core) or DAY.match(core) or re.search(r"\d月\d+日|[。，,；;]", core):
        return None
    return Heading(_NO_ROW, "session", core, texts.language(core), "other", style=style)


def holds_topics(heading: Heading) -> bool:
    """Tell whether a session of this kind is cut into topics."""
    return heading.kind in {"discussion", "roundtable", "dialogue", "other"}


def with_other(heading: Heading, counterpart: Heading) -> Heading:
    """Return the heading with its form in the other language, Chinese first."""
    if heading.language == EN and counterpart.language == ZH:
        heading, counterpart = counterpart, heading
    return replace(heading, counterpart=counterpart) if heading.counterpart is None else heading


def row_like(row: Row, text: str) -> Row:
    """Return the row with a part of its text."""
    text = texts.clean(text)
    return replace(row, text=text, language=texts.language(text) or row.language)


def twin_lines(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines as words are matched in them, headings in the brackets of the house."""
    for line in lines:
        yield replace(line, text=house_heading(shadow(line.text)))


# Marks before a heading, and brackets around one, that other hands use.
_MARKED = re.compile(r"^(?P<marks>[\s◆■●▶▪◇□○►★☆※§➤❖▌◎▲△▼#*]+)(?P<rest>\S.*)$")
_BRACKETED = re.compile(
    r"^(?P<open>[〈「『《<＜“])(?P<inner>[^〈〉「」『』《》<>＜＞“”]{2,30})(?P<close>[〉」』》>＞”])$"
)


def house_heading(text: str) -> str:
    """Return a heading with a mark before it, or in other brackets, as the house prints it.

    The text is as long as it was. Anything but a heading that the vocabulary knows stays.
    """
    match = _MARKED.match(text) if len(text) <= _LONGEST else None
    plain = " " * len(match["marks"]) + match["rest"] if match else text
    bare = plain.strip()
    if bracketed := _BRACKETED.match(bare):
        if _is_known(bracketed["inner"]):
            return plain.replace(bare, f"【{bracketed['inner']}】")
        return text
    if match and (bare[0] in _OPEN or _is_known(bare)):
        return plain
    return text


def _is_known(text: str) -> bool:
    if not text or len(text) > 60 or texts.is_prose(text):
        return False
    return _recognize(text, "bare") is not None
