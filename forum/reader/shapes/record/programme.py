"""The sessions: the body's sections and the list's segments, each united with its counterpart."""

from collections.abc import Iterable
from datetime import date

from forum.reader.event_record import ZH
from forum.reader.shapes.record import details, turns
from forum.reader.shapes.record.chain import Chain
from forum.reader.shapes.record.drafts import Draft, Finder
from forum.reader.shapes.record.entries import EntryReader
from forum.reader.shapes.record.headings import Heading
from forum.reader.shapes.record.lexicon import Lexicon
from forum.reader.shapes.record.outline import Section
from forum.reader.shapes.record.roster import Group
from forum.reader.shapes.record.rows import Row
from forum.reader.shapes.record.segments import Segment

# Labels may mean many sessions each; past this sum a label means the first of them alone, so that
# a document of labels and headings only stays readable in bounded time.
_MOST_MEANT = 20_000

type Mark = tuple[str, str, int, int | None]


class Programme:
    """Builds the drafts in the order of the body; what only the list has is put beside its
    neighbours.
    """

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self._by_mark: dict[Mark, Draft] = {}
        self._counts: dict[tuple[str, str, str], int] = {}
        self._topics: dict[tuple[int | None, bool], list[Draft]] = {}
        self._finder: Finder | None = None
        self._left_to_mean = _MOST_MEANT
        self.narrowed = 0

    def add_sections(self, sections: Iterable[Section]) -> None:
        """Take in the body: an English section joins the Chinese one of its kind and place."""
        of_section: dict[int, Draft] = {}
        for section in sections:
            container = of_section.get(id(section.parent)) if section.parent else None
            draft = self._draft(section.headings, container, "body")
            for code, heading in section.headings.items():
                draft.body_headings.setdefault(code, heading)
            draft.sections.append(section)
            of_section[id(section)] = draft

    def add_groups(self, groups: list[Group]) -> None:
        """Take in the list; the groups of a moderators' label are no sessions."""
        self._counts = {}
        previous: Draft | None = None
        by_line: dict[int, Draft] = {}
        order = Chain(self.drafts)
        for place, group in enumerate(groups):
            if group.heading is None and group.topic is None:
                continue
            draft = self._of_group(group, by_line)
            if draft not in order:
                order.insert(draft, previous if previous in order else None)
            draft.groups.append(place)
            draft.listed = True
            if not draft.topics:
                previous = draft
        self.drafts = list(order)

    def _of_group(self, group: Group, by_line: dict[int, Draft]) -> Draft:
        container = None
        if group.heading is not None:
            container = self._once(group.heading, None, by_line)
        if group.topic is None:
            if container is None:
                raise ValueError("a group of the list has neither heading nor topic")
            return container
        return self._once(group.topic, container, by_line)

    def _once(self, heading: Heading, container: Draft | None, by_line: dict[int, Draft]) -> Draft:
        if heading.row.number in by_line:
            return by_line[heading.row.number]
        both = {heading.language: heading}
        if heading.counterpart is not None:
            both[heading.counterpart.language] = heading.counterpart
        draft = self._draft(both, container, "list")
        for code, heading_form in both.items():
            draft.list_headings.setdefault(code, heading_form)
        draft.list_span = draft.list_span or heading.span
        draft.listed = True
        by_line[heading.row.number] = draft
        return draft

    def _draft(self, both: dict[str, Heading], container: Draft | None, where: str) -> Draft:
        """Return the draft under the headings' mark, a new one when there is none."""
        first = both.get(ZH) or next(iter(both.values()))
        marks = [self._mark(code, heading, container, where) for code, heading in both.items()]
        draft = next(
            (
                marked
                for mark in marks
                if (marked := self._by_mark.get(mark)) and not _taken(marked, both, where)
            ),
            None,
        )
        if draft is None and first.opens == "topic" and where == "list":
            draft = self._loose_topic(first, container)
            if draft is not None and container is not None and draft.container is None:
                draft.container, draft.kind = container, container.kind
                container.topics.append(draft)
        if draft is None:
            kind = (container.kind if container else first.kind) or "discussion"
            draft = Draft(kind, first.number, container, is_topic=first.opens == "topic")
            if where == "body":
                self.drafts.append(draft)
                nesting = (draft.number, container is not None)
                if draft.is_topic:
                    self._topics.setdefault(nesting, []).append(draft)
            if container is not None:
                container.topics.append(draft)
        for mark in marks:
            self._by_mark.setdefault(mark, draft)
        return draft

    def _loose_topic(self, heading: Heading, container: Draft | None) -> Draft | None:
        """Return the body's topic of that number when list and body nest their topics
        differently.
        """
        nestings = (True, False) if container is None else (False,)
        same = [
            draft for nested in nestings
            for draft in _free(self._topics.get((heading.number, nested), []))
        ]  # fmt: skip
        return same[0] if len(same) == 1 else None

    def _mark(self, code: str, heading: Heading, container: Draft | None, where: str) -> Mark:
        if heading.opens == "topic":
            return "topic", str(id(container)) if container else "", 0, heading.number
        if heading.number is not None:
            return "session", heading.kind, 0, heading.number
        key = (where, code, heading.kind)
        self._counts[key] = self._counts.get(key, 0) + 1
        return "session", heading.kind, self._counts[key], None

    def read_bodies(
        self, lexicon: Lexicon, reader: EntryReader, year: int | None, day: date | None
    ) -> list[tuple[Draft, Group]]:
        """Read every section's rows; return the lists of people that sections hold themselves.

        year: of the event, for days printed without one; day: that a heading before the body gives.
        """
        local: list[tuple[Draft, Group]] = []
        rest: list[tuple[Draft, list[Row]]] = []
        for draft in self.drafts:
            rows = [row for section in draft.sections for row in section.rows]
            draft.details, unread_rows = details.read(
                rows, draft.body_headings, day, year, reader, lexicon
            )
            day = draft.details.next_day or day
            local += [(draft, group) for group in draft.details.groups]
            rest.append((draft, unread_rows))
        for _draft, group in local:
            _remember(group, lexicon)
        for draft, unread_rows in rest:
            launches = draft.kind in {"launch", "signing"}
            for code, language_rows in _by_language(unread_rows).items():
                draft.streams[code] = turns.read(language_rows, code, lexicon, products=launches)
        return local

    def sessions(self) -> list[Draft]:
        """Return the drafts that are sessions: all but containers that hold nothing of their
        own.
        """
        return [draft for draft in self.drafts if not draft.topics or _has_own(draft)]

    def find(self, segment: Segment) -> list[Draft]:
        """Return the sessions that a moderator's segment means."""
        if self._finder is None:
            self._finder = Finder(self.sessions())
        return self.meant(self._finder.find(segment))

    def turns_in(self, language: str) -> int:
        """Return how often somebody takes the floor in the body's text of one language."""
        streams = (draft.streams.get(language) for draft in self.drafts)
        return sum(len(stream.turns) for stream in streams if stream)

    def meant(self, drafts: list[Draft]) -> list[Draft]:
        """Return the sessions that one mention means; the first alone past the bound."""
        if len(drafts) < 2 or len(drafts) <= self._left_to_mean:
            self._left_to_mean -= len(drafts) if len(drafts) > 1 else 0
            return drafts
        self.narrowed += 1
        return drafts[:1]

    def people_known(self) -> None:
        """Take note that the drafts now tell whether people were put into them."""
        self._finder = None

    def give_keys(self, sessions: list[Draft]) -> None:
        """Give each session its key: the kind, with its number; topic-1 for a topic."""
        used_keys: set[str] = set()
        counts: dict[str, int] = {}
        for draft in sessions:
            base = f"topic-{draft.number}" if draft.is_topic else draft.kind
            if not draft.is_topic and draft.number is not None:
                base = f"{draft.kind}-{draft.number}"
            key, count = base, counts.get(base, 1)
            while key in used_keys:
                count += 1
                key = f"{base}-{count}"
            counts[base] = count
            used_keys.add(key)
            draft.key = key


