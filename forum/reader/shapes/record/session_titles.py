"""What a session is called: its record, its title, and where list and body differ on it."""

from forum.reader.event_record import EN, LANGUAGES, ZH, SessionRecord
from forum.reader.shapes.record import texts
from forum.reader.shapes.record.drafts import Draft
from forum.reader.shapes.record.headings import Heading
from forum.reader.shapes.record.notebook import Notebook


def record(draft: Draft, no: int) -> SessionRecord:
    """Return the session's record; the body's words come before the list's."""
    heading: dict[str, str] = {}
    topic: dict[str, str] = {}
    title: dict[str, str] = {}
    containers = draft.container if draft.is_topic else draft
    for code in LANGUAGES:
        printed = _first(containers, code)
        if printed is not None:
            heading[code] = printed.text
        own_heading = _first(draft, code)
        if own_heading is not None and own_heading.label:
            topic[code] = own_heading.label
        if words := title_of(draft, code):
            title[code] = words
    span = draft.details.span or draft.list_span
    return SessionRecord(
        draft.key, no, draft.kind, heading, topic, title, draft.details.day,
        span.start if span else None, span.end if span else None, draft.details.room, draft.lines,
    )  # fmt: skip


def _first(draft: Draft | None, code: str) -> Heading | None:
    if draft is None:
        return None
    return draft.body_headings.get(code) or draft.list_headings.get(code)


def title_of(draft: Draft, code: str) -> str:
    """Return the session's title: beside the body's heading, else under it, else in the list."""
    body, listed = draft.body_headings.get(code), draft.list_headings.get(code)
    for heading in (body, listed):
        if heading is not None and heading is body:
            title = heading.title or draft.details.titles.get(code, "")
        else:
            title = heading.title if heading is not None else ""
        if title:
            return texts.unquoted(title)
    return draft.details.titles.get(code, "")


def check_titles(draft: Draft, notebook: Notebook) -> None:
    """Write down where list and body print a topic's title differently."""
    for code in (ZH, EN):
        body, listed = draft.body_headings.get(code), draft.list_headings.get(code)
        if body is None or listed is None:
            continue
        body_line = body.row.text if body.title else draft.details.titles.get(code, "")
        list_line = listed.row.text
        body_title, list_title = title_of(draft, code), listed.title
        if (
            not body_title
            or not list_title
            or (body_title == list_title and body_line == list_line)
        ):
            continue
        lines = [listed.row.number, body.row.number]
        if body_title == list_title or texts.same_but_marks(body_title, list_title):
            if _marks_differ(body_title, list_title, body_line, list_line):
                notebook.note(
                    "topic_title_variant", draft.printed, lines,
                    "marks",
                    kept=body_title,
                )  # fmt: skip
        else:
            notebook.warn(
                "topic_title_variant", draft.printed, lines,
                "words",
                other=list_title, kept=body_title,
            )  # fmt: skip


def _marks_differ(body_title: str, list_title: str, body_line: str, list_line: str) -> bool:
    if body_title != list_title:
        return True
    quotes = ("“", "”", '"', "「", "《")
    return any((mark in body_line) != (mark in list_line) for mark in quotes)
