"""Texts that somebody has translated, and the pages on which that is done."""

from typing import Any

from django.test import Client

from forum.core.acting_user import acting
from forum.core.translations.units import units_of
from people.models import Person, User
from tests.support import factories as make

SOURCE = "<p>林岚研究港口。</p>"
CHANGED = "<p>林岚研究绿色港口。</p>"


def written(by: User | None = None, **values: Any) -> Person:
    """Return a person whose biography somebody has translated."""
    with acting(by.pk if by else None):
        texts = {"biography_zh_hans": SOURCE, "biography_en": "<p>Lin Lan studies ports.</p>"}
        return make.make_person(**{**texts, **values})


def url(record: Any, field: str = "biography", language: str = "en") -> str:
    return f"/admin/translations/{record._meta.model_name}/{record.pk}/{field}/{language}/"


def send(client: Client, record: Any, field: str = "biography", **sent: Any) -> Any:
    """Send the page of a text as it was shown, with what is typed into it."""
    unit = client.get(url(record, field)).context["unit"]
    form_values = {
        "seen_source": unit.source,
        "seen_text": unit.text,
        "text": unit.text,
        "act": "draft",
    }
    return client.post(url(record, field), {**form_values, **sent})


def state(record: Any, field: str = "biography") -> str:
    record.refresh_from_db()
    return next(unit.state for unit in units_of(record, "en") if unit.field == field)


def change_source(person: Person, text: str = CHANGED) -> None:
    person.biography_zh_hans = text
    person.save()
