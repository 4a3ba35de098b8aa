"""The fields of two records in which they differ, to choose from."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from forum.core.content import column, language_codes
from forum.core.translated import html_lang
from forum.core.value_text import value_as_text
from forum.core.visibility import READINESS
from forum.workflow.merging.row_union import OWN, STRICTEST, columns_of
from people.models import Named

# The record that stays keeps its address and its way to the public; other spellings are united.
UNASKED = {
    *OWN, *STRICTEST, "slug", "published_at", *READINESS, "source_language",
    "when_not_ready", "unofficial_languages", "aliases", "match_keys",
}  # fmt: skip
# What goes with a picture, and the sort key with its name.
COMPANIONS = {
    "portrait": ("portrait_ppoi", "portrait_width", "portrait_height", "portrait_alt"),
    "logo": ("logo_ppoi", "logo_width", "logo_height"),
    "name": ("sort_key",),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in two versions.

    columns: what is taken over together; kept, other: as text to read; picture addresses or "".
    taken: whether the other's is proposed, because there is none.
    """

    name: str
    label: str
    lang: str
    columns: tuple[str, ...]
    kept: str
    other: str
    kept_picture: str
    other_picture: str
    taken: bool


def differences(kept: Named, other: Named) -> list[Difference]:
    """Return the fields in which two records differ, in the model's order."""
    return list(_differences(kept, other))


def _differences(kept: Named, other: Named) -> Iterator[Difference]:
    follow = _following(type(kept))
    followers = {name for names in follow.values() for name in names}
    for one in columns_of(type(kept)):
        if one.name in UNASKED or one.name in followers:
            continue
        mine, theirs = _as_text(kept, one), _as_text(other, one)
        if not theirs or mine == theirs:
            continue
        yield Difference(
            name=one.name,
            label=str(one.verbose_name),
            lang=html_lang(getattr(one, "language", None) or ""),
            columns=(one.attname, *follow.get(one.name, ())),
            kept=mine,
            other=theirs,
            kept_picture=_picture(kept, one),
            other_picture=_picture(other, one),
            taken=not mine,
        )


def _following(model: type[Named]) -> dict[str, tuple[str, ...]]:
    """Return column -> the columns that go with it."""
    names = {one.name for one in columns_of(model)}
    found: dict[str, tuple[str, ...]] = {}
    for lead, companions in COMPANIONS.items():
        if lead in names:
            every = (*companions, *(column(one, c) for one in companions for c in language_codes()))
            found[lead] = tuple(one for one in every if one in names)
        for code in language_codes():
            if column(lead, code) in names:
                found[column(lead, code)] = tuple(column(one, code) for one in companions)
    return found


def _as_text(record: Any, one: Any) -> str:
    return value_as_text(one, getattr(record, one.name))


def _picture(record: Any, one: Any) -> str:
    value = getattr(record, one.name)
    return str(value.url) if one.name in ("portrait", "logo") and value else ""
