"""What the glossary says of a record's texts: spellings that are not to be used, and terms that are
translated otherwise.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain
from typing import Any, Final
from weakref import WeakKeyDictionary

from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from forum.core.columns import in_every_language
from forum.core.content import Content, Part
from forum.core.field_labels import column_label
from forum.core.richtext import to_text
from forum.core.translations.states import is_authored, is_rich, source_of, text_of, worded_fields
from forum.localization.glossary.matching import NAMES, Glossary, forbidden_in, translated_otherwise
from forum.workflow.check_data import Material
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
    """A finding. row, field, language: where it stands first; places: in how many it stands.

    shown: as it stands there; right: what to write, "" if nothing is said; is_forbidden: whether it
    is a spelling, else a term of the source that the translation does not hold.
    """

    row: Any
    field: str
    language: str
    shown: str
    right: str
    is_forbidden: bool
    places: int

    @property
    def said(self) -> str:
        """The finding in words, with the first of its places."""
        said = self._sentence() % {
            "place": _place(self.row, self.field, self.language),
            "shown": self.shown,
            "right": self.right,
        }
        if self.places == 1:
            return said
        more = ngettext(
            "So it is in %(count)d more place.",
            "So it is in %(count)d more places.",
            self.places - 1,
        )
        return f"{said} {more % {'count': self.places - 1}}"

    def _sentence(self) -> str:
        if not self.is_forbidden:
            return gettext("%(place)s: “%(shown)s” is translated otherwise than “%(right)s”.")
        if self.right:
            return gettext("%(place)s: “%(shown)s” is not to be used; write “%(right)s”.")
        return gettext("%(place)s: “%(shown)s” is not to be used.")


def wording(record: Content, known: Material, languages: Sequence[str]) -> list[Wording]:
    """Return what the glossary says of the texts of a record and its parts; no query is made.

    Where the languages are originals each they may say names in other words: the Vice Minister of
    Commerce is 商务部副部长.
    """
    places: dict[tuple[str, bool, str, str], list[tuple[Any, str]]] = defaultdict(list)
    for row, field, code in _texts(record, known, languages):
        wrong, otherwise = _looked_up(row, field, code, known.glossary)
        for is_forbidden, some in ((True, wrong), (False, otherwise)):
            for shown, right in some:
                places[code, is_forbidden, shown, right].append((row, field))
    return [
        Wording(*there[0], code, shown, right, is_forbidden, len(there))
        for (code, is_forbidden, shown, right), there in places.items()
    ]


def _texts(
    record: Content, known: Material, languages: Sequence[str]
) -> Iterator[tuple[Any, str, str]]:
    """Yield row, field and language of each text; none where there is no glossary."""
    for row in _rows(record, known) if known.glossary else ():
        model: Any = type(row)
        for field in worded_fields(model):
            yield from ((row, field, code) for code in languages if text_of(row, field, code))


def _rows(record: Content, known: Material) -> Iterable[Any]:
    for session in known.sessions:
        session.event = record  # type: ignore[assignment]
    for appearance in known.appearances:
        appearance.session.event = record  # type: ignore[assignment]
    for one in (*known.photos, *known.others):
        one.event = record
    for part in known.parts:
        part.product = record  # type: ignore[assignment]
    below = (known.sessions, known.appearances, known.photos, known.others, known.parts)
    return (record, *chain.from_iterable(below))


def _looked_up(row: Any, field: str, code: str, terms: Glossary) -> _Found:
    model: Any = type(row)
    source = source_of(row, field, row.original_language)
    texts = (text_of(row, field, source), text_of(row, field, code))
    authored = is_authored(model, field)
    key = blake2b(repr((source, code, authored, texts)).encode(), digest_size=16).digest()
    kept = _found.setdefault(terms, {})
    if key not in kept:
        if len(kept) > _REMEMBERED:
            kept.clear()
        if is_rich(model, field):
            texts = (to_text(texts[0]), to_text(texts[1]))
        kept[key] = _look(texts, (source, code), terms, authored=authored)
    return kept[key]


def _look(
    texts: tuple[str, str], languages: tuple[str, str], terms: Glossary, *, authored: bool
) -> _Found:
    wrong = {one.shown: one.right for one in forbidden_in(texts[1], languages[1], terms)}
    if languages[0] == languages[1]:
        return tuple(wrong.items()), ()
    otherwise = translated_otherwise(*texts, languages, terms)
    expected = (
        (one.shown, " / ".join(one.expected))
        for one in otherwise
        if not (authored and one.entry.kind in NAMES)
    )
    return tuple(wrong.items()), tuple(expected)


def _place(row: Any, field: str, code: str) -> str:
    """Return where a text stands: whose it is, then the field in its language."""
    label = str(column_label(capfirst(row._meta.get_field(field).verbose_name), code))
    if not isinstance(row, Part):
        return f"“{label}”"
    if isinstance(row, Appearance):
        return f"{in_every_language(row.person, 'name')}, “{label}”"
    return f"{capfirst(row._meta.verbose_name)} {row}, “{label}”"
