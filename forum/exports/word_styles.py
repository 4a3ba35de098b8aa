"""The look of the Word document: A4, the faces of Chinese official papers, numbered pages.

Sizes in points: 22 (二号), 16 (三号), 14 (四号), 12 (小四), 10.5 (五号). Each face is named for
Chinese and for Latin letters apart, as Word chooses by the character.
"""

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any, Final

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from forum.exports.house_style.blocks import LineLook
from forum.reader.vocabulary.record_styles import TITLE, RecordStyle

FANGSONG: Final = "仿宋"
KAITI: Final = "楷体"
HEITI: Final = "黑体"
LATIN: Final = "Times New Roman"
_GREY: Final = RGBColor(0x55, 0x55, 0x55)
_BLACK: Final = RGBColor(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Face:
    """How the lines of one look are set. before, after: space in points; line: spacing.

    second: size of the same in another language below, which stands closer and smaller.
    """

    name: str
    font: str = FANGSONG
    size: float = 12
    bold: bool = False
    centred: bool = False
    grey: bool = False
    before: float = 0
    after: float = 0
    line: float = 1.3
    keep_with_next: bool = False
    second: float = 10.5


FACES: Final = {
    LineLook.PARENT: Face(RecordStyle.FORUM, KAITI, 16, centred=True, before=12, second=12),
    LineLook.SERIES: Face(RecordStyle.SERIES, KAITI, 16, centred=True, before=12, second=12),
    LineLook.TITLE: Face(TITLE, HEITI, 22, centred=True, before=28, line=1.25, second=15),
    LineLook.SUBTITLE: Face("Subtitle", KAITI, 14, centred=True, before=6, second=12),
    LineLook.COVER: Face(RecordStyle.COVER, centred=True, before=8),
    LineLook.SECTION: Face(
        "Heading 1", HEITI, 16, before=24, after=2, keep_with_next=True, second=12
    ),
    LineLook.TOPIC: Face(
        "Heading 2", KAITI, 14, bold=True, before=14, keep_with_next=True, second=12
    ),
    LineLook.LABEL: Face(RecordStyle.LABEL, HEITI, 12, before=10, keep_with_next=True),
    LineLook.ENTRY: Face(RecordStyle.ENTRY, before=3),
    LineLook.DETAIL: Face(
        RecordStyle.DETAIL, KAITI, 10.5, grey=True, before=2, keep_with_next=True
    ),
    LineLook.PICTURE: Face(
        RecordStyle.PICTURE, centred=True, before=16, line=1, keep_with_next=True
    ),
    LineLook.CAPTION: Face(
        "Caption", KAITI, 10.5, centred=True, before=8, after=4, keep_with_next=True
    ),
    LineLook.PRODUCT: Face(RecordStyle.PRODUCT, HEITI, 12, before=14, keep_with_next=True),
    LineLook.PROSE: Face("Body Text", after=4, line=1.5, second=12),
}


def make_document() -> Document:
    """Return an empty document with the house's page, styles and page numbers."""
    return docx.Document(BytesIO(_dressed()))


@cache
def _dressed() -> bytes:
    """Return the empty document as a file: to dress one takes five times as long as to read it."""
    document = docx.Document()
    _drop_table_styles(document)
    _page(document)
    _set_font(document.styles["Normal"], FANGSONG, 12)
    _languages(document)
    for face in FACES.values():
        _dress(document, face)
    _number_pages(document)
    with BytesIO() as file:
        document.save(file)
        return file.getvalue()


def _drop_table_styles(document: Document) -> None:
    """Leave out the looks of tables, most of all that is said of styles: there is no table."""
    for style in list(document.styles):
        if style.type is WD_STYLE_TYPE.TABLE and not style.element.default:
            style.delete()


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin = section.bottom_margin = Cm(2.8)
    section.left_margin = section.right_margin = Cm(2.8)


def _dress(document: Document, face: Face) -> None:
    style = _style(document, face.name)
    _set_font(style, face.font, face.size)
    style.font.bold, style.font.italic = face.bold, False
    style.font.color.rgb = _GREY if face.grey else _BLACK
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(face.before), Pt(face.after)
    form.line_spacing = face.line
    form.keep_with_next = face.keep_with_next
    form.alignment = WD_ALIGN_PARAGRAPH.CENTER if face.centred else WD_ALIGN_PARAGRAPH.LEFT
    if face.name == "Body Text":
        form.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    _without_rule(style)


def _style(document: Document, name: str) -> Any:
    if name in document.styles:
        return document.styles[name]
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    return style


def _set_font(style: ParagraphStyle | Any, chinese: str, size: float) -> None:
    style.font.name, style.font.size = LATIN, Pt(size)
    fonts = style.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), chinese)
    fonts.set(qn("w:cs"), LATIN)


def _without_rule(style: Any) -> None:
    """Take away the line that the template draws under a title."""
    properties = style.element.pPr
    rule = properties.find(qn("w:pBdr")) if properties is not None else None
    if rule is not None:
        properties.remove(rule)
    spacing = style.element.rPr.find(qn("w:spacing"))
    if spacing is not None:
        style.element.rPr.remove(spacing)


def _languages(document: Document) -> None:
    """Say what the text is written in, so that neither is spelt by the other's rules."""
    for mark in document.styles.element.iter(qn("w:lang")):
        mark.set(qn("w:val"), "en-GB")
        mark.set(qn("w:eastAsia"), "zh-CN")


def _number_pages(document: Document) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    field.append(paragraph.add_run("1")._r)
    paragraph._p.append(field)
    paragraph.add_run(" —")
