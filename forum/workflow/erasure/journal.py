"""Whoever was erased, remembered beside the data for what a backup brings back."""

import json
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import timezone

from people.models import Person

JOURNAL: Final = "erasures.jsonl"


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
    known = set(_read_lines(journal_path()))
    _write_lines([line for line in _read_lines(backup) if line not in known])


def erased_again() -> list[tuple[Person, bool]]:
    """Return who was erased once and is here again, after a restore; whether the remarks went."""
    entries = [json.loads(line) for line in _read_lines(journal_path())]
    choices = {(entry["person"], entry["created"]): entry["remarks"] for entry in entries}
    keys = {pk for pk, _created in choices}
    return [
        (person, choices[person.pk, person.created.isoformat()])
        for person in Person.objects.filter(pk__in=keys).order_by("pk")
        if (person.pk, person.created.isoformat()) in choices
        and person.slug != f"withheld-{person.pk}"
    ]


def journal_path() -> Path:
    """Return where the journal is, from the first erasure on."""
    return Path(settings.DATA_DIR) / JOURNAL


def _read_lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8").splitlines()
    except FileNotFoundError:
        return []


def _write_lines(lines: list[str]) -> None:
    if lines:
        with journal_path().open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
