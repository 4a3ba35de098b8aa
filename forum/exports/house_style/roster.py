"""【基本信息】: who moderates, and who takes part in which session, in protocol order."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from forum.exports.house_style import labels, scope
from forum.exports.house_style.blocks import HouseLine, LineLook
from forum.exports.house_style.programme import RecordProgramme, is_topic, make_row
from forum.reader.event_record import EN, ZH, AppearanceRecord, PersonRecord, SessionRecord
from forum.reader.shapes.record import headings

_MODERATORS = {ZH: "主持人：", EN: "Moderators:"}


def compose_roster(programme: RecordProgramme) -> Iterator[HouseLine]:
    """Yield the list; nothing where nobody takes part."""
    if not programme.record.appearances:
        return
    for code in programme.codes:
        yield HouseLine(LineLook.SECTION, labels.LIST[code], code)
    writer = _Roster(programme)
    yield from writer.moderators()
    for session in programme.record.sessions:
        yield from writer.session(session)


class _Roster:
    def __init__(self, programme: RecordProgramme) -> None:
        self._programme = programme
        self._codes = programme.codes
        self._listed_above: set[tuple[str, str]] = set()

    def moderators(self) -> Iterator[HouseLine]:
        """Yield 主持人： with whoever moderates these sessions, below the sessions' names."""
        groups: dict[tuple[str, ...], list[AppearanceRecord]] = {}
        for appearances in self._programme.chairs.values():
            groups.setdefault(tuple(appearance.session for appearance in appearances), []).append(
                appearances[0]
            )
        opened = False
        for keys, people in groups.items():
            if len(groups) == 1 and set(keys) == self._programme.moderated:
                yield from self._group(_MODERATORS, keys, people)
                return
            label = scope.label_on_own_line(self._programme, keys) if len(keys) > 1 else None
            if label is None:
                label, opened = scope.label_beside_role(self._programme, keys), False
            elif not opened:
                yield from self._lines(_MODERATORS)
                opened = True
            if label:
                yield from self._group(label, keys, people)

    def _group(
        self, label: scope.Label, keys: Sequence[str], people: Sequence[AppearanceRecord]
    ) -> Iterator[HouseLine]:
        self._listed_above |= {(appearance.person, key) for appearance in people for key in keys}
        yield from self._lines(label)
        yield from self._entries(people)

    def session(self, session: SessionRecord) -> Iterator[HouseLine]:
        """Yield the label of a session with its people."""
        programme = self._programme
        speaking = programme.speaking.get(session.key, [])
        chairs = [
            appearance
            for appearance in programme.moderating.get(session.key, [])
            if (appearance.person, appearance.session) not in self._listed_above
        ]
        if not speaking and not chairs:
            return
        yield from self._head(session)
        for role, people in groupby(speaking, key=lambda appearance: appearance.role):
            if role in labels.ROLES and not _usual(role, session.kind):
                yield from self._lines({c: f"{labels.ROLES[role][c]}{labels.COLON[c]}".strip()
                                        for c in self._codes})  # fmt: skip
            yield from self._entries(list(people))
        if chairs:
            yield from self._lines(_MODERATORS)
            yield from self._entries(chairs)

    def _head(self, session: SessionRecord) -> Iterator[HouseLine]:
        programme = self._programme
        if not is_topic(session) or self._first_of_heading(session):
            label = {code: programme.heading(session, code) for code in self._codes}
            yield from self._lines({code: _as_label(text, code) for code, text in label.items()})
        if is_topic(session):
            yield from self._lines({code: topic_line(session, code) for code in self._codes})

    def _first_of_heading(self, session: SessionRecord) -> bool:
        programme = self._programme
        if not any(session.heading.values()):
            return False
        if programme.opens_section(session):
            return True
        sessions = programme.record.sessions
        earlier = sessions[: sessions.index(session)]
        opener = next(
            session_between
            for session_between in reversed(earlier)
            if programme.opens_section(session_between)
        )
        between = earlier[earlier.index(opener) :]
        return not any(
            programme.speaking.get(session_between.key)
            or programme.moderating.get(session_between.key)
            for session_between in between
        )

    def _entries(self, people: Sequence[AppearanceRecord]) -> Iterator[HouseLine]:
        printed = [
            {code: text for code in self._codes if (text := self._entry(appearance, code))}
            for appearance in people
        ]
        # Where some stand in one language alone, nothing but their line tells who is whom.
        mixed = len({frozenset(texts) for texts in printed}) > 1
        for texts in printed:
            if mixed and len(texts) > 1 and (line := self._on_one_line(texts)):
                yield HouseLine(LineLook.ENTRY, line, ZH)
                continue
            for code, text in texts.items():
                yield HouseLine(LineLook.ENTRY, text, code)

    def _on_one_line(self, texts: Mapping[str, str]) -> str:
        """Return 王芳 某某中心主任 / Wang Fang, Director of …, "" where it is not read as both."""
        line = " / ".join(texts[code] for code in (ZH, EN))
        read = self._programme.reader.read
        both = [entry.printed for entry in read(make_row(line, ZH))]
        alone = [
            entry.printed for code, text in texts.items() for entry in read(make_row(text, code))
        ]
        expected = {code: named for printed in alone for code, named in printed.items()}
        return line if both == [expected] else ""

    def _entry(self, appearance: AppearanceRecord, code: str) -> str:
        """Return the form of name and title that is read as both, else the usual one."""
        person = self._programme.people[appearance.person]
        name, title = self._programme.name(person, code), appearance.title.get(code) or ""
        if not name:
            return ""
        forms = list(_forms(person, name, title, code, self._programme.in_brackets))
        read = (self._programme.reader.read(make_row(form, code)) for form in forms)
        sound = [
            form
            for form, entries in zip(forms, read, strict=True)
            if len(entries) == 1
            and (printed := entries[0].printed.get(code))
            and (printed.name, printed.title) == (name, title)
        ]
        return f"{(sound or forms)[0]}{self._attended(appearance, code)}"

    def _attended(self, appearance: AppearanceRecord, code: str) -> str:
        """Return （视频）, where no caption tells how somebody took part."""
        captions = [
            self._programme.caption(text, c) for c, text in appearance.caption.items() if text
        ]
        if not appearance.attendance or any(caption and caption.attendance for caption in captions):
            return ""
        usual = labels.ATTENDANCE[appearance.attendance][code]
        note = appearance.attendance_note.get(code) or ""
        printed_note = f"（{note}）" if code == ZH else f" ({note})"
        entries = self._programme.reader.read(
            make_row(f"王芳{printed_note}" if code == ZH else f"Ann Bell{printed_note}", code)
        )
        return (
            printed_note
            if note and entries and entries[0].attendance == appearance.attendance
            else usual
        )

    def _lines(self, label: scope.Label) -> Iterator[HouseLine]:
        for code in self._codes:
            if text := label.get(code):
                yield HouseLine(LineLook.LABEL, text, code)


