"""What a plan cannot tell by itself: whether something of the record is one that is stored already.

A question is asked where somebody is there to answer it; where nobody is, what is uncertain becomes
a new record and a finding. An answer whose record is gone, or that somebody else of the record has
been given, counts for nothing: the question is open again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Final

# The answer for what is not stored yet; every other answer is a primary key.
NEW: Final = "new"
_MOST_CANDIDATES: Final = 6

type Decisions = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """Is this one of the stored ones?

    key: stays the same when the document is planned again. label: model as ``people.person``.
    name, title: as the record prints them; lines: where. candidates: primary keys of those that
    may be meant, the likeliest first; similar: those of them whose name is only spelled alike.
    answer: a primary key or ``new``, "" while nobody has answered.
    """

    key: str
    label: str
    name: str
    title: str = ""
    lines: tuple[int, ...] = ()
    candidates: tuple[int, ...] = ()
    similar: frozenset[int] = frozenset()
    answer: str = ""

    def as_json(self) -> dict[str, object]:
        """Return the question in JSON's types."""
        facts = asdict(self)
        lists = {name: sorted(facts[name]) for name in ("lines", "similar")}
        return {**facts, **lists, "candidates": list(self.candidates)}


class Answers:
    """The decisions that a plan is made with, and the questions that it asks.

    decisions: key of a question -> answer; None where nobody is there to answer.
    """

    def __init__(self, decisions: Decisions | None = None) -> None:
        self.can_ask = decisions is not None
        self._decisions = decisions or {}
        self._assigned: set[tuple[str, int]] = set()
        self.questions: list[Question] = []

    def pks(self, label: str) -> set[int]:
        """Return the stored records of a model that somebody has chosen."""
        return {
            int(answer)
            for key, answer in self._decisions.items()
            if key.startswith(f"{label}:") and _is_pk(answer)
        }

    def is_new(self, key: str) -> bool:
        """Tell whether the thing was called a new one."""
        return self._decisions.get(key) == NEW

    def pk(self, key: str) -> int | None:
        """Return the stored record that was chosen."""
        answer = self._decisions.get(key, "")
        return int(answer) if _is_pk(answer) else None

    def take(self, key: str) -> int | None:
        """Return the stored record that was chosen, unless something else was given it before."""
        pk = self.pk(key)
        assignment = (key.partition(":")[0], pk or 0)
        if pk is None or assignment in self._assigned:
            return None
        self._assigned.add(assignment)
        return pk

    def ask(self, question: Question, similar: Iterable[int] = ()) -> None:
        """Add a question to the plan. similar: further candidates, spelled alike."""
        alike = [pk for pk in similar if pk not in question.candidates]
        chosen = [int(question.answer)] if _is_pk(question.answer) else []
        candidates = [*question.candidates, *alike][:_MOST_CANDIDATES]
        unique = tuple(dict.fromkeys([*candidates, *chosen]))
        self.questions.append(replace(question, candidates=unique, similar=frozenset(alike)))


def _is_pk(answer: str) -> bool:
    return answer.isascii() and answer.isdecimal()
