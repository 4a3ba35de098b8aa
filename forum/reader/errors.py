"""Why a file cannot be read: one sentence for the person who imports it."""

from typing import Self

from django.utils.translation import gettext


class DocumentError(Exception):
    """The file cannot be read as a record; ``str`` is one sentence with place and remedy.

    reason: the sentence, in the active language, without the file's name.
    line: the line it is about, counted from 1.
    """

    def __init__(self, reason: str, *, line: int | None = None, source: str = "") -> None:
        super().__init__(_sentence(reason, line, source))
        self.reason = reason
        self.line = line

    def about(self, source: str) -> Self:
        """Return the same error with the file's name in front."""
        return type(self)(self.reason, line=self.line, source=source)


def _sentence(reason: str, line: int | None, source: str) -> str:
    if not source:
        return reason
    if line is None:
        return gettext("%(file)s: %(reason)s") % {"file": source, "reason": reason}
    places = {"file": source, "line": line, "reason": reason}
    return gettext("%(file)s line %(line)d: %(reason)s") % places
