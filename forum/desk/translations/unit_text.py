"""A text to translate as its pages show it: in words, with what changed marked."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.text import Truncator, capfirst

from forum.core.content import Content
from forum.core.richtext import to_text
from forum.core.text_differences import TextPiece, differences
from forum.core.translated import html_lang
from forum.core.translations.units import Unit
from forum.desk.translations.progress_bars import state_names
from forum.desk.translations.record_units import Text
from forum.history.version_token import token_of
from people.models import User

_LINK = re.compile(r'<a\b[^>]*\bhref="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_COMMON = 0.3


@dataclass(frozen=True, slots=True)
class Line:
    """A text in the list of its record's."""

    text: Text
    label: str
    state_name: str
    source: str
    target: str
    source_lang: str
    lang: str
    url: str
    who: str
    when: datetime | None
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
class Group:
    """The texts of one row. name: "" for the record itself."""

    name: str
    kind: str
    lines: list[Line]


def unit_token(unit: Unit) -> str:
    """Return a unit's key with the version token of both texts: a review is of what was shown."""
    return f"{unit.key}:{token_of([unit.source, unit.text])}"


def row_name(record: Any) -> str:
    """Return what a part is called, "" for a whole record."""
    return "" if isinstance(record, Content) else Truncator(str(record)).chars(80)


def row_kind(record: Any) -> str:
    """Return what kind of thing a row is."""
    return str(capfirst(record._meta.verbose_name))


def field_name(record: Any, field: str) -> str:
    """Return what a field is called."""
    return str(capfirst(record._meta.get_field(field).verbose_name))


def plain(text: str, rich: bool) -> str:
    """Return a text without its markup."""
    return to_text(text) if rich else text


def marked(old: str, new: str, rich: bool) -> list[TextPiece]:
    """Return the difference of two texts; of rich ones of their words, else of their links."""
    before, after = plain(old, rich), plain(new, rich)
    if rich and before == after:
        before, after = (to_text(_LINK.sub(r"\2 (\1)", one)) for one in (old, new))
    found = differences(before, after)
    same = sum(len(piece.text) for piece in found if piece.kind == "same")
    # Of two texts that have little in common, the letters that they share are chance.
    if before and after and same < _COMMON * min(len(before), len(after)):
        return [TextPiece("old", before), TextPiece("new", after)]
    return _joined(found)


def _joined(found: list[TextPiece]) -> list[TextPiece]:
    """Return the pieces with words that changed one after the other in one piece each side."""
    joined: list[TextPiece] = []
    run = {"old": "", "new": ""}
    for place, piece in enumerate(found):
        if piece.kind != "same":
            run[piece.kind] += piece.text
        elif any(run.values()) and piece.text.isspace() and place + 1 < len(found):
            # A space between two changed words.
            run = {kind: text + piece.text for kind, text in run.items()}
        else:
            joined += [*_both(run), piece]
            run = {"old": "", "new": ""}
    return [*joined, *_both(run)]


def _both(run: dict[str, str]) -> list[TextPiece]:
    pieces = [TextPiece("old", run["old"]), TextPiece("new", run["new"])]
    told = [piece for piece in pieces if piece.text.strip()]
    return told or [piece for piece in pieces if piece.text]


def moment(text: str) -> datetime | None:
    """Return when a translation was written, None if it is not known."""
    return parse_datetime(text) if text else None


def names_of(keys: Iterable[int | None]) -> dict[int, str]:
    """Return what some users are called, by key."""
    users = User.objects.filter(pk__in={key for key in keys if key})
    return {one.pk: one.get_full_name() or one.username for one in users}


def groups(texts: list[Text], addresses: Any, refusals: Any) -> list[Group]:
    """Return the texts of a record row by row.

    addresses: text -> where it is worked on; refusals: text -> why it is not marked reviewed.
    """
    names, states = names_of(one.unit.by for one in texts), state_names()
    found: list[Group] = []
    last: Any = None
    for text in texts:
        if text.record is not last:
            last = text.record
            found.append(Group(row_name(last), row_kind(last), []))
        unit = text.unit
        found[-1].lines.append(
            Line(
                text=text,
                label=field_name(text.record, unit.field),
                state_name=states[unit.state],
                source=_cut(plain(unit.source, unit.rich)),
                target=_cut(plain(unit.text, unit.rich)),
                source_lang=html_lang(unit.source_language),
                lang=html_lang(unit.language),
                url=addresses(text),
                who=names.get(unit.by or 0, ""),
                when=moment(unit.at),
                why_not_review=refusals(text),
            )
        )
    return found


def _cut(text: str) -> str:
    return Truncator(text).chars(240)
