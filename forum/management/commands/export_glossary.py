"""Export the glossary: arguments and sentences, of ``forum.localization.glossary.tables``."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext, ngettext

from forum.localization.glossary.tables import SUFFIXES, write_glossary
from forum.localization.xlsx_tables import WorkbookError
from forum.management.localized_command import LocalizedCommand, Options, unwritable
from forum.management.output_file import check_output_path, open_whole
from forum.models import Term


class Command(LocalizedCommand):
    help = (
        "Export the glossary as .xlsx or .csv, by the file's name. The file can be imported again, "
        "and then nothing changes."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="Where to: .xlsx or .csv.")
        parser.add_argument("--force", action="store_true", help="Write over a file that is there.")

    def run(self, options: Options) -> None:
        path = Path(options["file"])
        _check(path, force=options["force"])
        terms = list(Term.objects.order_by("kind", "pk"))
        try:
            data = write_glossary(path.suffix.lower(), terms)
            with open_whole(path) as file:
                file.write(data)
        except WorkbookError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(unwritable(path, error)) from error
        summary = ngettext(
            "%(count)d term exported to %(path)s.",
            "%(count)d terms exported to %(path)s.",
            len(terms),
        )
        self.stdout.write(summary % {"count": len(terms), "path": path})


def _check(path: Path, *, force: bool) -> None:
    if path.suffix.lower() not in SUFFIXES:
        raise CommandError(gettext("A glossary is a .xlsx or .csv file: name it so."))
    check_output_path(path, force=force)
