"""Take a translator's file back: arguments and sentences, of ``forum.localization.exchange``."""

from argparse import ArgumentParser
from collections.abc import Collection, Iterable
from pathlib import Path

from django.core.management.base import CommandError
from django.db import transaction
from django.utils.translation import gettext, ngettext

from forum.core.content import language_codes
from forum.history.corrections.changed import find_changes
from forum.history.import_plan import TAKE, Action, Decisions, Written, group_by_row
from forum.history.rows import RowKey
from forum.history.states import lock_records_of
from forum.history.working_copies.copy_diversion import editing, viewing
from forum.history.working_copies.store import find_open_copies, owner_of_key
from forum.localization.exchange.difference_marks import mark_source_change
from forum.localization.exchange.errors import ExchangeError
from forum.localization.exchange.file_reader import MAX_FILE, read_returned_file
from forum.localization.exchange.findings import translation_finding_message
from forum.localization.exchange.plan_writer import write_translations
from forum.localization.exchange.translation_plan import (
    TranslationChange,
    TranslationPlan,
    plan_translations,
)
from forum.management import correction_options
from forum.management.correction_options import UndecidedError, note_on
from forum.management.localized_command import (
    LocalizedCommand,
    Options,
    require_all_taken,
    show_progress,
    tell_of_run,
    unreadable,
)
from forum.workflow.correction_notes import tell_note

HELP = """Take back a file that export_translations wrote and a translator filled in.

Translations come in as drafts; whoever reviews them marks them so at the desk. What is warned of as
a conflict, or for its codes, is taken only with --take KEY or --take-all. The same file a second
time changes nothing.
"""


class Command(LocalizedCommand):
    help = HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("file", metavar="FILE", type=Path, help="XLIFF 1.2, XLSX or PO, told by its content.")
        add("--dry-run", action="store_true", help="Say what would be done; write nothing.")
        add(
            "--language",
            choices=language_codes(),
            default="",
            help="Into which was translated, for a file that lost it.",
        )
        add(
            "--take",
            metavar="KEY",
            action="append",
            default=[],
            help="Take a text in spite of a conflict or of its codes, by its key: event.12.title.",
        )
        add("--take-all", action="store_true", help="Take all such texts.")
        add(
            "--into-working-copies",
            action="store_true",
            help="Let what is public stay as it is: its texts go into working copies.",
        )
        correction_options.add_arguments(parser)

    def run(self, options: Options) -> None:
        try:
            self._import(options)
        except (ExchangeError, UndecidedError) as error:
            raise CommandError(f"{options['file'].name}: {error}") from error

    def _import(self, options: Options) -> None:
        path: Path = options["file"]
        file = read_returned_file(path.name, _content(path), options["language"])
        waits: bool = options["into_working_copies"]
        with viewing(None, is_doubtful=waits):
            plan = plan_translations(file)
        self._show(plan)
        decisions = _decisions(plan, options)
        owners = _owners(plan.edits(decisions))
        self._tell_of_copies(owners, waits=waits)
        if options["dry_run"]:
            self.stdout.write(gettext("Dry run: nothing was written."))
            require_all_taken(plan.counts[Action.REFUSED])
            return
        with transaction.atomic():
            note = None if waits else note_on(find_changes(plan.edits(decisions)), options)
            # All that the plan read: what one of them holds already is no change.
            read = _owners(group_by_row(plan.changes)) if waits else ()
            lock_records_of(read)
            copies = find_open_copies(read).select_for_update()
            with editing(None, copies, is_doubtful=waits):
                written = write_translations(
                    plan, decisions=decisions, on_progress=self._show_progress
                )
            if note:
                tell_note(note, None)
        self._report(written)
        require_all_taken(plan.counts[Action.REFUSED])

    def _tell_of_copies(self, owners: Collection[RowKey], *, waits: bool) -> None:
        """Say where texts of public records go, or that working copies of them wait."""
        if waits:
            sentence = gettext(
                "What this import changes of public records goes into their working copies, to be "
                "published from there."
            )
        else:
            sentence = gettext(
                "Working copies wait of public records that this import changes; it changes "
                "what is public. With --into-working-copies it goes into them."
            )
        if (waits and owners) or find_open_copies(owners).exists():
            self.stdout.write(sentence)

    def _show(self, plan: TranslationPlan) -> None:
        for change in plan.changes:
            for finding in change.findings:
                self.stdout.write(self.style.WARNING(translation_finding_message(finding)))
            if change.has_new_source and change.unit:
                self.stdout.write(f"  {mark_source_change(change.unit, change.source)}")
        for action, count in plan.counts.items():
            if count:
                self.stdout.write(f"{action.label}: {count}")

    def _show_progress(self, number: int, count: int) -> None:
        show_progress(self.stderr, f"{number} / {count}", is_last=number == count)

    def _report(self, written: Written[TranslationChange]) -> None:
        for change in written.overtaken:
            self.stdout.write(
                gettext("%(key)s was changed meanwhile and left alone.")
                % {"key": change.returned.key}
            )
        count = len(written.changes)
        if not count:
            self.stdout.write(gettext("Nothing was written."))
            return
        text = ngettext("%(count)d text was written.", "%(count)d texts were written.", count)
        self.stdout.write(text % {"count": count})
        tell_of_run(self.stdout, written.run)


def _owners(keys: Iterable[RowKey]) -> set[RowKey]:
    return {owner for key in keys if (owner := owner_of_key(key))}


def _decisions(plan: TranslationPlan, options: Options) -> Decisions:
    unit_keys = {change.returned.key for change in plan.changes}
    for key in options["take"]:
        if key not in unit_keys:
            raise CommandError(gettext("The file holds no text “%(key)s”.") % {"key": key})
    return {
        change.key: TAKE
        for change in plan.changes
        if options["take_all"] or change.returned.key in options["take"]
    }


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            # One byte more tells that there are too many, without reading them all.
            return file.read(MAX_FILE + 1)
    except OSError as error:
        raise CommandError(unreadable(path, error)) from error
