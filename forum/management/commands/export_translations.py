"""Hand texts out to a translator: arguments and sentences, of ``forum.localization.exchange``."""

import datetime
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext, ngettext

from forum.core.content import Record, language_codes
from forum.localization.exchange.errors import ExchangeError
from forum.localization.exchange.file_writer import FORMATS, ExportedFile, gather_units, render_file
from forum.localization.exchange.outgoing_units import ExportOptions, ExportScope, TranslationExport
from forum.management.localized_command import LocalizedCommand, Options, show_progress
from forum.management.output_file import open_output
from forum.management.record_selection import KINDS, select_records

HELP = """Write the texts that are missing or outdated into a file for a translator.

Of the events that are named, with everything in them: sessions, appearances, photos, documents.
With --kind of all records of a kind; without either, of the whole site. A cover note, length
limits and the terms of the glossary go with them; import_translations takes the file back.
"""
STDOUT = "-"


class Command(LocalizedCommand):
    help = HELP
    refusals = (ExchangeError,)

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("events", metavar="EVENT", nargs="*", help="Slugs: the last parts of the addresses.")
        add("--kind", action="append", choices=KINDS, default=[], help="All records of a kind.")
        add(
            "--people", action="append_const", dest="kind", const="people", help="As --kind people."
        )
        add(
            "--language", choices=language_codes(), default="en", help="Into which; en unless told."
        )
        add("--format", choices=FORMATS, default="xliff", help="xliff unless told.")
        add(
            "--output",
            metavar="FILE",
            help=f"Where to; “{STDOUT}” is standard output. Otherwise a name in this folder.",
        )
        add("--force", action="store_true", help="Write over a file that is there.")
        add("--include-drafts", action="store_true", help="Also what nobody has reviewed.")
        add("--all", action="store_true", help="Every text, also what is reviewed.")
        add("--deadline", type=_day, metavar="YYYY-MM-DD", help="For the cover note.")
        add("--contact", default="", help="Whom to ask, for the cover note.")

    def run(self, options: Options) -> None:
        records = select_records(options["events"], options["kind"])
        export = gather_units(self._report_each(records), options["language"], _options(options))
        file = render_file(export, options["format"])
        show_progress(self.stderr, "")
        if options["output"] == STDOUT:
            _to_stdout(file)
            return
        path = Path(options["output"] or file.name)
        with open_output(path, force=options["force"]) as opened:
            opened.write(file.content)
        self.stdout.write(_summary(export, path))

    def _report_each(self, records: list[Record]) -> Iterator[Record]:
        """Yield records and say how far it is."""
        for number, record in enumerate(records, 1):
            if number % 50 == 0:
                show_progress(self.stderr, f"{number} / {len(records)}")
            yield record


def _options(options: Options) -> ExportOptions:
    scope = ExportScope.DRAFTS if options["include_drafts"] else ExportScope.TO_DO
    scope = ExportScope.ALL if options["all"] else scope
    return ExportOptions(scope, options["deadline"], options["contact"])


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"“{text}” is no day; write it as 2026-11-30.") from error


def _summary(export: TranslationExport, path: Path) -> str:
    count = len(export.items)
    text = ngettext(
        "%(count)d text (%(characters)d Chinese characters, %(words)d words) in %(path)s.",
        "%(count)d texts (%(characters)d Chinese characters, %(words)d words) in %(path)s.",
        count,
    )
    characters, words = export.amount
    return text % {"count": count, "characters": characters, "words": words, "path": path}


def _to_stdout(file: ExportedFile) -> None:
    if sys.stdout.isatty() and file.name.endswith(".xlsx"):
        raise CommandError(
            gettext("A workbook is nothing for a terminal: name a file with --output.")
        )
    sys.stdout.buffer.write(file.content)
    sys.stdout.buffer.flush()
