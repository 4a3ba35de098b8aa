"""What commands share: the operator's language, sentences for what fails, progress."""

import signal
import sys
import time
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, OutputWrapper
from django.db import DatabaseError, InterfaceError
from django.db.models import Model
from django.utils import translation
from django.utils.translation import gettext

from forum.core.content import language_codes

# What a command was given, by its options' names.
type Options = dict[str, Any]
# Seconds between what is shown; nothing that takes less is.
_EVERY: Final = 0.2


class LocalizedCommand(BaseCommand):
    """A command that speaks the operator's language; its help is laid out as it is written.

    refusals: errors of its work whose sentence is for the operator.
    """

    # Whoever upgrades has them made; they would load every page and the desk first.
    requires_system_checks = ()
    refusals: tuple[type[Exception], ...] = ()

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: object) -> Any:
        kwargs["formatter_class"] = RawDescriptionHelpFormatter
        return super().create_parser(prog_name, subcommand, **kwargs)

    def handle(self, *args: Any, **options: Any) -> None:
        language = (
            options.get("message_language") or translation.get_language() or settings.LANGUAGE_CODE
        )
        with translation.override(language):
            try:
                self.run(options)
            except (DatabaseError, InterfaceError) as error:
                raise CommandError(unreachable(error)) from error
            except self.refusals as error:
                raise CommandError(str(error)) from error

    def run(self, options: Options) -> None:
        """Do the work, in the operator's language."""
        raise NotImplementedError


def leave_properly(code: int = 1) -> None:
    """Let what ends the process from outside end it as Ctrl-C does: nothing half-made stays.

    What is ignored stays so: under nohup the end of a connection ends nothing.
    """
    numbers = [
        number
        for number in (signal.SIGTERM, signal.SIGHUP)
        if signal.getsignal(number) != signal.SIG_IGN
    ]

    def leave(*_signal: object) -> None:
        # A second one would break the way back in its midst.
        for number in numbers:
            signal.signal(number, signal.SIG_IGN)
        sys.exit(code)

    for number in numbers:
        signal.signal(number, leave)


def add_message_language(parser: ArgumentParser) -> None:
    """Let an operator choose the language of what a command says."""
    parser.add_argument(
        "--language", dest="message_language", choices=language_codes(), help="Of what is told."
    )


def show_progress(stream: OutputWrapper, text: str, *, is_last: bool = False) -> None:
    """Show where the work is, on a terminal only; "" takes the line away."""
    if stream.isatty():
        stream.write(f"\r\x1b[K{text}", style_func=str, ending="\n" if is_last else "")
        stream.flush()


def require_all_taken(count: int) -> None:
    """Let a command fail at its end where it took something of a file not, which it has named."""
    if count:
        raise CommandError(gettext("Not taken: %(count)d, see above.") % {"count": count})


def tell_of_run(stream: OutputWrapper, run: Model | None) -> None:
    """Say how what was imported goes back, where anything was."""
    if run:
        stream.write(name_undo(run))


def name_undo(run: Model) -> str:
    """Return the sentence that names the command which takes an import back."""
    return gettext("“manage.py undo_import %(run)d” takes it back.") % {"run": run.pk}


def track[T](stream: OutputWrapper, rows: Iterable[T], work: str, count: int = 0) -> Iterator[T]:
    """Yield what is worked on, and show how far that is. count: how many there are, 0: unknown."""
    last_print = time.monotonic()
    of = f" / {count:,}" if count else ""
    for number, row in enumerate(rows, 1):
        yield row
        if time.monotonic() - last_print > _EVERY:
            last_print = time.monotonic()
            show_progress(stream, f"{work}: {number:,}{of}")
    show_progress(stream, "")


def show_count(stream: OutputWrapper, work: str) -> Callable[[int, int], None]:
    """Return what shows how many of how many are done, as often as ``track``."""
    last_print = time.monotonic()

    def show(done: int, count: int) -> None:
        nonlocal last_print
        if time.monotonic() - last_print > _EVERY:
            last_print = time.monotonic()
            show_progress(stream, f"{work}: {done:,} / {count:,}")
        if done == count:
            show_progress(stream, "")

    return show


def unwritable(path: Path, error: OSError) -> str:
    """Return why a file could not be written."""
    return gettext("%(path)s cannot be written: %(reason)s.") % {
        "path": path,
        "reason": error.strerror or type(error).__name__,
    }


def unreadable(path: Path, error: OSError) -> str:
    """Return why a file could not be read."""
    return gettext("%(path)s cannot be read: %(reason)s.") % {
        "path": path,
        "reason": error.strerror or type(error).__name__,
    }


def unreachable(error: Exception) -> str:
    """Return what the database said, in one line."""
    reason = " ".join(str(error).split())
    return gettext("The database does not answer as it should (%(reason)s).") % {"reason": reason}
