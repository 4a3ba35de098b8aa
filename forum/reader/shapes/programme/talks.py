"""A talk in one line: who speaks, and on what, in whichever order a programme prints them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from forum.core.names import simplified
from forum.reader.bilingual import language_of
from forum.reader.event_record import EN, ZH, Line
from forum.reader.guest_cells import Guest, read_guests
from forum.reader.padding import close_padding
from forum.reader.shapes.programme.cells import SPEECH_BEHIND, GuestCell, may_be_words
from forum.reader.shapes.record.name_forms import (
    LATIN_CAPITALS,
    TITLE_END,
    has_house_word,
    has_title_word,
    is_name_en,
    is_name_zh,
    is_post_or_house,
    is_whole_name,
    is_word,
    split_honorific,
)
from forum.reader.shapes.record.placeholders import is_placeholder
from forum.reader.shapes.session_topics import find_kind, names_break
from forum.reader.vocabulary.furniture import LINKED
from forum.reader.vocabulary.institutions import (
    FIELD_WORDS_EN,
    INSTITUTION_WORDS_EN,
    OPEN_ENDS_EN,
    TOPIC_WORDS_EN,
)
from forum.reader.vocabulary.list_marks import LIST_MARK
from forum.reader.vocabulary.prose_zh import NO_NAMES
from forum.reader.vocabulary.shapes import FACT_LABEL, TIMED

# 开幕致辞 林岚，某市副市长; 潮汐的账（林岚，某大学教授）
_NAME_AND_TITLE: Final = re.compile(
    r"(?P<topic>[^|｜，,；;]*[^|｜，,；;\s:：—–-])(?:[ \t\u3000]+|[ \t]*[（(])"
    r"(?P<name>[\u3400-\u9fff·]{2,6})[，,]\s*(?P<title>[^，,（()）:：]{3,40})[）)]?$"
)
_PEOPLE_THEN_QUOTED: Final = re.compile(
    r"^(?P<people>[^《》“”]+?)\s*[:：]?\s*[《“](?P<topic>[^《》“”]{2,120})[》”]$"
)
# 《潮汐的账》 林岚，某局局长; “Tides” – Anna Berg, Director
_QUOTED_THEN_PEOPLE: Final = re.compile(
    r"^[《“\"](?P<topic>[^《》“”\"]{2,120})[》”\"]\s*(?:[-–—:：|｜/,，]+|\bby\b)?\s*(?P<people>\S.*)$"
)
_WIDE: Final = re.compile(r"[ ]{2,}|\t+|\u3000+")
# What parts topic, name and title, each line having one kind of it: 潮汐的账 | 林岚 | 某局局长
_MARKS: Final = tuple(
    re.compile(mark)
    for mark in (
        r"\s*[|｜]\s*", r"\s*\t\s*", r"\s+[–—-]{1,2}\s+|\s*[–—]{1,2}\s*", r"\s+[/／]\s+",
        r"\s*[:：]\s*",
    )
)  # fmt: skip
_SPEECH_END: Final = re.compile("(?:致[辞词]|讲话)$")
_MOST_CELLS: Final = 5
_FEWEST_NESTED: Final = 3
# 如何建设数据中心, 潮汐能的平台: what ends like an institution and is none
_WORDS_OF_TOPIC: Final = re.compile(
    "的|如何|怎|为什么|.{5}(?:体系|平台|方案|计划|数据|智能|科技|国家|社区|资本|共同体|网)$"
)
_LONGEST_RANK: Final = 2  # 常务副局长
_LONGEST_TITLE: Final = 80
_QUOTE: Final = re.compile("[《》“”]")
_SEVERAL: Final = re.compile("[；;\n]")
# 《潮汐的账》 林岚: no title of hers, as 《潮汐》杂志主编 is
_QUOTED_APART: Final = re.compile(r"[》”](?:\s|$)")
_OPEN_END: Final = re.compile(r"\s*[，,、]?\s*(?:以及|和|及|与|(?<=[\s,])and|&)$")
# 演讲主题：潮汐的账
TOPIC_LABEL: Final = re.compile(
    r"^(?:(?:演讲|报告|发言|分享|交流)?(?:主题|题目|议题|讲题)[一二三四五六七八九十\d]{0,2}|(?:talk|topic|title))\s*[:：]\s*",
    re.IGNORECASE,
)
# 专题演讲 讲题：潮汐的账
_LABEL_BEHIND_KIND: Final = re.compile(
    r"(?<=演讲|报告|对话|讨论)\s+(?:演讲|报告)?(?:主题|题目|讲题)\s*[:：]\s*(?=\S)"
)
_TITLE_WORDS: Final = re.compile(
    r"^(?:(?:演讲|报告|发言|分享)?(?:主题|题目|议题)|(?:talk\s+)?(?:title|topic))\s*", re.IGNORECASE
)
# 林岚，滨海科技- 潮汐的账: name, institution, a dash with a space behind it, topic
_DASH_TOPIC: Final = re.compile(
    r"^(?P<name>[^\s，,：:–—-][^，,：:–—-]{0,40}?)(?:\s*[，,]\s*(?P<title>[^–—]{2,60}?))?\s*[-–—]+\s+(?P<topic>\S.{3,})$"
)
_LATIN_FORM: Final = re.compile(rf"[{LATIN_CAPITALS}][\w.’' -]{{2,40}}")
_NAME: Final = (
    rf"(?P<name>[\u3400-\u9fff·]{{2,12}}|"
    rf"[{LATIN_CAPITALS}][\w.’'-]*"
    rf"(?: (?:[{LATIN_CAPITALS}][\w.’'-]*|van|von|de|der|da|bin|al)){{1,4}})"
)
_BEHIND: Final = r"(?:\s*[,，(（]\s*(?P<title>[^()（）]{2,300}?)[)）]?)?"
# What only its form says to be a talk: 林岚：潮汐的账; Tides | Anna Berg, Coast Office;
# “Tides” – Anna Berg (Coast Office); Tides by Anna Berg; Tides (Anna Berg, Coast Office)
FORMS: Final = (
    _DASH_TOPIC,
    re.compile(
        rf"^{_NAME}(?:\s*[(（](?P<title>[^()（）]{{2,80}})[)）])?\s*[:：]\s*(?P<topic>\S.{{3,}})$"
    ),
    re.compile(rf"^(?P<topic>\S.{{3,}}?)\s*[|｜/]\s*{_NAME}{_BEHIND}$"),
    re.compile(rf"^[“\"《]?(?P<topic>\S.{{3,}}?)[”\"》]?(?:\s+-\s+|\s*[–—]+\s*){_NAME}{_BEHIND}$"),
    re.compile(rf"^[“\"]?(?P<topic>\S.{{3,}}?)[”\"]?\s+by\s+{_NAME}{_BEHIND}$"),
    re.compile(
        rf"^(?P<topic>\S.{{3,}}?)\s*[(（]{_NAME}\s*[,，]\s*(?P<title>[^()（）]{{2,80}})[)）]$"
    ),
    # 林岚 潮汐的账; 潮汐的账 林岚
    re.compile(r"^(?P<name>[\u3400-\u9fff·]{2,12})(?P<title>(?!))?[ \u3000]+(?P<topic>\S.{3,})$"),
    re.compile(r"^(?P<topic>\S{4,})[ \u3000]+(?P<name>[\u3400-\u9fff·]{2,12})(?P<title>(?!))?$"),
)
# 潮汐的账 林岚 滨海科技 / 首席架构师: the post behind a stroke, the institution before it
_STROKE_TITLE: Final = re.compile(
    r"^(?P<before>\S.*?)\s+(?P<institution>[A-Z][\w.&-]* [A-Z][\w.&-]*|\S+)\s*[/／]\s*"
    r"(?P<post>\S(?:[^/／]|(?<=\S)[/／](?=\S)){1,60})$"
)
_LATIN_STROKE: Final = re.compile(
    r"^(?P<topic>\S.*[\u3400-\u9fff)）])\s+(?P<name>[A-Z][a-z]+ [A-Z][a-z]+)\s+"
    r"(?P<institution>\S.{1,40}?)\s*[/／]\s*(?P<post>[^/／]{2,60})$"
)
# Anna Berg (Coast Office) — Tides; 林岚（滨海大学）：潮汐: an entry below the time of its session
_NESTED: Final = re.compile(
    r"^(?P<name>[^（()）:：–—]{2,40}?)\s*(?:[（(](?P<title>[^（()）]{2,80})[)）])?\s*"
    r"(?:[:：]|[–—]+|\s-+\s)\s*(?P<topic>\S.{3,})$"
)
# Anna Berg (Coast Office) Tides; 林岚 (滨海大学) 潮汐的账: the same without a stroke
_NESTED_BEHIND_HOUSE: Final = re.compile(
    r"^(?P<name>[^（()）:：–—]{2,40}?)\s*[（(](?P<title>(?:[^（()）]|[（(][^（()）]*[)）]){2,80})[)）]\s*"
    r"(?P<topic>[^\s,，、;；:：–—|｜/（(-].{3,})$"
)
# How long somebody speaks, or a session lasts: (15m), （15分钟）
# Opening by Anna Berg (Tide Office) plenary
_FORM_BEHIND: Final = re.compile(
    r"(?<=[)）])\s+(?:plenary|discussion|workshop|breakout|panel|talk|lecture)$"
)
LASTS: Final = re.compile(
    r"\s*[（(]\s*\d{1,3}\s*(?:m|min|mins|minutes|分钟|h|hours?)\.?\s*[)）]\s*$", re.IGNORECASE
)
# Statement by Ambassador Anna Berg; The harbour plan: Dr Tom Li, Coast Office
_BY_SOMEBODY: Final = re.compile(r"^(?P<topic>[A-Z].{2,80}?)\s+by\s+(?P<people>[A-Z].{3,})$")
_WITH_HOUSE: Final = re.compile(r"(?P<name>[^()（）,]{4,40}?)\s*[(（][^()（）]{2,80}[)）]")
_COLON_SOMEBODY: Final = re.compile(r"^(?P<topic>[A-Z].{2,120})\s*:\s+(?P<people>[A-Z].{3,})$")
# What the cells of a line in Chinese may be, one letter a cell as ``_class_of_cell`` gives it:
# a topic and people behind it, or the other way round.
_TOPIC_THEN_PEOPLE: Final = re.compile("(?P<topic>[KO]+)(?P<people>(?:T+N|P)+|(?:NT+)+)")
_PEOPLE_THEN_TOPIC: Final = re.compile("(?P<people>T+N|NT+|P)(?P<topic>[KO]+)")
_KIND_THEN_NAME: Final = re.compile("(?P<topic>K+)(?P<people>N+)")
# A greeting has no topic: what stands before the title is of whoever gives it.
_GREETING_THEN_PEOPLE: Final = re.compile("(?P<topic>K+)(?P<people>O+T+N)")
_GREETINGS: Final = frozenset({"opening", "closing"})
_ONE_OF_CELLS: Final = re.compile("T+N|NT+|P|N")
_CELL: Final = re.compile(r"(?:《[^《》]*》|“[^“”]*”|[（(][^（()）]*[)）]|[^\s《“（(]|[《“（(])+")
# What may be a name only between a topic and a title, each of them parted by wide spaces.
_SHORT_NAME: Final = re.compile(r"[\u3400-\u9fff]{2,3}|[A-Z][a-z]+")


@dataclass(frozen=True, slots=True)
class Talk:
    """Who speaks, as one text that names a person; and on what, "" for not told.

    title: of the speaker, None where the text of the speaker has it.
    """

    speaker: str
    topic: str = ""
    title: str | None = None


def read_talk(text: str) -> Talk | None:
    """Return the talk of a line behind a time, None where it names nobody surely."""
    text = text.strip()
    quoted = _PEOPLE_THEN_QUOTED.match(text) or _QUOTED_THEN_PEOPLE.match(text)
    if quoted and (speaker := _person_of(_MARKS[0].split(quoted["people"].strip(" |｜-–—")))):
        return Talk(speaker, quoted["topic"])
    if quoted and quoted.re is _PEOPLE_THEN_QUOTED:
        return None
    return (
        _with_title_behind(text) or _behind_topic(text) or _by_marks(text) or _by_cells(text)
        or _behind_kind(text) or _in_columns(text) or _behind_stroke(text) or _among_words(text)
    )  # fmt: skip


def _by_marks(text: str) -> Talk | None:
    """Read a line whose parts one mark parts: the speaker first, or last, in one part or more."""
    for pattern in _MARKS:
        is_colon = pattern is _MARKS[-1] and language_of(text) == EN
        marks = list(pattern.finditer(text))
        cells = pattern.split(text)
        if not 1 < len(cells) <= _MOST_CELLS or not all(cells):
            continue
        for count in range(1, len(cells)):
            speaker = _person_of(cells[:count])
            is_strong = pattern in (_MARKS[1], _MARKS[-1]) and count == 1
            if not speaker and is_strong and is_of_house(cells[0]):
                speaker = cells[0]  # Anna Berg, Coast University: Tides
            if speaker:
                rest, house = cells[count:], cells[count]
            elif not is_colon and (speaker := _person_of(cells[-count:])):
                rest, house = cells[:-count], cells[-count - 1]
            else:
                continue
            is_first = rest[-1] is cells[-1]
            if is_house(house) and _is_without_house(speaker):
                speaker, count = _with_house(speaker, house), count + 1
                rest = rest[1:] if is_first else rest[:-1]
                if not rest:
                    return Talk(speaker)
            topic = text[marks[count - 1].end() :] if is_first else text[: marks[-count].start()]
            if not any(map(_is_no_topic, (topic, *rest))) and not is_post(topic):
                return Talk(speaker, plain_topic(topic))
    return None


def is_house(text: str) -> bool:
    """Tell whether a text is the name of an institution, as a line or a cell of its own."""
    if language_of(text) == ZH:
        return is_word(text) and not _WORDS_OF_TOPIC.search(text)
    words = re.findall(r"[^\W\d_]+", text)
    plain = {word.casefold() for word in words}
    is_named = all(word[0].isupper() or word in OPEN_ENDS_EN for word in words)
    return (
        is_named and bool(plain & INSTITUTION_WORDS_EN - FIELD_WORDS_EN)
        and plain.isdisjoint(TOPIC_WORDS_EN - OPEN_ENDS_EN) and not has_title_word(text, EN)
    )  # fmt: skip


def _is_without_house(person: str) -> bool:
    """Tell whether a person's title is a post alone, so that an institution beside it is its."""
    guests, _unread = read_guests(person)
    titles = [title for guest in guests for title in guest.title.values()]
    return bool(titles) and not any(map(_names_house, titles))


