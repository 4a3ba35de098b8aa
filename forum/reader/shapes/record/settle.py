"""The cross-checks of a finished record: what is missing, out of order, in doubt, or damaged."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Final

from forum.core.names import fold
from forum.reader.event_record import EN, LANGUAGES, ZH, EventRecord, Line
from forum.reader.reading import Account, lines_of
from forum.reader.shapes.record import forums, placeholders, speeches, structure, texts
from forum.reader.shapes.record.cast import ReadPart
from forum.reader.shapes.record.cover import Cover
from forum.reader.shapes.record.headings import DAY, Heading
from forum.reader.shapes.record.lexicon import Lexicon
from forum.reader.shapes.record.notebook import Notebook
from forum.reader.shapes.record.outline import Outline
from forum.reader.shapes.record.people import ReadPerson
from forum.reader.shapes.record.role_labels import role_label
from forum.reader.shapes.record.roster import SIDE, is_table_head
from forum.reader.shapes.record.rows import Row, numbers
from forum.reader.shapes.record.sessions import Draft
from forum.reader.shapes.record.turns import is_same_person

_SILENT_ROLES: Final = frozenset(["witness", "signatory", "moderator", "attendee"])
# How alike two printings of one title are, from 0 to 1.
_SAME_TITLE: Final = 0.6
# Between a position and its house: Director, Harbour Office; Director of the Harbour Office.
_JOINTS: Final = re.compile(r"[,，]|\b(?:of|at|in|for|from|the)\b")


def check_parts(
    parts: Sequence[ReadPart],
    moderators: Sequence[ReadPart],
    lexicon: Lexicon,
    *,
    has_list: bool,
    notebook: Notebook,
) -> None:
    """Check every appearance: who is listed without a speech, or speaks without list or caption."""
    captioned = any(part.captions for part in (*parts, *moderators))
    for part in (*parts, *moderators):
        name, session, lines = part.person.name, part.draft.printed, part.lines
        silent = part.role in _SILENT_ROLES or part.draft.kind in structure.SILENT_KINDS
        if not part.has_remarks and not silent:
            notebook.warn("no_remarks", name, lines, "session", name=name, session=session)
        if has_list and not part.person.listed:
            notebook.warn(
                "unlisted_person", name, lines, name=name, session=session, role=part.role
            )
        if captioned and part.has_remarks and not part.captions and part.role != "moderator":
            notebook.warn("caption_missing", name, lines, "speaker", name=name)
        _ask_whose_words(part, lexicon, notebook)
        for turn in part.turns:
            _warn_of_repeats(turn.repeats, name, notebook)
            for row, text in turn.paragraphs:
                check_paragraph(row, text, name, notebook)
    _check_attendance([*parts, *moderators], notebook)


def _ask_whose_words(part: ReadPart, lexicon: Lexicon, notebook: Notebook) -> None:
    """Ask about paragraphs that begin like the speech of a stranger: a quotation begins so too."""
    for turn in part.turns:
        for row, _text in turn.paragraphs:
            opening = (
                speeches.read_opening(row, turn.language, lexicon)
                if row is not turn.head_row
                else None
            )
            if opening is None or not opening.verb or opening.is_quotation:
                continue
            stranger = opening.person.name
            if stranger in lexicon or is_same_person(turn.person, opening.person, turn.language):
                continue
            place = f"{part.person.key}.{part.draft.key}.{part.role}"
            notebook.guess(f"appearances.{place}.remarks.{turn.language}", [row.number])
            notebook.warn(
                "guess", stranger, [row.number], "speaker", value=stranger, name=part.person.name
            )


def _warn_of_repeats(rows: Iterable[Row], subject: str, notebook: Notebook) -> None:
    for row in rows:
        lines = (row.copy_of, row.number)
        notebook.warn("duplicate_paragraph", subject, lines, first=row.copy_of)


def check_paragraph(row: Row, text: str, subject: str, notebook: Notebook) -> None:
    """Check one paragraph of prose for an end that is missing and for placeholders."""
    if _is_cut(text):
        notebook.warn("truncated", subject, [row.number], "sentence", end=text[-16:])
    if placeholder := placeholders.placeholder(text):
        notebook.warn("placeholder", subject, [row.number], "text", text=placeholder)


def _is_cut(text: str) -> bool:
    end = text.rstrip(texts.QUOTES + texts.BRACKETS)[-1:]
    if len(text) < 15 or texts.ends_sentence(text) or end in "：:；;":
        return False
    # A short line without any inner punctuation is a heading inside a speech.
    return bool(re.search("[，。；：！？、]|[,.;:!?]\\s", text)) or len(text) > 40 or end in "，,、"


def _check_attendance(parts: Iterable[ReadPart], notebook: Notebook) -> None:
    unstated: dict[int, ReadPart] = {}
    for part in parts:
        printed = part.attendance()
        kinds = list(dict.fromkeys(attendance.kind for attendance in printed))
        if len(kinds) > 1:
            lines = [line for attendance in printed for line in attendance.lines]
            notebook.warn("attendance_conflict", part.person.name, lines,
                          kinds=kinds, name=part.person.name, kept=kinds[0])  # fmt: skip
        if not kinds and part.draft.kind != "break":
            unstated.setdefault(id(part.person), part)
    for part in unstated.values():
        notebook.note("attendance_unstated", part.person.name, part.lines, name=part.person.name)


def check_unplaced(unplaced: Iterable[ReadPart], notebook: Notebook) -> None:
    """Name those whom the list gives without a session and the body not at all."""
    for part in unplaced:
        if not part.person.in_body:
            name = part.person.name
            notebook.warn("no_remarks", name, part.lines, "unplaced", name=name)


def check_order(drafts: Sequence[Draft], notebook: Notebook) -> None:
    """Warn where a section gives its speakers in another order than the list."""
    for draft in drafts:
        listed = dict.fromkeys(part.person for part in draft.listed_parts)
        spoken = [part for part in draft.parts if part.turns]
        speakers = dict.fromkeys(part.person for part in spoken if part.person in listed)
        if list(speakers) == [person for person in listed if person in speakers]:
            continue
        lines = [line for part in (*draft.listed_parts, *spoken) for line in part.lines[:1]]
        lines += [row.number for part in spoken for turn in part.turns for row in turn.rows[:1]]
        notebook.warn("order_conflict", draft.printed, lines, "list", session=draft.printed)


def check_forms(people: Iterable[ReadPerson], notebook: Notebook) -> None:
    """Write down when a name or title is printed in several forms."""
    for person in people:
        for code in LANGUAGES:
            name, title = person.names.get(code, ""), person.titles.get(code, "")
            same_title = partial(_is_same_title, title)
            for kind, chosen, forms, is_same in (
                (
                    "person_name_variant",
                    name,
                    person.name_forms,
                    lambda form, name=name: fold(form) == fold(name),
                ),
                ("person_title_variant", title, person.title_forms, same_title),
            ):
                printed = [(form, line) for language, form, line in forms if language == code]
                variants = [
                    (form, [line])
                    for form, line in printed
                    if form != chosen and not (chosen.endswith(form) and len(form) <= 8)
                ]
                lines = [line for form, line in printed if form == chosen]
                notebook.report_variants(kind, person.name, lines, variants, is_same, kept=chosen)


def _is_same_title(title: str, form: str) -> bool:
    """Tell whether two forms differ in marks alone, or in how a position is joined to its house."""
    plain, other_plain = _JOINTS.sub(" ", title).split(), _JOINTS.sub(" ", form).split()
    return texts.same_but_marks(title, form) or plain == other_plain


def check_pairs(people: Iterable[ReadPerson], notebook: Notebook) -> None:
    """Ask whether two people whom one list names in a language each are one person."""
    of_one_language = [person for person in people if len(person.names) == 1]
    chinese = [person for person in of_one_language if ZH in person.names]
    for person in of_one_language:
        partner = next((namesake for namesake in chinese if namesake.listed & person.listed), None)
        if EN not in person.names or partner is None:
            continue
        chinese.remove(partner)
        lines = (*partner.lines, *person.lines)
        notebook.warn("person_name_variant", person.name, lines, "unpaired",
                      chinese=partner.name, english=person.name)  # fmt: skip


def check_titles(drafts: Iterable[Draft], notebook: Notebook) -> None:
    """Write down where list and body print a topic's title differently."""
    for draft in drafts:
        for code in LANGUAGES:
            body, listed = draft.body_headings.get(code), draft.list_headings.get(code)
            title = draft.title(code)
            if body is None or listed is None or not title or not listed.title:
                continue
            lines = [listed.row.number, body.row.number]
            if not texts.same_but_marks(title, listed.title):
                notebook.warn("topic_title_variant", draft.printed, lines, "words",
                              other=listed.title, kept=title)  # fmt: skip
                continue
            line = body.row.text if body.title else draft.details.titles.get(code, "")
            if title != listed.title or _quotes(line) != _quotes(listed.row.text):
                notebook.note("topic_title_variant", draft.printed, lines, "marks", kept=title)


