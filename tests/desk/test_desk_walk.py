"""Every page of the desk, opened once in Chinese: what all of them hold.

No English word stands there but names and file formats; no form is forgotten, for the browser tests
of autosave go over all of them.
"""

import re
from html.parser import HTMLParser
from typing import Any, Final

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import CharField, FileField, JSONField, TextField
from django.test import Client

from forum.models import SiteSettings
from people.models import User
from tests.desk.test_admin_pages import READ_ONLY
from tests.support.desk_forms import FORMS, WITHOUT_TEXT, form_addresses, has_form, make_records
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


@pytest.fixture(scope="module")
def pages(undone_after_module: None) -> dict[str, Any]:
    """Return what each page says, by its name, to somebody who may do everything."""
    addresses = form_addresses(make_records())
    client = Client()
    client.force_login(User.objects.create_superuser("walker"))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hans"
    return {name: answer(client, url) for name, url in addresses.items()}


def test_each_page_of_a_model_answers(pages: dict[str, Any]) -> None:
    unanswered = {
        name
        for name, page in pages.items()
        if name.endswith(("_changelist", "_add", "_change", "_history"))
        and page.status_code not in (200, 302)
    }
    # The site has its settings already.
    assert unanswered == {
        f"admin:{model._meta.label_lower.replace('.', '_')}_add"
        for model in (*READ_ONLY, SiteSettings)
    }


def test_each_form_of_the_desk_is_tried_in_the_browser(pages: dict[str, Any]) -> None:
    names = {name for name, page in pages.items() if has_form(page)}
    assert names - set(WITHOUT_TEXT) == set(FORMS), (
        "Name it in tests/support/desk_forms.py FORMS, so that what is typed there is tried."
    )


def test_no_page_of_the_desk_speaks_english(pages: dict[str, Any]) -> None:
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