def _names_house(title: str) -> bool:
    if language_of(title) == ZH:
        post = TITLE_END.search(title)
        return bool(post and post.start() > _LONGEST_RANK)
    return has_house_word(title)


def _with_house(person: str, house: str) -> str:
    mark = ", " if language_of(person) == EN else " "
    bare = person.removesuffix("）")
    return f"{bare}{mark}{house}{person[len(bare) :]}"


def _is_no_topic(text: str) -> bool:
    return bool(_person_of([text])) or is_house(text)


def is_post(text: str) -> bool:
    """Tell whether a text ends like a post, or has no word: the topic of no talk."""
    ends = any(post.end() == len(text.strip()) for post in TITLE_END.finditer(text.strip()))
    return ends or not re.search(r"\w\w", text)


def _person_of(cells: Sequence[str]) -> str:
    """Return the person of some parts as one text, the name before the title; "" for none."""
    first, *rest = (cell.strip() for cell in cells)
    if any(_QUOTE.search(cell) for cell in cells):
        return ""
    if not rest:
        return first if is_person(first) else ""
    if any(_SEVERAL.search(cell) for cell in rest):
        return ""
    title = ", ".join(rest) if language_of(first) == EN else " ".join(rest)
    is_titled = has_title_word(title, language_of(title))
    name = split_honorific(first, language_of(first))[0]
    is_name = is_whole_name(name) and not find_kind(first, language_of(first))
    return f"{first}（{title}）" if is_name and is_titled and name not in NO_NAMES else ""


