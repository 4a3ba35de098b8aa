"""Published texts that a command would change: typing slips, or corrections that are told."""

from argparse import ArgumentParser
from collections.abc import Collection
from typing import Final

from django.utils import timezone
from django.utils.translation import get_language, ngettext

from forum.history.corrections.changed import Changed
from forum.history.corrections.correction_note import Note, find_events, propose_note
from forum.management.localized_command import Options

_NAMED: Final = 3


class UndecidedError(Exception):
    """The operator has not said which of the two it is; ``str`` is one sentence."""


def add_arguments(parser: ArgumentParser) -> None:
    """Let an operator say what changes of published texts are."""
    either = parser.add_mutually_exclusive_group()
    either.add_argument(
        "--slip", action="store_true", help="Changes of published texts are typing slips."
    )
    either.add_argument(
        "--correction",
        action="store_true",
        help="They are corrections: the event's page tells them, with today's date.",
    )


def note_on(changes: Collection[Changed], options: Options) -> Note | None:
    """Return the note that changes need, None for slips; raises UndecidedError."""
    events = find_events(changes) if changes else []
    if not events or options["slip"]:
        return None
    if not options["correction"]:
        raise UndecidedError(_question(changes))
    return Note(timezone.localdate(), propose_note(changes), tuple(event.pk for event in events))


def _question(changes: Collection[Changed]) -> str:
    code = get_language() or ""
    names = [change.named(code) for change in changes]
    listed = "; ".join(dict.fromkeys(names[:_NAMED])) + (" …" if len(names) > _NAMED else "")
    return ngettext(
        "%(count)d published text would change (%(what)s), so nothing was written: add --slip for "
        "a typing slip, or --correction for a correction that the event's page tells.",
        "%(count)d published texts would change (%(what)s), so nothing was written: add --slip for "
        "typing slips, or --correction for corrections that the event's page tells.",
        len(names),
    ) % {"count": len(names), "what": listed}
