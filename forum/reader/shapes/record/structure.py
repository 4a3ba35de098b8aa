"""Checks of a record's structure: headings, numbering, list against body, times."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, time
from itertools import pairwise

from forum.reader.event_record import EN, LANGUAGES, ZH
from forum.reader.shapes.record.drafts import Draft
from forum.reader.shapes.record.headings import Heading
from forum.reader.shapes.record.notebook import Notebook
from forum.reader.shapes.record.outline import Outline

SILENT_KINDS = {"break", "signing", "award", "other"}


def check_structure(
    outline: Outline,
    drafts: Sequence[Draft],
    *,
    has_list: bool,
    introduced: bool,
    notebook: Notebook,
) -> None:
    """Check headings, numbering, and that list and body have the same sections."""
    chinese = any(heading.language == ZH for heading in outline.headings)
    if not has_list:
        heading = next(
            (meta_heading for meta_heading in outline.metas if meta_heading.opens == "info"), None
        )
        _missing_part(heading, "基本信息" if chinese else "Basic Information", notebook)
    _check_unheaded(
        outline, has_list=has_list, introduced=introduced, chinese=chinese, notebook=notebook
    )
    if not introduced:
        heading = next(
            (meta_heading for meta_heading in outline.metas if meta_heading.opens == "intro"), None
        )
        _missing_part(heading, "简要介绍" if chinese else "Introduction", notebook)
    _check_counterparts(drafts, notebook)
    _check_headings(outline.heads, notebook)
    _check_numbers(outline, drafts, notebook)


def _check_unheaded(
    outline: Outline, *, has_list: bool, introduced: bool, chinese: bool, notebook: Notebook
) -> None:
    """Warn when one of list and introduction stands without its heading while the other has one."""
    opened = {heading.opens for heading in outline.metas}
    names = ("基本信息", "简要介绍") if chinese else ("Basic Information", "Introduction")
    for opens, counterpart, is_there, name in (
        ("info", "intro", has_list, names[0]), ("intro", "info", introduced, names[1]),
    ):  # fmt: skip
        if is_there and opens not in opened and counterpart in opened:
            notebook.warn(
                "section_missing", name, [],
                "heading", name=name,
            )  # fmt: skip


def _missing_part(heading: Heading | None, name: str, notebook: Notebook) -> None:
    if heading is not None:
        notebook.warn(
            "field_empty", heading.text, [heading.row.number],
            "heading",
        )  # fmt: skip
    else:
        notebook.warn(
            "section_missing", name, [],
            "section", name=name,
        )  # fmt: skip


def _check_counterparts(drafts: Sequence[Draft], notebook: Notebook) -> None:
    some_body = any(draft.in_body for draft in drafts)
    some_topics = any(draft.listed and draft.is_topic for draft in drafts)
    for draft in drafts:
        if (
            draft.listed
            and not draft.in_body
            and draft.kind != "break"
            and not (draft.topics and any(topic.in_body for topic in draft.topics))
        ):
            if some_body or not draft.topics:
                notebook.warn(
                    "section_missing", draft.printed, draft.lines,
                    "body",
                    session=draft.printed,
                )  # fmt: skip
        elif draft.in_body and draft.is_topic and some_topics and not draft.listed:
            notebook.warn(
                "section_missing", draft.printed, draft.lines,
                "list",
                session=draft.printed,
            )  # fmt: skip
        if draft.in_body and _is_empty(draft) and draft.kind not in SILENT_KINDS:
            notebook.warn(
                "field_empty", draft.printed, draft.lines,
                "session", session=draft.printed,
            )  # fmt: skip


def _is_empty(draft: Draft) -> bool:
    rows = any(row.text for section in draft.sections for row in section.rows)
    return not rows and not draft.topics


def _check_headings(headings: Sequence[Heading], notebook: Notebook) -> None:
    """Warn about a damaged bracket, and about headings that break the document's own style."""
    heads = [heading for heading in headings if heading.opens != "topic"]
    everywhere = Counter(map(_style, heads))
    sessions = Counter(_style(heading) for heading in heads if heading.opens == "session")
    for heading in headings:
        odd = heading.opens != "topic" and _is_odd(heading, everywhere, sessions)
        if heading.malformed or odd:
            notebook.warn(
                "heading_malformed", heading.text, [heading.row.number],
                "heading",
                printed=heading.row.text,
            )  # fmt: skip


