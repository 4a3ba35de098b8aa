"""The cross-checks of a finished record: what is missing, out of order, in disagreement, or
damaged.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, time
from itertools import pairwise

from django.utils.translation import gettext_noop as _

from forum.importing.reading import people, placeholders, programme, texts
from forum.importing.reading.appearances import Cast, Part
from forum.importing.reading.cover import Cover
from forum.importing.reading.headings import Heading
from forum.importing.reading.introduction import Facts
from forum.importing.reading.notebook import Notebook
from forum.importing.reading.outline import Outline
from forum.importing.reading.programme import Draft
from forum.importing.reading.rows import Row, numbers
from forum.importing.records import EN, LANGUAGES, ZH, OrganizationRecord

_SILENT_KINDS = {"break", "signing", "award", "other"}
_SILENT_ROLES = {"witness", "signatory", "moderator"}


def check_parts(
    parts: Sequence[Part], moderators: Sequence[Part], *, has_list: bool, notebook: Notebook
) -> None:
    """Check every appearance: listed without a speech, speech without list or caption,
    attendance.
    """
    captioned = any(part.captions for part in (*parts, *moderators))
    for part in parts:
        _check_remarks(part, notebook)
        if has_list and not part.person.listed:
            notebook.warn(
                "unlisted_person", part.person.name, part.lines,
                _("%(name)s takes part but is not in the list; added to %(session)s as %(role)s."),
                name=part.person.name, session=part.draft.printed, role=part.role,
            )  # fmt: skip
        if captioned and part.has_remarks and not part.captions:
            notebook.warn(
                "caption_missing", part.person.name, part.lines,
                _("The remarks of %(name)s have no caption; attendance and role come from the "
                    "list and the section."),
                name=part.person.name,
            )  # fmt: skip
        _check_damage(part, notebook)
    for part in moderators:
        _check_damage(part, notebook)
        if has_list and not part.person.listed:
            notebook.warn(
                "unlisted_person", part.person.name, part.lines,
                _("%(name)s takes part but is not in the list; added to %(session)s as %(role)s."),
                name=part.person.name, session=part.draft.printed, role=part.role,
            )  # fmt: skip
    _check_attendance([*parts, *moderators], notebook)


def _check_remarks(part: Part, notebook: Notebook) -> None:
    if part.has_remarks or part.role in _SILENT_ROLES or part.draft.kind in _SILENT_KINDS:
        return
    notebook.warn(
        "no_remarks", part.person.name, part.lines,
        _("%(name)s has no remarks in %(session)s; the appearance was added without a text."),
        name=part.person.name, session=part.draft.printed,
    )  # fmt: skip


def _check_damage(part: Part, notebook: Notebook) -> None:
    for turn in part.turns:
        for row in turn.repeats:
            notebook.warn(
                "duplicate_paragraph", part.person.name, (row.copy_of, row.number),
                _("This paragraph repeats line %(first)d; the second copy was left "
                    "out."), first=row.copy_of,
            )  # fmt: skip
        for row, text in turn.paragraphs:
            check_paragraph(row, text, part.person.name, notebook)


def check_paragraph(row: Row, text: str, subject: str, notebook: Notebook) -> None:
    """Check one paragraph of prose for an end that is missing and for placeholders."""
    if _is_cut(text):
        notebook.warn(
            "truncated", subject, [row.number],
            _("The text ends in the middle of a sentence: …%(end)s. It was imported as it stands."),
            end=text[-16:],
        )  # fmt: skip
    if found := placeholders.placeholder(text):
        notebook.warn(
            "placeholder", subject, [row.number],
            _("A placeholder stands in the text: %(text)s. It was imported as it "
                "stands."), text=found,
        )  # fmt: skip


def _is_cut(text: str) -> bool:
    if len(text) < 15 or texts.ends_sentence(text):
        return False
    end = text.rstrip(texts.QUOTES + texts.BRACKETS)[-1:]
    if end in "：:；;":
        return False
    # A short line without any inner punctuation is a heading inside a speech.
    return bool(re.search("[，。；：！？、]|[,.;:!?]\\s", text)) or len(text) > 40 or end in "，,、"


def _check_attendance(parts: Iterable[Part], notebook: Notebook) -> None:
    unstated: dict[int, Part] = {}
    for part in parts:
        stated = part.stated()
        kinds = list(dict.fromkeys(kind for kind, _code, _words, _lines in stated))
        if len(kinds) > 1:
            lines = [line for *_rest, places in stated for line in places]
            notebook.warn(
                "attendance_conflict", part.person.name, lines,
                _("The document says %(kinds)s of %(name)s; %(kept)s was kept, as the caption "
                    "says it."),
                kinds=", ".join(kinds), name=part.person.name, kept=kinds[0],
            )  # fmt: skip
        if not kinds and part.draft.kind != "break":
            unstated.setdefault(id(part.person), part)
    for part in unstated.values():
        notebook.note(
            "attendance_unstated", part.person.name, part.lines,
            _("The document does not say how %(name)s took part; attendance was left open."),
            name=part.person.name,
        )  # fmt: skip


def check_floating(cast: Cast, notebook: Notebook) -> None:
    """Name those whom the list gives without a session and the body not at all."""
    for part in cast.floating:
        if not part.person.in_body:
            notebook.warn(
                "no_remarks", part.person.name, part.lines,
                _("%(name)s is listed without a session and does not take the floor; no "
                    "appearance was added."),
                name=part.person.name,
            )  # fmt: skip


def check_order(cast: Cast, drafts: Sequence[Draft], notebook: Notebook) -> None:
    """Warn where a section gives its speakers in another order than the list."""
    for draft in drafts:
        listed = [id(part.person) for part in cast.listed.get(id(draft), [])]
        spoken = [part for part in cast.parts.get(id(draft), []) if part.turns]
        spoken_ids = [id(part.person) for part in spoken if id(part.person) in listed]
        expected = [each for each in dict.fromkeys(listed) if each in set(spoken_ids)]
        if list(dict.fromkeys(spoken_ids)) == expected:
            continue
        lines = [line for part in cast.listed.get(id(draft), []) for line in part.lines[:1]]
        lines += [part.lines[0] for part in spoken if part.lines]
        lines += [row.number for part in spoken for turn in part.turns for row in turn.rows[:1]]
        notebook.warn(
            "order_conflict", draft.printed, lines,
            _("The list gives the people of %(session)s in another order; the section's order "
                "was kept."),
            session=draft.printed,
        )  # fmt: skip


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
        heading = next((each for each in outline.metas if each.what == "info"), None)
        _missing_part(heading, "基本信息" if chinese else "Basic Information", notebook)
    _check_unheaded(
        outline, has_list=has_list, introduced=introduced, chinese=chinese, notebook=notebook
    )
    if not introduced:
        heading = next((each for each in outline.metas if each.what == "intro"), None)
        _missing_part(heading, "简要介绍" if chinese else "Introduction", notebook)
    _check_counterparts(drafts, notebook)
    _check_headings(outline.heads, notebook)
    _check_numbers(outline, drafts, notebook)


def _check_unheaded(
    outline: Outline, *, has_list: bool, introduced: bool, chinese: bool, notebook: Notebook
) -> None:
    """Warn when one of list and introduction stands without its heading while the other has one."""
    whats = {heading.what for heading in outline.metas}
    names = ("基本信息", "简要介绍") if chinese else ("Basic Information", "Introduction")
    for what, other, there, name in (
        ("info", "intro", has_list, names[0]), ("intro", "info", introduced, names[1]),
    ):  # fmt: skip
        if there and what not in whats and other in whats:
            notebook.warn(
                "section_missing", name, [],
                _("The heading %(name)s is missing; its text was found and imported."), name=name,
            )  # fmt: skip


def _missing_part(heading: Heading | None, name: str, notebook: Notebook) -> None:
    if heading is not None:
        notebook.warn(
            "field_empty", heading.text, [heading.row.number],
            _("Nothing stands under this heading; the record was imported without it."),
        )  # fmt: skip
    else:
        notebook.warn(
            "section_missing", name, [],
            _("The document has no section %(name)s; the record was imported without "
                "it."), name=name,
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
                    _("%(session)s is in the list but has no section of its own; it was imported "
                        "from the list."),
                    session=draft.printed,
                )  # fmt: skip
        elif draft.in_body and draft.is_topic and some_topics and not draft.listed:
            notebook.warn(
                "section_missing", draft.printed, draft.lines,
                _("%(session)s has a section but is not in the list; it was imported from its "
                    "section."),
                session=draft.printed,
            )  # fmt: skip
        if draft.in_body and _is_empty(draft) and draft.kind not in _SILENT_KINDS:
            notebook.warn(
                "field_empty", draft.printed, draft.lines,
                _("Nothing stands under the heading %(session)s."), session=draft.printed,
            )  # fmt: skip


def _is_empty(draft: Draft) -> bool:
    rows = any(row.text for section in draft.sections for row in section.rows)
    return not rows and not draft.topics


def _check_headings(headings: Sequence[Heading], notebook: Notebook) -> None:
    """Warn about a damaged bracket, and about headings that break the document's own style."""
    heads = [heading for heading in headings if heading.what != "topic"]
    everywhere = Counter(map(_style, heads))
    sessions = Counter(_style(heading) for heading in heads if heading.what == "session")
    for heading in headings:
        if heading.malformed or (heading in heads and _is_odd(heading, everywhere, sessions)):
            notebook.warn(
                "heading_malformed", heading.text, [heading.row.number],
                _("The heading is printed as %(printed)s; it was read as a section's heading."),
                printed=heading.row.text,
            )  # fmt: skip