def _forms(
    person: PersonRecord, name: str, title: str, code: str, in_brackets: str
) -> Iterator[str]:
    """Yield the ways to print a name with its title, the usual one first.

    in_brackets: the language whose form of the name stands in brackets: it has no lines itself.
    """
    honorific = person.honorific.get(code) or ""
    if code != ZH:
        yield ", ".join(filter(None, (f"{honorific} {name}".strip(), title)))
        yield ", ".join(filter(None, (name, title)))
        return
    name_in_brackets = person.name.get(in_brackets) or ""
    bracket = f"（{name_in_brackets}）" if name_in_brackets and not honorific else ""
    for between in (" ", "\t"):
        yield f"{name}{honorific}{bracket}{between}{title}".rstrip()
    yield f"{name}{bracket}\t{title}".rstrip()
    yield f"{name}\t{title}".rstrip()


def _usual(role: str, kind: str) -> bool:
    """Tell whether the kind of the session gives that role without a word."""
    return role == "signatory" and kind == "signing"


def _as_label(heading: str, code: str) -> str:
    """Return 致辞环节：; in brackets what is known for a heading by them alone."""
    if not heading:
        return ""
    text = f"{heading}{labels.COLON[code]}".rstrip()
    return text if headings.read_heading(make_row(text, code)) else f"【{heading}】"


def topic_line(session: SessionRecord, code: str) -> str:
    """Return 主题一：…, Topic 1: …, without a title the label alone."""
    label, title = session.topic.get(code), session.title.get(code)
    if not label:
        return ""
    return f"{label}{labels.COLON[code]}{title}" if title else label
