"""Damaged records: what is sound is read, what is not is named; never an exception."""

import random
from pathlib import Path

import pytest

from forum.imports.report import build_report
from tests.support.papers import (
    CLEAN,
    appearance,
    cast,
    changed,
    finding,
    keys,
    kinds,
    line_of,
    read,
    serious,
)

VARIANTS = Path(__file__).parents[1] / "data" / "variants"


def without(*words: str) -> str:
    """Return the clean record without the lines that hold one of the words."""
    return "\n".join(line for line in CLEAN.split("\n") if not any(word in line for word in words))


def test_caption_missing() -> None:
    record = read(without("程砚在松川"))
    assert serious(record) == [("caption_missing", "程砚")]
    assert appearance(record, "程砚").attendance is None


def test_no_remarks() -> None:
    record = read(without("秦牧野认为"))
    assert serious(record) == [("no_remarks", "秦牧野")]


def test_unlisted_person() -> None:
    record = read(without("程砚 松川市副市长"))
    assert serious(record) == [("unlisted_person", "程砚")]
    assert cast(record, "opening")[1] == ("speaker", "程砚")


def test_topic_without_its_heading_in_the_body() -> None:
    text = CLEAN.replace("主题一：木桥的寿命\n松川大学教授秦牧野在", "松川大学教授秦牧野在")
    record = read(text)
    assert serious(record) == [("section_missing", "主题一")]
    assert cast(record, "topic-1")[1] == ("panellist", "秦牧野")


def test_section_without_its_heading() -> None:
    text = CLEAN.replace("\n【讨论环节】\n主题一：木桥的寿命\n松川大学", "\n松川大学")
    assert cast(read(text), "topic-1")[1] == ("panellist", "秦牧野")


@pytest.mark.parametrize(
    "printed", ["【讨论环节", "讨论环节】", "[讨论环节]", "〖讨论环节〗", "【讨论环节]"]
)
def test_heading_malformed(printed: str) -> None:
    record = changed(("【讨论环节】", printed))
    assert serious(record) == [("heading_malformed", "讨论环节")]
    assert keys(record.sessions) == ["opening", "topic-1"]


def test_list_without_its_heading() -> None:
    record = read(without("【基本信息】"))
    assert serious(record) == [("section_missing", "基本信息")]
    assert len(record.people) == 4


def test_introduction_without_its_heading() -> None:
    record = read(without("【简要介绍】"))
    assert serious(record) == [("section_missing", "简要介绍")]
    assert record.introduction


def test_empty_introduction() -> None:
    assert serious(read(without("由松川市人民政府"))) == [("field_empty", "简要介绍")]


def test_empty_label() -> None:
    record = changed(("主办单位：松川市人民政府、桥梁国际协会", "主办单位："))
    assert ("field_empty", "主办单位") in serious(record)


def test_placeholder_adds_nobody() -> None:
    record = changed(("秦牧野 松川大学教授", "待定 松川大学教授"))
    assert "placeholder" in kinds(record)
    assert len(record.people) == 4


def test_date_that_does_not_exist() -> None:
    record = changed(("2024年4月10日", "2024年4月31日"), ("10 April 2024", "31 April 2024"))
    assert record.start_date is None
    assert finding(record, "date_invalid").subject == "2024年4月31日"


def test_number_gap() -> None:
    record = changed(
        ("秦牧野 松川大学教授", "秦牧野 松川大学教授\n主题三：石桥\n高远 石桥学会会长"),
    )
    assert ("number_gap", "主题三") in serious(record)


def test_duplicate_paragraph_is_left_out() -> None:
    words = (
        "松川市副市长程砚表示，河谷里的桥连着四个村子，也连着两岸的市场、学校、医院和车站，"
        "雨季尤其如此。"
    )
    record = changed(("松川市副市长程砚表示，河谷里的桥连着四个村子。", f"{words}\n{words}"))
    assert serious(record) == [("duplicate_paragraph", "程砚")]


def test_truncated() -> None:
    text = CLEAN[: CLEAN.index("木桥怕的是积水") + 5]
    assert finding(read(text), "truncated").lines == (line_of("秦牧野认为"),)


def test_text_of_nobody_is_named() -> None:
    record = changed(("【致辞环节】\n", "【致辞环节】\n春天的河谷雾很大，会场里坐满了人。\n"))
    assert ("caption_missing", "致辞环节") in serious(record)


@pytest.mark.parametrize(
    "text", ["", "\n\n", "你好", "【", "】", "【】", "：", "主持人：", "第届论坛", "\x00\ufffd"]
)
def test_next_to_nothing(text: str) -> None:
    assert read(text).people == ()


def _samples() -> list[str]:
    texts = [CLEAN]
    for path in sorted(VARIANTS.glob("*.txt")):
        try:
            texts.append(path.read_text("utf-8"))
        except UnicodeDecodeError:
            continue
    return texts


ODD_LINES = (
    "【", "】", "主题", "：", "主持人：", "【】", "2023年13月45日", "99:99-00:00", "Hosted by:",
    "讨论环节九九", "一、", "Topic", "H.E.", "·", "“", "”分论坛", "XXX", "Panel 1: ",
    "主题一至三十",
    "\ufffd", "0" * 50,
)  # fmt: skip


def _damaged(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(lines)) if lines else 0
        match chance.randrange(7) if lines else 6:
            case 0:
                del lines[place]
            case 1:
                lines.insert(place, lines[chance.randrange(len(lines))])
            case 2:
                other = chance.randrange(len(lines))
                lines[place], lines[other] = lines[other], lines[place]
            case 3:
                lines[place] = lines[place][: chance.randint(0, len(lines[place]))]
            case 4:
                lines = lines[: place + 1]
            case 5:
                lines[place] = "".join(chance.sample(lines[place], len(lines[place])))
            case _:
                lines.insert(place, chance.choice(ODD_LINES))
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(12))
def test_any_damage_gives_a_report(seed: int) -> None:
    chance = random.Random(seed)
    samples = _samples()
    for _ in range(25):
        text = _damaged(chance.choice(samples), chance)
        assert build_report(read(text))["source"] == "record.txt"


def test_truncated_anywhere_gives_a_report() -> None:
    for end in range(0, len(CLEAN), 7):
        assert build_report(read(CLEAN[:end]))["source"] == "record.txt"
