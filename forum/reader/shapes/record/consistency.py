"""The cross-checks of a finished record: what is missing, out of order, in disagreement, or
damaged.
"""

import re
from collections.abc import Iterable, Sequence

from forum.reader.shapes.record import people, placeholders, session_titles, structure, texts
from forum.reader.shapes.record.appearances import Cast
from forum.reader.shapes.record.drafts import Draft
from forum.reader.shapes.record.notebook import Notebook
from forum.reader.shapes.record.parts import Part
from forum.reader.shapes.record.rows import Row, numbers

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

                name=part.person.name, session=part.draft.printed, role=part.role,
            )  # fmt: skip
        if captioned and part.has_remarks and not part.captions:
            notebook.warn(
                "caption_missing", part.person.name, part.lines,
                "speaker",
                name=part.person.name,
            )  # fmt: skip
        _check_damage(part, notebook)
    for part in moderators:
        _check_damage(part, notebook)
        if has_list and not part.person.listed:
            notebook.warn(
                "unlisted_person", part.person.name, part.lines,

                name=part.person.name, session=part.draft.printed, role=part.role,
            )  # fmt: skip
    _check_attendance([*parts, *moderators], notebook)


def _check_remarks(part: Part, notebook: Notebook) -> None:
    if part.has_remarks or part.role in _SILENT_ROLES or part.draft.kind in structure.SILENT_KINDS:
        return
    notebook.warn(
        "no_remarks", part.person.name, part.lines,
        "session",
        name=part.person.name, session=part.draft.printed,
    )  # fmt: skip


def _check_damage(part: Part, notebook: Notebook) -> None:
    for turn in part.turns:
        for row in turn.repeats:
            notebook.warn(
                "duplicate_paragraph", part.person.name, (row.copy_of, row.number),
                first=row.copy_of,
            )  # fmt: skip
        for row, text in turn.paragraphs:
            check_paragraph(row, text, part.person.name, notebook)


def check_paragraph(row: Row, text: str, subject: str, notebook: Notebook) -> None:
    """Check one paragraph of prose for an end that is missing and for placeholders."""
    if _is_cut(text):
        notebook.warn(
            "truncated", subject, [row.number],
            "sentence",
            end=text[-16:],
        )  # fmt: skip
    if placeholder_text := placeholders.placeholder(text):
        notebook.warn(
            "placeholder", subject, [row.number],
            "text", text=placeholder_text,
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

                kinds=kinds, name=part.person.name, kept=kinds[0],
            )  # fmt: skip
        if not kinds and part.draft.kind != "break":
            unstated.setdefault(id(part.person), part)
    for part in unstated.values():
        notebook.note(
            "attendance_unstated", part.person.name, part.lines,

            name=part.person.name,
        )  # fmt: skip


def check_floating(cast: Cast, notebook: Notebook) -> None:
    """Name those whom the list gives without a session and the body not at all."""
    for part in cast.floating:
        if not part.person.in_body:
            notebook.warn(
                "no_remarks", part.person.name, part.lines,
                "unplaced",
                name=part.person.name,
            )  # fmt: skip


def check_order(cast: Cast, drafts: Sequence[Draft], notebook: Notebook) -> None:
    """Warn where a section gives its speakers in another order than the list."""
    for draft in drafts:
        listed = [id(part.person) for part in cast.listed.get(id(draft))]
        spoken = [part for part in cast.parts.get(id(draft), []) if part.turns]
        places = set(listed)
        spoken_ids = dict.fromkeys(id(part.person) for part in spoken if id(part.person) in places)
        expected = [person for person in dict.fromkeys(listed) if person in spoken_ids]
        if list(spoken_ids) == expected:
            continue
        lines = [line for part in cast.listed.get(id(draft)) for line in part.lines[:1]]
        lines += [part.lines[0] for part in spoken if part.lines]
        lines += [row.number for part in spoken for turn in part.turns for row in turn.rows[:1]]
        notebook.warn(
            "order_conflict", draft.printed, lines,
            "list",
            session=draft.printed,
        )  # fmt: skip


def check_people(register: people.Register, drafts: Sequence[Draft], notebook: Notebook) -> None:
    """Write down the variants of names, titles and topics."""
    for person in register.people:
        people.check_forms(person, notebook)
    for draft in drafts:
        session_titles.check_titles(draft, notebook)


def check_orphans(drafts: Sequence[Draft], notebook: Notebook) -> None:
    """Name the rows of a section that belong to nobody, so that no text is lost unseen."""
    for draft in drafts:
        for stream in draft.streams.values():
            for row in stream.repeats:
                notebook.warn(
                    "duplicate_paragraph", draft.printed, (row.copy_of, row.number),
                    first=row.copy_of,
                )  # fmt: skip
            rows = [row for row in stream.orphans if row.text]
            if rows:
                notebook.warn(
                    "caption_missing", draft.printed, numbers(rows),
                    "text", text=rows[0].text[:40],
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
            "document", end=last.text[-16:],
        )  # fmt: skip
