"""Lists within minutes of who holds which post: • 林岚：会长，分管海塘, • 秘书：程砚 Anna."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from forum.reader.event_record import EN, ZH
from forum.reader.prose.sentences import ProseParagraph
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes.record.name_forms import ends_with_post, is_loose_name_zh, is_name_zh
from forum.reader.vocabulary.list_marks import BULLETS

_ENTRY: Final = re.compile(
    rf"^\s*[{BULLETS}]\s*(?P<head>[^:：，。；]{{2,24}})[:：]\s*(?P<value>\S.*)$"
)
_NAME: Final = re.compile(r"(?P<name>[\u3400-\u9fff]{2,4})(?:\s+(?P<latin>[A-Z][A-Za-z]+))?")
_FEWEST: Final = 2


@dataclass(frozen=True, slots=True)
class Post:
    """Who holds a post. latin: what else she or he is called."""

    name: str
    latin: str
    title: str
    line: int


def read_posts(draft: RecordDraft, paragraphs: Sequence[ProseParagraph], session: str) -> set[int]:
    """Add those of whom lists say which post they hold; return the lists' lines."""
    lines = set()
    for post in find_posts(paragraphs):
        name = {ZH: post.name, **({EN: post.latin} if post.latin else {})}
        person = draft.add_person(name, {ZH: post.title}, [post.line])
        draft.add_appearance(person, session, "attendee", {}, [post.line])
        lines.add(post.line)
    return lines


def find_posts(paragraphs: Sequence[ProseParagraph]) -> Iterator[Post]:
    """Yield the posts of each list of which several entries in a row say who holds one."""
    row: list[Post] = []
    for paragraph in paragraphs:
        if post := _read_entry(paragraph):
            row.append(post)
        else:
            yield from _sure(row)
            row = []
    yield from _sure(row)


def _sure(row: Sequence[Post]) -> Sequence[Post]:
    """Return the entries of a list, unless too few or most of its names may be other words."""
    sure = sum(is_name_zh(post.name) for post in row)
    return row if sure >= _FEWEST and 2 * sure > len(row) else ()


def _read_entry(paragraph: ProseParagraph) -> Post | None:
    match = _ENTRY.match(paragraph.line.text)
    if match is None:
        return None
    head, value = match["head"].strip(), match["value"].strip()
    title = re.split("[，,；;（(]", value)[0].strip()
    if (name := _NAME.fullmatch(head)) and ends_with_post(title) and is_loose_name_zh(name["name"]):
        return Post(name["name"], name["latin"] or "", title, paragraph.number)
    if (name := _NAME.fullmatch(value)) and ends_with_post(head) and is_name_zh(name["name"]):
        return Post(name["name"], name["latin"] or "", head, paragraph.number)
    return None
