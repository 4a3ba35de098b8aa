"""What was worked out for a public page, remembered until the page is done.

Who may see a record, and which of its texts, is asked again and again while a page is made, of
records that nothing alters meanwhile. Outside ``remember_answers`` nothing is remembered.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_answers: ContextVar[dict[Any, Any] | None] = ContextVar("answers", default=None)


@contextmanager
def remember_answers() -> Iterator[None]:
    """Remember answers meanwhile; what is asked must only be read."""
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


def answers_about(record: Any) -> dict[Any, Any] | None:
    """Return the answers about a record so far, to be added to; None where nothing is remembered.

    Rows are told apart by their keys: a page may hold one several times.
    """
    answers = _answers.get()
    if answers is None or record.pk is None:
        return None
    key = type(record), record.pk
    of_record: dict[Any, Any] | None = answers.get(key)
    if of_record is None:
        of_record = answers[key] = {}
    return of_record


def answer_once[T](question: Any, work_out: Callable[[], T]) -> T:
    """Return the answer to a question that is about no one record, worked out once a page."""
    answers = _answers.get()
    if answers is None:
        return work_out()
    if question not in answers:
        answers[question] = work_out()
    answer: T = answers[question]
    return answer
