"""When the last backup was made: a small file beside the data that it holds."""

import json
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone


def note_backup(target: Path) -> None:
    """Remember that a backup was written whole."""
    content = json.dumps({"at": timezone.now().isoformat(), "file": str(target.absolute())})
    _path().write_text(content)


def last_backup() -> Path | None:
    """Return the file of the last backup, None where none is known of, or it is gone."""
    noted = _read_note()
    return noted[0] if noted else None


def last_backup_age() -> timedelta | None:
    """Return how long ago the last backup was made, None where ``last_backup`` is."""
    noted = _read_note()
    return timezone.now() - noted[1] if noted else None


def _read_note() -> tuple[Path, datetime] | None:
    try:
        noted = json.loads(_path().read_text())
        file, moment = Path(noted["file"]), datetime.fromisoformat(noted["at"])
        return (file, moment) if file.exists() else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _path() -> Path:
    return Path(settings.DATA_DIR) / "last-backup.json"
