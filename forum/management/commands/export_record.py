"""Export the record of an event: arguments and sentences. The work is in ``forum.exports``."""

import io
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import IO

from django.core.management.base import CommandError
from django.utils.translation import gettext

from forum.exports.errors import ExportError
from forum.exports.event_export import (
    BOTH,
    file_name,
    write_docx,
    write_json,
    write_xlsx,
)
from forum.management.localized_command import LocalizedCommand, Options
from forum.management.output_file import open_output
from forum.management.record_selection import get_event
from forum.reader.event_record import LANGUAGES
from sessions_app.models import Event

HELP = """Export the record of an event as Word in the house style, as tables (XLSX) or as JSON.

Everything that is stored goes out, drafts and unreviewed texts included: this is an operator's
tool. What waits for an office's answer goes out too, and the head of the document says so. What is
withheld, remarks and key points that were declined, photos of those who refused to be shown, and
people and products that are offline, are left out; --withheld adds them. A Word document or a
workbook can be imported again, and then nothing changes. The JSON is described in
forum/exports/json_writer.py.
"""
STDOUT = "-"


class Command(LocalizedCommand):
    help = HELP
    refusals = (ExportError,)

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("event", metavar="EVENT", help="The slug: the last part of the event's address.")
        add(
            "--format",
            choices=("docx", "json", "xlsx"),
            default="docx",
            help="docx if it is not given.",
        )
        add(
            "--language",
            choices=(*LANGUAGES, BOTH),
            default=BOTH,
            help="The language of cover and texts; both if it is not given.",
        )
        add(
            "--output",
            metavar="FILE",
            help=f"Where to; “{STDOUT}” is standard output. Otherwise SLUG.docx in this folder.",
        )
        add("--force", action="store_true", help="Write over a file that is there.")
        add(
            "--anyway",
            action="store_true",
            help="For people to read: a language of which so much is missing that an import "
            "would misread the document.",
        )
        add("--withheld", action="store_true", help="Export what is kept back too.")

    def run(self, options: Options) -> None:
        event = get_event(options["event"])
        if options["output"] == STDOUT:
            self._warn(_to_stdout(event, options))
            return
        name = file_name(event, options["language"], options["format"])
        path = Path(options["output"] or name)
        with open_output(path, force=options["force"]) as file:
            left_out = _write(event, file, options)
        self._warn(left_out)
        self.stdout.write(gettext("Exported to %(path)s.") % {"path": path})

    def _warn(self, left_out: list[str]) -> None:
        for sentence in left_out:
            self.stderr.write(sentence)


def _write(event: Event, file: IO[bytes], options: Options) -> list[str]:
    language, withheld = options["language"], options["withheld"]
    if options["format"] == "xlsx":
        return write_xlsx(event, file, language, withheld=withheld)
    if options["format"] == "json":
        return write_json(event, file, language, withheld=withheld)
    return write_docx(event, file, language, withheld=withheld, anyway=options["anyway"])


def _to_stdout(event: Event, options: Options) -> list[str]:
    if sys.stdout.isatty() and options["format"] != "json":
        raise CommandError(
            gettext("This format is nothing for a terminal: name a file with --output.")
        )
    # An archive is written with its directory at the end, for which a pipe cannot be rewound.
    buffer = io.BytesIO()
    left_out = _write(event, buffer, options)
    sys.stdout.buffer.write(buffer.getvalue())
    sys.stdout.buffer.flush()
    return left_out
