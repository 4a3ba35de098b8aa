"""What a look at the site has found."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How soon somebody must act."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class SiteFinding:
    """One thing that is not as it should be.

    place: where, as an operator would look for it; problem: what is there, with its value, as a
    clause without a full stop; remedy: what to do, as a sentence.
    """

    severity: Severity
    subject: str
    place: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.severity}: {self.place}: {self.problem}. {self.remedy}"

    def as_dict(self) -> dict[str, str]:
        """Return the finding for JSON."""
        return {
            "severity": str(self.severity),
            "subject": self.subject,
            "place": self.place,
            "problem": self.problem,
            "remedy": self.remedy,
        }


def error(subject: str, place: str, problem: str, remedy: str) -> SiteFinding:
    return SiteFinding(Severity.ERROR, subject, place, problem, remedy)


def warning(subject: str, place: str, problem: str, remedy: str) -> SiteFinding:
    return SiteFinding(Severity.WARNING, subject, place, problem, remedy)
