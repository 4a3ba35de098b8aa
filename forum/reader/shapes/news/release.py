"""A press release, in Chinese or English: who spoke, moderated, signed, and what they said."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from forum.reader.bilingual import language_of
from forum.reader.document import Document
from forum.reader.event_record import EN, ZH, Scope
from forum.reader.finished_draft import finish_draft
from forum.reader.folded_text import shadow
from forum.reader.guest_cells import Guest, read_guest
from forum.reader.people_lists import read_list_entry
from forum.reader.prose import impersonal_zh
from forum.reader.prose.acts import Act, Saying
from forum.reader.prose.acts_en import kind_en
from forum.reader.prose.event_facts import days_of_publication, read_event
from forum.reader.prose.meant_lines import read_as_meant
from forum.reader.prose.mentions import Mention, Roster
from forum.reader.prose.passages import find_leads, is_line_of_page
from forum.reader.prose.programme_parts import list_parts, part_turned_to
from forum.reader.prose.prose_reader import Passage, ProseReader, find_mentions, read_sentence
from forum.reader.prose.sentences import ProseParagraph, read_paragraph, read_paragraphs
from forum.reader.prose.session_seats import Speaker
from forum.reader.prose.sessions_zh import kind_zh
from forum.reader.reading import Certainty, Reading, Shape
from forum.reader.record_draft import RecordDraft
from forum.reader.shapes.event_head import read_labels
from forum.reader.shapes.event_hosts import read_hosts
from forum.reader.shapes.news.listed_people import (
    MARKED,
    PanelLine,
    find_panel_lines,
    is_heading,
    kind_of_label,
    lists_people,
    may_be_entry,
    people_of_entry,
    role_in,
    role_of_label,
)
from forum.reader.shapes.record import texts
from forum.reader.shapes.record.name_forms import (
    has_title_word,
    is_name_en,
    is_name_zh,
    is_whole_name,
)
from forum.reader.shapes.record.people import is_near
from forum.reader.shapes.session_topics import read_topic
from forum.reader.vocabulary import prose_en, prose_zh
from forum.reader.vocabulary.furniture import (
    ABOUT_HOUSE,
    ENQUIRIES,
    FURTHER_INFORMATION,
    PRACTICAL,
)
from forum.reader.vocabulary.roles import DISCUSSED, NOUNS_EN, NOUNS_ZH, role_called

_HEAD: Final = 10
_SHORTEST_BACKGROUND: Final = 24
_ENDS_TELLING: Final = re.compile("[。.][”’」』\"')）)]*$")
# Who wrote the news, before its first words: 潮汐网讯（通讯员 某某）
_BYLINE: Final = re.compile(
    rf"^[^，。；（(]{{0,16}}[（(]\s*(?:{prose_zh.WRITERS})[^（()）]{{0,60}}[)）]\s*"
)
# What a paragraph begins with that tells of the event itself: 本届论坛以…; This year's Forum.
_OF_EVENT: Final = re.compile(
    rf"(?:据悉|据了解|据介绍|此外|值得一提的是|作为[^，。]{{2,30}})?[，,]?(?:(?:本届|本次|此次|该|这次|今年的?)[^，。；]{{0,12}}?(?:{prose_zh.EVENT_NOUNS}|活动)|"
    rf"(?:{prose_zh.EVENT_NOUNS}|活动)(?:以|旨在|吸引|设|分为|围绕|自|共|还|是|聚焦|邀请|将|汇聚|创办|由|为期|历时|得到|采[用取]|涵盖|包括|紧扣|立足))|"
    rf"(?:This\s+year[’']s|Now\s+in|Organi[sz]ed|Held|First\s+held)\s[^.;]{{0,80}}?\b(?i:{prose_en.EVENT_NOUNS}|event)s?\b|"
    rf"The\s(?!(?:next|following)\b)(?:\S+\s){{0,3}}(?:[A-Z]\S*\s)(?:\S+\s){{0,3}}?(?i:{prose_en.EVENT_NOUNS})\b|"
    rf"(?:The|This)\s(?:\w+\s)?(?:{prose_en.EVENT_NOUNS.lower()}|event)\s(?:also\s)?(?:brought|attracted|gathered|aim|topics?|themes?|conclud|ended|discuss|"
    r"was\s+attended|was\s+part|is\s|features?|provide|focus|cover|compris|includ|served|builds?|seeks?)"
)
# The Forum will also mark …: what is still to come of the event.
_OF_EVENT_TO_COME: Final = re.compile(
    rf"The\s+(?:{prose_en.EVENT_NOUNS}|event)\s+(?:will|programme|program|agenda)\b", re.IGNORECASE
)
# Within the first sentence: at the Forum, the two-day conference, announced today, 本次论坛.
_NAMES_EVENT: Final = re.compile(
    r"\b(?:announced|signed|launched|opened|gathered)\s+today\b|\bat\s+the\s+(?:signing|launch|opening)\s+of\b|"
    rf"(?:本届|本次|此次|该|这次|整个)[^，。；]{{0,6}}?(?:{prose_zh.EVENT_NOUNS}|活动)|"
    rf"\b[Tt](?:he|his)\s+(?!next\b|following\b|last\b|previous\b)(?:[\w’-]+\s+){{0,3}}?(?:(?i:{prose_en.EVENT_NOUNS})|event|gathering)\b"
)
# Above a list of people: Featured panellists include:
_LISTS: Final = re.compile(
    r"(?:(?:The|Our|Other|Featured|Confirmed|Distinguished|Invited)\s+)*(?:\w+\s+)?"
    rf"(?P<role>{NOUNS_EN})(?:\s+(?:at|for|of|in)\s[^:]{{2,60}}?)?\s+(?:will\s+)?(?:include|are|were|included|be)"
    r"(?:\s+the\s+following)?\s*:|"
    rf"[^，。；：]{{0,8}}(?P<role_zh>{NOUNS_ZH})(?:包括|有|如下)[^，。；：]{{0,4}}：",
    re.IGNORECASE,
)
# The charter was signed by the following representatives in a ceremony on 3 May:
_DONE_BELOW: Final = re.compile(
    r"[^:]*?\b(?P<deed>signed|witnessed|moderated)\s+by\s+(?:the\s+)?following\b[^:]{0,120}:"
)
_ROLES_DONE: Final = {
    "signed": ("signatory", "signing"), "witnessed": ("witness", "signing"),
    "moderated": ("moderator", "discussion"),
}  # fmt: skip
# Whom to ask, and where more is told: of no part of the event.
_ENQUIRIES: Final = re.compile(
    r"(?:For\s+(?:more|further)\s+(?:information|details)|(?:More|Further|Additional|Detailed)\s+information|Tickets|Admission|"
    r"Return\s+to\b|E-?mail\s+this|Printer-friendly|Source$)"
)
_AND_NEXT: Final = re.compile(r"[;,]\s+and$")  # behind the last entry of a list but one
# A crowd that speaks or confers, of whom no one is named.
_OF_CROWD: Final = re.compile(
    r"(?:Feedback\s+from\s+|Many\s+(?:of\s+)?)?(?:the\s+)?(?:[Pp]articipants|[Aa]ttendees)\b|The\s+Participants\b|"
    r"(?:Participants|Delegates|Panell?ists|Speakers|Attendees|Experts)\b|The\s+(?:panel|discussions?|session|dialogue|debate)\b"
)
# Anna Berg SC / Director, Tide Office; or on two lines of a cell
_NAME_ABOVE_POST: Final = re.compile(
    rf"(?P<name>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){{1,3}}?)(?:,? (?:{prose_en.POST_NOMINALS}))*"
    r"\s*(?:\n|\s/\s)\s*(?P<title>[A-Z].{3,400})",
    re.DOTALL,
)
_FEWEST_TABLED: Final = 3  # cells
_MOSTLY_PEOPLE: Final = 0.75
_SIGNED: Final = re.compile(r"\s*(?:-{2,3}|[—–―]{1,3})\s*(?P<who>[^—–―].{1,119})")
# “The sea was here first.” – Anna Berg
_SIGNED_BEHIND: Final = re.compile(
    r"\s*(?P<words>[“「\"].{8,}[”」\"])\s*(?:-{1,3}|[—–―]{1,3})\s*(?P<who>[^—–―-].{1,119})"
)
_QUOTATION_ALONE: Final = re.compile('\\s*[“「"].{8,}[”」"]\\s*')
# 潮汐局 林岚，海塘组组长: the house before the name, the posts behind it
_HOUSE_FIRST: Final = re.compile(
    "(?P<house>[^，,、。]{2,20})\\s(?P<name>[\u4e00-\u9fff]{2,4})[，,]\\s*(?P<title>.{2,80})"
)
_LONGEST_HEADING: Final = 30
# One that no quotation marks enclose may be a subtitle below a sentence.
_FEWEST_SIGNED: Final = 2


@dataclass(frozen=True, slots=True)
class SignedQuotation:
    """What somebody is quoted with. heading: above the first of several, where one stands."""

    guest: Guest
    words: ProseParagraph
    signature: ProseParagraph
    heading: ProseParagraph | None = None


@dataclass(slots=True)
class ReleaseReader(ProseReader):
    """Reads a release; takes what it tells of the event, and of discussions as a whole."""

    takes_tellings = True

    roster: Roster = field(default_factory=lambda: Roster(calls_by_surname=True))
    background: list[ProseParagraph] = field(default_factory=list)
    # What a crowd did, or the meeting agreed, in no session that is known: of the only one.
    agreed: list[ProseParagraph] = field(default_factory=list)
    summaries: dict[str, list[ProseParagraph]] = field(default_factory=dict)
    # Role of those whom the lines below list, in which kind of session, and the paragraphs that
    # those lines go on with.
    listed_role: str = ""
    listed_kind: str = ""
    is_plain_list: bool = False  # whether its lines have no mark
    listing: list[ProseParagraph] | None = None
    # Line of a signature -> the quotation above it; and the lines of such quotations.
    signed: dict[int, SignedQuotation] = field(default_factory=dict)
    quoted: set[int] = field(default_factory=set)
    # What the text calls the parts that it counts -> their sessions.
    parts: dict[str, str] = field(default_factory=dict)
    # The number of a list's item -> that of the paragraph whose colon begins the list.
    leads: dict[int, int] = field(default_factory=dict)
    # The lines that say who is in the panel whose heading stands above.
    panels: dict[int, PanelLine] = field(default_factory=dict)
    # The paragraphs from which the event's days, place and hosts were taken.
    of_facts: set[int] = field(default_factory=set)

    def read(self) -> None:
        """Add sessions, people, remarks, the introduction and summaries to the draft."""
        self.of_facts = self.draft.account.fields | self.draft.account.repetitions
        self.leads = dict(find_leads(self.paragraphs))
        self.panels = find_panel_lines(self.paragraphs)
        for quotation in find_signed(self.paragraphs):
            self.signed[quotation.signature.number] = quotation
            self.quoted.add(quotation.words.number)
        ProseReader.read(self)
        self._place_agreed()
        texts: dict[str, list[str]] = {}
        for paragraph in self.background:
            texts.setdefault(paragraph.language, []).append(paragraph.text)
        if texts:
            introduction = {language: "\n".join(parts) for language, parts in texts.items()}
            lines = [paragraph.number for paragraph in self.background]
            self.draft.set_fact("introduction", introduction, lines, Certainty.LIKELY)
        for session, paragraphs in self.summaries.items():
            self.draft.add_summary(
                session, ((paragraph.number, paragraph.text) for paragraph in paragraphs)
            )

    def _place_agreed(self) -> None:
        """Take what was agreed for the summary of the only session, else for the introduction."""
        if len(self.draft.sessions) == 1 and self.agreed:
            self.summaries.setdefault(self.draft.sessions[0].key, []).extend(self.agreed)
        else:
            self.background = sorted(
                (*self.background, *self.agreed), key=lambda paragraph: paragraph.number
            )

    def read_paragraph(self, paragraph: ProseParagraph, awaiting: Passage | None) -> Passage | None:
        """Read a paragraph; where it tells of nobody, see whether it tells of the event."""
        if quotation := self.signed.get(paragraph.number):
            self._take_signed(quotation)
            return None
        if paragraph.number in self.quoted or self._read_listed(paragraph):
            return None
        if paragraph is self.paragraphs[0] and paragraph.language == ZH:
            names = [mention.name for mention in self._mentions_of(paragraph)]
            if impersonal_zh.repeats_names([told.text for told in self.paragraphs], names):
                self.draft.account.repetitions.add(paragraph.number)
                return None
        if self._read_panel(paragraph):
            return None
        awaiting = ProseReader.read_paragraph(self, paragraph, awaiting)
        self._await_list(paragraph)
        if awaiting is None and paragraph.number not in self.draft.account:
            self._take_background(paragraph)
        elif awaiting is None and paragraph.number in self.of_facts and self.above is None:
            self._take_lead(paragraph)
        return awaiting

    def _take_lead(self, paragraph: ProseParagraph) -> None:
        """Take for the introduction what a paragraph tells that gives the event's days or hosts.

        Of one that names people, the sentences that name nobody.
        """
        if PRACTICAL.search(paragraph.text) or not _ENDS_TELLING.search(paragraph.text):
            return  # a notice, or a headline
        told = [
            _BYLINE.sub("", sentence.text)
            for sentence in paragraph.sentences
            if not find_mentions(sentence.text, paragraph.language, self.roster)
        ]
        text = (" " if paragraph.language == EN else "").join(told)
        if len(text) >= _SHORTEST_BACKGROUND:
            self.background.append(replace(paragraph, text=text))

    def _take_signed(self, quotation: SignedQuotation) -> None:
        """Let whoever signs a quotation appear with it; where it was said, is a question."""
        words, signature, guest = quotation.words, quotation.signature, quotation.guest
        lines = sorted({words.number, signature.number})
        key = self._add_signer(guest, signature.number)
        session, remarks = self._session_of_signed(quotation), {words.language: words.text}
        self.draft.account.fields.update(lines)
        if not self.draft.append_remarks(key, session, remarks, lines):
            self.draft.add_appearance(key, session, "speaker", guest.title, lines, remarks=remarks)
            path = f"appearances.{key}.{session}.speaker.session"
            self.draft.rate(path, Certainty.GUESS, lines, guest.name)

    def _add_signer(self, guest: Guest, line: int) -> str:
        """Add who signs; whether a first name that is printed otherwise is the same is asked."""
        printed = guest.name.get(EN, "")
        is_new = printed and not guest.title and self.draft.find_person(guest.name) is None
        alike = [
            person for person in self.draft.people
            if is_new and is_near(person.name.get(EN, ""), printed)
        ]  # fmt: skip
        if len(alike) != 1:
            return self.draft.add_person(guest.name, guest.title, [line], guest.honorific)
        key = alike[0].key
        self.draft.add_person(alike[0].name, {}, [line], other_names=[printed])
        self.draft.rate(f"people.{key}.name.{EN}", Certainty.GUESS, [line], printed)
        return key

    def _session_of_signed(self, quotation: SignedQuotation) -> str:
        """Return the session of signed quotations: their heading's, else that told of above."""
        heading = quotation.heading
        if heading is None:
            return self.current or self._session("opening", quotation.words)
        if heading.text not in self.sessions:
            self.sessions[heading.text] = self.draft.add_session(
                "other", lines=[heading.number], heading={heading.language: heading.text.strip()}
            )
            self.draft.account.fields.add(heading.number)
        return self.sessions[heading.text]

    def _read_listed(self, paragraph: ProseParagraph) -> bool:
        """Read a line that lists people, or what a paragraph above begins to list."""
        if self._begin_list(paragraph):
            return True
        mark = MARKED.match(paragraph.text)
        start = mark.end() if mark else 0
        if (
            (mark or self.is_plain_list)
            and self.listed_role
            and self._seat_listed(paragraph, start)
        ):
            return True
        is_item = mark or (self.listing is not None and paragraph.number in self.leads)
        if not is_item:
            self.listed_role, self.listing, self.is_plain_list = "", None, False
        elif self.listing is not None and not self._names_people(paragraph):
            self.listing.append(paragraph)
            self.draft.account.fields.add(paragraph.number)
            return True
        return False

    def _begin_list(self, paragraph: ProseParagraph) -> bool:
        """Note a line that people are listed below, and what they are there for."""
        text = paragraph.text.strip()
        if done := _DONE_BELOW.fullmatch(text):
            self.listed_role, self.listed_kind = _ROLES_DONE[done["deed"]]
            self.is_plain_list = self._lists_below(paragraph)
            return True
        label = _LISTS.fullmatch(text)
        kind = kind_of_label(text)
        is_plain = bool(label or kind) and self._lists_below(paragraph)
        if not label and not (kind and is_plain):
            return False
        self.is_plain_list = is_plain
        self.listed_role = (
            role_called(label["role"] or label["role_zh"]) if label else role_of_label(text)
        )
        self.listed_kind = kind
        self.draft.account.furniture.add(paragraph.number)
        return True

    def _await_list(self, paragraph: ProseParagraph) -> None:
        """Note whom a sentence says it lists below: among the experts who discussed it:"""
        if lists_people(self.paragraphs, self.paragraphs.index(paragraph)):
            self.listed_role, self.listed_kind = role_in(paragraph.text), kind_en(paragraph.text)

    def _read_panel(self, paragraph: ProseParagraph) -> bool:
        """Seat whom a line says to be in the panel whose heading stands above; or leave a panel."""
        panel = self.panels.get(paragraph.number)
        if panel is None:
            if self.section and is_heading(paragraph):
                self.section = None
            return False
        heading, lines = panel.heading, [paragraph.number]
        if heading.number not in self.draft.account.fields:
            kind, printed, title = read_topic(heading.text.strip())
            self.section = self.current = self.draft.add_session(
                "discussion" if kind == "other" else kind, lines=[heading.number],
                heading=printed, title=title,
            )  # fmt: skip
        session = self.section or self._session("discussion", paragraph)
        for guest in panel.guests:
            key = self.draft.add_guest(guest, lines)
            self.roster.add_name(guest.name)
            self.draft.add_appearance(key, session, panel.role, guest.title, lines)
        return True

    def session_of_act(
        self, paragraph: ProseParagraph, act: Act, keys: Sequence[str]
    ) -> str | None:
        """Return the panel that is told of below its heading, else what the words say."""
        if self.section and act.kind in {"", *DISCUSSED}:
            return self.section
        return ProseReader.session_of_act(self, paragraph, act, keys)

    def session_of_words(
        self, paragraph: ProseParagraph, speaker: Speaker, saying: Saying | None
    ) -> str:
        """Return the same of what somebody says."""
        if self.section and (saying is None or saying.kind in {"", *DISCUSSED}):
            return self.section
        return ProseReader.session_of_words(self, paragraph, speaker, saying)

    def _lists_below(self, paragraph: ProseParagraph) -> bool:
        """Tell whether the line below is somebody with a title, and no more."""
        place = self.paragraphs.index(paragraph) + 1
        below = self.paragraphs[place].text if place < len(self.paragraphs) else ""
        guest = read_list_entry(below) if may_be_entry(below) else None
        return bool(guest and guest.title)

    def _names_people(self, paragraph: ProseParagraph) -> bool:
        return bool(self._mentions_of(paragraph)) or any(
            read_sentence(sentence, paragraph.language, self.roster).stranger
            for sentence in paragraph.sentences
        )

    def _mentions_of(self, paragraph: ProseParagraph) -> list[Mention]:
        return [
            mention for sentence in paragraph.sentences
            for mention in find_mentions(sentence.text, paragraph.language, self.roster)
        ]  # fmt: skip

    def _seat_listed(self, paragraph: ProseParagraph, start: int) -> bool:
        """Let the one person of a list's entry appear; whose session it is, is a question."""
        entry = _AND_NEXT.sub("", paragraph.text[start:].rstrip(" .。;；"))
        mentions = find_mentions(entry, paragraph.language, self.roster)
        if len(mentions) != 1 or mentions[0].start > 0 or mentions[0].end < len(entry):
            mentions = people_of_entry(entry)
        if not mentions:
            return False
        kind = self.listed_kind or ("discussion" if self.listed_role == "panellist" else "")
        act = Act(tuple(mentions), self.listed_role, kind)
        keys = [self._person(paragraph, mention) for mention in mentions]
        self._appear(paragraph, act, keys)
        for key in keys if not self.listed_kind and (kind or self.is_plain_list) else ():
            path = f"appearances.{key}.{self.current}.{self.listed_role}.session"
            self.draft.rate(path, Certainty.GUESS, [paragraph.number], self._name_of(key))
        return True

    def _take_background(self, paragraph: ProseParagraph) -> None:
        """Take a paragraph that names nobody for the introduction or a session's summary."""
        is_notice = PRACTICAL.search(paragraph.text) or _ENQUIRIES.match(paragraph.text)
        if is_notice and (ENQUIRIES.search(paragraph.text) or not self._names_people(paragraph)):
            self.draft.account.furniture.add(paragraph.number)
            return
        if self._read_parts(paragraph):
            return
        if paragraph.number in self.leads or is_line_of_page(paragraph.text):
            return  # an item of a list that was not taken, or a link
        is_of_meeting = impersonal_zh.is_of_meeting(paragraph.text)
        is_of_crowd = _OF_CROWD.match(paragraph.text) or impersonal_zh.is_of_crowd(paragraph.text)
        is_short = len(paragraph.text) < _SHORTEST_BACKGROUND
        if (is_short and not is_of_meeting and not is_of_crowd) or self._names_people(paragraph):
            return
        if is_of_crowd and (session := self._discussion_of(paragraph)):
            self._take(paragraph, self.summaries.setdefault(session, []))
        elif is_of_meeting or (is_of_crowd and paragraph.language == ZH):
            self._take(paragraph, self.agreed)
        elif self._is_of_event(paragraph):
            self._take(paragraph, self.background)
        elif impersonal_zh.is_of_background(paragraph.text):
            self.draft.account.furniture.add(paragraph.number)

    def _read_parts(self, paragraph: ProseParagraph) -> bool:
        """Add the parts that a paragraph counts and names; or sum up the one it turns to."""
        if names := list_parts(paragraph.text):
            for name in names:
                kind = kind_zh(name) or name
                if kind not in self.sessions:
                    self.sessions[kind] = self.parts[name] = self.draft.add_session(
                        kind_zh(name) or "other", lines=[paragraph.number], heading={ZH: name}
                    )
            self._take(paragraph, self.background)
            return True
        session = self.parts.get(part_turned_to(paragraph.text), "")
        if session and not self._names_people(paragraph):
            self._take(paragraph, self.summaries.setdefault(session, []))
        return bool(session)

    def _take(self, paragraph: ProseParagraph, texts: list[ProseParagraph]) -> None:
        """Add a paragraph to a text, and what it lists with it."""
        texts.append(paragraph)
        self.listing = texts if paragraph.text.endswith((":", "：")) else None

    def _is_of_event(self, paragraph: ProseParagraph) -> bool:
        begins = _OF_EVENT.match(paragraph.text) or _OF_EVENT_TO_COME.match(paragraph.text)
        first = paragraph.sentences[0].text if paragraph.sentences else ""
        is_of_event = begins or _NAMES_EVENT.search(first) or impersonal_zh.is_of_occasion(first)
        return bool(is_of_event) or self._begins_with_title(paragraph)

    def _begins_with_title(self, paragraph: ProseParagraph) -> bool:
        titles = self.draft.facts.get("title", {}).values()
        return any(paragraph.text.startswith((title, f"“{title}")) for title in titles)

    def _discussion_of(self, paragraph: ProseParagraph) -> str:
        """Return the session that a crowd confers in: the one that is named, else the last."""
        named = kind_zh(paragraph.text.split("，")[0]) if paragraph.language == ZH else ""
        if named:
            return self.sessions.get(named, "")
        kinds = {session.key: session.kind for session in self.draft.sessions}
        return self.current if kinds.get(self.current) in DISCUSSED else ""


