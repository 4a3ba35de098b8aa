"""A report: sections that are sessions, who took part in each, what was said, lists in annexes."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Final, Self

from forum.reader.bilingual import language_of, split_languages
from forum.reader.document import Document
from forum.reader.event_record import EN, ZH, Text
from forum.reader.finished_draft import finish_draft
from forum.reader.guest_cells import Guest, read_guest, read_guests
from forum.reader.people_lists import read_people_lines
from forum.reader.prose import event_days
from forum.reader.prose.acts import Act, Saying
from forum.reader.prose.event_facts import read_event
from forum.reader.prose.meant_lines import read_as_meant
from forum.reader.prose.prose_reader import ProseReader, find_mentions
from forum.reader.prose.sentences import NUMBER, ProseParagraph, read_paragraphs
from forum.reader.prose.session_seats import Speaker
from forum.reader.reading import Certainty, Reading, Shape
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes import event_head
from forum.reader.shapes.lists.guest_list import read_guest_tables
from forum.reader.shapes.programme.talk_lists import ListedTalk, find_talks
from forum.reader.shapes.record import dates, segments, times
from forum.reader.shapes.record.name_forms import is_name_en, is_name_zh
from forum.reader.shapes.record.role_labels import role_label
from forum.reader.shapes.session_topics import find_kind, find_spoken_headings
from forum.reader.vocabulary import numerals
from forum.reader.vocabulary.furniture import LINK_ALONE
from forum.reader.vocabulary.list_marks import BULLETS
from forum.reader.vocabulary.shapes import NAMES_EVENT, REPORT_LINE, REPORT_PART

_LONGEST_HEADING: Final = 110
_LONGEST_WHEN: Final = 48
_HEAD_LINES: Final = 4
_LABELLED: Final = re.compile(
    r"^(?P<topic>(?-i:[IVX]{1,4})(?=\s*[–—-]\s*[A-Z])|"
    rf"(?:panel|session|plenary|workshop|topic|theme|segment|round\s?-?table)\s+{numerals.NUMBER}|"
    rf"(?:专题|议题|主题|分论坛|平行论坛|单元|圆桌|环节|讨论)\s*{numerals.NUMBER}|第{numerals.NUMBER}(?:场|单元|环节|专题|节))"
    r"\s*(?:[:：.–—-]+\s*|[\s\u3000]+)(?P<title>\S.*)$",
    re.IGNORECASE,
)
_COMPRISED: Final = re.compile(
    r"^(?P<topic>(?:the\s+)?(?:panel|session)(?:\s+\d+)?)\s+(?:comprised|consisted\s+of|included|featured)\s*[:：]?$",
    re.IGNORECASE,
)
_REPORT: Final = re.compile(
    r"(?:(?:summary|final|meeting|conference|draft)\s+)?report(?:\s+of\s+the)?|executive\s+summary|"
    r"(?:会议|总结|活动)?(?:报告|总结|综述)",
    re.IGNORECASE,
)
_INTRODUCES: Final = re.compile(
    r"executive\s+summary|introduction|background|执行摘要|内容摘要|摘要|会议概况|概述|会议背景",
    re.IGNORECASE,
)
_OWNER: Final = re.compile(r"^(?:[\w’' ]{2,40}[’']s?\s+)")
_OF_MEETING: Final = re.compile(
    r"\s+of\s+the\s+(?:meeting|workshop|conference|forum|session|seminar|symposium)$", re.IGNORECASE
)
# Launch of the Tide Atlas
_ABOUT: Final = re.compile(r"^(?P<kind>Launch|Signing|Opening|Closing)\s+of\s+(?:the\s+)?[A-Z]")
_CLOSING_LAST: Final = re.compile(r"\S\s+and\s+closing$|[与和及、]闭幕式?$", re.IGNORECASE)
_ROLE_BEHIND: Final = re.compile(r"\s*[（(](?P<role>[^（）()]{3,30})[)）]\s*$")
_QUOTED_HEAD: Final = re.compile(
    r"^(?P<name>[A-Z][\w.’'-]+(?: (?:[A-Z][\w.’'-]*|de|van|von|al|el))+|[\u4e00-\u9fff·]{2,12})"
    r"\s*(?:[－—–-]+|[,，])\s*(?:来自\s*)?(?P<title>[^:：。！？]{2,70}?)\s*[:：]$"
)
# Presentation of the action plan: a heading without any mark
_PLAIN_HEADING: Final = re.compile(
    r"(?!The\b)[A-Z][\w’' -]{6,60}|(?=.*[\u3400-\u9fff])[\u3400-\u9fffA-Za-z“”《》、：]{2,30}"
)
# Opening remarks by Mr Tom Li, Director
_BY: Final = re.compile(r"^(?P<kind>[^,:]{4,40}?)\s+by\s+(?P<people>\S.*)$", re.IGNORECASE)
_LIST_MARK: Final = re.compile(rf"\s*[{BULLETS}]\s+\S")
_LEAST_PROSE: Final = {ZH: 25, EN: 60}
_QUESTION: Final = re.compile(r"[.。!！?？;；,，]$")
# Then we discussed what is missing:
_LEADS_IN: Final = re.compile(r"(?:\S+\s+){4,}\S+:|[\u3400-\u9fff，、]{10,}：")
_ZONE: Final = re.compile(times.ZONE)
_FIGURE: Final = re.compile(r"\s*(\d{1,2})\s*[.)．、](?!\d)")


def read_report(document: Document) -> Reading:
    """Read a report of a meeting."""

    def read_twin(twin: Document) -> Reading:
        draft = RecordDraft(twin)
        paragraphs = read_paragraphs(twin.lines)
        _read_head(draft, twin)
        read_event(draft, paragraphs)
        ReportReader(draft, paragraphs).read()
        read_people_lines(draft)
        read_guest_tables(draft, titles_tell=False)
        return finish_draft(draft, Shape.REPORT)

    return read_as_meant(document, read_twin)


def _read_head(draft: RecordDraft, document: Document) -> None:
    """Read the line below the title that gives place and days: Amman, 3–4 December 2024."""
    written = [line for line in document.lines if line.text.strip()][:_HEAD_LINES]
    if not written:
        return
    first, *further = written
    if further and _REPORT.fullmatch(first.text.strip()):
        name = further[0].text.strip()
        if NAMES_EVENT.search(name) and not _QUESTION.search(name):
            lines = [further[0].number]
            draft.account.furniture.add(first.number)
            draft.set_fact("title", {language_of(name): name}, lines, Certainty.LIKELY)
    for line in further:
        days = dates.find(line.text)
        if days and days.valid and "start_date" not in draft.facts:
            place = event_head.place_beside(line.text, days)
            is_alone = days.start != days.end and days.printed == line.text.strip()
            if place or is_alone:
                # A single day may be that on which the report was written.
                is_told = days.start != days.end or _is_told(document, days, line.number)
                certainty = Certainty.LIKELY if is_told else Certainty.GUESS
                draft.set_days(days, [line.number], certainty, Certainty.LIKELY)
                if place:
                    event_days.set_place(draft, place, line)


def _is_told(document: Document, days: dates.Days, head: int) -> bool:
    """Tell whether a sentence gives a day, in full or without its year."""
    year = days.start.year if days.start else None
    return any(
        dates.day_in(line.text, year) == days.start
        for line in document.lines
        if line.number != head
    )


@dataclass(frozen=True, slots=True)
class _When:
    """When a session took place whose heading gives no title but that: 25 June, 06:00-07:35."""

    day: date | None = None
    start: time | None = None
    end: time | None = None
    zone: str = ""

    @classmethod
    def of(cls, text: str, draft: RecordDraft) -> Self:
        """Return day and hours of a heading that says nothing else."""
        start: date | None = draft.facts.get("start_date")
        day = dates.day_in(text, start.year if start else None)
        span = times.find(text)
        if day is None or span is None or not span.valid or len(text) > _LONGEST_WHEN:
            return cls()
        zone = _ZONE.search(text)
        return cls(day, span.start, span.end, zone[0] if zone else "")


@dataclass(slots=True)
class ReportReader(ProseReader):
    """Reads a report's sections; what is told in one happened in its session."""

    kind: str = ""
    # Whether the section's heading has a number, or names no kind of session; and its level.
    is_divided: bool = False
    level: int = 0
    # A heading that names no kind of session, until people are said to speak below it.
    untold: ProseParagraph | None = None
    # What stands below it until then.
    waiting: list[ProseParagraph] = field(default_factory=list)
    # How often each line stands in the document.
    repeated: Counter[str] = field(default_factory=Counter)
    # The number of the last heading within the section, where they are numbered; and the talks
    # that its lists name, by the numbers of their lines.
    nested: int = 0
    talks: dict[int, ListedTalk] = field(default_factory=dict)
    # The headings that give a topic and who spoke on it, by their numbers.
    spoken_headings: dict[int, tuple[str, tuple[str, ...], bool]] = field(default_factory=dict)
    # The next of them, up to which what stands below one, also a heading, was told there.
    told_until: int = 0
    # Whom a line names whose words the next paragraph is, and its number.
    quoted: tuple[Guest, int] | None = None
    # Of those whom the lines below a label list.
    listed_role: str = ""
    summaries: dict[str, list[ProseParagraph]] = field(default_factory=dict)
    # What its first parts tell of the event: an executive summary, an introduction.
    is_introduced: bool = False
    background: list[ProseParagraph] = field(default_factory=list)

    def read(self) -> None:
        """Add sessions with their summaries, people, appearances and remarks to the draft."""
        self.meet_everybody(self.paragraphs)
        self.repeated = Counter(paragraph.text for paragraph in self.paragraphs)
        lines = [paragraph.line for paragraph in self.paragraphs]
        self.talks = {talk.lines[0]: talk for talk in find_talks(lines)}
        self.spoken_headings = find_spoken_headings(self.paragraphs[1:])
        for paragraph in self.paragraphs[1:]:
            if paragraph.number in self.draft.account.furniture:
                self._begin_introduction(paragraph)
                continue
            if self.quoted:
                self._read_quotation(paragraph)
            elif head := _quoted_head(paragraph):
                self.quoted = head, paragraph.number
            elif self._is_heading(paragraph):
                self._open_section(paragraph)
            elif not (self._read_talk(paragraph) or self._read_member(paragraph)):
                self._read_prose(paragraph)
        self.ask_for_idle()
        if self.background and "introduction" not in self.draft.facts:
            texts: dict[str, list[str]] = {}
            for paragraph in self.background:
                texts.setdefault(paragraph.language, []).append(paragraph.text)
            self.draft.set_fact(
                "introduction",
                {language: "\n".join(parts) for language, parts in texts.items()},
                [paragraph.number for paragraph in self.background], Certainty.LIKELY,
            )  # fmt: skip
        for key, paragraphs in self.summaries.items():
            self.draft.add_summary(
                key, [(paragraph.number, paragraph.text) for paragraph in paragraphs]
            )

    @staticmethod
    def _is_heading(paragraph: ProseParagraph) -> bool:
        text = paragraph.text
        if paragraph.line.heading:
            return True
        if _LIST_MARK.match(paragraph.line.text):
            return False
        # Session 2: Who pays for seawalls? asks as titles do.
        is_asked = text.endswith(("?", "？")) and _LABELLED.match(text)
        return len(text) <= _LONGEST_HEADING and not (_QUESTION.search(text) and not is_asked)

    def _open_section(self, paragraph: ProseParagraph) -> None:
        """Begin the session that a heading names; any other heading ends the one above."""
        text = paragraph.text
        if paragraph.number in self.spoken_headings:
            self._open_spoken(paragraph)
            return
        if self.section and paragraph.number < self.told_until:
            if LINK_ALONE.fullmatch(text):
                self.draft.account.furniture.add(paragraph.number)
                return
            if text.endswith(":") or not self._heads_heading(paragraph):
                self.summaries.setdefault(self.section, []).append(paragraph)
                return
        if _COMPRISED.match(text):
            self.draft.account.furniture.add(paragraph.number)
            return
        label = role_label(text, paragraph.language)
        if label and not label.rest and self.section:
            self.listed_role = label.role
            self.draft.account.furniture.add(paragraph.number)
            return
        if self._read_member(paragraph):
            return
        self.listed_role = ""
        if self._goes_into_section(paragraph):
            return
        kind, topic, title = read_heading(text, paragraph.language)
        is_told_of = self.section or self.is_introduced or self.untold
        if is_told_of and not kind and _LEADS_IN.fullmatch(text):
            self._read_prose(paragraph)
            return
        if (by := _BY.match(text)) and self._read_spoken(by, paragraph):
            return
        is_repeated = self.repeated[text] > 1 and not REPORT_PART.match(NUMBER.sub("", text))
        if is_repeated and (not kind or self._is_within_section(paragraph)):
            self.draft.account.furniture.add(paragraph.number)
            return  # part of each of several sections, no session of its own
        self.section, self.kind, self.level = None, kind, paragraph.line.heading
        self.told_until = 0
        self._begin_introduction(paragraph)
        is_marked = bool(paragraph.line.heading) or text.isupper()
        is_plain = NUMBER.match(paragraph.line.text) or _PLAIN_HEADING.fullmatch(text)
        is_part = bool(REPORT_PART.match(NUMBER.sub("", text)) or REPORT_LINE.match(text))
        self.untold = paragraph if (is_marked or is_plain) and not is_part else None
        self.waiting = []
        self.is_divided = bool(topic or (self.untold and is_marked))
        if REPORT_PART.match(NUMBER.sub("", text)) and not kind:
            self.draft.account.furniture.add(paragraph.number)
        self.nested = 0
        if kind:
            heading = {} if topic else split_languages(text)
            when = _When.of(next(iter(title.values()), ""), self.draft)
            self.section = self.draft.add_session(
                kind, lines=[paragraph.number], heading=heading, topic=topic,
                title={} if when.day else title, day=when.day, start=when.start, end=when.end,
            )  # fmt: skip
            self.sessions.setdefault(kind, self.section)
            if when.zone:
                self.draft.notebook.warn_of_words(when.zone, [paragraph.number])

    def _open_spoken(self, paragraph: ProseParagraph) -> None:
        """Begin the session of a heading that gives a topic and who spoke on it."""
        topic, names, is_sure = self.spoken_headings[paragraph.number]
        lines, self.kind, self.untold, self.listed_role = [paragraph.number], "other", None, ""
        self.is_divided, self.level, self.nested = False, paragraph.line.heading, 0
        self.section = self.draft.add_session("other", lines=lines, title={EN: topic})
        below = (number for number in self.spoken_headings if number > paragraph.number)
        self.told_until = min(below, default=0)
        for name in names:
            is_new = self.draft.find_person({EN: name}) is None
            person = self.draft.add_person({EN: name}, {}, lines)
            if is_new and not is_sure:
                self.draft.rate(f"people.{person}.name.{EN}", Certainty.GUESS, lines, name)
            self.roster.add_name({EN: name})
            self._join(person, "speaker", {}, paragraph)

    def _begin_introduction(self, heading: ProseParagraph) -> None:
        """Note whether what stands below a heading, above all sessions, tells of the event."""
        introduces = _INTRODUCES.fullmatch(NUMBER.sub("", heading.text).strip())
        self.is_introduced = bool(introduces) and not self.draft.sessions

    def _heads_heading(self, paragraph: ProseParagraph) -> bool:
        """Tell whether a heading stands right above another, as that of several sessions does."""
        place = self.paragraphs.index(paragraph) + 1
        return self._is_heading(self.paragraphs[place])

    def _goes_into_section(self, paragraph: ProseParagraph) -> bool:
        """Pass over the next of the headings that are numbered within a section: 1., 2.

        The first of them stands right below the section's own, which has a number as well.
        """
        number = _FIGURE.match(paragraph.line.text)
        if not self.section or number is None or int(number[1]) != self.nested + 1:
            return False
        above = self.paragraphs[self.paragraphs.index(paragraph) - 1].number
        is_first = self.is_divided and above == self.draft.session_of(self.section).lines[0]
        if not (self.nested or is_first):
            return False
        self.nested += 1
        self.draft.account.furniture.add(paragraph.number)
        return True

    def _read_talk(self, paragraph: ProseParagraph) -> bool:
        """Add those who gave a talk that a list within the section names."""
        talk = self.talks.get(paragraph.number)
        if talk is None or not self.section:
            return False
        for cell in talk.list_guests():
            titles = {language_of(cell.titles): cell.titles} if cell.titles else {}
            name = {language_of(cell.text): cell.text}
            person = self.draft.add_person(name, titles, [paragraph.number])
            self.draft.add_appearance(
                person, self.section, "speaker", titles, [paragraph.number],
                speech_title={language_of(talk.topic): talk.topic},
            )  # fmt: skip
        return True

    def _read_spoken(self, by: re.Match[str], paragraph: ProseParagraph) -> bool:
        """Read a heading that says who speaks: Opening remarks by Mr Tom Li, Director."""
        kind = find_kind(by["kind"], EN)
        guests, unread = read_guests(by["people"])
        if not kind or not guests or unread:
            return False
        if self.kind != kind or not self.section:
            self.kind, lines = kind, [paragraph.number]
            self.section = self.draft.add_session(kind, lines=lines, heading={EN: by["kind"]})
            self.sessions.setdefault(kind, self.section)
        for guest in guests:
            person = self.draft.add_guest(guest, [paragraph.number])
            self.roster.add_name(guest.name)
            self._join(person, "speaker", guest.title, paragraph)
        return True

    def _is_within_section(self, paragraph: ProseParagraph) -> bool:
        """Tell whether a heading stands below that of a section which has such parts."""
        is_deeper = not self.level or paragraph.line.heading > self.level
        return self.is_divided and is_deeper

    def _read_quotation(self, paragraph: ProseParagraph) -> None:
        """Add a paragraph below such a line as the remarks of whom it names."""
        if self.quoted is None:
            return
        (guest, head), self.quoted = self.quoted, None
        if not self.section:
            self._open_untold()
        # Without a session nothing is taken of what is quoted.
        lines = [head, paragraph.number] if self.section else [head]
        person = self.draft.add_guest(guest, lines)
        self.roster.add_name(guest.name)
        if self.section:
            if self.section not in self.draft.seats(person):
                self._join(person, "speaker", guest.title, paragraph)
            self.draft.append_remarks(
                person, self.section, {paragraph.language: paragraph.text}, [paragraph.number]
            )

    def _open_untold(self) -> None:
        """Begin the session that a heading without a word for one stands above."""
        if heading := self.untold:
            self.untold, self.kind = None, "other"
            self.section = self.draft.add_session(
                "other", lines=[heading.number], title={heading.language: heading.text}
            )
            self.summaries[self.section], self.waiting = self.waiting, []

    def _read_member(self, paragraph: ProseParagraph) -> bool:
        """Add those whom a line lists: Ms Lin Lan, Director (Moderator); 主持人：林岚."""
        if self.section is None:
            return False
        label = role_label(paragraph.text, paragraph.language)
        if label and label.rest:
            guests, unread = read_guests(label.rest)
            for guest in guests:
                person = self.draft.add_guest(guest, [paragraph.number])
                self._join(person, label.role, guest.title, paragraph)
            for text in unread if guests else ():
                self.draft.notebook.warn_of_words(text, [paragraph.number])
            return bool(guests)
        if self.listed_role and self._read_listed(paragraph):
            return True
        printed = _ROLE_BEHIND.search(paragraph.text)
        text = paragraph.text[: printed.start()] if printed else paragraph.text
        role = role_label(f"{printed['role']}:", paragraph.language) if printed else None
        mentions = find_mentions(text, paragraph.language, self.roster)
        is_entry = (
            len(mentions) == 1 and mentions[0].start == 0 and mentions[0].end >= len(text) - 1
        )
        if not is_entry or not (role or mentions[0].title):
            return False
        mention = mentions[0]
        person = self.draft.add_person(
            mention.name_text, mention.title_text, [paragraph.number], mention.honorific_text
        )
        self._join(person, role.role if role else "panellist", mention.title_text, paragraph)
        return True

    def _read_listed(self, paragraph: ProseParagraph) -> bool:
        """Add those of a line below a label that stands alone: Speakers:."""
        guest = read_guest(paragraph.text.lstrip(f"{BULLETS} "))
        if guest is None or not (guest.title or guest.honorific):
            return False
        person = self.draft.add_guest(guest, [paragraph.number])
        self.roster.add_name(guest.name)
        self._join(person, guest.role or self.listed_role, guest.title, paragraph)
        return True

    def _join(self, person: str, role: str, title: Text, paragraph: ProseParagraph) -> None:
        if self.section:
            is_discussed = role == "speaker" and self.kind == "discussion"
            self.draft.add_appearance(
                person, self.section, "panellist" if is_discussed else role, title,
                [paragraph.number],
            )  # fmt: skip

    def _read_prose(self, paragraph: ProseParagraph) -> None:
        remarks = len(self.draft.account.fields)
        self.read_paragraph(paragraph, None)
        is_asked = paragraph.number in self.asked  # of whom is no more said than is asked
        is_remarks = len(self.draft.account.fields) > remarks and not is_asked
        if self.is_introduced and not is_remarks and not is_asked:
            self.background.append(paragraph)
        if not is_remarks and (
            paragraph.number < self.told_until
            or len(paragraph.text) >= _LEAST_PROSE[paragraph.language]
            or _LIST_MARK.match(paragraph.line.text)
        ):
            if self.section:
                self.summaries.setdefault(self.section, []).append(paragraph)
            elif self.untold:
                self.waiting.append(paragraph)

    def session_of_act(
        self, paragraph: ProseParagraph, act: Act, keys: Sequence[str]
    ) -> str | None:
        if self.untold and not self.section and act.people:
            self._open_untold()
        is_here = act.kind in {"", "whole", "discussion", self.kind}
        is_led = act.role == "moderator" and act.kind not in {"opening", "closing"}
        if self.section and (is_here or is_led):
            return self.section
        if act.usual == "keynote" and not (self.section or act.kind):
            return self._open_presentations(paragraph)
        return ProseReader.session_of_act(self, paragraph, act, keys)

    def _open_presentations(self, paragraph: ProseParagraph) -> str:
        """Return the session of the talks that a report without parts tells of."""
        if "presentations" not in self.sessions:
            heading, lines = "Presentations", [paragraph.number]
            session = self.draft.add_session("other", lines=lines, heading={EN: heading})
            # The report says that they were given, and not what they were called.
            self.draft.rate(f"sessions.{session}.heading.{EN}", Certainty.GUESS, lines, heading)
            self.sessions["presentations"] = session
        return self.sessions["presentations"]

    def find_talker(
        self, paragraph: ProseParagraph, saying: Saying, announced: Speaker | None
    ) -> Speaker | None:
        """Take for speakers only those whom a paragraph or a sentence begins with."""
        first = paragraph.sentences[0].text if paragraph.sentences else ""
        begins = saying.person is None or any(word in first for word in saying.person.name.split())
        begins = begins or self.topic == saying.person
        is_titled = saying.person and (saying.person.title or saying.person.honorific)
        begins = begins or bool(is_titled and paragraph.language == ZH)
        if saying.person and saying.person.title and self.untold and not self.section:
            self._open_untold()
        is_placed = bool(self.section or saying.kind or announced)
        if not begins or not is_placed:
            return None
        return ProseReader.find_talker(self, paragraph, saying, announced)

    def session_of_words(
        self, paragraph: ProseParagraph, speaker: Speaker, saying: Saying | None
    ) -> str:
        if self.spoken_at.get(speaker.person) == paragraph.number:
            return self.spoken[speaker.person]
        if self.section and not (saying and saying.kind):
            return self.section
        return ProseReader.session_of_words(self, paragraph, speaker, saying)


