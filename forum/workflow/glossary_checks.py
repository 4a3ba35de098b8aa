"""What the glossary says of a record's texts: spellings that are not to be used, and terms that are
translated otherwise.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final
from weakref import WeakKeyDictionary

from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from forum.core.columns import in_every_language, model_field
from forum.core.content import Content, Part, Record
from forum.core.field_labels import column_label
from forum.core.richtext import to_text
from forum.core.translations.states import is_authored, is_rich, source_of, text_of, worded_fields
from forum.localization.glossary.matching import NAMES, Glossary, find_forbidden, find_missing_terms
from forum.models import KnowledgeProduct
from forum.workflow.check_data import CheckData
from sessions_app.models import Appearance, Event

# More of them are counted.
MOST: Final = 20
_MOST_REMEMBERED: Final = 20_000

# Wrong spellings with the right ones, and terms of the source with what was expected.
type GlossaryFindings = tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]

# A form shows its findings whenever it is opened, and texts are long: what was found in a pair of
# texts is kept for as long as the glossary stays.
_findings_by_glossary: WeakKeyDictionary[Glossary, dict[bytes, GlossaryFindings]] = (
    WeakKeyDictionary()
)


@dataclass(frozen=True, slots=True)
class WordingFinding:
    """A finding. row, field, language: where it stands first; places: in how many it stands.

    printed: as it stands there; right: what to write, "" if nothing is said; is_forbidden: whether
    it is a spelling, else a term of the source that the translation does not hold.
    """

    row: Record
    field: str
    language: str
    printed: str
    right: str
    is_forbidden: bool
    places: int

    @property
    def message(self) -> str:
        """The finding in words, with the first of its places."""
        sentence = self._sentence() % {
            "place": _place(self.row, self.field, self.language),
            "shown": self.printed,
            "right": self.right,
        }
        if self.places == 1:
            return sentence
        more = ngettext(
            "So it is in %(count)d more place.",
            "So it is in %(count)d more places.",
            self.places - 1,
        )
        return f"{sentence} {more % {'count': self.places - 1}}"

    def _sentence(self) -> str:
        if not self.is_forbidden:
            return gettext("%(place)s: “%(shown)s” is translated otherwise than “%(right)s”.")
        if self.right:
            return gettext("%(place)s: “%(shown)s” is not to be used; write “%(right)s”.")
        return gettext("%(place)s: “%(shown)s” is not to be used.")


def check_wording(
    record: Content, material: CheckData, languages: Sequence[str]
) -> list[WordingFinding]:
    """Return what the glossary says of the texts of a record and its parts; no query is made.

    Where the languages are originals each they may say names in other words: the Vice Minister of
    Commerce is 商务部副部长.
    """
    places: dict[tuple[str, bool, str, str], list[tuple[Record, str]]] = defaultdict(list)
    for row, field, code in _texts(record, material, languages):
        forbidden, otherwise = _find_remembered(row, field, code, material.glossary)
        for is_forbidden, terms in ((True, forbidden), (False, otherwise)):
            for printed, right in terms:
                places[code, is_forbidden, printed, right].append((row, field))
    return [
        WordingFinding(*fields[0], code, printed, right, is_forbidden, len(fields))
        for (code, is_forbidden, printed, right), fields in places.items()
    ]


def _texts(
    record: Content, material: CheckData, languages: Sequence[str]
) -> Iterator[tuple[Record, str, str]]:
    """Yield row, field and language of each text; none where there is no glossary."""
    for row in _rows(record, material) if material.glossary else ():
        model: type[Record] = type(row)
        for field in worded_fields(model):
            yield from ((row, field, code) for code in languages if text_of(row, field, code))


def _rows(record: Content, material: CheckData) -> Iterable[Record]:
    if isinstance(record, Event):
        for event_part in (*material.sessions, *material.photos, *material.worded_parts):
            event_part.event = record
        for appearance in material.appearances:
            appearance.session.event = record
    elif isinstance(record, KnowledgeProduct):
        for part in material.parts:
            part.product = record
    return (
        record, *material.sessions, *material.appearances, *material.photos,
        *material.worded_parts, *material.parts,
    )  # fmt: skip


def _find_remembered(row: Record, field: str, code: str, terms: Glossary) -> GlossaryFindings:
    model: type[Record] = type(row)
    source = source_of(row, field, row.original_language)
    texts = (text_of(row, field, source), text_of(row, field, code))
    authored = is_authored(model, field)
    key = blake2b(repr((source, code, authored, texts)).encode(), digest_size=16).digest()
    remembered = _findings_by_glossary.setdefault(terms, {})
    if key not in remembered:
        if len(remembered) > _MOST_REMEMBERED:
            remembered.clear()
        if is_rich(model, field):
            texts = (to_text(texts[0]), to_text(texts[1]))
        remembered[key] = _find(texts, (source, code), terms, authored=authored)
    return remembered[key]


def _find(
    texts: tuple[str, str], languages: tuple[str, str], terms: Glossary, *, authored: bool
) -> GlossaryFindings:
    forbidden = {
        finding.text: finding.right for finding in find_forbidden(texts[1], languages[1], terms)
    }
    if languages[0] == languages[1]:
        return tuple(forbidden.items()), ()
    otherwise = find_missing_terms(*texts, languages, terms)
    expected = (
        (finding.text, " / ".join(finding.expected))
        for finding in otherwise
        if not (authored and finding.entry.kind in NAMES)
    )
    return tuple(forbidden.items()), tuple(expected)


def _place(row: Record, field: str, code: str) -> str:
    """Return where a text stands: whose it is, then the field in its language."""
    label = str(column_label(capfirst(model_field(type(row), field).verbose_name), code))
    if not isinstance(row, Part):
        return f"“{label}”"
    if isinstance(row, Appearance):
        return f"{in_every_language(row.person, 'name')}, “{label}”"
    return f"{capfirst(row._meta.verbose_name)} {row}, “{label}”"
