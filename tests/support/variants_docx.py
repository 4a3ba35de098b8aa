"""Records as Word documents, built at test time: what organizers' files look like inside."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm
from docx.table import _Row
from docx.text.paragraph import Paragraph


def picture(red: int) -> BytesIO:
    """Return a small PNG of one colour."""
    rows = b"".join(b"\0" + bytes((red, 90, 120)) * 16 for _ in range(16))

    def chunk(kind: bytes, data: bytes) -> bytes:
        checked = kind + data
        return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))

    header = struct.pack(">IIBBBBB", 16, 16, 8, 2, 0, 0, 0)
    return BytesIO(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def in_pieces(document: Document, *pieces: str, style: str | None = None) -> Paragraph:
    """Add one paragraph whose text is cut into runs wherever an editor happened to stop."""
    paragraph = document.add_paragraph(style=style)
    for number, piece in enumerate(pieces):
        paragraph.add_run(piece).bold = bool(number % 2)
    return paragraph


def photo(document: Document, red: int) -> None:
    document.add_paragraph().add_run().add_picture(picture(red), width=Cm(4))


def people_table(document: Document, rows: list[tuple[str, str]]) -> None:
    table = document.add_table(rows=0, cols=2)
    for name, title in rows:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = name, title


def fill(row: _Row, texts: tuple[str, ...]) -> None:
    for cell, text in zip(row.cells, texts, strict=True):
        cell.text = text


def numbering(document: Document, pattern: str) -> str:
    """Define a decimal list such as ``(%1)``, nothing between mark and text; return its id."""
    part = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="decimal"/><w:suff w:val="nothing"/><w:lvlText w:val="{pattern}"/>'
        "</w:lvl></w:abstractNum>"
    )
    number = parse_xml(f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="90"/></w:num>')
    part.insert(0, abstract)
    part.append(number)
    return "91"


def numbered(document: Document, number: str, text: str) -> None:
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    properties.append(
        parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        )
    )


def deleted(paragraph: Paragraph, text: str) -> None:
    """Add a tracked deletion: words that the author took out."""
    paragraph._p.append(
        parse_xml(
            f'<w:del {nsdecls("w")} w:id="7" w:author="a" w:date="2024-01-01T00:00:00Z">'
            f"<w:r><w:delText>{text}</w:delText></w:r></w:del>"
        )
    )


def inserted(paragraph: Paragraph, text: str) -> None:
    """Add a tracked insertion: words that count."""
    paragraph._p.append(
        parse_xml(
            f'<w:ins {nsdecls("w")} w:id="8" w:author="a" w:date="2024-01-01T00:00:00Z">'
            f"<w:r><w:t>{text}</w:t></w:r></w:ins>"
        )
    )


def word_tables() -> Document:
    """Word headings, name/title tables, soft breaks, cut runs, Word's numbering, photos."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "内部材料 请勿外传"
    document.sections[0].footer.paragraphs[0].text = "第1页"
    in_pieces(document, "第", "三届琉璃", "湾文化遗产论坛", style="Title")
    document.add_paragraph("THE THIRD LIULI BAY HERITAGE FORUM (LHF)")
    in_pieces(document, "“沉船考古与", "公众教育”分", "论坛")
    document.add_paragraph("SHIPWRECK ARCHAEOLOGY AND PUBLIC EDUCATION")
    document.add_paragraph("主办单位：琉璃湾市文物局、水下遗产国际学会")
    document.add_paragraph(
        "Hosted by: Liuli Bay Bureau of Cultural Heritage; "
        "International Society for Underwater Heritage"
    )
    document.add_paragraph("2024年9月26日")
    document.add_paragraph("26 September 2024")
    document.add_paragraph("中国·琉璃湾")
    document.add_paragraph("Liuli Bay, China")

    document.add_heading("基本信息", 1)
    document.add_paragraph("主持人：")
    people_table(document, [("祝余", "琉璃湾电视台主持人")])
    document.add_paragraph("致辞环节：")
    people_table(document, [("狄青梧", "琉璃湾市文物局局长")])
    document.add_paragraph("主旨发言环节：")
    people_table(
        document,
        [("索菲娅·伦德", "水下遗产国际学会会长"), ("公冶澄", "琉璃湾沉船博物馆馆长")],
    )

    document.add_heading("简要介绍", 1)
    document.add_paragraph(
        "2024年9月26日，“沉船考古与公众教育”分论坛在琉璃湾举办。潜水员、教师和修复师参加了会议。"
    )

    document.add_heading("致辞环节", 1)
    photo(document, 200)
    caption = document.add_paragraph("琉璃湾市文物局局长狄青梧")
    caption.add_run().add_break()
    caption.add_run("在琉璃湾出席“沉船考古与公众教育”分论坛并致辞")
    speech = in_pieces(document, "琉璃湾市文物局局长狄", "青梧表", "示，沉船属于打捞它的人，")
    deleted(speech, "更属于旧的说法，")
    inserted(speech, "更属于等着听故事的孩子。")
    document.add_paragraph("全市中学明年开设水下考古选修课。")

    document.add_heading("主旨发言环节", 1)
    photo(document, 100)
    document.add_paragraph(
        "水下遗产国际学会会长索菲娅·伦德以视频方式出席“沉船考古与公众教育”分论坛并作主旨发言"
    )
    in_pieces(document, "水下遗产国际学会会长索菲娅·伦德指出，原址保护应当", "满足三个条件：")
    mark = numbering(document, "(%1)")
    numbered(document, mark, "水温和含氧量全年可测；")
    numbered(document, mark, "附近渔民知情并且同意；")
    numbered(document, mark, "公众可以在岸上看到现场影像。")
    photo(document, 50)
    document.add_paragraph(
        "琉璃湾沉船博物馆馆长公冶澄在琉璃湾出席“沉船考古与公众教育”分论坛并作主旨发言"
    )
    document.add_paragraph(
        "琉璃湾沉船博物馆馆长公冶澄介绍，馆内的修复室装了玻璃墙。观众最爱看的不是瓷器，而是刷子。"
    )
    document.add_paragraph(
        "琉璃湾电视台主持人祝余在琉璃湾出席“沉船考古与公众教育”分论坛并主持致辞、主旨发言环节"
    )
    return document


