"""The document cut at its headings: cover, list of people, introduction, body."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from forum.reader.event_record import ZH
from forum.reader.shapes.record import acts, forums, headings, organizations, texts, times
from forum.reader.shapes.record.headings import Heading
from forum.reader.shapes.record.list_rows import heads_people
from forum.reader.shapes.record.role_labels import role_label
from forum.reader.shapes.record.rows import Row


@dataclass(slots=True)
class Section:
    """One section of the body: a session, or a topic under one.

    headings: per language; parent: the section whose topic this is.
    """

    headings: dict[str, Heading]
    rows: list[Row] = field(default_factory=list)
    parent: "Section | None" = None

    @property
    def heading(self) -> Heading:
        """The Chinese heading, else the English one."""
        return self.headings.get(ZH) or next(iter(self.headings.values()))


@dataclass(slots=True)
class Outline:
    """The rows of a document by what they belong to.

    days: headings of the programme's days before the body; headings: all of them; heads: those
    that open a section of the document, labels of the list aside.
    """

    front: list[Row] = field(default_factory=list)
    intro: list[Row] = field(default_factory=list)
    lists: list[list[Heading | Row]] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    metas: list[Heading] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    days: list[Row] = field(default_factory=list)
    heads: list[Heading] = field(default_factory=list)


def outline(rows: Sequence[Row]) -> Outline:
    """Cut the rows at their headings."""
    return _Cutter(rows).cut()


class _Cutter:
    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._items: list[Heading | Row] = [headings.read(row) or row for row in rows]
        self._has_list = any(
            isinstance(item, Heading) and item.opens == "info" for item in self._items
        )
        self._outline = Outline()
        self._zone = "front"
        self._section: Section | None = None
        self._container: Section | None = None
        self._next_heading = self._next_headings()
        self._stacked: dict[str, int] = {}
        self._bodies: dict[tuple[str, int], bool] = {}

    def _next_headings(self) -> list[int]:
        """For each item, the place of the next heading after it."""
        following = [len(self._items)] * (len(self._items) + 1)
        for place in range(len(self._items) - 1, -1, -1):
            following[place] = (
                place if isinstance(self._items[place], Heading) else following[place + 1]
            )
        return following

    def cut(self) -> Outline:
        for place, item in enumerate(self._items):
            if isinstance(item, Heading):
                self._heading(item, place)
            else:
                self._row(item)
        return self._outline

    def _heading(self, heading: Heading, place: int) -> None:
        if self._is_running_text(heading, place):
            self._row(heading.row)
            return
        if heading.opens in {"session", "topic"}:
            self._session(heading, place)
            return
        self._outline.headings.append(heading)
        self._outline.heads.append(heading)
        self._meta(heading, place)

    def _is_running_text(self, heading: Heading, place: int) -> bool:
        """Tell whether a line that reads as a heading is part of a caption, a cover or a speech."""
        if heading.style in {"bracket", "word"}:
            return False
        if heading.scope and self._zone == "body":
            return True
        if self._zone == "front" and not self._outline.metas and heading.opens == "body":
            return False
        previous_item = self._items[place - 1] if place else None
        if self._zone == "body" and isinstance(previous_item, Row) and heading.style == "numbered":
            # 一、致辞 heads a section only where the text before it is finished.
            return heading.opens == "topic" and not heading.title
        return False

    def _meta(self, heading: Heading, place: int) -> None:
        outline = self._outline
        previous = self._items[place - 1] if place else None
        twin = isinstance(previous, Heading) and previous.opens == heading.opens
        if not twin:
            outline.metas.append(heading)
        opens = heading.opens
        if opens == "products" and self._section is not None:
            self._zone = "body"
            return
        if opens == "info" or (opens == "intro" and self._holds_list(place)):
            opens = "info"
        if opens == "info" and self._zone != "info":
            outline.lists.append([])
        self._zone = {"info": "info", "intro": "intro", "cover": "front"}.get(opens, "agenda")
        if opens != "body":
            self._section = self._container = None

    def _holds_list(self, place: int) -> bool:
        """Tell whether a section called 基本情况 or Overview is a list of people after all."""
        content = self._content(place)
        following = self._items[place + 1] if place + 1 < len(self._items) else None
        labelled = any(role_label(row.text, row.language) for row in content[:4])
        return not any(texts.is_prose(row.text) for row in content) and (
            labelled
            or (
                not content
                and isinstance(following, Heading)
                and following.opens == "session"
                and not self._is_body(place + 1)
            )
        )

    def _content(self, place: int) -> list[Row]:
        end = self._next_heading[place + 1]
        return [item for item in self._items[place + 1 : end] if isinstance(item, Row)]

    def _session(self, heading: Heading, place: int) -> None:
        if self._is_body(place):
            self._outline.headings.append(heading)
            self._outline.heads.append(heading)
            self._open(heading, place)
            return
        if self._zone != "info" or not self._outline.lists:
            self._outline.lists.append([])
            self._zone = "info"
        self._outline.headings.append(heading)
        self._outline.lists[-1].append(heading)

    def _is_body(self, place: int) -> bool:
        """Tell whether a session's heading opens a section of the body, not a label of the list."""
        if self._zone == "body":
            return True
        last = self._last_of_row(place)
        if (self._zone, last) not in self._bodies:
            self._bodies[self._zone, last] = self._holds_body(last)
        return self._bodies[self._zone, last]

    def _holds_body(self, last: int) -> bool:
        content = self._content(last)
        if self._zone == "info":
            # What follows a list without a heading of its own is not the last group's.
            content = _first_words([row for row in content if not _is_detail(row)])
        if any(_speaks(row) for row in content) or _captioned(content):
            return True
        if content or self._zone == "info":
            return False
        heading = self._items[last]
        return isinstance(heading, Heading) and heading.style in {"bracket", "word", "numbered"}

    def _last_of_row(self, place: int) -> int:
        """Return the place of the last of the sessions' headings that stand one upon another."""
        if place <= self._stacked.get(self._zone, -1):
            return self._stacked[self._zone]
        while not self._holds_words(place):
            following = self._next_heading[place + 1]
            following_item = self._items[following] if following < len(self._items) else None
            if not isinstance(following_item, Heading) or following_item.opens not in {
                "session",
                "topic",
            }:
                break
            place = following
        self._stacked[self._zone] = place
        return place

    def _holds_words(self, place: int) -> bool:
        """Tell whether something stands under a heading, in a list more than time and place."""
        content = self._content(place)
        return any(self._zone != "info" or not _is_detail(row) for row in content)

    def _open(self, heading: Heading, place: int) -> None:
        self._zone = "body"
        previous_item = self._items[place - 1] if place else None
        if (
            isinstance(previous_item, Heading)
            and self._section is not None
            and self._is_twin(previous_item, heading)
        ):
            self._section.headings.setdefault(heading.language, heading)
            return
        both = {heading.language: heading}
        if heading.counterpart is not None:
            both[heading.counterpart.language] = heading.counterpart
        section = Section(both)
        if heading.opens == "topic":
            if heading.kind:
                self._container = self._container_like(heading)
            if self._container and not headings.holds_topics(self._container.heading):
                self._container = None
            section.parent = self._container
        else:
            self._container = section
        self._section = section
        self._outline.sections.append(section)

    def _container_like(self, heading: Heading) -> Section:
        """Return the section named in 讨论环节主题一 when it has no heading of its own."""
        container = self._container
        if container is not None and container.heading.kind == heading.kind:
            return container
        text = texts.clean(heading.text.split(heading.label)[0].rstrip(":： "))
        section = Section(
            {heading.language: replace(heading, opens="session", text=text, label="", title="")}
        )
        self._outline.sections.append(section)
        return section

    def _is_twin(self, previous_heading: Heading, heading: Heading) -> bool:
        return (
            previous_heading.language != heading.language
            and previous_heading.opens == heading.opens
            and (previous_heading.kind == heading.kind or previous_heading.opens == "topic")
            and previous_heading.number == heading.number
            and heading.language not in (self._section.headings if self._section else {})
        )

    def _ends_list(self, row: Row) -> bool:
        """Leave the list where the introduction or the cover begins without a heading."""
        if texts.is_prose(row.text) and len(row.text) > 60 and texts.ends_sentence(row.text):
            self._zone = "intro"
        elif organizations.role_line(row.text) or forums.parent(row.text):
            self._zone = "front"
        return self._zone != "info"

    def _begins_list(self, row: Row) -> bool:
        """Tell whether 主持人： opens a list that has no heading."""
        label = role_label(row.text, row.language)
        return label is not None and not label.scope and bool(re.search("[:：]", row.text))

    def _begins_agenda(self, row: Row) -> bool:
        """Tell whether an agenda's table is the document's only list: 时间 | 环节 | 嘉宾."""
        listed = self._outline.lists or self._has_list
        return self._zone == "agenda" and not listed and heads_people(row.text)

    def _row(self, row: Row) -> None:
        outline = self._outline
        if self._zone == "body" and self._section is not None:
            self._section.rows.append(row)
        elif headings.DAY.match(row.text) and re.search(r"\d", row.text) and len(row.text) < 60:
            outline.days.append(row)
        elif self._zone == "info" and not self._ends_list(row):
            outline.lists[-1].append(row)
        elif self._begins_agenda(row) or (self._zone == "front" and self._begins_list(row)):
            self._zone = "info"
            outline.lists.append([row])
        elif self._zone == "intro":
            outline.intro.append(row)
        else:
            outline.front.append(row)


