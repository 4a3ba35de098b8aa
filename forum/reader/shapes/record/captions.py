"""Captions: who takes part, how, and in what; over one line or several."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from forum.reader.event_record import EN, ZH
from forum.reader.shapes.record import acts, name_forms, names, segments, texts
from forum.reader.shapes.record.lexicon import Lexicon
from forum.reader.shapes.record.names import NameLine
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
    person: NameLine
    language: str
    rows: tuple[Row, ...]
    role: str = ""
    segments: tuple[Segment, ...] = ()
    whole: bool = False
    also_speaks: bool = False
    attendance: str | None = None
    note: str = ""
    further_people: tuple[NameLine, ...] = ()


# A caption takes few lines, and no line of it is longer; more would be text.
_MOST_LINES, _LONGEST, _LONGEST_NEXT, _LONGEST_HEAD = 5, 400, 300, 200


def read_caption(rows: Sequence[Row], start: int, lexicon: Lexicon) -> Caption | None:
    """Return the caption that begins at a row, None when none does."""
    row = rows[start]
    code = row.language or ZH
    text = acts.PICTURE.sub("", row.text)
    if not text or len(text) > _LONGEST:
        return None
    following = _following(rows, start, code)
    person = _person_before_act(text, code, lexicon)
    if person is None:
        # The first line may hold the person alone, where the next one says the act.
        following_row = rows[start + 1] if start + 1 < len(rows) else row
        split = acts.starts(following_row.text, code) and not texts.is_prose(text)
        same = (following_row.language or code) == code
        if following_row is row or not split or not same or len(following_row.text) > _LONGEST_NEXT:
            return None
        person = names.head(text, code, lexicon)
    if person is None:
        return None
    whole = texts.joined([text, *(row.text for row in following)], code)
    caption = _caption(whole, person, code, (row, *following))
    return replace(caption, further_people=_further_people(text, person, code, lexicon))


def _further_people(
    text: str, first_person: NameLine, code: str, lexicon: Lexicon
) -> tuple[NameLine, ...]:
    """Return the further people whom a caption names: 甲县县长王芳、乙县县长李明签署…."""
    if code != ZH or not re.search("签署|签约|见证|共同|联合", text):
        return ()
    people: dict[str, NameLine] = {}
    for piece in re.split("[、，与和及]", re.sub("“[^”]*”|《[^》]*》", "", text)):
        end = next((act.start() for act in acts.matches(piece, code)), len(piece))
        person = names.head(piece[:end], code, lexicon) if end else None
        if person is not None and person.name in lexicon and person.name != first_person.name:
            people.setdefault(person.name, person)
    return tuple(people.values())


def _person_before_act(text: str, code: str, lexicon: Lexicon) -> NameLine | None:
    """Split a line that holds both the person and the act; whom the lists name is sure."""
    likely = None
    for act in acts.matches(text, code):
        head = text[: act.start()]
        if not head or len(head) > _LONGEST_HEAD or "。" in head:
            break
        if re.search("[“”；]", head) if code == ZH else not head[:1].isupper():
            continue
        person = names.head(head, code, lexicon)
        if person is not None and person.name in lexicon:
            return person
        if person is not None and likely is None and _is_likely(person, code):
            likely = person
    return likely


def _is_likely(person: NameLine, code: str) -> bool:
    """Tell whether somebody who is in no list is clearly a person: a title beside a name."""
    if code == EN:
        return bool(person.title or person.honorific) or " " in person.name
    return len(person.title) >= 3 or bool(person.honorific) or name_forms.is_name_zh(person.name)


def _following(rows: Sequence[Row], start: int, code: str) -> list[Row]:
    """Return the rows that go on with the caption of a row."""
    result: list[Row] = []
    previous = rows[start]
    for row in rows[start + 1 : start + _MOST_LINES]:
        whole = row.heading or row.pictures or (row.language or code) != code
        if whole or not _goes_on(previous.text, row, code):
            break
        result.append(row)
        previous = row
    return result


def _goes_on(previous_text: str, row: Row, code: str) -> bool:
    text = row.text
    sentence = code == ZH and "。" in text[:-1]
    if texts.ends_sentence(previous_text) or sentence or len(text) > _LONGEST_NEXT:
        return False
    names_another = code == ZH and len(text) > 80 and "，" in text and texts.is_prose(text)
    if (acts.starts(text, code) and not names_another) or segments.covers_only(text, code):
        return True
    if code == EN:
        ends = (",", "and", "the", "of", "in", "“", "—", "–")
        return not row.gap and (previous_text.endswith(ends) or text[:1].islower())
    open_end = previous_text.endswith(("、", "，", "及", "和", "与", "—", "："))
    return not row.gap and (open_end or not texts.is_balanced(previous_text))


_QUOTATION = re.compile(r"“[^”]*”|\"[^\"]*\"|《[^》]*》|「[^」]*」")
_EVENT = re.compile("分论坛|论坛|会议|大会|活动|forum|conference|event|"
                    "全部|全程|各环节|all (?:the )?sessions|entire|whole")  # fmt: skip
_THIS_SESSION = re.compile("本环节|该环节|this session|the session")


def _caption(text: str, person: NameLine, code: str, rows: tuple[Row, ...]) -> Caption:
    act = _QUOTATION.sub("", text)
    place = act.find(person.name)
    end = place + len(person.name)
    act = act[end:] if place >= 0 and len(act) > end + 3 else act
    attended, note = attendance_of(act, code)
    moderates = acts.MODERATES.search(act)
    if moderates is None:
        return Caption(text, person, code, rows, acts.role(act), attendance=attended, note=note)
    moderated = act[moderates.end() :]
    scope = tuple(segments.find(acts.SPEAKS_TOO[code].sub("", moderated), code))
    whole = bool(_EVENT.search(moderated)) and not _THIS_SESSION.search(moderated)
    speaks = bool(acts.SPEAKS_TOO[code].search(act))
    return Caption(
        text, person, code, rows, "moderator", scope, whole and not scope, speaks, attended, note
    )


_PATTERNS = {
    code: [(kind, re.compile(words, re.IGNORECASE if code == EN else 0)) for kind, words in table]
    for code, table in (
        (ZH, [("written", attendance.ON_BEHALF_ZH), ("written", attendance.WRITTEN_ZH),
              ("video", attendance.VIDEO_ZH), ("in_person", attendance.IN_PERSON_ZH)]),
        (EN, [("written", attendance.ON_BEHALF_EN), ("written", attendance.WRITTEN_EN),
              ("video", attendance.VIDEO_EN), ("in_person", attendance.IN_PERSON_EN)]),
    )
}  # fmt: skip
_PATTERNS[EN].append(("in_person", re.compile(attendance.PRESENT_EN)))
_TOPICS = {ZH: re.compile(attendance.TOPIC_ZH), EN: re.compile(attendance.TOPIC_EN, re.IGNORECASE)}
_NOT_A_PLACE = re.compile("^在(?:视频|线上|远程|云端|网络|致[辞词]|发言)")


def attendance_of(text: str, code: str) -> tuple[str | None, str]:
    """Return how somebody took part and the words that say so, None and "" when nothing does."""
    code = code if code == EN else ZH
    manner = _TOPICS[code].sub("", text)
    matches = [
        (kind, match)
        for kind, pattern in _PATTERNS[code]
        if (match := pattern.search(text if kind == "in_person" else manner))
        and not _NOT_A_PLACE.match(match[0])
    ]
    if not matches:
        return None, ""
    kind, first_match = matches[0]
    if code == EN and kind == "in_person":
        return kind, first_match.groupdict().get("words") or first_match[0]
    spans = [match.span() for matched_kind, match in matches if matched_kind == kind]
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    return kind, texts.clean(manner[first:last] if kind != "in_person" else text[first:last])


_QUOTED_TITLE = re.compile(
    r"“([^“”]{4,200})”(?=\s*(?:平行|主题)?(?:分论坛|论坛|研讨会|会议|大会|峰会|对话会|活动|sub-?forum|forum))",
    re.IGNORECASE,
)


def quoted_titles(text: str) -> list[str]:
    """Return what a caption or sentence prints in quotation marks before a word for an event."""
    return [match[1] for match in _QUOTED_TITLE.finditer(text)]


def place_of(caption: Caption) -> str:
    """Return the place that a caption in Chinese names: 在上海出席 -> 上海."""
    match = re.match(r"^在([\u4e00-\u9fff]{2,8}?)(?:现场)?(?:出席|参加|参会)", caption.note)
    return match[1] if match and caption.language == ZH else ""
