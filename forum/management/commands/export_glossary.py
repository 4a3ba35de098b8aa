"""Export the glossary: arguments and sentences, of ``forum.localization.glossary.tables``."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, InterfaceError
from django.utils import translation
from django.utils.translation import gettext, ngettext

from forum.core.xlsx_tables import WorkbookError
from forum.localization.glossary.tables import SUFFIXES, write
from forum.management.output_file import whole
from forum.models import Term


class Command(BaseCommand):
    help = (
        "Export the glossary as .xlsx or .csv, by the file's name. The file can be imported again, "
        "and then nothing changes."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="Where to: .xlsx or .csv.")
        parser.add_argument("--force", action="store_true", help="Write over a file that is there.")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"])
        with translation.override(translation.get_language() or settings.LANGUAGE_CODE):
            _check(path, force=options["force"])
            try:
                terms = list(Term.objects.order_by("kind", "pk"))
                data = write(path.suffix.lower(), terms)
                with whole(path) as file:
                    file.write(data)
            except (DatabaseError, InterfaceError, WorkbookError) as error:
                raise CommandError(" ".join(str(error).split())) from error
            except OSError as error:
                raise CommandError(
                    gettext("%(path)s cannot be written: %(reason)s.")
                    % {"path": path, "reason": error.strerror or type(error).__name__}
                ) from error
            said = ngettext(
                "%(count)d term exported to %(path)s.",
                "%(count)d terms exported to %(path)s.",
                len(terms),
            )
            self.stdout.write(said % {"count": len(terms), "path": path})


def _check(path: Path, *, force: bool) -> None:
    if path.suffix.lower() not in SUFFIXES:
        raise CommandError(gettext("A glossary is a .xlsx or .csv file: name it so."))
    if path.exists() and not force:
        raise CommandError(
            gettext("%(path)s is there already; --force writes over it.") % {"path": path}
        )
