"""How well a document was read: a reading held against what a careful reader sees in it.

Gold is JSON in the keys of ``import_record --report`` (``forum.imports.report``): ``event``,
``organizations``, ``sessions``, ``people``, ``appearances``. Beside these ``also`` gives further
right values by path (``"title.en": […]``, null: may be absent), ``optional`` marks what is right
when given and no loss when not, and remarks may be given as ``starts``, ``ends`` and ``chars``
(without white space), with further such in ``or``.

A wrong value is silent unless a warning or error names it by subject or shares a line with it.
"""

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from forum.reader.event_record import LANGUAGES, Level
from forum.reader.reading import Reading

type Json = Mapping[str, Any]

KINDS: Final = ("people", "titles", "sessions", "appearances", "remarks")
_SPACES = re.compile(r"[\s\u200b-\u200d\u2060\ufeff]+")
_DASHES = re.compile(r"[-\u2010-\u2015\u2212\uff0d~\uff5e]+")
_DOTS = re.compile("[\u00b7\u2022\u2027\u2219\u22c5\u30fb\uff65\u0387]")
_QUOTES = re.compile("[\u201c\u201d\u2018\u2019\"'\u300a-\u300f]")
_EVENT_KINDS: Final = {
    "title": {"event_title_variant"},
    "date": {"date_conflict", "date_invalid"},
    "city": {"place_conflict"},
    "country": {"place_conflict"},
    "venue": {"place_conflict"},
    "parent": {"edition_conflict"},
}


@dataclass(slots=True)
class Score:
    """What one reading has found, missed and made up, by kind of value.

    silent, warned: wrong values without and with a word of warning. false_warnings: how many
    warnings share no line with a wrong or missing value.
    """

    found: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    expected: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    given: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    right: int = 0
    silent: list[str] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    warnings: int = 0

    @property
    def precision(self) -> float | None:
        """The share of the values that is right, None where nothing was read."""
        values = self.right + len(self.silent) + len(self.warned)
        return self.right / values if values else None


def squeezed(text: str) -> str:
    """Return a text without white space."""
    return _SPACES.sub("", text)


def plain(value: object) -> str:
    """Return a name or title without what printers vary."""
    text = _DOTS.sub("·", unicodedata.normalize("NFKC", str(value or "")))
    return _QUOTES.sub("", _DASHES.sub("-", squeezed(text))).casefold()


def accepted(gold: Json, key: str) -> set[str]:
    """Return every right form of a bilingual value, whichever language it stands in."""
    texts = gold.get(key) or {}
    values = list(texts.values()) if isinstance(texts, Mapping) else [texts]
    further = gold.get("also") or {}
    for code in LANGUAGES:
        values += further.get(f"{key}.{code}", [])
    return {plain(form) for value in values for form in _forms_of(value)}


def codes(gold: Json, key: str) -> list[Any]:
    """Return the right values of a code: a role, a kind, a session's key."""
    return [*_forms_of(gold.get(key)), *(gold.get("also") or {}).get(key, [])]


def _forms_of(value: Any) -> list[Any]:
    """Return a value's forms: of ``{"$any": […]}`` each, of null none."""
    if isinstance(value, Mapping):
        return list(value.get("$any", ()))
    return [] if value is None or value == "" else [value]


def forms(texts: Mapping[str, str]) -> set[str]:
    """Return the plain forms of a text that was read."""
    return {plain(text) for text in texts.values() if text}


def score(gold: Json, reading: Reading) -> Score:
    """Hold a reading against its gold."""
    return _Judge(gold, reading).score


