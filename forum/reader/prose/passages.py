"""Where in a paragraph somebody's words may begin, and who of a list was not recognized."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from forum.reader.event_record import ZH
from forum.reader.prose.acts import SentenceReading
from forum.reader.prose.mentions import Mention
from forum.reader.prose.sentences import ProseParagraph, Sentence
from forum.reader.vocabulary import prose_en, prose_zh, saying

LONGEST_HEADING: Final = 40
_LONGEST_BRACKET: Final = 240
_SHORTEST_ADDITION: Final = 12
_SAYS: Final = "|".join((*saying.EN, prose_en.TELLING))
# opened the forum and said; not opened it and set the agenda
_SPEECH_BEHIND: Final = re.compile(
    rf"[,\s]*(?:and\s+(?:\w+ly\s+|also\s+|then\s+)?(?:{_SAYS})\b|"
    r"(?:in\s+which|where|during\s+which|to)\b|\w+ing\b|[:“])"
)
_ADDRESS: Final = re.compile("致(?:欢迎|开幕|贺|闭幕)?[辞词]。$|讲话。$")
_CROWD_BEHIND: Final = re.compile(prose_zh.CROWD_BEHIND)
# What is still to come has not been said: will deliver the opening address.
_PLANNED: Final = re.compile(r"\bwill\b")
_LONGEST_LINE: Final = 100
_ENDS_SENTENCE: Final = re.compile(r"[。！？!?.：:;；…][”’」』\"')）)\]\d]*\s*$")
_ITEM: Final = re.compile(
    r"\s*(?:(?P<letter>[（(]?[a-h][.)）](?=\s))|(?P<roman>[（(]?[ivx]{1,4}[.)）](?=\s))|"
    r"(?P<number>[（(]?\d{1,2}[.)）、](?!\d))|(?P<han>[（(]?[一二三四五六七八九十]{1,3}[）)、])|(?P<bullet>[•·●▪◦*–—-]\s))"
)
# Of the page, and said by nobody: (The full text is available here (0.13MB).), （全文见附件）. A
# bracket that does not name what the page has, and where, may as well be the speaker's.
_DOCUMENT_EN: Final = (
    r"\b(?:texts?|speech|address|statement|remarks|presentation|slides?|recordings?|videos?|"
    r"transcripts?|papers?|points|version|pdf)\b"
)
_OF_PAGE: Final = re.compile(
    rf"\s*[（(](?:[^（()）]{{0,60}}?{_DOCUMENT_EN}[^（()）]{{0,40}}?"
    r"\b(?:available|download(?:ed)?|found|read|viewed|accessed|attached)\b[^（()）]{0,16}?"
    r"\b(?:(?:here|below|online)(?=\s*[.:()（）]|\s+at\s+\S+\.\S)|https?:|in\s+(?:the\s+)?annex\b)|"
    r"(?:[^（()）]{0,60}?\b)?click\s+here\b|download\b[^（()）]{0,40}?\bhere\b|"
    r"(?:讲话|发言|演讲|报告|致[辞词])?(?:全文|原文|讲稿|附件|课件)(?:请?[见附]|可?点击|可?下载|链接)|"
    r"附件[：:]|(?:视频|全文|附件|资料|课件)链接|资料来源[：:]|"
    r"(?:点击|详见|请见|参见|扫码)[^（()）]{0,16}(?:此处|这里|附件|链接|查看|下载|全文))"
    r"[^（()）]{0,80}(?:[（(][^（()）]{1,20}[)）])?[^（()）]{0,12}[)）]\s*[.。]?\s*$|"
    r"\s*[（(]\d+(?:\.\d+)?\s*[kKM]B[)）]\s*[.。]?\s*$",
    re.IGNORECASE,
)
# 林岚、返乡青年乜小棉等: somebody whose name was not told from the words before it
_JOINED_ENTRY: Final = re.compile(
    "、(?P<entry>[\u3400-\u9fff·]{4,24}?)(?<!代表)(?<!负责人)(?<!学者)(?<!嘉宾)(?<!专家)(?<!师生)(?<!同志)"
    "(?=、|等|，|和[\u3400-\u9fff]|参加|出席|参与|围绕|分别|$)"
)


def find_unnamed_entries(text: str, mentions: Sequence[Mention]) -> Iterator[str]:
    """Yield what a Chinese list of people joins to somebody, and in which nobody was recognized."""
    for mention in mentions:
        joined = _JOINED_ENTRY.match(text, mention.end)
        if joined and not any(
            joined.start() < further.end and further.start < joined.end() for further in mentions
            if further is not mention
        ):  # fmt: skip
            yield joined["entry"]


def is_caption(paragraph: ProseParagraph) -> bool:
    """Tell whether a line stands below a picture: it tells who does what, in no sentence."""
    text = paragraph.text
    return len(text) <= LONGEST_HEADING and not re.search("[。！？!?.：:”’」]$|[，；]", text)


def may_be_words(paragraph: ProseParagraph, sentence: Sentence, reading: SentenceReading) -> bool:
    """Tell whether a sentence may be what somebody said: 林岚在会上致辞。海塘…, of nobody else."""
    first = paragraph.sentences[0]
    is_behind = paragraph.language == ZH and first.start + len(first.text) == sentence.start
    is_short = len(first.text) <= LONGEST_HEADING and bool(_ADDRESS.search(first.text))
    is_of_others = reading.narrates or reading.mentions or reading.acts or reading.sessions
    return is_behind and is_short and not is_of_others and not reading.stranger


def tells_more(sentence: Sentence, reading: SentenceReading, *, is_latin: bool) -> bool:
    """Tell whether a sentence goes on behind the announcement of a speech with what was said."""
    end = max(act.end for act in reading.acts)
    last = max(reading.acts, key=lambda act: act.end)
    if not is_latin and last.role in {"moderator", "attendee"} and any(
        act.role == "speaker" and act.people != last.people for act in reading.acts
    ):  # fmt: skip
        return False  # 林岚致辞，高岩主持论坛，各界代表参加
    if any(act.people and act.people[-1].end == act.end for act in reading.acts):
        return False  # opened by …, with a panel behind: nothing of that is the speaker's
    rest = sentence.text[end:]
    if _CROWD_BEHIND.match(rest):
        return False  # 林岚致辞，各界代表参加了会议
    if is_latin and (_PLANNED.search(sentence.text, 0, end) or not _SPEECH_BEHIND.match(rest)):
        return False  # opened a workshop on tides: what it was about
    has_others = any(mention.name_start >= end for mention in reading.mentions)
    return len(sentence.text) - end > _SHORTEST_ADDITION and not has_others


def is_line_of_page(text: str) -> bool:
    """Tell whether a line without a sentence is a page's own: a source, a link, who wrote it."""
    return len(text) <= _LONGEST_LINE and not _ENDS_SENTENCE.search(text)


def find_leads(paragraphs: Iterable[ProseParagraph]) -> Iterator[tuple[int, int]]:
    """Yield the items of lists below a colon, each with the paragraph that the colon ends."""
    above: ProseParagraph | None = None
    lead, form = 0, ""
    for paragraph in paragraphs:
        item = _item_form(paragraph.line.text)
        if item and above and above.text.endswith((":", "：")):
            lead, form = above.number, item
        elif not item or item != form:
            lead, form = 0, ""
        if lead:
            yield paragraph.number, lead
        above = paragraph


def _item_form(text: str) -> str:
    """Return how an item of a list is marked, "" for no item: a. and (b), 1), 一、, •."""
    match = _ITEM.match(text)
    return (match.lastgroup or "") if match else ""


def without_words_of_page(text: str) -> str:
    """Return what somebody said without the bracket behind it that the page has of its own."""
    return _OF_PAGE.sub("", text)


def ends_with_words_of_page(text: str) -> bool:
    """Tell whether a text ends with such a bracket, behind which somebody's words may be over."""
    return bool(_OF_PAGE.search(text[-_LONGEST_BRACKET:]))
