"""manage.py undo_import RUN: reverses what one import changed."""

from argparse import ArgumentParser
from collections.abc import Sequence

from django.core.management.base import CommandError
from django.db import transaction
from django.utils.translation import gettext

from forum.history.corrections.changed import find_changes
from forum.history.corrections.correction_note import Note
from forum.imports.import_lock import ImportLockedError
from forum.imports.undo import Progress, UndoError, UndoLine, UndoResult, preview_undo, undo_run
from forum.management import correction_options
from forum.management.correction_options import UndecidedError, note_on
from forum.management.localized_command import (
    LocalizedCommand,
    Options,
    add_message_language,
    show_count,
)
from forum.models import ImportRun
from forum.workflow.correction_notes import tell_note


class Command(LocalizedCommand):
    help = (
        "Undo an import: what it wrote goes back, what it created is deleted; whatever was edited "
        "since or is used elsewhere stays and is listed."
    )
    refusals = (UndoError, ImportLockedError, UndecidedError)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("run", metavar="RUN", type=int, help="The number of the import run.")
        parser.add_argument("--dry-run", action="store_true", help="Tell what would happen only.")
        correction_options.add_arguments(parser)
        add_message_language(parser)

    def run(self, options: Options) -> None:
        number, dry_run = options["run"], options["dry_run"]
        run = ImportRun.objects.defer("record").filter(pk=number).first()
        if run is None:
            raise CommandError(
                gettext("There is no import run %(number)d; see “Import runs” in the desk.")
                % {"number": number}
            )
        result = preview_undo(run, on_progress=show_count(self.stderr, gettext("Dry run")))
        if not dry_run:
            note = note_on(find_changes(result.edits), options)
            result = _undo(run, note, show_count(self.stderr, gettext("Undo")))
        self._list(gettext("Goes back"), result.reverted)
        self._list(gettext("Is deleted"), result.deleted)
        self._list(gettext("Stays"), result.retained)
        self._list(
            gettext("Not scheduled any more"), [str(copy.object) for copy in result.unscheduled]
        )
        self.stdout.write(gettext("Dry run: nothing was written.") if dry_run else str(result))

    def _list(self, title: str, lines: Sequence[UndoLine | str]) -> None:
        if lines:
            self.stdout.write(f"{title} ({len(lines)})")
        for line in lines:
            self.stdout.write(f"  {line}")


def _undo(run: ImportRun, note: Note | None, on_progress: Progress) -> UndoResult:
    with transaction.atomic():
        result = undo_run(run, on_progress=on_progress)
        if note:
            tell_note(note, None)
    return result
