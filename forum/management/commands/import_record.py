"""Import records of events from documents: arguments, progress, sentences. The work is below."""

import io
import os
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, OutputWrapper
from django.db import DatabaseError, InterfaceError, transaction
from django.utils import translation
from django.utils.translation import gettext

from forum.core.content import language_codes
from forum.history.corrections.changed import changed_by
from forum.history.corrections.telling import Note, tell
from forum.imports.database_readiness import Readiness, readiness
from forum.imports.import_lock import LockedError
from forum.imports.plan import NEW, Action, EmptyStore, Plan, PlanError, plan
from forum.imports.report import report
from forum.imports.writer import Options, WriteError, rehearse, write
from forum.management import correction_options, plan_tables, report_file
from forum.management.correction_options import UnsaidError, note_on
from forum.models.finding_sentences import error_message, shape_in_words
from forum.reader import fitness
from forum.reader.dispatch import read_document
from forum.reader.document import Document, DocumentError, read
from forum.reader.event_record import Text
from forum.reader.reading import Reading
from people.models import Organization

LONG = 200  # objects, from which on progress is worth a line

HELP = """Import records of events from plain text, Word documents, XLSX or CSV.

Each file is one transaction: everything or nothing. Exit code 0: every file was read and, unless
it resembles an event too closely to tell (near_miss), imported; 1: at least one was refused, in one
sentence each, and the others were imported all the same.
"""


class Refused(Exception):
    """A file was not imported; ``str`` is one sentence."""


@dataclass(frozen=True, slots=True)
class Done:
    """One file. report: as it goes into the report file; error: why it was refused, or ""."""

    report: dict[str, Any]
    error: str = ""