def read_release(document: Document) -> Reading:
    """Read a press release."""

    def read_twin(twin: Document) -> Reading:
        draft = RecordDraft(twin)
        paragraphs = read_paragraphs(twin.lines)
        read_event(draft, paragraphs, _days_of_publication(document))
        _account_for_notices(draft, paragraphs)
        ReleaseReader(draft, paragraphs).read()
        _read_people_tables(draft)
        read_labels(draft)
        read_hosts(draft)
        return finish_draft(draft, Shape.RELEASE, Scope.NEWS)

    return read_as_meant(document, read_twin)


def _account_for_notices(draft: RecordDraft, paragraphs: Sequence[ProseParagraph]) -> None:
    """Note what news end with: who the houses are, whom to ask; up to where people are told of."""
    is_notice = False
    texts_of = [paragraph.text for paragraph in paragraphs]
    for place, paragraph in enumerate(paragraphs):
        text = paragraph.text.strip()
        is_below = 3 * place >= len(paragraphs)
        is_heading = is_below and bool(
            ABOUT_HOUSE.fullmatch(text) or impersonal_zh.tells_life(texts_of, place)
        )
        is_notice = is_heading or (is_notice and not _tells_of_people(paragraph))
        if is_notice or FURTHER_INFORMATION.fullmatch(text):
            draft.account.furniture.add(paragraph.number)


