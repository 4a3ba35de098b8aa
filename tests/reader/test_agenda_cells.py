"""Cells of a programme that hold what takes place, who presides and who speaks, all in one."""

from datetime import time
from pathlib import Path

import docx
import pytest

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.event_record import EN, EventRecord
from forum.reader.folded_text import shadow
from forum.reader.guest_cells import read_guests
from forum.reader.shapes.programme.blocks import split_chairs
from forum.reader.shapes.programme.cells import GuestCell, split_told, split_topic


def record_of(tmp_path: Path, text: str) -> EventRecord:
    path = tmp_path / "programme.txt"
    path.write_text(text, "utf-8")
    return read_document(read(path)).record


@pytest.mark.parametrize("mark", ["\n", " ", "\u3000", " | "])
def test_labels_of_roles_end_the_topic_whatever_parts_them(mark: str) -> None:
    cell = mark.join(["潮汐的账", "主持人：林岚教授", "与谈人：王芳／海塘局局长"])
    assert split_topic(cell) == (
        "潮汐的账",
        [GuestCell("林岚教授", role="moderator"), GuestCell("王芳／海塘局局长", role="panellist")],
    )


def test_a_label_alone_has_the_lines_below_it() -> None:
    cell = "潮汐的账\n与谈人：（按姓氏笔画）\n王芳／海塘局局长\n陈屿／潮报记者\n主持人：林岚"
    assert [(guest.role, guest.text.strip()) for guest in split_topic(cell)[1]] == [
        ("panellist", "王芳／海塘局局长\n陈屿／潮报记者"), ("moderator", "林岚"),
    ]  # fmt: skip


def test_what_a_label_says_that_somebody_speaks_on_is_the_speaker_s() -> None:
    cell = "主旨演讲（一） 主讲人：林岚 / 处长 (海塘局) 演讲题目：潮汐的账 主持人：王芳"
    assert split_topic(cell) == (
        "主旨演讲（一）",
        [
            GuestCell("林岚 / 处长 (海塘局)", role="speaker", topic="潮汐的账"),
            GuestCell("王芳", role="moderator"),
        ],
    )


TRACKS = "\n".join(
    [
        "2031海塘论坛", "议程",
        "9:00-9:20 开幕式\t\t",
        "9:20-10:20 海塘\t1A 石塘还在吗 主持人：林岚教授 与谈人：王芳／海塘局局长\t"
        "1B 土塘怎么办 主持人：陈屿教授 与谈人：李岳／港口集团董事长",
        "10:20-10:40 茶歇\t\t",
        "10:40-11:20 潮汐\t2A 潮汐的账 主持人：林岚教授 与谈人：周宁／潮汐局局长\t"
        "2B 潮汐的歌 主持人：陈屿教授 与谈人：吴涛／潮报记者",
    ]
)  # fmt: skip


def test_cells_with_people_of_their_own_are_sessions_side_by_side(tmp_path: Path) -> None:
    record = record_of(tmp_path, TRACKS)
    assert [
        (session.start, *session.title.values(), *session.heading.values())
        for session in record.sessions
        if session.kind not in {"opening", "break"}
    ] == [
        (time(9, 20), "1A 石塘还在吗"), (time(9, 20), "1B 土塘怎么办"),
        (time(10, 40), "2A 潮汐的账"), (time(10, 40), "2B 潮汐的歌"),
    ]  # fmt: skip


def test_cells_in_two_languages_are_one_session(tmp_path: Path) -> None:
    record = record_of(
        tmp_path,
        "2031海塘论坛\n议程\n"
        "9:00-9:20\t开幕式 主持人：林岚\tOpening Moderator: Lin Lan\n"
        "9:20-9:40\t石塘还在吗 主持人：陈屿\tAre the walls there Moderator: Chen Yu\n",
    )
    assert [session.start for session in record.sessions] == [time(9), time(9, 20)]


