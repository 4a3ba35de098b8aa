"""Pictures that a document embeds. They are known by their content, so none is stored twice."""

import hashlib
import io
from collections.abc import Mapping, Sequence
from typing import Protocol

from django.utils.translation import gettext
from PIL import Image

from forum.core.images import FORMATS, MAX_PIXELS
from forum.imports.planning.changes import Ref, Value
from forum.imports.planning.columns import shown, translated
from forum.imports.planning.parts import keep_left_over, list_take_down
from forum.imports.planning.plan_builder import Bench
from forum.imports.planning.positions import put_in_order
from forum.imports.planning.row_matching import Mark, Wanted, pair
from forum.models.finding_sentences import error_message
from forum.reader.errors import DocumentError
from forum.reader.event_record import Finding, Level, PhotoRecord
from sessions_app.models import Photo


def _stored_digest(row: Photo) -> str | None:
    """Return the SHA-256 of the stored file: an export carries it, not what was uploaded."""
    try:
        with row.image.storage.open(row.image.name, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


_MARKS: Sequence[Mark[Photo]] = (Mark(_stored_digest),)


class Pictures(Protocol):
    """Whatever holds a document's pictures."""

    def picture(self, key: str) -> bytes:
        """Return the bytes of one picture; raise DocumentError."""
        ...


class PersonPhotos:
    """Who is on which photo: of the session, else of any session of the event."""

    def __init__(self) -> None:
        self._here: dict[tuple[str, str | None], Ref] = {}
        self._anywhere: dict[str, Ref] = {}

    def add(self, one: PhotoRecord, ref: Ref) -> None:
        """Remember the photo of a person; the first of a session counts."""
        if one.person:
            self._here.setdefault((one.person, one.session), ref)
            self._anywhere.setdefault(one.person, ref)

    def of(self, person: str, session: str) -> Ref | None:
        """Return the photo for an appearance; a moderator's four appearances may share one."""
        return self._here.get((person, session)) or self._anywhere.get(person)


def put_photos(
    bench: Bench,
    event: Ref,
    sessions: Mapping[str, Ref],
    rows: Sequence[Photo],
    pictures: Pictures | None,
) -> PersonPhotos:
    """Take the photos into the plan, read one at a time; without ``pictures`` none."""
    on = PersonPhotos()
    if pictures is None:
        return on
    printed: dict[str, PhotoRecord] = {}
    for one in bench.record.photos:
        if digest := _digest(bench, one, pictures):
            printed.setdefault(digest, one)
            on.add(one, Ref(Photo._meta.label_lower, digest[:16]))
    wanted = [Wanted(digest[:16], digest, (digest,)) for digest in printed]
    found = pair(wanted, rows, bench.memory, _MARKS)
    refs = []
    for want in wanted:
        one = printed[want.identity]
        values: dict[str, Value] = {
            "event": event,
            "session": sessions.get(one.session or ""),
            **translated("caption", one.caption),
        }
        ref = bench.put(
            Photo, want.key, found.get(want.key), values,
            identity=want.identity, name=_name(one),
            lines=one.lines, picture=one.picture,
        )  # fmt: skip
        refs.append(list_take_down(bench, ref))
    put_in_order(bench, refs, rows)
    keep_left_over(bench, rows, found)
    return on


def _name(one: PhotoRecord) -> str:
    return shown(one.caption) or one.picture


def _digest(bench: Bench, one: PhotoRecord, pictures: Pictures) -> str:
    """Return the SHA-256 of a picture that can be stored, "" for one that cannot."""
    try:
        data = pictures.picture(one.picture)
    except DocumentError as error:
        bench.findings.append(unreadable(_name(one), one.lines, error_message(error)))
        return ""
    if reason := _reason_to_refuse(data):
        bench.findings.append(unreadable(_name(one), one.lines, reason))
        return ""
    return hashlib.sha256(data).hexdigest()


def _reason_to_refuse(data: bytes) -> str:
    """Look at the header only: nothing is decoded here."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                return f"{image.width} × {image.height}"
    except (
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ):
        return gettext("it is no picture that can be read")
    return ""


def unreadable(name: str, lines: tuple[int, ...], reason: str) -> Finding:
    """Return the finding for a picture that is left out."""
    return Finding(
        level=Level.WARNING,
        kind="truncated",
        subject=name,
        lines=lines,
        case="picture_refused",
        params={"reason": reason},
    )
