"""What people do about rows, beside the rows: comments, replies of offices, quotes, unsaved texts.

Undoing an import would take it along with the row, or leave it without one.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.db.models import ForeignKey, Model
from django.utils.text import capfirst
from django.utils.translation import gettext

from forum.core.content import Record
from forum.history.desk_pages import list_desk_pages
from forum.history.rows import RowKey, key_of
from forum.history.working_copies.store import edits_of
from forum.models import (
    Autosave,
    ClearanceReply,
    Comment,
    HomePart,
    PreviewLink,
    Review,
    TakeDown,
    WorkingCopy,
)
from sessions_app.models import Appearance, Session

# A programme's table names its cells by session or guest and key: g12-title_en.
_CELL: Final = re.compile(r"([sg])(\d+)-")
_CELLS: Final[Mapping[str, type[Record]]] = {"s": Session, "g": Appearance}

type Work = dict[RowKey, dict[type[Model], set[int]]]

# Any: the querysets of several models.
_ABOUT_RECORDS: Final[tuple[Any, ...]] = (
    Comment.objects, ClearanceReply.objects, PreviewLink.objects.valid(), Review.objects,
    TakeDown.objects, WorkingCopy.objects.open().exclude(changes={}),
)  # fmt: skip


def find_work(rows: Iterable[Record]) -> dict[RowKey, list[str]]:
    """Return what people do about some rows: “2 × Comment”; rows without any are left out."""
    by_key = {key_of(row): row for row in rows}
    work: Work = defaultdict(lambda: defaultdict(set))
    for finding in (_find_about_records, _find_edits, _find_quotes, _find_unsaved_texts):
        for key, model, pk in finding(by_key):
            work[key][model].add(pk)
    return {
        key: [
            gettext("%(count)d × %(kind)s")
            % {"count": len(pks), "kind": capfirst(str(model._meta.verbose_name))}
            for model, pks in models.items()
        ]
        for key, models in work.items()
    }


type _Rows = dict[RowKey, Record]
type _Work = Iterator[tuple[RowKey, type[Model], int]]


def _find_about_records(rows: _Rows) -> _Work:
    by_kind: dict[ContentType, dict[int, RowKey]] = defaultdict(dict)
    for key in rows:
        by_kind[key.kind][key.pk] = key
    for kind, keys in by_kind.items():
        for manager in _ABOUT_RECORDS:
            about = manager.filter(content_type=kind, object_id__in=keys)
            for pk, row in about.values_list("pk", "object_id"):
                yield keys[row], manager.model, pk


def _find_edits(rows: _Rows) -> _Work:
    """Yield the working copies that change a row; in one that adds it, the import itself waits."""
    names = [f"{key.label}:{key.pk}" for key in rows]
    for copy in WorkingCopy.objects.open().filter(changes__has_any_keys=names):
        for edit in edits_of(copy).values():
            if edit.key in rows and edit.kind == "changed":
                yield edit.key, WorkingCopy, copy.pk


def _find_quotes(rows: _Rows) -> _Work:
    keys = {key.pk: key for key in rows if key.model is HomePart.appearance.field.related_model}
    parts = HomePart.objects.filter(appearance__in=keys)
    for pk, appearance in parts.values_list("pk", "appearance"):
        yield keys[appearance], HomePart, pk


def _find_unsaved_texts(rows: _Rows) -> _Work:
    """Yield what somebody has typed into a form of a row, or into its line in a form above it."""
    pages = {page: key for key, row in rows.items() for page in list_desk_pages(row)}
    lines = {(name, str(key.pk)): key for key in rows for name in _list_line_names(key)}
    for autosave in Autosave.objects.unsaved().iterator(chunk_size=50):
        page = "/".join(autosave.page.split("/")[:5]) + "/"
        typed = {_line_of(entry) for entry in autosave.entries}
        keys = {lines[line] for line in typed & lines.keys()}
        for key in keys | ({pages[page]} if page in pages else set()):
            yield key, Autosave, autosave.pk


def _line_of(entry: Mapping[str, Any]) -> tuple[str, str]:
    """Return which line a field was typed into: of a form set, or of a programme's table."""
    if cell := _CELL.match(str(entry.get("name", ""))):
        return cell[1], cell[2]
    return str(entry.get("prefix", "")), str(entry.get("key", ""))


def _list_line_names(key: RowKey) -> list[str]:
    """Return what the lines of a model are called where they are typed."""
    fields = (field for field in key.model._meta.fields if isinstance(field, ForeignKey))
    cells = [name for name, model in _CELLS.items() if model is key.model]
    return [*cells, *(str(field.remote_field.related_name) for field in fields)]