def _by_cells(text: str) -> Talk | None:
    """Read a line of cells parted by spaces: 致辞 某协会会长 林岚; 潮汐的账 林岚 某局局长."""
    cells = _CELL.findall(text)
    classes = "".join(map(_class_of_cell, cells))
    if greeting := _greeting(classes, cells):
        return greeting
    patterns = (_TOPIC_THEN_PEOPLE, _PEOPLE_THEN_TOPIC, _KIND_THEN_NAME)
    match = next(filter(None, (pattern.fullmatch(classes) for pattern in patterns)), None)
    if match is None:
        return None
    people = [
        _person_of_cells(classes, cells, match.start("people") + person.start(),
                         match.start("people") + person.end())
        for person in _ONE_OF_CELLS.finditer(match["people"])
    ]  # fmt: skip
    topic = " ".join(cells[match.start("topic") : match.end("topic")])
    return Talk("\n".join(people), plain_topic(topic))


def _greeting(classes: str, cells: list[str]) -> Talk | None:
    """Read 开幕致辞 OpenHarbour 项目总监 林岚, where letters begin the title."""
    match = _GREETING_THEN_PEOPLE.fullmatch(classes)
    if match is None:
        return None
    topic = " ".join(cells[: match.end("topic")])
    between = cells[match.end("topic") : match.end("people") - 1]
    letters = between[: classes.count("O")]
    if find_kind(topic, ZH) not in _GREETINGS or any(language_of(cell) == ZH for cell in letters):
        return None
    return Talk(f"{cells[-1]}（{' '.join(between)}）", topic)


