"""Backups of this site that are old go; another site's, and whatever nobody knows, stay."""

import logging
import tarfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from django.apps import apps

from forum.core.content import Content
from forum.management.backup_folder import (
    KINDS,
    LONGEST_WORK,
    PARTIAL,
    RETENTION,
    delete_paths,
    older_than,
)
from forum.management.site_backup import BackupError, name_of_site, read_site

logger = logging.getLogger(__name__)

# Each is whole: of those older than this one a week is enough.
_EACH_DAY: Final = timedelta(days=7)


def delete_old_backups(folders: Iterable[Path]) -> list[Path]:
    """Delete what this site wrote there, but for the newest of all: what is older than thirty
    days, and what is older than seven and not the first of its week and kind.

    Nothing goes while the site holds no record: the new backup of a database that was emptied
    stands for none before it. What a backup that was killed has left goes after a day. Returns
    what was deleted.
    """
    folders = list(folders)
    # First: a full disk may have stopped the database, which is asked for the rest.
    deleted = delete_paths(older_than(_list_unfinished(folders), LONGEST_WORK))
    of_site: dict[str, list[Path]] = defaultdict(list)
    for path in _list_backups(folders):
        of_site[_site_of(path)].append(path)
    if nameless := of_site.pop("", []):
        logger.warning(
            "%d backups name no site, and stay until somebody deletes them.", len(nameless)
        )
    old = _list_old(of_site[name_of_site()])
    if old and not _holds_records():
        logger.warning("The site holds no record: its %d old backups stay.", len(old))
        old = []
    return [*deleted, *delete_paths(old)]


def _list_unfinished(folders: Iterable[Path]) -> Iterator[Path]:
    patterns = (f"{PARTIAL}*", *(f".{kind}-*.partial" for kind in KINDS))
    return (path for folder in folders for pattern in patterns for path in folder.glob(pattern))


def _list_backups(folders: Iterable[Path]) -> Iterator[Path]:
    return (path for folder in folders for kind in KINDS for path in folder.glob(f"{kind}-*.tar"))


def _list_old(backups: Iterable[Path]) -> list[Path]:
    """Return those of a site's backups that are kept no longer."""
    ordered = _by_age(backups)
    # The first of each week and kind, for the oldest is met last.
    weekly = {(_kind_of(path), _week_of(path)): path for path in reversed(ordered)}.values()
    former = ordered[:-1]
    further = (path for path in older_than(former, _EACH_DAY) if path not in weekly)
    return [*dict.fromkeys([*older_than(former, RETENTION), *further])]


def _kind_of(path: Path) -> str:
    return next(kind for kind in KINDS if path.name.startswith(f"{kind}-"))


def _site_of(path: Path) -> str:
    """Return the site that a backup says it is of, "" where it names none or cannot be read."""
    try:
        return read_site(path) or ""
    except (BackupError, OSError, tarfile.TarError):
        return ""


def _holds_records() -> bool:
    models = (model for model in apps.get_models() if issubclass(model, Content))
    return any(model._base_manager.exists() for model in models)


def _by_age(paths: Iterable[Path]) -> list[Path]:
    """Return files, the oldest first."""
    return sorted(paths, key=lambda path: path.stat().st_mtime)


def _week_of(path: Path) -> tuple[int, int]:
    """Return year and week in which a file was written."""
    year, week, _day = datetime.fromtimestamp(path.stat().st_mtime, UTC).isocalendar()
    return year, week
