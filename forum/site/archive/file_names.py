"""Where the answer of an address lies in the archive: names that every file system takes."""

import posixpath
import re
from functools import lru_cache
from hashlib import sha256
from typing import Final
from unicodedata import normalize
from urllib.parse import quote, unquote

# Bytes; file systems take 255, and some tools add to a name.
_LONGEST: Final = 120
_UNSAFE: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
# Windows has devices of these names in every folder, whatever the ending.
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def name_file(address: str) -> str:
    """Return the path in the archive of an address without scheme and host; query included.

    ``/en/people/?page=2`` lies at ``en/people/index.page-2.html``.
    """
    path, _mark, query = address.partition("?")
    steps = [make_safe(unquote(step)) for step in path.split("/") if step]
    if path.endswith("/"):
        steps.append("index.html")
    if query:
        stem, ending = posixpath.splitext(steps[-1])
        words = unquote(query).replace("=", "-").replace("&", ".")
        steps[-1] = make_safe(f"{stem}.{words}{ending}")
    return "/".join(steps)


def make_safe(step: str) -> str:
    """Return a step of a path as a file system takes it; one that was changed stays its own."""
    safe = _UNSAFE.sub("-", normalize("NFC", step)).rstrip(". ")
    if _RESERVED.match(safe) or safe.startswith("."):
        safe = f"_{safe}"
    if safe == step and len(safe.encode()) <= _LONGEST:
        return safe
    stem, ending = posixpath.splitext(safe)
    mark = sha256(step.encode()).hexdigest()[:8]
    room = _LONGEST - len(ending.encode()) - len(mark) - 1
    return f"{stem.encode()[:room].decode(errors='ignore')}-{mark}{ending}"


def link_files(source: str, target: str) -> str:
    """Return the relative address by which one file of the archive leads to another."""
    folders, steps = source.split("/")[:-1], target.split("/")
    shared = 0
    # A page has a hundred links: what the library has for it asks for the folder it is run in.
    while shared < min(len(folders), len(steps) - 1) and folders[shared] == steps[shared]:
        shared += 1
    return quote("/".join([".."] * (len(folders) - shared) + steps[shared:]))
