"""One event in, one file out: what the command and the admin call."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Final

from django.utils.translation import gettext

from forum.core.field_labels import name_of
from forum.exports.event_data import gather
from forum.exports.export_records import Export
from forum.exports.house_style.document import document
from forum.exports.json_writer import shape
from forum.exports.pictures import Pictures
from forum.exports.read_back_check import is_read_as_meant
from forum.exports.word_writer import write
from forum.reader.event_record import LANGUAGES
from sessions_app.models import Event

DOCX_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BOTH: Final = "both"


class ExportError(Exception):
    """The record is not exported as was asked; ``str`` is one sentence."""


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
) -> list[str]:
    """Write the event as a Word document; return the pictures that are not in the storage.

    anyway: for people to read, if an import would misread it; else that raises ExportError.
    """
    export = gather(event, withheld=withheld)
    pictures = Pictures(export)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "record.docx"
        with path.open("wb") as file:
            write(
                document(export.record, codes_of(language)),
                file,
                title=_title(export, language),
                changed=export.updated,
                find=pictures.find,
            )
        sound = anyway or language == BOTH or is_read_as_meant(path, export.record)
        if not sound:
            raise ExportError(_lacking(export, language))
        with path.open("rb") as file:
            shutil.copyfileobj(file, target)
    return pictures.missing


def write_json(
    event: Event, target: IO[bytes], language: str = BOTH, *, withheld: bool = False
) -> list[str]:
    """Write the event as JSON; see ``forum.exports.json_writer``."""
    codes = None if language == BOTH else codes_of(language)
    content = shape(gather(event, withheld=withheld), codes)
    target.write(json.dumps(content, ensure_ascii=False, indent=2).encode() + b"\n")
    return []


def _lacking(export: Export, language: str) -> str:
    return gettext(
        "“%(event)s”: too much of it has no %(language)s, so that an import would misread a "
        "document in that language alone; export it in both languages."
    ) % {"event": _title(export, BOTH), "language": name_of(language)}


def _title(export: Export, language: str) -> str:
    titles = export.record.title
    first = next(iter(codes_of(language)))
    return titles.get(first) or next(iter(titles.values()), export.slug)
