"""manage.py undo_import RUN: reverses what one import changed."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from forum.core.content import language_codes
from forum.history.corrections.changed import changed_by
from forum.history.corrections.telling import Note, tell
from forum.imports.import_lock import LockedError
from forum.imports.undo import Line, UndoError, Undone, preview, undo
from forum.management import correction_options
from forum.management.correction_options import UnsaidError, note_on
from forum.models import ImportRun


class Command(BaseCommand):
    help = (
        "Undo an import: what it wrote goes back, what it created is deleted; whatever was edited "
        "since or is used elsewhere stays and is listed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("run", metavar="RUN", type=int, help="The number of the import run.")
        parser.add_argument("--dry-run", action="store_true", help="Tell what would happen only.")
        correction_options.add_arguments(parser)
        parser.add_argument("--language", choices=language_codes(), help="Of what is told.")

    def handle(self, *args: Any, **options: Any) -> None:
        language = options["language"] or translation.get_language() or settings.LANGUAGE_CODE
        with translation.override(language):
            self._undo(options["run"], options)

    def _undo(self, number: int, options: dict[str, Any]) -> None:
        dry_run = options["dry_run"]
        run = ImportRun.objects.defer("record").filter(pk=number).first()
        if run is None:
            raise CommandError(gettext("There is no import run %(number)d.") % {"number": number})
        try:
            undone = preview(run)
            if not dry_run:
                undone = _undone(run, note_on(changed_by(undone.edits), options))
        except (UndoError, LockedError, UnsaidError) as error:
            raise CommandError(str(error)) from error
        self._list(gettext("Goes back"), undone.reverted)
        self._list(gettext("Is deleted"), undone.deleted)
        self._list(gettext("Stays"), undone.kept)
        said = gettext("Dry run: nothing was written.") if dry_run else gettext("Done.")
        self.stdout.write(said)

    def _list(self, title: str, lines: list[Line]) -> None:
        if lines:
            self.stdout.write(f"{title} ({len(lines)})")
        for line in lines:
            self.stdout.write(f"  {line}")


def _undone(run: ImportRun, note: Note | None) -> Undone:
    with transaction.atomic():
        undone = undo(run)
        if note:
            tell(note)
    return undone
