"""What a document states, as plain records: the common tongue of readers, plan, report and writer.

A text that people read is a ``Text``: language code -> text in that language, verbatim
(``{"zh-hans": "王卉", "en": "Wang Hui"}``); a language that the document does not give has no key.
Paragraphs within one text are joined by one newline. Line numbers count from 1; in a DOCX each
paragraph, each soft break and each table row is a line.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, time
from enum import StrEnum

ZH = "zh-hans"
EN = "en"
LANGUAGES = (ZH, EN)

type Text = Mapping[str, str]
type Answers = Mapping[str, str]
"""Language -> what an office answered about a text: a key of ``table_sheets.CLEARANCES``."""


class Level(StrEnum):
    """How much a finding asks of the editor: mend, check, know."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Look:
    """How a line is printed, as far as the file says so.

    bold: all of it is. size: of its largest letters, in half points; 0 if nothing states it.
    alignment: left, center, right, both, or "". style: the name of its paragraph's style, or "".
    """

    bold: bool = False
    size: int = 0
    alignment: str = ""
    style: str = ""


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a document.

    number: counted from 1.
    text: without the line end; TABs and full-width spaces kept, Word's list numbers in front.
    heading: 0 for running text, 1 to 9 for a Word heading of that level.
    pictures: keys of the embedded pictures anchored here, for ``Document.picture``.
    look: how it is printed. table: number, from 0, of the document's table that it is a row of, or
    part of a row; None for running text. states: of a record that this site wrote, the style that
    says what the line is, or "".
    """

    number: int
    text: str
    heading: int = 0
    pictures: tuple[str, ...] = ()
    look: Look = field(default=PLAIN, compare=False)
    table: int | None = field(default=None, compare=False)
    states: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that the document contradicts, lacks or damages.

    kind: stable code, as listed in ``forum.reader.findings``.
    subject: the person, organization, product, session, date … that it is about, as printed.
    lines: the places in the document, ascending.
    case: which of the kind's sentences says it, "" where the kind has one; ``forum.models`` has
    them in each language. params: JSON values that fill it; a list holds names.
    """

    level: Level
    kind: str
    subject: str
    lines: tuple[int, ...]
    case: str = ""
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ParentRecord:
    """The forum that the event is part of: name without the edition, edition, abbreviation.

    printed: the forum with its edition, as the cover prints it (第六届…论坛, The Sixth … Forum).
    """

    name: Text
    edition: int | None = None
    short: str | None = None
    lines: tuple[int, ...] = ()
    printed: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OrganizationRecord:
    """One organization in one role on the cover.

    role: guidance, host, organizer, co_organizer, supporter, implementer or media.
    no: order within the role, from 1, as printed.
    """

    role: str
    no: int
    name: Text
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """One segment of the programme; each topic of a discussion is a session of its own.

    key: its slug, unique in the event: ``opening``, ``keynote``, ``topic-1``, ``dialogue-2``.
    no: order in the event, from 1.
    kind: opening, keynote, launch, discussion, roundtable, dialogue, signing, award, break,
    closing or other.
    heading: the section's heading as printed, without brackets and numbering (讨论环节).
    topic: the label (主题一, Topic 1); title: the words after it, without quotation marks.
    start, end: wall times in the event's zone; day: None when the document gives the session none.
    summary: what was said in it as a whole, where reports and minutes tell it; a paragraph a line.
    key_points: what a hurried reader is to know of it, a point a line; with an office's answer.
    """

    key: str
    no: int
    kind: str
    heading: Text
    topic: Text
    title: Text
    day: date | None = None
    start: time | None = None
    end: time | None = None
    room: Text = field(default_factory=dict)
    lines: tuple[int, ...] = ()
    summary: Text = field(default_factory=dict)
    key_points: Text = field(default_factory=dict)
    key_points_clearance: Answers = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """One human being. title: with affiliation, as the list gives it, else as the caption does.

    other_names: further spellings that the document prints for the same person. country: as
    printed, of the country or area that she or he comes from.
    """

    key: str
    name: Text
    title: Text
    honorific: Text = field(default_factory=dict)
    other_names: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()
    country: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AppearanceRecord:
    """One person in one session in one role.

    person, session: their keys.
    role: a key of ``vocabulary.roles.GUEST_ROLES``: moderator, speaker, panellist ...
    no: protocol order from 1; moderators are numbered apart from everybody else.
    title: title and affiliation as of the event, verbatim, one phrase.
    attendance: in_person, video, written, or None where the document does not say.
    attendance_note: the document's own words for it (以视频方式出席, 由…代为宣读).
    attribution: the verb of saying that stood before the remarks (指出).
    caption: the whole caption, its lines joined as printed.
    remarks: every paragraph, oldest first, without the attribution sentence's head.
    speech_title: the topic of the speech, as quoted or in the programme, without quotation marks.
    is_role_stated: whether the document says the role; else it is the usual one of the session.
    clearance: what the guest's office answered about the remarks.
    """

    person: str
    session: str
    role: str
    no: int
    title: Text
    attendance: str | None = None
    attendance_note: Text = field(default_factory=dict)
    attribution: Text = field(default_factory=dict)
    caption: Text = field(default_factory=dict)
    remarks: Text = field(default_factory=dict)
    lines: tuple[int, ...] = ()
    speech_title: Text = field(default_factory=dict)
    is_role_stated: bool = True
    clearance: Answers = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ProductRecord:
    """One launched product. kind: course, publication, tool, platform, dataset, agreement, other.

    title: as its own heading prints it, else as the launching speaker names it, without 《》.
    session, by: keys of the launch session and of the persons who launched it.
    other_names: further names that the document prints for it.
    """

    no: int
    kind: str
    title: Text
    session: str | None = None
    by: tuple[str, ...] = ()
    text: Text = field(default_factory=dict)
    other_names: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PhotoRecord:
    """One embedded picture with the caption that follows it.

    picture: key for ``Document.picture``; person: its key, None for a group or a view.
    """

    picture: str
    session: str | None
    person: str | None
    caption: Text
    lines: tuple[int, ...] = ()


