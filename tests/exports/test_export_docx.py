"""The Word document: its lines in the house style, its faces, its languages, its pictures."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from django.utils.translation import override
from docx.oxml.ns import qn

from forum.exports.event_export import write_docx
from forum.exports.house_style import labels
from forum.exports.house_style.document import compose_document
from forum.exports.printed_countries import place_line, printed_country
from forum.reader.event_record import LANGUAGES
from sessions_app.models import Appearance, Event
from tests.support import factories as make
from tests.support.records import a_record

pytestmark = pytest.mark.django_db


def lines(*codes: str) -> list[str]:
    return [block.text for block in compose_document(a_record(), codes or LANGUAGES)]


def word(event: Event, language: str = "both") -> Any:
    file = BytesIO()
    write_docx(event, file, language)
    return docx.Document(file)


def texts(event: Event, language: str = "both") -> list[str]:
    return [paragraph.text for paragraph in word(event, language).paragraphs]


def an_event(**values: Any) -> Event:
    event = make.make_event(**values)
    session = make.make_session(
        event, slug="opening", heading_zh_hans="致辞环节", heading_en="Opening Remarks"
    )
    photo = make.make_photo(event, session=session, alt_zh_hans="林岚在讲台上")
    Appearance.objects.create(
        session=session, person=make.make_person(name_zh_hans="林岚", name_en="Lin Lan"),
        title_zh_hans="海港研究院院长", title_en="Director, Harbour Institute", photo=photo,
        caption_zh_hans="海港研究院院长林岚在上海出席“绿色港口”分论坛并致辞",
        attribution_zh_hans="指出", attribution_en="noted",
        remarks_zh_hans="<p>港口是开放的。</p>", remarks_en="<p>Ports are open.</p>",
    )  # fmt: skip
    return event


@pytest.mark.parametrize(
    ("language", "notice"),
    [
        ("zh-hans", "非正式记录 · 草稿，不供发布"),
        (
            "both",
            "非正式记录 · 草稿，不供发布 / Unofficial record · Draft, not for publication · "
            "Unofficial translation · Some remarks not reviewed by the speaker",
        ),
    ],
)
def test_each_sheet_says_what_it_is_in_its_own_languages(language: str, notice: str) -> None:
    event = an_event(standing="unofficial", unofficial_languages=["en"])
    Appearance.objects.update(clearance_en=Appearance.Clearance.SENT)
    assert word(event, language).sections[0].header.paragraphs[0].text == notice


def test_the_cover() -> None:
    assert lines()[:12] == [
        "第六届滨海论坛",
        "The Sixth Coast Forum (CF)",
        "“绿色港口”分论坛",
        "“Green Ports” Sub-Forum",
        "主办单位：商务部；海港研究院",
        "Hosted by: Ministry of Commerce; Harbour Institute",
        "承办单位：滨海大学",
        "2023年11月5日",
        "5 November 2023",
        "中国·上海",
        "Shanghai, China",
        "【基本信息】",
    ]


def test_the_cover_in_chinese() -> None:
    assert lines("zh-hans")[:6] == [
        "第六届滨海论坛", "“绿色港口”分论坛", "主办单位：商务部；海港研究院", "承办单位：滨海大学",
        "2023年11月5日", "中国·上海",
    ]  # fmt: skip


def test_the_cover_in_english() -> None:
    assert lines("en")[:5] == [
        "The Sixth Coast Forum (CF)", "“Green Ports” Sub-Forum",
        "Hosted by: Ministry of Commerce; Harbour Institute", "5 November 2023", "Shanghai, China",
    ]  # fmt: skip


def test_the_moderators_stand_first() -> None:
    record_lines = lines("zh-hans")
    start = record_lines.index("【基本信息】")
    assert record_lines[start : start + 5] == [
        "【基本信息】", "主持人：", "欧阳静 滨海电视台主持人", "致辞环节：", "林岚 海港研究院院长",
    ]  # fmt: skip


def test_attribution_and_caption() -> None:
    lines = texts(an_event())
    start = lines.index("Opening Remarks", lines.index("【致辞环节】"))
    assert lines[start + 1 :] == [
        "",
        "海港研究院院长林岚\n在上海出席“绿色港口”分论坛并致辞",
        "海港研究院院长林岚指出，港口是开放的。",
        "Lin Lan noted: Ports are open.",
    ]


@pytest.mark.parametrize(
    ("first", "last", "chinese", "english"),
    [
        ((2024, 6, 12), (2024, 6, 12), "2024年6月12日", "12 June 2024"),
        ((2024, 6, 12), (2024, 6, 13), "2024年6月12日至13日", "12–13 June 2024"),
        ((2024, 6, 30), (2024, 7, 2), "2024年6月30日至7月2日", "30 June–2 July 2024"),
        (
            (2024, 12, 31), (2025, 1, 2), "2024年12月31日至2025年1月2日",
            "31 December 2024–2 January 2025",
        ),
    ],
)  # fmt: skip
def test_days(
    first: tuple[int, int, int], last: tuple[int, int, int], chinese: str, english: str
) -> None:
    lines = [labels.format_days(date(*first), date(*last), code) for code in LANGUAGES]
    assert lines == [chinese, english]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ["CN", "LA", "GB", "KP", "IR", "US", "CH", "KE", "BR"])
def test_a_country_is_printed_as_the_importer_reads_it(code: str, language: str) -> None:
    name = printed_country(code, language)
    city = "松川" if language == "zh-hans" else "Songchuan"
    assert "（" not in place_line(city, name, language).replace(name, "")


def test_a_place_that_is_read_as_none_stands_in_brackets() -> None:
    assert place_line("某市", "某某国", "zh-hans") == "（某某国·某市）"


def test_headings_are_those_of_word() -> None:
    styles = {paragraph.text: paragraph.style.name for paragraph in word(an_event()).paragraphs}
    assert (styles["【致辞环节】"], styles["【基本信息】"]) == ("Heading 1", "Heading 1")


@pytest.mark.parametrize(
    ("style", "font"), [("Heading 1", "黑体"), ("Body Text", "仿宋"), ("Caption", "楷体")]
)
def test_chinese_and_latin_have_faces_of_their_own(style: str, font: str) -> None:
    fonts = word(an_event()).styles[style].element.rPr.rFonts
    assert (fonts.get(qn("w:eastAsia")), fonts.get(qn("w:ascii"))) == (font, "Times New Roman")


def test_each_line_says_what_it_is_written_in() -> None:
    marks = {
        paragraph.text: [
            (mark.get(qn("w:eastAsia")), mark.get(qn("w:val")))
            for mark in paragraph._p.iter(qn("w:lang"))
        ]
        for paragraph in word(an_event()).paragraphs
    }
    assert (marks["绿色港口"], marks["Green Ports"]) == ([("zh-CN", None)], [(None, "en-GB")])


def test_the_page_is_a4_and_numbered() -> None:
    section = word(an_event()).sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    fields = section.footer._element.iter(qn("w:fldSimple"))
    assert [paragraph.get(qn("w:instr")) for paragraph in fields] == ["PAGE"]


def test_a_picture_is_the_stored_one_with_its_alternative_text() -> None:
    event = an_event()
    lines = word(event)
    (shape,) = lines.inline_shapes
    relation = shape._inline.graphic.graphicData.pic.blipFill.blip.embed
    stored = Path(event.photos.get().image.path).read_bytes()
    assert lines.part.related_parts[relation].blob == stored
    assert shape._inline.docPr.get("descr") == "林岚在讲台上"


@pytest.mark.parametrize(
    ("texts_of_photo", "alternative"),
    [
        ({"alt_zh_hans": "讲台", "alt_en": "A lectern"}, "A lectern"),
        ({"alt_zh_hans": "讲台", "caption_en": "Lin Lan"}, "Lin Lan"),
        ({"alt_zh_hans": "讲台"}, "讲台"),
    ],
)
def test_an_alternative_text_is_in_the_document_s_language(
    texts_of_photo: dict[str, str], alternative: str
) -> None:
    event = make.make_event()
    make.make_photo(event, **texts_of_photo)
    (shape,) = word(event, "en").inline_shapes
    assert shape._inline.docPr.get("descr") == alternative


@pytest.mark.parametrize(
    ("language", "names", "line"),
    [
        ("en", [("研究院", "Institute"), ("商会", "")], "Hosted by: Institute"),
        ("both", [("研究院", "Institute"), ("商会", "")], "主办单位：研究院；商会"),
        ("both", [("", "Institute"), ("", "Port"), ("商会", "")], "Hosted by: Institute; Port"),
    ],
)
def test_one_host_without_a_name_leaves_the_others(
    language: str, names: list[tuple[str, str]], line: str
) -> None:
    event = make.make_event()
    for position, (chinese, english) in enumerate(names):
        host = make.make_organization(name_zh_hans=chinese, name_en=english)
        make.make_role(event, host, position=position)
    hosts = [text for text in texts(event, language) if text.startswith(("主办单位", "Hosted"))]
    assert hosts == [line]


def test_a_host_that_is_left_out_is_told() -> None:
    event = make.make_event()
    make.make_role(event, make.make_organization(name_zh_hans="商会", name_en=""))
    with override("en"):
        assert write_docx(event, BytesIO(), "en") == [
            "1 organization has no name in the language of its line and is left out: 商会."
        ]


def test_characters_that_xml_lacks_are_left_out() -> None:
    event = an_event(title_zh_hans="绿色\x0b港\x1f口\ufffe")
    assert texts(event)[0] == "绿色港口"


def test_an_event_with_a_title_alone() -> None:
    event = make.make_event(
        introduction_zh_hans="", introduction_en="", starts_on=None, ends_on=None
    )
    assert texts(event) == ["绿色港口", "Green Ports"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_language_holds_nothing_of_the_other(language: str) -> None:
    foreign = {"zh-hans": "Ports", "en": "港口"}[language]
    assert [text for text in texts(an_event(), language) if foreign in text] == []


def test_the_same_record_gives_the_same_lines() -> None:
    event = an_event()
    assert texts(event) == texts(event)