class Command(BaseCommand):
    help = HELP

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        kwargs["formatter_class"] = RawDescriptionHelpFormatter
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("files", nargs="+", metavar="FILE", help="Plain text, .docx, .xlsx or .csv.")
        add("--dry-run", action="store_true", help="Show plan and warnings; write nothing.")
        add("--report", metavar="FILE.json", help="Write what was read, found and planned there.")
        add("--encoding", metavar="NAME", help="Of a plain text, where it cannot be told.")
        add(
            "--event",
            metavar="SLUG",
            help=f"The event that the file is about; “{NEW}” for one that only resembles another.",
        )
        add(
            "--overwrite",
            action="store_true",
            help="Let the document's text and order win over what staff changed.",
        )
        add(
            "--partial",
            action="store_true",
            help="Take what was understood of a document that is refused otherwise, as a draft.",
        )
        add(
            "--publish",
            action="store_true",
            help="Publish what the import creates, unless a value of it is a guess.",
        )
        correction_options.add_arguments(parser)
        add("--language", choices=language_codes(), help="Of messages and table.")

    def handle(self, *args: Any, **options: Any) -> None:
        self._open_streams()
        language = options["language"] or translation.get_language() or settings.LANGUAGE_CODE
        with translation.override(language):
            self._import_all([Path(name) for name in options["files"]], options)

    def _import_all(self, paths: list[Path], options: dict[str, Any]) -> None:
        target = Path(options["report"]) if options["report"] else None
        self._check(paths, target, options)
        ready = self._readiness(dry_run=options["dry_run"])
        done = []
        for number, path in enumerate(paths, 1):
            self._progress(f"[{number}/{len(paths)}] {path.name} ...")
            done.append(self._import(path, options, ready))
        self._progress("")
        if target:
            self._save_report(target, done)
        self._end(done)

    def _check(self, paths: list[Path], target: Path | None, options: dict[str, Any]) -> None:
        """Refuse what cannot go well before anything is read."""
        if len(paths) > 1 and options["event"] not in (None, NEW):
            raise CommandError(gettext("--event names one event: import its file alone."))
        if target is None:
            return
        try:
            report_file.check(target, paths)
        except OSError as error:
            raise CommandError(
                gettext("The report cannot be written to %(path)s: %(reason)s.")
                % {"path": target, "reason": error.strerror or type(error).__name__}
            ) from error

    def _readiness(self, *, dry_run: bool) -> Readiness:
        try:
            found = readiness()
        except (DatabaseError, InterfaceError) as error:
            raise CommandError(_unreachable(error)) from error
        if found is Readiness.BEHIND or (found is Readiness.EMPTY and not dry_run):
            raise CommandError(
                gettext("The database lacks tables or columns; run “manage.py migrate” first.")
            )
        return found

    def _import(self, path: Path, options: dict[str, Any], ready: Readiness) -> Done:
        """Import one file; what is wrong with it is said, and the next one has its turn."""
        try:
            document = read(path, encoding=options["encoding"])
            reading = self._read(document, options, ready)
            record = reading.record
            made, written = self._plan_or_write(document, reading, options, ready)
        except DocumentError as error:
            sentence = error_message(error)
            return Done({"source": path.name, "error": sentence}, _about(path, sentence))
        except (PlanError, LockedError, WriteError, UnsaidError) as error:
            return Done({"source": path.name, "error": str(error)}, _about(path, error))
        except (DatabaseError, InterfaceError) as error:
            sentence = _unreachable(error)
            return Done({"source": path.name, "error": sentence}, _about(path, sentence))
        self._show(reading, made, written=written, dry_run=options["dry_run"])
        if options["publish"] and not _may_publish(reading, options):
            self._say(gettext("Nothing was published: this is a draft to be checked first."))
        if not options["report"]:
            return Done({})
        whole = replace(record, findings=(*record.findings, *made.findings))
        return Done(report(whole, made.as_json(), reading))

    def _read(self, document: Document, options: dict[str, Any], ready: Readiness) -> Reading:
        """Read a document that is fit to be imported; raise DocumentError for another."""
        known = _known_organizations() if ready is Readiness.READY else ()
        reading = read_document(document, known)
        if options["partial"]:
            return fitness.make_draft(reading)
        fitness.check(reading, has_event=options["event"] not in (None, NEW))
        return reading

    def _plan_or_write(
        self, document: Document, reading: Reading, options: dict[str, Any], ready: Readiness
    ) -> tuple[Plan, bool]:
        record = reading.record
        if ready is Readiness.EMPTY:
            made = plan(
                record,
                event_slug=options["event"],
                overwrite=options["overwrite"],
                pictures=document,
                store=EmptyStore(),
            )
            return made, False
        wishes = Options(
            event_slug=options["event"],
            overwrite=options["overwrite"],
            publish=options["publish"] and _may_publish(reading, options),
        )
        if options["dry_run"]:
            return rehearse(record, document, wishes), False
        notes: list[Note | None] = []
        with transaction.atomic():
            outcome = write(
                record,
                document,
                wishes,
                reading=reading,
                on_wait=self._waiting,
                on_plan=lambda made: notes.append(note_on(changed_by(made.edits()), options)),
                on_progress=self._objects(document),
            )
            for note in filter(None, notes):
                tell(note)
        return outcome.plan, outcome.run is not None

    def _show(self, reading: Reading, made: Plan, *, written: bool, dry_run: bool) -> None:
        record = reading.record
        self._progress("")
        title = " / ".join(text for text in record.title.values() if text)
        self._say(f"{record.source} ({record.encoding}): {title}")
        for line in plan_tables.plan_lines(made):
            self._say(line)
        for line in plan_tables.finding_lines([*record.findings, *made.findings]):
            self._say(line)
        self._say(
            gettext("Read as %(shape)s; %(percent)d %% of the text was understood.")
            % {
                "shape": shape_in_words(reading.shape.value),
                "percent": int(100 * reading.understood),
            }
        )
        self._say(plan_tables.count_line(record, made))
        self._say(_verdict(made, written=written, dry_run=dry_run))

    def _save_report(self, target: Path, done: list[Done]) -> None:
        """Write one object for one file; for several ``{"records": [...]}`` in their order."""
        content = done[0].report if len(done) == 1 else {"records": [one.report for one in done]}
        try:
            report_file.save(target, content)
        except OSError as error:
            raise CommandError(
                gettext("The report could not be written to %(path)s: %(reason)s.")
                % {"path": target, "reason": error.strerror}
            ) from error

    def _end(self, done: list[Done]) -> None:
        errors = [one.error for one in done if one.error]
        if len(done) == 1 and errors:
            raise CommandError(errors[0])
        for error in errors:
            self.stderr.write(error)
        if errors:
            raise CommandError(
                gettext("%(refused)d of %(all)d files were refused; the others are done.")
                % {"refused": len(errors), "all": len(done)}
            )

    # Streams: a closed or narrow one must not undo or hide what was done.

    def _open_streams(self) -> None:
        for name in ("stdout", "stderr"):
            wrapper: Any = getattr(self, name)
            stream = getattr(wrapper, "_out", None)
            if stream is None:
                setattr(self, name, OutputWrapper(io.StringIO()))
            elif hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")

    def _say(self, line: str) -> None:
        try:
            self.stdout.write(line)
        except BrokenPipeError:
            # The reader has seen enough; what is left to do is done in silence.
            with suppress(OSError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            self.stdout = OutputWrapper(io.StringIO())

    def _waiting(self, holder: str) -> None:
        self._progress("")
        self.stderr.write(
            gettext("Waiting for another import to end (%(holder)s) ...") % {"holder": holder},
            style_func=str,
        )

    def _objects(self, document: Document) -> Callable[[int, int], None]:
        def tell(number: int, count: int) -> None:
            if count >= LONG and (number % 50 == 0 or number == count):
                self._progress(f"{document.source}: {number * 100 // count} %")

        return tell

    def _progress(self, text: str) -> None:
        """Show where the work is, on a terminal only; "" takes the line away."""
        if self.stderr.isatty():
            self.stderr.write(f"\r\x1b[K{text}", style_func=str, ending="")
            self.stderr.flush()


def _known_organizations() -> list[Text]:
    rows = Organization.objects.values_list("name_zh_hans", "name_en")
    return [
        {code: name for code, name in zip(("zh-hans", "en"), row, strict=True) if name}
        for row in rows
    ]


def _may_publish(reading: Reading, options: dict[str, Any]) -> bool:
    """Tell whether what is read may go out unseen: whole, and without a guess."""
    return not options["partial"] and not reading.guesses


def _verdict(made: Plan, *, written: bool, dry_run: bool) -> str:
    if made.blocked:
        return gettext("Nothing was imported: say which event is meant.")
    if dry_run:
        return gettext("Dry run: nothing was written.")
    if not written and made.counts[Action.CONFLICT]:
        return gettext("Nothing was written: where the document differs, staff's work stays.")
    if not written:
        return gettext("Nothing changes: the database holds what the document says.")
    return gettext("Imported.")


def _about(path: Path, error: object) -> str:
    """Return a sentence that names the file, once."""
    sentence = str(error)
    return sentence if sentence.startswith(path.name) else f"{path.name}: {sentence}"


def _unreachable(error: Exception) -> str:
    reason = " ".join(str(error).split())
    return gettext("The database does not answer as it should (%(reason)s).") % {"reason": reason}
