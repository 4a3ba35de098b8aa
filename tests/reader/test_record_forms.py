"""Forms of a record that house styles print: spread organizations, English verbs, kinds, venues."""

import pytest
from django.utils import translation

from forum.models.finding_sentences import finding_message
from forum.reader.event_record import EN, EventRecord
from forum.reader.shapes.record import captions, forums, segments
from forum.reader.shapes.record.lexicon import Lexicon
from forum.reader.shapes.record.rows import Row
from tests.support.papers import CLEAN, appearance, changed, finding, read, serious


def organizations(record: EventRecord) -> list[dict[str, str]]:
    return [dict(organization.name) for organization in record.organizations]


SPREAD = (
    "主办单位：松川市人民政府、桥梁国际协会",
    "主办单位：\n\n松川市人民政府\n\n松川植物园\n\n桥梁国际协会\n",
)
SPREAD_EN = (
    "Hosted by: Songchuan Municipal People's Government; International Association of Bridges",
    "\nHosted by:\n\nSongchuan Municipal People's Government\n\nSongchuan Botanical Garden\n\n"
    "International Association of Bridges\n",
)


def test_organizations_with_blank_lines_between_them() -> None:
    record = changed(SPREAD, SPREAD_EN)
    assert organizations(record) == [
        {"zh-hans": "松川市人民政府", "en": "Songchuan Municipal People's Government"},
        {"zh-hans": "松川植物园", "en": "Songchuan Botanical Garden"},
        {"zh-hans": "桥梁国际协会", "en": "International Association of Bridges"},
    ]


def test_a_title_below_spread_organizations_is_no_organization() -> None:
    title = "“河谷与桥梁”分论坛"
    record = changed(
        (f"\n{title}", ""), SPREAD, ("桥梁国际协会\n\nHosted", f"桥梁国际协会\n\n{title}\n\nHosted")
    )
    assert (len(record.organizations), record.title["zh-hans"]) == (3, "河谷与桥梁")


@pytest.mark.parametrize(
    ("does", "role"),
    [
        ("opened the session", "moderator"),
        ("chaired the opening remarks", "moderator"),
        ("presided over the panel discussion", "moderator"),
        ("opened the sub-forum with remarks", "speaker"),
        ("opened the session with a welcome address", "speaker"),
    ],
)
def test_english_verbs_of_a_caption(does: str, role: str) -> None:
    line = Row(1, f"Jane Doe, Director of the Bridge Institute, {does}", EN)
    caption = captions.read_caption([line], 0, Lexicon())
    assert caption is not None
    assert (caption.person.name, caption.role) == ("Jane Doe", role)


@pytest.mark.parametrize(
    "text",
    [
        "Topic 1 of the panel discussion",
        "the panel discussion (Topic 1)",
        "the panel discussion, Topic 1",
    ],
)
def test_a_topic_narrows_the_discussion(text: str) -> None:
    assert segments.find(text, EN) == [segments.Segment("topic", 1)]


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("Sub-forum “Valleys and Bridges”", "Valleys and Bridges"),
        ("Sub-forum on Valleys and Bridges", "Valleys and Bridges"),
        ("The Sub-Forum 3: Valleys", "Valleys"),
        ("平行分论坛：河谷", "河谷"),
    ],
)
def test_title_without_the_kind_before_it(printed: str, title: str) -> None:
    assert forums.without_kind(printed) == title


def test_case_alone_is_no_variant() -> None:
    record = changed(("VALLEYS AND BRIDGES", "Sub-forum “Valleys and Bridges”"))
    assert serious(record) == []


@pytest.mark.parametrize(
    "line",
    [
        "会场设在松川会展中心（松川）",
        "会议地点：松川会展中心（松川）",
        "会议地点设在松川会展中心（松川）。",
    ],
)
def test_venue(line: str) -> None:
    record = changed(("中国·松川", f"中国·松川\n{line}"))
    assert record.venue["zh-hans"] == "松川会展中心（松川）"


