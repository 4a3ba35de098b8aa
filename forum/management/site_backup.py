"""A whole site as one file: the database, the public and the private files, the published pages.

The file is a tar of ``database.dump`` (pg_dump's custom format), ``media/…``, ``private/…``,
``erasures.jsonl`` and ``published/…`` (``delivery.publishing.files``), and at its end
``manifest.json``: what it was made from, and the SHA-256 of every member. A backup without its
manifest was broken off, and is refused. It holds what nobody else may read: the file is its owner's
alone.
"""

import hashlib
import json
import logging
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO, Final

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from psycopg.conninfo import make_conninfo
from psycopg.pq import Conninfo

from forum import embedded
from forum.core.public_folders import make_private_folder
from forum.core.storage import share_folder
from forum.delivery.publishing import files
from forum.history.trash import TRASH
from forum.management.backup_folder import LEAST_FREE, PARTIAL, has_room
from forum.models import SiteIdentity
from forum.observability.backup_record import last_backup, note_backup
from forum.workflow.erasure.journal import JOURNAL, journal_path, read_journal

logger = logging.getLogger(__name__)

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
DUMP: Final = "database.dump"
PAGES: Final = "published"
_CHUNK: Final = 1024 * 1024

type Tell = Callable[[str], None]
type Version = tuple[int, int, int, int]


def no_words(text: str) -> None:
    """Tell nobody how far the work is."""


class BackupError(Exception):
    """A backup cannot be made or restored; the message says why in one sentence."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup was made from.

    made_at: ISO 8601; site: see SiteIdentity; migrations: applied ones as "app.name"; sums: member
    -> SHA-256 in hex.
    """

    made_at: str
    site: str
    migrations: list[str]
    sums: dict[str, str]

    @classmethod
    def from_json(cls, text: bytes) -> "Manifest":
        """Read a manifest; raises BackupError for what is none."""
        try:
            data = json.loads(text)
            if data["format"] != FORMAT:
                raise BackupError(
                    f"The backup's format is {data['format']}; {FORMAT} is read here."
                )
            return cls(data["made_at"], data["site"], data["migrations"], data["sums"])
        except (ValueError, KeyError, TypeError) as error:
            raise BackupError("The backup's manifest cannot be read; take another one.") from error

    def to_json(self) -> bytes:
        data = {"format": FORMAT, "made_at": self.made_at, "site": self.site,
                "migrations": self.migrations, "sums": self.sums}  # fmt: skip
        return json.dumps(data, ensure_ascii=False, indent=1).encode()


def write_backup(target: Path, tell: Tell = no_words, *, with_pages: bool = True) -> Manifest:
    """Write a backup: beside its place first, checked, then moved there.

    tell: hears each file. with_pages: whether it holds the published pages.
    """
    if target.exists():
        raise BackupError(f"{target} exists; name another file.")
    if is_database_empty():
        raise BackupError(
            "No site was ever set up in the database that DATABASE_URL names (unset: the embedded "
            "one). Nothing was written. Set DATABASE_URL and DATA_DIR to those of the site."
        )
    partial = target.with_name(f".{target.name}.partial")
    root = Path(settings.PUBLISH_ROOT)
    manifest = Manifest(
        timezone.now().isoformat(timespec="seconds"),
        name_of_site(),
        _applied_migrations(),
        {},
    )
    try:
        make_private_folder(target.parent)
        # Before the dump: what was there then, and still is after it, says what the dump says.
        pages = dict(_list_pages()) if with_pages else {}
        least, likely = estimate_backup(with_pages=with_pages)
        require_room(target.parent, least, likely, "Make room, or name a folder on a larger disk.")
        partial.unlink(missing_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=PARTIAL) as folder:
            dump = Path(folder) / DUMP
            tell(f"writing {DUMP}")
            remedy = f"Is there room in {target.parent}, and does the database answer?"
            run_client(
                "pg_dump", "--format=custom", "--no-owner", "--file", str(dump), remedy=remedy
            )
            partial.touch(mode=0o600, exist_ok=False)
            with tarfile.open(partial, "w") as archive:
                named = ((f"{PAGES}/{path.relative_to(root).as_posix()}", path) for path in pages)
                for name, path in chain([(DUMP, dump)], list_site_files(), named):
                    tell(f"writing {name}")
                    # What was deleted or moved since the folder was read is not there any more.
                    if digest := _add_file(archive, name, path, pages.get(path)):
                        manifest.sums[name] = digest
                _add_manifest(archive, manifest, Path(folder))
        # Only what can be read again counts as a backup, and lets older ones go.
        manifest = read_manifest(partial, lambda name: tell(f"checking {name}"))
        partial.rename(target)
    except OSError as error:
        place = error.filename or target
        raise BackupError(
            f"The backup could not be written to {place}: {error.strerror}. Name another folder."
        ) from error
    finally:
        partial.unlink(missing_ok=True)
    note_backup(target)
    return manifest