def _tells_of_people(paragraph: ProseParagraph) -> bool:
    readings = (
        read_sentence(sentence, paragraph.language, Roster()) for sentence in paragraph.sentences
    )
    return any(reading.acts or reading.saying for reading in readings)


def _read_people_tables(draft: RecordDraft) -> None:
    """Add the people whom nearly each cell of a table names above, or before, what they are.

    Whether they took part is asked.
    """
    for table in draft.document.tables:
        cells = [(row, text) for row in table.rows[1:] for text in row.texts if text.strip()]
        people = [(row, match) for row, text in cells if (match := _match_cell(text))]
        if len(people) < _FEWEST_TABLED or len(people) < _MOSTLY_PEOPLE * len(cells):
            continue
        draft.account.furniture.update(table.rows[0].lines)
        for row, match in people:
            title = {EN: " ".join(match["title"].split())}
            key = draft.add_person({EN: match["name"]}, title, row.lines)
            draft.account.fields.update(row.lines)
            if not draft.seats(key):
                draft.rate(f"people.{key}.part", Certainty.GUESS, row.lines, match["name"])


def _match_cell(text: str) -> re.Match[str] | None:
    match = _NAME_ABOVE_POST.fullmatch(text.strip())
    is_person = match and is_name_en(match["name"]) and has_title_word(match["title"], EN)
    return match if is_person else None


