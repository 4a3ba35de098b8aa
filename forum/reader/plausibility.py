"""What cannot well be what a reader took it for: two people in one title, a speaker in a topic.

A layout that no reader knows yields such values. Each of them becomes a question; none is mended,
for what the paper means nobody can tell from the value alone.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import pairwise
from typing import Final

from forum.core.names import simplified
from forum.reader.bilingual import language_of
from forum.reader.event_record import (
    EN,
    ZH,
    AppearanceRecord,
    EventRecord,
    Line,
    PersonRecord,
    SessionRecord,
    Text,
)
from forum.reader.guest_parts import is_ranked_name
from forum.reader.layout import breaks_off, count_columns, has_no_room
from forum.reader.shapes.minutes.items import ORDINAL
from forum.reader.shapes.record.name_forms import (
    HONORIFIC_EN,
    TITLE_END,
    has_house_word,
    has_title_word,
    is_name_zh,
    is_post_or_house,
    is_whole_name,
    is_word,
    may_be_phrase,
    split_honorific,
)
from forum.reader.shapes.record.places import is_country_en
from forum.reader.shapes.record.role_labels import role_label
from forum.reader.shapes.session_topics import find_kind
from forum.reader.vocabulary import prose_zh
from forum.reader.vocabulary.furniture import CONTACT
from forum.reader.vocabulary.institutions import (
    INSTITUTION_ENDS_ZH,
    OPEN_ENDS_EN,
)
from forum.reader.vocabulary.list_marks import BULLETS
from forum.reader.vocabulary.minutes import PRESENTED_BY
from forum.reader.vocabulary.roles import NAMES_REMARKS, NOUNS_EN
from forum.reader.vocabulary.shapes import TIMED

# The path of a value, its text, and the lines that state it.
type Doubt = tuple[str, str, tuple[int, ...]]

# What parts cells of a line, or two people: no value begins or ends with it.
_LOOSE_MARK: Final = re.compile(r"^[|｜/／;；,，、:：–—-]|[|｜/／;；,，、:：–—-]$")
_CELL_MARK: Final = re.compile(r"\t| {3,}|\s[|｜]\s|\u3000{2,}|</?[A-Za-z]+\s*/?>")
_CLOCK: Final = re.compile(r"\d\s*[:：]\s*[0-5]\d(?!\d)")
_LABEL_WITHIN: Final = re.compile(
    rf"[\u3400-\u9fff]{{2}}\s*[:：]|\b(?:{NOUNS_EN}|topic|talk|time|venue|date)\s*:",
    re.IGNORECASE,
)
_QUESTION: Final = re.compile(r"[?？]|\b(?:how|what|why|where|when)\s+[a-z]", re.IGNORECASE)
_ADDRESS_WITHIN: Final = re.compile(r"(?<=\S)\s*\b(?:Mrs?|Ms|Dr|Prof)\b\.?\s+[A-Z]")
_PARTS: Final = re.compile(r"\t| {2,}|\u3000+|\s*[|｜]\s*|\s+[-–—]+\s+|[–—]+|\s*[,，;；（()）]\s*")
_SPEAKERS: Final = re.compile(
    r"\t| {2,}|\u3000+|\s*[|｜]\s*|\s+[-–—]+\s+|[–—]+|\s*[,，;；（()）:：、]\s*|\s+by\s+"
)
# 林岚教授讲座: a name with a rank, at the beginning or behind a mark
_RANKED: Final = re.compile(
    r"(?:^|[\s（(：:、，])(?P<name>[\u4e00-\u9fff]{2,3}?)(?:副?教授|副?研究员|院士|博士|老师|先生|女士)"
)
# Sean Cole, Grace Wolf and Helen Park: nothing but people
_NAMES_LISTED: Final = re.compile(r"\s*[,，;；、]\s*(?:and\s+|&\s*)?|\s+(?:and|&)\s+")
_LIST_BEHIND: Final = re.compile(
    r"(?<=\S)[ \u3000]+(?P<names>[\u3400-\u9fff]{2,4}(?:[、，][\u3400-\u9fff]{2,4})+)$"
)
_LISTED: Final = re.compile(r"\s*(?:[;；,，、]|\d{1,2}\s*[.、．](?!\d))\s*")
_HOUSE_ZH: Final = re.compile(INSTITUTION_ENDS_ZH)
_PAIRS: Final = ("（）", "()", "“”", "《》", "【】")
_SHORTEST_TOPIC_ZH: Final = 8
_FEWEST_WORDS: Final = 3
_FEWEST_NAMES: Final = 2
# What stands in no name of a house: Red Tides from Space; Green Shipping by 2035
_NO_HOUSE: Final = re.compile(
    r"\d|[:?]|(?<=\s)(?!(?:of|for|and|the|in|on|at|de|du|la|le|des?|der|di|da|dos?|van|von|zu|y|e|et|al|el)\b)[a-z]"
)
_NAME_SIZES: Final = (2, 3)
_USUAL_ROLES: Final = frozenset({"speaker", "panellist"})
_LABEL: Final = re.compile(
    rf"(?:[{BULLETS}]\s*)?"
    r"(?P<label>[\u3400-\u9fff]{2,10}|[A-Z][A-Za-z]+(?: [A-Za-z]+){0,3})\s*[:：]\s*"
)
# In columns; a letter of Han takes two.
_NARROWEST: Final = 40
_MANY_FULL: Final = 3  # a third of the lines
_WORD: Final = re.compile(r"[^\W\d]+ ?\d{0,2}")
_FEW_LONGER: Final = 20  # one line in so many
# 我校副校长, 校党委书记: of the house that the paper is from, which it does not say
_OF_OWN_HOUSE: Final = re.compile(f"(?:{prose_zh.DEICTIC})(?=.)|[校院](?:党委|团委|纪委)")
# What somebody does, and when, is no post: 某局副局长主持, 某局局长6月17日下午
_ACTS: Final = re.compile(
    r"(?:主持|致辞|致词|发言|讲话|作?报告|演讲)$|\d{1,2}\s*月\s*\d{1,2}\s*[日号]|[上下]午"
)
# 由海潮局, 与某大学: a word before a host, and no part of its name.
# Ahead of the visit, Following the talks
_NO_HOUSE_FIRST: Final = frozenset(
    {"ahead", "after", "all", "also", "as", "at", "before", "both", "by", "during", "following",
     "for", "in", "on", "since", "these", "this", "when", "while", "with"}
)  # fmt: skip
_BEFORE_NAMES: Final = frozenset("由与")
# What begins a sentence about an event, and no event's name.
# 教授中川凉司、某大学副教授: behind a post, in a list
_UP_TO_MARK: Final = re.compile(r"(?![（(及和与兼])([\u3400-\u9fff]{3,5})、")
_LONGEST_OFFICE: Final = 3  # 办公室
_TELLS: Final = re.compile(
    r"(?:this|these|here|it|we|you|welcome\s+to|thank)\b|(?:这是|本[次届]|我们|欢迎|感谢|由[^《]{0,80}[的会]|.{0,200}以下简称)",
    re.IGNORECASE,
)
# Coast Office -> Tide Forum | coast.example: what a page prints around a title.
_OF_PAGE: Final = re.compile(r"[|｜»]|->|\b\w+\.(?:com|cn|org|net|info)\b")
_LEAD: Final = re.compile(r"^[\d:：.\s–—-]+")
_NO_POST: Final = re.compile(rf"[:：。]|^[{BULLETS}]")
_LONGEST_POST: Final = 100
# Beyond these a text is no title: it need not be looked at for names.
_LONGEST_TITLE: Final = 240
_LONGEST_TOPIC: Final = 400
_MOST_LINES: Final = 3  # of a topic; a longer cell holds a list, or people
_FEWEST_FULL: Final = 3  # lines
_SENTENCE: Final = re.compile(r"[。！？!?\n]|\.\s")
_LONGEST_LEAD: Final = 80
_PRESIDED: Final = re.compile(r"主持[了由]?|\b(?:moderated|chaired|presided)\b")


def find_doubtful(record: EventRecord, lines: Sequence[Line]) -> Iterator[Doubt]:
    """Yield path, text and lines of each value that has the form of another.

    lines: of the document.
    """
    page = _Page(lines)
    yield from _of_event(record, page)
    names = {name for person in record.people for name in person.name.values()}
    speaking = {appearance.person for appearance in record.appearances if appearance.remarks}
    for person in record.people:
        yield from _of_person(person, names, page, has_topics=bool(record.sessions))
        if person.key not in speaking:
            path = f"people.{person.key}.name"
            yield from _of_labels(person.name, path, page, person.lines, is_alone=True)
    titles = Counter(tuple(session.title.values()) for session in record.sessions)
    seats = defaultdict[str, set[int]](set)
    for appearance in record.appearances:
        seats[appearance.session].update(appearance.lines)
    for session in record.sessions:
        # Where the words for a session are none, who is seated in it is as doubtful.
        for path, text, numbers in _of_session(session, names, page):
            yield path, text, tuple(sorted({*numbers, *seats[session.key]}))
        if titles[tuple(session.title.values())] > 1 and session.kind == "other":
            path = f"sessions.{session.key}.title"
            yield from _of_labels(session.title, path, page, session.lines)
    bearers = {person.key: person.name for person in record.people}
    for appearance in record.appearances:
        yield from _of_appearance(appearance, bearers.get(appearance.person, {}), names, page)


class _Page:
    """The lines of a document by their numbers, and how long the full ones are."""

    def __init__(self, lines: Sequence[Line]) -> None:
        written = [line for line in lines if line.text.strip()]
        self._texts = {line.number: line.text.strip() for line in written}
        self._above = {line.number: above.text.strip() for above, line in pairwise(written)}
        self._below = {line.number: below.text.strip() for line, below in pairwise(written)}
        running = [line for line in written if line.table is None]
        widest = _usual_width([count_columns(line.text) for line in running])
        full = [pair for pair in pairwise(running) if has_no_room(*pair, widest)]
        # On a narrow page three lines of a list may be of one length.
        is_sure = any(breaks_off(line, below) for line, below in full)
        is_broken = widest >= _NARROWEST or (is_sure and _MANY_FULL * len(full) >= len(running))
        self._broken = (
            {line.number for line, _below in full}
            if is_broken and len(full) >= _FEWEST_FULL
            else set()
        )

    def lines_with(self, value: str) -> tuple[int, ...]:
        """Return the numbers of the lines that a value stands in."""
        return tuple(number for number, text in self._texts.items() if value in text)

    def texts(self, numbers: Iterable[int]) -> Iterator[str]:
        """Yield the written ones of some lines."""
        return (self._texts[number] for number in numbers if number in self._texts)

    def is_broken_off(self, value: str, numbers: Iterable[int]) -> bool:
        """Tell whether a value ends where a line does that had no room for more."""
        return any(
            number in self._broken and self._texts[number].endswith(value) for number in numbers
        )

    def is_beside_post(self, name: str, numbers: Iterable[int]) -> bool:
        """Tell whether a name has a line of its own, above or below which a post stands."""
        beside = (
            text
            for number in numbers
            if _LEAD.sub("", self._texts.get(number, "")) == name
            for text in (self._above.get(number, ""), self._below.get(number, ""))
        )
        return any(
            len(text) <= _LONGEST_POST
            and not _NO_POST.search(text)
            and has_title_word(text, language_of(text))
            for text in beside
        )

    def labels(self, name: str, numbers: Iterable[int]) -> Iterator[str]:
        """Yield the labels before a name in its lines, or alone on the line above."""
        for number in numbers:
            text, above = self._texts.get(number, ""), self._above.get(number, "")
            label = _LABEL.match(text)
            if label and name in text[label.end() :]:
                yield label["label"]
            elif label is None and (alone := _LABEL.fullmatch(above)):
                yield alone["label"]


def _usual_width(sizes: Sequence[int]) -> int:
    """Return how wide the lines are but for a few longer ones, such as addresses of pages."""
    longest = sorted(sizes, reverse=True)
    return longest[len(longest) // _FEW_LONGER] if longest else 0


def _of_event(record: EventRecord, page: _Page) -> Iterator[Doubt]:
    """Yield a title that is a sentence, and what of event and hosts was cut within its line."""
    facts = {"event.title": record.title, "event.venue": record.venue, "event.city": record.city}
    facts |= {
        f"organizations.{host.role}.{host.no}.name": host.name for host in record.organizations
    }
    for path, texts in facts.items():
        for code, text in texts.items():
            numbers = page.lines_with(text)
            is_told = path == "event.title" and (_TELLS.match(text) or _OF_PAGE.search(text))
            is_cut = _is_cut(text) or (code == EN and text.split()[-1].casefold() in OPEN_ENDS_EN)
            is_cut |= path.startswith("organizations.") and _is_no_house(text, code)
            if is_told or is_cut or page.is_broken_off(text, numbers):
                yield f"{path}.{code}", text, numbers


def _is_no_house(text: str, code: str) -> bool:
    """Tell whether an organization begins, or ends, as none does: Ahead of the visit."""
    first, last = text.split()[0], text.split()[-1]
    if code == EN:
        return first.casefold() in _NO_HOUSE_FIRST or (last.isalpha() and last.islower())
    return text[0] in _BEFORE_NAMES


def _of_person(
    person: PersonRecord, names: Set[str], page: _Page, *, has_topics: bool
) -> Iterator[Doubt]:
    titled = any(has_title_word(title, code) for code, title in person.title.items())
    for code, name in person.name.items():
        is_named = is_whole_name(name) and not (code == ZH and may_be_phrase(name))
        if not (is_named or person.honorific or titled):
            yield f"people.{person.key}.name.{code}", name, person.lines
    for code, title in person.title.items():
        if (
            is_doubtful_title(title, code, names)
            or _OF_OWN_HOUSE.match(title)
            or (has_topics and _is_topic(title, code))
            or (not _is_complete(title, code) and page.is_broken_off(title, person.lines))
        ):
            yield f"people.{person.key}.title.{code}", title, person.lines


def _of_labels(
    texts: Text, path: str, page: _Page, lines: tuple[int, ...], *, is_alone: bool = False
) -> Iterator[Doubt]:
    """Yield a text that ends at a colon where its lines begin with it, as a label does.

    is_alone: only where nothing else stands in the line.
    """
    for code, text in texts.items():
        for line in page.texts(lines):
            before, within, behind = line.partition(text)
            mark, words = behind.lstrip()[:1], behind.lstrip()[1:]
            if (
                within
                and mark in set(":：")
                and not (_LEAD.sub("", before) or (is_alone and words))
            ):
                yield f"{path}.{code}", text, lines
                break


def _is_complete(title: str, code: str) -> bool:
    """Tell whether a title ends as titles do; an English one may end with any word but a few."""
    if code == ZH:
        return is_post_or_house(title, code)
    return title.split()[-1].casefold() not in OPEN_ENDS_EN


def _of_session(session: SessionRecord, names: Set[str], page: _Page) -> Iterator[Doubt]:
    for code, title in session.title.items():
        is_called = is_whole_name(title) and bool(split_honorific(title, code)[1])
        is_name = is_called or (is_whole_name(title) and page.is_beside_post(title, session.lines))
        is_cut = page.is_broken_off(title, session.lines)
        if is_name or is_cut or is_doubtful_topic(title, code, names):
            yield f"sessions.{session.key}.title.{code}", title, session.lines
    for code, heading in session.heading.items():
        if page.is_broken_off(heading, session.lines):
            yield f"sessions.{session.key}.heading.{code}", heading, session.lines
    if session.kind == "other" and not (session.title or session.heading or session.topic):
        printed = f"{session.start:%H:%M}" if session.start else session.kind
        yield f"sessions.{session.key}.title", printed, session.lines


def _of_appearance(
    appearance: AppearanceRecord, name: Text, names: Set[str], page: _Page
) -> Iterator[Doubt]:
    """Yield a role before which a label stands that nobody knows, and words of two speakers."""
    path = f"appearances.{appearance.person}.{appearance.session}.{appearance.role}"
    printed = next(iter(name.values()), "")
    for code, remarks in appearance.remarks.items():
        if _tells_of_speaker(remarks, name.values()):
            yield f"{path}.remarks", printed, appearance.lines
        heads = {
            re.split("[（(，,:：]", words, maxsplit=1)[0].strip()
            for words in remarks.split("\n")[1:]
        }
        if any(head in names and head not in name.values() for head in heads):
            yield f"{path}.remarks.{code}", printed, appearance.lines
    # A chair is one by some word of the paper; a speaker is whoever is no other.
    is_usual = appearance.role in _USUAL_ROLES and not appearance.remarks
    if is_usual and any(map(_is_unknown_label, page.labels(printed, appearance.lines))):
        yield f"{path}.role", printed, appearance.lines


def _tells_of_speaker(remarks: str, names: Iterable[str]) -> bool:
    """Tell whether what somebody is to have said begins by telling that she or he presided."""
    first = _SENTENCE.split(remarks, maxsplit=1)[0][:_LONGEST_LEAD]
    return any(name in first for name in names) and bool(_PRESIDED.search(first))


def _is_unknown_label(label: str) -> bool:
    """Tell whether a label before a name is neither a role nor a part, a post, a person."""
    code = language_of(label)
    plain = simplified(label)
    is_known = (
        role_label(f"{plain}:", code) or find_kind(plain, code) or has_title_word(plain, code)
        or is_whole_name(plain) or NAMES_REMARKS.match(plain) or TIMED.search(plain)
        or PRESENTED_BY.match(f"{plain}: {plain}") or ORDINAL.match(f"{plain}:")
        or (is_word(plain) if code == ZH else has_house_word(plain))
    )  # fmt: skip
    return not is_known


def is_doubtful_title(title: str, code: str, names: Set[str] = frozenset()) -> bool:
    """Tell whether a title holds more than what one person is: a name, a topic, a time, a label."""
    return len(title) > _LONGEST_TITLE or bool(
        _is_cut(title)
        or title[0] in "(（"
        or _CELL_MARK.search(title)
        or _CLOCK.search(title)
        or _LABEL_WITHIN.search(title)
        or _QUESTION.search(title)
        or _ADDRESS_WITHIN.search(title)
        or CONTACT.search(title)
        or _ACTS.search(title)
        or (_WORD.fullmatch(title) and role_label(f"{title}:", code))
        or _holds_name(title, code, names)
        or _lists_names(title)
        or any(start for start in _ranked_names(title))
        or is_ranked_name(title)
        or (_names_second_zh(title) if code == ZH else _names_second_en(title))
    )


def is_doubtful_topic(title: str, code: str, names: Set[str] = frozenset()) -> bool:
    """Tell whether the title of a session is, or holds, what speaks of people or of a time."""
    label = role_label(title, code)
    return len(title) > _LONGEST_TOPIC or bool(
        title.count("\n") >= _MOST_LINES
        or _is_cut(title)
        or _CELL_MARK.search(title)
        or _CLOCK.search(title)
        or TIMED.search(title)
        or (label and not label.scope)
        or title in names
        or _ADDRESS_WITHIN.search(title)
        or CONTACT.search(title)
        or _names_with_rank(title)
        or _ends_with_list(title)
        or _holds_speaker(title, code, names)
        or _is_post(title, code)
        or any(is_whole_name(line) or _is_post(line, code) for line in title.split("\n")[1:])
    )


def _names_with_rank(title: str) -> bool:
    """Tell whether somebody is called by rank, or addressed: 林岚教授讲座; Dr. Anna Berg."""
    address = HONORIFIC_EN.match(title)
    called = title[address.end() :].split()[:2] if address else []
    return is_whole_name(" ".join(called)) or bool(list(_ranked_names(title)))


def _ends_with_list(title: str) -> bool:
    """Tell whether nothing but names of people stands behind a space: 潮汐的账 林岚、王芳."""
    listed = _LIST_BEHIND.search(title)
    return listed is not None and all(map(is_name_zh, re.split("[、，]", listed["names"])))


def _ranked_names(text: str) -> Iterator[int]:
    """Yield where a name with a rank begins, at the beginning or behind a mark."""
    matches = _RANKED.finditer(simplified(text))
    return (match.start() for match in matches if is_name_zh(match["name"]))


def _is_cut(text: str) -> bool:
    """Tell whether a text begins or ends where no value does."""
    return bool(_LOOSE_MARK.search(text.strip())) or any(
        text.count(first) != text.count(last) for first, last in _PAIRS
    )


def _holds_name(title: str, code: str, names: Set[str]) -> bool:
    """Tell whether the name of somebody of the record stands in a title."""
    if code == EN:
        words = title.replace(",", " ").split()
        pieces = (" ".join(words[at : at + size]) for at in range(len(words)) for size in (2, 3))
    else:
        pieces = (title[at : at + size] for at in range(len(title)) for size in (2, 3, 4))
    return any(piece in names for piece in pieces)


def _lists_names(title: str) -> bool:
    """Tell whether a title is nothing but people, of whom the first is the one who has it."""
    parts = [part for part in _NAMES_LISTED.split(title) if part]
    return len(parts) > 1 and all(is_whole_name(part) and not is_country_en(part) for part in parts)


def _names_second_zh(title: str) -> bool:
    """Tell whether behind a post a name stands, or in a list a name and a house."""
    title = "".join(title.split())
    behind = [title[post.end() :] for post in TITLE_END.finditer(title)]
    if any(map(_begins_with_rare_name, behind)):
        return True
    listed = _LISTED.split(title)[1:]
    return any(_begins_with_person(text) for text in (*behind, *listed))


def _begins_with_rare_name(text: str) -> bool:
    """Tell whether up to the next mark of a list stands what is neither a post nor a house."""
    piece = _UP_TO_MARK.match(text)
    if piece is None or TITLE_END.search(piece[1]):
        return False
    return len(piece[1]) > _LONGEST_OFFICE or not is_word(piece[1])


def _begins_with_person(text: str) -> bool:
    for size in _NAME_SIZES:
        rest = text[size:]
        post = TITLE_END.search(rest)
        house = _HOUSE_ZH.search(rest, 0, post.start()) if post else None
        is_followed = not rest or (post and rest[0].isascii()) or (house and house.start() > 1)
        if is_followed and len(text) >= size and is_name_zh(text[:size]):
            return True
    return False


def _names_second_en(title: str) -> bool:
    """Tell whether a name stands between two posts: Partner, Coast Bank – Anna Berg, Chair."""
    if _ends_with_name(title):
        return True
    parts = [part for part in _PARTS.split(title) if part]
    posts = [at for at, part in enumerate(parts) if has_title_word(part, EN)]
    return any(
        is_whole_name(part) and not is_country_en(part)
        for first, last in pairwise(posts)
        for part in parts[first + 1 : last]
    )


def _ends_with_name(title: str) -> bool:
    """Tell whether a name stands right behind a house: Partner, Ministry of Harbours Anna Berg."""
    *before, first, last = title.split() if title.count(" ") > 1 else ("", "", "")
    return bool(
        before
        and before[-1][:1].isupper()
        and before[-1][-1:].islower()
        and not has_title_word(before[-1], EN)
        and has_house_word(" ".join(before))
        and is_whole_name(f"{first} {last}")
        and not is_country_en(f"{first} {last}")
    )


def _is_topic(title: str, code: str) -> bool:
    """Tell whether a title, or a part of it behind a stroke or a dash, is of no post or house."""
    parts = [part for part in re.split(r"[|｜]|\s[-–—]\s|(?<=[\u3400-\u9fff])-", title) if part]
    return any(_is_part_topic(part.strip(), code) for part in parts)


def _is_part_topic(part: str, code: str) -> bool:
    if code == ZH:
        han = re.findall("[\u3400-\u9fff]", part)
        is_long = len(han) >= _SHORTEST_TOPIC_ZH and len(han) == len(part)
        return is_long and not TITLE_END.search(part) and not _HOUSE_ZH.search(part)
    words = re.findall(r"[^\W\d_]+", part)
    is_long = len(words) >= _FEWEST_WORDS and "," not in part and part[:1].isupper()
    is_told = words and (words[0].endswith("ing") or bool(_NO_HOUSE.search(part)))
    return bool(is_long and is_told) and not has_title_word(part, EN) and not has_house_word(part)


def _holds_speaker(title: str, code: str, names: Set[str]) -> bool:
    """Tell whether a part of a topic is a name, beside what tells who that is."""
    parts = [part.strip(' “”"《》') for part in _SPEAKERS.split(title) if part.strip()]
    plain = [split_honorific(part, code)[0] for part in parts]
    if "、" in title and sum(map(is_whole_name, plain)) < _FEWEST_NAMES:
        return False  # 高山、平原: a word that looks like a name
    return len(parts) > 1 and any(
        name in names
        or (is_whole_name(name) and (code == ZH or _tells_of_person(parts[at + 1 : at + 3])))
        for at, name in enumerate(plain)
    )


def _tells_of_person(parts: Iterable[str]) -> bool:
    return any(has_title_word(part, EN) or has_house_word(part) for part in parts)


def _is_post(title: str, code: str) -> bool:
    """Tell whether a topic is what somebody is: Senior Adviser, Coast University."""
    if code == ZH:
        posts = [post for post in TITLE_END.finditer(title) if post.end() == len(title)]
        return any(is_word(title[: post.start()]) for post in posts)
    first, comma, rest = title.partition(", ")
    return bool(comma) and has_title_word(first, EN) and has_house_word(rest)
