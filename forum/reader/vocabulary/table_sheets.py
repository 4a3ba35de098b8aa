"""The tables in which a whole event is written and read: sheets, their columns, words in cells.

The exports write these headers and the reader knows them again; a header is in both languages, so
that either reads it. Words in cells are read by their code or in either language.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from forum.core.names import fold
from forum.reader.event_record import EN, ZH
from forum.reader.vocabulary.roles import GUEST_ROLES

# What parts a list in one cell; one that stands in a part itself has a backslash before it.
_LIST_MARK: Final = re.compile(r"(?<!\\);")


def join_list(parts: Iterable[str]) -> str:
    """Return a list as the text of one cell."""
    return "; ".join(part.replace(";", r"\;") for part in parts)


def split_list(text: str) -> tuple[str, ...]:
    """Return the parts of a list in one cell."""
    parts = (part.replace(r"\;", ";").strip() for part in _LIST_MARK.split(text))
    return tuple(filter(None, parts))


def find_code(words: Mapping[str, str], text: str) -> str:
    """Return the code of a cell's word: the code itself, both languages, or either.

    Raises ValueError for what is none of them.
    """
    for code, printed in words.items():
        if fold(text) in {fold(code), fold(printed), *map(fold, printed.split(" / "))}:
            return code
    raise ValueError("word")


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column. name: the record's field; language: of its text, "" where it is no text.

    label: what a text is called in that language. words: code -> what the cell says, for a field of
    few values.
    """

    name: str
    header: str
    language: str = ""
    label: str = ""
    words: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class SheetWords:
    """A table. name: the parts of the record that its rows are; title: of its sheet."""

    name: str
    title: str
    columns: tuple[SheetColumn, ...]


def _text(name: str, chinese: str, english: str) -> Iterator[SheetColumn]:
    yield SheetColumn(name, f"{chinese}（中文） / {english} (Chinese)", ZH, chinese)
    yield SheetColumn(name, f"{chinese}（英文） / {english} (English)", EN, english)


def _answers(name: str, chinese: str, english: str) -> Iterator[SheetColumn]:
    for column in _text(name, chinese, english):
        yield replace(column, words=CLEARANCES)


def _fact(
    name: str, chinese: str, english: str, words: Mapping[str, str] | None = None
) -> SheetColumn:
    return SheetColumn(name, f"{chinese} / {english}", words=words)


EVENT_KINDS: Final = {
    "main_forum": "主论坛 / Main forum", "sub_forum": "分论坛 / Sub-forum", "event": "活动 / Event",
}  # fmt: skip
ORGANIZATION_ROLES: Final = {
    "guidance": "指导单位 / Under the guidance of", "host": "主办单位 / Hosted by",
    "organizer": "承办单位 / Organized by", "co_organizer": "协办单位 / Co-organized by",
    "supporter": "支持单位 / Supported by", "implementer": "执行单位 / Implemented by",
    "media": "媒体支持 / Media partner",
}  # fmt: skip
SESSION_KINDS: Final = {
    "opening": "致辞环节 / Opening remarks", "keynote": "主旨发言环节 / Keynote speeches",
    "launch": "成果发布环节 / Launch of outcomes", "discussion": "讨论环节 / Panel discussion",
    "roundtable": "圆桌讨论 / Round table", "dialogue": "对话 / Dialogue",
    "signing": "签约仪式 / Signing ceremony", "award": "颁奖仪式 / Award ceremony",
    "break": "茶歇 / Break", "closing": "总结发言 / Closing remarks", "other": "其他 / Other",
}  # fmt: skip
ATTENDANCE: Final = {
    "in_person": "现场 / In person", "video": "视频 / By video", "written": "书面 / In writing",
}  # fmt: skip
# What was asked of an office and is not given: such a text is not taken for a cleared one.
CLEARANCES: Final = {
    "sent": "已送审 / Sent", "declined": "未同意 / Declined",
    "changed_since": "审定后有改动 / Changed since clearance",
}  # fmt: skip

