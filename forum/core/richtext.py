"""Rich text: one allow-list, applied wherever a value goes to the database, not in forms only."""

import html
import re
from collections.abc import Iterable
from html.parser import HTMLParser
from typing import Any

import nh3
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django_prose_editor.fields import ProseEditorFormField

# The editor's extensions and the sanitizer's allow-list say the same; both lists need ListItem.
EXTENSIONS: dict[str, Any] = {
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [3, 4]},
    "BulletList": True,
    # Without the choice of letters and numerals, which the sanitizer takes away.
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Blockquote": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "Menu": {
        "groups": [
            {"group": name}
            for name in ("marks", "link", "headings", "lists", "nodes -blockType -lists", "history")
        ]
    },
}


def extensions(language: str = "") -> dict[str, object]:
    """Return the editor's extensions for a column; Han script has no italics.

    language: the column's; "" for a text in no language of its own.
    """
    return {**EXTENSIONS, "Italic": not language.startswith(("zh", "ja"))}


_cleaner = nh3.Cleaner(
    tags={"p", "br", "strong", "em", "h3", "h4", "ul", "ol", "li", "blockquote", "a"},
    attributes={"a": {"href", "title"}, "ol": {"start"}},
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener noreferrer",
)
_EMPTY = re.compile(r"(?:<p>\s*</p>|<br>|\s)*")
_BLOCK_END = re.compile(r"</(?:p|li|h3|h4|blockquote)>|<br\s*/?>")
_OUTERMOST = ("p", "h3", "h4", "ul", "ol", "blockquote")
_TAG = re.compile(r"<[^>]+>")


def sanitize(value: str) -> str:
    """Return the HTML with nothing but allowed tags; markup without text becomes ""."""
    clean = _cleaner.clean(value)
    return "" if _EMPTY.fullmatch(clean) else clean


def from_paragraphs(text: str) -> str:
    """Return plain text, paragraphs parted by newlines, as rich text."""
    return "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in text.splitlines() if line)


def to_paragraphs(value: str) -> list[str]:
    """Return the paragraphs, list points and headings of rich text as plain strings."""
    blocks: Iterable[str] = _BLOCK_END.sub("\n", value).split("\n")
    lines = (html.unescape(_TAG.sub("", block)).strip() for block in blocks)
    return [line for line in lines if line]


def to_text(value: str | None) -> str:
    """Return rich text as plain text, paragraphs parted by one newline."""
    return "\n".join(to_paragraphs(value or ""))


def blocks(value: str | None) -> list[str]:
    """Return the outermost elements of sanitized rich text, each with its markup."""
    parser = _Blocks(value or "")
    return [block for block in parser.found if block.strip()]


class _Blocks(HTMLParser):
    """Cuts at the ends of outermost elements; text between them is a block of its own."""

    def __init__(self, value: str) -> None:
        super().__init__(convert_charrefs=False)
        self.found = [""]
        self._depth = 0
        self.feed(value)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _OUTERMOST and self._depth == 0:
            self.found.append("")
        self._add(self.get_starttag_text() or "")
        self._depth += tag != "br"

    def handle_endtag(self, tag: str) -> None:
        self._add(f"</{tag}>")
        self._depth -= 1
        if tag in _OUTERMOST and self._depth == 0:
            self.found.append("")

    def handle_data(self, data: str) -> None:
        self._add(data)

    def handle_entityref(self, name: str) -> None:
        self._add(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._add(f"&#{name};")

    def _add(self, markup: str) -> None:
        self.found[-1] += markup


class RichTextField(models.TextField):  # type: ignore[type-arg]  # no parameter at run time
    """HTML of a small allow-list. ``update()`` and ``bulk_create`` are sanitized too."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        # The instance in memory must hold what the row holds, or the page after a save differs.
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = sanitize(value)
            # Not setattr: on the original field that writes the active language's column, and the
            # Chinese text that it fell back to would be stored as the English one.
            model_instance.__dict__[self.attname] = value
        return value

    def get_db_prep_save(self, value: object, connection: BaseDatabaseWrapper) -> Any:
        return super().get_db_prep_save(
            sanitize(value) if isinstance(value, str) else value, connection
        )

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(
            **{
                "form_class": ProseEditorFormField,
                "config": {"extensions": extensions(getattr(self, "language", ""))},
                "preset": "configurable",
                **kwargs,
            }
        )