def require_room(folder: Path, least: int, likely: int, remedy: str) -> None:
    """Raise BackupError where so many bytes cannot be written and enough stay free, before any is.

    least: what is taken for certain; likely: where that would fill the disk, the log warns.
    """
    free = shutil.disk_usage(folder).free
    if not has_room(folder, least):
        raise BackupError(
            f"There is no room in {folder}: at least {least / 1e9:.1f} GB are wanted, and "
            f"{LEAST_FREE:.0%} of the disk stay free; {free / 1e9:.1f} GB are free. {remedy}"
        )
    if not has_room(folder, likely):
        logger.warning(
            "There may be no room in %s: some %.1f GB are wanted, %.1f GB are free. %s",
            folder, likely / 1e9, free / 1e9, remedy,
        )  # fmt: skip


def estimate_backup(*, with_pages: bool = True) -> tuple[int, int]:
    """Return how many bytes a backup takes while it is written: at least, and likely.

    Files go into it as they are. The dump is there twice, and is like the last one; where there is
    none, it is taken for half of the database.
    """
    size_of_files = 0
    pages = files.list_copied() if with_pages else ()
    for path in chain((path for _name, path in _list_files()), pages):
        # What was deleted since the folder was read is not there any more.
        with suppress(FileNotFoundError):
            size_of_files += path.stat().st_size
    last = last_backup()
    if last and (dump := read_dump_size(last)):
        files_and_dumps = size_of_files + 2 * dump
        return files_and_dumps, files_and_dumps
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        (size,) = cursor.fetchone() or (0,)
    return size_of_files, size_of_files + int(size)


def read_dump_size(source: Path) -> int:
    """Return how many bytes of a backup are its dump; 0 where that cannot be read."""
    try:
        with tarfile.open(source, "r:") as archive:
            first = archive.next()
    except (tarfile.TarError, OSError):
        return 0
    return first.size if first and first.name == DUMP else 0


def read_manifest(source: Path, tell: Tell = no_words) -> Manifest:
    """Check every byte of a backup against its manifest, and return it."""
    with tempfile.TemporaryDirectory() as folder:
        return unpack(source, Path(folder), tell, writes=False)


def read_site(source: Path) -> str:
    """Return whose backup a file says that it is, unchecked; "" where it does not say.

    Raises BackupError, OSError or TarError for what is none.
    """
    with tarfile.open(source, "r:") as archive:
        names = archive.getnames()
        # It is the last.
        content = archive.extractfile(MANIFEST) if names[-1:] == [MANIFEST] else None
        return Manifest.from_json(content.read()).site if content else ""


def is_database_empty() -> bool:
    """Tell whether no migration was ever applied here."""
    return not MigrationRecorder(connection).has_table()


def list_roots() -> list[tuple[str, Path]]:
    if settings.S3_PUBLIC_BUCKET:
        # A bucket keeps earlier versions, and copies of itself elsewhere, by its own means.
        return []
    return [("media", Path(settings.MEDIA_ROOT)), ("private", Path(settings.PRIVATE_ROOT))]


def list_site_files() -> Iterator[tuple[str, Path]]:
    """Yield the files of the site by their names in the backup, without trash and drawn cards.

    The folders are read until they hold nothing new: a picture that a take-down moves meanwhile is
    met where it went.
    """
    read_journal()
    names = set[str]()
    while files := [(name, path) for name, path in _list_files() if name not in names]:
        names.update(name for name, _path in files)
        yield from files


def _list_files() -> Iterator[tuple[str, Path]]:
    if (journal := journal_path()).exists():
        yield JOURNAL, journal
    for name, root in list_roots():
        for path in sorted(root.rglob("*")):
            relative = path.relative_to(root)
            if path.is_file() and relative.parts[0] not in (TRASH, share_folder().name):
                yield f"{name}/{relative.as_posix()}", path


def _list_pages() -> Iterator[tuple[Path, Version]]:
    """Yield what a copy of the published pages takes, and what tells each from a later one."""
    for path in files.list_copied():
        with suppress(FileNotFoundError):
            yield path, _version_of(path.stat())


def _version_of(status: os.stat_result) -> Version:
    """Return what is another as soon as another file lies in the place of one."""
    return status.st_ino, status.st_ctime_ns, status.st_mtime_ns, status.st_size