def _is_detail(row: Row) -> bool:
    """Tell whether a row says when and where, or labels a role, and so speaks neither for list
    nor body.
    """
    labelled = role_label(row.text, row.language)
    return bool(
        times.stands_alone(row.text)
        or re.match(r"^[^:：]{1,10}[:：]", row.text)
        or (labelled and not labelled.rest)
    )


def _first_words(content: list[Row]) -> list[Row]:
    """Return the rows that tell a list from a speech: the first, the second where it goes on with
    it.

    An entry of a list holds a separator; a caption's first line, title and name together, does not.
    """
    if len(content) < 2 or acts.starts(content[1].text, content[1].language):
        return content[:2]
    entry = re.search(r"[\s，,：:、]", content[0].text) and not texts.ends_sentence(content[0].text)
    return content[:1] if entry else content[:2]


def _speaks(row: Row) -> bool:
    """Tell whether a row belongs to the body: a speech, or a caption of somebody who takes part."""
    if texts.ends_sentence(row.text) and len(row.text) > 12:
        return texts.has_han(row.text) or len(row.text.split()) > 6
    long = len(row.text) > 60 and texts.is_prose(row.text)
    return long or acts.is_caption_like(row.text, row.language)


def _captioned(content: Sequence[Row]) -> bool:
    return any(row.pictures for row in content)
