"""Import a glossary: arguments, sentences; ``forum.localization.glossary.table_import`` works."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, InterfaceError
from django.utils import translation
from django.utils.translation import gettext, pgettext

from forum.history.recording import recording
from forum.localization.glossary.table_import import (
    CHANGED,
    IMPORTED,
    NEW,
    REFUSED,
    Plan,
    Row,
    plan,
    write,
)
from forum.localization.glossary.tables import MAX_FILE, Line, TableError, read


class Command(BaseCommand):
    help = (
        "Import terms from .xlsx or .csv, as export_glossary writes them: new ones are added, "
        "known ones changed, none is removed. The same file twice changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="Say what would be done, and do nothing."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path, dry = Path(options["file"]), options["dry_run"]
        with translation.override(translation.get_language() or settings.LANGUAGE_CODE):
            lines = _lines(path)
            try:
                with recording(None, IMPORTED, file=path.name):
                    made = plan(lines) if dry else write(lines)
            except (DatabaseError, InterfaceError) as error:
                raise CommandError(" ".join(str(error).split())) from error
            self._report(path, made, dry=dry)

    def _report(self, path: Path, made: Plan, *, dry: bool) -> None:
        for row in made.rows:
            if row.action in (NEW, CHANGED, REFUSED):
                place = gettext("%(file)s line %(line)d") % {"file": path.name, "line": row.line}
                out = self.stderr if row.action == REFUSED else self.stdout
                out.write(f"{place}: {_said(row)}")
        counts = gettext(
            "%(new)d new, %(changed)d changed, %(unchanged)d unchanged, %(refused)d refused."
        )
        nothing = f" {gettext('Nothing was written.')}" if dry else ""
        self.stdout.write(f"{counts % made.counts}{nothing}")


def _lines(path: Path) -> list[Line]:
    try:
        with path.open("rb") as file:
            # No more of a huge file than shows that it is one.
            return read(path.name, file.read(MAX_FILE + 1))
    except TableError as error:
        raise CommandError(f"{path}: {error}") from error
    except OSError as error:
        raise CommandError(
            gettext("%(path)s cannot be read: %(reason)s.")
            % {"path": path, "reason": error.strerror or type(error).__name__}
        ) from error


def _said(row: Row) -> str:
    if row.action == REFUSED:
        return f"{pgettext('rows', 'refused')}: {row.name or '–'}: {row.reason}"
    if row.action == NEW:
        return f"{pgettext('rows', 'new')}: {row.name}"
    changes = "; ".join(f"{one.name}: {one.old or '–'} → {one.new}" for one in row.changes)
    return f"{pgettext('rows', 'changed')}: {row.name} ({changes})".replace("\n", " / ")
