"""Whom papers name, by whatever words stand beside; whom nothing tells of is asked for."""

from pathlib import Path

import pytest

from forum.reader.fitness import check
from forum.reader.guest_cells import read_guests
from forum.reader.prose.mentions import Roster
from forum.reader.prose.people_en import find_mentions_en
from forum.reader.prose.people_zh import find_mentions_zh
from forum.reader.reading import Certainty, Shape
from forum.reader.shapes.record.name_forms import is_name_en, is_whole_name
from forum.reader.tables import typed_tables
from tests.reader.test_prose import read_text
from tests.reader.test_shapes import lines_of, shape_of


@pytest.mark.parametrize(
    ("sentence", "people"),
    [
        (
            "She was joined by tide studies professor Paul Holm and politics professor Rona Lind.",
            [("Paul Holm", "tide studies professor"), ("Rona Lind", "politics professor")],
        ),
        (
            "Harbour provost and associate history professor Ty Lund noted that tides are low.",
            [("Ty Lund", "Harbour provost and associate history professor")],
        ),
        (
            "“We knew,” said tide professor Anna “Nan” Berg.",
            [("Anna “Nan” Berg", "tide professor")],
        ),
        (
            "They met Minister of Justice Oleg Holm, Lao Minister of Trade Xay Sant, and others.",
            [("Oleg Holm", "Minister of Justice"), ("Xay Sant", "Lao Minister of Trade")],
        ),
        (
            "The forum was opened by Head of the Tide Office Yuki Sato.",
            [("Yuki Sato", "Head of the Tide Office")],
        ),
        (
            "“It rises,” said Mayor of Tide Authority Ada Holm. “It falls.”",
            [("Ada Holm", "Mayor of Tide Authority")],
        ),
        (
            "It will feature Shirley Ann Lund, president of Tide Institute, leading a discussion.",
            [("Shirley Ann Lund", "president of Tide Institute")],
        ),
        (
            "Minister for Ports Ada Holm SC and Coast Minister in the Crown’s Office (Tides) "
            "Dato’ Sri Yuki Sato Lind witnessed the signing of it.",
            [
                ("Ada Holm", "Minister for Ports"),
                ("Yuki Sato Lind", "Coast Minister in the Crown’s Office (Tides)"),
            ],
        ),
        ("Ada Holm OBE said that tides are low.", [("Ada Holm", "")]),
        ("Ada Holm and Paul Lind shared what they knew.", [("Ada Holm", ""), ("Paul Lind", "")]),
    ],
)
def test_a_title_right_beside_a_name_is_read(sentence: str, people: list[tuple[str, str]]) -> None:
    mentions = find_mentions_en(sentence, Roster(calls_by_surname=True))
    assert [(mention.name, mention.title) for mention in mentions] == people


@pytest.mark.parametrize(("middle", "is_asked"), [("Maria", True), ("M.", False)])
def test_a_name_without_its_middle_is_asked_for(middle: str, is_asked: bool) -> None:
    reading = read_text(
        "Harbour Forum Opens\n\nBERGEN, 5 May 2031 – The Harbour Forum was held here.\n\n"
        f"Ms. Anna {middle} Berg, Director of the Tide Office, said that walls hold.\n\n"
        "Ms. Anna Berg thanked all of those who came."
    )
    names = [finding.subject for finding in reading.record.findings if finding.kind == "guess"]
    assert ([len(reading.record.people), "Anna Berg" in names]) == [1, is_asked]


def test_honours_behind_names_are_quoted() -> None:
    reading = read_text(
        "Harbour Forum Opens\n\nBERGEN, 5 May 2031 – The Harbour Forum was held here.\n\n"
        "Ms. Ada Holm OBE, Director of the Coast Office, said that tides are low."
    )
    quoted = [finding.subject for finding in reading.record.findings if "OBE" in finding.subject]
    assert quoted == ["OBE"]


@pytest.mark.parametrize(
    "words", ["Harbour’s Visual", "Tide Studies", "Green Street", "Tide Award"]
)
def test_a_thing_is_no_person(words: str) -> None:
    assert not is_name_en(words)


