"""Import records of events from documents: arguments, progress, sentences. The work is below."""

import io
import os
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from django.core.management.base import CommandError, OutputWrapper
from django.db import DatabaseError, InterfaceError, transaction
from django.utils.translation import gettext

from forum.core.content import Record
from forum.history.corrections.changed import find_changes
from forum.history.corrections.correction_note import Note
from forum.imports.import_lock import ImportLockedError
from forum.imports.plan import NEW, Action, EmptyStore, PlanError, RecordPlan, plan_import
from forum.imports.public_changes import (
    find_copies_beside,
    find_doubts,
    find_unseen_languages,
    is_held_back,
)
from forum.imports.reading_context import reading_context
from forum.imports.record_file import RecordFile, read_record_file
from forum.imports.report import build_report
from forum.imports.row_writer import WriteError
from forum.imports.writer import (
    ImportOptions,
    rehearse_import,
    write_import,
)
from forum.management import correction_options, plan_tables
from forum.management.correction_options import UndecidedError, note_on
from forum.management.database_readiness import Readiness, check_readiness
from forum.management.localized_command import (
    LocalizedCommand,
    Options,
    add_message_language,
    name_undo,
    show_progress,
    unreachable,
)
from forum.management.output_file import check_report_path, save_report
from forum.models import ImportRun
from forum.models.finding_sentences import (
    error_message,
    lines_in_words,
    name_finding,
    shape_in_words,
)
from forum.reader import fitness
from forum.reader.context import OWN_SESSION, ReadingContext
from forum.reader.errors import DocumentError
from forum.reader.event_record import Finding
from forum.reader.reading import Reading
from forum.reader.table_columns import is_column_field
from forum.reader.vocabulary.columns import COLUMN_FIELDS
from forum.workflow.correction_notes import tell_note
from sessions_app.models import Event

LONG = 200  # objects, from which on progress is worth a line


class ImportedFile(NamedTuple):
    """One file. report: as it goes into the report file; error: why it was refused, or ""."""

    report: dict[str, Any]
    error: str = ""


