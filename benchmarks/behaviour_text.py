"""Responses and files as text that two runs of the same code share: lines of tags, masked."""

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

type Attributes = list[tuple[str, str | None]]

# Beside these, white space is none of the page's words.
BLOCKS: Final = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "col", "colgroup", "dd",
    "details", "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "legend",
    "li", "link", "main", "meta", "nav", "noscript", "ol", "optgroup", "option", "p", "pre",
    "script", "section", "select", "style", "summary", "table", "tbody", "td", "template",
    "tfoot", "th", "thead", "title", "tr", "ul", "svg", "path", "g", "circle", "rect", "desc",
    "defs", "use",
))  # fmt: skip
VERBATIM: Final = frozenset({"pre", "textarea"})
UNREAD: Final = frozenset({"script", "style"})
FIELDS: Final = frozenset({"input", "button", "select", "textarea", "option"})
FIELD_ATTRIBUTES: Final = frozenset({"name", "value", "type", "checked", "selected", "disabled"})
ADDRESSES: Final = {"a": ("href",), "form": ("action",), "img": ("src",), "iframe": ("src",)}
ZIPPED: Final = ("application/vnd.openxmlformats", "application/zip")
TEXTUAL: Final = ("text/", "xml", "json", "javascript", "xliff")
MASK: Final = "…"
MEDIA_NAME: Final = re.compile(
    r"(?:__processed__/\w+/\w+/)?([\w-]{22,}\.(?:png|jpe?g|webp|avif))", re.ASCII
)
VOLATILE: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r'(?<=name="csrfmiddlewaretoken" value=")[^"]*',
        r"(?<=nonce-)[\w+/=-]+",
        r'(?<=nonce=")[^"]*',
        # Of spreadsheets, by the clock of the machine.
        r'(?<=XMLSchema-instance" xsi:type="dcterms:W3CDTF">)[^<]+',
        # Of a site, which draws a number once; of a password and its salt, what is shown.
        r"\b[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\b",
        r"[\w+/]+(?=\*{10})",
        # The clock stands still but for these.
        r"(?<=:00\.)\d{3,6}\b",
    )
)
CONTENT_TYPE: Final = re.compile(r"(/(?:preview|preview-links|offline|presence)/)(\d+)(?=/)")


class PageLines(HTMLParser):
    """A page as lines: every tag and every text a line, whatever breaks the template has.

    "␣" in a text stands for white space that parts it from an inline element.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tokens: list[tuple[str, str]] = []  # (tag or "", line)
        self.verbatim = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        words = (
            name if value is None else f'{name}="{" ".join(value.split())}"'
            for name, value in attrs
        )
        self.tokens.append((tag, f"<{' '.join([tag, *words])}>"))
        self.verbatim += tag in VERBATIM

    def handle_endtag(self, tag: str) -> None:
        self.tokens.append((tag, f"</{tag}>"))
        self.verbatim -= tag in VERBATIM

    def handle_data(self, data: str) -> None:
        self.tokens.append(("", data if self.verbatim else re.sub(r"\s+", " ", data)))

    def lines(self) -> Iterator[str]:
        edge = ("html", "")
        neighbours = zip([edge, *self.tokens], self.tokens, [*self.tokens[1:], edge], strict=False)
        for (tag_before, _), (tag, line), (tag_after, _) in neighbours:
            if tag:
                yield line
                continue
            start = "␣" if line.startswith(" ") and tag_before not in BLOCKS else ""
            end = "␣" if line.endswith(" ") and tag_after not in BLOCKS else ""
            if words := line.strip():
                yield f"{start}{words}{end}"
            elif start and end:
                yield start


class DeskLines(HTMLParser):
    """A page of the desk as lines: its words, its links, its form fields' names and values."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.unshown = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        self.unshown += tag in UNREAD
        wanted = FIELD_ATTRIBUTES if tag in FIELDS else ADDRESSES.get(tag, ())
        words = [f'{name}="{value or ""}"' for name, value in attrs if name in wanted]
        if words:
            self.texts.append(f"<{' '.join([tag, *words])}>")

    def handle_endtag(self, tag: str) -> None:
        self.unshown -= tag in UNREAD

    def handle_data(self, data: str) -> None:
        if not self.unshown and (words := " ".join(data.split())):
            self.texts.append(words)

    def lines(self) -> Iterator[str]:
        yield from self.texts


def response_text(headers: dict[str, str], status: int, body: bytes, *, desk: bool) -> str:
    """Return a response as text: status, headers, body."""
    kind = headers.get("Content-Type", "")
    lines = [f"{name}: {value}" for name, value in sorted(headers.items())]
    return "\n".join([str(status), *lines, "", body_text(kind, body, desk=desk)])


def body_text(kind: str, body: bytes, *, desk: bool = False) -> str:
    """Return a body of a content type as text; a picture as its checksum."""
    if kind.startswith(ZIPPED):
        return archive_text(body)
    if kind.startswith("text/html"):
        page = (DeskLines if desk else PageLines)(body.decode())
        return "\n".join(page.lines())
    if kind.startswith("image/svg"):
        return "\n".join(PageLines(body.decode()).lines())
    if any(word in kind for word in TEXTUAL):
        return body.decode().replace("><", ">\n<")
    return checksum(body)


def archive_text(content: bytes) -> str:
    """Return a ZIP archive's parts in their order, an archive in it unpacked too."""
    lines = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            lines += [f"--- {name}", part_text(name, archive.read(name))]
    return "\n".join(lines)


def part_text(name: str, content: bytes) -> str:
    if name.endswith((".docx", ".xlsx", ".zip")):
        return archive_text(content)
    if name.endswith((".png", ".jpeg", ".jpg", ".webp", ".avif")):
        return checksum(content)
    try:
        return content.decode().replace("><", ">\n<")
    except UnicodeDecodeError:
        return checksum(content)


def checksum(content: bytes) -> str:
    return f"{len(content)} bytes, SHA-256 {hashlib.sha256(content).hexdigest()}"


class Masks:
    """What stands for values that differ in two runs: tokens, names drawn by lot.

    media: folder of the pictures, each of which is known by its content.
    content_types: key -> app.model.
    """

    def __init__(self, media: Path, content_types: dict[int, str]) -> None:
        self.media = media
        self.content_types = content_types
        self.pictures: dict[str, str] = {}

    def apply(self, text: str) -> str:
        """Return the text with its volatile parts masked."""
        text = MEDIA_NAME.sub(lambda match: self._picture(match[1]) or match[0], text)
        text = CONTENT_TYPE.sub(
            lambda match: match[1] + self.content_types.get(int(match[2]), match[2]), text
        )
        for pattern in VOLATILE:
            text = pattern.sub(MASK, text)
        return text

    def _picture(self, name: str) -> str:
        """Return a picture's name by its content, "" where there is none of the name."""
        if name not in self.pictures:
            # Some are drawn only when a page is asked for.
            new = (path for path in self.media.rglob("*.*") if path.name not in self.pictures)
            self.pictures |= {path.name: checksum_name(path) for path in new}
        return self.pictures.get(name, "")


def checksum_name(path: Path) -> str:
    return f"{hashlib.sha256(path.read_bytes()).hexdigest()[:12]}{path.suffix}"
