"""Whoever was erased, remembered beside the data for what a backup brings back.

Where files lie in buckets, of which several hosts read, each entry is an object there too:
whichever host makes or restores a backup knows of every erasure.
"""

import hashlib
import json
import logging
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.utils import timezone

from forum.core.storage import private_storage, walk_files
from people.models import Person

logger = logging.getLogger(__name__)

JOURNAL: Final = "erasures.jsonl"
# Of the objects, one an entry.
_FOLDER: Final = "erasures"


class UntoldHostsError(Exception):
    """The bucket does not answer, so that no other host would know of an erasure."""


def note_erasure(person: Person, *, with_remarks: bool) -> None:
    """Remember beside the data that a person was erased, for a backup from before brings it back.

    Its key and when it was made tell nobody who it was, and are together no other person's: what
    was restored gives the same keys again. Raises UntoldHostsError, with nothing written
    here; the entry may be in the bucket where only its answer was lost.
    """
    entry = {
        "person": person.pk, "created": person.created.isoformat(), "remarks": with_remarks,
    }  # fmt: skip
    # Whoever is erased again is remembered already, and goes whatever the bucket does.
    if any(entry.items() <= json.loads(line).items() for line in _read_lines(journal_path())):
        return
    line = json.dumps({**entry, "at": timezone.now().isoformat()})
    if settings.S3_PRIVATE_BUCKET:
        try:
            _share_line(line, private_storage())
        except Exception as error:
            # Each storage's library has errors of its own.
            raise UntoldHostsError(str(error)) from error
    _append([line])


def add_erasures(backup: Path) -> None:
    """Remember also who is remembered in the journal of a backup, which may have none."""
    known = set(_read_lines(journal_path()))
    _append([line for line in _read_lines(backup) if line not in known])
    # And with the others.
    read_journal()


def erased_again() -> list[tuple[Person, bool]]:
    """Return who was erased once and is here again, after a restore; whether the remarks went.

    They did where any entry of the person says so: the entries of other hosts come in any order.
    """
    choices: dict[tuple[int, str], bool] = {}
    for entry in map(json.loads, _read_lines(read_journal())):
        key = entry["person"], entry["created"]
        choices[key] = entry["remarks"] or choices.get(key, False)
    keys = {pk for pk, _created in choices}
    return [
        (person, choices[person.pk, person.created.isoformat()])
        for person in Person.objects.filter(pk__in=keys).order_by("pk")
        if (person.pk, person.created.isoformat()) in choices
        and person.slug != f"withheld-{person.pk}"
    ]


def read_journal() -> Path:
    """Return where the journal is, from the first erasure on, with what other hosts remember.

    Where the bucket does not answer the log says so, and the journal is this host's own.
    """
    if failure := ask_other_hosts():
        logger.warning(
            "The private bucket does not answer (%s): only the erasures that this host knows of "
            "are remembered. After a restore, run manage.py erase_person --again once it does.",
            failure,
        )
    return journal_path()


def ask_other_hosts() -> str:
    """Bring in every entry of the bucket; return why it does not answer, or "" where it does."""
    if settings.S3_PRIVATE_BUCKET:
        try:
            share_entries(private_storage())
        except Exception as error:
            # Each storage's library has errors of its own.
            return str(error) or type(error).__name__
    return ""


def share_entries(storage: Storage) -> None:
    """Bring together what this host remembers and what a storage of all hosts does."""
    shared = {}
    for name in walk_files(storage, _FOLDER):
        with storage.open(name) as entry:
            shared[name] = entry.read().decode()
    lines = _read_lines(journal_path())
    _append([line for line in shared.values() if line not in lines])
    for line in lines:
        if _name_of(line) not in shared:
            _share_line(line, storage)


def journal_path() -> Path:
    """Return where the journal is, as this host has it."""
    return Path(settings.DATA_DIR) / JOURNAL


def _share_line(line: str, storage: Storage) -> None:
    storage.save(_name_of(line), ContentFile(line.encode()))


def _name_of(line: str) -> str:
    return f"{_FOLDER}/{hashlib.sha256(line.encode()).hexdigest()}.json"


def _read_lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8").splitlines()
    except FileNotFoundError:
        return []


def _append(lines: list[str]) -> None:
    if lines:
        with journal_path().open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