def _is_odd(heading: Heading, everywhere: Counter[str], sessions: Counter[str]) -> bool:
    """Tell whether a heading lacks the brackets, or has others than, the document's headings."""
    style = _style(heading)
    if heading.style == "bracket":
        return style != "【" and everywhere["【"] >= 2 and everywhere["【"] > everywhere[style]
    plain = style in {"bare", "numbered"} and heading.number is None
    own = sessions if heading.what == "session" else everywhere - sessions
    english = style == "bare" and heading.language == EN
    return plain and not english and own["【"] >= 2 and own["【"] > own[style]


def _style(heading: Heading) -> str:
    if heading.style == "bracket" and not heading.malformed:
        return heading.row.text[0]
    return heading.style


def _check_numbers(outline: Outline, drafts: Sequence[Draft], notebook: Notebook) -> None:
    for container in [*drafts, None]:
        own = [
            draft for draft in drafts
            if draft.is_topic and draft.container is container and draft.number is not None
        ]  # fmt: skip
        _check_row([(draft.number or 0, draft.printed, draft.lines) for draft in own], notebook)
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
    for (before, _printed, _lines), (after, printed, lines) in pairwise(numbered):
        if after > before + 1 or (after == before and not restarts):
            _gap(before, after, printed, lines, notebook)


