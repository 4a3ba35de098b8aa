"""What the glossary says of a record's texts: spellings that are not to be used, and terms that are
translated otherwise.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final
from weakref import WeakKeyDictionary

from django.utils.text import capfirst
from django.utils.translation import gettext

from forum.base.content import Content, Part, column
from forum.base.desk.rows import in_every_language
from forum.base.labels import column_label
from forum.base.richtext import to_text
from forum.base.translations.states import is_rich, source_of, text_of, worded_fields
from forum.glossary.matching import Glossary, forbidden_in, translated_otherwise
from forum.publishing.material import Material
from sessions_app.models import Appearance

# More of them are counted.
MOST: Final = 20
_REMEMBERED: Final = 20_000

# Wrong spellings with the right ones, and terms of the source with what was expected.
type _Found = tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]

# A form shows its findings whenever it is opened, and texts are long: what was found in a pair of
# texts is kept for as long as the glossary stays.
_found: WeakKeyDictionary[Glossary, dict[bytes, _Found]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Wording:
    """A finding. row, column: where it is mended; said: in one sentence, with the place."""

    row: Any
    column: str
    language: str
    said: str


def wording(record: Content, known: Material, languages: Sequence[str]) -> Iterator[Wording]:
    """Yield what the glossary says of the texts of a record and its parts; no query is made."""
    if known.glossary:
        for row in _rows(record, known):
            model: Any = type(row)
            for field in worded_fields(model):
                for code in languages:
                    for sentence in _sentences(row, field, code, known.glossary):
                        yield Wording(row, column(field, code), code, sentence)


def _rows(record: Content, known: Material) -> Iterable[Any]:
    for session in known.sessions:
        session.event = record  # type: ignore[assignment]
    for appearance in known.appearances:
        appearance.session.event = record  # type: ignore[assignment]
    for photo in known.photos:
        photo.event = record  # type: ignore[assignment]
    return (record, *known.sessions, *known.appearances, *known.photos)


def _sentences(row: Any, field: str, code: str, terms: Glossary) -> Iterator[str]:
    if not text_of(row, field, code):
        return
    source = source_of(row, field, row.original_language)
    wrong, otherwise = _looked_up(row, field, (source, code), terms)
    if not (wrong or otherwise):
        return
    place = _place(row, field, code)
    for shown, right in wrong:
        if right:
            said = gettext("%(place)s: “%(shown)s” is not to be used; write “%(right)s”.")
        else:
            said = gettext("%(place)s: “%(shown)s” is not to be used.")
        yield said % {"place": place, "shown": shown, "right": right}
    for shown, expected in otherwise:
        said = gettext("%(place)s: “%(shown)s” is translated otherwise than “%(expected)s”.")
        yield said % {"place": place, "shown": shown, "expected": expected}


def _looked_up(row: Any, field: str, languages: tuple[str, str], terms: Glossary) -> _Found:
    texts = (text_of(row, field, languages[0]), text_of(row, field, languages[1]))
    key = blake2b(repr((languages, texts)).encode(), digest_size=16).digest()
    kept = _found.setdefault(terms, {})
    if key not in kept:
        if len(kept) > _REMEMBERED:
            kept.clear()
        model: Any = type(row)
        if is_rich(model, field):
            texts = (to_text(texts[0]), to_text(texts[1]))
        kept[key] = _look(texts, languages, terms)
    return kept[key]


def _look(texts: tuple[str, str], languages: tuple[str, str], terms: Glossary) -> _Found:
    wrong = {one.shown: one.right for one in forbidden_in(texts[1], languages[1], terms)}
    if languages[0] == languages[1]:
        return tuple(wrong.items()), ()
    otherwise = translated_otherwise(*texts, languages, terms)
    expected = ((one.shown, " / ".join(one.expected)) for one in otherwise)
    return tuple(wrong.items()), tuple(expected)


def _place(row: Any, field: str, code: str) -> str:
    """Return where a text stands: whose it is, then the field in its language."""
    label = str(column_label(capfirst(row._meta.get_field(field).verbose_name), code))
    if not isinstance(row, Part):
        return f"“{label}”"
    if isinstance(row, Appearance):
        return f"{in_every_language(row.person, 'name')}, “{label}”"
    return f"{capfirst(row._meta.verbose_name)} {row}, “{label}”"