def _quotes(line: str) -> set[str]:
    return {mark for mark in '“”"「《' if mark in line}


def check_orphans(drafts: Sequence[Draft], notebook: Notebook) -> None:
    """Name the rows of a section that belong to nobody, so that no text is lost unseen."""
    for draft in drafts:
        for stream in draft.streams.values():
            _warn_of_repeats(stream.repeats, draft.printed, notebook)
            if stream.orphans:
                notebook.warn("caption_missing", draft.printed, numbers(stream.orphans), "text",
                              text=stream.orphans[0].text[:40])  # fmt: skip


def check_end(rows: Sequence[Row], parts: Iterable[ReadPart], notebook: Notebook) -> None:
    """Warn when the document's last line breaks off: in a speech, or with a quotation left open."""
    last = rows[-1] if rows else None
    if last is None or texts.ends_sentence(last.text) or notebook.has("truncated"):
        return
    speakers = [
        part.person.name
        for part in parts
        for turn in part.turns[-1:]
        if any(row is last for row, _text in turn.paragraphs[-1:])
    ]
    if speakers or not texts.is_balanced(last.text):
        subject = speakers[0] if speakers else last.text[:20]
        notebook.warn("truncated", subject, [last.number], "document", end=last.text[-16:])


def check_introduction(rows: Iterable[Row], notebook: Notebook) -> None:
    """Check the introduction's paragraphs."""
    first_lines: dict[str, int] = {}
    for row in rows:
        first = first_lines.setdefault(row.text, row.number)
        if first != row.number:
            lines = (first, row.number)
            notebook.warn("duplicate_paragraph", row.text[:16], lines, first=first)
        else:
            check_paragraph(row, row.text, "introduction", notebook)