def read_tracks(tmp_path: Path, *cells: str) -> EventRecord:
    """Return the record of a programme whose header stands over both cells of its last row."""
    path = tmp_path / "tracks.docx"
    document = docx.Document()
    document.add_paragraph("2031海塘论坛议程")
    table = document.add_table(rows=3, cols=4)
    rows = (
        ("时间", "内容", "内容", "地点"),
        ("开幕式 主持人：吴涛",) * 4,
        ("9:00-9:20", *cells, "海堤厅"),
    )
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(1, 0).merge(table.cell(1, 3))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.save(str(path))
    return read_document(read(path)).record


def test_cells_in_two_languages_below_one_header_name_the_same_people(tmp_path: Path) -> None:
    record = read_tracks(tmp_path, "潮汐的账\n主持人：林岚", "Tides and walls\nModerator: Lin Lan")
    assert [session.title for session in record.sessions] == [
        {"zh-hans": "潮汐的账", "en": "Tides and walls"}
    ]
    assert {"zh-hans": "林岚", "en": "Lin Lan"} in [person.name for person in record.people]


def test_tracks_below_one_header_share_room_and_chair_of_their_part(tmp_path: Path) -> None:
    record = read_tracks(tmp_path, "石塘\n主讲人：林岚", "土塘\n主讲人：陈屿")
    chairs = [part.person for part in record.appearances if part.role == "moderator"]
    assert ([list(session.room.values()) for session in record.sessions], len(chairs)) == (
        [["海堤厅"], ["海堤厅"]], 2,
    )  # fmt: skip


def test_what_stands_beside_a_time_is_what_takes_place(tmp_path: Path) -> None:
    record = record_of(tmp_path, TRACKS)
    assert [session.kind for session in record.sessions][::3] == [
        "opening",
        "break",
    ]  # and two between


def test_the_column_of_people_is_told_by_its_cells(tmp_path: Path) -> None:
    record = record_of(
        tmp_path,
        "Seawall Forum 2031\nProgramme\n"
        "Time\tItem\tPerson in charge\n"
        "9:00-9:20\tWelcome\tDr. Anna Berg, Director, Coast Office\n"
        "9:20-9:40\tTides and money\tMr. Tom Li, Chief Engineer, Harbour Board\n"
        "9:40-10:00\tOpen floor\t–\n",
    )
    names = [name for person in record.people for name in person.name.values()]
    assert names == ["Anna Berg", "Tom Li"]


def test_ranks_part_people_whom_only_spaces_do() -> None:
    guests, unread = read_guests("松川大学 海塘系 林岚副教授 海洋台 王芳博士")
    assert ([guest.name["zh-hans"] for guest in guests], unread) == (["林岚", "王芳"], [])


@pytest.mark.parametrize(
    "cell",
    [
        "Anna Berg (Tide Office, Lyon) Tom Li (Harbour Board / Coast Union)",
        "Anna Berg\n(Tide Office, Lyon)\nTom Li\n(Harbour Board / Coast Union)",
    ],
)
def test_brackets_part_people_and_may_stand_below_a_name(cell: str) -> None:
    guests, unread = read_guests(cell)
    assert ([(guest.name["en"], guest.title["en"]) for guest in guests], unread) == (
        [("Anna Berg", "Tide Office, Lyon"), ("Tom Li", "Harbour Board / Coast Union")],
        [],
    )


def test_brackets_behind_a_name_in_each_language_part_nobody() -> None:
    guests, _unread = read_guests("林岚（潮汐所） Lan Lin (Tide Office)")
    assert [dict(guest.name) for guest in guests] == [{"zh-hans": "林岚", "en": "Lan Lin"}]


def test_a_house_behind_brackets_is_nobody() -> None:
    text = "Anna Berg (Director) Harbour Office (Coast)"
    assert read_guests(text) == ([], [text])


@pytest.mark.parametrize("word", ["主席", "召集人", "Chairs", "Facilitator"])
def test_brackets_behind_a_topic_name_who_takes_the_chair(word: str) -> None:
    cell = split_topic(f"潮汐的账（{word}：Tom Berg，潮汐大学）")
    assert cell == ("潮汐的账", [GuestCell("Tom Berg", "潮汐大学", "moderator")])


