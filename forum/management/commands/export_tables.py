"""Export everybody, or every organization, as a table. The work is in ``forum.exports``."""

import sys
from argparse import ArgumentParser
from functools import partial
from pathlib import Path
from typing import Final

from django.core.management.base import CommandError
from django.utils.translation import gettext

from forum.exports import table_writer
from forum.management.localized_command import LocalizedCommand, Options, track, unwritable
from forum.management.output_file import check_output_path, open_whole
from forum.reader.vocabulary import table_sheets

STDOUT: Final = "-"
_TABLES: Final = {
    "people": (table_writer.people_table, table_sheets.PEOPLE.title),
    "organizations": (table_writer.organizations_table, table_sheets.ORGANIZATIONS.title),
}


class Command(LocalizedCommand):
    help = """Export all people, or all organizations, as a table with headers in both languages.

Drafts go out too: this is an operator's tool. The table can be imported again, and then nothing
changes. The tables of an event are “export_record EVENT --format xlsx”.
"""

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("table", choices=sorted(_TABLES), help="What the rows are.")
        add("--format", choices=("xlsx", "csv"), default="xlsx", help="xlsx if it is not given.")
        add(
            "--output",
            metavar="FILE",
            help=f"Where to; “{STDOUT}” is standard output. Otherwise TABLE.FORMAT in this folder.",
        )
        add("--force", action="store_true", help="Write over a file that is there.")

    def run(self, options: Options) -> None:
        build_table, title = _TABLES[options["table"]]
        table = build_table(partial(track, self.stderr, work=options["table"]))
        is_csv = options["format"] == "csv"
        content = table_writer.as_csv(table) if is_csv else table_writer.as_workbook(title, table)
        if options["output"] == STDOUT:
            sys.stdout.buffer.write(content)
            return
        path = Path(options["output"] or f"{options['table']}.{options['format']}")
        check_output_path(path, force=options["force"])
        try:
            with open_whole(path) as file:
                file.write(content)
        except OSError as error:
            raise CommandError(unwritable(path, error)) from error
        self.stdout.write(gettext("Exported to %(path)s.") % {"path": path})
