"""What the database answered to a page a moment ago, so that it need not answer the same again.

The server names its snapshot: the transactions whose changes a statement sees. Where two snapshots
are the same, so are the answers, and asking for the snapshot costs a tenth of asking for a page.
What falls due by time has no transaction, so an answer is trusted for a second at most, and never
past a moment that one of its records names.
"""

from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock
from typing import Final, NamedTuple

TRUSTED: Final = timedelta(seconds=1)
# Answers that a process remembers; each is some two hundred bytes.
MOST: Final = 2_000

type Question = tuple[object, ...]


class RecentAnswer(NamedTuple):
    """An answer. snapshot: in which it was given; began, ends: when it was asked for, and holds."""

    snapshot: str
    digest: bytes
    began: datetime
    ends: datetime | None


class RecentAnswers:
    """The answers that were given last, by what was asked."""

    def __init__(self) -> None:
        self.answers: OrderedDict[Question, RecentAnswer] = OrderedDict()
        self.lock = Lock()

    def find(self, question: Question, now: datetime) -> RecentAnswer | None:
        """Return an answer that time alone cannot have changed."""
        answer = self.answers.get(question)
        if answer is None or not answer.began <= now < answer.began + TRUSTED:
            return None
        return answer if answer.ends is None or now < answer.ends else None

    def put(self, question: Question, answer: RecentAnswer) -> None:
        """Remember an answer, and forget the oldest."""
        with self.lock:
            self.answers.pop(question, None)
            self.answers[question] = answer
            while len(self.answers) > MOST:
                self.answers.popitem(last=False)


recent_answers: Final = RecentAnswers()