NEWS = """Town College hosts tide symposium

Best-selling author Molly Lund will be a keynote speaker at the tide symposium, which the college \
holds in its great hall.

A round table on dykes and harbours is to follow, and Chancellor Carol Keen of the college and \
harbour historian Tom Falk are expected to be among those who come.

Other speakers at the symposium will include:

• Ada Holm, tide studies, Town College
• Rona Lind, harbours, Bay College
"""


def test_news_without_a_day_are_told_by_event_and_people() -> None:
    assert shape_of(NEWS) is Shape.RELEASE


def test_whom_nothing_tells_of_is_proposed_and_asked_for() -> None:
    reading = read_text(NEWS)
    check(reading)
    names = {person.name["en"] for person in reading.record.people}
    asked = {finding.subject for finding in reading.record.findings if finding.kind == "guess"}
    assert (names >= {"Molly Lund", "Tom Falk", "Ada Holm", "Rona Lind"}, "Tom Falk" in asked) == (
        True, True,
    )  # fmt: skip


@pytest.mark.parametrize("mark", ["6.", "•", "b)"])
def test_a_tab_behind_a_list_mark_parts_no_cells(mark: str) -> None:
    lines = lines_of(f"{mark}\tAda Holm, Head of Tides\n{mark}\tTom Falk, Head of Ports\n")
    assert list(typed_tables(lines)) == []


def test_a_name_that_says_something_may_be_a_house(tmp_path: Path) -> None:
    text = "Tide Forum concludes\n\nThe Tide Forum was held in Bergen on 6 May 2023.\n\n"
    reading = read_text(f"{text}Nordic Salmon said that the sea is getting warmer every year.\n")
    assert [value.path for value in reading.guesses] == [
        "people.nordic-salmon.name.en", "appearances.nordic-salmon.opening.speaker.session",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("潮汐学会高岩 理事长", [("高岩", "潮汐学会理事长", "")]),
        ("农业司高岩司长", [("高岩", "农业司司长", "")]),
        ("高岩院长", [("高岩", "院长", "")]),
        ("滨海大学林岚教授", [("林岚", "滨海大学", "教授")]),
        ("滨海大学欧阳明华院长", [("欧阳明华", "滨海大学院长", "")]),
        ("国家海洋局林岚、王芳", [("林岚", "国家海洋局", ""), ("王芳", "", "")]),
        ("潮汐开源社区执行院长 秦静", [("秦静", "潮汐开源社区执行院长", "")]),
        ("高岩教授讲座", []),
    ],
)
def test_a_name_between_house_and_rank_is_read(
    cell: str, people: list[tuple[str, str, str]]
) -> None:
    guests, _unread = read_guests(cell)
    code = "zh-hans"
    assert [
        (guest.name[code], guest.title.get(code, ""), guest.honorific.get(code, ""))
        for guest in guests
    ] == people


MEETING = """滨海学院召开青年教师座谈会

9月6日，滨海学院在海塘楼召开青年教师座谈会。院长高岩、副院长苏静参加座谈会。

会上，程砚老师从自身经历出发，介绍了潮汐观测。吴继岚认为要多看书；白世岩建议学院增设课程。

海塘市研究会会长李维岚、海塘市委宣传部郭世岩分别就潮汐作主题报告。
"""


def test_whom_a_verb_or_a_list_names_is_read() -> None:
    record = read_text(MEETING).record
    asked = {finding.subject for finding in record.findings if finding.kind == "guess"}
    names = {person.name["zh-hans"] for person in record.people}
    assert names == {"高岩", "苏静", "程砚", "吴继岚", "白世岩", "李维岚", "郭世岩"}
    assert {"吴继岚", "白世岩"} <= asked


PLAN = """海塘論壇大會議程
時間\t\t內容\t講者
上午\t09:00-09:30\t開幕致詞\t滨海大學林嵐校長
\t09:30-10:00\t潮汐的帳\t農業司高巖司長
\tSession moderator\t\t蘇靜
\t10:00-10:30\t修海塘\t程硯
"""


def test_a_programme_in_traditional_characters_keeps_them() -> None:
    record = read_text(PLAN).record
    names = {person.name["zh-hans"] for person in record.people}
    assert (record.title["zh-hans"], len(record.sessions)) == ("海塘論壇", 3)
    assert {"林嵐", "高巖", "程硯"} <= names


