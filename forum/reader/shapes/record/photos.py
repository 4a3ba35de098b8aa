"""Embedded pictures with the caption that follows them."""

from collections.abc import Container, Iterable, Sequence

from forum.reader.event_record import ZH, PhotoRecord
from forum.reader.shapes.record import acts, texts
from forum.reader.shapes.record.captions import Caption
from forum.reader.shapes.record.drafts import Draft
from forum.reader.shapes.record.parts import Part
from forum.reader.shapes.record.rows import Row, numbers


def read(
    rows: Sequence[Row], drafts: Sequence[Draft], parts: Iterable[Part]
) -> tuple[PhotoRecord, ...]:
    """Return one record for each picture, in the document's order.

    A picture belongs to the person whose caption stands in its line or within the next two.
    """
    captions: dict[int, tuple[Caption, Part]] = {
        caption.rows[0].number: (caption, part) for part in parts for caption in part.captions
    }
    of_row = {
        row.number: draft for draft in drafts for section in draft.sections for row in section.rows
    }
    result: list[PhotoRecord] = []
    for place, row in enumerate(rows):
        if row.pictures:
            following = rows[place : place + 3]
            result += _of_row(row, following, captions, of_row.get(row.number))
    return tuple(result)


def _is_label(row: Row, picture: Row) -> bool:
    if acts.PICTURE.match(row.text):
        return True
    return (
        row is not picture and bool(row.text) and not row.heading and len(row.text) <= 80
        and not texts.ends_sentence(row.text)
    )  # fmt: skip


def _is_marked(below: Sequence[Row], captions: Container[int]) -> bool:
    """Tell whether the line below is 图：…, a caption of the picture's own and of no speaker."""
    return any(acts.PICTURE.match(row.text) and row.number not in captions for row in below)


def _of_row(
    row: Row,
    following: Sequence[Row],
    captions: dict[int, tuple[Caption, Part]],
    draft: Draft | None,
) -> list[PhotoRecord]:
    near = following[:1] if _is_marked(following[1:2], captions) else following
    captioned = next(
        (captions[near_row.number] for near_row in near if near_row.number in captions), None
    )
    session = draft.key if draft and draft.key else None
    if captioned is not None:
        caption, part = captioned
        lines = tuple(sorted({row.number, *numbers(caption.rows)}))
        text = {caption.language: caption.text}
        session = session or part.draft.key or None
        return [PhotoRecord(key, session, part.person.key, text, lines) for key in row.pictures]
    label = next((near_row for near_row in following[:2] if _is_label(near_row, row)), None)
    if label is None:
        return [PhotoRecord(key, session, None, {}, (row.number,)) for key in row.pictures]
    words = {label.language or ZH: texts.clean(acts.PICTURE.sub("", label.text))}
    return [PhotoRecord(key, session, None, words, numbers([row, label])) for key in row.pictures]
