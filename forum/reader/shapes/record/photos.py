"""Embedded pictures with the caption that follows them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from forum.reader.event_record import ZH, PhotoRecord
from forum.reader.shapes.record import acts, texts
from forum.reader.shapes.record.captions import Caption
from forum.reader.shapes.record.cast import ReadPart
from forum.reader.shapes.record.rows import Row, numbers
from forum.reader.shapes.record.sessions import Draft


def read_photos(
    rows: Sequence[Row], drafts: Sequence[Draft], parts: Iterable[ReadPart]
) -> tuple[PhotoRecord, ...]:
    """Return one record for each picture, in the document's order.

    A picture belongs to the person whose caption stands in its line or within the next two.
    """
    captions = {caption.rows[0].number: (caption, part)
                for part in parts for caption in part.captions}  # fmt: skip
    of_row = {row.number: draft for draft in drafts for row in draft.rows}
    result: list[PhotoRecord] = []
    for place, row in enumerate(rows):
        if row.pictures:
            draft = of_row.get(row.number)
            session = draft.key if draft and draft.key else None
            result += _of_row(rows[place : place + 3], captions, session)
    return tuple(result)


def _of_row(
    near: Sequence[Row], captions: Mapping[int, tuple[Caption, ReadPart]], session: str | None
) -> Iterator[PhotoRecord]:
    """Yield the pictures of a row, which stands before the rows that may caption them."""
    picture, below = near[0], near[1:2]
    # 图：… is a caption of the picture's own and of no speaker.
    marked = any(acts.PICTURE.match(row.text) and row.number not in captions for row in below)
    captioned = [captions[row.number] for row in (near[:1] if marked else near)
                 if row.number in captions]  # fmt: skip
    labels = [row for row in near[:2] if _is_label(row, picture)]
    person, text, sources = None, {}, labels[:1]
    if captioned:
        caption, part = captioned[0]
        person, text = part.person.key, {caption.language: caption.text}
        session, sources = session or part.draft.key or None, list(caption.rows)
    elif labels:
        words = texts.clean(acts.PICTURE.sub("", labels[0].text))
        text = {labels[0].language or ZH: words}
    for key in picture.pictures:
        yield PhotoRecord(key, session, person, text, numbers([picture, *sources]))


def _is_label(row: Row, picture: Row) -> bool:
    if acts.PICTURE.match(row.text):
        return True
    is_short = bool(row.text) and not row.heading and len(row.text) <= 80
    return is_short and row is not picture and not texts.ends_sentence(row.text)