class Scope(StrEnum):
    """Of which parts a document names all that the event has; of others it says nothing.

    record: of all. tables: of organizations, sessions and appearances. schedule: of sessions and
    appearances; it has words in place of a title, a room or a day that a session lacks. guests: of
    none; its sessions are names of those that the event has. news: of none, and what is known
    better gives way to nothing that it tells in passing.
    """

    RECORD = "record"
    TABLES = "tables"
    SCHEDULE = "schedule"
    GUESTS = "guests"
    NEWS = "news"


@dataclass(frozen=True, slots=True)
class EventRecord:
    """The whole document. kind: main_forum, sub_forum or event.

    source: the file's name without its folder; encoding: as decoded (``utf-8`` …, ``docx``).
    sha256: of the file's bytes, lower-case hex.
    start_date, end_date: both None when the document gives no date that exists; equal for one day.
    city, country, venue: as printed.
    key_points: what a hurried reader is to know of the event, a point a line; with an office's
    answer.
    scope: of which of the event's parts it names all there are.
    decided_kinds: keys of the sessions whose kind a person has said.
    """

    source: str
    encoding: str
    sha256: str
    title: Text
    kind: str = "event"
    subtitle: Text = field(default_factory=dict)
    parent: ParentRecord | None = None
    start_date: date | None = None
    end_date: date | None = None
    city: Text = field(default_factory=dict)
    country: Text = field(default_factory=dict)
    venue: Text = field(default_factory=dict)
    introduction: Text = field(default_factory=dict)
    key_points: Text = field(default_factory=dict)
    key_points_clearance: Answers = field(default_factory=dict)
    organizations: tuple[OrganizationRecord, ...] = ()
    sessions: tuple[SessionRecord, ...] = ()
    people: tuple[PersonRecord, ...] = ()
    appearances: tuple[AppearanceRecord, ...] = ()
    products: tuple[ProductRecord, ...] = ()
    photos: tuple[PhotoRecord, ...] = ()
    findings: tuple[Finding, ...] = ()
    scope: Scope = Scope.RECORD
    decided_kinds: frozenset[str] = frozenset()

    def languages(self) -> Iterator[str]:
        """Yield the languages in which the document gives the event's title."""
        return (code for code in LANGUAGES if self.title.get(code))


def text_fields(
    part: type[SessionRecord | AppearanceRecord | PersonRecord | OrganizationRecord],
) -> tuple[str, ...]:
    """Return the fields of a part that are texts: each is exported, and planned, by its name."""
    return tuple(item.name for item in fields(part) if item.type is Text)