def _class_of_cell(cell: str) -> str:
    """Return K for a kind of session, T for a title, N for a name, P for both in one, else O."""
    if language_of(cell) != ZH:
        return "O"
    if find_kind(cell, ZH):
        return "K"
    if is_name_zh(cell):
        return "N"
    post = TITLE_END.search(cell)
    if is_post_or_house(cell, ZH):
        return "T"
    return "P" if post and not re.search("[：:《“]", cell) and is_person(cell) else "O"


def _person_of_cells(classes: str, cells: list[str], start: int, end: int) -> str:
    """Return the person of some cells as one text, the name before the title."""
    name = next((cells[at] for at in range(start, end) if classes[at] in "NP"), "")
    title = " ".join(cells[at] for at in range(start, end) if classes[at] == "T")
    if re.search("[（()）]", title):
        return f"{title} {name}"
    return f"{name}（{title}）" if title else name


def _behind_kind(text: str) -> Talk | None:
    """Read a person behind the kind of session, which is no house of hers: 开幕式 林岚校长."""
    kind, *people = text.split(maxsplit=1) or [""]
    code = language_of(kind)
    is_kind = code == ZH and (find_kind(kind, code) or _SPEECH_END.search(simplified(kind)))
    return Talk(people[0], kind) if is_kind and people and is_person(people[0]) else None


