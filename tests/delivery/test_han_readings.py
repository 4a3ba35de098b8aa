"""Labels are read as pypinyin reads them, without its dictionaries."""

import pytest
from pypinyin import lazy_pinyin

from forum.delivery.han_readings import read_aloud


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
