"""What the list says: who is expected in which session."""

from collections.abc import Iterable, Iterator
from itertools import islice

from forum.reader.shapes.record.drafts import Draft
from forum.reader.shapes.record.parts import Part
from forum.reader.shapes.record.people import Person

# A misspelt name is looked for among so many who have not had their turn.
_MOST_AWAITED = 100


class Listed:
    """The parts that the list gives, found by session and by person."""

    def __init__(self) -> None:
        self._parts: dict[int, list[Part]] = {}
        self._of: dict[tuple[int, int], list[Part]] = {}
        self._topics: dict[tuple[int, int], Draft] = {}
        self._free_topics: dict[int, Draft] = {}
        self._bodiless: dict[int, Draft] = {}
        self._awaited: dict[int, list[Person]] = {}

    def add(self, part: Part) -> None:
        self._parts.setdefault(id(part.draft), []).append(part)
        self._of.setdefault((id(part.draft), id(part.person)), []).append(part)

    def settle(self, drafts: Iterable[Draft]) -> None:
        """Take note of the sessions, in their order, when the list is read."""
        for draft in drafts:
            listed_parts = self._parts.get(id(draft), [])
            self._awaited[id(draft)] = [part.person for part in listed_parts]
            if not draft.in_body:
                for part in listed_parts:
                    self._bodiless.setdefault(id(part.person), draft)
            for topic in draft.topics:
                self._topic(draft, topic)

    def _topic(self, container: Draft, topic: Draft) -> None:
        if not topic.in_body:
            self._free_topics.setdefault(id(container), topic)
        for part in self._parts.get(id(topic), []):
            self._topics.setdefault((id(container), id(part.person)), topic)

    def get(self, draft: int) -> list[Part]:
        """Return the parts of a session, given its identity, in the list's order."""
        return self._parts.get(draft, [])

    def of(self, draft: Draft, person: Person) -> list[Part]:
        """Return the parts of one person in one session."""
        return self._of.get((id(draft), id(person)), [])

    def topic(self, container: Draft, person: Person) -> Draft:
        """Return the topic that lists the person, else the first without a section, else all."""
        listed_topic = self._topics.get((id(container), id(person)))
        return listed_topic or self._free_topics.get(id(container), container)

    def bodiless(self, person: Person) -> Draft | None:
        """Return the first session without a section that lists the person."""
        return self._bodiless.get(id(person))

    def awaited(self, draft: Draft) -> Iterator[Person]:
        """Yield those who are listed here or under the same heading and had no turn yet."""
        container = [draft.container] if draft.container else []
        around = islice((draft, *container, *draft.topics[:_MOST_AWAITED]), _MOST_AWAITED)
        return islice(
            (person_waiting for near in around for person_waiting in self._waiting(near)),
            _MOST_AWAITED,
        )

    def _waiting(self, draft: Draft) -> Iterator[Person]:
        people = self._awaited.get(id(draft), [])
        if (
            sum(listed_person.in_body for listed_person in people[: 2 * _MOST_AWAITED])
            >= _MOST_AWAITED
        ):
            people[:] = [listed_person for listed_person in people if not listed_person.in_body]
        return (listed_person for listed_person in people if not listed_person.in_body)
