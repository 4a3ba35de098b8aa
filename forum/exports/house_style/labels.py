"""The words of the house style that a record does not hold itself: labels, dates, kinds."""

from datetime import date, time
from typing import Final

from django.utils.translation import override

from forum.core import dates
from forum.imports import usual_words
from forum.reader.event_record import EN, ZH
from forum.reader.vocabulary import table_sheets
from forum.reader.vocabulary.roles import GUEST_HEADINGS

LIST: Final = {ZH: "【基本信息】", EN: "Basic Information"}
KEY_POINTS: Final = {ZH: "【要点】", EN: "Key points"}
KEY_POINTS_CLEARANCE: Final = {ZH: "要点审定", EN: "Clearance of the key points"}
CLEARANCE: Final = {ZH: "发言审定", EN: "Clearance of the remarks"}
CLEARANCES: Final = {
    answer: dict(zip((ZH, EN), words.split(" / "), strict=True))
    for answer, words in table_sheets.CLEARANCES.items()
}
INTRODUCTION: Final = {ZH: "【简要介绍】", EN: "Introduction"}
VENUE: Final = {ZH: "地点", EN: "Venue"}
TIME: Final = {ZH: "时间", EN: "Time"}
SUBTITLE: Final = {ZH: "副标题", EN: "Subtitle"}
PRODUCT: Final = {ZH: "知识产品{no}（{kind}）", EN: "Knowledge product {no} ({kind})"}
ABOUT_PRODUCT: Final = {ZH: "产品介绍{no}", EN: "About product {no}"}
PICTURE: Final = {ZH: "图", EN: "Photo"}
OF_GUEST: Final = {ZH: "（{name}）", EN: " ({name})"}
COLON: Final = {ZH: "：", EN: ": "}

ORGANIZATIONS: Final = {
    "guidance": {ZH: "指导单位", EN: "Under the guidance of"},
    "host": {ZH: "主办单位", EN: "Hosted by"},
    "organizer": {ZH: "承办单位", EN: "Organized by"},
    "co_organizer": {ZH: "协办单位", EN: "Co-organized by"},
    "supporter": {ZH: "支持单位", EN: "Supported by"},
    "implementer": {ZH: "执行单位", EN: "Implemented by"},
    "media": {ZH: "支持媒体", EN: "Media partner"},
}
# In a list: who is there in another role than the session's kind gives.
ROLES: Final = {role: {ZH: zh, EN: en} for role, (zh, en) in GUEST_HEADINGS.items()}
KINDS: Final = usual_words.HEADINGS
# Beside a name in a list, where no caption says how somebody took part.
ATTENDANCE: Final = {
    kind: {ZH: f"（{note[ZH]}）", EN: f" ({note[EN]})"}
    for kind, note in usual_words.ATTENDANCE.items()
}


def add_label(words: dict[str, str], code: str, text: str) -> str:
    """Return 地点：… or Venue: …"""
    return f"{words[code]}{COLON[code]}{text}"


def format_days(first: date, last: date | None, code: str) -> str:
    """Return 2024年6月12日至13日, 12–13 June 2024."""
    with override(code):
        return str(dates.days(first, last))


def format_day_and_time(day: date | None, start: time | None, end: time | None, code: str) -> str:
    """Return 2024年6月12日 09:00—09:30, 12 June 2024, 09:00–09:30; "" without a day and a time."""
    dash = "—" if code == ZH else "–"
    clock = dash.join(f"{moment:%H:%M}" for moment in (start, end) if moment) if start else ""
    between = " " if code == ZH else ", "
    return between.join(
        part for part in (format_days(day, None, code) if day else "", clock) if part
    )
