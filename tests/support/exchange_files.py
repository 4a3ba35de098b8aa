"""For tests of hand-offs: a record, its file, and what comes back."""

from datetime import UTC, datetime
from typing import Any

from forum.core.translations.states import TranslationState
from forum.core.translations.units import Unit
from forum.history.import_plan import TAKE, Decisions
from forum.localization.exchange.file_reader import read_returned_file
from forum.localization.exchange.file_writer import ExportedFile, export_records, render_file
from forum.localization.exchange.outgoing_units import (
    ExportOptions,
    ExportScope,
    OutgoingUnit,
    TranslationExport,
)
from forum.localization.exchange.returned_file import ReturnedFile
from forum.localization.exchange.translation_plan import (
    TranslationChange,
    TranslationPlan,
    plan_translations,
)

FORMATS = ("xliff", "xlsx", "po")
MADE = datetime(2023, 11, 5, 8, 30, tzinfo=UTC)


def handed_out(
    record: Any, form: str = "xliff", language: str = "en", **options: Any
) -> ExportedFile:
    """Return the file of one record with all its texts, or those of a scope."""
    return export_records(
        [record], language, form, ExportOptions(**{"scope": ExportScope.ALL, **options})
    )


def planned(file: ExportedFile | bytes, user: Any = None, name: str = "back") -> TranslationPlan:
    """Return the plan of a file."""
    data = file.content if isinstance(file, ExportedFile) else file
    return plan_translations(read_returned_file(name, data), user)


def taking(plan: TranslationPlan, *keys: str) -> Decisions:
    """Return the decisions to take some units."""
    return {change.key: TAKE for change in plan.changes if change.returned.key in keys}


def change(plan: TranslationPlan, key: str) -> TranslationChange:
    """Return the change of one text."""
    (translation_change,) = (
        translation_change
        for translation_change in plan.changes
        if translation_change.returned.key == key
    )
    return translation_change


def make_unit(**values: Any) -> Unit:
    """Return a unit that no row stands behind: a title in Chinese and English."""
    facts: dict[str, Any] = {
        "model": "event", "pk": 12, "field": "title", "language": "en",
        "source_language": "zh-hans", "source": "绿色港口", "text": "",
        "state": TranslationState.MISSING,
        "previous": "", "asks": False, "by": None, "at": "", "rich": False, "max_length": None,
        "locked": False,
    }  # fmt: skip
    return Unit(**{**facts, **values})


def rich_unit(**values: Any) -> Unit:
    """Return such a unit of rich text."""
    return make_unit(**{"field": "introduction", "rich": True, **values})


def file_of(form: str, *units: Unit) -> ExportedFile:
    """Return a file of some units."""
    place = {"zh-hans": "绿色港口 › 标题", "en": "Green Ports › title"}
    items = [OutgoingUnit(unit, f"{unit.model}/{unit.pk}", place) for unit in units]
    return render_file(
        TranslationExport(language=units[0].language, items=items, exported_at=MADE), form
    )


def back(form: str, *units: Unit) -> ReturnedFile:
    """Return what a reader makes of a file of some units."""
    return read_returned_file("back", file_of(form, *units).content)


def filled(data: bytes, text: str, state: str = "translated") -> bytes:
    """Return an XLIFF file with the target of its one missing text filled in."""
    empty = b'<target state="needs-translation" xml:lang="en"/>'
    assert data.count(empty) == 1
    target = f'<target state="{state}" xml:lang="en">{text}</target>'
    return data.replace(empty, target.encode())


def coded(inner: str) -> str:
    return f'<g id="1">{inner}</g>'
