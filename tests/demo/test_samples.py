"""The sample records hold the facts of their events, and are read as they are meant."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from forum.demo.sample_documents import (
    DIGITAL_PORTS,
    INDUSTRIAL_PARKS,
    RECORDS,
    demo_documents,
    sample_documents,
)
from forum.reader import document
from forum.reader.event_record import AppearanceRecord, EventRecord
from forum.reader.shapes.record import reader as record

# Name, title as the list prints it, English name; protocol order of the list.
GUESTS = [
    ("王卉", "中国国际电视台主持人", "Wang Hui"),
    ("康博思", "联合国工业发展组织区域首席代表（中国、朝鲜、蒙古）", "Stephen Kargbo"),
    ("王受文", "商务部国际贸易谈判代表（正部长级）兼副部长", "Wang Shouwen"),
    ("法图·海达拉", "联合国工业发展组织总干事代表兼执行干事", "Fatou Haidara"),
    ("比拉·罗伊", "津巴布韦共和国工业和商务部副部长", "Roy Bhila"),
    ("张文才", "中国进出口银行副行长", "Zhang Wencai"),
    ("赵杰", "联合国工业发展组织亚太区域协调处主管", "Zhao Jie"),
    ("张翼", "中国国际经济技术交流中心副主任", "Zhang Yi"),
    ("文思", "德国国际合作机构中德可持续发展中心德方主任", None),
    ("李毅锴", "工业和信息化部国际经济技术合作中心副主任", "Li Yikai"),
    ("熊梦", "中国工业经济联合会执行副会长兼秘书长", "Xiong Meng"),
    ("徐斐", "天津经济技术开发区管委会副主任", "Xu Fei"),
    ("玛丽亚·贝伦·松加·阿科斯塔", "菲律宾棉兰老岛发展局主席", "Maria Belen Sunga Acosta"),
    ("张威", "商务部国际贸易经济合作研究院副院长", "Zhang Wei"),
    ("于佳", "北京大学新结构经济学研究院资深实务专家 兼国际发展合作部主任", "Yu Jia"),
    ("安德鲁·威廉姆森", "华为公共事务副总裁兼高级经济顾问", "Andrew Williamson"),
    ("纳林·索克", "联合国工业发展组织驻柬埔寨代表", "Narin Sok"),
]
SPEAKERS = [name for name, _title, _english in GUESTS[2:]]
ENGLISH_REMARKS = {
    "王受文", "法图·海达拉", "比拉·罗伊", "张文才", "赵杰", "张翼",
    "玛丽亚·贝伦·松加·阿科斯塔", "安德鲁·威廉姆森", "纳林·索克",
}  # fmt: skip


@cache
def parsed(path: Path) -> EventRecord:
    return record.parse(document.read(path))


def names(event: EventRecord) -> dict[str, str]:
    return {person.key: person.name["zh-hans"] for person in event.people}


def speeches(event: EventRecord) -> list[AppearanceRecord]:
    return [appearance for appearance in event.appearances if appearance.remarks]


def findings(event: EventRecord, *levels: str) -> set[tuple[str, str]]:
    return {
        (finding.kind, finding.subject) for finding in event.findings if finding.level in levels
    }


def without_lines(value: object) -> object:
    """Blank lines are left out of the Word document, so its lines are numbered otherwise."""
    if isinstance(value, tuple):
        return [replace(item, lines=()) for item in value]
    return value


@pytest.fixture
def parks() -> EventRecord:
    return parsed(INDUSTRIAL_PARKS)


@pytest.fixture
def ports() -> EventRecord:
    return parsed(DIGITAL_PORTS)


@pytest.fixture(scope="module")
def word(tmp_path_factory: pytest.TempPathFactory) -> EventRecord:
    """The fictional sample, read from its Word document."""
    [_parks, path] = sample_documents(tmp_path_factory.mktemp("samples"))
    return record.parse(document.read(path))


@pytest.mark.parametrize(("name", "title", "english"), GUESTS)
def test_the_list_names_each_guest(name: str, title: str, english: str | None) -> None:
    lines = INDUSTRIAL_PARKS.read_text("utf-8").splitlines()
    place = next(n for n, line in enumerate(lines) if line.split()[:1] == [name])
    assert lines[place].split(maxsplit=1)[1] == title
    assert lines[place + 1].startswith(english) if english else "，" not in lines[place + 1]


def test_parks_people(parks: EventRecord) -> None:
    names = {(person.name["zh-hans"], person.name.get("en")) for person in parks.people}
    assert names == {(name, english) for name, _title, english in GUESTS}


def test_parks_titles(parks: EventRecord) -> None:
    titles = {person.name["zh-hans"]: person.title["zh-hans"] for person in parks.people}
    assert titles == {name: title for name, title, _english in GUESTS}


def test_parks_event(parks: EventRecord) -> None:
    assert (parks.title["zh-hans"], parks.title["en"].casefold()) == (
        "面向现代化的工业园区创新提升之路—南南合作 可持续发展的新突破",
        "promoting international cooperation and innovation in industrial parks — exploring a new"
        " frontier of sustainable industrialization",
    )
    assert (str(parks.start_date), str(parks.end_date)) == ("2023-11-05", "2023-11-05")
    assert (parks.city, parks.country) == (
        {"zh-hans": "上海", "en": "Shanghai"},
        {"zh-hans": "中国", "en": "China"},
    )


def test_parks_parent(parks: EventRecord) -> None:
    assert parks.parent is not None
    assert (parks.parent.name["zh-hans"], parks.parent.edition, parks.parent.short) == (
        "虹桥国际经济论坛",
        6,
        "HQF",
    )


def test_parks_organizations(parks: EventRecord) -> None:
    found = [
        (organization.role, organization.name["zh-hans"], organization.name["en"])
        for organization in parks.organizations
    ]
    assert found == [
        ("host", "商务部", "Ministry of Commerce of the People’s Republic of China"),
        ("host", "联合国工业发展组织", "United Nations Industrial Development Organization"),
        (
            "organizer",
            "中国国际经济技术交流中心",
            "China International Center for Economic and Technical Exchanges",
        ),
        ("organizer", "中国国际进口博览局", "China International Import Expo Bureau"),
        (
            "organizer",
            "国家会展中心(上海)",
            "National Exhibition and Convention Center (Shanghai)",
        ),
    ]


def test_parks_sessions(parks: EventRecord) -> None:
    assert [
        (session.key, session.title.get("zh-hans"), session.title.get("en"))
        for session in parks.sessions
    ] == [
        ("opening", None, None),
        ("keynote", None, None),
        ("launch", None, None),
        (
            "topic-1",
            "产业园区国际合作和经济协作的引擎作用",
            "Industrial Parks as Engines of International Cooperation and Economic Collaboration",
        ),
        ("topic-2", "通过产业园区推动创新", "Promoting Innovation through Industrial Parks"),
    ]


def test_parks_remarks_stand_in_the_printed_order(parks: EventRecord) -> None:
    assert [names(parks)[speech.person] for speech in speeches(parks)] == SPEAKERS


def test_parks_english_remarks(parks: EventRecord) -> None:
    name_texts = {
        names(parks)[speech.person] for speech in speeches(parks) if "en" in speech.remarks
    }
    assert name_texts == ENGLISH_REMARKS


def test_parks_attendance(parks: EventRecord) -> None:
    by_video = [
        names(parks)[speech.person] for speech in speeches(parks) if speech.attendance == "video"
    ]
    in_person = [speech for speech in speeches(parks) if speech.attendance == "in_person"]
    assert (by_video, len(in_person)) == (["王受文"], 14)


def test_parks_moderators(parks: EventRecord) -> None:
    found = [
        (names(parks)[appearance.person], appearance.session)
        for appearance in parks.appearances
        if appearance.role == "moderator"
    ]
    assert sorted(found) == sorted(
        [
            ("王卉", "opening"),
            ("王卉", "keynote"),
            ("王卉", "launch"),
            ("王卉", "topic-1"),
            ("康博思", "topic-2"),
        ]
    )


def test_parks_products(parks: EventRecord) -> None:
    found = [
        (product.kind, product.title["zh-hans"], product.session) for product in parks.products
    ]
    assert found == [
        ("course", "工发组织产业园区线上学习门户", "launch"),
        ("publication", "《城市之桥汇编》—通过城市创新加快气候行动", "launch"),
    ]


def test_parks_findings(parks: EventRecord) -> None:
    """The sample keeps contradictions of its model on purpose: the demo shows them."""
    assert findings(parks, "error") == set()
    assert findings(parks, "warning") == {
        ("moderator_conflict", "王卉"),
        ("moderator_conflict", "康博思"),
        ("person_title_variant", "文思"),
        ("product_name_variant", "工发组织产业园区线上学习门户"),
    }


def test_ports_is_clean(ports: EventRecord) -> None:
    assert findings(ports, "error", "warning", "note") == set()


def test_ports_says_once_that_it_is_fictional(ports: EventRecord) -> None:
    """In its introduction: that it is a demonstration is a status of the record."""
    assert ports.title == {
        "zh-hans": "数字港口与绿色走廊",
        "en": "Digital Ports and Green Corridors",
    }
    assert ports.introduction["zh-hans"].startswith("这是一份虚构示例：")
    assert ports.introduction["en"].startswith("This is a fictional sample:")


def test_ports_days(ports: EventRecord) -> None:
    assert (str(ports.start_date), str(ports.end_date)) == ("2024-06-12", "2024-06-13")


def test_ports_venue(ports: EventRecord) -> None:
    assert ports.venue == {
        "zh-hans": "岚湾国际会议中心",
        "en": "Lanwan International Conference Centre",
    }


def test_ports_roles(ports: EventRecord) -> None:
    assert [organization.role for organization in ports.organizations] == [
        "guidance",
        "host",
        "host",
        "organizer",
        "organizer",
        "co_organizer",
        "co_organizer",
        "supporter",
        "media",
    ]


def test_ports_sessions_have_day_time_and_room(ports: EventRecord) -> None:
    found = [
        (
            session.kind,
            session.day and session.day.day,
            f"{session.start:%H:%M}",
            f"{session.end:%H:%M}",
            session.room,
        )
        for session in ports.sessions
        if session.start and session.end
    ]
    halls = [
        {"zh-hans": f"{number}号厅", "en": f"Hall {n}"} for n, number in enumerate("一二三", 1)
    ]
    first, second, third = halls
    assert found == [
        ("opening", 12, "09:00", "09:30", first),
        ("keynote", 12, "09:30", "10:20", first),
        ("break", 12, "10:20", "10:40", {}),
        ("discussion", 12, "10:40", "12:00", second),
        ("discussion", 12, "14:00", "15:20", second),
        ("roundtable", 13, "09:00", "10:20", third),
        ("break", 13, "10:20", "10:40", {}),
        ("launch", 13, "10:40", "11:20", first),
        ("closing", 13, "11:20", "11:40", first),
    ]


def test_ports_people_are_complete_in_both_languages(ports: EventRecord) -> None:
    sizes = [(len(person.name), len(person.title)) for person in ports.people]
    assert sizes == [(2, 2)] * 14


def test_ports_remarks_are_complete_in_both_languages(ports: EventRecord) -> None:
    assert [len(speech.remarks) for speech in speeches(ports)] == [2] * 14


def test_ports_attendance(ports: EventRecord) -> None:
    attendances = {speech.attendance: 0 for speech in speeches(ports)}
    for speech in speeches(ports):
        attendances[speech.attendance] += 1
    assert attendances == {"in_person": 11, "video": 2, "written": 1}


def test_ports_two_people_speak_twice(ports: EventRecord) -> None:
    spoken = [names(ports)[speech.person] for speech in speeches(ports)]
    assert {name for name in spoken if spoken.count(name) == 2} == {"苏见川", "庄若衡"}


def test_ports_products(ports: EventRecord) -> None:
    assert [(product.kind, product.title["en"]) for product in ports.products] == [
        ("course", "Introductory Course on Digital Small Ports"),
        ("publication", "Green Corridor Handbook"),
        ("dataset", "River and Sea Cities Logistics Dataset"),
    ]


@pytest.mark.parametrize("part", ["title", "organizations", "sessions", "people", "products"])
def test_the_word_document_says_what_the_text_says(
    part: str, ports: EventRecord, word: EventRecord
) -> None:
    assert without_lines(getattr(word, part)) == without_lines(getattr(ports, part))


def test_the_word_document_has_the_same_speeches(ports: EventRecord, word: EventRecord) -> None:
    assert without_lines(word.appearances) == without_lines(ports.appearances)
    assert word.findings == ()


def test_the_word_document_has_the_same_bytes_each_time(tmp_path: Path) -> None:
    first = sample_documents(tmp_path)[1].read_bytes()
    assert sample_documents(tmp_path)[1].read_bytes() == first


# The further editions


@pytest.mark.parametrize("path", sorted((RECORDS / "further").glob("*.txt")), ids=lambda p: p.stem)
def test_a_further_record_is_read_without_a_warning(path: Path) -> None:
    event = parsed(path)
    texts = [
        appearance.remarks.keys()
        for appearance in event.appearances
        if appearance.role != "moderator"
    ]
    in_one_language = [codes for codes in texts if len(codes) < 2]
    assert (findings(event, "error", "warning"), in_one_language) == (set(), [])


def test_the_first_edition_is_one_of_its_series() -> None:
    parent = parsed(RECORDS / "further" / "2022-small-ports.txt").parent
    assert parent is not None
    assert (parent.edition, parent.name["zh-hans"]) == (1, "岚湾区域合作论坛")


def test_the_demo_s_documents_come_in_their_order(tmp_path: Path) -> None:
    assert [path.name[:4] for path in demo_documents(tmp_path)] == [
        "2022", "2022", "2023", "2023", "2023", "2024", "2024",
    ]  # fmt: skip
