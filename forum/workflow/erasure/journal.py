"""Whoever was erased, remembered beside the data for what a backup brings back.

Where files lie in buckets, of which several hosts read, each entry is an object there too:
whichever host makes or restores a backup knows of every erasure.
"""

import hashlib
import json
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.utils import timezone

from forum.core.storage import private_storage, walk_files
from people.models import Person

JOURNAL: Final = "erasures.jsonl"
# Of the objects, one an entry.
_FOLDER: Final = "erasures"


def note_erasure(person: Person, *, with_remarks: bool) -> None:
    """Remember beside the data that a person was erased, for a backup from before brings it back.

    Its key and when it was made tell nobody who it was, and are together no other person's: what
    was restored gives the same keys again.
    """
    line = json.dumps(
        {
            "person": person.pk,
            "created": person.created.isoformat(),
            "remarks": with_remarks,
            "at": timezone.now().isoformat(),
        }
    )
    _write_lines([line])


def add_erasures(backup: Path) -> None:
    """Remember also who is remembered in the journal of a backup, which may have none."""
    known = set(_read_lines(read_journal()))
    _write_lines([line for line in _read_lines(backup) if line not in known])


def erased_again() -> list[tuple[Person, bool]]:
    """Return who was erased once and is here again, after a restore; whether the remarks went."""
    entries = [json.loads(line) for line in _read_lines(read_journal())]
    choices = {(entry["person"], entry["created"]): entry["remarks"] for entry in entries}
    keys = {pk for pk, _created in choices}
    return [
        (person, choices[person.pk, person.created.isoformat()])
        for person in Person.objects.filter(pk__in=keys).order_by("pk")
        if (person.pk, person.created.isoformat()) in choices
        and person.slug != f"withheld-{person.pk}"
    ]


def read_journal() -> Path:
    """Return where the journal is, from the first erasure on, with what other hosts remember."""
    if settings.S3_PRIVATE_BUCKET:
        share_entries(private_storage())
    return _path()


def share_entries(storage: Storage) -> None:
    """Bring together what this host remembers and what a storage of all hosts does."""
    shared = {}
    for name in walk_files(storage, _FOLDER):
        with storage.open(name) as entry:
            shared[name] = entry.read().decode()
    lines = _read_lines(_path())
    _append([line for line in shared.values() if line not in lines])
    for line in lines:
        name = f"{_FOLDER}/{hashlib.sha256(line.encode()).hexdigest()}.json"
        if name not in shared:
            storage.save(name, ContentFile(line.encode()))


def _path() -> Path:
    return Path(settings.DATA_DIR) / JOURNAL


def _read_lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8").splitlines()
    except FileNotFoundError:
        return []


def _write_lines(lines: list[str]) -> None:
    _append(lines)
    # And to the others.
    read_journal()


def _append(lines: list[str]) -> None:
    if lines:
        with _path().open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
