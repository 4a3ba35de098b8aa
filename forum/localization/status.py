"""How far translations are, for the operator: records × languages as a table, or as data."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.text import capfirst
from django.utils.translation import gettext

from forum.core.content import Content
from forum.core.record_names import full_name
from forum.localization import progress
from forum.localization.progress import Progress
from forum.models import TranslationTally
from forum.models.translations import TallyQuerySet
from sessions_app.models import Event

_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of a record, a kind or of all; model, slug: "" where it is none of theirs."""

    name: str
    languages: list[Progress]
    model: str = ""
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """Records with something to translate, then each kind of row, then all together."""

    records: list[Row] = field(default_factory=list)
    kinds: list[Row] = field(default_factory=list)
    all: list[Progress] = field(default_factory=list)


def status(event: Event | None = None) -> Status:
    """Return the figures of an event, or of the whole site: events first, the next one leading."""
    tallies = TranslationTally.objects.all()
    if event:
        tallies = tallies.of_event(event)
    return Status(
        records=list(_records(tallies, is_one=event is not None)),
        kinds=[
            Row(capfirst(str(model._meta.verbose_name_plural)), some, model._meta.model_name or "")
            for model, some in progress.by_kind(tallies).items()
        ],
        all=progress.site(tallies),
    )


def as_data(found: Status) -> dict[str, Any]:
    """Return the figures as JSON takes them: records, kinds, and all, each by language."""
    return {
        "records": [
            {"model": one.model, "slug": one.slug, "name": one.name, **_by_language(one.languages)}
            for one in found.records
        ],
        "kinds": [
            {"model": one.model, "name": one.name, **_by_language(one.languages)}
            for one in found.kinds
        ],
        "all": _by_language(found.all),
    }


def as_lines(found: Status) -> Iterator[str]:
    """Yield the table, each part under its heading."""
    if not found.all:
        yield gettext("There is no text to translate.")
        return
    head = [gettext("Language"), gettext("Done"), gettext("Reviewed"), gettext("To do")]
    parts = [
        (gettext("Records"), found.records),
        (gettext("Kinds"), found.kinds),
        ("", [Row(gettext("In all"), found.all)]),
    ]
    tables = [(title, list(_cells(rows))) for title, rows in parts if rows]
    every = [cells for _title, table in tables for cells in table]
    widths = [max(map(_width, column)) for column in zip(["", *head], *every, strict=True)]
    for place, (title, table) in enumerate(tables):
        if title:
            yield _line([title, *(head if not place else [""] * len(head))], widths)
        yield from (_line(cells, widths) for cells in table)
        yield ""


def _records(tallies: TallyQuerySet, *, is_one: bool) -> Iterator[Row]:
    """Yield the records, of the site those alone that there is something to do with."""
    figures = progress.by_owner(tallies)
    keys: dict[int, list[int]] = {}
    for (kind, key), some in figures.items():
        if is_one or any(one.to_do for one in some):
            keys.setdefault(kind, []).append(key)
    models: list[Any] = [ContentType.objects.get_for_id(kind).model_class() for kind in keys]
    for model in sorted(models, key=lambda one: (one is not Event, one._meta.model_name)):
        kind = ContentType.objects.get_for_model(model).pk
        for record in _in_order(model, keys[kind]):
            yield _row(record, figures[kind, record.pk])


def _in_order(model: Any, keys: list[int]) -> Iterable[Any]:
    rows: Any = model._default_manager.filter(pk__in=keys)
    found: Iterable[Any] = rows.next_first() if model is Event else rows.order_by("pk")
    return found


def _row(record: Any, figures: list[Progress]) -> Row:
    slug = record.slug if isinstance(record, Content) else ""
    name = full_name(record) if slug else str(record)
    return Row(name, figures, str(record._meta.model_name), slug)


def _by_language(figures: list[Progress]) -> dict[str, Any]:
    return {"languages": {one.language: _figures(one) for one in figures}}


def _figures(one: Progress) -> dict[str, Any]:
    found: dict[str, Any] = asdict(one)
    del found["language"]
    return {**found, "percent": one.percent, "percent_reviewed": one.percent_reviewed}


def _cells(rows: list[Row]) -> Iterator[list[str]]:
    for row in rows:
        for place, one in enumerate(row.languages):
            yield [
                f"  {_cut(row.name)}" if not place else "",
                one.name,
                f"{one.percent} %",
                f"{one.percent_reviewed} %",
                progress.SEPARATOR.join(one.parts()) or "–",
            ]


def _cut(name: str) -> str:
    while _width(name) > _LONGEST:
        name = f"{name.removesuffix('…')[:-1]}…"
    return name


def _line(cells: list[str], widths: list[int]) -> str:
    padded = (
        cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True)
    )
    return "  ".join(padded).rstrip()


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