def check_languages(record: EventRecord, notebook: Notebook) -> None:
    """Note a language that the whole document lacks."""
    printed = [
        record.title, *(organization.name for organization in record.organizations),
        *(appearance.remarks for appearance in record.appearances),
        *(text for session in record.sessions for text in (session.heading, session.title)),
    ]  # fmt: skip
    has_text = [code for code in LANGUAGES if any(text.get(code) for text in printed)]
    for code in LANGUAGES:
        if has_text and code not in has_text:
            notebook.note("translation_missing", code, [], language=code)


def account(
    lines: tuple[Line, ...], outline: Outline, sheet: Cover, record: EventRecord
) -> Account:
    """Return what each line of the document ended as."""
    result = Account(lines_of(record))
    result.fields |= {heading.row.number for heading in (*outline.headings, *outline.metas)}
    result.fields |= {row.number for row in (*outline.days, *_labels(outline), *sheet.rows)}
    for title in sheet.titles:
        text = forums.without_kind(title.text)
        if texts.similarity(text, record.title.get(title.language, "")) >= _SAME_TITLE:
            result.fields |= {row.number for row in title.rows}
        result.fields |= {row.number for row in title.rows if DAY.match(row.text)}
    for finding in record.findings:
        if finding.kind == "duplicate_paragraph":
            result.repetitions |= set(finding.lines)
    result.furniture |= {line.number for line in lines if _DAY_LABEL.fullmatch(line.text)}
    record_text = texts.bare("\n".join(_record_texts(record)))
    understood = result.read
    for line in lines:
        bare = "" if line.number in understood else texts.bare(line.text)
        if bare and bare in record_text:
            result.repetitions.add(line.number)
    return result


# Labels of days above sections that name their own.
_DAY_LABEL: Final = re.compile(r"\s*(?:第[一二三四五六七\d]天|day\s+\d)\s*[:：]?\s*", re.IGNORECASE)
# 日方：, 我方代表： above the guests of one side, as they are called.
_SIDE: Final = re.compile(r"(?:[中外我双]方|[\u3400-\u9fff]{2,6}方)(?:代表|嘉宾|人员)?\s*[:：]")


def _labels(outline: Outline) -> Iterator[Row]:
    """Yield the labels of the lists, which stand above people who name their own lines."""
    for item in (item for items in outline.lists for item in items):
        if isinstance(item, Heading):
            yield item.row
        elif (
            SIDE.match(item.text)
            or _SIDE.fullmatch(item.text)
            or is_table_head(item.text)
            or ((label := role_label(item.text, item.language)) and not label.rest)
        ):
            yield item


def _record_texts(record: EventRecord) -> Iterator[str]:
    yield from (*record.title.values(), *record.subtitle.values())
    for session in record.sessions:
        yield from (*session.heading.values(), *session.topic.values(), *session.title.values())
    for appearance in record.appearances:
        yield from (*appearance.caption.values(), *appearance.title.values())