class _Judge:
    def __init__(self, gold: Json, reading: Reading) -> None:
        self._gold = gold
        self._record = reading.record
        warnings = [
            finding for finding in reading.record.findings if finding.level is not Level.NOTE
        ]
        self._lines = {line for warning in warnings for line in warning.lines}
        self._subjects = " ".join(plain(warning.subject) for warning in warnings)
        self._kinds = {warning.kind for warning in warnings}
        self.score = Score(warnings=len(warnings))
        self._sessions: dict[str, Json] = {}
        self._people: dict[str, Json] = {}
        # Gold may leave out what it does not judge.
        if "event" in gold:
            self._event()
        if "organizations" in gold:
            self._organizations()
        if "sessions" in gold:
            self._sessions = self._match_sessions()
        if "people" in gold:
            self._people = self._match_people()
            self._appearances()

    def _wrong(self, what: str, lines: Iterable[int] = (), name: str = "") -> None:
        known = bool(set(lines) & self._lines) or (plain(name) and plain(name) in self._subjects)
        (self.score.warned if known else self.score.silent).append(what)

    def _event(self) -> None:
        event, record = self._gold["event"], self._record
        for key in ("title", "city", "country", "venue"):
            if key in event:
                self._event_value(key, getattr(record, key), accepted(event, key))
        for key in ("start_date", "end_date"):
            value = getattr(record, key)
            if value is not None:
                right = {str(day) for day in codes(event, key)}
                self._event_value("date", {"": value.isoformat()}, {plain(day) for day in right})

    def _event_value(self, key: str, texts: Mapping[str, str], right: set[str]) -> None:
        for text in texts.values():
            form = plain(text)
            if form in right or form.removesuffix("分论坛") in right:
                self.score.right += 1
            elif self._kinds & _EVENT_KINDS[key]:
                self.score.warned.append(f"event {key}: {text[:60]}")
            else:
                self._wrong(f"event {key}: {text[:60]}", name=text[:60])

    def _organizations(self) -> None:
        for organization in self._record.organizations:
            if any(
                organization.role in codes(gold, "role")
                and forms(organization.name) & accepted(gold, "name")
                for gold in self._gold.get("organizations", ())
            ):
                self.score.right += 1
            else:
                name = next(iter(organization.name.values()), "")
                self._wrong(f"{organization.role} {name}", organization.lines, name)

    def _match_sessions(self) -> dict[str, Json]:
        golds = self._gold.get("sessions", [])
        kinds = [gold["kind"] for gold in golds]

        def likeness(gold: Json, session: Any) -> float:
            kind = session.kind in codes(gold, "kind")
            texts = forms(session.title) | forms(session.heading)
            named = bool(texts & (accepted(gold, "title") | accepted(gold, "heading")))
            labelled = bool(forms(session.topic) & accepted(gold, "topic"))
            start = session.start.strftime("%H:%M") if session.start else ""
            timed = bool(start) and start == gold.get("start")
            if not (named or labelled or timed or (kind and kinds.count(gold["kind"]) == 1)):
                return 0
            own = session.kind == gold["kind"]  # before a session that may be of the kind too
            return 3 * kind + 4 * named + 2 * labelled + 1.5 * timed + 0.1 * own

        pairs = paired(golds, self._record.sessions, likeness, 2.5)
        self._count("sessions", golds, pairs, self._record.sessions)
        for place, session in enumerate(self._record.sessions):
            if place not in pairs.values():
                self._wrong(f"session {session.kind} {dict(session.title)}", session.lines)
                continue
            self.score.right += 1
            gold = golds[next(at for at, other in pairs.items() if other == place)]
            right = accepted(gold, "title") | accepted(gold, "heading")
            for title in filter(None, session.title.values()):
                if plain(title) not in right:
                    self._wrong(f"session title {title}", session.lines)
        return {self._record.sessions[place].key: golds[at] for at, place in pairs.items()}

    def _match_people(self) -> dict[str, Json]:
        golds, people = self._gold.get("people", []), self._record.people

        def likeness(gold: Json, person: Any) -> float:
            if not accepted(gold, "name") & forms(person.name):
                return 0
            pairs = [
                difflib.SequenceMatcher(None, right, title).ratio()
                for right in accepted(gold, "title")
                for title in forms(person.title)
            ]
            return 1 + max(pairs, default=0.0)

        pairs = paired(golds, people, likeness, 0.5)
        self._count("people", golds, pairs, people)
        for place, person in enumerate(people):
            name = next(iter(person.name.values()), "")
            if place not in pairs.values():
                self._wrong(f"person {name} {dict(person.title)}", person.lines, name)
                continue
            self.score.right += 1
            gold = golds[next(at for at, other in pairs.items() if other == place)]
            if not forms(person.name) <= accepted(gold, "name"):
                self._wrong(f"name {dict(person.name)}", person.lines, name)
            self._judge_titles(gold, person, name)
        self.score.expected["titles"] = sum(
            1
            for gold in golds
            if any((gold.get("title") or {}).values()) and not gold.get("optional")
        )
        return {people[place].key: golds[at] for at, place in pairs.items()}

    def _judge_titles(self, gold: Json, person: Any, name: str) -> None:
        titles = forms(person.title)
        for appearance in self._record.appearances:
            titles |= forms(appearance.title) if appearance.person == person.key else set()
        if not titles:
            return
        self.score.given["titles"] += 1
        if wrong := titles - accepted(gold, "title"):
            self._wrong(f"title of {name}: {min(wrong)}", person.lines, name)
        else:
            self.score.right += 1
            expected = any((gold.get("title") or {}).values()) and not gold.get("optional")
            self.score.found["titles"] += expected

    def _appearances(self) -> None:
        golds = self._gold.get("appearances", [])
        hit: set[int] = set()
        passages = [
            (key_of(gold), text)
            for gold in golds
            for text in (gold.get("remarks") or {}).values()
            if text
        ]
        told: set[int] = set()
        for appearance in self._record.appearances:
            person = self._people.get(appearance.person)
            if person is None:
                continue
            session = self._sessions.get(appearance.session, {})
            called = {str(session.get("key")), str(session.get("no"))}
            self.score.given["appearances"] += 1
            fitting = [
                at
                for at, gold in enumerate(golds)
                if set(map(str, codes(gold, "person"))) & _keys(person)
                and called & set(map(str, codes(gold, "session")))
                and appearance.role in (codes(gold, "role") or [appearance.role])
            ]
            hit |= set(fitting)
            if fitting:
                self.score.right += 1
            else:
                what = f"{_name(person)} as {appearance.role} of {appearance.session}"
                self._wrong(what, appearance.lines)
            for text in filter(None, appearance.remarks.values()):
                self.score.given["remarks"] += 1
                same = [
                    at
                    for at, (key, passage) in enumerate(passages)
                    if key in _keys(person) and is_passage(passage, text)
                ]
                told |= set(same)
                if same:
                    self.score.right += 1
                else:
                    self._wrong(f"remarks of {_name(person)}: {text[:30]}", appearance.lines)
        needed = [at for at, gold in enumerate(golds) if not gold.get("optional")]
        self.score.expected["appearances"] = len(needed)
        self.score.found["appearances"] = sum(at in hit for at in needed)
        self.score.missed += [
            f"{golds[at]['person']} {golds[at]['session']} {golds[at].get('role', '')}"
            for at in needed
            if at not in hit
        ]
        wanted = [at for at, (_key, passage) in enumerate(passages) if not _is_optional(passage)]
        self.score.expected["remarks"] = len(wanted)
        self.score.found["remarks"] = sum(at in told for at in wanted)

    def _count(
        self, kind: str, golds: Sequence[Json], pairs: Mapping[int, int], given: Sequence[object]
    ) -> None:
        needed = [at for at, gold in enumerate(golds) if not gold.get("optional")]
        self.score.expected[kind] = len(needed)
        self.score.found[kind] = sum(at in pairs for at in needed)
        self.score.given[kind] = len(given)
        self.score.missed += [f"{kind}: {_name(golds[at])}" for at in needed if at not in pairs]