@pytest.mark.parametrize("text", ["•林岚，馆长", "- 林岚，馆长", "-林岚，馆长", "3)林岚，馆长"])
def test_the_mark_of_an_entry_is_no_part_of_a_name(text: str) -> None:
    guests, unread = read_guests(text)
    assert ([(guest.name["zh-hans"], guest.title["zh-hans"]) for guest in guests], unread) == (
        [("林岚", "馆长")],
        [],
    )


def test_strokes_before_whoever_said_it_are_no_mark_of_an_entry() -> None:
    assert read_guests("—— 林岚") == ([], ["—— 林岚"])


BARRED = "\n".join(
    [
        "2031海塘論壇", "議程", "2031/5/22（四）",
        "9:00-9:30\t開幕\t開幕致詞",
        "9:30-10:30\t【潮汐的帳】 主持人｜林嵐（海塘局局長）\t專題分享｜王芳（潮報記者）／與談人｜"
        "陳嶼（海洋大學教授） 專題分享｜周寧（潮汐局處長）、李岳／與談人｜吳濤（港口局局長） Q&A",
        "10:30-11:00\t茶敘\t休息時間",
        "11:00-12:00\t【海塘的歌】 主持人｜鄭海（海塘學會會長）\t與談人｜林溪、陸遠 Q&A",
    ]
)  # fmt: skip


def test_labels_may_end_in_bars_and_stand_behind_strokes(tmp_path: Path) -> None:
    record = record_of(tmp_path, BARRED)
    names = {person.key: person.name["zh-hans"] for person in record.people}
    seated: dict[str, list[tuple[str, str]]] = {}
    for appearance in record.appearances:
        seated.setdefault(appearance.session, []).append(
            (names[appearance.person], appearance.role)
        )
    assert list(seated.values()) == [
        [
            ("林嵐", "moderator"), ("王芳", "speaker"), ("陳嶼", "panellist"), ("周寧", "speaker"),
            ("李岳", "speaker"), ("吳濤", "panellist"),
        ],
        [("鄭海", "moderator"), ("林溪", "panellist"), ("陸遠", "panellist")],
    ]  # fmt: skip


@pytest.mark.parametrize("label", ["主持人/Moderator", "主持人／Chair"])
def test_a_label_in_two_languages_is_one_label(label: str) -> None:
    cell = split_topic(f"潮汐的账\n{label}：林岚（海塘局局长）")
    assert cell == ("潮汐的账", [GuestCell("林岚（海塘局局长）", role="moderator")])


def test_a_role_between_the_bars_of_columns_is_no_label() -> None:
    assert shadow("嘉宾｜王芳｜馆长") == "嘉宾｜王芳｜馆长"


def test_heads_of_columns_between_bars_are_no_labels() -> None:
    assert shadow("时间 | 主持人 | 姓名") == "时间 | 主持人 | 姓名"


def test_a_remark_s_label_before_a_topic_names_nobody() -> None:
    assert split_topic("专题报告：潮汐的账") == ("专题报告：潮汐的账", [])


@pytest.mark.parametrize("heading", ["开幕式 主持人/Chair：林岚", "开幕式 主持人：林岚"])
def test_a_chair_behind_a_heading_is_read_under_either_label(heading: str) -> None:
    assert split_chairs(heading) == ("开幕式", [GuestCell("林岚", role="moderator")])


def test_a_stroke_within_a_topic_stays() -> None:
    assert split_topic("讲题：AI/ML：从模型到港口")[0] == "AI/ML：从模型到港口"


@pytest.mark.parametrize(
    "cell",
    [
        "Anna Berg,\nTom Li,\nIda Holm.",
        "Anna Berg\nTom Li, Ida Holm, and Bo Ek.",
        "Bo Ek\nColin Ng Jr.",
        "林岚、\n王芳、\n陈远。",
        "林岚、\n纳林。",
    ],
)
def test_a_list_of_names_that_ends_with_a_full_stop_tells_nothing_else(cell: str) -> None:
    assert split_told(cell) == (cell, [])


