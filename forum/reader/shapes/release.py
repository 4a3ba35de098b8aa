"""A press release, in Chinese or English: who spoke, moderated, signed, and what they said."""

from collections.abc import Collection

from forum.reader.document import Document
from forum.reader.event_record import Text
from forum.reader.prose.event_facts import read_event
from forum.reader.prose.meant_lines import read_as_meant
from forum.reader.prose.prose_reader import ProseReader
from forum.reader.prose.sentences import read_paragraphs
from forum.reader.reading import Reading, Shape
from forum.reader.record_draft import RecordDraft


def read_release(document: Document, known: Collection[Text] = ()) -> Reading:
    """Read a press release. known: not needed, no name is cut by it."""

    def read(twin: Document) -> Reading:
        draft = RecordDraft(twin)
        paragraphs = read_paragraphs(twin.lines)
        read_event(draft, paragraphs)
        ProseReader(draft, paragraphs).read()
        return draft.finish(Shape.RELEASE)

    return read_as_meant(document, read)
