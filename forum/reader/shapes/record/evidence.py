"""Whether a document is a record in the house style: what speaks for it."""

from collections.abc import Iterable

from forum.reader.event_record import Line
from forum.reader.layout import lay_out
from forum.reader.shapes.record import acts, texts
from forum.reader.shapes.record.headings import Heading
from forum.reader.shapes.record.outline import Outline, Section, outline
from forum.reader.shapes.record.rows import Row, rows
from forum.reader.shapes.record.twins import twin_lines

_LONGEST_CAPTION = 400


def is_record(lines: Iterable[Line]) -> bool:
    """Tell whether there is a list or an introduction beside sections in which people speak.

    A list under a heading in brackets is a record that nobody has reported on yet.
    """
    document_outline = outline(rows(twin_lines(lay_out(tuple(lines)).lines)))
    framed = bool(document_outline.lists) or any(
        heading.opens == "intro" for heading in document_outline.metas
    )
    spoken = sum(map(_is_spoken, document_outline.sections))
    return (framed and spoken > 0) or spoken > 1 or _has_bracketed_list(document_outline)


def _is_spoken(section: Section) -> bool:
    """Tell whether a section holds a caption, and something that was said."""
    captioned = any(_is_caption(row) for row in section.rows)
    return captioned and any(texts.ends_sentence(row.text) for row in section.rows)


def _is_caption(row: Row) -> bool:
    return len(row.text) <= _LONGEST_CAPTION and acts.is_caption_like(row.text, row.language)


def _has_bracketed_list(document_outline: Outline) -> bool:
    bracketed = any(
        heading.opens == "info" and heading.style == "bracket" for heading in document_outline.metas
    )
    return bracketed and any(
        not isinstance(item, Heading) for items in document_outline.lists for item in items
    )
