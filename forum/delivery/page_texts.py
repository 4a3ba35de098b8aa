"""The texts of a page, resolved: with the language that each stands in and what to know of it."""

from typing import NamedTuple

from django.utils.translation import get_language

from forum.core.content import Record
from forum.core.names import is_han
from forum.core.translated import Translated, html_lang, in_other_languages, translated
from forum.delivery.excerpts import beginning
from forum.delivery.latin_names import find_latin_form
from forum.delivery.text_markup import first_text
from forum.localization.text_marks import (
    fallback_sentence,
    list_reservations,
    only_in,
    record_sentence,
)
from sessions_app.models.key_points import render_points


class Text(NamedTuple):
    """A text of a page.

    lang: its BCP 47 tag where it is not the page's language, else "".
    is_name: whether it breaks as names do, at a middle dot or a space and nowhere else.
    latin: the name in pinyin, where the page's letters are Latin and nobody gave another form.
    mark: what a text that stands for itself says before it where lang is not "", else "".
    """

    value: str
    lang: str = ""
    is_name: bool = False
    latin: str = ""
    mark: str = ""


class Prose(NamedTuple):
    """Rich text. html: sanitized when it was stored; marks: class -> words that stand before it."""

    html: str
    lang: str
    marks: list[tuple[str, str]]


class PageTexts:
    """Resolves the texts of one page, and notes the languages that those it shows fall back to."""

    def __init__(self) -> None:
        self.fallbacks: set[str] = set()
        # The records of which something was shown in the page's language.
        self._read_owners: set[tuple[type[Record], int | None]] = set()

    def show(self, record: Record, fields: str) -> Text | None:
        """Return the first of some fields (parted by spaces) that has text, None without any."""
        translation = first_text(record, fields)
        text = self._noted(record, translation, is_name=fields == "name")
        latin = find_latin_form(record, translation) if text and text.is_name else ""
        return text._replace(latin=latin) if text and latin else text

    def show_marked(self, record: Record, fields: str) -> Text | None:
        """Return a text that stands for itself: in another language it bears its mark."""
        translation = first_text(record, fields)
        text = self._noted(record, translation)
        return text._replace(mark=only_in(translation)) if text and text.lang else text

    def show_excerpt(self, record: Record, field: str) -> Text | None:
        """Return the beginning of a rich text, cut between sentences where it may be."""
        translation = translated(record, field)
        text = self._noted(record, translation)
        return text and text._replace(value=beginning(translation.value, translation.language))

    def show_prose(self, record: Record, field: str) -> Prose | None:
        """Return rich text with what a reader must know before reading it."""
        translation = translated(record, field)
        text = self._noted(record, translation)
        return text and Prose(text.value, text.lang, list_marks(record, translation))

    def show_points(self, record: Record) -> Prose | None:
        """Return the key points of a record as a list."""
        points = self.show_prose(record, "key_points")
        return points and points._replace(html=render_points(points.html))

    def list_marks(self, record: Record, fields: str) -> list[tuple[str, str]]:
        return list_marks(record, first_text(record, fields))

    def say_honestly(self, subject: Record | None = None) -> str:
        """Return the sentence at the head of a page whose texts fall back to a language.

        subject: the record that the page is of, which may stand in no other language at all.
        """
        if not self.fallbacks:
            return ""
        is_read = subject is None or _key_of_owner(subject) in self._read_owners
        if not is_read and len(self.fallbacks) == 1:
            return record_sentence(self.fallbacks)
        return fallback_sentence(self.fallbacks)

    def _noted(self, record: Record, text: Translated, *, is_name: bool = False) -> Text | None:
        if not text.value:
            return None
        if not text.is_fallback:
            self._read_owners.add(_key_of_owner(record))
            return Text(text.value, "", is_name)
        self.fallbacks.add(text.language)
        return Text(text.value, text.lang, is_name)


def _key_of_owner(record: Record) -> tuple[type[Record], int | None]:
    owner: Record = getattr(record, "owner", record)
    return type(owner), owner.pk


def plain_text(record: Record, fields: str) -> Text:
    """Return a text for attributes and titles, of which the page's head says nothing."""
    text = first_text(record, fields)
    return Text(text.value, text.lang if text.is_fallback else "")


def list_in_other_languages(record: Record, field: str) -> list[Text]:
    """Return a text as the other languages have it: a cover prints them all."""
    return [Text(text.value, text.lang) for text in in_other_languages(record, field)]


def spell_name(name: str) -> Text:
    """Return a name that has no column of its own; its script tells how it is to be read."""
    language = "zh-hans" if is_han(name) else "en"
    is_of_page = (get_language() or "").partition("-")[0] == language.partition("-")[0]
    return Text(name, "" if is_of_page else html_lang(language))


def list_marks(record: Record, text: Translated) -> list[tuple[str, str]]:
    """Return what a reader must know of a text, as class and words."""
    if not text:
        return []
    fallback = [("fallback", only_in(text))] if text.is_fallback else []
    return fallback + [("unofficial", words) for words in list_reservations(record, text.language)]
