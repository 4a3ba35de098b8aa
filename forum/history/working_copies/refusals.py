"""Refusals to be shown: they hold at once, for nobody waits for a review to be left alone.

What gives consent, or takes somebody off a picture, waits in the working copy like all the rest.
"""

from forum.history.rows import RowKey
from forum.history.states import RecordState, RowState
from forum.history.working_copies.changes import Pair, RecordEdits, RowEdit
from people.models import Person, PhotoConsent
from sessions_app.models import Appearance, Photo

_CONSENT, _PHOTOS, _PERSON = "photo_consent", "photos", "person"


def find_refusals(public: RecordState, edited: RecordState) -> RecordEdits:
    """Return by what an edited state of a record hides pictures, for somebody on them refused.

    These are new refusals, and public photos that now name who refused, at the event or altogether.
    """
    refusals: RecordEdits = {}
    for key, after in edited.items():
        before = public.get(key)
        if before is None or _CONSENT not in after.fields:
            continue
        fields: dict[str, Pair] = {}
        if _refuses(after) and not _refuses(before):
            fields[_CONSENT] = (before.fields[_CONSENT], after.fields[_CONSENT])
        if photos := _new_photos(before, after, public):
            present = before.fields[_PHOTOS]
            fields[_PHOTOS] = (present, [*present, *photos])
        if fields:
            refusals[key] = RowEdit(key, "changed", fields)
    return refusals


def _refuses(row: RowState) -> bool:
    return bool(row.fields[_CONSENT] == PhotoConsent.REFUSED)


def _new_photos(before: RowState, after: RowState, public: RecordState) -> list[int]:
    """Return the public photos that name a refusing guest now, and did not before."""
    if after.key.model is not Appearance:
        return []
    label = Photo._meta.label_lower
    photos = [
        pk
        for pk in after.fields[_PHOTOS]
        if pk not in before.fields[_PHOTOS] and RowKey(label, pk) in public
    ]
    return photos if photos and (_refuses(after) or _refuses_altogether(before)) else []


def _refuses_altogether(guest: RowState) -> bool:
    refusing = Person.objects.refusing_pictures()
    return bool(refusing.filter(pk=guest.fields[_PERSON]).exists())
