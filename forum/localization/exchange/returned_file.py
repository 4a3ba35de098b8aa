"""A returned file: its texts as they stand in it, not yet compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class ReturnedUnit:
    """A text of a file.

    key: of the unit, “event.12.title”, as it stands there. language: into which it was translated.
    source, target: both texts; rich text as HTML, or as ``cells`` shows it where the file says so.
    is_confirmed: the translator says that the target holds for this source, though it may be the
    old one; None where the format cannot say so.
    unknown_codes: inline codes of the target, as they are shown, that stand for nothing known.
    place: in the file, for people: “row 7”, “line 120”.
    """

    key: str
    language: str
    source: str
    target: str
    place: str = ""
    is_confirmed: bool | None = None
    unknown_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReturnedFile:
    """A file that came back.

    exported_at: when it was handed out, None where it does not say so any more.
    has_cells: whether rich text stands in it as ``cells`` shows it, instead of as HTML.
    """

    name: str
    units: Sequence[ReturnedUnit]
    exported_at: datetime | None
    has_cells: bool = False


def format_timestamp(moment: datetime) -> str:
    """Return a moment as every format holds it, to the second: 2026-11-24T08:30:00Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def parse_timestamp(text: str) -> datetime | None:
    """Return the moment that a file states, None for none."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
