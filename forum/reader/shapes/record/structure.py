"""What a record's structure lacks or breaks: parts, headings, numbering, times."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from typing import Final

from forum.reader.event_record import EN, LANGUAGES, ZH
from forum.reader.shapes.record.headings import Heading
from forum.reader.shapes.record.notebook import Notebook
from forum.reader.shapes.record.outline import Outline
from forum.reader.shapes.record.sessions import Draft

# In these nobody is expected to say anything.
SILENT_KINDS: Final = frozenset(["break", "signing", "award", "other"])
_NAMES: Final = {
    "info": {ZH: "基本信息", EN: "Basic Information"},
    "intro": {ZH: "简要介绍", EN: "Introduction"},
}


def check_structure(
    outline: Outline,
    drafts: Sequence[Draft],
    *,
    has_list: bool,
    introduced: bool,
    notebook: Notebook,
) -> None:
    """Check the document's parts, and that list and body have the same sections."""
    _check_parts(outline, {"info": has_list, "intro": introduced}, notebook)
    in_body = any(draft.in_body for draft in drafts)
    lists_topics = any(draft.listed and draft.is_topic for draft in drafts)
    for draft in drafts:
        printed, lines = draft.printed, draft.lines
        if not draft.in_body and draft.listed and draft.kind != "break":
            expected = not any(topic.in_body for topic in draft.topics)
            if expected and (in_body or not draft.topics):
                notebook.warn("section_missing", printed, lines, "body", session=printed)
        elif draft.in_body and draft.is_topic and lists_topics and not draft.listed:
            notebook.warn("section_missing", printed, lines, "list", session=printed)
        is_empty = draft.in_body and not draft.topics and not any(row.text for row in draft.rows)
        if is_empty and draft.kind not in SILENT_KINDS:
            notebook.warn("field_empty", printed, lines, "session", session=printed)
    _check_headings(outline.heads, notebook)
    _check_numbers(outline, drafts, notebook)


def _check_parts(outline: Outline, has_part: dict[str, bool], notebook: Notebook) -> None:
    """Warn where list or introduction is missing, or stands without a heading like the other's."""
    code = ZH if any(heading.language == ZH for heading in outline.headings) else EN
    headed = {heading.opens: heading for heading in reversed(outline.metas)}
    for part, counterpart in (("info", "intro"), ("intro", "info")):
        name = _NAMES[part][code]
        if has_part[part]:
            if part not in headed and counterpart in headed:
                notebook.warn("section_missing", name, [], "heading", name=name)
        elif part in headed:
            heading = headed[part]
            notebook.warn("field_empty", heading.text, [heading.row.number], "heading")
        else:
            notebook.warn("section_missing", name, [], "section", name=name)


def _check_headings(headings: Sequence[Heading], notebook: Notebook) -> None:
    """Warn about a damaged bracket, and about headings that break the document's own style."""
    heads = [heading for heading in headings if heading.opens != "topic"]
    everywhere = Counter(map(_style, heads))
    sessions = Counter(_style(heading) for heading in heads if heading.opens == "session")
    for heading in headings:
        odd = heading.opens != "topic" and _is_odd(heading, everywhere, sessions)
        if heading.malformed or odd:
            printed, line = heading.row.text, heading.row.number
            notebook.warn("heading_malformed", heading.text, [line], "heading", printed=printed)


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
    intact = heading.style == "bracket" and not heading.malformed
    return heading.row.text[0] if intact else heading.style


type _Numbered = tuple[int, str, Iterable[int]]


def _check_numbers(outline: Outline, drafts: Sequence[Draft], notebook: Notebook) -> None:
    """Warn about gaps among the topics of one section, and among numbered headings."""
    places = {id(draft): place for place, draft in enumerate(drafts)}
    topics = [draft for draft in drafts if draft.is_topic and draft.number is not None]

    def container(draft: Draft) -> int:
        return places.get(id(draft.container), len(drafts))

    for _place, siblings in groupby(sorted(topics, key=container), key=container):
        numbered = [(draft.number or 0, draft.printed, draft.lines) for draft in siblings]
        _check_row([(0, "", ()), *numbered], notebook)
    for code in LANGUAGES:
        serials: list[_Numbered] = [
            (heading.serial, heading.text, [heading.row.number])
            for heading in outline.headings
            if heading.serial is not None and heading.language == code and heading.style != "colon"
        ]
        _check_row(serials, notebook, restarts=True)


def _check_row(
    numbered: Sequence[_Numbered], notebook: Notebook, *, restarts: bool = False
) -> None:
    for (previous, _printed, _lines), (number, printed, lines) in pairwise(numbered):
        if number > previous + 1 or (number == previous and not restarts):
            notebook.warn("number_gap", printed, lines, after=number, before=previous)


def check_times(drafts: Sequence[Draft], notebook: Notebook) -> None:
    """Check that a session's times agree, run forward and do not overlap the next session's."""
    timed = []
    for draft in drafts:
        spans = [(row.number, span) for row, span in draft.details.spans]
        if draft.list_span is not None:
            first_heading = next(iter(draft.list_headings.values()))
            spans.append((first_heading.row.number, draft.list_span))
        if not spans:
            continue
        line, first = spans[0]
        for next_line, span in spans[1:]:
            if span.start is not None and (span.start, span.end) != (first.start, first.end):
                notebook.warn("time_conflict", draft.printed, (line, next_line), "other",
                              one=first.printed, other=span.printed)  # fmt: skip
        backwards = bool(first.start and first.end and first.end <= first.start)
        if not first.valid or backwards:
            case = "reversed" if first.valid else "invalid"
            notebook.warn("time_conflict", draft.printed, [line], case, one=first.printed)
        elif first.start:
            timed.append((draft, first.start, first.end))
    for (draft, start, end), (next_draft, next_start, _end) in pairwise(timed):
        same_day = draft.details.day == next_draft.details.day
        if same_day and not _is_parallel(draft, next_draft) and next_start < (end or start):
            notebook.warn(
                "time_conflict", next_draft.printed, [*draft.lines, *next_draft.lines], "overlap",
                session=next_draft.printed, before=draft.printed,
            )  # fmt: skip


def _is_parallel(first: Draft, second: Draft) -> bool:
    rooms = [set(draft.details.room.values()) for draft in (first, second)]
    return bool(rooms[0] and rooms[1] and rooms[0] != rooms[1])
