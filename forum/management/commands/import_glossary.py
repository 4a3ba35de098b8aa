"""Import a glossary: arguments, sentences; ``forum.localization.glossary.table_import`` works."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext

from forum.history.import_plan import Action, Change
from forum.localization.glossary.table_import import (
    TermPlan,
    column_heading,
    plan_terms,
    refusal_in_words,
    term_text,
    write_terms,
)
from forum.localization.glossary.tables import MAX_FILE, GlossaryRow, TableError, read_glossary
from forum.management.localized_command import (
    LocalizedCommand,
    Options,
    require_all_taken,
    show_count,
    tell_of_run,
    unreadable,
)


class Command(LocalizedCommand):
    help = (
        "Import terms from .xlsx or .csv, as export_glossary writes them: new ones are added, "
        "known ones changed, none is removed. The same file twice changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="Say what would be done, and do nothing."
        )

    def run(self, options: Options) -> None:
        path, is_dry = Path(options["file"]), options["dry_run"]
        plan = plan_terms(path.name, _read_rows(path))
        show = show_count(self.stderr, path.name)
        written = None if is_dry else write_terms(plan, on_progress=show)
        self._report(plan, is_dry=is_dry)
        for change in written.overtaken if written else ():
            text = gettext("%(key)s was changed meanwhile and left alone.")
            self.stderr.write(text % {"key": change.name})
        tell_of_run(self.stdout, written and written.run)
        require_all_taken(plan.counts[Action.REFUSED])

    def _report(self, plan: TermPlan, *, is_dry: bool) -> None:
        for change in plan.changes:
            if change.action != Action.UNCHANGED:
                line = {"file": plan.file_name, "line": change.lines[0]}
                place = gettext("%(file)s line %(line)d") % line
                out = self.stderr if change.action == Action.REFUSED else self.stdout
                out.write(f"{place}: {_describe(change)}")
        counts = gettext(
            "%(new)d new, %(changed)d changed, %(unchanged)d unchanged, %(refused)d refused."
        ) % {
            "new": plan.counts[Action.CREATE],
            "changed": plan.counts[Action.UPDATE],
            "unchanged": plan.counts[Action.UNCHANGED],
            "refused": plan.counts[Action.REFUSED],
        }
        nothing = f" {gettext('Nothing was written.')}" if is_dry else ""
        self.stdout.write(f"{counts}{nothing}")


def _read_rows(path: Path) -> list[GlossaryRow]:
    try:
        with path.open("rb") as file:
            # No more of a huge file than shows that it is one.
            return read_glossary(path.name, file.read(MAX_FILE + 1))
    except TableError as error:
        raise CommandError(f"{path}: {error}") from error
    except OSError as error:
        raise CommandError(unreadable(path, error)) from error


def _describe(change: Change) -> str:
    text = f"{change.action.label}: {change.name or '–'}"
    if change.action == Action.REFUSED:
        return f"{text}: {refusal_in_words(change)}"
    if change.action == Action.CREATE:
        return text
    fields = "; ".join(
        f"{column_heading(field.column)}: {term_text(field.old) or '–'} → {term_text(field.new)}"
        for field in change.fields
    )
    return f"{text} ({fields})".replace("\n", " / ")