def name_of_site() -> str:
    """Return the site's identity; "" where the release that is upgraded from knew none."""
    if SiteIdentity._meta.db_table not in connection.introspection.table_names():
        return ""
    # The code is newer than the table before an upgrade: no other column is asked for.
    identities = SiteIdentity._default_manager.values_list("identity", flat=True)
    return str(identities.first() or SiteIdentity.current())


def _applied_migrations() -> list[str]:
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


def _add_file(
    archive: tarfile.TarFile, name: str, path: Path, version: Version | None = None
) -> str:
    """Add a file, and return the SHA-256 of the very bytes that were written; "" without one.

    version: of the file as it was; another one is not added.
    """
    try:
        content = path.open("rb")
    except FileNotFoundError:
        return ""
    with content:
        if version and _version_of(os.fstat(content.fileno())) != version:
            return ""
        member = archive.gettarinfo(arcname=name, fileobj=content)
        member.uname = member.gname = ""
        member.uid = member.gid = 0
        hashing = _HashingReader(content)
        archive.addfile(member, hashing)
    return hashing.sum.hexdigest()


def _add_manifest(archive: tarfile.TarFile, manifest: Manifest, folder: Path) -> None:
    path = folder / MANIFEST
    path.write_bytes(manifest.to_json())
    archive.add(path, arcname=MANIFEST)


class _HashingReader:
    """A file that is read once, and hashed as it is read."""

    def __init__(self, content: IO[bytes]) -> None:
        self.content = content
        self.sum = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        chunk = self.content.read(size)
        self.sum.update(chunk)
        return chunk


def unpack(source: Path, folder: Path, tell: Tell, *, writes: bool) -> Manifest:
    """Read a backup to its end, check it, and write its files below a folder where asked."""
    sums: dict[str, str] = {}
    manifest = None
    try:
        with tarfile.open(source, "r|") as archive:
            for member in archive:
                tell(member.name)
                content = archive.extractfile(member) if member.isreg() else None
                if content is None:
                    raise BackupError(f"{source.name} holds more than files; it is no backup.")
                if member.name == MANIFEST:
                    manifest = Manifest.from_json(content.read())
                else:
                    sums[member.name] = _copy(content, _target(folder, member.name, writes))
    except (tarfile.TarError, EOFError) as error:
        raise BackupError(f"{source.name} is damaged or no backup; take another one.") from error
    except OSError as error:
        raise BackupError(f"{source.name} could not be read: {error.strerror}.") from error
    if manifest is None:
        raise BackupError(f"{source.name} was broken off: it has no manifest. Take another one.")
    if differing := sorted(name for name in {*sums, *manifest.sums}
                           if sums.get(name) != manifest.sums.get(name)):  # fmt: skip
        raise BackupError(f"{source.name} is damaged: {differing[0]} is not as it was written.")
    return manifest


def _target(folder: Path, name: str, writes: bool) -> Path | None:
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise BackupError(f"The backup names a file outside of itself: {name}.")
    return path if writes else None


def _copy(content: IO[bytes], target: Path | None) -> str:
    """Read a member to its end, into a file where there is one; return its SHA-256."""
    digest = hashlib.sha256()
    if target:
        target.parent.mkdir(parents=True, exist_ok=True)
    with (target or Path(os.devnull)).open("wb") as file:
        while chunk := content.read(_CHUNK):
            digest.update(chunk)
            file.write(chunk)
    return digest.hexdigest()


def run_client(command: str, *arguments: str, with_database: bool = True, remedy: str = "") -> None:
    """Run one of PostgreSQL's client programs; raises BackupError with its last sentence."""
    connection.ensure_connection()
    database, password = _connection_string()
    program = embedded.locate(Path(settings.DATA_DIR)).binaries / command
    process = subprocess.run(
        [str(program), *arguments, *(["--dbname", database] if with_database else [])],
        # Not in the arguments, which everybody on the machine can read.
        env={**os.environ, **({"PGPASSWORD": password} if password else {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
    )
    if process.returncode:
        complaint = process.stderr.decode(errors="replace").strip().splitlines() or ["no reason"]
        reason = complaint[-1].removeprefix(f"{command}: error: ")
        raise BackupError(f"{command} failed: {reason}. {remedy}".rstrip())


def _connection_string() -> tuple[str, str]:
    """Return libpq's connection string without the password, and the password."""
    keywords = {option.keyword.decode() for option in Conninfo.get_defaults()}
    parameters = connection.get_connection_params()
    options = {name: parameters[name] for name in keywords & set(parameters)}
    password = str(options.pop("password", ""))
    return make_conninfo(**options), password
