"""Files that editors send in, sound and otherwise."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.support.docx_factory import docx, package, paragraph

PDF = b"%PDF-1.4\n%%EOF\n"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.'
    '{kind}.main+xml"/>{more}</Types>'
)


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    """Return a file as a browser sends it."""
    return SimpleUploadedFile(name, content, "application/octet-stream")


def word(**parts: str | bytes) -> bytes:
    """Return a Word document. parts: further ones, with “__” for “/” and “_dot_” for a point."""
    spelled = {
        name.replace("__", "/").replace("_dot_", "."): content for name, content in parts.items()
    }
    return docx(paragraph("议程"), parts=spelled)


def office(part: str, kind: str, more: str = "") -> bytes:
    """Return an Office document of one part, for example ``xl/workbook.xml``."""
    types = _TYPES.format(part=part, kind=kind, more=more)
    return package({"[Content_Types].xml": types, part: "<root/>"})


WORKBOOK = office("xl/workbook.xml", "spreadsheetml.sheet")
SLIDES = office("ppt/presentation.xml", "presentationml.presentation")
