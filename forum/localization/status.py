"""How far translations are, for the operator: records × languages as a table, or as data."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.text import capfirst
from django.utils.translation import gettext

from forum.core.content import Content, Record
from forum.core.record_names import full_name
from forum.localization import progress
from forum.localization.progress import TranslationProgress
from forum.models import TranslationTally
from forum.models.translations import TallyQuerySet
from sessions_app.models import Event

_LONGEST = 60


@dataclass(frozen=True, slots=True)
class StatusRow:
    """The figures of a record, a kind or of all; model, slug: "" where it is none of theirs."""

    name: str
    languages: list[TranslationProgress]
    model: str = ""
    slug: str = ""


@dataclass(frozen=True, slots=True)
class TranslationStatus:
    """Records with something to translate, then each kind of row, then all together."""

    records: list[StatusRow] = field(default_factory=list)
    kinds: list[StatusRow] = field(default_factory=list)
    all: list[TranslationProgress] = field(default_factory=list)


def load_status(event: Event | None = None) -> TranslationStatus:
    """Return the figures of an event, or of the whole site: events first, the next one leading."""
    tallies = TranslationTally.objects.all()
    if event:
        tallies = tallies.of_event(event)
    return TranslationStatus(
        records=list(_records(tallies, is_one=event is not None)),
        kinds=[
            StatusRow(
                capfirst(str(model._meta.verbose_name_plural)),
                figures,
                model._meta.model_name or "",
            )
            for model, figures in progress.progress_by_model(tallies).items()
        ],
        all=progress.site_progress(tallies),
    )


def as_data(status: TranslationStatus) -> dict[str, object]:
    """Return the figures as JSON takes them: records, kinds, and all, each by language."""
    return {
        "records": [
            {"model": row.model, "slug": row.slug, "name": row.name, **_by_language(row.languages)}
            for row in status.records
        ],
        "kinds": [
            {"model": row.model, "name": row.name, **_by_language(row.languages)}
            for row in status.kinds
        ],
        "all": _by_language(status.all),
    }


def as_lines(status: TranslationStatus) -> Iterator[str]:
    """Yield the table, each part under its heading."""
    if not status.all:
        yield gettext("There is no text to translate.")
        return
    head = [gettext("Language"), gettext("Done"), gettext("Reviewed"), gettext("To do")]
    parts = [
        (gettext("Records"), status.records),
        (gettext("Kinds"), status.kinds),
        ("", [StatusRow(gettext("In all"), status.all)]),
    ]
    tables = [(title, list(_cells(rows))) for title, rows in parts if rows]
    all_cells = [cells for _title, table in tables for cells in table]
    widths = [max(map(_width, column)) for column in zip(["", *head], *all_cells, strict=True)]
    for place, (title, table) in enumerate(tables):
        if title:
            yield _line([title, *(head if not place else [""] * len(head))], widths)
        yield from (_line(cells, widths) for cells in table)
        yield ""


def _records(tallies: TallyQuerySet, *, is_one: bool) -> Iterator[StatusRow]:
    """Yield the records, of the site those alone that there is something to do with."""
    figures = progress.progress_by_owner(tallies)
    keys: dict[int, list[int]] = {}
    for (kind, key), record_figures in figures.items():
        if is_one or any(figure.to_do for figure in record_figures):
            keys.setdefault(kind, []).append(key)
    models: list[Any] = [ContentType.objects.get_for_id(kind).model_class() for kind in keys]
    for model in sorted(models, key=lambda model: (model is not Event, model._meta.model_name)):
        kind = ContentType.objects.get_for_model(model).pk
        for record in _in_order(model, keys[kind]):
            yield _row(record, figures[kind, record.pk])


def _in_order(model: Any, keys: list[int]) -> Iterable[Record]:
    rows: Any = model._default_manager.filter(pk__in=keys)
    ordered: Iterable[Record] = rows.next_first() if model is Event else rows.order_by("pk")
    return ordered


def _row(record: Record, figures: list[TranslationProgress]) -> StatusRow:
    slug = record.slug if isinstance(record, Content) else ""
    name = full_name(record) if slug else str(record)
    return StatusRow(name, figures, str(record._meta.model_name), slug)


def _by_language(figures: list[TranslationProgress]) -> dict[str, object]:
    return {"languages": {figure.language: _figures(figure) for figure in figures}}


def _figures(figure: TranslationProgress) -> dict[str, object]:
    counts: dict[str, object] = asdict(figure)
    del counts["language"]
    # What programs have read since the first release.
    counts["asked"] = counts.pop("unconfirmed")
    return {**counts, "percent": figure.percent, "percent_reviewed": figure.percent_reviewed}


def _cells(rows: list[StatusRow]) -> Iterator[list[str]]:
    for row in rows:
        for place, figure in enumerate(row.languages):
            yield [
                f"  {_cut(row.name)}" if not place else "",
                figure.name,
                f"{figure.percent} %",
                f"{figure.percent_reviewed} %",
                progress.SEPARATOR.join(figure.parts()) or "–",
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