class Command(LocalizedCommand):
    help = """Import records of events from plain text, Word documents, XLSX or CSV.

Each file is one transaction: everything or nothing. Exit code 0: every file was read and, unless
it resembles an event too closely to tell (near_miss), imported; 1: at least one was refused, in one
sentence each, and the others were imported all the same.
"""

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add(
            "files",
            nargs="+",
            metavar="FILE",
            help="Plain text, .docx, .xlsx, .csv, schedule.xml or .json.",
        )
        add("--dry-run", action="store_true", help="Show plan and warnings; write nothing.")
        add("--report", metavar="FILE.json", help="Write what was read, found and planned there.")
        add("--encoding", metavar="NAME", help="Of a plain text, where it cannot be told.")
        add(
            "--event",
            metavar="SLUG",
            help=f"The event that the file is about; “{NEW}” for one that only resembles another.",
        )
        add(
            "--title",
            metavar="TEXT",
            default="",
            help="What the event is called, where the file does not say.",
        )
        add(
            "--session",
            metavar="SLUG",
            default="",
            help="With --event: the session of guests whose row of a list names none; "
            f"“{OWN_SESSION}”, also without --event, for a session of their own, Participants.",
        )
        add(
            "--map",
            action="append",
            default=[],
            metavar="HEADER=FIELD",
            help=f"What a column of a list of guests holds: {', '.join(COLUMN_FIELDS)}; behind a "
            "text's field its language, as in “职务=title_zh_hans”. May be given several times.",
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
            "--into-working-copies",
            action="store_true",
            help="Let what is public stay as it is: what changes goes into working copies.",
        )
        add(
            "--publish",
            action="store_true",
            help="Publish what the import creates and adds to public records, unless a value of "
            "it is a guess, or the document contradicts itself or the site. Without, what is new "
            "to the public waits in drafts and working copies.",
        )
        add(
            "--despite-doubts",
            action="store_true",
            help="With --publish: contradictions and what is left to decide were looked at, and do "
            "not keep it from being published. Guesses do.",
        )
        correction_options.add_arguments(parser)
        add_message_language(parser)

    def run(self, options: Options) -> None:
        self._open_streams()
        paths = [Path(name) for name in options["files"]]
        report_path = Path(options["report"]) if options["report"] else None
        _check_options(paths, report_path, options)
        has_tables = _has_tables(dry_run=options["dry_run"])
        files = []
        for number, path in enumerate(paths, 1):
            show_progress(self.stderr, f"[{number}/{len(paths)}] {path.name} ...")
            files.append(self._import_file(path, options, has_tables=has_tables))
        show_progress(self.stderr, "")
        if report_path:
            _save_reports(report_path, files)
        self._end([file.error for file in files if file.error], len(files))

    def _import_file(self, path: Path, options: Options, *, has_tables: bool) -> ImportedFile:
        """Import one file; what is wrong with it is said, and the next one has its turn."""
        try:
            context = _context(options, has_tables=has_tables)
            file = read_record_file(path, encoding=options["encoding"], context=context)
            if not options["partial"]:
                self._show_refusals(file.reading)
            reading = _require_fitness(file.reading, options)
            file = RecordFile(file.document.without_text(), reading)
            plan, run = self._plan_or_write(file, options, has_tables=has_tables)
        except DocumentError as error:
            return _refuse(path, error_message(error))
        except (PlanError, ImportLockedError, WriteError, UndecidedError) as error:
            return _refuse(path, str(error))
        except (DatabaseError, InterfaceError) as error:
            return _refuse(path, unreachable(error))
        self._show(reading, plan)
        self._say(_verdict(plan, is_written=run is not None, dry_run=options["dry_run"]))
        if run:
            if run.event_id:
                self._say(_name_event(run.event_id))
            self._say(name_undo(run))
        doubts = [] if options["despite_doubts"] else find_doubts(reading.record, plan)
        is_doubtful = _is_doubtful(reading, options) or plan.may_name_erased or bool(doubts)
        is_certain = not (options["partial"] or reading.guesses or plan.may_name_erased)
        if is_certain and is_held_back(plan):
            self._say(
                gettext(
                    "What this import changes of public records goes into their working copies, to "
                    "be published from there."
                )
            )
        elif is_held_back(plan):
            self._say(
                gettext(
                    "What this import changes of public records goes into their working copies, to "
                    "be published from there after review: not all of it is certain."
                )
            )
        if find_copies_beside(plan):
            self._say(
                gettext(
                    "Working copies wait of public records that this import changes; it changes "
                    "what is public. With --into-working-copies it goes into them."
                )
            )
        if find_unseen_languages(plan) and not (options["publish"] and not is_doubtful):
            self._say(_how_to_publish(is_written=run is not None, waits=plan.waits))
        if options["publish"] and is_doubtful:
            self._say(_why_nothing_is_published(reading, options, doubts))
        refusal = _foretell_refusal(plan, options) if has_tables and options["dry_run"] else ""
        if not options["report"]:
            return ImportedFile({}, refusal and f"{path.name}: {refusal}")
        findings = (*reading.record.findings, *plan.findings)
        record = replace(reading.record, findings=findings)
        report = build_report(record, plan.as_json(), reading)
        return ImportedFile(report, refusal and f"{path.name}: {refusal}")

    def _plan_or_write(
        self, file: RecordFile, options: Options, *, has_tables: bool
    ) -> tuple[RecordPlan, ImportRun | None]:
        """Return the plan, and the run that wrote it, None where nothing was written."""
        document, reading = file
        import_options = ImportOptions(
            event_slug=options["event"],
            overwrite=options["overwrite"],
            publish=options["publish"],
            despite_doubts=options["despite_doubts"],
            is_doubtful=_is_doubtful(reading, options),
        )
        if not has_tables:
            plan = plan_import(
                reading.record,
                event_slug=options["event"],
                overwrite=options["overwrite"],
                document=document,
                store=EmptyStore(),
            )
            return plan, None
        if options["dry_run"]:
            return rehearse_import(reading.record, document, import_options), None
        notes: list[Note | None] = []
        with transaction.atomic():
            outcome = write_import(
                reading.record,
                document,
                import_options,
                reading=reading,
                on_wait=self._show_waiting,
                on_plan=lambda plan: notes.append(_note(plan, options)),
                on_progress=self._show_objects(document.source),
            )
            for note in filter(None, notes):
                tell_note(note, None)
        return outcome.plan, outcome.run

    def _show_refusals(self, reading: Reading) -> None:
        for line in plan_tables.finding_lines(fitness.find_refusals(reading)):
            self._say(line)

    def _show(self, reading: Reading, plan: RecordPlan) -> None:
        show_progress(self.stderr, "")
        record = reading.record
        title = " / ".join(filter(None, record.title.values()))
        self._say(f"{record.source} ({record.encoding}): {title}")
        for line in plan_tables.plan_lines(plan):
            self._say(line)
        for line in plan_tables.finding_lines([*record.findings, *plan.findings]):
            self._say(line)
        understood = gettext("Read as %(shape)s; %(percent)d %% of the text was understood.")
        shape, percent = shape_in_words(reading.shape.value), int(100 * reading.understood)
        self._say(understood % {"shape": shape, "percent": percent})
        self._say(plan_tables.count_line(record, plan))

    def _end(self, errors: list[str], count: int) -> None:
        if count == 1 and errors:
            raise CommandError(errors[0])
        for error in errors:
            self.stderr.write(error)
        if errors:
            raise CommandError(
                gettext("%(refused)d of %(all)d files were refused; the others are done.")
                % {"refused": len(errors), "all": count}
            )

    # Streams: a closed or narrow one must not undo or hide what was done.

    def _open_streams(self) -> None:
        for name in ("stdout", "stderr"):
            wrapper: Record = getattr(self, name)
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

    def _show_waiting(self, holder: str) -> None:
        show_progress(self.stderr, "")
        self.stderr.write(
            gettext("Waiting for another import to end (%(holder)s) ...") % {"holder": holder},
            style_func=str,
        )

    def _show_objects(self, source: str) -> Callable[[int, int], None]:
        def show(number: int, count: int) -> None:
            if count >= LONG and (number % 50 == 0 or number == count):
                show_progress(self.stderr, f"{source}: {number * 100 // count} %")

        return show