def _quoted_head(paragraph: ProseParagraph) -> Guest | None:
    """Return whose words the next paragraph is: Anna Berg — Tide Office:"""
    head = _QUOTED_HEAD.match(paragraph.line.text.strip())
    if head is None or not (is_name_en(head["name"]) or is_name_zh(head["name"])):
        return None
    title = head["title"].strip()
    return Guest({language_of(head["name"]): head["name"]}, {language_of(title): title})


def read_heading(text: str, language: str) -> tuple[str, Text, Text]:
    """Return the kind of session that a heading names, "" for none, its label and its title."""
    if labelled := _LABELLED.match(text):
        kinds = [segment.kind for segment in segments.find(labelled["topic"], language)]
        kind = next((kind for kind in kinds if kind != "topic"), "discussion")
        return kind, split_languages(labelled["topic"]), split_languages(labelled["title"])
    bare = _OF_MEETING.sub("", _OWNER.sub("", text)) if language == EN else text
    if segments.covers_only(bare, language):
        kinds = [segment.kind for segment in segments.find(bare, language)]
        return ("discussion" if kinds[0] == "topic" else kinds[0]), {}, {}
    if about := _ABOUT.match(text):
        return segments.find(about["kind"], language)[0].kind, {}, {}
    if _CLOSING_LAST.search(text):
        return "closing", {}, {}
    return "", {}, {}
