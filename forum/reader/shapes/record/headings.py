"""Lines that head a section, and what they head."""

import re
from dataclasses import dataclass, replace

from forum.reader.event_record import EN, ZH
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


def read(row: Row) -> Heading | None:
    """Return the heading that the row is, None for running text."""
    text = row.text
    if not text or len(text) > _LONGEST or (len(text) > 40 and texts.is_prose(text)):
        return None
    cells = [texts.clean(cell) for cell in text.split("\t") if texts.clean(cell)]
    if len(cells) > 1 and times.stands_alone(cells[0]) is None and _heads_table_row(cells[0], row):
        return None
    text = text.lstrip("#*").strip("*").strip() if text[0] in "#*" else text
    inner, rest, style, malformed = _undecorated(text, row.heading)
    span = times.find(rest) if rest else None
    if rest and span is None and not _is_second_language(inner, rest):
        if style == "bracket":
            inner = f"{inner}：{rest}" if _topic_like(inner) else inner
            if not _topic_like(inner):
                return None
    elif rest and span is None:
        inner = f"{inner} {rest}"
    inner, inner_span, inner_room = _without_time(inner)
    heading = _recognize(inner, row, style)
    if heading is None:
        return None
    room = (
        texts.clean((rest[: span.first] + rest[span.last :]).strip("（()）,，;；| "))
        if span
        else inner_room
    )
    return replace(heading, malformed=malformed, span=span or inner_span, room=room)


def _heads_table_row(cell: str, row: Row) -> bool:
    """Tell whether a table's first cell is a session's name, so that people stand in the others."""
    heading = _in_one_language(cell, row, "bare", texts.language(cell) or ZH)
    return heading is not None and heading.opens == "session"


def _topic_like(text: str) -> bool:
    return bool(_TOPIC[ZH].match(text) or _TOPIC[EN].match(text))


def _is_second_language(inner: str, rest: str) -> bool:
    return texts.language(inner) != texts.language(rest) and len(rest) < 80


def _undecorated(text: str, level: int) -> tuple[str, str, str, bool]:
    """Return what stands inside the brackets, what after them, the style, whether it is damaged."""
    if match := _WHOLE.match(text):
        opening = text[0]
        closing = text[match.end(1) :].lstrip()[:1]
        return match[1], match[2], "bracket", _OPEN.index(opening) != _CLOSE.index(closing)
    if match := _LEFT_ONLY.match(text):
        return match[1].strip(), "", "bracket", True
    if match := _RIGHT_ONLY.match(text):
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
    text_ahead = text[: span.first].rstrip("（([【 　\t|｜,，")
    text_behind = text[span.last :].lstrip(")）]】 　\t|｜:：,，-—")
    if text_ahead and text_behind:
        if span.end and _ROOM.search(text_behind) and _names_one_session(text_ahead):
            return text_ahead, span, text_behind.strip("（()） ")
        return text, None, ""
    if (
        (match := _TAIL.match(text_behind))
        and _ROOM.search(match[2])
        and _names_one_session(match[1])
    ):
        return match[1], span, match[2]
    return texts.clean(text_ahead or text_behind), span, ""


def _names_one_session(text: str) -> bool:
    session = _SESSION[texts.language(text) or ZH].match(texts.clean(text))
    return session is not None and not session["title"]


def _recognize(inner: str, row: Row, style: str) -> Heading | None:
    whole = _in_one_language(inner, row, style, texts.language(inner) or ZH)
    if whole is not None and (whole.opens not in {"session", "topic"} or not _mixed(inner)):
        return whole
    for pattern in (_BILINGUAL, _BILINGUAL_EN_FIRST):
        if match := pattern.match(inner):
            chinese = _in_one_language(match["zh"].strip(" /|｜（("), row, style, ZH)
            english = _in_one_language(match["en"].strip(" /|｜"), row, style, EN)
            if chinese and english and chinese.opens == english.opens:
                return replace(chinese, counterpart=english)
            if (
                chinese
                and chinese.opens != "topic"
                and len(match["en"].split()) <= 6
                and style != "bare"
            ):
                return replace(chinese, counterpart=replace(chinese, text=match["en"], language=EN))
    return whole or _unknown(inner, row, style)


def _mixed(text: str) -> bool:
    return texts.has_han(text) and texts.has_latin(text)


def _in_one_language(inner: str, row: Row, style: str, code: str) -> Heading | None:
    colon = inner.endswith((":", "："))
    core = texts.clean(inner.rstrip(":： "))
    if not core:
        return None
    style = "colon" if colon and style == "bare" else style
    direct = _meta(core, row, style, code) or _topic(core, row, style, code)
    direct = direct or _session(core, row, style, code)
    if direct is not None:
        return direct
    numbering = _NUMBERING.match(core)
    if numbering is None:
        return _scope(core, row, style, code)
    rest = texts.clean(core[numbering.end() :])
    serial = numerals.number(next(group for group in numbering.groups() if group))
    style = "numbered" if style in {"bare", "colon"} else style
    heading = _meta(rest, row, style, code) or _session(rest, row, style, code)
    heading = heading or _topic(rest, row, style, code)
    if heading is None and style in {"bracket", "word"}:
        heading = _unknown(rest, row, style)
    return replace(heading, serial=serial) if heading else None


