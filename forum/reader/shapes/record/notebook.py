"""Where the readers write down what the document contradicts, lacks or damages."""

from collections.abc import Iterable

from forum.reader.event_record import Finding, Level
from forum.reader.findings import KINDS


class Notebook:
    """The findings of one record, in the order in which they were made; equal ones once."""

    def __init__(self, findings: Iterable[Finding] = ()) -> None:
        self._findings: dict[tuple[str, str, tuple[int, ...], str], Finding] = {}
        for finding in findings:
            self.keep(finding)

    def error(
        self, kind: str, subject: str, lines: Iterable[int], case: str = "", /, **params: object
    ) -> None:
        """Write down what could not be imported."""
        self._add(Level.ERROR, kind, subject, lines, case, params)

    def warn(
        self, kind: str, subject: str, lines: Iterable[int], case: str = "", /, **params: object
    ) -> None:
        """Write down what an editor should check."""
        self._add(Level.WARNING, kind, subject, lines, case, params)

    def note(
        self, kind: str, subject: str, lines: Iterable[int], case: str = "", /, **params: object
    ) -> None:
        """Write down what an editor may want to know."""
        self._add(Level.NOTE, kind, subject, lines, case, params)

    def _add(
        self,
        level: Level,
        kind: str,
        subject: str,
        lines: Iterable[int],
        case: str,
        params: dict[str, object],
    ) -> None:
        if kind not in KINDS:
            raise ValueError(f"{kind!r} is not a kind of finding; see forum/reader/findings.py")
        places = tuple(sorted({number for number in lines if number > 0}))
        self.keep(Finding(level, kind, subject, places, case, params))

    def keep(self, finding: Finding) -> None:
        """Keep a finding, an equal one once."""
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
