"""Lines in the house style -> a Word document (ECMA-376), its pictures read one at a time."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.shape import CT_Inline
from docx.shared import Cm, Emu, Pt
from docx.text.paragraph import Paragraph

from forum.core.control_characters import printable
from forum.exports.house_style.blocks import HouseLine, LineLook
from forum.exports.pictures import Picture
from forum.exports.word_styles import FACES, make_document
from forum.reader.event_record import EN, ZH

_LANGUAGES: Final = {ZH: "zh-CN", EN: "en-GB"}
_WIDEST: Final = Cm(12)
_HIGHEST: Final = Cm(6.5)
_ABOVE_COVER: Final = Cm(2)
_IN_MEMORY: Final = 1 << 22
# They would begin another line.
_LINE_ENDS: Final = re.compile("[\r\u2028\u2029]+")

type Find = Callable[[str], Picture | None]


def write_document(
    blocks: Iterable[HouseLine],
    target: IO[bytes],
    *,
    title: str,
    changed: datetime,
    find: Find,
    notice: str = "",
) -> None:
    """Write the document. find: the picture of a key, None for one that is not there.

    notice: what the head of each sheet says of the whole record.
    """
    document = make_document()
    if notice:
        document.sections[0].header.paragraphs[0].text = _clean(notice)
    _properties(document, title, changed)
    writer = _Writer(document, find)
    lines = list(blocks)
    for block, following in zip(lines, [*lines[1:], None], strict=False):
        writer.add(block, following)
    with SpooledTemporaryFile(_IN_MEMORY) as draft:
        document.save(draft)
        _copy_dated(draft, target, changed)


def _copy_dated(draft: IO[bytes], target: IO[bytes], changed: datetime) -> None:
    """Copy a package; the same content gives the same bytes, whenever it is written."""
    moment = changed.astimezone(UTC).timetuple()[:6]
    with ZipFile(draft) as source, ZipFile(target, "w", ZIP_DEFLATED) as package:
        for part in source.infolist():
            dated = ZipInfo(part.filename, moment)
            dated.compress_type = ZIP_DEFLATED
            package.writestr(dated, source.read(part))


def _properties(document: Document, title: str, changed: datetime) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.comments = _clean(title)[:255], "", ""
    properties.created = properties.modified = changed.astimezone(UTC).replace(microsecond=0)
    properties.last_modified_by = ""


class _StoredPicture(Part):
    """A picture that is read when the package is written, and forgotten again."""

    def __init__(self, name: PackURI, picture: Picture, package: Any) -> None:
        super().__init__(name, picture.content_type, None, package)
        self._picture = picture

    @property
    def blob(self) -> bytes:
        return self._picture.read()


class _Writer:
    def __init__(self, document: Document, find: Find) -> None:
        self._document = document
        # Looked up once: the library goes through all styles for each paragraph.
        self._styles = {look: document.styles[face.name].style_id for look, face in FACES.items()}
        self._find = find
        self._pictures = 0
        self._on_cover = True
        self._before: HouseLine | None = None

    def add(self, block: HouseLine, following: HouseLine | None) -> None:
        """Add one line; following: the one after it."""
        if block.look is LineLook.PICTURE:
            self._picture(block.picture)
        else:
            self._line(block, following)
        self._before = block

    def _line(self, block: HouseLine, following: HouseLine | None) -> None:
        face = FACES[block.look]
        paragraph = self._add_paragraph(block.look)
        form = paragraph.paragraph_format
        if self._before is None:
            form.space_before = _ABOVE_COVER
        if self._on_cover and block.look is LineLook.SECTION:
            self._on_cover = False
            form.page_break_before = True
        if block.look is LineLook.PROSE and block.language == ZH:
            _indent(paragraph)
        run = paragraph.add_run("\n".join(map(_clean, block.text.split("\n"))))
        if block.look is not LineLook.PROSE and _is_twin(self._before, block):
            form.space_before = Pt(0)
            run.font.size = Pt(face.second)
        if following and _is_twin(block, following):
            form.keep_with_next = True
        _mark_language(run, block.language)

    def _picture(self, key: str) -> None:
        picture = self._find(key)
        if picture is None:
            return
        self._pictures += 1
        name = PackURI(f"/word/media/image{self._pictures}.{picture.extension}")
        part = _StoredPicture(name, picture, self._document.part.package)
        relation = self._document.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
        width, height = _fitted(picture.width, picture.height)
        inline = CT_Inline.new_pic_inline(
            self._pictures, relation, picture.name, Emu(width), Emu(height)
        )
        inline.docPr.set("descr", _clean(picture.alt))
        self._add_paragraph(LineLook.PICTURE).add_run()._r.add_drawing(inline)

    def _add_paragraph(self, look: LineLook) -> Paragraph:
        paragraph = self._document.add_paragraph()
        paragraph._p.style = self._styles[look]
        return paragraph


def _is_twin(previous: HouseLine | None, block: HouseLine) -> bool:
    """Tell whether a line says in another language what the line before it says."""
    if previous is None or previous.look is not block.look:
        return False
    return previous.language == ZH != block.language


def _fitted(width: int, height: int) -> tuple[int, int]:
    """Return the size on the page in EMU: as large as the column and a third of a page allow."""
    scale = min(_WIDEST / width, _HIGHEST / height)
    return round(width * scale), round(height * scale)


def _indent(paragraph: Any) -> None:
    """Indent the first line by two characters, as Chinese paragraphs are."""
    properties = paragraph._p.get_or_add_pPr()
    indent = properties.get_or_add_ind()
    indent.set(qn("w:firstLineChars"), "200")
    indent.set(qn("w:firstLine"), "480")


def _mark_language(run: Any, language: str) -> None:
    code = _LANGUAGES.get(language)
    if code is None:
        return
    properties = run._r.get_or_add_rPr()
    if language == ZH:
        # Quotation marks belong to both scripts; here they are Chinese.
        properties.get_or_add_rFonts().set(qn("w:hint"), "eastAsia")
    mark = OxmlElement("w:lang")
    mark.set(qn("w:eastAsia" if language == ZH else "w:val"), code)
    properties.append(mark)


def _clean(text: str) -> str:
    return printable(_LINE_ENDS.sub(" ", text))