EVENT: Final = SheetWords(
    "event", "活动 Event",
    (
        *_text("title", "活动名称", "Event title"), *_text("subtitle", "副标题", "Subtitle"),
        _fact("kind", "活动类型", "Kind of event", EVENT_KINDS),
        _fact("start_date", "开始日期", "First day"), _fact("end_date", "结束日期", "Last day"),
        *_text("city", "城市", "City"), *_text("country", "国家和地区", "Country or area"),
        *_text("venue", "场馆", "Venue"), *_text("introduction", "活动简介", "Introduction"),
        *_text("key_points", "活动要点", "Key points of the event"),
        *_answers("key_points_clearance", "活动要点审定", "Clearance of the event's key points"),
        *_text("parent_name", "所属论坛", "Forum"),
        *_text("parent_printed", "所属论坛届次名称", "Forum as printed"),
        _fact("parent_edition", "届次", "Edition"),
        _fact("parent_short", "论坛简称", "Abbreviation"),
        # Said to people; nothing is read from it.
        _fact("notice", "使用须知", "Notice"),
    ),
)  # fmt: skip
ORGANIZATIONS: Final = SheetWords(
    "organizations", "单位 Organizations",
    (
        _fact("role", "单位角色", "Role of the organization", ORGANIZATION_ROLES),
        *_text("name", "单位名称", "Organization"),
    ),
)  # fmt: skip
SESSIONS: Final = SheetWords(
    "sessions", "环节 Sessions",
    (
        _fact("key", "环节标识", "Session address"),
        _fact("kind", "环节类型", "Kind of session", SESSION_KINDS),
        *_text("heading", "环节标题", "Heading"), *_text("topic", "主题序号", "Label"),
        *_text("title", "环节名称", "Session title"), _fact("day", "日期", "Day"),
        _fact("start", "开始时间", "Start"), _fact("end", "结束时间", "End"),
        *_text("room", "会议室", "Room"), *_text("summary", "环节概要", "Summary"),
        *_text("key_points", "环节要点", "Key points of the session"),
        *_answers("key_points_clearance", "环节要点审定", "Clearance of the session's key points"),
    ),
)  # fmt: skip
PEOPLE: Final = SheetWords(
    "people", "人员 People",
    (
        _fact("key", "人员标识", "Person's address"), *_text("name", "姓名", "Name"),
        *_text("honorific", "称谓", "Honorific"), _fact("other_names", "别名", "Other names"),
        *_text("country", "国家和地区", "Country or area"),
    ),
)  # fmt: skip
APPEARANCES: Final = SheetWords(
    "appearances", "嘉宾出席 Appearances",
    (
        _fact("session", "环节标识", "Session address"),
        _fact("person", "人员标识", "Person's address"),
        _fact("role", "角色", "Role", GUEST_ROLES),
        *_text("title", "活动时职务", "Title as of the event"),
        *_text("speech_title", "演讲题目", "Title of the speech"),
        _fact("attendance", "出席方式", "Attendance", ATTENDANCE),
        *_text("attendance_note", "出席说明", "Attendance in words"),
        *_text("attribution", "引述动词", "Verb of saying"),
        *_text("caption", "图片说明", "Caption"), *_text("remarks", "发言", "Remarks"),
        *_answers("clearance", "发言审定", "Clearance of the remarks"),
    ),
)  # fmt: skip
PHOTOS: Final = SheetWords(
    "photos", "图片 Photos",
    (_fact("picture", "图片文件", "Picture file"), *_text("caption", "图片说明", "Caption")),
)  # fmt: skip


def _label_texts(sheet: SheetWords, *printed_apart: str) -> dict[str, dict[str, str]]:
    labels: dict[str, dict[str, str]] = {}
    for column in sheet.columns:
        if column.label and not column.words and column.name not in printed_apart:
            labels.setdefault(column.name, {})[column.language] = column.label
    return labels


# Text -> language -> what stands before it in a Word record, where it has no place of its own: of a
# session, and with the guest's name in brackets of what somebody did there.
SESSION_LABELS: Final = {
    **_label_texts(SESSIONS, "heading", "topic", "title", "key_points"),
    "summary": {ZH: "环节综述", EN: "Session summary"},
}
APPEARANCE_LABELS: Final = {
    **_label_texts(APPEARANCES, "title", "attendance_note", "attribution", "caption", "remarks"),
    "speech_title": {ZH: "发言题目", EN: "Title of the speech"},
}
SHEETS: Final = (EVENT, ORGANIZATIONS, SESSIONS, PEOPLE, APPEARANCES, PHOTOS)