def _gap(before: int, after: int, printed: str, lines: tuple[int, ...], notebook: Notebook) -> None:
    notebook.warn(
        "number_gap", printed, lines,
        _("Number %(after)d follows number %(before)d; nothing was added between them."),
        after=after, before=before,
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
                    _("Two times are printed: %(one)s and %(other)s; the first was kept."),
                    one=first.printed,
                    other=span.printed,
                )
        if not first.valid:
            _time(
                draft,
                (first_line,),
                notebook,
                _("There is no such time: %(one)s. It was left out."),
                one=first.printed,
            )
        elif first.start and first.end and first.end <= first.start:
            _time(
                draft,
                (first_line,),
                notebook,
                _("The end stands before the start: %(one)s. Both were kept as printed."),
                one=first.printed,
            )
        elif first.start:
            timed.append((draft, draft.details.day, first.start, first.end))
    for (before, day, start, end), (after, next_day, next_start, _end) in pairwise(timed):
        if day == next_day and not _parallel(before, after) and next_start < (end or start):
            _time(
                after, [*before.lines, *after.lines], notebook,
                _("%(session)s begins before %(before)s ends; both were kept as printed."),
                session=after.printed, before=before.printed,
            )  # fmt: skip


def _parallel(before: Draft, after: Draft) -> bool:
    rooms = [set(draft.details.room.values()) for draft in (before, after)]
    return bool(rooms[0] and rooms[1] and rooms[0] != rooms[1])


def _time(
    draft: Draft, lines: Iterable[int], notebook: Notebook, text: str, /, **params: object
) -> None:
    notebook.warn("time_conflict", draft.printed, lines, text, **params)


def check_organizations(
    organizations: Sequence[OrganizationRecord], facts: Facts, notebook: Notebook
) -> None:
    """Hold the introduction's organizations against the cover's, role by role."""
    for row, role, printed, names in facts.organizations:
        cover = [each for each in organizations if each.role == role and ZH in each.name]
        if row.language != ZH or not cover:
            continue
        known = {each.name[ZH] for each in cover if ZH in each.name}
        for name in names:
            if name not in known:
                _organization_variant(name, cover, row, printed, notebook)


