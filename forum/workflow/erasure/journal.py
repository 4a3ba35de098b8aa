"""Whoever was erased, remembered beside the data for what a backup brings back."""

import json
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from people.models import Person


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
    with _journal().open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")


def erased_again() -> list[tuple[Person, bool]]:
    """Return who was erased once and is here again, after a restore; whether the remarks went."""
    try:
        lines = _journal().read_text("utf-8").splitlines()
    except OSError:
        return []
    entries = [json.loads(line) for line in lines]
    choices = {(entry["person"], entry["created"]): entry["remarks"] for entry in entries}
    keys = {pk for pk, _created in choices}
    return [
        (person, choices[person.pk, person.created.isoformat()])
        for person in Person.objects.filter(pk__in=keys).order_by("pk")
        if (person.pk, person.created.isoformat()) in choices
        and person.slug != f"withheld-{person.pk}"
    ]


def _journal() -> Path:
    return Path(settings.DATA_DIR) / "erasures.jsonl"