def _days_of_publication(document: Document) -> Sequence[date]:
    """Return when the paper was made, by its first lines; some of them are no text of anybody's."""
    head = (replace(line, text=shadow(line.text)) for line in document.lines[:_HEAD])
    return (*document.published, *days_of_publication(read_paragraphs(head)))


def find_signed(paragraphs: Sequence[ProseParagraph]) -> list[SignedQuotation]:
    """Return the quotations that the line below each signs, or the end of their own."""
    if behind := _find_signed_behind(paragraphs):
        return behind
    signed: list[SignedQuotation] = []
    heading: ProseParagraph | None = None
    last = -1  # where the last signature stands
    for at in range(1, len(paragraphs)):
        words, signature = paragraphs[at - 1], paragraphs[at]
        guest = _signer(signature.line.text)
        if guest is None or at - 1 == last or not texts.ends_sentence(words.text):
            continue
        if at - 2 != last:
            heading = _heading(paragraphs[at - 2]) if at > 1 else None
        last = at
        signed.append(SignedQuotation(guest, words, signature, heading))
    is_quoted = any(_QUOTATION_ALONE.fullmatch(quotation.words.text) for quotation in signed)
    is_form = len(signed) >= _FEWEST_SIGNED or is_quoted
    return signed if is_form else []