def _check_options(paths: list[Path], report_path: Path | None, options: Options) -> None:
    """Refuse what cannot go well before anything is read."""
    if len(paths) > 1 and options["event"] not in (None, NEW):
        raise CommandError(gettext("--event names one event: import its file alone."))
    if len(paths) > 1 and options["title"]:
        raise CommandError(gettext("--title names one event: import its file alone."))
    is_stored = options["session"] not in ("", OWN_SESSION)
    if is_stored and options["event"] in (None, NEW):
        raise CommandError(gettext("--session wants --event: name the event that has it."))
    _read_map(options["map"])
    if report_path is None:
        return
    try:
        check_report_path(report_path, paths)
    except OSError as error:
        raise CommandError(
            gettext("The report cannot be written to %(path)s: %(reason)s.")
            % {"path": report_path, "reason": error.strerror or type(error).__name__}
        ) from error


def _context(options: Options, *, has_tables: bool) -> ReadingContext:
    """Return what the file is read by."""
    columns = _read_map(options["map"])
    if not has_tables:
        session = OWN_SESSION if options["session"] == OWN_SESSION else ""
        return ReadingContext(session=session, columns=columns)
    return reading_context(options["event"], session=options["session"], columns=columns)


def _read_map(statements: list[str]) -> dict[str, str]:
    """Return header -> field, as --map says it."""
    columns = {}
    for statement in statements:
        header, sign, name = statement.rpartition("=")
        if not (sign and header.strip() and is_column_field(name.strip())):
            raise CommandError(
                gettext(
                    "--map %(statement)s: write the column's header, “=” and one of %(fields)s, "
                    "a text's with its language (title_en)."
                )
                % {"statement": statement, "fields": ", ".join(COLUMN_FIELDS)}
            )
        columns[header.strip()] = name.strip()
    return columns


def _has_tables(*, dry_run: bool) -> bool:
    """Tell whether the database has our tables; only a dry run can do without."""
    readiness = check_readiness()
    if readiness is Readiness.BEHIND or (readiness is Readiness.EMPTY and not dry_run):
        raise CommandError(
            gettext("The database lacks tables or columns; run “manage.py migrate” first.")
        )
    return readiness is Readiness.READY


