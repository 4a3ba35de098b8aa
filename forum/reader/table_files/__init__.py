"""Formats of tables that people keep. A module of this folder is one, and nothing else names it:
it holds a ``FORMAT``. What the columns hold is read elsewhere, whatever the format.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from forum.reader.event_record import Finding, Line
from forum.reader.tables import Table


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that is to be read.

    suffix: what its name ends in, in lower case; head: its first 8 kB; encoding: that somebody
    stated, where it is a text.
    """

    path: Path
    suffix: str
    head: bytes
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class TableText:
    """What a file of tables holds.

    lines: each row of each table, its cells parted by TABs; findings: damage seen while reading;
    encoding: how a text was decoded.
    """

    lines: tuple[Line, ...]
    tables: tuple[Table, ...]
    findings: tuple[Finding, ...] = ()
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class TableFormat:
    """A format of files that hold tables.

    name: in reports; suffix: what the names of such files end in, in lower case.
    matches: tells whether a file is of the format; it raises nothing.
    read: raises DocumentError.
    """

    name: str
    suffix: str
    matches: Callable[[SourceFile], bool]
    read: Callable[[SourceFile], TableText]


@cache
def table_formats() -> tuple[TableFormat, ...]:
    """Return every format, in the order of its module's name."""
    names = sorted(module.name for module in iter_modules(__path__))
    formats = tuple(import_module(f"{__name__}.{name}").FORMAT for name in names)
    if len({format.suffix for format in formats}) < len(formats):
        raise ValueError("Two formats of tables have one ending: only one of them would be read.")
    return formats


def find_table_format(file: SourceFile) -> TableFormat | None:
    """Return the format of a file, None where it is no table."""
    return next((format for format in table_formats() if format.matches(file)), None)