def _in_columns(text: str) -> Talk | None:
    """Read a line whose parts stand apart by wide spaces: the speaker first, or last."""
    cells = _WIDE.split(text)
    for count in (2, 3):
        people = " ".join(cells[:count])
        is_topic = count < len(cells) and not is_post(" ".join(cells[count:]))
        if is_topic and is_person(people):
            return Talk(people, plain_topic(" ".join(cells[count:])))
    if is_person(" ".join(cells)):
        return Talk(" ".join(cells))
    for first in range(1, len(cells)):
        people = " ".join(cells[first:])
        topic = plain_topic(" ".join(cells[:first]))
        if is_person(people) or (first == len(cells) - 1 and is_name_zh(people)):
            return Talk(people, topic)
        title = " ".join(cells[first + 1 :])
        if _SHORT_NAME.fullmatch(cells[first]) and has_title_word(title, language_of(title)):
            return Talk(cells[first], topic, title)
    return None


def _behind_stroke(text: str) -> Talk | None:
    match = _LATIN_STROKE.match(text) or _STROKE_TITLE.match(text)
    if match is None or not has_title_word(match["post"], language_of(match["post"])):
        return None
    institution, post = match["institution"], match["post"].strip()
    if match.re is _LATIN_STROKE:
        topic, name = match["topic"], match["name"]
    else:
        topic, _space, name = match["before"].rpartition(" ")
        if not is_name_zh(name):  # 林岚 / 独立顾问
            topic, name, institution = match["before"], institution, ""
    is_name = is_name_zh(name) or (match.re is _LATIN_STROKE and is_name_en(name))
    if not is_name or not topic.strip():
        return None
    return Talk(name, plain_topic(topic), f"{institution} {post}".strip())


