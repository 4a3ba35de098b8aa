"""News of talks, each below a heading that is its topic and begun with whoever gave it."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from forum.reader.bilingual import language_of
from forum.reader.document import Document
from forum.reader.prose.meant_lines import read_as_meant
from forum.reader.prose.sentences import ProseParagraph, read_paragraphs
from forum.reader.reading import Reading, Shape
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes.record.name_forms import (
    LATIN_CAPITALS,
    has_title_word,
    is_loose_name_zh,
    is_whole_name,
)
from forum.reader.shapes.release import read_release
from forum.reader.shapes.talk_minutes import (
    MinutedTalk,
    is_heading,
    is_summary,
    plain_text,
    read_talk_minutes,
)
from forum.reader.vocabulary.prose_zh import TELLS_OF_TALK
from forum.reader.vocabulary.titles import HONORIFICS_ZH

_FEWEST: Final = 3
# 林岚老师本次分享：…; 程砚是某局总工程师，从…; Anna Berg, Coast Office, showed …
_GIVEN_BY: Final = re.compile(
    rf"(?:(?P<name>[\u3400-\u9fff·]{{2,12}}?)(?P<honorific>{HONORIFICS_ZH})?(?:[（(](?:作者|(?P<beside>[^（()）]{{1,40}}))[)）])?\s*"
    rf"(?:是(?:来自)?(?P<post>[^，。；]{{2,40}})，(?=.{{0,30}}?{TELLS_OF_TALK})|{TELLS_OF_TALK})|"
    rf"(?:(?:Mr|Mrs|Ms|Dr|Prof)\.?\s+)?"
    rf"(?P<latin>[{LATIN_CAPITALS}][\w’'-]+(?: [{LATIN_CAPITALS}][\w.’'-]*){{1,3}})"
    rf"(?:\s*\((?P<inner>[^()]{{2,60}})\)|,\s+(?P<title>[^,.:;]{{3,80}}(?:,\s+[A-Z][^,.:;]{{2,60}})?),)?\s+"
    r"(?:then\s+|also\s+|first\s+)?(?:presented|spoke|talked|showed|explained|introduced|"
    r"described|discussed|outlined|demonstrated|shared|explored|gave|delivered|told|reported|argued|asked|traced|compared))"
)


def read_news(document: Document) -> Reading:
    """Read news: a series of talks by their headings, else a press release."""
    if not find_headed_talks(read_paragraphs(document.lines)):
        return read_release(document)

    def read_twin(twin: Document) -> Reading:
        draft = RecordDraft(twin)
        paragraphs = read_paragraphs(twin.lines)
        read_talk_minutes(draft, paragraphs, find_headed_talks(paragraphs))
        return draft.finish(Shape.RELEASE)

    return read_as_meant(document, read_twin)


def find_headed_talks(paragraphs: Sequence[ProseParagraph]) -> dict[int, MinutedTalk]:
    """Return the talks whose topics are headings, by their lines; a few such headings are none.

    Whoever gives one begins the paragraph below it: 林岚老师本次分享：…; Anna Berg showed ….
    """
    talks: dict[int, MinutedTalk] = {}
    sure = 0
    for heading, below in pairwise(paragraphs):
        match = _GIVEN_BY.match(below.line.text.strip()) if is_summary(below) else None
        if match is None or not is_heading(heading):
            continue
        name = match["name"] or match["latin"]
        printed = (match[place] for place in ("post", "beside", "title", "inner"))
        title = next(filter(None, printed), "")
        is_sure = is_whole_name(name)
        is_called = match["honorific"] or (title and has_title_word(title, language_of(title)))
        if is_sure or (is_called and is_loose_name_zh(name)):
            sure += is_sure
            talks[heading.number] = MinutedTalk(
                heading, plain_text(heading).rstrip("：:"), name, title
            )
    return talks if sure >= _FEWEST and 2 * sure >= len(talks) else {}