def key_of(gold: Json) -> str:
    """Return whom an appearance of the gold is of."""
    return str(codes(gold, "person")[0])


def _keys(person: Json) -> set[str]:
    """Return what appearances of the gold call a person: its key, or its name."""
    names = [form for name in (person.get("name") or {}).values() for form in _forms_of(name)]
    return {str(person.get("key", names[0] if names else "")), *names}


def _name(gold: Json) -> str:
    texts = [gold.get(key) for key in ("name", "title", "heading", "topic")]
    printed = (form for each in texts if each for text in each.values() for form in _forms_of(text))
    return str(next(printed, gold.get("key", "")))


def _is_optional(passage: object) -> bool:
    return isinstance(passage, Mapping) and bool(passage.get("optional"))


def is_passage(gold: Any, text: str) -> bool:
    """Tell whether remarks are, to the character, the passage that the gold means."""
    text = squeezed(text)
    if isinstance(gold, str):
        return squeezed(gold) == text
    if "$any" in gold:
        return any(is_passage(each, text) for each in gold["$any"])
    return any(
        len(text) == each["chars"]
        and text.startswith(squeezed(each["starts"]))
        and text.endswith(squeezed(each["ends"]))
        for each in (gold, *gold.get("or", ()))
    )


def paired(
    golds: Sequence[Json],
    values: Sequence[Any],
    likeness: Callable[[Json, Any], float],
    least: float,
) -> dict[int, int]:
    """Pair each entry of the gold with at most one value, the likest first."""
    pairs: dict[int, int] = {}
    for score_of, at, place in sorted(_pairs(golds, values, likeness), reverse=True):
        if score_of >= least and at not in pairs and place not in pairs.values():
            pairs[at] = place
    return pairs


def _pairs(
    golds: Sequence[Json], values: Sequence[Any], likeness: Callable[[Json, Any], float]
) -> Iterator[tuple[float, int, int]]:
    for at, gold in enumerate(golds):
        for place, value in enumerate(values):
            alike = likeness(gold, value)
            if alike:
                yield alike - 0.01 * abs(at - place), at, place
