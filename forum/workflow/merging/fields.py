"""The fields of two records in which they differ, to choose from."""

from collections.abc import Collection
from dataclasses import dataclass

from forum.core.columns import ModelField
from forum.core.content import Record, column, language_codes
from forum.core.translated import html_lang
from forum.core.value_text import value_as_text
from forum.core.visibility import READINESS
from forum.workflow.merging.row_union import OWN_COLUMNS, STRICTEST, columns_of
from people.models import Named

# The record that stays keeps its address and its way to the public; other spellings are united.
UNASKED = {
    *OWN_COLUMNS, *STRICTEST, "slug", "published_at", *READINESS, "source_language",
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

    columns: what is taken over together; the texts as people read them; picture addresses or "".
    is_proposed: whether the duplicate's is, because there is no other.
    """

    name: str
    label: str
    lang: str
    columns: tuple[str, ...]
    survivor_text: str
    duplicate_text: str
    survivor_picture: str
    duplicate_picture: str
    is_proposed: bool


def compare_fields(survivor: Named, duplicate: Named) -> list[Difference]:
    """Return the fields in which two records differ, in the model's order."""
    companions = _companion_columns(type(survivor))
    unasked = UNASKED.union(*companions.values())
    return [
        difference
        for field in columns_of(type(survivor))
        if field.name not in unasked
        and (difference := _compare(survivor, duplicate, field, companions.get(field.name, ())))
    ]


def list_taken_over_columns(model: type[Named], names: Collection[str]) -> list[str]:
    """Return the columns that are taken over with some fields."""
    companions = _companion_columns(model)
    fields = [field for field in columns_of(model) if field.name in names]
    return [name for field in fields for name in (field.attname, *companions.get(field.name, ()))]


def _compare(
    survivor: Named, duplicate: Named, field: ModelField, companions: tuple[str, ...]
) -> Difference | None:
    """Return how a field differs; None where the duplicate has nothing else to say."""
    texts = [value_as_text(field, getattr(record, field.name)) for record in (survivor, duplicate)]
    if not texts[1] or texts[0] == texts[1]:
        return None
    return Difference(
        name=field.name,
        label=str(field.verbose_name),
        lang=html_lang(getattr(field, "language", None) or ""),
        columns=(field.attname, *companions),
        survivor_text=texts[0],
        duplicate_text=texts[1],
        survivor_picture=_picture_url(survivor, field),
        duplicate_picture=_picture_url(duplicate, field),
        is_proposed=not texts[0],
    )


def _companion_columns(model: type[Named]) -> dict[str, tuple[str, ...]]:
    """Return column -> the columns that go with it."""
    stored = {field.name for field in columns_of(model)}
    columns: dict[str, tuple[str, ...]] = {}
    for lead, companions in COMPANIONS.items():
        if lead in stored:
            translated = [column(name, code) for name in companions for code in language_codes()]
            columns[lead] = tuple(name for name in (*companions, *translated) if name in stored)
        for code in language_codes():
            if column(lead, code) in stored:
                columns[column(lead, code)] = tuple(column(name, code) for name in companions)
    return columns


def _picture_url(record: Record, field: ModelField) -> str:
    value = getattr(record, field.name)
    return str(value.url) if field.name in ("portrait", "logo") and value else ""
