"""The file of a photo that is out of sight, wherever else it is used.

Who is on a file is said by the photos of it: when the one that says so goes, or is given another
picture, those that hid with it would show again. So photos of the same file are withheld before,
and events lose it as their cover, in the tables and in working copies.
"""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import BooleanField, F, Func, JSONField, QuerySet, Value

from forum.core.columns import columns
from forum.history.working_copies.copy_diversion import is_diverted
from forum.models import WorkingCopy
from sessions_app.models import Event, Photo

COVER = ("cover", *columns("cover_alt"))


def before_save(record: Any) -> None:
    """Keep the former file of a hidden photo hidden, where the photo is given another one."""
    field: Any = Photo._meta.get_field("image")
    if isinstance(record, Photo) and record.pk and field.list_departures(record):
        _keep_hidden(record)


def before_delete(record: Any) -> None:
    """Keep the file of a hidden photo hidden, where the photo is deleted."""
    if isinstance(record, Photo):
        _keep_hidden(record)


def _keep_hidden(photo: Photo) -> None:
    hidden = Photo.objects.filter(pk=photo.pk).kept_back()
    # Kept in a working copy, it is still there.
    if is_diverted(photo) or not (name := hidden.values_list("image", flat=True).first()):
        return
    same_file = Photo.objects.filter(image=name).exclude(pk=photo.pk)
    for place in same_file.kept_back():
        if not place.withheld:
            place.withheld = True
            place.save(update_fields=["withheld"])
    clear_covers({name})


@transaction.atomic
def clear_covers(names: Collection[str]) -> None:
    """Take files off the events that have them as their covers, with what they show in words."""
    for event in Event.objects.filter(cover__in=names):
        for name in COVER:
            setattr(event, name, "")
        event.save()
    for copy in _lock_copies_with_covers(names):
        changes = {
            place: {**edit, "fields": _without_cover(edit["fields"], names)}
            for place, edit in copy.changes.items()
        }
        if changes != copy.changes:
            copy.changes = {place: edit for place, edit in changes.items() if edit["fields"]}
            copy.version += 1
            copy.save(update_fields=["changes", "version"])


def _lock_copies_with_covers(names: Collection[str]) -> QuerySet[WorkingCopy]:
    """Return the working copies that have files as covers, closed ones too: they may come back."""
    has_cover = Func(
        F("changes"),
        Value({"names": [*names]}, JSONField()),
        function="jsonb_path_exists",
        arg_joiner=", '$.*.fields.cover[*] ? (@ == $names[*])'::jsonpath, ",
        output_field=BooleanField(),
    )
    return WorkingCopy.objects.filter(has_cover).select_for_update().order_by("pk")


def _without_cover(fields: dict[str, list[Any]], names: Collection[str]) -> dict[str, list[Any]]:
    """Return what a working copy does with columns, without files: a former one or a new one.

    fields: column -> base and value.
    """
    former, new = fields.get("cover") or (None, None)
    if new in names:
        return {name: pair for name, pair in fields.items() if name not in COVER}
    if former in names:
        return {name: ["", pair[1]] if name in COVER else pair for name, pair in fields.items()}
    return fields
