"""The folder of backups: its owner's alone, with those of a week, and one a week of a month."""

import shutil
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import timezone

RETENTION: Final = timedelta(days=30)
# The share of a disk that stays free whatever is written: the database may lie there too.
LEAST_FREE: Final = 0.03
# How what the site writes by itself begins; a backup of another name is its owner's to delete.
KINDS: Final = ("site", "before-upgrade")
# How the folders begin in which a backup or a restore works; none works for longer.
PARTIAL: Final = ".backup-"
STAGING: Final = "restore-"
LONGEST_WORK: Final = timedelta(days=1)
_PUT_ASIDE: Final = ".before-"
_MOMENT: Final = "%Y%m%d-%H%M%S"


def default_backup_folder() -> Path:
    """Return where backups lie where no other folder is named: beside the site's data."""
    return Path(settings.DATA_DIR) / "backups"


def new_backup_path(folder: Path, kind: str) -> Path:
    """Return the path of a new backup of a kind (KINDS)."""
    return folder / f"{kind}-{timezone.localtime():{_MOMENT}}.tar"


def put_aside_path(root: Path) -> Path:
    """Return where a folder goes that a restore puts another one in the place of."""
    return root.with_name(f"{root.name}{_PUT_ASIDE}{timezone.now():{_MOMENT}}")


def has_room(folder: Path, size: int) -> bool:
    """Tell whether so many bytes may be written there and enough stays free."""
    usage = shutil.disk_usage(folder)
    return usage.free - size >= LEAST_FREE * usage.total


def delete_put_aside() -> list[Path]:
    """Delete what restores put aside more than thirty days ago, and what nobody is at any more.

    That is what a restore that was killed has unpacked, and uploads of servers that were killed.
    """
    oldest = f"{timezone.now() - RETENTION:{_MOMENT}}"
    former = [
        path
        for root in (Path(settings.MEDIA_ROOT), Path(settings.PRIVATE_ROOT))
        for path in root.parent.glob(f"{root.name}{_PUT_ASIDE}[0-9]*-[0-9]*")
        if path.name.removeprefix(f"{root.name}{_PUT_ASIDE}") < oldest
    ]
    unpacked = Path(settings.DATA_DIR).glob(f"{STAGING}*")
    uploads = Path(settings.FILE_UPLOAD_TEMP_DIR).glob("*")
    return delete_paths([*former, *older_than([*unpacked, *uploads], LONGEST_WORK)])


def older_than(paths: Iterable[Path], age: timedelta) -> list[Path]:
    """Return the files that were written longer ago."""
    oldest = (timezone.now() - age).timestamp()
    return [path for path in paths if path.stat().st_mtime < oldest]


def delete_paths(paths: list[Path]) -> list[Path]:
    """Delete files and whole folders; return them."""
    for path in paths:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    return paths
