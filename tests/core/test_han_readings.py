"""Labels are read as pypinyin reads them, without its dictionaries."""

import pytest
from pypinyin import Style, lazy_pinyin, pinyin

from forum.core.han_readings import list_character_readings, read_aloud


@pytest.mark.parametrize(
    "label",
    [
        "重庆",
        "厦门大学",
        "绿色发展",
        "女性",
        "AI 中心",
        "吕梁",
        "（中国）",
        "会计学",
        "商务部研究院",
        "",
    ],
)
def test_a_label_is_read_as_the_library_reads_it(label: str) -> None:
    assert read_aloud(label) == lazy_pinyin(label, errors="ignore")


@pytest.mark.parametrize("character", ["若", "单", "吕", "港"])
def test_all_readings_of_a_character_are_the_library_s(character: str) -> None:
    readings = pinyin(character, style=Style.NORMAL, heteronym=True)[0]
    assert list_character_readings(character) == readings
