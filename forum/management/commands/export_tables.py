"""Export all people or organizations, or parts of an event, as a table."""

import sys
from argparse import ArgumentParser
from functools import partial
from pathlib import Path
from typing import Final

from django.core.management.base import CommandError
from django.utils.translation import gettext

from forum.exports import table_writer
from forum.exports.errors import ExportError
from forum.management.localized_command import LocalizedCommand, Options, track
from forum.management.output_file import open_output
from forum.management.record_selection import get_event
from forum.reader.vocabulary import table_sheets

STDOUT: Final = "-"
_SHEETS: Final = {sheet.name: sheet for sheet in table_sheets.SHEETS if sheet.name != "event"}
_OF_THE_SITE: Final = {
    "people": table_writer.people_table,
    "organizations": table_writer.organizations_table,
}


class Command(LocalizedCommand):
    help = """Export all people, or all organizations, as a table with headers in both languages.

Drafts go out too: this is an operator's tool. The table can be imported again, and then nothing
changes. With --event it is a table of that event: its people, organizations, sessions, appearances
or captions of photos. All of them, to be imported again, are “export_record EVENT --format xlsx”.
"""
    refusals = (ExportError,)

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("table", choices=sorted(_SHEETS), help="What the rows are.")
        add("--event", metavar="SLUG", help="The event of which the table is.")
        add("--format", choices=("xlsx", "csv"), default="xlsx", help="xlsx if it is not given.")
        add(
            "--output",
            metavar="FILE",
            help=f"Where to; “{STDOUT}” is standard output. Otherwise TABLE.FORMAT in this folder.",
        )
        add("--force", action="store_true", help="Write over a file that is there.")

    def run(self, options: Options) -> None:
        table, title = self._build_table(options), _SHEETS[options["table"]].title
        is_csv = options["format"] == "csv"
        content = table_writer.as_csv(table) if is_csv else table_writer.as_workbook(title, table)
        if options["output"] == STDOUT:
            sys.stdout.buffer.write(content)
            return
        path = Path(options["output"] or f"{options['table']}.{options['format']}")
        with open_output(path, force=options["force"]) as file:
            file.write(content)
        self.stdout.write(gettext("Exported to %(path)s.") % {"path": path})

    def _build_table(self, options: Options) -> list[list[str]]:
        name, slug = options["table"], options["event"]
        if slug:
            return table_writer.event_tables(get_event(slug))[name]
        if name not in _OF_THE_SITE:
            raise CommandError(
                gettext("“%(table)s” is a table of an event: name it with --event.")
                % {"table": _SHEETS[name].title}
            )
        return _OF_THE_SITE[name](partial(track, self.stderr, work=name))
