"""Export the glossary: arguments and sentences, of ``forum.localization.glossary.tables``."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext, ngettext

from forum.localization.glossary.tables import SUFFIXES, write_glossary
from forum.localization.xlsx_tables import WorkbookError
from forum.management.localized_command import LocalizedCommand, Options
from forum.management.output_file import open_output
from forum.models import Term


class Command(LocalizedCommand):
    help = (
        "Export the glossary as .xlsx or .csv, by the file's name. The file can be imported again, "
        "and then nothing changes."
    )
    refusals = (WorkbookError,)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="Where to: .xlsx or .csv.")
        parser.add_argument("--force", action="store_true", help="Write over a file that is there.")

    def run(self, options: Options) -> None:
        path, terms = Path(options["file"]), list(Term.objects.order_by("kind", "pk"))
        if path.suffix.lower() not in SUFFIXES:
            raise CommandError(gettext("A glossary is a .xlsx or .csv file: name it so."))
        with open_output(path, force=options["force"]) as file:
            file.write(write_glossary(path.suffix.lower(), terms))
        summary = ngettext(
            "%(count)d term exported to %(path)s.",
            "%(count)d terms exported to %(path)s.",
            len(terms),
        )
        self.stdout.write(summary % {"count": len(terms), "path": path})
