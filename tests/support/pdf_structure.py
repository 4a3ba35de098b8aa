"""A tagged PDF as its readers meet it: elements with their languages, alternatives, text."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader


class TaggedPdf:
    """A PDF file. elements: its structure in reading order, each a dictionary of the PDF."""

    def __init__(self, content: bytes) -> None:
        self.reader = PdfReader(BytesIO(content))
        self.root: Any = self.reader.trailer["/Root"]
        self.elements = list(self._walk(self.root["/StructTreeRoot"]))
        # To read a page takes as long as to set it; tests of one book ask for it again.
        self._texts: dict[int, str] = {}

    def _walk(self, node: Any) -> Iterator[Any]:
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            element = kid.get_object()
            if isinstance(element, dict) and "/S" in element:
                yield element
                yield from self._walk(element)

    @property
    def text(self) -> str:
        return "\n".join(map(self.page_text, range(1, len(self.reader.pages) + 1)))

    @property
    def words(self) -> str:
        """The text without spaces and line ends: where lines end is the typesetter's."""
        return "".join(self.text.split())

    def page_text(self, number: int) -> str:
        """Return the text of a page, counted from 1."""
        if number not in self._texts:
            self._texts[number] = self.reader.pages[number - 1].extract_text()
        return self._texts[number]

    def page_words(self, number: int) -> str:
        """Return the text of a page, counted from 1, without spaces."""
        return "".join(self.page_text(number).split())

    def kinds(self) -> list[str]:
        return [str(element["/S"]).lstrip("/") for element in self.elements]

    def heading_levels(self) -> list[int]:
        return [int(kind[1:]) for kind in self.kinds() if kind[:1] == "H" and kind[1:].isdigit()]

    def languages(self) -> set[str]:
        """Return the languages that the document and its elements say they are in."""
        tagged = {str(element["/Lang"]) for element in self.elements if "/Lang" in element}
        return tagged | {str(self.root["/Lang"])}

    def alternatives(self) -> list[str]:
        """Return what is told of the pictures."""
        return [
            str(element.get("/Alt", "")) for element in self.elements if element["/S"] == "/Figure"
        ]

    def bookmarks(self) -> list[str]:
        """Return the titles of the outermost bookmarks."""
        return [str(item.title) for item in self.reader.outline if not isinstance(item, list)]

    def metadata(self) -> str:
        """Return the XMP packet, in which a file says which standards it keeps to."""
        content: bytes = self.root["/Metadata"].get_data()
        return content.decode()

    def links(self) -> list[str]:
        """Return the addresses outside the document that its pages lead to."""
        annotations = [
            annotation.get_object()
            for page in self.reader.pages
            for annotation in page.get("/Annots", [])
        ]
        actions = [annotation["/A"] for annotation in annotations if "/A" in annotation]
        return [str(action["/URI"]) for action in actions if "/URI" in action]