def _require_fitness(reading: Reading, options: Options) -> Reading:
    """Return a reading that is fit to be imported; raise DocumentError for another."""
    reading = fitness.name_event(reading, options["title"].strip())
    if options["partial"]:
        return fitness.make_draft(reading)
    fitness.check(reading, has_event=options["event"] not in (None, NEW))
    return reading


def _is_doubtful(reading: Reading, options: Options) -> bool:
    """Tell whether what is read may not go out unseen: it is a part only, or holds a guess."""
    is_diverted = options["partial"] or options["into_working_copies"]
    return is_diverted or bool(reading.guesses)


def _note(plan: RecordPlan, options: Options) -> Note | None:
    """Return the note on corrections; what waits in working copies is asked when published."""
    return None if plan.waits else note_on(find_changes(plan.edits()), options)


def _foretell_refusal(plan: RecordPlan, options: Options) -> str:
    """Return the sentence with which the import itself would be refused after its plan."""
    try:
        _note(plan, options)
    except UndecidedError as error:
        return str(error)
    return ""


def _refuse(path: Path, sentence: str) -> ImportedFile:
    """Return a file that was refused, in a sentence that names it once."""
    is_named = sentence.startswith(path.name)
    report = {"source": path.name, "error": sentence}
    return ImportedFile(report, sentence if is_named else f"{path.name}: {sentence}")


def _verdict(plan: RecordPlan, *, is_written: bool, dry_run: bool) -> str:
    if plan.is_blocked:
        return gettext("Nothing was imported: say which event is meant.")
    if dry_run:
        return gettext("Dry run: nothing was written.")
    if not is_written and plan.counts[Action.CONFLICT]:
        return gettext("Nothing was written: where the document differs, staff's work stays.")
    if not is_written:
        return gettext("Nothing changes: the database holds what the document says.")
    return gettext("Imported.")


def _name_event(pk: int) -> str:
    """Return the slug of an imported event, as --event and exports ask for it, and who sees it."""
    event = Event.objects.get(pk=pk)
    sentence = (
        gettext("The event “%(slug)s” is public.")
        if event.page_languages
        else gettext("The event “%(slug)s” is not public.")
    )
    return sentence % {"slug": event.slug}


def _why_nothing_is_published(reading: Reading, options: Options, doubts: Sequence[Finding]) -> str:
    """Return why an import that was to publish made a draft, with the lines to look at."""
    lines = sorted({line for value in reading.guesses for line in value.lines})
    is_draft = options["partial"] or options["into_working_copies"]
    if doubts and not lines and not is_draft:
        named = [name_finding(doubt.kind, doubt.subject, doubt.lines) for doubt in doubts]
        return gettext(
            "Nothing was published, for not everything is decided: %(doubts)s. The warnings say "
            "what; check them and publish in the desk, or undo this import and write "
            "--despite-doubts."
        ) % {"doubts": "; ".join(named)}
    if is_draft or not lines:
        return gettext("Nothing was published: this is a draft to be checked first.")
    return gettext(
        "Nothing was published, for not every value is certain: %(places)s. The warnings name "
        "them; check them in the admin, and publish the event there."
    ) % {"places": lines_in_words(tuple(lines))}


def _how_to_publish(*, is_written: bool, waits: bool) -> str:
    """Return what publishes the languages of public records that an import leaves unpublished."""
    if waits:
        return gettext(
            "The languages that stay unpublished are published with the working copies, in the "
            "desk."
        )
    if not is_written:
        return gettext("With --publish this import publishes the languages that it names first.")
    return gettext(
        "The languages that stay unpublished are published on the pages of their records in the "
        "desk. Importing the same document again publishes nothing, for the texts are there; "
        "undo this import first to import it with --publish."
    )


def _save_reports(path: Path, files: list[ImportedFile]) -> None:
    """Write one object for one file; for several ``{"records": [...]}`` in their order."""
    reports = [file.report for file in files]
    try:
        save_report(path, reports[0] if len(reports) == 1 else {"records": reports})
    except OSError as error:
        raise CommandError(
            gettext("The report could not be written to %(path)s: %(reason)s.")
            % {"path": path, "reason": error.strerror}
        ) from error
