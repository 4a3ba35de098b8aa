"""For tests of hand-offs: a record, its file, and what comes back."""

from datetime import UTC, datetime
from typing import Any

from forum.core.translations.states import State
from forum.core.translations.units import Unit
from forum.localization.exchange.file_reader import read
from forum.localization.exchange.file_writer import Sent, export, sent
from forum.localization.exchange.outgoing_units import HandOff, Item, Options, Scope
from forum.localization.exchange.plan import Change, Plan
from forum.localization.exchange.planner import plan
from forum.localization.exchange.returned_file import HandedFile

FORMATS = ("xliff", "xlsx", "po")
MADE = datetime(2023, 11, 5, 8, 30, tzinfo=UTC)


def handed_out(record: Any, form: str = "xliff", language: str = "en", **options: Any) -> Sent:
    """Return the file of one record with all its texts, or those of a scope."""
    return export([record], language, form, Options(**{"scope": Scope.ALL, **options}))


def planned(file: Sent | bytes, user: Any = None, name: str = "back") -> Plan:
    """Return the plan of a file."""
    data = file.content if isinstance(file, Sent) else file
    return plan(read(name, data), user)


def change(found: Plan, key: str) -> Change:
    """Return the change of one text."""
    (one,) = (one for one in found.changes if one.key == key)
    return one


def make_unit(**values: Any) -> Unit:
    """Return a unit that no row stands behind: a title in Chinese and English."""
    facts: dict[str, Any] = {
        "model": "event", "pk": 12, "field": "title", "language": "en",
        "source_language": "zh-hans", "source": "绿色港口", "text": "", "state": State.MISSING,
        "previous": "", "asks": False, "by": None, "at": "", "rich": False, "max_length": None,
        "locked": False,
    }  # fmt: skip
    return Unit(**{**facts, **values})


def rich_unit(**values: Any) -> Unit:
    """Return such a unit of rich text."""
    return make_unit(**{"field": "introduction", "rich": True, **values})


def file_of(form: str, *units: Unit) -> Sent:
    """Return a file of some units."""
    place = {"zh-hans": "绿色港口 › 标题", "en": "Green Ports › title"}
    items = [Item(unit, f"{unit.model}/{unit.pk}", place) for unit in units]
    return sent(HandOff(language=units[0].language, items=items, made=MADE), form)


def back(form: str, *units: Unit) -> HandedFile:
    """Return what a reader makes of a file of some units."""
    return read("back", file_of(form, *units).content)


def filled(data: bytes, text: str, state: str = "translated") -> bytes:
    """Return an XLIFF file with the target of its one missing text filled in."""
    empty = b'<target state="needs-translation" xml:lang="en"/>'
    assert data.count(empty) == 1
    target = f'<target state="{state}" xml:lang="en">{text}</target>'
    return data.replace(empty, target.encode())


def coded(inner: str) -> str:
    return f'<g id="1">{inner}</g>'
