"""News of talks, each below a heading that is its topic and begun with whoever gave it."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from forum.reader.bilingual import language_of
from forum.reader.document import Document
from forum.reader.event_record import Scope
from forum.reader.finished_draft import finish_draft
from forum.reader.prose.meant_lines import read_as_meant
from forum.reader.prose.sentences import ProseParagraph, read_paragraphs
from forum.reader.reading import Reading, Shape
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes.minutes.talk_minutes import (
    MinutedTalk,
    is_heading,
    is_summary,
    plain_text,
    read_talk_minutes,
)
from forum.reader.shapes.news.release import read_release
from forum.reader.shapes.news.report import ReportReader
from forum.reader.shapes.record.name_forms import (
    LATIN_CAPITALS,
    has_title_word,
    is_loose_name_zh,
    is_whole_name,
)
from forum.reader.vocabulary.list_marks import LIST_MARK
from forum.reader.vocabulary.prose_zh import TELLS_OF_TALK
from forum.reader.vocabulary.shapes import TIMED
from forum.reader.vocabulary.titles import HONORIFICS_ZH

_FEWEST: Final = 3
_SHORTEST_NOTE: Final = 12
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


# Anna Berg, Coast Office: Walls and marshes, above the notes of what she said
_GIVER_ABOVE: Final = re.compile(
    rf"(?P<name>[\u3400-\u9fff·]{{2,12}}|[{LATIN_CAPITALS}][\w’'-]+"
    rf"(?: [{LATIN_CAPITALS}][\w.’'-]*){{1,3}})"
    r"\s*[,，]\s*(?P<title>[^.:：;；。]{2,80}?)\s*[:：;；]\s*(?P<topic>[^。]{2,200}?)[.]?"
)
# 林岚《潮汐的账》, above what is told of it
_NAMED_TOPIC: Final = re.compile("(?P<name>[\u3400-\u9fff·]{2,12})\\s*《(?P<topic>[^《》]{2,80})》")
_FEWEST_NAMED: Final = 2
_LEAST_NOTED: Final = 0.75  # of the talks


def read_news(document: Document) -> Reading:
    """Read news: a series of talks by their headings, else a press release."""
    if not _find_talks(read_paragraphs(document.lines)):
        return read_release(document)

    def read_twin(twin: Document) -> Reading:
        draft = RecordDraft(twin)
        paragraphs = read_paragraphs(twin.lines)
        talks = _find_talks(paragraphs)
        read_talk_minutes(draft, paragraphs, talks)
        rest = [
            paragraph for paragraph in paragraphs
            if paragraph.number > min(talks) and paragraph.number not in draft.account
        ]  # fmt: skip
        if rest:
            ReportReader(draft, [paragraphs[0], *rest]).read()
        return finish_draft(draft, Shape.RELEASE, Scope.NEWS)

    return read_as_meant(document, read_twin)


def _find_talks(paragraphs: Sequence[ProseParagraph]) -> dict[int, MinutedTalk]:
    return (
        find_noted_talks(paragraphs)
        or find_headed_talks(paragraphs)
        or find_named_talks(paragraphs)
    )


def find_named_talks(paragraphs: Sequence[ProseParagraph]) -> dict[int, MinutedTalk]:
    """Return the talks whose headings say by whom and on what; a paragraph below names her or him.

    What stands below one, up to the next heading, is what was said in it.
    """
    talks: dict[int, MinutedTalk] = {}
    for heading, below in pairwise(paragraphs):
        match = _NAMED_TOPIC.fullmatch(heading.line.text.strip())
        if match and is_whole_name(match["name"]) and match["name"] in below.line.text:
            talks[heading.number] = MinutedTalk(
                heading, f"《{match['topic']}》", match["name"], is_noted=True
            )
    return talks if len(talks) >= _FEWEST_NAMED else {}


def may_note_talks(texts: Sequence[str]) -> bool:
    """Tell whether enough lines look like the heads of noted talks, which costs little."""
    forms = ((_GIVER_ABOVE, _FEWEST), (_NAMED_TOPIC, _FEWEST_NAMED))
    return any(
        sum(bool(form.fullmatch(text.strip())) for text in texts) >= fewest
        for form, fewest in forms
    )


def find_noted_talks(paragraphs: Sequence[ProseParagraph]) -> dict[int, MinutedTalk]:
    """Return the talks whose heading says who gave them, from where and on what, by their lines.

    Below nearly each stands a list of what was said.
    """
    talks: dict[int, MinutedTalk] = {}
    noted: set[int] = set()  # the lines of those above a list
    last = 0
    for paragraph in paragraphs:
        text = paragraph.line.text.strip()
        match = None if LIST_MARK.match(text) else _GIVER_ABOVE.fullmatch(text)
        if match and is_whole_name(match["name"]) and not TIMED.search(text):
            last = paragraph.number
            topic = match["topic"].strip()
            talks[last] = MinutedTalk(
                paragraph, topic, match["name"], match["title"].strip(), is_noted=True
            )
        elif last and LIST_MARK.match(text) and len(text) >= _SHORTEST_NOTE:
            noted.add(last)
    is_series = len(talks) >= _FEWEST and len(noted) >= _LEAST_NOTED * len(talks)
    return talks if is_series else {}


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
