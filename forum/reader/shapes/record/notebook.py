"""Where the readers write down what the document contradicts, lacks or damages."""

from collections.abc import Callable, Iterable
from functools import partialmethod
from itertools import groupby
from typing import Final

from forum.reader.event_record import Finding, Level, Line, SessionRecord
from forum.reader.findings import KINDS
from forum.reader.reading import Certainty, Value

_LONGEST_QUOTE: Final = 60


class Notebook:
    """The findings of one record, in the order in which they were made; equal ones once.

    guesses: the values that some of them ask about.
    """

    def __init__(self, findings: Iterable[Finding] = ()) -> None:
        self.guesses: list[Value] = []
        self._findings: dict[tuple[str, str, tuple[int, ...], str], Finding] = {}
        for finding in findings:
            self._keep(finding)

    def guess(self, path: str, lines: Iterable[int]) -> None:
        """Note that a value is a question; a finding of its own says which."""
        self.guesses.append(Value(path, Certainty.GUESS, tuple(lines)))

    def report_variants(
        self,
        kind: str,
        subject: str,
        lines: Iterable[int],
        variants: Iterable[tuple[str, Iterable[int]]],
        is_same: Callable[[str], bool],
        **params: object,
    ) -> None:
        """Note the further forms of a value that are the same but for marks; warn of the others.

        lines: where the value itself is printed; variants: forms with their lines.
        """
        cases: dict[str, dict[str, list[int]]] = {"marks": {}, "words": {}}
        for form, places in variants:
            cases["marks" if is_same(form) else "words"].setdefault(form, []).extend(places)
        for case, forms in cases.items():
            if forms:
                tell = self.note if case == "marks" else self.warn
                places = [*lines, *(line for few in forms.values() for line in few)]
                tell(kind, subject, places, case, forms=" | ".join(forms), **params)

    def warn_of_reversed_times(self, sessions: Iterable[SessionRecord]) -> None:
        """Name each session that ends before it begins: past midnight, or misprinted."""
        for session in sessions:
            start, end = session.start, session.end
            if start and end and end <= start:
                name = next(iter((*session.title.values(), *session.heading.values())), session.key)
                printed = f"{start:%H:%M}–{end:%H:%M}"
                self.warn("time_conflict", name, session.lines, "reversed", one=printed)

    def warn_of_unread(self, unread: Iterable[Line], lines: Iterable[Line]) -> None:
        """Name each passage of which nothing was taken; blank lines part none."""
        numbers = {line.number for line in unread}
        written = (line for line in lines if line.text.strip())
        for is_unread, passage in groupby(written, key=lambda line: line.number in numbers):
            if is_unread:
                texts, places = zip(*((line.text, line.number) for line in passage), strict=True)
                self.warn_of_words(" ".join(texts), places)

    def warn_of_words(self, text: str, lines: Iterable[int]) -> None:
        """Quote words of which nothing was taken, long ones by their beginning."""
        quote = _shorten(text)
        self.warn("not_understood", quote, lines, text=quote)

    def note_words_of_page(self, text: str, lines: Iterable[int]) -> None:
        """Quote what was left out as a page's own, or as advice to those who come."""
        quote = _shorten(text)
        self.note("not_understood", quote, lines, "practical", text=quote)

    def note_nobody(self, text: str, lines: Iterable[int]) -> None:
        """Quote who stayed away, or which group was there: nobody that takes part by name."""
        quote = _shorten(text)
        self.note("not_understood", quote, lines, "nobody", text=quote)

    def _add(
        self,
        level: Level,
        kind: str,
        subject: str,
        lines: Iterable[int],
        case: str = "",
        /,
        **params: object,
    ) -> None:
        if kind not in KINDS:
            raise ValueError(f"{kind!r} is not a kind of finding; see forum/reader/findings.py")
        places = tuple(sorted({number for number in lines if number > 0}))
        self._keep(Finding(level, kind, subject, places, case, params))

    # What could not be imported, what an editor should check, what one may want to know.
    error = partialmethod(_add, Level.ERROR)
    warn = partialmethod(_add, Level.WARNING)
    note = partialmethod(_add, Level.NOTE)

    def _keep(self, finding: Finding) -> None:
        key = (finding.kind, finding.subject, finding.lines, finding.case)
        self._findings.setdefault(key, finding)

    def has(self, kind: str, subject: str | None = None) -> bool:
        """Tell whether such a finding was made."""
        return any(
            finding.kind == kind and subject in {None, finding.subject}
            for finding in self._findings.values()
        )

    def findings(self) -> tuple[Finding, ...]:
        """Return all findings by their first line, those without a line last."""
        return tuple(
            sorted(self._findings.values(), key=lambda finding: finding.lines[:1] or (1 << 30,))
        )


def _shorten(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"
