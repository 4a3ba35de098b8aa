"""The document cut into cover, list of people, and sections of the body: the likeliest whole.

Each line is worth something in each of the three; a change between them costs, least where a
heading says it. What a heading opens is so decided by all that stands below it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final, NamedTuple

from forum.core.names import is_han
from forum.reader.event_record import ZH
from forum.reader.shapes.record import (
    acts,
    forums,
    headings,
    introduction,
    organizations,
    speeches,
    texts,
)
from forum.reader.shapes.record.decode import Stretch, decode
from forum.reader.shapes.record.headings import Heading
from forum.reader.shapes.record.role_labels import role_label
from forum.reader.shapes.record.roster import heads_people
from forum.reader.shapes.record.rows import Row

type Item = Heading | Row

COVER, LIST, BODY = "cover", "list", "body"
# The zones that a heading of the document's own may open, and what speaks against each.
_OPENS: Final[Mapping[str, Mapping[str, float]]] = {
    "info": {LIST: 0.0},
    "intro": {COVER: 0.0, LIST: 0.3},  # 基本情况 may hold the list
    "cover": {COVER: 0.0},
    "body": {COVER: 0.0},
    "products": {COVER: 0.3, BODY: 0.0},
}
# What a line costs in a zone: words or a caption in a list or on the cover, a short line in the
# body, a paragraph or an organization in a list, the label of a role on the cover.
SPOKEN, SHORT, ASTRAY, LABELLED = 2.0, 0.6, 3.0, 0.6
_LONGEST_CAPTION: Final = 250
# What a heading costs that looks like the other kind.
UNLIKE: Final = 0.1
# What it costs to enter a zone at a line that begins the like, at any other, out of the body; and
# to go back from the body where a heading says so, for few documents have their body in between.
BEGINS, CHANGE, OUT_OF_BODY, BACK = 0.3, 4.0, 8.0, 1.0


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
    lists: list[list[Item]] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    metas: list[Heading] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    days: list[Row] = field(default_factory=list)
    heads: list[Heading] = field(default_factory=list)


def outline(rows: Sequence[Row]) -> Outline:
    """Cut the rows at their headings."""
    builder = _Builder()
    previous: Item | None = None
    for item, zone in _place_items(tuple(rows)):
        builder.add(item, previous, zone)
        previous = item
    return builder.outline


# A document is asked whether it is a record, and at once what it says.
@lru_cache(maxsize=1)
def _place_items(rows: tuple[Row, ...]) -> list[tuple[Item, str]]:
    """Return the headings and the other rows with the zone of each."""
    items: list[Item] = [headings.read_heading(row) or row for row in rows]
    return list(zip(items, _Zones(items).decode(), strict=True))


# Time: …, 地点：… speaks neither for list nor body.
_DETAIL = re.compile(r"^[^:：]{1,10}[:：]")


class _Entry(NamedTuple):
    """What it costs to enter a zone at a line; whether a heading leads out of the body."""

    cost: float
    leaves_body: bool = False


class _Zones:
    """Scores each item in each zone."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._items = items
        agendas = (place for place, item in enumerate(items)
                   if isinstance(item, Heading) and item.opens in {"body", "products"})  # fmt: skip
        self._agenda = next(agendas, len(items))
        self._has_list = any(isinstance(item, Heading) and item.opens == "info" for item in items)

    def decode(self) -> list[str]:
        """Return the zone of each item."""
        stretches = decode(len(self._items), COVER, self._stretches, self._advance)
        return [stretch.kind for stretch in stretches]

    def _stretches(self, place: int) -> Iterator[Stretch]:
        item = self._items[place]
        if isinstance(item, Row):
            yield from self._row(item, place)
        elif item.opens in {"session", "topic"}:
            marked = item.style in {"bracket", "word", "numbered"}
            yield Stretch(LIST, 1, UNLIKE * marked, _Entry(BEGINS))
            yield Stretch(BODY, 1, UNLIKE * (not marked), _Entry(BEGINS))
        else:
            for zone, doubt in _OPENS[item.opens].items():
                entry = _Entry(CHANGE if zone == BODY else 0.0, leaves_body=True)
                yield Stretch(zone, 1, doubt, entry)

    def _row(self, row: Row, place: int) -> Iterator[Stretch]:
        spoken = _speaks(row)
        paragraph = len(row.text) > 30 and texts.is_prose(row.text) and not _is_caption(row)
        paragraph = paragraph and not speeches.begins_speech(row)
        named = organizations.role_line(row.text) or forums.parent(row.text)
        covered = paragraph or named is not None
        labels_list = place < self._agenda and _begins_list(row)
        begins_list = labels_list or (not self._has_list and heads_people(row.text))
        cost = ASTRAY if covered else SPOKEN * spoken
        yield Stretch(LIST, 1, cost, _Entry(BEGINS if begins_list else CHANGE))
        detail = _DETAIL.match(row.text) is not None
        yield Stretch(BODY, 1, 0.0 if spoken or detail else SHORT, _Entry(CHANGE))
        cost = LABELLED * begins_list + SPOKEN * (spoken and not paragraph)
        yield Stretch(COVER, 1, cost, _Entry(BEGINS if covered else CHANGE))

    def _advance(self, zone: str, stretch: Stretch) -> tuple[float, str]:
        if stretch.kind == zone:
            return 0.0, zone
        entry: _Entry = stretch.content
        leaving = 0.0 if zone != BODY else BACK if entry.leaves_body else OUT_OF_BODY
        return entry.cost + leaving, stretch.kind