def quotes_signers(paragraphs: Sequence[ProseParagraph]) -> bool:
    """Tell whether several quotations stand alone, each with who said it at its end."""
    return bool(_find_signed_behind(paragraphs))


def _find_signed_behind(paragraphs: Sequence[ProseParagraph]) -> list[SignedQuotation]:
    behind = [quotation for each in paragraphs if (quotation := _signed_behind(each))]
    return behind if len(behind) >= _FEWEST_SIGNED else []


def _signed_behind(paragraph: ProseParagraph) -> SignedQuotation | None:
    """Return the quotation of a line at whose end stands who said it."""
    signed = _SIGNED_BEHIND.fullmatch(paragraph.line.text)
    guest = read_guest(signed["who"]) if signed else None
    if signed is None or guest is None or not all(map(is_whole_name, guest.name.values())):
        return None
    words = read_paragraph(replace(paragraph.line, text=signed["words"]))
    return SignedQuotation(guest, words, paragraph)


def _signer(line: str) -> Guest | None:
    """Return who signs by a line, None where it is no signature."""
    signed = _SIGNED.fullmatch(line)
    if signed is None or texts.ends_sentence(line):
        return None
    if (parts := _HOUSE_FIRST.fullmatch(signed["who"])) and is_name_zh(parts["name"]):
        return Guest({ZH: parts["name"]}, {language_of(parts["title"]): parts["title"]})
    guest = read_list_entry(signed["who"])
    return guest if guest and guest.title else None


def _heading(paragraph: ProseParagraph) -> ProseParagraph | None:
    text = paragraph.text.strip()
    is_short = len(text) <= _LONGEST_HEADING and not texts.ends_sentence(text)
    return paragraph if is_short else None
