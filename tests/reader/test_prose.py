"""News, reports and minutes in both languages, each with what a careful reader sees in it."""

from functools import cache
from pathlib import Path

import pytest

from forum.reader.dispatch import read_document
from forum.reader.document import Document, read
from forum.reader.encoding import decode
from forum.reader.event_record import EventRecord, Line
from forum.reader.lines import clean, split
from forum.reader.prose.mentions import Roster
from forum.reader.prose.people_en import find_mentions_en
from forum.reader.reading import Reading
from forum.reader.shapes.news.release import read_release
from tests.reader.test_variations import plain
from tests.support.prose_facts import describe_reading
from tests.support.variants_compare import FOLDER
from tests.support.variations import VARIATIONS

SAMPLES = sorted((FOLDER.parent / "prose").glob("*.txt"))
# Of every shape, laid out as whoever never saw the samples would.
STRANGERS = sorted((FOLDER.parent / "strangers").glob("*.txt"))
CHANGES = [
    "traditional", "half_width_marks", "full_width_digits", "dots", "dots_spaced",
    "quotes_corner", "quotes_straight", "wide_spaces", "wrapped", "blanks_missing",
    "blanks_doubled",
    "front_matter", "trailing_note", "indented",
]  # fmt: skip


def read_text(text: str) -> Reading:
    lines = tuple(Line(number, clean(line)) for number, line in enumerate(split(text), 1))
    return read_document(Document("sample.txt", "utf-8", "0" * 64, lines))


@cache
def sample(path: Path) -> tuple[str, list[str]]:
    """Return a sample's text, and what it says, read once."""
    return decode(path.read_bytes()).text, describe_reading(read_document(read(path)))


@pytest.mark.parametrize("path", [*SAMPLES, *STRANGERS], ids=lambda path: path.stem)
def test_each_sample_says_what_a_careful_reader_sees(path: Path) -> None:
    expected = path.with_suffix(".facts").read_text("utf-8").splitlines()
    assert sample(path)[1] == expected


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("change", CHANGES)
def test_a_variation_changes_nothing(change: str, path: Path) -> None:
    text, original = sample(path)
    changed = describe_reading(read_text(VARIATIONS[change](text)))
    assert list(map(plain, changed)) == list(map(plain, original))


def test_a_department_within_a_title_is_nobody() -> None:
    mentions = find_mentions_en("Ms Ada Weiss, Director, Ports Division, Berg & Lund LLP", Roster())
    assert [(mention.name, mention.title) for mention in mentions] == [
        ("Ada Weiss", "Director, Ports Division, Berg & Lund LLP")
    ]


def test_of_several_places_the_one_that_is_a_place_is_taken() -> None:
    text = (
        "Grid Dialogue 2023\n\n3 March 2023\n\n"
        "Engineers gathered at Maxwell Rooms on 3 March in Great Hall for the Grid Dialogue in "
        "Nairobi. Ms. Ada Weiss, Director of the Pool, said that grids matter to all of them.\n"
    )
    assert read_text(text).record.city == {"en": "Nairobi"}


def read_news(sentence: str) -> EventRecord:
    text = (
        "潮汐论坛侧记\n\n滨海大学校长林岚主持圆桌会议。滨海大学教授王芳表示，潮汐能可以预报。\n\n"
    )
    lines = tuple(Line(number, line) for number, line in enumerate(split(text + sentence), 1))
    return read_release(Document("news.txt", "utf-8", "0" * 64, lines)).record


@pytest.mark.parametrize(
    ("sentence", "names", "kinds"),
    [
        ("有代表打趣说，潮水不等人。", {"林岚", "王芳"}, {"roundtable"}),
        ("林岚在总结时提出，海塘要分三段修。", {"林岚", "王芳"}, {"roundtable"}),
        ("林岚在闭幕总结时提出，海塘要分三段修。", {"林岚", "王芳"}, {"roundtable", "closing"}),
        ("林岚在总结发言时提出，海塘要分三段修。", {"林岚", "王芳"}, {"roundtable", "closing"}),
        (
            "滨海银行总裁林嘉慧（Karen Lim）与滨海大学书记何平签署《潮汐备忘录》。",
            {"林岚", "王芳", "林嘉慧 Karen Lim", "何平"},
            {"roundtable", "signing"},
        ),
    ],
)
def test_words_beside_a_name_say_no_more_than_they_say(
    sentence: str, names: set[str], kinds: set[str]
) -> None:
    record = read_news(sentence)
    assert {" ".join(person.name.values()) for person in record.people} == names
    assert {session.kind for session in record.sessions} == kinds


def test_whether_words_that_sum_up_a_discussion_close_the_event_is_asked() -> None:
    record = read_news("林岚在总结发言时提出，海塘要分三段修。")
    assert [finding.subject for finding in record.findings if finding.kind == "guess"][-1] == "林岚"


def test_our_city_is_the_name_of_no_place() -> None:
    assert read_news("2024年5月18日，第二届潮汐论坛在我市召开。").city == {}


def test_the_title_of_minutes_stands_below_their_number_and_day() -> None:
    text = (
        "潮汐联席会议办公室\n\n会 议 纪 要\n\n〔2025〕3号\n\n2025年6月18日　　签发：林岚\n\n"
        "潮位考核办法第三次协调会纪要\n\n一、关于点位\n\n会议听取了汇报。\n\n出席：林岚（潮汐局）\n"
        "记录：王芳\n"
    )
    assert read_text(text).record.title == {"zh-hans": "潮位考核办法第三次协调会纪要"}


def test_a_short_word_that_is_no_known_city_is_asked_for() -> None:
    record = read_news("2024年5月18日，第二届潮汐论坛在滨大召开。")
    assert "滨大" in {finding.subject for finding in record.findings if finding.kind == "guess"}


def test_who_founded_an_organizer_is_no_part_of_its_name() -> None:
    record = read_news(
        "5月18日，由潮汐联盟、滨海大学共同发起成立的海塘研究院承办的第二届潮汐论坛在滨海召开。"
    )
    assert [organization.name for organization in record.organizations] == [
        {"zh-hans": "海塘研究院"}
    ]
