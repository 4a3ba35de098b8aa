"""When the backups were made: a small file beside the data that they hold, a line for each."""

import json
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone


def note_backup(target: Path) -> None:
    """Remember that a backup was written whole; those that are gone are forgotten."""
    moments = {**_read_moments(), target.absolute(): timezone.now()}
    notes = [{"at": moment.isoformat(), "file": str(file)} for file, moment in moments.items()]
    _path().parent.mkdir(parents=True, exist_ok=True)
    _path().write_text("".join(f"{json.dumps(note)}\n" for note in notes))


def last_backup() -> Path | None:
    """Return the file of the last backup that is there, None where none is known of."""
    moments = _read_moments()
    return max(moments, key=moments.__getitem__, default=None)


def last_backup_age() -> timedelta | None:
    """Return how long ago the last backup was made, None where ``last_backup`` is."""
    moments = _read_moments().values()
    return timezone.now() - max(moments) if moments else None


def _read_moments() -> dict[Path, datetime]:
    """Return when each backup was made, of those whose files are there."""
    try:
        notes = [json.loads(line) for line in _path().read_text().splitlines()]
        moments = {Path(note["file"]): datetime.fromisoformat(note["at"]) for note in notes}
        return {file: moment for file, moment in moments.items() if file.exists()}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _path() -> Path:
    return Path(settings.DATA_DIR) / "last-backup.json"
