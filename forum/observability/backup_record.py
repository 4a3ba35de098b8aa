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


def last_backup_age() -> timedelta | None:
    """Return how long ago the last backup was made, None where none is known of."""
    try:
        return timezone.now() - datetime.fromisoformat(json.loads(_path().read_text())["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _path() -> Path:
    return Path(settings.DATA_DIR) / "last-backup.json"
