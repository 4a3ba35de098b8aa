"""A backup in the place of the site that is here, or nothing: what would be lost is asked first."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from forum.core.public_folders import PRIVATE_FOLDER, open_folder
from forum.delivery.publishing import files
from forum.management.backup_folder import STAGING, put_aside_path
from forum.management.site_backup import (
    DUMP,
    PAGES,
    BackupError,
    Manifest,
    Tell,
    list_roots,
    name_of_site,
    no_words,
    read_dump_size,
    require_room,
    run_client,
    unpack,
)
from forum.models.site_identity import MARK
from forum.workflow.erasure.journal import JOURNAL, add_erasures

# How many times as large as a dump its text is, which is written twice before it is loaded.
_TEXT: Final = 5
# Of the site's own user: what watches the server from outside is another's.
_OTHERS = """
    SELECT pid FROM pg_stat_activity
    WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()
    ORDER BY pid
"""
_TABLES = """
    SELECT FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE nspname = 'public' LIMIT 1
"""


@contextmanager
def restored_backup(
    source: Path, tell: Tell = no_words, *, replace: bool, overwrite: str = ""
) -> Iterator[tuple[Manifest, Path]]:
    """Put a backup in place of the site that is here: all of it, or nothing.

    Yields what it was made from and the folder in which its published pages wait: what is here is
    not yet what may be public. They go with the block.

    replace: whether a database, or folders, that hold something may be overwritten. The files are
    kept beside the restored ones, under a name that tells the day. overwrite: the name of the
    database where that is another site's, or none's.
    """
    if not source.is_file():
        raise BackupError(f"{source} is no file; name one that “backup” has written.")
    holds_tables = _holds_tables()
    if holds_tables and not replace:
        raise BackupError(
            "This database is not empty. Name an empty one in DATABASE_URL, or overwrite it "
            "with --replace."
        )
    if not (holds_tables or replace) and _holds_files():
        raise BackupError(
            f"This database is empty, but {settings.DATA_DIR} holds the files of a site. To try a "
            "backup, name another folder in DATA_DIR too; where the database was lost, put the "
            "files aside with --replace."
        )
    _require_quiet()
    data_dir = Path(settings.DATA_DIR)
    data_dir.mkdir(parents=True, exist_ok=True)
    size = source.stat().st_size
    likely = size + 2 * _TEXT * read_dump_size(source)
    require_room(data_dir, size, likely, "Make room, or move DATA_DIR to a larger disk.")
    with tempfile.TemporaryDirectory(dir=data_dir, prefix=STAGING) as folder:
        staged = Path(folder)
        manifest = unpack(source, staged, tell, writes=True)
        _require_known_migrations(manifest)
        if holds_tables:
            _require_same_site(manifest, overwrite)
        # Before anything of theirs is here again.
        add_erasures(staged / JOURNAL)
        with swapped_folders([(staged / name, root) for name, root in list_roots()]):
            tell(DUMP)
            for name, root in list_roots():
                if name == "media":
                    open_folder(root)
                else:
                    root.chmod(PRIVATE_FOLDER)
            # Published pages tell what was in the database before: none outlives it, whoever ends
            # this in the midst.
            files.lose_all()
            _load_dump(staged / DUMP)
        yield manifest, staged / PAGES


def _holds_tables() -> bool:
    """Tell whether anything at all is in the schema that is to be replaced."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        return cursor.fetchone() is not None


def _holds_files() -> bool:
    """Tell whether pictures or private files lie here: a site at work may be showing them."""
    paths = (path for _name, root in list_roots() for path in root.rglob("*"))
    return any(path.is_file() and path.name != MARK for path in paths)


def _require_quiet() -> None:
    """Refuse while the site is at work: it would show whoever was erased, and write in between."""
    with connection.cursor() as cursor:
        cursor.execute(_OTHERS)
        others = [str(pid) for (pid,) in cursor.fetchall()]
    if others:
        raise BackupError(
            "The site is at work on this database (processes of PostgreSQL: "
            f"{', '.join(others)}). Stop server, worker and daily work first (systemctl stop forum "
            "forum-worker forum-daily.timer forum-daily), PgBouncer too where it stands before the "
            "database (systemctl stop pgbouncer), and start them when it is restored."
        )


def _require_same_site(manifest: Manifest, overwrite: str) -> None:
    """Refuse to overwrite what is not the backup's own site unless the database is named.

    A backup that names no site, of an early release, is nobody's own.
    """
    name = str(connection.settings_dict["NAME"])
    is_own = manifest.site and manifest.site == name_of_site()
    if not is_own and overwrite != name:
        raise BackupError(
            f"The database “{name}” holds another site than the backup, or something else, or the "
            f"backup does not say whose it is. To lose all of it, add --overwrite {name}."
        )


def _require_known_migrations(manifest: Manifest) -> None:
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if newer := sorted(set(manifest.migrations) - known):
        raise BackupError(
            f"The backup was made by a newer release ({newer[0]} is not known here). "
            "Restore it with that release."
        )


def _load_dump(dump: Path) -> None:
    """Replace what the database holds by a dump, in one transaction."""
    script = dump.with_suffix(".sql")
    run_client("pg_restore", "--no-owner", "--file", str(script), str(dump), with_database=False)
    with dump.with_name("load.sql").open("wb") as load, script.open("rb") as lines:
        load.write(b"DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n")
        for line in lines:
            # Servers before 17 do not know it; it stands once, before any data.
            if line.startswith(b"SET transaction_timeout"):
                break
            load.write(line)
        shutil.copyfileobj(lines, load)
    # It may have been started while the backup was unpacked.
    _require_quiet()
    connection.close()
    run_client(
        "psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set", "ON_ERROR_STOP=1",
        "--file", str(dump.with_name("load.sql")),
    )  # fmt: skip


@contextmanager
def swapped_folders(folders: Iterable[tuple[Path, Path]]) -> Iterator[None]:
    """Put staged folders in the place of others, which stay beside them under another name.

    Where one of them or what is done meanwhile fails, each is back where it was.
    """
    with ExitStack() as way_back:
        try:
            for staged, root in folders:
                _swap_folder(staged, root, way_back)
        except OSError as error:
            raise BackupError(
                f"The folder {root} cannot be put aside ({error.strerror}); nothing was restored. "
                "Restore where its parent may be written to."
            ) from error
        yield
        way_back.pop_all()


def _swap_folder(staged: Path, root: Path, way_back: ExitStack) -> None:
    staged.mkdir(exist_ok=True)
    root.parent.mkdir(parents=True, exist_ok=True)
    former = put_aside_path(root)
    if root.is_mount():
        # A volume of its own cannot be renamed; what is in it moves.
        for source, target in ((root, former), (staged, root)):
            way_back.callback(_move_content, target, source)
            _move_content(source, target)
        return
    if root.exists():
        root.rename(former)
        way_back.callback(former.rename, root)
    shutil.move(staged, root)
    way_back.callback(shutil.move, root, staged)


def _move_content(source: Path, target: Path) -> None:
    target.mkdir(exist_ok=True)
    for path in list(source.iterdir()):
        shutil.move(path, target)
