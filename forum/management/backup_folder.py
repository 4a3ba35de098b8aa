"""The folder of backups: its owner's alone, with what is younger than thirty days."""

from datetime import timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import timezone

RETENTION: Final = timedelta(days=30)
# How what the site writes by itself begins; a backup of another name is its owner's to delete.
KINDS: Final = ("site", "before-upgrade")


def default_backup_folder() -> Path:
    """Return where backups lie where no other folder is named: beside the site's data."""
    return Path(settings.DATA_DIR) / "backups"


def new_backup_path(folder: Path, kind: str) -> Path:
    """Return the path of a new backup of a kind (KINDS)."""
    return folder / f"{kind}-{timezone.localtime():%Y%m%d-%H%M%S}.tar"


def make_private_folder(folder: Path) -> None:
    """Make a folder that nobody but its owner may look into, where there is none."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def delete_old_backups(folder: Path) -> list[Path]:
    """Delete what the site wrote there more than thirty days ago, never the newest; return them."""
    backups = sorted(
        (path for kind in KINDS for path in folder.glob(f"{kind}-*.tar")),
        key=lambda path: path.stat().st_mtime,
    )
    oldest = (timezone.now() - RETENTION).timestamp()
    old = [path for path in backups[:-1] if path.stat().st_mtime < oldest]
    for path in old:
        path.unlink()
    return old
