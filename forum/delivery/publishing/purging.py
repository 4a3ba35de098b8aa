"""Tells the shared cache in front which pages end: a CDN, or Varnish by deploy/varnish.vcl.

Each published page bears its address as its key, beside the key of all pages. What ends is purged
at once, before whoever saved is answered, and once more when the web server's own second is over:
what the cache has fetched anew meanwhile may have been the file that just went. Till then the keys
lie in ``PUBLISH_ROOT/purges``, so that a cache that is away is told later.
"""

import logging
import secrets
import threading
import time
from collections.abc import Iterable, Iterator
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings

logger = logging.getLogger(__name__)

HEADER: Final = "Surrogate-Key"
# The key of every page.
ALL: Final = "forum"
# Seconds: of the web server's open_file_cache and a little, and for the cache to answer.
AGAIN: Final = 1.5
PATIENCE: Final = 1.0
# Characters of keys in one request: caches read headers of 8 kB.
_LONGEST: Final = 6000


def describe_keys(path: str) -> dict[str, str]:
    """Return the header that names a page's keys, none where no cache is told."""
    return {HEADER: f"{ALL} {path}"} if settings.CDN_PURGE_ADDRESS else {}


def purge_pages(keys: Iterable[str]) -> None:
    """Have the cache forget pages now, and have the worker tell it again."""
    if not settings.CDN_PURGE_ADDRESS or not (lines := "\n".join(keys)):
        return
    try:
        _write_down(lines)
    except OSError:
        # What was saved is saved, and the cache is told once at least.
        logger.exception("Purges cannot be written down, and are not repeated")
    _send(lines.split("\n"))


def repeat_purges(end: threading.Event) -> None:
    """Tell the cache again what ended, until told to end."""
    while not end.wait(PATIENCE / 2):
        try:
            _repeat_due()
        except Exception:
            # Another host's worker may have been first, or the disk is away, or nobody foresaw it:
            # the thread is not to end unseen.
            logger.exception("Purges cannot be read, and wait")


def _repeat_due() -> None:
    for file in _list_due():
        if not _send(file.read_text().split("\n")):
            break
        file.unlink(missing_ok=True)


def _write_down(lines: str) -> None:
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{time.time_ns()}-{secrets.token_hex(4)}").write_text(lines)


def _list_due() -> Iterator[Path]:
    latest = time.time_ns() - int(AGAIN * 1_000_000_000)
    for file in sorted(_folder().glob("*-*")):
        if int(file.name.partition("-")[0]) <= latest:
            yield file


def _send(keys: list[str]) -> bool:
    """Tell whether the cache has taken all keys."""
    try:
        for batch in _divide(keys):
            _send_batch(batch)
    except (OSError, HTTPException) as error:
        logger.error("CDN_PURGE_ADDRESS does not take a purge, which waits: %s", error)  # noqa: TRY400
        return False
    return True


def _send_batch(batch: str) -> None:
    parts = urlsplit(settings.CDN_PURGE_ADDRESS)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.netloc, timeout=PATIENCE)
    try:
        connection.request("PURGE", parts.path or "/", headers={HEADER: batch})
        answer = connection.getresponse()
        if answer.status >= 400:
            raise HTTPException(f"it answers {answer.status}")
    finally:
        connection.close()


def _divide(keys: list[str]) -> Iterator[str]:
    batch = ""
    for key in keys:
        if batch and len(batch) + len(key) >= _LONGEST:
            yield batch
            batch = ""
        batch = f"{batch} {key}".strip()
    yield batch


def _folder() -> Path:
    return Path(settings.PUBLISH_ROOT) / "purges"
