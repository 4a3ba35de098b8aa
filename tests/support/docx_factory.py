"""Word documents for tests: from plain text, or piece by piece in raw XML.

``docx_from_text`` makes what an organizer would type; ``package`` takes any XML, sound or not.
"""

import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape

_OFFICE = "http://schemas.openxmlformats.org"
NAMESPACES = (
    f'xmlns:w="{_OFFICE}/wordprocessingml/2006/main" '
    f'xmlns:r="{_OFFICE}/officeDocument/2006/relationships" '
    f'xmlns:a="{_OFFICE}/drawingml/2006/main" '
    f'xmlns:mc="{_OFFICE}/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_RELATIONSHIPS = f'xmlns="{_OFFICE}/package/2006/relationships"'
_TYPE = f"{_OFFICE}/officeDocument/2006/relationships"
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="png" ContentType="image/png"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
HEADING_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{level}"><w:name w:val="heading {level}"/></w:style>'
    for level in range(1, 10)
)


def run(text: str, properties: str = "") -> str:
    """Return a run; a TAB in the text becomes w:tab, a newline a soft break."""
    inside = "".join(
        {"\t": "<w:tab/>", "\n": "<w:br/>"}.get(part)
        or f'<w:t xml:space="preserve">{escape(part)}</w:t>'
        for part in _cut(text)
    )
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{inside}</w:r>"


def _cut(text: str) -> list[str]:
    """Cut "a\\tb" into "a", TAB, "b"."""
    parts = [""]
    for char in text:
        if char in "\t\n":
            parts += [char, ""]
        else:
            parts[-1] += char
    return [part for part in parts if part]


def paragraph(
    *content: str,
    style: str = "",
    number: tuple[str, int] | None = None,
    properties: str = "",
) -> str:
    """Return a paragraph of runs (or any XML); number: id of the list and the level in it."""
    if style:
        properties = f'<w:pStyle w:val="{style}"/>{properties}'
    if number:
        properties += (
            f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
        )
    inside = "".join(part if part.startswith("<") else run(part) for part in content)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inside}</w:p>"


def cell(*content: str, properties: str = "") -> str:
    """Return a table cell; each text is a paragraph, XML stands as it is."""
    inside = "".join(part if part.startswith("<") else paragraph(part) for part in content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside or '<w:p/>'}</w:tc>"


def table(*rows: Sequence[str], properties: str = "") -> str:
    """Return a table; a cell's text is cut into paragraphs at newlines, XML stands as it is."""
    return f"<w:tbl>{''.join(row(*cells, properties=properties) for cells in rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    """Return a table row."""
    inside = "".join(
        part if part.startswith("<w:tc>") else cell(*part.split("\n")) for part in cells
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def drawing(relationship: str) -> str:
    """Return a run with an embedded picture."""
    return f'<w:r><w:drawing><a:blip r:embed="{relationship}"/></w:drawing></w:r>'


def style(identity: str, name: str, inside: str = "", *, kind: str = "paragraph") -> str:
    return (
        f'<w:style w:type="{kind}" w:styleId="{identity}"><w:name w:val="{name}"/>{inside}'
        "</w:style>"
    )


def based_on(identity: str) -> str:
    return f'<w:basedOn w:val="{identity}"/>'


def outline(level: int) -> str:
    return f'<w:outlineLvl w:val="{level}"/>'


def text_box(*paragraphs: str) -> str:
    """Return a run with a text box as Word writes it: once for itself, once for older ones."""
    content = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>'
        f"{content}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
        f"{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def list_level(
    at: int, form: str, text: str, *, start: int = 1, more: str = '<w:suff w:val="nothing"/>'
) -> str:
    """Return one level of a list: ``list_level(0, "chineseCounting", "%1、")``."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract_list(identity: str, *levels: str) -> str:
    """Return a list's definition."""
    return f'<w:abstractNum w:abstractNumId="{identity}">{"".join(levels)}</w:abstractNum>'


def used_list(identity: str, abstract: str, overrides: str = "") -> str:
    """Return a list in use, to which paragraphs refer."""
    return f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'


def document_xml(*blocks: str) -> str:
    """Return the main part with these paragraphs and tables."""
    return f"<w:document {NAMESPACES}><w:body>{''.join(blocks)}<w:sectPr/></w:body></w:document>"


def docx(
    *blocks: str,
    styles: str = HEADING_STYLES,
    numbering: str = "",
    media: Mapping[str, bytes] | None = None,
    relationships: str = "",
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """Return a Word file.

    media: relationship id -> content of a PNG. relationships: further ones, as XML.
    parts: further parts by name, in place of the usual ones of that name.
    """
    pictures = dict(media or {})
    related = "".join(relationship(key, "image", f"media/{key}.png") for key in pictures)
    related += relationship("styles", "styles", "styles.xml")
    related += relationship("numbering", "numbering", "numbering.xml") if numbering else ""
    content: dict[str, str | bytes] = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": relationships_xml(
            relationship("main", "officeDocument", "word/document.xml")
        ),
        "word/_rels/document.xml.rels": relationships_xml(related + relationships),
        "word/styles.xml": f"<w:styles {NAMESPACES}>{styles}</w:styles>",
        "word/document.xml": document_xml(*blocks),
        **{f"word/media/{key}.png": picture for key, picture in pictures.items()},
    }
    if numbering:
        content["word/numbering.xml"] = f"<w:numbering {NAMESPACES}>{numbering}</w:numbering>"
    return package(content | dict(parts or {}))


def relationship(key: str, kind: str, target: str, *, external: bool = False) -> str:
    """Return one relationship of a part."""
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{key}" Type="{_TYPE}/{kind}" Target="{target}"{mode}/>'


def relationships_xml(inside: str) -> str:
    """Return a .rels part."""
    return f"<Relationships {_RELATIONSHIPS}>{inside}</Relationships>"


def package(parts: Mapping[str, str | bytes], *, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip archive of any parts."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", packing) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx_from_text(text: str) -> bytes:
    """Return a Word file with each line of the text as a paragraph of its own."""
    return docx(*(paragraph(line) if line else "<w:p/>" for line in text.splitlines()))


def png(width: int = 2, height: int = 2, shade: int = 200) -> bytes:
    """Return a small grey picture."""
    rows = (b"\0" + bytes([shade]) * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(rows))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    checked = kind + data
    return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))