def _organization_variant(
    name: str, cover: Sequence[OrganizationRecord], row: Row, printed: str, notebook: Notebook
) -> None:
    likeness = [(texts.similarity(name, each.name.get(ZH, "")), each) for each in cover]
    score, nearest = max(likeness, key=lambda pair: pair[0])
    own = nearest.name.get(ZH, "")
    lines = [*nearest.lines[:1], row.number]
    if texts.same_but_marks(name, own):
        notebook.note(
            "organization_variant", own, lines,
            _("The introduction prints %(other)s; the cover's form was kept."), other=name,
        )  # fmt: skip
    elif score >= 0.5 or own in name or name in own:
        notebook.warn(
            "organization_variant", own, lines,
            _("The introduction prints %(other)s; the cover's form was kept: "
                "%(kept)s."), other=name, kept=own,
        )  # fmt: skip
    elif len(name) >= 3:
        notebook.warn(
            "organization_variant", name, lines,
            _("The introduction names %(other)s (%(role)s), the cover does not; the cover was "
                "followed."),
            other=name, role=printed,
        )  # fmt: skip


def check_people(register: people.Register, drafts: Sequence[Draft], notebook: Notebook) -> None:
    """Write down the variants of names, titles and topics."""
    for person in register.people:
        people.check_forms(person, notebook)
    for draft in drafts:
        programme.check_titles(draft, notebook)


def check_orphans(drafts: Sequence[Draft], notebook: Notebook) -> None:
    """Name the rows of a section that belong to nobody, so that no text is lost unseen."""
    for draft in drafts:
        for stream in draft.streams.values():
            for row in stream.repeats:
                notebook.warn(
                    "duplicate_paragraph", draft.printed, (row.copy_of, row.number),
                    _("This paragraph repeats line %(first)d; the second copy was left "
                        "out."), first=row.copy_of,
                )  # fmt: skip
            rows = [row for row in stream.orphans if row.text]
            if rows:
                notebook.warn(
                    "caption_missing", draft.printed, numbers(rows),
                    _("This text belongs to no speaker and was left out: "
                        "%(text)s"), text=rows[0].text[:40],
                )  # fmt: skip


def check_end(rows: Sequence[Row], parts: Iterable[Part], notebook: Notebook) -> None:
    """Warn when the document's last line breaks off: in a speech, or with a quotation mark left
    open.
    """
    last = rows[-1] if rows else None
    if last is None or texts.ends_sentence(last.text):
        return
    speaker = next(
        (part.person.name for part in parts for turn in part.turns[-1:]
         if any(row is last for row, _text in turn.paragraphs[-1:])), ""
    )  # fmt: skip
    if (speaker or not texts.is_balanced(last.text)) and not notebook.has("truncated"):
        notebook.warn(
            "truncated", speaker or last.text[:20], [last.number],
            _("The document breaks off here: …%(end)s. It was imported as it "
                "stands."), end=last.text[-16:],
        )  # fmt: skip


def check_languages(texts_given: dict[str, bool], notebook: Notebook) -> None:
    """Note a language that the whole document lacks."""
    for code in LANGUAGES:
        if not texts_given[code] and any(texts_given.values()):
            notebook.note(
                "translation_missing", code, [],
                _("The document holds no text in this language: %(language)s."), language=code,
            )  # fmt: skip


def check_cover(sheet: Cover, drafts: Sequence[Draft], notebook: Notebook) -> None:
    """Check the introduction's paragraphs, empty fields, and placeholders of cover and sections."""
    seen: dict[str, Row] = {}
    for row in sheet.introduction:
        if row.text in seen:
            notebook.warn(
                "duplicate_paragraph", row.text[:16], (seen[row.text].number, row.number),
                _("This paragraph repeats line %(first)d; the second copy was left "
                    "out."), first=seen[row.text].number,
            )  # fmt: skip
            continue
        seen[row.text] = row
        check_paragraph(row, row.text, "introduction", notebook)
    for row, label in sheet.empty:
        notebook.warn(
            "field_empty", label, [row.number],
            _("Nothing stands behind this label; the record was imported without it."),
        )  # fmt: skip
