"""The index of persons: by pinyin for Chinese names, A to Z for others, one for each language."""

from itertools import groupby
from typing import Any

from forum.core.content import column
from forum.core.names import sort_key
from forum.exports.proceedings.printed_languages import PrintedLanguages, make_passage
from forum.exports.proceedings.rich_text import Json
from people.models import Person
from sessions_app.models import Appearance


def compose_indexes(turns: list[tuple[str, Appearance]], printed: PrintedLanguages) -> list[Json]:
    """Return an index a language of the book. turns: each with the anchor of its page."""
    anchors: dict[int, list[str]] = {}
    people: dict[int, Person] = {}
    for anchor, row in turns:
        anchors.setdefault(row.person_id, []).append(anchor)
        people.setdefault(row.person_id, row.person)
    indexes = [_compose_index(code, people, anchors, printed) for code in printed.languages]
    return [index for index in indexes if index["letters"]]


def _compose_index(
    language: str,
    people: dict[int, Person],
    anchors: dict[int, list[str]],
    printed: PrintedLanguages,
) -> Json:
    alone = printed.alone(language)
    entries = []
    for key, person in people.items():
        names = alone.find_texts(person, "name")
        if names:
            stored = getattr(person, column("sort_key", names[0].language))
            order = (stored or sort_key(names[0].value)).casefold()
            entries.append((order, {"name": make_passage(names[0]), "ids": anchors[key]}))
    entries.sort(key=lambda entry: (not _letter(entry).isalpha(), entry[0]))
    return {
        "lang": language,
        "letters": [
            {"letter": letter, "entries": [entry for _order, entry in group]}
            for letter, group in groupby(entries, _letter)
        ],
    }


def _letter(entry: tuple[str, Any]) -> str:
    first = entry[0][:1].upper()
    return first if first.isascii() and first.isalpha() else "#"
