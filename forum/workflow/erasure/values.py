"""What stands in the columns of an erased person and of its appearances."""

from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from forum.core.content import Record, column, language_codes
from people.models import Person, PhotoConsent
from sessions_app.models import Appearance

WITHHELD: Final = _("Name withheld")
REMARKS: Final = ("remarks", "speech_title")


def person_values(person: Person) -> dict[str, object]:
    """Return the columns of a person that told who it was, and what stands there after."""
    values = make_empty_values(
        Person,
        (
            "honorific",
            "biography",
            "biography_as_of",
            "portrait",
            "portrait_alt",
            "country",
            "gender",
        ),
    )
    for code in language_codes():
        with override(code):
            values[column("name", code)] = str(WITHHELD)
        values[column("sort_key", code)] = f"~{person.pk}"
    return values | {
        "slug": f"withheld-{person.pk}",
        "aliases": [],
        "organization": None,
        "photo_consent": PhotoConsent.REFUSED,
        "status": Person.Status.DRAFT,
        "ready_languages": language_codes(),
        "translations": {},
    }


def appearance_values(*, with_remarks: bool) -> dict[str, object]:
    """Return the columns of an appearance that tell who it was, and what stands there after."""
    told = (
        "title", "honorific", "attendance_note", "attribution", "caption", "language_spoken",
        "clearance", "clearance_on", "clearance_channel", "clearance_scan", "clearance_by",
        "clearance_note", *(REMARKS if with_remarks else ()),
    )  # fmt: skip
    return make_empty_values(Appearance, told) | {
        "organization": None,
        "photo": None,
        "photo_consent": PhotoConsent.REFUSED,
        "translations": {},
    }


def list_placeholders() -> list[str]:
    texts = []
    for code in language_codes():
        with override(code):
            texts.append(str(WITHHELD))
    return texts


def make_empty_values(model: type[Record], names: Iterable[str]) -> dict[str, object]:
    """Return the columns of fields, each language's too, with what stands there for nothing."""
    columns = {column(name, code) for name in names for code in language_codes()} | set(names)
    return {
        row_field.attname: row_field.get_default() if row_field.has_default()
        else None if row_field.null else ""
        for row_field in model._meta.concrete_fields
        if row_field.name in columns and not is_shadow_column(model, row_field.name)
    }  # fmt: skip


def is_shadow_column(model: type[Record], name: str) -> bool:
    """Tell whether a column is that of a translated field itself, which stands for no language."""
    names = {row_field.name for row_field in model._meta.concrete_fields}
    return column(name, language_codes()[0]) in names


def key_by_field(model: type[Record], values: dict[str, object]) -> dict[str, object]:
    """Return values of columns by the names that the history keeps them under."""
    names = {row_field.attname: row_field.name for row_field in model._meta.concrete_fields}
    return {names.get(key, key): value for key, value in values.items()}