WHOLE_FORUM = CLEAN.replace("“河谷与桥梁”分论坛\nVALLEYS AND BRIDGES\n", "").replace(
    "“河谷与桥梁”分论坛", "第二届松川河谷论坛"
)


def test_a_sub_forum() -> None:
    assert read(CLEAN).kind == "sub_forum"


def test_a_forum_with_an_edition_and_no_parent_is_a_main_forum() -> None:
    record = read(WHOLE_FORUM)
    assert (record.title["zh-hans"], record.parent, record.kind) == (
        "第二届松川河谷论坛", None, "main_forum"
    )  # fmt: skip


def test_anything_else_is_an_event() -> None:
    text = WHOLE_FORUM.replace("第二届松川河谷论坛", "河谷与桥梁研讨会").replace(
        "THE SECOND SONGCHUAN VALLEY FORUM (SVF)\n", ""
    )
    assert read(text).kind == "event"


@pytest.mark.parametrize("line", ["（以姓氏笔画为序）", "★★★ 见附件三"])
def test_an_unreadable_line_of_the_list_is_reported(line: str) -> None:
    record = changed(("秦牧野 松川大学教授", f"秦牧野 松川大学教授\n{line}"))
    assert ("heading_malformed", line) in [(each.kind, each.subject) for each in record.findings]


def test_an_unreadable_word_behind_a_label_is_reported() -> None:
    record = changed(("秦牧野 松川大学教授", "秦牧野 松川大学教授\n讨论嘉宾：见附件三"))
    assert ("heading_malformed", "见附件三") in serious(record)


def test_a_stray_line_of_the_cover_is_warned_of() -> None:
    record = changed(("中国·松川", "中国·松川\n\n群山之间的来信"))
    assert serious(record) == [("not_understood", "群山之间的来信")]


def test_names_in_a_message_are_joined_in_its_language() -> None:
    record = changed(("并主持致辞环节及讨论环节主题一", "并主持讨论环节主题一"))
    found = finding(record, "moderator_conflict")
    assert found.params["listed"] == ["致辞环节", "主题一"]
    with translation.override("zh-hans"):
        assert "致辞环节、主题一" in finding_message(found)


def test_chinese_beside_english_in_two_columns() -> None:
    rows = [
        ("致辞环节：", "Opening Remarks:"),
        ("程砚 松川市副市长", "Cheng Yan, Vice Mayor of Songchuan"),
        ("【致辞环节】", "Opening Remarks"),
        (
            "松川市副市长程砚在松川出席论坛并致辞",
            "Cheng Yan, Vice Mayor of Songchuan, delivers remarks",
        ),
        ("程砚表示，河谷里的桥连着四个村子。", "Cheng Yan said that bridges tie four villages."),
        ("桥修好了，孩子们就不用绕路。", "Children need no longer walk around."),
    ]
    record = read("\n".join(f"{zh}\t{en}" for zh, en in rows))
    assert appearance(record, "程砚").remarks == {
        "zh-hans": "河谷里的桥连着四个村子。\n桥修好了，孩子们就不用绕路。",
        "en": "bridges tie four villages.\nChildren need no longer walk around.",
    }


def test_guests_by_side_and_country() -> None:
    record = changed(
        ("致辞环节：\n程砚", "致辞环节：\n中方：\n程砚"),
        ("奥尔加·林德 桥", "外方：\n（肯尼亚）奥尔加·林德 桥"),
    )
    assert serious(record) == []


def test_speech_in_the_line_of_its_caption() -> None:
    record = changed(
        ("分论坛并致辞\n桥梁国际协会秘书长奥尔加·林德指出，", "分论坛并致辞。她指出，")
    )
    assert appearance(record, "奥尔加·林德").remarks["zh-hans"] == "她指出，老桥也能通行新车。"


def test_the_kind_of_paper_is_no_title() -> None:
    text = CLEAN.replace("VALLEYS AND BRIDGES\n", "SUMMARY RECORD\nVALLEYS AND BRIDGES\n")
    assert read(text).title["en"] == "VALLEYS AND BRIDGES"