@pytest.mark.parametrize("further", ["", "、程砚（主任、高工）"])
def test_a_bracket_that_nothing_closes_leaves_those_behind_it_whole(further: str) -> None:
    guests, unread = read_guests(f"林岚（教授、王芳（院长、研究员）{further}")
    titles = {guest.name["zh-hans"]: guest.title["zh-hans"] for guest in guests}
    others = {"程砚": "主任、高工"} if further else {}
    assert (titles, unread) == ({"王芳": "院长、研究员"} | others, ["林岚（教授"])


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("林岚（笔名听潮），海塘公司工程师", [("林岚", "海塘公司工程师", ("听潮",), "")]),
        (
            "林岚（听潮），海塘公司工程师；王芳 （清华），潮汐所所长，《潮报》作者",
            [
                ("林岚", "海塘公司工程师", (), "（听潮）"),
                ("王芳", "潮汐所所长，《潮报》作者", (), "（清华）"),
            ],
        ),
        ("林岚（潮汐所），工程师", []),
        ("林岚（缺席），工程师", []),
    ],
)
def test_what_brackets_before_a_title_tell_is_a_name_where_they_say_so(
    cell: str, people: list[tuple[str, str, tuple[str, ...], str]]
) -> None:
    assert [
        (guest.name["zh-hans"], guest.title["zh-hans"], guest.other_names, guest.biography)
        for guest in read_guests(cell)[0]
    ] == people


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("It was told by Dr. D.Y. Berg of the tides.", ["D.Y. Berg"]),
        ("It was told by Dr. K.P Berg.", ["K.P Berg"]),
        ("It was told by Dr. AnnaBerg and Dr. TomLind.", ["AnnaBerg", "TomLind"]),
        ("It was told by Dr. MacLean.", []),
    ],
)
def test_initials_and_lost_spaces_are_of_the_name(sentence: str, names: list[str]) -> None:
    assert [mention.name for mention in find_mentions_en(sentence, Roster())] == names


def test_a_name_whose_space_may_have_been_lost_is_a_guess() -> None:
    sentence = "It was opened by Dr. SeaCoast and Dr. Anna Berg."
    mentions = find_mentions_en(sentence, Roster())
    assert [(mention.name, mention.certainty) for mention in mentions] == [
        ("SeaCoast", Certainty.GUESS), ("Anna Berg", Certainty.CERTAIN),
    ]  # fmt: skip


@pytest.mark.parametrize("word", ["滑坡", "牧民", "宇航", "平原", "盘点", "公益"])
def test_a_word_is_nobody_whole(word: str) -> None:
    assert not is_whole_name(word)


def test_a_title_of_a_house_in_japan_that_ends_the_text_names_nobody() -> None:
    assert find_mentions_zh("到场的有日本滨海大学教授", Roster()) == []


@pytest.mark.parametrize(
    "sentence",
    ["所长陈宇似乎没有听见。", "所长陈宇显然介绍过这道闸。", "所长陈宇一向支持修塘。"],
)
def test_an_adverb_behind_a_name_is_no_part_of_it(sentence: str) -> None:
    mentions = find_mentions_zh(sentence, Roster())
    assert [(mention.name, mention.title) for mention in mentions] == [("陈宇", "所长")]


@pytest.mark.parametrize(
    ("sentence", "people"),
    [
        (
            "授予滨海大学林岚教授“潮汐奖”，颁给云溪研究院王芳研究员“海塘奖”。",
            [("林岚", "滨海大学"), ("王芳", "云溪研究院")],
        ),
        (
            "某国Tidewell医院总裁，滨海大学医学院海洋医学Anna B.Berg教授致辞。",
            [("Anna B.Berg", "某国Tidewell医院总裁，滨海大学医学院海洋医学")],
        ),
        ("由MIT Media教授林岚主持。", [("林岚", "MIT Media教授")]),
        ("东海共同市场研究会会长林岚致辞。", [("林岚", "东海共同市场研究会会长")]),
        ("海洋共同发展委员会秘书长林岚致辞。", [("林岚", "海洋共同发展委员会秘书长")]),
        ("成功大学教授林岚致辞。", [("林岚", "成功大学教授")]),
        ("双方共同邀请某局局长林岚致辞。", [("林岚", "某局局长")]),
    ],
)
def test_a_title_holds_no_verb_before_it_and_may_end_with_a_field(
    sentence: str, people: list[tuple[str, str]]
) -> None:
    mentions = find_mentions_zh(sentence, Roster())
    assert [(mention.name, mention.title) for mention in mentions] == people