def _is_odd(heading: Heading, everywhere: Counter[str], sessions: Counter[str]) -> bool:
    """Tell whether a heading lacks the brackets, or has others than, the document's headings."""
    style = _style(heading)
    if heading.style == "bracket":
        return style != "【" and everywhere["【"] >= 2 and everywhere["【"] > everywhere[style]
    plain = style in {"bare", "numbered"} and heading.number is None
    counts = sessions if heading.opens == "session" else everywhere - sessions
    english = style == "bare" and heading.language == EN
    return plain and not english and counts["【"] >= 2 and counts["【"] > counts[style]


def _style(heading: Heading) -> str:
    if heading.style == "bracket" and not heading.malformed:
        return heading.row.text[0]
    return heading.style


def _check_numbers(outline: Outline, drafts: Sequence[Draft], notebook: Notebook) -> None:
    topics: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.is_topic and draft.number is not None:
            topics.setdefault(id(draft.container), []).append(draft)
    for container in [*drafts, None]:
        siblings = topics.get(id(container), [])
        _check_row(
            [(draft.number or 0, draft.printed, draft.lines) for draft in siblings], notebook
        )
    for code in LANGUAGES:
        serials = [
            (heading.serial, heading.text, (heading.row.number,))
            for heading in outline.headings
            if heading.serial is not None and heading.language == code and heading.style != "colon"
        ]
        _check_row(serials, notebook, restarts=True)


def _check_row(
    numbered: Sequence[tuple[int, str, tuple[int, ...]]],
    notebook: Notebook,
    *,
    restarts: bool = False,
) -> None:
    if numbered and numbered[0][0] > 1 and not restarts:
        _gap(0, *numbered[0], notebook)
    for (previous_number, _printed, _lines), (number, printed, lines) in pairwise(numbered):
        if number > previous_number + 1 or (number == previous_number and not restarts):
            _gap(previous_number, number, printed, lines, notebook)


def _gap(
    previous_number: int, number: int, printed: str, lines: tuple[int, ...], notebook: Notebook
) -> None:
    notebook.warn(
        "number_gap", printed, lines,

        after=number, before=previous_number,
    )  # fmt: skip


def check_times(drafts: Sequence[Draft], notebook: Notebook) -> None:
    """Check that a session's times agree, run forward and do not overlap the next session's."""
    timed: list[tuple[Draft, date | None, time, time | None]] = []
    for draft in drafts:
        spans = [(row.number, span) for row, span in draft.details.spans]
        if draft.list_span is not None:
            rows = [heading.row.number for heading in draft.list_headings.values()]
            spans += [(number, draft.list_span) for number in rows[:1]]
        if not spans:
            continue
        first_line, first = spans[0]
        for line, span in spans[1:]:
            if (span.start, span.end) != (first.start, first.end) and span.start is not None:
                _time(
                    draft,
                    (first_line, line),
                    notebook,
                    "other",
                    one=first.printed,
                    other=span.printed,
                )
        if not first.valid:
            _time(draft, (first_line,), notebook, "invalid", one=first.printed)
        elif first.start and first.end and first.end <= first.start:
            _time(draft, (first_line,), notebook, "reversed", one=first.printed)
        elif first.start:
            timed.append((draft, draft.details.day, first.start, first.end))
    for (earlier_draft, day, start, end), (next_draft, next_day, next_start, _end) in pairwise(
        timed
    ):
        if (
            day == next_day
            and not _parallel(earlier_draft, next_draft)
            and next_start < (end or start)
        ):
            _time(
                next_draft, [*earlier_draft.lines, *next_draft.lines], notebook,
                "overlap",
                session=next_draft.printed, before=earlier_draft.printed,
            )  # fmt: skip


def _parallel(first: Draft, second: Draft) -> bool:
    rooms = [set(draft.details.room.values()) for draft in (first, second)]
    return bool(rooms[0] and rooms[1] and rooms[0] != rooms[1])


def _time(
    draft: Draft, lines: Iterable[int], notebook: Notebook, text: str, /, **params: object
) -> None:
    notebook.warn("time_conflict", draft.printed, lines, text, **params)
