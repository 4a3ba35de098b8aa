"""Two places disagree: the caption beside the speech wins, and a finding names the other."""

import pytest

from forum.reader.event_record import Level
from tests.support.papers import (
    CLEAN,
    appearance,
    cast,
    changed,
    finding,
    kinds,
    line_of,
    read,
    serious,
    session,
)


def test_moderator() -> None:
    record = changed(("并主持致辞环节及讨论环节主题一", "并主持讨论环节主题一"))
    assert serious(record) == [("moderator_conflict", "林晚舟")]
    assert cast(record, "opening")[0] == ("speaker", "程砚")


def test_moderator_conflict_gives_both_places() -> None:
    record = changed(("并主持致辞环节及讨论环节主题一", "并主持讨论环节主题一"))
    assert {line_of("林晚舟 松川"), line_of("林晚舟在松川")} <= set(
        finding(record, "moderator_conflict").lines
    )


def test_title_of_a_person() -> None:
    record = changed(("程砚 松川市副市长", "程砚 松川市市长"))
    assert serious(record) == [("person_title_variant", "程砚")]
    assert appearance(record, "程砚").title == {"zh-hans": "松川市副市长"}


def test_a_space_alone_is_a_note() -> None:
    record = changed(("程砚 松川市副市长", "程砚 松川市 副市长"))
    assert finding(record, "person_title_variant").level == Level.NOTE


def test_comma_is_more_than_a_mark() -> None:
    record = changed(
        ("奥尔加·林德 桥梁国际协会秘书长", "奥尔加·林德 桥梁国际协会秘书长（亚洲、非洲）"),
        ("桥梁国际协会秘书长奥尔加", "桥梁国际协会秘书长（亚洲，非洲）奥尔加"),
    )
    assert finding(record, "person_title_variant").level == Level.WARNING


def test_name_with_another_dot_is_a_note() -> None:
    record = changed(("奥尔加·林德 桥梁", "奥尔加•林德 桥梁"))
    assert finding(record, "person_name_variant").level == Level.NOTE


def test_name_with_another_character() -> None:
    record = changed(("程砚 松川市副市长", "程妍 松川市副市长"))
    assert [each.kind for each in record.findings if each.level != Level.NOTE] == [
        "person_name_variant"
    ]
    assert len(record.people) == 4


def test_two_halves_of_a_list_that_sound_otherwise() -> None:
    record = changed(
        (
            "林晚舟 松川电视台主持人",
            "林晚舟 松川电视台主持人\nZhou Heng, Presenter, Songchuan TV",
        )
    )
    assert finding(record, "person_name_variant").params == {
        "chinese": "林晚舟", "english": "Zhou Heng",
    }  # fmt: skip


def test_topic_title() -> None:
    record = changed(("主题一：木桥的寿命\n松川大学教授", "主题一：石桥的寿命\n松川大学教授"))
    assert serious(record) == [("topic_title_variant", "主题一")]
    assert session(record, "topic-1").title == {"zh-hans": "石桥的寿命"}


def test_event_title_by_marks_is_a_note() -> None:
    record = changed(("“河谷与桥梁”分论坛在松川会议中心", "“河谷与 桥梁”分论坛在松川会议中心"))
    assert (
        finding(record, "event_title_variant").level,
        finding(record, "event_title_variant").subject,
    ) == (Level.NOTE, "title")


def test_event_title_by_words() -> None:
    record = changed(("“河谷与桥梁”分论坛在松川会议中心", "“河谷与大桥梁”分论坛在松川会议中心"))
    assert ("event_title_variant", "title") in serious(record)


def test_numbers_of_the_two_titles() -> None:
    record = changed(("VALLEYS AND BRIDGES", "VALLEYS AND BRIDGES: 2030"))
    assert finding(record, "title_translation").level == Level.NOTE


def test_attendance_of_list_and_caption() -> None:
    record = changed(("程砚 松川市副市长", "程砚 松川市副市长（视频）"))
    assert serious(record) == [("attendance_conflict", "程砚")]
    assert appearance(record, "程砚").attendance == "in_person"


def test_order() -> None:
    lines = CLEAN.split("\n")
    first = lines.index("程砚 松川市副市长")
    lines[first], lines[first + 1] = lines[first + 1], lines[first]
    record = read("\n".join(lines))
    assert serious(record) == [("order_conflict", "致辞环节")]
    assert cast(record, "opening")[1] == ("speaker", "程砚")


@pytest.mark.parametrize(
    ("old", "new", "kind", "subject"),
    [
        ("10 April 2024", "11 April 2024", "date_conflict", "11 April 2024"),
        ("2024年4月10日\n10", "2024年4月10日（星期五）\n10", "date_conflict",
         "2024年4月10日（星期五）"),
        ("Songchuan, China", "Songchuan, Kenya", "place_conflict", "Songchuan"),
        ("THE SECOND SONGCHUAN", "THE THIRD SONGCHUAN", "edition_conflict",
         "THE THIRD SONGCHUAN VALLEY FORUM (SVF)"),
        ("由松川市人民政府、桥梁国际协会", "由松川市人民政府、国际桥梁协会", "organization_variant",
         "桥梁国际协会"),
    ],
)  # fmt: skip
def test_cover(old: str, new: str, kind: str, subject: str) -> None:
    assert (kind, subject) in serious(changed((old, new)))


def test_two_people_of_one_name() -> None:
    record = changed(
        ("秦牧野 松川大学教授", "秦牧野 松川大学教授\n程砚 青木出版公司编辑"),
        ("松川电视台主持人林晚舟在", "青木出版公司编辑程砚在松川出席“河谷与桥梁”分论坛并参与讨论\n"
         "青木出版公司编辑程砚认为，图纸应当出版。\n松川电视台主持人林晚舟在"),
    )  # fmt: skip
    assert "same_name" in kinds(record)
    assert len(record.people) == 5


def test_english_names_that_run_together_are_cut_and_reported() -> None:
    record = changed(
        ("Songchuan Municipal People's Government; International Association of Bridges",
         "Songchuan Municipal People's Government International Association of Bridges")
    )  # fmt: skip
    assert serious(record) == [("organization_pairing", "hosts")]
    assert record.organizations[1].name["en"] == "International Association of Bridges"


def test_names_that_differ_in_number_are_not_paired() -> None:
    record = changed(("; International Association of Bridges", ""))
    assert serious(record) == [("organization_pairing", "hosts")]
