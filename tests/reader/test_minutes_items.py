"""Minutes of which some items name who presents them, and others stand between these."""

from tests.reader.test_prose import read_text
from tests.reader.test_wide_prose import subjects

_MINUTES = (
    "潮汐社 2024-05-12 例会\n\n- 参会人员：潮汐社全体成员\n- 会议记录：秘书 @Ada\n\n会议纪要\n\n"
    "海塘\n\n- 截止时间：六月\n\n港口\n\n- 截止时间：七月\n\n潮位\n\n- 截止时间：八月\n\n"
    "{heading}\n\n- 截止时间：九月\n\n议程及会议记录\n\n"
    "船闸\n\n- 开闸\n- 关闸\n\n修海塘（林岚）\n\n- 海塘加高\n- 海塘加宽\n\n"
    "建港口（王芳）\n\n- 前两项：\n1. 挖泥；\n2. 打桩。\n"
)


def test_items_that_name_nobody_are_asked_among_those_that_do() -> None:
    record = read_text(_MINUTES.format(heading="其他")).record
    titles = [session.title.get("zh-hans", "") for session in record.sessions]
    assert titles == ["", "船闸", "修海塘", "建港口"]
    assert "船闸" in subjects(record, "guess")


def test_a_house_behind_a_heading_presents_nothing() -> None:
    record = read_text(_MINUTES.format(heading="堤防备案 —— 潮城水利部门")).record
    assert {"".join(person.name.values()) for person in record.people} == {"Ada", "林岚", "王芳"}


def test_an_item_that_is_asked_ends_above_the_heading_of_another_list() -> None:
    below = "\n\n岸电月报：每月一期\n\n- 先看潮位\n\n修海塘（林岚）"
    text = _MINUTES.format(heading="其他").replace("\n\n修海塘（林岚）", below)
    lock = next(each for each in read_text(text).record.sessions if "船闸" in each.title.values())
    assert lock.summary == {"zh-hans": "- 开闸\n- 关闸"}


def test_points_below_a_colon_belong_to_the_item() -> None:
    record = read_text(_MINUTES.format(heading="其他")).record
    assert record.sessions[-1].summary["zh-hans"].endswith("2. 打桩。")