def word_one_table() -> Document:
    """The list as one table with merged session cells and a head row; the cover inside a table."""
    document = docx.Document()
    cover = document.add_table(rows=0, cols=2)
    for left, right in [
        ("论坛名称", "第二届苔原科学论坛“冻土上的房屋”分论坛"),
        ("主办单位", "苔原大学、北境建筑协会"),
        ("承办单位", "苔原大学冻土研究所"),
        ("时间", "2023年2月16日"),
        ("地点", "中国·苔原"),
    ]:
        cells = cover.add_row().cells
        cells[0].text, cells[1].text = left, right
    document.add_heading("【基本信息】", 2)
    table = document.add_table(rows=1, cols=3)
    for cell, text in zip(table.rows[0].cells, ("环节", "姓名", "职务"), strict=True):
        cell.text = text
    rows = [
        ("主持人", "甘棠", "苔原之声主持人"),
        ("致辞环节", "仲孙月", "苔原大学副校长"),
        ("讨论环节", "埃里克·约翰松", "北境建筑协会主席"),
        ("讨论环节", "霜降", "苔原大学冻土研究所研究员"),
    ]
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    merged = table.cell(3, 0).merge(table.cell(4, 0))
    merged.text = "讨论环节"
    document.add_heading("【简要介绍】", 2)
    document.add_paragraph("2023年2月16日，“冻土上的房屋”分论坛在苔原举办。")
    document.add_heading("【致辞环节】", 2)
    document.add_paragraph("苔原大学副校长仲孙月在苔原出席“冻土上的房屋”分论坛并致辞")
    document.add_paragraph("苔原大学副校长仲孙月表示，冻土每年下沉两厘米，房屋必须学会抬脚。")
    document.add_heading("【讨论环节】", 2)
    document.add_paragraph(
        "北境建筑协会主席埃里克·约翰松以视频方式出席“冻土上的房屋”分论坛并参与讨论"
    )
    document.add_paragraph("北境建筑协会主席埃里克·约翰松认为，架空层的高度应当高于积雪线。")
    document.add_paragraph("苔原大学冻土研究所研究员霜降在苔原出席“冻土上的房屋”分论坛并参与讨论")
    document.add_paragraph("苔原大学冻土研究所研究员霜降表示，钻孔测温比地表观测可靠得多。")
    document.add_paragraph(
        "苔原之声主持人甘棠在苔原出席“冻土上的房屋”分论坛并主持致辞环节和讨论环节"
    )
    return document


