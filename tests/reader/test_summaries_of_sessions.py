"""What sums a session up stays whole, and in the language that it is written in."""

from tests.reader.test_prose import read_text

MINUTES = (
    "潮汐局工作会议纪要\n\n时间：2031年5月8日\n参会人员：林岚、王芳\n\n一、海塘\n{item}\n"
    "二、岸电\n会议听取了岸电情况。\n"
)


def summary_of(item: str) -> dict[str, str]:
    return dict(read_text(MINUTES.format(item=item)).record.sessions[0].summary)


def test_a_line_that_stands_twice_in_an_item_is_told_twice() -> None:
    item = "东段：\n完成修补。\n责任单位：潮汐局\n西段：\n完成清淤。\n责任单位：潮汐局"
    assert summary_of(item) == {"zh-hans": item}


def test_latin_lines_of_a_chinese_text_stay_in_their_place() -> None:
    item = "东段换了新的系统。\nHarbour Watch 2.0\n办法见下面的地址。\nhttps://example.org/plan"
    assert summary_of(item) == {"zh-hans": item}


def test_english_sentences_below_chinese_ones_are_the_other_language() -> None:
    assert summary_of("东段换了新的系统。\nThe east has a new system.") == {
        "zh-hans": "东段换了新的系统。", "en": "The east has a new system.",
    }  # fmt: skip
