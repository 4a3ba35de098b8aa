"""A text to translate as its pages show it: in words, with what changed marked."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.text import Truncator, capfirst

from forum.core.content import Content, Record
from forum.core.richtext import to_text
from forum.core.text_differences import TextPiece, differences
from forum.core.translated import html_lang
from forum.core.translations.units import Unit
from forum.desk.base_admin import column_of
from forum.desk.translations.progress_figures import state_names
from forum.desk.translations.record_units import RecordText
from forum.history.version_token import token_of
from people.models import User

_LINK = re.compile(r'<a\b[^>]*\bhref="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_COMMON = 0.3


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A text in the list of its record's."""

    text: RecordText
    label: str
    state_name: str
    source: str
    target: str
    source_lang: str
    lang: str
    url: str
    author: str
    written_at: datetime | None
    why_not_review: str = ""

    @property
    def unit(self) -> Unit:
        """The unit that is shown."""
        return self.text.unit

    @property
    def version_token(self) -> str:
        """The value of its tick: which unit, in which words."""
        return unit_token(self.text.unit)


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """The texts of one row. name: "" for the record itself."""

    name: str
    kind: str
    lines: list[UnitLine]


def unit_token(unit: Unit) -> str:
    """Return a unit's key with the version token of both texts: a review is of what was shown."""
    return f"{unit.key}:{token_of([unit.source, unit.text])}"


def unit_url(unit: Unit) -> str:
    """Return where a unit is translated."""
    return reverse("translation-unit", args=[unit.model, unit.pk, unit.field, unit.language])


def row_name(record: Record) -> str:
    """Return what a part is called, "" for a whole record."""
    return "" if isinstance(record, Content) else Truncator(str(record)).chars(80)


def row_kind(record: Record) -> str:
    """Return what kind of record a row is."""
    return str(capfirst(record._meta.verbose_name))


def field_name(record: Record, field: str) -> str:
    """Return what a field is called."""
    return str(capfirst(column_of(record, field).verbose_name))


def plain(text: str, rich: bool) -> str:
    """Return a text without its markup."""
    return to_text(text) if rich else text


def marked(old: str, new: str, rich: bool) -> list[TextPiece]:
    """Return the difference of two texts; of rich ones of their words, else of their links."""
    old_text, new_text = plain(old, rich), plain(new, rich)
    if rich and old_text == new_text:
        old_text, new_text = (to_text(_LINK.sub(r"\2 (\1)", text)) for text in (old, new))
    pieces = differences(old_text, new_text)
    same = sum(len(piece.text) for piece in pieces if piece.kind == "same")
    # Of two texts that have little in common, the letters that they share are chance.
    if old_text and new_text and same < _COMMON * min(len(old_text), len(new_text)):
        return [TextPiece("old", old_text), TextPiece("new", new_text)]
    return _join_pieces(pieces)


def _join_pieces(pieces: list[TextPiece]) -> list[TextPiece]:
    """Return the pieces with words that changed one after the other in one piece each side."""
    joined: list[TextPiece] = []
    run = {"old": "", "new": ""}
    for place, piece in enumerate(pieces):
        if piece.kind != "same":
            run[piece.kind] += piece.text
        elif any(run.values()) and piece.text.isspace() and place + 1 < len(pieces):
            # A space between two changed words.
            run = {kind: text + piece.text for kind, text in run.items()}
        else:
            joined += [*_both(run), piece]
            run = {"old": "", "new": ""}
    return [*joined, *_both(run)]


def _both(run: dict[str, str]) -> list[TextPiece]:
    pieces = [TextPiece("old", run["old"]), TextPiece("new", run["new"])]
    with_words = [piece for piece in pieces if piece.text.strip()]
    return with_words or [piece for piece in pieces if piece.text]


def parse_moment(text: str) -> datetime | None:
    """Return when a translation was written, None if it is not known."""
    return parse_datetime(text) if text else None


def names_of(keys: Iterable[int | None]) -> dict[int, str]:
    """Return what some users are called, by key."""
    users = User.objects.filter(pk__in={key for key in keys if key})
    return {user.pk: str(user) for user in users}


def group_by_row(
    texts: list[RecordText],
    address_of: Callable[[RecordText], str],
    why_not_review: Callable[[RecordText], str],
) -> list[UnitGroup]:
    """Return the texts of a record row by row.

    address_of: where a text is worked on; why_not_review: why it is not marked reviewed.
    """
    names, states = names_of(text.unit.by for text in texts), state_names()
    groups: list[UnitGroup] = []
    row: Record | None = None
    for text in texts:
        if text.record is not row:
            row = text.record
            groups.append(UnitGroup(row_name(row), row_kind(row), []))
        unit = text.unit
        groups[-1].lines.append(
            UnitLine(
                text=text,
                label=field_name(text.record, unit.field),
                state_name=states[unit.state],
                source=_cut(plain(unit.source, unit.rich)),
                target=_cut(plain(unit.text, unit.rich)),
                source_lang=html_lang(unit.source_language),
                lang=html_lang(unit.language),
                url=address_of(text),
                author=names.get(unit.by or 0, ""),
                written_at=parse_moment(unit.at),
                why_not_review=why_not_review(text),
            )
        )
    return groups


def _cut(text: str) -> str:
    return Truncator(text).chars(240)
