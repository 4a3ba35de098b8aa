"""A picture goes with the caption below it, wherever it stands."""

import pytest

from forum.reader.event_record import EventRecord, Line
from forum.reader.shapes.record.reader import parse
from tests.support.papers import CLEAN, Paper, appearance


def pictured(after: str, *captions: str) -> EventRecord:
    """Read the clean record with a picture and captions behind the line that begins so."""
    lines: list[Line] = []
    for text in CLEAN.split("\n"):
        lines.append(Line(len(lines) + 1, text))
        if text.startswith(after):
            lines.append(Line(len(lines) + 1, "", pictures=("image1.png",)))
            lines += [Line(len(lines) + 1 + no, one) for no, one in enumerate(captions)]
    return parse(Paper(tuple(lines)))


SPEECH = "桥修好了"
WORDS = "河谷里的桥连着四个村子。\n桥修好了，孩子们就不用绕路。"


@pytest.mark.parametrize(
    ("printed", "caption"),
    [
        ("图：与会嘉宾合影", "与会嘉宾合影"),
        ("图：会后，嘉宾参观了木桥。", "会后，嘉宾参观了木桥。"),
        ("图：" + "前排左起是各位嘉宾" * 12, "前排左起是各位嘉宾" * 12),
    ],
)
def test_a_caption_behind_a_speech_is_no_part_of_it(printed: str, caption: str) -> None:
    record = pictured(SPEECH, printed)
    (photo,) = record.photos
    assert (photo.session, photo.caption) == ("opening", {"zh-hans": caption})
    assert appearance(record, "程砚").remarks == {"zh-hans": WORDS}


def test_an_english_caption_behind_a_chinese_speech() -> None:
    record = pictured(SPEECH, "Photo: The participants crossed the bridge.")
    (photo,) = record.photos
    assert photo.caption == {"en": "The participants crossed the bridge."}
    assert appearance(record, "程砚").remarks == {"zh-hans": WORDS}


def test_a_marked_caption_behind_the_introduction_is_no_part_of_it() -> None:
    record = pictured("2024年4月10日，由", "图：松川会议中心的大厅。")
    assert [(photo.session, photo.caption) for photo in record.photos] == [
        (None, {"zh-hans": "松川会议中心的大厅。"})
    ]
    assert "大厅" not in record.introduction["zh-hans"]


@pytest.mark.parametrize("label", ["副标题：走向大海的河流", "Subtitle: Rivers on their way"])
def test_a_subtitle_is_read_by_its_label(label: str) -> None:
    lines = CLEAN.split("\n")
    lines.insert(4, label)
    record = parse(Paper(tuple(Line(no, text) for no, text in enumerate(lines, 1))))
    assert (list(record.subtitle.values()), record.title) == (
        [label.partition("：")[2] or label.partition(": ")[2]],
        {"zh-hans": "河谷与桥梁", "en": "VALLEYS AND BRIDGES"},
    )
