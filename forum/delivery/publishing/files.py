"""The folder of published pages: ``PUBLISH_ROOT``.

pages/en/events/index.html   a page that holds until something changes; the web server's to hand out
pages/en/…/index.html.gz     the same, compressed; with PUBLISH_BROTLI beside it index.html.br
pages/en/feed.xml.headers    what the answer says beside it, as JSON; pages have the same all
due/en/index.html@1764144000 a page that holds until a moment, in seconds; the application's alone,
                             which looks at the clock
release                      of the code, templates and settings that made them
mark                         of this folder: another host's has another. Noted beside the folder
site                         whose pages they are: the identity in its database
generation                   its time is another with every change: who made a page meanwhile throws
                             it away
trash-…/                     pages that are not there any more, while they are deleted
locks/                       held by whoever writes or ends files, and by whoever makes a page
"""

import fcntl
import gzip
import hashlib
import json
import os
import re
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple
from zlib import crc32

import brotli
from django.conf import settings
from django.utils import timezone

from forum.core.public_folders import PUBLIC_FILE, make_public_folder
from forum.delivery.publishing.purging import ALL, purge_pages

# Settings that pages tell of; whatever else they hold is in the database, which says what changes.
_SETTINGS_OF_PAGES: Final = (
    "PUBLISH_ADDRESS", "SITE_ADDRESS", "ALLOWED_HOSTS", "TIME_ZONE",
    "LANGUAGE_FALLBACKS", "STATIC_URL", "MEDIA_URL", "API_REQUESTS_PER_MINUTE", "CDN_MAX_AGE",
    "SECURITY_CONTACT", "PUBLISH_BROTLI",
)  # fmt: skip
# Everything that has a name of the site's own making: slugs, and the names of its files.
# No part of it can take what another one can, so that anybody's address is read once.
_PLAIN: Final = re.compile(r"/(?:[a-z0-9_-]++/)*+[a-z0-9_.-]*+\Z")
# Characters: slugs have 80 at most, and an address three of them.
_LONGEST: Final = 512
_STRIPES: Final = 1024
# Web servers make an ETag of a file's time and length. Ours bear a time that follows from their
# content: two versions of one second differ, and what was made anew and is the same stays cached.
_EPOCH: Final = 1_000_000_000
_SPAN: Final = 600_000_000
_PAUSE: Final = 0.01
# Seconds for which who writes a file waits, and who ends files: writers take turns of milliseconds.
PATIENCE: Final = 1.0
_LONG_PATIENCE: Final = 3.0
# How the trees of pages begin that are being deleted.
_TRASH: Final = "trash-"
# Content-Encoding -> how its files end; "" for what is not compressed.
ENDINGS: Final = {"br": ".br", "gzip": ".gz", "": ""}
# Takes as long as gzip, and makes pages an eighth smaller; the best takes twenty times as long.
_QUALITY: Final = 6


class PublishedFile(NamedTuple):
    """A file that holds now.

    etag: as nginx makes it, so that both say the same. headers: beside those that all files have.
    until: the moment from which on it is not shown, in seconds; None: until something changes.
    """

    content: bytes
    etag: str
    headers: dict[str, str]
    until: int | None = None


def is_plain(path: str) -> bool:
    """Tell whether an address can be the name of a file: no step of it leads upwards.

    What a page's own file is called is no address: the page has one, which ends in a slash.
    """
    if len(path) > _LONGEST or not _PLAIN.match(path):
        return False
    return ".." not in path and not path.rpartition("/")[2].startswith("index.html")


def find_file(path: str, encoding: str = "") -> PublishedFile | None:
    """Return the file of a page as it holds now; None where there is none."""
    try:
        return _read(_place("pages", path), encoding)
    except OSError:
        due = _find_due(path)
    try:
        until = int(due.name.rpartition("@")[2]) if due else None
        return _read(due, encoding)._replace(until=until) if due else None
    except OSError:
        return None