@pytest.mark.parametrize("told", ["She tells of two walls.", "她说起两道海塘。", "潮水守时吗？"])
def test_a_sentence_below_a_name_is_told_of_the_session(told: str) -> None:
    assert split_told(f"Anna Berg\n{told}") == ("Anna Berg", [told])


SPOKEN = "\n".join(
    [
        "主讲人：",
        "林岚 滨海大学校长（视频）：《潮汐的账》",
        "王芳 海塘局局长（线上）：石塘还在吗",
        "陈屿 潮报记者",
    ]
)


def test_a_speech_behind_somebody_s_colon_is_no_title(tmp_path: Path) -> None:
    path = tmp_path / "programme.docx"
    document = docx.Document()
    document.add_paragraph("2031海塘论坛议程")
    table = document.add_table(rows=0, cols=3)
    for row in (
        ("时间", "环节", "嘉宾"),
        ("09:00-09:40", "主旨发言", SPOKEN),
        ("09:40-10:00", "茶歇", ""),
    ):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(path))
    record = read_document(read(path)).record
    assert [
        (guest.role, guest.title, guest.attendance, guest.speech_title)
        for guest in record.appearances
    ] == [
        ("speaker", {"zh-hans": "滨海大学校长"}, "video", {"zh-hans": "潮汐的账"}),
        ("speaker", {"zh-hans": "海塘局局长"}, "video", {"zh-hans": "石塘还在吗"}),
        ("speaker", {"zh-hans": "潮报记者"}, None, {}),
    ]
    assert [(finding.kind, finding.subject) for finding in record.findings] == [
        ("guess", "石塘还在吗")
    ]  # what nothing marks as a title


def test_posts_below_a_name_in_a_cell_are_that_person_s() -> None:
    cell = (
        "Rethinking the Tide\nAnna Berg\nDirector, Tide Office,\nCoast University of Bergen\n"
        "Tom Strand\nIda Holm\nEditor, Tide Times"
    )
    topic, guests = split_topic(cell)
    assert topic.split("\n")[0] == "Rethinking the Tide"
    assert [guest.text for guest in guests] == [
        "Anna Berg (Director, Tide Office, Coast University of Bergen)",
        "Ida Holm (Editor, Tide Times)",
    ]


def test_guests_whom_numbers_count_behind_strokes_are_each_a_person() -> None:
    guests, unread = read_guests("/ 1. Ms Anna Berg, Chair, Tide Office / 2. Mr Tom Li, Director")
    assert ([(guest.name["en"], guest.title["en"]) for guest in guests], unread) == (
        [("Anna Berg", "Chair, Tide Office"), ("Tom Li", "Director")], [],
    )  # fmt: skip


def test_questions_behind_the_last_guest_are_no_part_of_the_title() -> None:
    cell = split_topic("Walls / Speakers: / Ms Anna Berg, Chair / Q&A and Panel Interaction")
    assert cell == ("Walls", [GuestCell("/ Ms Anna Berg, Chair", role="speaker")])


@pytest.mark.parametrize("honorific", ["", "Dr. "])
def test_posts_and_houses_below_a_labelled_name_are_no_topic(honorific: str) -> None:
    cell = f"潮汐的账\n主讲人: {honorific}Anna Berg\nChair of Tides,\nCoast University, Norway"
    topic, guests = split_topic(cell)
    assert (topic, [guest.text for guest in guests]) == (
        "潮汐的账", [f"{honorific}Anna Berg (Chair of Tides, Coast University, Norway)"],
    )  # fmt: skip


@pytest.mark.parametrize("words", ["with Tom Li", "joint work with Tom Li and Ida Holm"])
def test_who_worked_with_a_speaker_is_no_title_of_hers(words: str) -> None:
    guests, unread = read_guests(f"Anna Berg ({words})")
    assert [(guest.name, guest.title) for guest in guests] == [({EN: "Anna Berg"}, {})]
    assert unread == [words]
