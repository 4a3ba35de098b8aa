"""Captions: who takes part, how, and in what; over one line or several."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from forum.reader.event_record import EN, ZH
from forum.reader.shapes.record import acts, name_forms, names, segments, texts
from forum.reader.shapes.record.lexicon import Lexicon
from forum.reader.shapes.record.names import Named
from forum.reader.shapes.record.rows import Row
from forum.reader.shapes.record.segments import Segment
from forum.reader.vocabulary import attendance


@dataclass(frozen=True, slots=True)
class Caption:
    """One caption.

    text: whole, as printed, its lines joined. further_people: whom else it names.
    role: what it says the person is, "" when nothing.
    segments: what a moderator moderates; whole: the caption says that it is the whole event.
    """

    text: str
    person: Named
    language: str
    rows: tuple[Row, ...]
    role: str = ""
    segments: tuple[Segment, ...] = ()
    whole: bool = False
    also_speaks: bool = False
    attendance: str | None = None
    note: str = ""
    further_people: tuple[Named, ...] = ()


# A caption takes few lines; more would be text.
_MOST_LINES = 5


def read(rows: Sequence[Row], start: int, lexicon: Lexicon) -> Caption | None:
    """Return the caption that begins at a row, None when none does."""
    row = rows[start]
    code = row.language or ZH
    text = acts.PICTURE.sub("", row.text)
    if not text or len(text) > 400:
        return None
    person = _one_line(text, code, lexicon)
    if person is None:
        person = _head_alone(rows, start, text, code, lexicon)
        if person is None:
            return None
    used = _following(rows, start, code)
    further_people = _further_people(text, person, code, lexicon)
    whole = texts.joined([text, *(used_row.text for used_row in used[1:])], code)
    return replace(_caption(whole, person, code, tuple(used)), further_people=further_people)


def _further_people(
    text: str, first_person: Named, code: str, lexicon: Lexicon
) -> tuple[Named, ...]:
    """Return the further people whom a caption names: 甲县县长王芳、乙县县长李明签署…."""
    if code != ZH or not re.search("签署|签约|见证|共同|联合", text):
        return ()
    plain = re.sub("“[^”]*”|《[^》]*》", "", text)
    people: dict[str, Named] = {}
    for piece in re.split("[、，与和及]", plain):
        ends = [match.start() for match in acts.matches(piece, code)] or [len(piece)]
        person = names.head(piece[: ends[0]], code, lexicon) if ends[0] else None
        if person is not None and person.name in lexicon and person.name != first_person.name:
            people.setdefault(person.name, person)
    return tuple(people.values())


def _one_line(text: str, code: str, lexicon: Lexicon) -> Named | None:
    """Split a line that holds both the person and the act."""
    fallback = None
    for match in acts.matches(text, code):
        head = text[: match.start()]
        if not head or len(head) > 200 or "。" in head:
            break
        if (code == ZH and re.search("[“”；]", head)) or not _plausible(head, code):
            continue
        person = names.head(head, code, lexicon)
        if person is not None and person.name in lexicon:
            return person
        if person is not None and fallback is None and _certain(person, code):
            fallback = person
    return fallback


def _plausible(head: str, code: str) -> bool:
    return code == ZH or head[:1].isupper()


def _certain(person: Named, code: str) -> bool:
    """Tell whether somebody who is in no list is clearly a person: a title beside a name."""
    if code == EN:
        return bool(person.title or person.honorific) or len(person.name.split()) > 1
    return len(person.title) >= 3 or bool(person.honorific) or name_forms.is_name_zh(person.name)


def _head_alone(
    rows: Sequence[Row], start: int, text: str, code: str, lexicon: Lexicon
) -> Named | None:
    """Read a first line that holds the person alone, when the next line says the act."""
    following = rows[start + 1] if start + 1 < len(rows) else None
    if following is None or not acts.starts(following.text, code) or texts.is_prose(text):
        return None
    if len(following.text) > 300 or (following.language or code) != code:
        return None
    return names.head(text, code, lexicon)


def _following(rows: Sequence[Row], start: int, code: str) -> list[Row]:
    """Return the rows of one caption: its first, and those that go on with it."""
    used = [rows[start]]
    for row in rows[start + 1 : start + _MOST_LINES]:
        if row.heading or row.pictures or (row.language or code) != code:
            break
        if _goes_on(used[-1].text, row, code):
            used.append(row)
        else:
            break
    return used


def _goes_on(previous_text: str, row: Row, code: str) -> bool:
    if texts.ends_sentence(previous_text):
        return False
    if code == ZH and "。" in row.text[:-1]:
        return False
    if len(row.text) > 300:
        return False
    if acts.starts(row.text, code) and not _has_own_person(row, code):
        return True
    if segments.covers_only(row.text, code):
        return True
    if code == EN:
        return not row.gap and (
            previous_text.endswith((",", "and", "the", "of", "in", "“", "—", "–"))
            or row.text[:1].islower()
        )
    return not row.gap and (
        previous_text.endswith(("、", "，", "及", "和", "与", "—", "："))
        or not texts.is_balanced(previous_text)
    )


def _has_own_person(row: Row, code: str) -> bool:
    return texts.is_prose(row.text) and len(row.text) > 80 and code == ZH and "，" in row.text


def _caption(text: str, person: Named, code: str, rows: tuple[Row, ...]) -> Caption:
    plain = re.sub(r"“[^”]*”|\"[^\"]*\"|《[^》]*》|「[^」]*」", "", text)
    act = _without_person(plain, person)
    attended, note = attendance_of(act, code)
    moderates = acts.MODERATES.search(act)
    role = "moderator" if moderates else _role(act, code)
    scope: tuple[Segment, ...] = ()
    whole = False
    if moderates:
        object_text = act[moderates.end() :]
        scope = tuple(segments.find(_without_speech(object_text, code), code))
        whole = not scope and bool(
            re.search("分论坛|论坛|会议|大会|活动|forum|conference|event", object_text)
        )
        whole = whole or bool(
            not scope
            and re.search("全部|全程|各环节|all (?:the )?sessions|entire|whole", object_text)
        )
        whole = whole and not re.search("本环节|该环节|this session|the session", object_text)
    speaks = bool(moderates) and _speaks_too(act, code)
    return Caption(text, person, code, rows, role, scope, whole, speaks, attended, note)


def _without_person(text: str, person: Named) -> str:
    place = text.find(person.name)
    rest = text[place + len(person.name) :] if place >= 0 else text
    return rest if len(rest) > 3 else text


_SPEECH_ZH = re.compile(
    r"[，,]?(?:并|同时|以及)?(?:致[辞词]|(?:作|做|发表)[^，。、]{0,6}(?:发言|演讲|致[辞词]|讲话|总结))(?!环节|、|及|和|与|阶段)(?=$|[，。])"
)


def _without_speech(text: str, code: str) -> str:
    """Leave out 并致辞 behind what somebody moderates."""
    return (
        _SPEECH_ZH.sub("", text)
        if code == ZH
        else re.sub(r"\band\s+(?:delivers?|gives?|makes?)\b.*", "", text)
    )


def _speaks_too(text: str, code: str) -> bool:
    if code == EN:
        return bool(re.search(r"\b(?:delivers|delivered|gives|gave|makes|made)\b", text))
    return bool(_SPEECH_ZH.search(text))


_ROLES = (
    ("discussant", re.compile("点评|评议|discussant|comments\\s+on")),
    ("witness", re.compile("见证|witness")),
    ("signatory", re.compile("签署|签约(?!仪式)|\\bsigns\\b|\\bsigned\\b")),
    ("launcher", re.compile("发布|启动|\\blaunch|unveil")),
    (
        "panellist",
        re.compile("参与[^，。]{0,12}(?:讨论|对话|交流|圆桌|研讨)|讨论$|\\bdiscussion|\\bpanel"),
    ),
    (
        "speaker",
        re.compile("致[辞词]|发言|演讲|讲话|报告|remarks|speech|address|keynote|statement"),
    ),
)


def _role(act: str, code: str) -> str:
    return next((role for role, pattern in _ROLES if pattern.search(act)), "")


_PATTERNS = {
    ZH: (
        ("written", re.compile(attendance.ON_BEHALF_ZH)),
        ("written", re.compile(attendance.WRITTEN_ZH)),
        ("video", re.compile(attendance.VIDEO_ZH)),
        ("in_person", re.compile(attendance.IN_PERSON_ZH)),
    ),
    EN: (
        ("written", re.compile(attendance.ON_BEHALF_EN, re.IGNORECASE)),
        ("written", re.compile(attendance.WRITTEN_EN, re.IGNORECASE)),
        ("video", re.compile(attendance.VIDEO_EN, re.IGNORECASE)),
        ("in_person", re.compile(attendance.IN_PERSON_EN, re.IGNORECASE)),
        ("in_person", re.compile(attendance.PRESENT_EN)),
    ),
}
_NOT_A_PLACE = re.compile("^在(?:视频|线上|远程|云端|网络|致[辞词]|发言)")


def attendance_of(text: str, code: str) -> tuple[str | None, str]:
    """Return how somebody took part and the words that say so, None and "" when nothing does."""
    matches = [
        (kind, match)
        for kind, pattern in _PATTERNS[code if code == EN else ZH]
        if (match := pattern.search(text)) and not _NOT_A_PLACE.match(match[0])
    ]
    if not matches:
        return None, ""
    kind, first_match = matches[0]
    if code == EN and kind == "in_person":
        return kind, first_match["words"] if "words" in first_match.groupdict() else first_match[0]
    spans = [match.span() for matched_kind, match in matches if matched_kind == kind]
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    return kind, texts.clean(text[first:last])


def quoted_titles(text: str) -> list[str]:
    """Return what a caption or sentence prints in quotation marks before a word for an event."""
    kinds = r"\s*(?:平行|主题)?(?:分论坛|论坛|研讨会|会议|大会|峰会|对话会|活动|sub-?forum|forum)"
    return [
        match[1] for match in re.finditer(rf"“([^“”]{{4,200}})”(?={kinds})", text, re.IGNORECASE)
    ]


def place_of(caption: Caption) -> str:
    """Return the place that a caption in Chinese names: 在上海出席 -> 上海."""
    match = re.match(r"^在([\u4e00-\u9fff]{2,8}?)(?:现场)?(?:出席|参加|参会)", caption.note)
    return match[1] if match and caption.language == ZH else ""