def _free(drafts: list[Draft]) -> list[Draft]:
    """Return up to two that the list has not named; forget those that it has."""
    unnamed: list[Draft] = []
    while drafts and len(unnamed) < 2:
        draft = drafts.pop()
        if not draft.list_headings:
            unnamed.append(draft)
    drafts += unnamed
    return unnamed


def _taken(draft: Draft, both: dict[str, Heading], where: str) -> bool:
    """Tell whether the draft already has a heading of these languages in that part of the
    document.
    """
    headings = draft.body_headings if where == "body" else draft.list_headings
    return any(code in headings for code in both)


def _remember(group: Group, lexicon: Lexicon) -> None:
    for entry in group.entries:
        for named in entry.printed.values():
            lexicon.add(named.name, named.title)


def _has_own(draft: Draft) -> bool:
    """Tell whether a section with topics holds speakers outside of them."""
    if draft.peopled is not None:
        return draft.peopled
    return any(not turn.is_moderator for stream in draft.streams.values() for turn in stream.turns)


def _by_language(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Part the rows by language; digits and punctuation alone stay with the row before.

    A picture goes with the line below it, which is its caption.
    """
    result: dict[str, list[Row]] = {}
    waiting: list[Row] = []
    code = ZH
    for row in rows:
        if row.pictures and not row.text:
            waiting.append(row)
            continue
        code = row.language or code
        result.setdefault(code, []).extend([*waiting, row])
        waiting = []
    if waiting:
        result.setdefault(code, []).extend(waiting)
    return result