def write_file(path: str, content: bytes, headers: dict[str, str], until: datetime | None) -> None:
    """Put a page in its place. until: the moment from which on it is not to be shown."""
    if until is None:
        file = _place("pages", path)
    else:
        file = _place("due", path)
        file = file.with_name(f"{file.name}@{int(until.timestamp())}")
    former = [*_list_due(path), *([_place("pages", path)] if until else [])]
    dated = _EPOCH + crc32(content) % _SPAN
    if not _is_page(file):
        _write(file.with_name(f"{file.name}.headers"), json.dumps(headers).encode())
    if settings.PUBLISH_BROTLI and is_compressible(path):
        compressed = brotli.compress(content, mode=brotli.MODE_TEXT, quality=_QUALITY)
        _write(file.with_name(f"{file.name}.br"), compressed, dated)
    if is_compressible(path):
        _write(file.with_name(f"{file.name}.gz"), gzip.compress(content, 6, mtime=0), dated)
    _write(file, content, dated)
    for place in former:
        if place != file:
            _remove(place)


def is_compressible(path: str) -> bool:
    """Tell whether a file has compressed ones beside it: a picture is compressed already."""
    return not path.endswith(".png")


def delete_file(path: str) -> None:
    """Let a page be there no more."""
    for place in (_place("pages", path), *_list_due(path)):
        _remove(place)


def list_paths() -> list[str]:
    """Return the addresses of all pages that have a file."""
    return sorted({address_of(file.relative_to(_root())) for file in _list_pages()})


def list_copied() -> Iterator[Path]:
    """Yield the files by which a copy of the folder can be put back: see ``put_back``.

    Of what is compressed the compressed file alone: the others are made of it.
    """
    for name in ("mark", "release"):
        if (_root() / name).is_file():
            yield _root() / name
    for file in _list_pages():
        yield file.with_name(f"{file.name}.gz") if _is_compressed(file) else file
        if not _is_page(file):
            yield file.with_name(f"{file.name}.headers")


def put_back(copy: Path, file: Path) -> None:
    """Put a page in its place as a copy of the folder has it; file: of those that it lists."""
    is_compressed = file.name.endswith(".gz")
    content = gzip.decompress(file.read_bytes()) if is_compressed else file.read_bytes()
    page = file.with_suffix("") if is_compressed else file
    headers = {}
    if not _is_page(page):
        headers = json.loads(page.with_name(f"{page.name}.headers").read_bytes())
    moment = page.name.partition("@")[2]
    until = datetime.fromtimestamp(int(moment), UTC) if moment else None
    write_file(address_of(page.relative_to(copy)), content, headers, until)


def address_of(file: Path) -> str:
    """Return the address of the page whose file, compressed or not, lies there in the folder."""
    _tree, *folders, name = file.parts
    name = name.removesuffix(".gz").partition("@")[0]
    return "/".join(("", *folders, "" if name == "index.html" else name))


def _list_pages() -> Iterator[Path]:
    """Yield the files of all pages, without those beside them."""
    for tree in ("pages", "due"):
        for file in (_root() / tree).rglob("*"):
            if file.is_file() and not file.name.endswith((".br", ".gz", ".headers", ".part")):
                yield file


def _is_compressed(file: Path) -> bool:
    return is_compressible(file.name.partition("@")[0])


def delete_all(note: Callable[[], object] | None = None, release: bytes = b"") -> None:
    """Let no page be there any more: at once, whatever their number.

    note: writes down that they are gone, before any can be made again. release: whose pages alone
    are stored from now on. Who hangs with the lock keeps no file from going.
    """
    with lock_folder(shared=False):
        if note:
            note()
        for tree in ("pages", "due"):
            with suppress(FileNotFoundError):
                (_root() / tree).rename(_root() / f"{_TRASH}{secrets.token_hex(4)}")
        begin_generation()
        if release:
            note_release(release)
    _delete_trash()
    purge_pages([ALL])


