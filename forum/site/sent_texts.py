"""The texts of a form that was sent, for a page that shows them again where nothing was saved."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Final, NamedTuple

from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.core.exceptions import SuspiciousOperation
from django.db.models import Model
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.urls import Resolver404, resolve
from django.utils.text import capfirst
from django.utils.translation import gettext

from forum.core.content import Record
from forum.core.field_labels import column_label
from forum.core.richtext import to_text
from forum.core.sent_keys import key_in
from forum.history.corrections.correction_question import TEXT

# What holds a form together, and what nobody should read over a shoulder.
_NOT_TYPED: Final = re.compile(
    r"^_|^shown-|csrfmiddlewaretoken|password|(?:^|-)version_tokens?(?:-|$)|_FORMS$|(?:^|-)id$"
    r"|^next$|^row_order$"
)
# A number, a key or a choice is soon made again; a name in Latin letters has a capital.
_WORDS: Final = re.compile(r"\s|[^\x00-\x7f]|^.{24}|[A-Z][a-z]", re.DOTALL)
_KEY_OF_RECORD: Final = re.compile(r"_\d+$")


class SentText(NamedTuple):
    """A text that was sent. label: of its field, or the field's name."""

    label: str
    text: str


def sent_texts(request: HttpRequest) -> Iterator[SentText]:
    """Yield the texts of a form that was sent, in its order; nothing of the sign-in."""
    model_admin = _admin_of(request)
    for name, values in request.POST.lists():
        texts = [_readable(str(value)) for value in values]
        if not _NOT_TYPED.search(name):
            label = _label(model_admin, name)
            yield from (SentText(label, text) for text in texts if _WORDS.search(text))


def texts_at_hand(request: HttpRequest) -> list[SentText]:
    """Return the texts of a form where nothing else may answer, [] where it cannot be read."""
    try:
        return list(sent_texts(request)) if request.method == "POST" else []
    except (SuspiciousOperation, MultiPartParserError, OSError):
        return []


def _admin_of(request: HttpRequest) -> ModelAdmin[Model] | None:
    """Return what shows the form of an address, which may not have been looked up yet."""
    with suppress(Resolver404):
        match = request.resolver_match or resolve(request.path_info)
        return getattr(match.func, "model_admin", None)
    return None


def _readable(value: str) -> str:
    text = to_text(value) if value.lstrip().startswith("<") else value
    return text.replace("\r\n", "\n").strip()


def _label(model_admin: ModelAdmin[Model] | None, name: str) -> str:
    """Return the label of a field, or what stands for it in the name that its form sends."""
    note, _separator, code = name.rpartition("_")
    if note == TEXT:
        return str(column_label(gettext("The note of a correction"), code))
    *row, column = name.split("-")
    models: list[type[Model]] = []
    if model_admin is not None:
        inlines = [inline.model for inline in model_admin.inlines]
        models = inlines if row else [model_admin.model]
    # A page of several records names the record behind the column: title_en_13.
    columns = (column, _KEY_OF_RECORD.sub("", column))
    names = (_verbose_name(of, name) for name in columns for of in (models, _registered_models()))
    label = next(filter(None, names), columns[-1])
    number = next((f" {key + 1}" for part in row if (key := key_in(part)) is not None), "")
    return f"{capfirst(label.replace('_', ' '))}{number}"


def _verbose_name(models: Iterable[type[Model]], column: str) -> str:
    """Return what the first model that has a column calls it, with its language; "" for none."""
    fields = (field for model in models for field in model._meta.get_fields())
    names = (getattr(field, "verbose_name", "") for field in fields if field.name == column)
    return str(next(filter(None, names), ""))


def _registered_models() -> list[type[Model]]:
    """Return the models of the desk, for what a page of several of them sends."""
    return [model for model in admin.site._registry if issubclass(model, Record)]
