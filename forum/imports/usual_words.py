"""The usual words, which a document prints where the database holds none.

Read again they say nothing new: an empty heading, an empty note or an empty printed name stays so.
"""

from collections.abc import Mapping
from typing import Any, Final

from forum.core.content import column
from forum.reader.event_record import EN, ZH, Text

# Kind of session -> what heads it.
HEADINGS: Final = {
    "opening": {ZH: "致辞环节", EN: "Opening Remarks"},
    "keynote": {ZH: "主旨发言环节", EN: "Keynote Speeches"},
    "launch": {ZH: "成果发布环节", EN: "Launch of Outcomes"},
    "discussion": {ZH: "讨论环节", EN: "Panel Discussion"},
    "roundtable": {ZH: "圆桌讨论", EN: "Round Table"},
    "dialogue": {ZH: "对话", EN: "Dialogue"},
    "signing": {ZH: "签约仪式", EN: "Signing Ceremony"},
    "award": {ZH: "颁奖仪式", EN: "Award Ceremony"},
    "break": {ZH: "茶歇", EN: "Break"},
    "closing": {ZH: "闭幕式", EN: "Closing Ceremony"},
    "other": {ZH: "其他环节", EN: "Other Session"},
}
# How somebody took part -> the word in brackets beside a name in a list.
ATTENDANCE: Final = {
    "video": {ZH: "视频", EN: "by video"},
    "written": {ZH: "书面", EN: "in writing"},
    "in_person": {ZH: "现场", EN: "in person"},
}


def without_usual_words(
    text: Text, row: Any, field: str, usual_words: Mapping[str, str | None]
) -> Text:
    """Return a printed text without what is but the usual word where the row has none.

    usual_words: language -> the usual word. row: None for what is not stored yet.
    """
    if row is None:
        return text
    return {
        code: printed
        for code, printed in text.items()
        if printed != usual_words.get(code) or getattr(row, column(field, code))
    }
