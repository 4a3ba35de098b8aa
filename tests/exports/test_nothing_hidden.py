"""What is kept back is in no file of the desk and the commands: every format, every way."""

from collections.abc import Callable
from io import BytesIO
from typing import Final

import pytest

from forum.exports import table_writer
from forum.exports.event_export import write_docx, write_json, write_xlsx
from forum.exports.proceedings.printing import compose_draft
from forum.exports.proceedings.typesetting import write_pdf
from sessions_app.models import Event
from tests.support.secrets_of_event import (
    AWAITED,
    KEPT_BACK,
    list_leaks,
    make_event_with_secrets,
    read_file,
)

pytestmark = pytest.mark.django_db


def as_docx(event: Event) -> str:
    target = BytesIO()
    write_docx(event, target, anyway=True)
    return read_file("ports.docx", target.getvalue())


def as_docx_in_english(event: Event) -> str:
    target = BytesIO()
    write_docx(event, target, "en", anyway=True)
    return read_file("ports.docx", target.getvalue())


def as_json(event: Event) -> str:
    target = BytesIO()
    write_json(event, target)
    return target.getvalue().decode()


def as_xlsx(event: Event) -> str:
    target = BytesIO()
    write_xlsx(event, target)
    return read_file("ports.docx", target.getvalue())


def as_tables(event: Event) -> str:
    tables = table_writer.event_tables(event)
    return "".join(table_writer.as_csv(table).decode() for table in tables.values())


def as_draft_pdf(event: Event) -> str:
    book = compose_draft(event, "en", "https://forum.example.org/")
    return read_file("ports.pdf", write_pdf(book))


OF_THE_DESK: Final = (as_docx, as_docx_in_english, as_json, as_xlsx, as_tables, as_draft_pdf)


# Each after what it says of it.
MARKED: Final = {
    as_docx: "Some key points not cleared yet",
    as_json: "Some key points not cleared yet",
    as_xlsx: "Some key points not cleared yet",
    as_draft_pdf: "Notclearedyet",
}


@pytest.mark.parametrize(("write", "mark"), MARKED.items())
def test_key_points_that_wait_for_an_answer_are_there_and_marked(
    write: Callable[[Event], str], mark: str
) -> None:
    text = write(make_event_with_secrets(AWAITED))
    assert (list_leaks(text, AWAITED), mark in text) == (
        [way.__name__ for way in AWAITED], True
    )  # fmt: skip


@pytest.mark.parametrize("write", OF_THE_DESK)
def test_nothing_kept_back_leaves_the_desk(write: Callable[[Event], str]) -> None:
    assert list_leaks(write(make_event_with_secrets(KEPT_BACK)), KEPT_BACK) == []