def _meta(core: str, row: Row, style: str, code: str) -> Heading | None:
    for opens, pattern in _META:
        if pattern.match(core):
            return Heading(row, opens, core, code, style=style)
    return None


def _session(core: str, row: Row, style: str, code: str) -> Heading | None:
    match = _SESSION[code].match(core)
    if match is None:
        return _session_with_topic(core, row, style) if code == ZH else None
    title = texts.clean(match["title"] or "")
    named = bool(match["suffix"] or match["n"])
    loose = title and style in {"bare", "colon"} and (not named or texts.is_prose(title))
    if loose and (code == ZH or len(core) > 120):
        return None
    if title and segments.covers_only(core, code):
        return None
    if title and _is_plain_word(match, core) and style in {"bare", "colon"}:
        return None
    kind = next(kind for kind in sections.KIND_WORDS_ZH if match[kind])
    text = texts.clean(core[: match.start("title")].rstrip(":：—–－|｜-/ ")) if title else core
    number = numerals.number(match["n"]) if match["n"] else None
    return Heading(
        row, "session", text, code, kind, number, title=texts.unquoted(title), style=style
    )  # fmt: skip


def _is_plain_word(match: re.Match[str], core: str) -> bool:
    return not match["suffix"] and not match["n"] and not re.search(r"[:：—–]", core)


def _session_with_topic(core: str, row: Row, style: str) -> Heading | None:
    match = _SESSION_TOPIC_ZH.match(core)
    head = match and _SESSION[ZH].match(match["head"])
    if not match or not head or head["title"]:
        return None
    kind = next(kind for kind in sections.KIND_WORDS_ZH if head[kind])
    label = texts.clean(match["label"])
    number = numerals.number(re.sub(r"^\D\D\s*", "", label))
    return Heading(
        row, "topic", core, ZH, kind, number, label=label,
        title=texts.unquoted(match["title"] or ""), style=style,
    )  # fmt: skip


def _topic(core: str, row: Row, style: str, code: str) -> Heading | None:
    match = _TOPIC[code].match(core)
    if match is None:
        return None
    title = texts.clean(match["title"] or "")
    if texts.ends_sentence(title) and texts.is_prose(title):
        return None
    if title and (segments.covers_only(title, code) or _names_session(match, title, row, code)):
        return None
    number = numerals.number(match["n"] or match["n2"])
    if number is None:
        return None
    return Heading(
        row, "topic", core, code, "", number, label=texts.clean(match["label"]),
        title=texts.unquoted(title.strip("—–－-: ：")), style=style,
    )  # fmt: skip


def _names_session(match: re.Match[str], title: str, row: Row, code: str) -> bool:
    """Tell whether 第三单元 高端对话：… numbers a session rather than a topic."""
    numbering = re.search("单元|议程|session", match["label"], re.IGNORECASE)
    return bool(numbering) and _session(title, row, "word", code) is not None


def _scope(core: str, row: Row, style: str, code: str) -> Heading | None:
    """Read a heading that names several segments: 致辞、讨论环节一."""
    if not segments.covers_only(core, code):
        return None
    scope = segments.find(core, code)
    if len(scope) == 1 and scope[0].kind == "topic":
        return Heading(
            row, "topic", core, code, "discussion", scope[0].number, label=core, style=style
        )
    return Heading(
        row, "session", core, code, scope[0].kind if scope[0].kind != "topic" else "discussion",
        style=style, scope=tuple(scope) if len(scope) > 1 else (),
        number=scope[0].number if len(scope) == 1 else None,
    )  # fmt: skip


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


def _unknown(inner: str, row: Row, style: str) -> Heading | None:
    core = texts.clean(inner.rstrip(":： "))
    if style != "bracket" or len(core) > 40 or not core or _LABEL.match(core):
        return None
    if DAY.match(core) or re.search(r"\d月\d+日", core):
        return None
    if not (texts.has_han(core) or texts.has_latin(core)) or re.search(r"[。，,；;]", core):
        return None
    return Heading(row, "session", core, texts.language(core), "other", style=style)


def titled(heading: Heading, row: Row, title: str) -> Heading:
    """Return the heading as it stands in the row with a title behind it."""
    return replace(heading, row=row, title=texts.unquoted(title), style="colon")


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
    row = Row(0, text, texts.language(text))
    heading = _in_one_language(text, row, "bare", row.language or ZH)
    return heading is not None
