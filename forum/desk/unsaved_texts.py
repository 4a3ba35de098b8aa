"""What was typed on the pages of some records and is not saved: named before they are published."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from django.contrib import admin
from django.db.models import F
from django.utils.translation import gettext

from forum.core.content import Content, Record
from forum.core.record_tree import owner_lookup, tree_of
from forum.desk.autosaves import moment_in_words
from forum.models import Autosave

# Of a record's form, grid and boards, and of its translations: …/event/5/…
_PAGE: Final = re.compile(r"/(\w+)/(\d+)/")


def find_unsaved_texts(records: Sequence[Content]) -> dict[int, list[str]]:
    """Return who typed what is not saved, and when, by the key of records of one model."""
    keys = [record.pk for record in records]
    sentences: dict[int, list[str]] = {key: [] for key in keys}
    for model, autosaves in _unsaved_by_model(records).items():
        rows = model._base_manager.annotate(owner_key=F(owner_lookup(model)))
        rows = rows.filter(pk__in=autosaves, owner_key__in=keys)
        for pk, owner in rows.values_list("pk", "owner_key"):
            sentences[owner] += map(_sentence, autosaves[pk])
    return sentences


def _unsaved_by_model(
    records: Sequence[Content],
) -> dict[type[Record], dict[int, list[Autosave]]]:
    """Return model -> key of a row -> what was typed on its pages, of the models in the records."""
    names = {
        model._meta.model_name: model
        for record in records[:1]
        for model in tree_of(type(record))
        if admin.site.is_registered(model)
    }
    by_model: dict[type[Record], dict[int, list[Autosave]]] = {}
    # The texts themselves are long, and are not shown.
    autosaves = Autosave.objects.unsaved().defer("entries", "version_tokens")
    for autosave in autosaves.select_related("user"):
        for name, pk in _rows_of(autosave.page):
            if model := names.get(name):
                by_model.setdefault(model, {}).setdefault(pk, []).append(autosave)
    return by_model


def _rows_of(page: str) -> Iterator[tuple[str, int]]:
    for match in _PAGE.finditer(page):
        # A longer number is the key of nothing.
        yield match[1], int(match[2][:18])


def _sentence(autosave: Autosave) -> str:
    words = gettext("%(who)s typed a text at %(when)s that is not saved")
    return words % {"who": autosave.user, "when": moment_in_words(autosave.typed_at)}