def _delete_trash() -> None:
    """Delete the pages that are not there any more, also where that was broken off."""
    for trash in _root().glob(f"{_TRASH}*"):
        shutil.rmtree(trash, ignore_errors=True)


def lose_all() -> None:
    """Let no page be there any more, where the database cannot be told: the worker tells it."""
    delete_all(lambda: (_root() / "release").unlink(missing_ok=True))


def read_mark() -> str:
    """Return what tells this folder from that of another host; one that was lost has its own again.

    It is noted beside the folder. Where the folder is a mount that is missing, what lies beneath it
    is another device's, and so another folder.
    """
    place, note = _root() / "mark", _root().with_name(f"{_root().name}.mark")
    with _open_lock("mark") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        device, noted = str(_root().stat().st_dev), _read_note(note)
        if not place.exists():
            lost = noted[0] if noted[1:] == [device] else ""
            _write(place, (lost or secrets.token_hex(16)).encode())
        mark = place.read_text()
        if noted != [mark, device]:
            # Only to find a lost folder again: nothing waits for it.
            with suppress(OSError):
                _write(note, f"{mark} {device}".encode())
    return mark


def read_site() -> str:
    """Return the identity of the site whose pages these are; "" where they are nobody's yet."""
    return "".join(_read_note(_root() / "site"))


def note_site(identity: str) -> None:
    """Let the pages here be those of a site."""
    if read_site() != identity:
        _write(_root() / "site", identity.encode())


def is_lost() -> bool:
    """Tell whether the folder, or all that is in it, has gone since the worker began with it."""
    return not (_root() / "release").exists()


def begin_release(note: Callable[[], object] | None = None) -> bool:
    """End the pages that another release made, or other settings, if any did; as ``delete_all``."""
    _delete_trash()
    is_another = is_lost() or not is_of_release()
    if is_another:
        delete_all(note, describe_release())
    return is_another


def note_release(release: bytes) -> None:
    """Let the pages of a release be those that are stored."""
    _write(_root() / "release", release)


def is_of_release() -> bool:
    """Tell whether the pages are of this process' release and settings, or of none yet.

    Hosts that share the folder are upgraded one after the other: what one made of them would stay,
    with styles that the others do not have.
    """
    try:
        return (_root() / "release").read_bytes() == describe_release()
    except FileNotFoundError:
        return True


def describe_release() -> bytes:
    """Return what the pages of this process' release and settings are marked with."""
    # Not the languages' names, which read otherwise in each.
    codes = [code for code, _name in settings.LANGUAGES]
    values = repr([codes, *(getattr(settings, name) for name in _SETTINGS_OF_PAGES)])
    return hashlib.sha256(digest_code(settings.BASE_DIR) + values.encode()).hexdigest().encode()


@cache
def digest_code(base: Path) -> bytes:
    """Return what tells code, templates and styles from others, on whichever host they lie.

    To be asked when a process begins: later another release's may lie in their place.
    """
    digest = hashlib.sha256()
    for folder in ("forum", "people", "sessions_app", "templates", "static"):
        for file in sorted((base / folder).rglob("*.*")):
            if file.suffix != ".pyc" and file.is_file():
                digest.update(f"{file.relative_to(base)}\0".encode() + file.read_bytes())
    return digest.digest()


def read_generation() -> str:
    """Return what is another after each change.

    The file is opened: on a folder that hosts share, NFS asks its server then. Without that its
    times are some seconds old.
    """
    try:
        with (_root() / "generation").open("rb") as generation:
            return str(os.fstat(generation.fileno()).st_mtime_ns)
    except OSError:
        return ""


