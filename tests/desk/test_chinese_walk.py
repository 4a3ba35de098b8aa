"""Every page of the desk in Chinese: no English word stands there but names and file formats."""

import re
from html.parser import HTMLParser
from typing import Final

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import CharField, FileField, JSONField, TextField
from django.test import Client

from tests.support.desk_forms import form_addresses, make_records
from tests.support.pages import answer

pytestmark = pytest.mark.django_db

_WORD: Final = re.compile(r"[A-Za-z]{3,}")
# Formats, products and rules by which the Chinese know them; a language names itself.
_NAMES: Final = frozenset(
    {
        "English", "PDF", "Word", "Excel", "DOCX", "XLSX", "XLIFF", "PNG", "JPEG", "WebP", "AVIF",
        "ZIP", "CSV", "TXT", "PPTX", "ODS", "TSV", "JSON", "XML", "iCalendar", "ICP", "Ctrl",
        "Shift", "Alt", "Tab", "Enter", "Esc", "HTML", "ISBN", "DOI", "ORCID", "SVG", "UTC", "UTF",
        "BibTeX", "CSL", "RIS", "WebM", "WebVTT", "Handle", "Control", "Command", "Mac",
    }
)  # fmt: skip
# What a Chinese sentence shows: an example of an English text, an address, the end of a file name.
_SHOWN: Final = re.compile(
    r"“[^”]*”|例如[^。]*|左起 / From left|不带 the|(https?://|testserver)\S*|（\.\w+(、\.\w+)*）"
)
_SAID: Final = ("aria-label", "title", "placeholder", "alt", "data-label")
_UNSEEN: Final = ("script", "style", "template", "code", "pre", "kbd")
_VOID: Final = ("input", "img", "br", "link", "meta", "hr", "source", "wbr", "col")


class _ChineseReader(HTMLParser):
    """Gathers what is read on a page, without what says that it is in another language."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[tuple[str, bool]] = []

    @property
    def _is_hidden(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        is_hidden = self._is_hidden or tag in _UNSEEN or _is_other(values)
        if not is_hidden:
            self.texts += [values[name] for name in _SAID if name in values]
        if tag not in _VOID:
            self._open.append((tag, is_hidden))

    def handle_endtag(self, tag: str) -> None:
        # Some end tags may be left out.
        if tag in {name for name, _hidden in self._open}:
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self._is_hidden:
            self.texts.append(data)


def _is_other(values: dict[str, str]) -> bool:
    """Tell whether an element is of another language, or an icon, which is drawn by its name."""
    is_icon = values.get("aria-hidden") == "true" or "material-symbols" in values.get("class", "")
    return is_icon or not values.get("lang", "zh").startswith("zh")


def words_of_records() -> set[str]:
    """Return the words that stand in the tables, and so may stand on any page."""
    words: set[str] = set()
    for model in apps.get_models():
        names = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, (CharField, TextField, JSONField, FileField))
        ]
        for row in model._base_manager.values_list(*names) if names else ():
            words.update(_WORD.findall(" ".join(map(str, row))))
    return words


def test_no_page_of_the_desk_speaks_english(admin_client: Client) -> None:
    addresses = form_addresses(make_records())
    admin_client.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hans"
    pages = {name: answer(admin_client, url) for name, url in addresses.items()}
    known_words = words_of_records() | _NAMES
    pages_by_word: dict[str, list[str]] = {}
    for name, page in pages.items():
        if page.streaming or "html" not in page.headers.get("Content-Type", ""):
            continue
        reader = _ChineseReader()
        reader.feed(page.content.decode())
        for text in reader.texts:
            if {*_WORD.findall(_SHOWN.sub("", text))} - known_words:
                pages_by_word.setdefault(" ".join(text.split())[:100], []).append(name)
    assert not pages_by_word, "\n".join(
        f"{text} <- {names[0]}" for text, names in pages_by_word.items()
    )
