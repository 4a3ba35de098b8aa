"""The moment at which a file was made, as the file tells it."""

from datetime import UTC, datetime


def stamp(when: datetime) -> str:
    """Return a moment as every format holds it, to the second: 2026-11-24T08:30:00Z."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment(text: str) -> datetime | None:
    """Return the moment that a file tells, None for none."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
