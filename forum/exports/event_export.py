"""One event in, one file out: what the command and the admin call."""

import json
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Final

from django.utils.translation import gettext, ngettext

from forum.core.field_labels import site_language_name
from forum.exports.errors import ExportError
from forum.exports.event_data import gather_event
from forum.exports.export_records import EventExport
from forum.exports.house_style.cover import list_unnamed
from forum.exports.house_style.document import compose_document, list_written
from forum.exports.json_writer import shape_event
from forum.exports.pictures import StoredPictures
from forum.exports.published_data import gather_published
from forum.exports.stored_files import read_stored_file
from forum.exports.table_writer import event_workbook
from forum.exports.word_writer import write_document
from forum.reader.document import DocumentError, read
from forum.reader.event_record import LANGUAGES, EventRecord
from forum.reader.shapes.record.reader import parse
from sessions_app.models import Event

DOCX_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BOTH: Final = "both"


def codes_of(language: str) -> Sequence[str]:
    """Return the languages that ``--language`` names: zh-hans, en or both."""
    return LANGUAGES if language == BOTH else (language,)


def file_name(event: Event, language: str, suffix: str) -> str:
    """Return 2024-some-forum.docx, 2024-some-forum.en.docx."""
    return f"{event.slug}{'' if language == BOTH else f'.{language}'}.{suffix}"


def write_docx(
    event: Event,
    target: IO[bytes],
    language: str = BOTH,
    *,
    withheld: bool = False,
    anyway: bool = False,
    is_working_copy: bool = False,
) -> list[str]:
    """Write the event as a Word document; return what is left out of it, in sentences.

    anyway: for people to read, if an import would misread it; else that raises ExportError.
    is_working_copy: whether the tables are read as an open working copy has them.
    """
    export = gather_event(event, withheld=withheld, is_working_copy=is_working_copy)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "record.docx"
        with path.open("wb") as file:
            left_out = _write_word(export, file, language)
        sound = anyway or language == BOTH or is_read_as_meant(path, export.record, language)
        if not sound:
            raise ExportError(_lacking(export, language))
        with path.open("rb") as file:
            shutil.copyfileobj(file, target)
    return left_out


def read_published_docx(event: Event, language: str) -> bytes:
    """Return the stored document of what the public may read of an event in one language.

    event: of a queryset ``published().with_place_in_series()``. Each sheet says what it holds.
    """
    export = gather_published(event)

    def write_file() -> bytes:
        target = BytesIO()
        _write_word(export, target, language)
        return target.getvalue()

    fingerprint = sha256(repr(export).encode() + _read_sources()).hexdigest()
    return read_stored_file(file_name(event, language, "docx"), fingerprint, write_file)


@cache
def _read_sources() -> bytes:
    """Return what decides how a record is set, so that an upgrade is seen in what is stored."""
    return b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.rglob("*.py")))


def _write_word(export: EventExport, target: IO[bytes], language: str) -> list[str]:
    """Write a document; return what is left out of it, in sentences."""
    codes = codes_of(language)
    pictures = StoredPictures(export, codes)
    write_document(
        compose_document(export.record, codes),
        target,
        title=_title(export, language),
        changed=export.updated,
        find=pictures.find,
        notice=" / ".join(export.notice[code] for code in codes),
    )
    return [*describe_missing(pictures.missing), *describe_unnamed(export.record, codes)]


def describe_missing(pictures: Sequence[str]) -> Iterator[str]:
    """Yield the sentence that names pictures that are in the database and not in the storage."""
    if pictures:
        text = ngettext(
            "%(count)d picture could not be read and is left out: %(names)s.",
            "%(count)d pictures could not be read and are left out: %(names)s.",
            len(pictures),
        )
        yield text % {"count": len(pictures), "names": ", ".join(pictures)}


def describe_unnamed(record: EventRecord, codes: Sequence[str]) -> Iterator[str]:
    """Yield the sentence that names organizations without a name in the document's language."""
    unnamed = list_unnamed(record, list_written(record, codes))
    if unnamed:
        text = ngettext(
            "%(count)d organization has no name in the language of its line and is left out: "
            "%(names)s.",
            "%(count)d organizations have no name in the language of their line and are left out: "
            "%(names)s.",
            len(unnamed),
        )
        names = (next(filter(None, part.name.values()), part.role) for part in unnamed)
        yield text % {"count": len(unnamed), "names": ", ".join(names)}


def write_json(
    event: Event, target: IO[bytes], language: str = BOTH, *, withheld: bool = False
) -> list[str]:
    """Write the event as JSON; see ``forum.exports.json_writer``."""
    codes = None if language == BOTH else codes_of(language)
    content = shape_event(gather_event(event, withheld=withheld), codes)
    target.write(json.dumps(content, ensure_ascii=False, indent=2).encode() + b"\n")
    return []


def write_xlsx(
    event: Event, target: IO[bytes], language: str = BOTH, *, withheld: bool = False
) -> list[str]:
    """Write the event's tables as a workbook, in every language whatever is asked for."""
    target.write(event_workbook(event, withheld=withheld))
    return []


def _lacking(export: EventExport, language: str) -> str:
    return gettext(
        "“%(event)s”: too much of it has no %(language)s, so that an import would misread a "
        "document in that language alone; export it in both languages."
    ) % {"event": _title(export, BOTH), "language": site_language_name(language)}


def _title(export: EventExport, language: str) -> str:
    titles = export.record.title
    first = next(iter(codes_of(language)))
    return titles.get(first) or next(iter(titles.values()), export.slug)


def is_read_as_meant(path: Path, record: EventRecord, language: str) -> bool:
    """Tell whether an import would read the title, sessions, guests and products of its record.

    In a document in one language what has no text in it stands in another one or not at all: where
    the event has no title it is taken for the forum that it is part of, where a session has no name
    its guests fall to the one before, and two names of one language each may be taken for a pair.
    """
    try:
        record_read = parse(read(path))
    except DocumentError:
        return False
    title = record.title.get(language)
    is_titled = bool(title) and record_read.title.get(language) == title
    return is_titled and _outline(record_read) == _outline(record)


def _outline(record: EventRecord) -> tuple[list[int], int, int]:
    """Return how many take part in each session, how many people and products there are."""
    in_session = Counter(appearance.session for appearance in record.appearances)
    sessions = [in_session[session.key] for session in record.sessions]
    return sessions, len(record.people), len(record.products)
