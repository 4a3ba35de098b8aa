"""Pictures that a document embeds. They are known by their content, so none is stored twice."""

import hashlib
import io
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Final

from django.utils.translation import gettext
from PIL import Image

from forum.core.images import FORMATS, MAX_PIXELS
from forum.imports.planning.columns import first_text, text_columns
from forum.imports.planning.plan_builder import PlanBuilder
from forum.imports.planning.protocol_order import plan_order
from forum.imports.planning.record_plan import Ref, Value
from forum.imports.planning.row_matching import DocumentItem, Trait, match_rows
from forum.models.finding_sentences import error_message
from forum.reader.document import Document
from forum.reader.errors import DocumentError
from forum.reader.event_record import Finding, Level, PhotoRecord, Scope
from sessions_app.models import Photo

# A mark in the head of a JPEG, and the two between which its pixels lie.
_MARK: Final = re.compile(rb"\xff+([^\x00\xff])")
_START, _END = b"\xda", b"\xff\xd9"


def _stored_digest(row: Photo) -> str | None:
    """Return the SHA-256 of the stored file: an export carries it, not what was uploaded."""
    try:
        with row.image.storage.open(row.image.name, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


TRAITS: Sequence[Trait[Photo]] = (Trait(_stored_digest),)


class PersonPhotos:
    """Who is on which photo: of the session, else of any session of the event."""

    def __init__(self) -> None:
        self._by_session: dict[tuple[str, str | None], list[Ref]] = defaultdict(list)
        self._by_person: dict[str, list[Ref]] = defaultdict(list)

    def add(self, photo: PhotoRecord, ref: Ref) -> None:
        """Remember the photo of a person."""
        if photo.person:
            self._by_session[photo.person, photo.session].append(ref)
            self._by_person[photo.person].append(ref)

    def find(self, person: str, session: str) -> tuple[Ref, ...]:
        """Return the photos of an appearance, first the one that stands beside the remarks.

        A moderator's four appearances may share one.
        """
        photos = self._by_session.get((person, session)) or self._by_person.get(person, [])[:1]
        return tuple(dict.fromkeys(photos))


def plan_photos(
    builder: PlanBuilder,
    event: Ref,
    sessions: Mapping[str, Ref],
    rows: Sequence[Photo],
    document: Document | None,
) -> PersonPhotos:
    """Take the photos into the plan, read one at a time; without the document none."""
    person_photos = PersonPhotos()
    if builder.record.scope is Scope.TABLES:
        plan_captions(builder, rows)
        return person_photos
    if document is None:
        return person_photos
    printed: dict[str, PhotoRecord] = {}
    for photo in builder.record.photos:
        if digest := _digest(builder, photo, document):
            printed.setdefault(digest, photo)
            person_photos.add(photo, Ref(Photo._meta.label_lower, digest[:16]))
    items = [DocumentItem(digest[:16], digest, (digest,)) for digest in printed]
    matches = match_rows(items, rows, builder.previous, TRAITS)
    refs = []
    for item in items:
        photo = printed[item.identity]
        values: dict[str, Value] = {
            "event": event,
            "session": sessions.get(photo.session or ""),
            **text_columns("caption", photo.caption),
        }
        ref = builder.put_part(
            Photo, item.key, matches.get(item.key), values, identity=item.identity,
            name=_photo_name(photo), lines=photo.lines, picture=photo.picture,
        )  # fmt: skip
        refs.append(ref)
    plan_order(builder, refs, rows)
    builder.list_dropped(rows, matches)
    return person_photos


def plan_captions(builder: PlanBuilder, rows: Sequence[Photo]) -> None:
    """Take captions into the plan, each of a photo that the event has, by the file's name."""
    stored = {PurePath(row.image.name or "").name: row for row in rows}
    for photo in builder.record.photos:
        row = stored.get(photo.picture)
        if row is None:
            builder.findings.append(photo_unknown(photo))
            continue
        builder.put_part(
            Photo, photo.picture, row, text_columns("caption", photo.caption),
            identity=photo.picture, name=_photo_name(photo), lines=photo.lines,
        )  # fmt: skip


def photo_unknown(photo: PhotoRecord) -> Finding:
    """Return the finding for a caption of a picture that the event does not have."""
    return Finding(
        level=Level.WARNING,
        kind="truncated",
        subject=photo.picture,
        lines=photo.lines,
        case="photo_unknown",
        params={"name": photo.picture},
    )


def _photo_name(photo: PhotoRecord) -> str:
    return first_text(photo.caption) or photo.picture


def _digest(builder: PlanBuilder, photo: PhotoRecord, document: Document) -> str:
    """Return the SHA-256 of a picture that can be stored, "" for one that cannot."""
    try:
        data = document.picture(photo.picture)
    except DocumentError as error:
        reason = error_message(error)
    else:
        reason = _reason_to_refuse(data)
    if reason:
        builder.findings.append(picture_refused(_photo_name(photo), photo.lines, reason))
        return ""
    return hashlib.sha256(data).hexdigest()


def _reason_to_refuse(data: bytes) -> str:
    """Look at the header, and whether the file is whole; nothing is decoded here.

    A JPEG is held to its end mark, others to their checksums: that takes a plan no time. Of a JPEG
    that is damaged and not cut the writer, which decodes all of it, has such a finding.
    """
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                return f"{image.width} × {image.height}"
            if image.format not in ("JPEG", "MPO"):
                image.verify()
            elif is_cut_short(data):
                return gettext("it is no picture that can be read")
    except (
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ):
        return gettext("it is no picture that can be read")
    return ""


def is_cut_short(data: bytes) -> bool:
    """Tell whether a JPEG lacks its end mark; a preview in its head has one of its own."""
    position = len(b"\xff\xd8")
    while (mark := _MARK.match(data, position)) and mark[1] != _START:
        position = mark.end() + int.from_bytes(data[mark.end() : mark.end() + 2])
    return data.find(_END, position) < 0


def picture_refused(name: str, lines: tuple[int, ...], reason: str) -> Finding:
    """Return the finding for a picture that is left out."""
    return Finding(
        level=Level.WARNING,
        kind="truncated",
        subject=name,
        lines=lines,
        case="picture_refused",
        params={"reason": reason},
    )