def _among_words(text: str) -> Talk | None:
    """Read 某公司 首席工程师 林岚 潮汐的账: the name right behind the post, the topic behind it."""
    words = text.split()
    for place in range(1, len(words) - 1):
        post = TITLE_END.search(words[place - 1])
        is_post = post and post.end() == len(words[place - 1])
        if is_post and is_name_zh(words[place]) and language_of(words[place]) == ZH:
            topic = " ".join(words[place + 1 :])
            return Talk(" ".join(words[: place + 1]), plain_topic(topic))
    return None


def _with_title_behind(text: str) -> Talk | None:
    """Read a Chinese topic behind which somebody stands with a title behind a comma."""
    match = _NAME_AND_TITLE.match(text)
    speaker = _person_of([match["name"], match["title"]]) if match else ""
    return Talk(speaker, plain_topic(match["topic"].strip())) if match and speaker else None


def _behind_topic(text: str) -> Talk | None:
    """Read an English topic behind which a person stands who can be nobody else."""
    for pattern in (_BY_SOMEBODY, _COLON_SOMEBODY):
        match = pattern.match(text)
        guests, unread = read_guests(match["people"]) if match else ([], [])
        is_sure = len(guests) == 1 and not unread and EN in guests[0].name
        if match is None or not is_sure:
            continue
        # Behind a colon President Falk Remembered may be what it is about.
        is_told = pattern is _BY_SOMEBODY or bool(re.search("[,(（]", match["people"]))
        if (speech := SPEECH_BEHIND.match(match["people"])) and guests[0].honorific:
            return Talk(speech["people"], f"{match['topic'].strip()}: {speech['title']}")
        is_named = pattern is _BY_SOMEBODY and _is_at_house(match["people"], match["topic"])
        if guests[0].honorific or is_named or (is_told and _is_titled(guests[0])):
            return Talk(match["people"], match["topic"].strip())
    return None


def _is_at_house(people: str, topic: str) -> bool:
    """Tell whether a name with its institution in brackets gives a talk: Welcome by A. Berg (TU).

    What gives a lunch may have its short form in brackets: Lunch sponsored by Tide Trust (TT).
    """
    match = _WITH_HOUSE.fullmatch(people)
    return (
        match is not None and is_whole_name(match["name"]) and not has_house_word(match["name"])
        and not topic.split()[-1].endswith("ed") and not names_break(topic)
    )  # fmt: skip


