"""Chinese text is cut by the dictionary that pypinyin brings, without its readings."""

import pytest
from pypinyin.constants import PHRASES_DICT
from pypinyin.seg.mmseg import seg

from forum.core import chinese_words


def test_the_dictionary_is_the_library_s() -> None:
    assert [*chinese_words._dictionary()] == sorted(PHRASES_DICT)


@pytest.mark.parametrize(
    "text",
    ["", "你好，我是中国人，我爱我的祖国", "第六届虹桥国际经济论坛", "绿色产业 Park，2026年"],
)
def test_text_is_cut_as_by_the_library(text: str) -> None:
    assert list(chinese_words.cut_words(text)) == list(seg.cut(text))


def test_a_word_at_the_end_is_whole_where_a_longer_one_is_not() -> None:
    assert list(chinese_words.cut_words("古细菌")) == ["古", "细菌"]