def test_who_sounds_the_same_in_a_translation_below_is_the_same() -> None:
    record = read_text(
        "首届潮汐论坛落幕\n\n2031年5月8日，首届潮汐论坛在滨海大学举行。开幕式由滨海大学副校长林旭峰主持，"
        "潮汐所所长程志远致辞。\n\nFirst Tide Forum Concludes\n\nThe First Tide Forum was held on "
        "8 May 2031. The opening ceremony was moderated by Lin Xufeng, Vice President of Binhai "
        "University.\n"
    ).record
    assert [(person.name, person.title.get("en", "")) for person in record.people] == [
        ({"zh-hans": "林旭峰", "en": "Lin Xufeng"}, "Vice President of Binhai University"),
        ({"zh-hans": "程志远"}, ""),
    ]
    assert len(record.appearances) == 2


def test_a_list_of_those_who_are_awarded_something_names_people() -> None:
    awarded = "学会领导向林岚、王芳、高岩、程砚颁发了证书。"
    assert [mention.name for mention in find_mentions_zh(awarded, Roster())] == [
        "林岚", "王芳", "高岩", "程砚",
    ]  # fmt: skip
    houses = "学会领导为滨海大学、潮汐所、海塘局、出版社颁发了证书。"
    assert find_mentions_zh(houses, Roster()) == []


@pytest.mark.parametrize(
    ("sentence", "people"),
    [
        ("活动由滨海学院的林岚和王芳同学共同主持。", [("林岚", "滨海学院"), ("王芳", "")]),
        ("活动由滨海学院林岚主持。", [("林岚", "滨海学院")]),
        ("活动由滨海学院学工部主持。", []),
        ("TIDAL海塘公司CEO卡里莫娃·安娜出席。", [("卡里莫娃·安娜", "TIDAL海塘公司CEO")]),
    ],
)
def test_a_house_or_letters_stand_right_before_a_name(
    sentence: str, people: list[tuple[str, str]]
) -> None:
    mentions = find_mentions_zh(sentence, Roster())
    assert [(mention.name, mention.title) for mention in mentions] == people


@pytest.mark.parametrize(
    ("sentence", "people"),
    [
        (
            "Norland’s Minister for Ports Anna Berg and Minister of Coasts Tom Li signed it.",
            [("Anna Berg", "Norland’s Minister for Ports"), ("Tom Li", "Minister of Coasts")],
        ),
        (
            "Minister for Home Affairs and Minister for Law Tom Li signed it.",
            [("Tom Li", "Minister for Home Affairs and Minister for Law")],
        ),
        (
            "Minister of State for Green Growth and Minister of Tides Tom Li signed it.",
            [("Tom Li", "Minister of State for Green Growth and Minister of Tides")],
        ),
    ],
)
def test_each_of_two_offices_may_have_a_bearer_of_its_own(
    sentence: str, people: list[tuple[str, str]]
) -> None:
    mentions = find_mentions_en(sentence, Roster())
    assert [(mention.name, mention.title) for mention in mentions] == people
    assert [mention.certainty for mention in mentions[:-1]] == [Certainty.GUESS] * (len(people) - 1)


_SIGNING = """Signing of the Memorandum of Understanding on Cooperation in the Maintenance of \
Seawalls and the Forecasting of Storm Surges between the Government of the Republic of Norland \
and the Government of Sudland

3 March 2031

At a ceremony held today, Norland’s Minister for Ports, Ms Anna Berg, and Sudland’s Minister of \
Coasts, Mr Tom Li, signed the Memorandum.

Mr Li said that walls are built by many hands. Minister Berg and Minister Li thanked all of them.
"""


def test_a_long_headline_is_asked_for_as_the_events_name() -> None:
    reading = read_text(_SIGNING)
    assert reading.record.title == {"en": _SIGNING.split("\n", 1)[0]}
    assert "event.title.en" in {value.path for value in reading.guesses}


def test_an_office_for_short_is_no_other_title() -> None:
    titles = {guest.title.get("en", "") for guest in read_text(_SIGNING).record.appearances}
    assert titles == {"Norland’s Minister for Ports", "Sudland’s Minister of Coasts"}