def talk_by_form(text: str, form: re.Pattern[str]) -> Talk | None:
    """Return the talk of a line of one of the ``FORMS``; it says who only by its form.

    Its reader asks how many lines of a programme have that form.
    """
    match = form.match(text)
    if match is None:
        return None
    name = split_honorific(match["name"].strip(), language_of(match["name"]))[0]
    is_latin = language_of(name) == EN and bool(_LATIN_FORM.fullmatch(name))
    is_name = is_latin or re.fullmatch("[\u3400-\u9fff·]{2,4}", name)
    if not is_name or find_kind(name, language_of(name)) or name in NO_NAMES:
        return None
    title = match["title"].strip() if match["title"] else None
    if title and len(title) > _LONGEST_TITLE and not _lists_names(title):
        return None
    return Talk(name, plain_topic(match["topic"]), title)


def _lists_names(text: str) -> bool:
    """Tell whether a text is whole names and nothing else: Anna Berg, Tom Li."""
    guests, unread = read_guests(text)
    names = [name for guest in guests for name in guest.name.values()]
    are_bare = not any(guest.title for guest in guests) and all(map(is_whole_name, names))
    return bool(names) and not unread and are_bare


def cell_of_talk(talk: Talk, lines: tuple[int, ...]) -> GuestCell:
    """Return who gives a talk; a topic that is still to come is none: 报告题目待定."""
    topic = "" if is_placeholder(_TITLE_WORDS.sub("", talk.topic)) else talk.topic
    return GuestCell(talk.speaker, talk.title, topic=topic, lines=lines)


def without_duration(text: str) -> str:
    """Return a text without how long it takes, its form, or what a page links to: Tides (15m)."""
    return LINKED.sub("", LASTS.sub("", _FORM_BEHIND.sub("", text))).strip()


def nested_talk(text: str) -> Talk | None:
    """Return the talk of an entry below a time, which is one by its form: Anna Berg — Tides."""
    entry = without_duration(text)
    match = _NESTED_BEHIND_HOUSE.match(entry) or _NESTED.match(entry)
    name = close_padding(match["name"].strip()) if match else ""
    if match is None or not is_whole_name(name) or find_kind(name, language_of(name)):
        return None
    post = match["topic"].split(",")[0]
    is_told = match.re is _NESTED and match["title"]
    is_post = not is_told and has_title_word(post, language_of(post))
    if name in NO_NAMES or FACT_LABEL.match(text) or is_post:
        return None
    return Talk(name, match["topic"].strip(), (match["title"] or "").strip())


def find_nested_talks(lines: Sequence[Line]) -> dict[int, Talk]:
    """Return such talks by the numbers of their lines, entries of a list, where several are."""
    entries = {
        line.number: LIST_MARK.sub("", line.text.strip())
        for line in lines
        if line.table is None and LIST_MARK.match(line.text) and not TIMED.search(line.text.strip())
    }
    talks = {number: talk for number, text in entries.items() if (talk := nested_talk(text))}
    return talks if len(talks) >= _FEWEST_NESTED else {}


def plain_topic(text: str) -> str:
    """Return a topic without the word that calls it one: 演讲主题：潮汐的账."""
    text = _LABEL_BEHIND_KIND.sub("：", text.strip())
    return TOPIC_LABEL.sub("", text)


def without_open_end(text: str) -> str:
    """Return a text without the word that joins it to the next line: 林岚、王芳以及."""
    return _OPEN_END.sub("", text)


def is_person(text: str) -> bool:
    """Tell whether a text is a single person with a title, and nothing else."""
    if _QUOTED_APART.search(text):
        return False
    guests, unread = read_guests(without_open_end(text))
    return len(guests) == 1 and not unread and _is_titled(guests[0])


def is_of_house(text: str) -> bool:
    """Tell whether a text is a person beside whom no more stands than an institution."""
    guests, unread = read_guests(text)
    if (
        len(guests) != 1
        or unread
        or not guests[0].title
        or not all(map(is_whole_name, guests[0].name.values()))
    ):
        return False
    return any(
        is_word(title) if code == ZH else has_house_word(title)
        for code, title in guests[0].title.items()
    )


def _is_titled(guest: Guest) -> bool:
    has_title = any(has_title_word(title, code) for code, title in guest.title.items())
    return has_title and not may_be_words(guest) and (ZH in guest.name or " " in guest.name[EN])