def _introduces(row: Row) -> bool:
    """Tell whether a row that leaves the list is the introduction, though no heading says so."""
    return texts.is_prose(row.text) and introduction.tells_of_event(row.text)


def _speaks(row: Row) -> bool:
    """Tell whether a row belongs to the body: a speech, or a caption of somebody who takes part."""
    if row.pictures:
        return True
    if texts.ends_sentence(row.text) and len(row.text) > 12:
        return is_han(row.text) or len(row.text.split()) > 6
    return (len(row.text) > 60 and texts.is_prose(row.text)) or _is_caption(row)


def _is_caption(row: Row) -> bool:
    return len(row.text) <= _LONGEST_CAPTION and acts.is_caption_like(row.text, row.language)


def _begins_list(row: Row) -> bool:
    """Tell whether 主持人： opens a list that has no heading."""
    label = role_label(row.text, row.language)
    return label is not None and not label.scope and bool(re.search("[:：]", row.text))


class _Builder:
    """Puts the items where the decoding says they stand."""

    def __init__(self) -> None:
        self.outline = Outline()
        self._section: Section | None = None
        self._container: Section | None = None
        self._zone = COVER
        self._is_introduction = False

    def add(self, item: Item, previous: Item | None, zone: str) -> None:
        """Add an item that stands in a zone, behind another one."""
        outline = self.outline
        if isinstance(item, Row):
            self._row(item, zone)
        elif self._zone == BODY and _is_within_text(item, previous):
            self._row(item.row, zone)
        else:
            outline.headings.append(item)
            if item.opens not in {"session", "topic"}:
                self._meta(item, previous, zone)
            elif zone == BODY:
                outline.heads.append(item)
                self._open(item, previous)
            else:
                self._listed(item)
        self._zone = zone

    def _meta(self, heading: Heading, previous: Item | None, zone: str) -> None:
        self.outline.heads.append(heading)
        if not isinstance(previous, Heading) or previous.opens != heading.opens:
            self.outline.metas.append(heading)
        self._is_introduction = heading.opens == "intro"
        if zone == LIST and self._zone != LIST:
            self.outline.lists.append([])
        if zone != BODY and heading.opens != "body":
            self._section = self._container = None

    def _listed(self, item: Item) -> None:
        if self._zone != LIST or not self.outline.lists:
            self.outline.lists.append([])
        self.outline.lists[-1].append(item)

    def _row(self, row: Row, zone: str) -> None:
        outline = self.outline
        if zone == BODY and self._section is not None:
            self._section.rows.append(row)
        elif headings.DAY.match(row.text) and re.search(r"\d", row.text) and len(row.text) < 60:
            outline.days.append(row)
        elif zone == LIST:
            self._listed(row)
        elif self._is_introduction or (self._zone == LIST and _introduces(row)):
            self._is_introduction = True
            outline.intro.append(row)
        else:
            outline.front.append(row)

    def _open(self, heading: Heading, previous: Item | None) -> None:
        section = self._section
        twin = isinstance(previous, Heading) and _is_twin(previous, heading)
        if section is not None and twin and heading.language not in section.headings:
            section.headings[heading.language] = heading
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
        self.outline.sections.append(section)

    def _container_like(self, heading: Heading) -> Section:
        """Return the section named in 讨论环节主题一 when it has no heading of its own."""
        container = self._container
        if container is not None and container.heading.kind == heading.kind:
            return container
        text = texts.clean(heading.text.split(heading.label)[0].rstrip(":： "))
        head = replace(heading, opens="session", text=text, label="", title="")
        section = Section({heading.language: head})
        self.outline.sections.append(section)
        return section


def _is_within_text(heading: Heading, previous: Item | None) -> bool:
    """Tell whether a line of the body that reads as a heading is part of a caption or a speech."""
    if heading.style in {"bracket", "word"}:
        return False
    if heading.scope:
        return True
    # 一、致辞 heads a section only where the text before it is finished.
    numbered = isinstance(previous, Row) and heading.style == "numbered"
    return numbered and heading.opens == "topic" and not heading.title


def _is_twin(previous: Heading, heading: Heading) -> bool:
    """Tell whether a heading is the one before it in the other language."""
    return (
        previous.language != heading.language
        and previous.opens == heading.opens
        and (previous.kind == heading.kind or previous.opens == "topic")
        and previous.number == heading.number
    )
