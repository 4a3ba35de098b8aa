"""A press release, in Chinese or English: who spoke, moderated, signed, and what they said."""

from dataclasses import replace
from datetime import date
from typing import Final

from forum.reader.document import Document
from forum.reader.prose.event_facts import day_of_publication, read_event
from forum.reader.prose.meant_lines import read_as_meant
from forum.reader.prose.prose_reader import ProseReader
from forum.reader.prose.sentences import read_paragraphs
from forum.reader.reading import Reading, Shape
from forum.reader.record_draft import RecordDraft
from forum.reader.shadow import shadow

_HEAD: Final = 10


def read_release(document: Document) -> Reading:
    """Read a press release."""

    def read(twin: Document) -> Reading:
        draft = RecordDraft(twin)
        paragraphs = read_paragraphs(twin.lines)
        read_event(draft, paragraphs, _day_of_publication(document))
        ProseReader(draft, paragraphs).read()
        return draft.finish(Shape.RELEASE)

    return read_as_meant(document, read)


def _day_of_publication(document: Document) -> date | None:
    """Return when the paper was made, by its first lines; some of them are no text of anybody's."""
    head = (replace(line, text=shadow(line.text)) for line in document.lines[:_HEAD])
    return day_of_publication(read_paragraphs(head))