def begin_generation() -> None:
    """Let whoever makes a page at the moment throw it away; to be called under the lock.

    On a full disk too, where nothing can be written: what was taken down is deleted all the same.
    """
    place, moment = _root() / "generation", secrets.randbelow(2**31 * 10**9)
    try:
        os.utime(place, ns=(moment, moment))
    except OSError:
        # There is none yet, or it is another user's.
        _write(place, b"", moment // 10**9)


def lock_folder(*, shared: bool) -> AbstractContextManager[bool]:
    """Keep those who end files and those who write them apart; writers share the lock.

    False: somebody has held it for too long, who waits for a database that hangs, for example.
    """
    if shared:
        return _lock("folder", fcntl.LOCK_SH, PATIENCE)
    return _lock("folder", fcntl.LOCK_EX, _LONG_PATIENCE)


def lock_place(path: str) -> AbstractContextManager[bool]:
    """Let one at a time put a page in its place; False: somebody has been at it for too long."""
    return _lock(f"place-{_stripe_of(path)}", fcntl.LOCK_EX, PATIENCE)


def lock_page(path: str, patience: float) -> AbstractContextManager[bool]:
    """Let one at a time make a page; False: somebody else has been at it for too long.

    patience: seconds.
    """
    return _lock(f"page-{_stripe_of(path)}", fcntl.LOCK_EX, patience)


def _stripe_of(path: str) -> int:
    return crc32(path.encode()) % _STRIPES


@contextmanager
def _lock(name: str, kind: int, patience: float) -> Iterator[bool]:
    end = time.monotonic() + patience
    with _open_lock(name) as handle:
        while True:
            try:
                fcntl.flock(handle, kind | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= end:
                    yield False
                    return
                time.sleep(_PAUSE)
            else:
                yield True
                return


@contextmanager
def _open_lock(name: str) -> Iterator[int]:
    file = _root() / "locks" / name
    try:
        handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
    except FileNotFoundError:
        make_public_folder(file.parent)
        handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        yield handle
    finally:
        # Whoever closes it lets go of the lock.
        os.close(handle)


def _find_due(path: str) -> Path | None:
    """Return the file whose moment has not come yet."""
    seconds = timezone.now().timestamp()
    for file in _list_due(path):
        if seconds < int(file.name.rpartition("@")[2]):
            return file
    return None


def _list_due(path: str) -> Iterator[Path]:
    """Yield the files of a page with a moment, each with its compressed ones beside it."""
    place = _place("due", path)
    with suppress(OSError):
        for name in os.listdir(place.parent):  # noqa: PTH208 - a page's answer waits for it
            stem, at, moment = name.rpartition("@")
            if at and stem == place.name and moment.isdecimal():
                yield place.with_name(name)


def _place(tree: str, path: str) -> Path:
    return _root() / tree / f"{path.lstrip('/')}{'index.html' if path.endswith('/') else ''}"


def _read(file: Path, encoding: str) -> PublishedFile:
    with open(f"{file}{ENDINGS[encoding]}", "rb") as opened:  # noqa: PTH123 - half the time of Path
        stat = os.fstat(opened.fileno())
        content = opened.read()
    headers = {}
    if not _is_page(file):
        headers = json.loads(file.with_name(f"{file.name}.headers").read_bytes())
    return PublishedFile(content, f'"{int(stat.st_mtime):x}-{stat.st_size:x}"', headers)


def _is_page(file: Path) -> bool:
    return file.name.startswith("index.html")


def _remove(file: Path) -> None:
    for ending in (*ENDINGS.values(), ".headers"):
        file.with_name(f"{file.name}{ending}").unlink(missing_ok=True)


def _root() -> Path:
    return Path(settings.PUBLISH_ROOT)


def _read_note(note: Path) -> list[str]:
    try:
        return note.read_text().split()
    except OSError:
        return []


def _write(file: Path, content: bytes, dated: int | None = None) -> None:
    """Write a file whole or not at all; the web server is another user. dated: seconds."""
    make_public_folder(file.parent)
    handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as part:
            part.write(content)
            part.flush()
            os.fchmod(part.fileno(), PUBLIC_FILE)
            if dated is not None:
                os.utime(part.fileno(), (dated, dated))
        os.replace(name, file)  # noqa: PTH105 - the name is a string
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