def word_two_languages() -> Document:
    """A list of four columns, both languages side by side; soft breaks in speech; a group photo."""
    document = docx.Document()
    for text in (
        "第五届汀洲阅读大会",
        "THE FIFTH TINGZHOU READING CONGRESS (TRC)",
        "“河岸上的图书馆”分论坛",
        "LIBRARIES ON THE RIVERBANK",
        "主办单位：汀洲市图书馆、世界船载图书馆联盟",
        "Hosted by: Tingzhou City Library; World Alliance of Library Boats",
        "2025年4月23日至24日",
        "April 23–24, 2025",
        "中国·汀洲",
        "Tingzhou, China",
    ):
        document.add_paragraph(text)
    document.add_heading("基本信息", 1)
    for label, rows in [
        ("主持人：", [("楚云飞", "Chu Yunfei", "汀洲电台主持人", "Host of Radio Tingzhou")]),
        (
            "致辞环节：",
            [("葛兰", "Ge Lan", "汀洲市图书馆馆长", "Director of Tingzhou City Library")],
        ),
        (
            "讨论环节：",
            [
                ("卡林·斯特兰德", "Karin Strand", "峡湾书船船长", "Captain of the Fjord Book Boat"),
                (
                    "阮氏莲",
                    "Nguyen Thi Lien",
                    "莲湖漂流书屋创办人",
                    "Founder of Lotus Lake Floating Books",
                ),
            ],
        ),
    ]:
        document.add_paragraph(label)
        if label == "讨论环节：":
            document.add_paragraph("主题一：船载图书馆的航线")
        table = document.add_table(rows=1, cols=4)
        fill(table.rows[0], ("姓名", "Name", "职务", "Title"))
        for row in rows:
            fill(table.add_row(), row)
    document.add_heading("简要介绍", 1)
    document.add_paragraph(
        "2025年4月23日至24日，“河岸上的图书馆”分论坛在汀洲举办。船上图书馆的馆员第一次聚在一起。"
    )
    document.add_heading("致辞环节", 1)
    photo(document, 180)
    document.add_paragraph("汀洲市图书馆馆长葛兰在汀洲出席“河岸上的图书馆”分论坛并致辞")
    document.add_paragraph(
        "汀洲市图书馆馆长葛兰表示，河边的孩子读书要看潮水。图书馆把还书日改成了涨潮日。"
    )
    document.add_heading("讨论环节", 1)
    document.add_heading("主题一：船载图书馆的航线", 2)
    document.add_paragraph(
        "峡湾书船船长卡林·斯特兰德以视频方式出席“河岸上的图书馆”分论坛并参与讨论"
    )
    speech = document.add_paragraph("峡湾书船船长卡林·斯特兰德指出，航线每年都要重画，")
    for text in (
        "主要考虑三件事：",
        "一是码头的水深；",
        "二是学校的作息；",
        "三是老人的耐心。",
    ):
        speech.add_run().add_break()
        speech.add_run(text)
    document.add_paragraph("莲湖漂流书屋创办人阮氏莲在汀洲出席“河岸上的图书馆”分论坛并参与讨论")
    document.add_paragraph("莲湖漂流书屋创办人阮氏莲认为，漂流书屋没有罚款。书湿了，晒干再还。")
    document.add_paragraph(
        "汀洲电台主持人楚云飞在汀洲出席“河岸上的图书馆”分论坛并主持致辞环节和讨论环节主题一"
    )
    photo(document, 20)
    document.add_paragraph("与会嘉宾在汀洲码头合影")
    return document


BUILDERS: dict[str, Callable[[], Document]] = {
    "word_tables": word_tables,
    "word_one_table": word_one_table,
    "word_two_languages": word_two_languages,
}


def build(name: str, folder: Path) -> Path:
    """Write the named document into the folder and return its path."""
    path = folder / f"{name}.docx"
    BUILDERS[name]().save(str(path))
    return path
