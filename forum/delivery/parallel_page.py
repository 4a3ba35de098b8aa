"""An event, or one of its sessions, with its languages columns by columns."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain, repeat, zip_longest
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, override

from forum.core import dates, richtext
from forum.core.content import Content, Record, language_codes
from forum.core.record_names import list_name_fields, name_of
from forum.core.translated import Translated, in_language
from forum.delivery.event_page import accent_address, join_records
from forum.delivery.event_statement import COMMON, list_appearances, list_event
from forum.delivery.frame import build_frame, read_frame
from forum.delivery.page_texts import plain_text
from forum.delivery.programme import PageSegment, PageTurn, lay_out_programme
from forum.delivery.record_fragments import Data
from forum.delivery.session_page import SESSION_FIELDS
from forum.delivery.statements import PART_SLUG, PageStatement, Records
from forum.delivery.time_markup import days
from forum.localization.text_marks import list_reservations, only_in_languages
from sessions_app.models import Appearance, Event, EventOrganization, Session
from sessions_app.models.key_points import render_points

type Rows = list[ParallelRow]

EVENT_COLUMNS: Final = PageStatement(events=list_event, appearances=list_appearances, **COMMON)
SESSION_COLUMNS: Final = PageStatement(
    events=list_event,
    appearances=lambda: list_appearances().filter(session__slug=PART_SLUG),
    **COMMON,
)


@dataclass(frozen=True, slots=True)
class ParallelCell:
    """A passage in a column. text: rich text is marked safe; "" where the language lacks it.

    note: what stands before it, in its language. languages: those that have the text.
    """

    text: Translated
    note: str = ""
    languages: tuple[str, ...] = ()

    @property
    def only_in(self) -> str:
        """The words of where the text is to be had."""
        return only_in_languages(self.languages)


@dataclass(frozen=True, slots=True)
class ParallelRow:
    """The same passage in each language, in the element of a tag.

    former_anchor: under which links made earlier look for it; "" if nothing is there.
    """

    tag: str
    css: str
    cells: list[ParallelCell]
    anchor: str = ""
    former_anchor: str = ""

    @property
    def is_title(self) -> bool:
        """Whether it breaks as a title does, between its phrases."""
        return self.css in ("title", "session", "parent")


@dataclass(frozen=True, slots=True)
class ParallelColumns:
    """The languages that stand columns by columns."""

    languages: list[str]

    def text(
        self,
        tag: str,
        css: str,
        record: Any,
        *fields: str,
        anchor: str = "",
        former_anchor: str = "",
    ) -> Rows:
        """Return the row of the first field that has text in any column, else none."""
        for field in fields:
            texts = [in_language(record, field, code) for code in self.languages]
            if any(texts):
                return [ParallelRow(tag, css, make_cells(texts), anchor, former_anchor)]
        return []

    def interface_text(
        self, tag: str, css: str, say: Callable[[], Any], *, anchor: str = ""
    ) -> Rows:
        """Return the row of words that the site says in every language; say: in the active one."""
        texts = [Translated(self._say(say, code), code, code) for code in self.languages]
        return [ParallelRow(tag, css, make_cells(texts), anchor)] if any(texts) else []

    def prose(self, record: Record, field: str, render: Callable[[str], str] = str) -> Rows:
        """Return rich text, a row a paragraph where the numbers agree, else one for the whole."""
        texts = [in_language(record, field, code) for code in self.languages]
        parts = {text.language: richtext.blocks(render(text.value)) for text in texts if text}
        if len({len(blocks) for blocks in parts.values()}) > 1:
            parts = {code: ["".join(blocks)] for code, blocks in parts.items()}
        lines = zip_longest(*(parts.get(code, []) for code in self.languages), fillvalue="")
        # The notes stand once, before the first paragraph.
        notes = chain([self._notes(record)], repeat([""] * len(self.languages)))
        return [
            ParallelRow("div", "prose", make_cells(self._rich(line), line_notes))
            for line, line_notes in zip(lines, notes, strict=False)
        ]

    def _rich(self, line: Iterable[str]) -> list[Translated]:
        pairs = zip(self.languages, line, strict=True)
        # Sanitized whenever it is stored, and cut at elements only.
        return [Translated(mark_safe(markup), code, code) for code, markup in pairs]  # noqa: S308

    def _notes(self, record: Record) -> list[str]:
        def say(code: str) -> str:
            return self._say(lambda: " · ".join(list_reservations(record, code)), code)

        return [say(code) for code in self.languages]

    def _say(self, say: Callable[[], Any], language: str) -> str:
        with override(language):
            return str(say() or "")


def make_columns(record: Content) -> ParallelColumns:
    """Return the columns of a record's page: the languages that it is ready in."""
    return ParallelColumns([code for code in language_codes() if code in record.readable_languages])


def make_cells(texts: list[Translated], notes: Iterable[str] = ()) -> list[ParallelCell]:
    languages = tuple(text.language for text in texts if text)
    return [
        ParallelCell(text, note if text else "", languages)
        for text, note in zip_longest(texts, notes, fillvalue="")
        if isinstance(text, Translated)
    ]


def build_event_columns(records: Records, request: HttpRequest) -> Data | None:
    """Return an event's columns, None where nothing stands beside anything.

    records: of ``EVENT_COLUMNS``.
    """
    if not records["events"]:
        return None
    [event] = records["events"]
    join_records(event, records)
    columns = make_columns(event)
    segments = lay_out_programme(records["sessions"]).segments
    rows = [
        *make_cover_rows(columns, event),
        *make_organization_rows(columns, records["organizations"]),
        *make_point_rows(columns, event),
        *make_introduction_rows(columns, event),
        *(row for segment in segments for row in make_segment_rows(columns, segment)),
    ]
    code = reverse("qr", args=[event.slug])
    return describe_columns(records, request, event, event, columns, rows, code)


def build_session_columns(records: Records, request: HttpRequest, slug: str) -> Data | None:
    """Return a session's columns, None where nothing stands beside anything.

    records: of ``SESSION_COLUMNS``; slug: the session's.
    """
    subjects = [row for row in records["sessions"] if row.slug == slug and not row.is_break]
    if not records["events"] or not subjects:
        return None
    [event], [session] = records["events"], subjects
    join_records(event, records)
    [segment] = lay_out_programme([session]).segments
    columns = make_columns(event)
    heading = columns.text("p", "parent", event, "title")
    standing = columns.interface_text("p", "reservation", event.get_standing_display)
    rows = [*heading, *standing, *make_segment_rows(columns, segment, level=1)]
    code = reverse("session-qr", args=[event.slug, slug])
    return describe_columns(records, request, session, event, columns, rows, code)


def describe_columns(
    records: Records,
    request: HttpRequest,
    subject: Any,
    event: Event,
    columns: ParallelColumns,
    rows: Rows,
    code: str,
) -> Data | None:
    if len(columns.languages) < 2:
        # Another language may become ready.
        return None
    context = {
        "subject": subject,
        "event": event,
        **read_frame(records),
    }
    address = request.build_absolute_uri(subject.get_absolute_url())
    is_event = subject is event
    return {
        **build_frame(request, context),
        "links": render_canonical(subject, request),
        "title": plain_text(event, "title"),
        "session_title": None if is_event else name_of(subject).value,
        "accent": accent_address(event),
        "honest": "",
        "href": subject.get_absolute_url(),
        "proceedings": reverse("event-proceedings-both", args=[event.slug]) if is_event else "",
        "number": len(columns.languages),
        "rows": rows,
        "updated": days(event.changed_at),
        "short_address": address.partition("://")[2],
        "code": code,
    }


def render_canonical(record: Any, request: HttpRequest) -> SafeString:
    """Render which page stands for this one: the record's own, where it has its main text."""
    announced = [code for code in language_codes() if record.is_announced_in(code)]
    language = get_language() or ""
    if language not in announced and announced:
        source = record.owner.source_language
        language = source if source in announced else announced[0]
    with override(language):
        address = request.build_absolute_uri(record.get_absolute_url())
        return format_html('<link rel="canonical" href="{}">', address)


def make_cover_rows(columns: ParallelColumns, event: Event) -> Rows:
    rows = columns.text("p", "parent", event.public_parent, "title") if event.public_parent else []
    rows += columns.interface_text("p", "kicker", event.get_kind_display)
    rows += columns.text("h1", "title", event, "title")
    rows += columns.text("p", "subtitle", event, "subtitle")
    rows += columns.interface_text("p", "reservation", event.get_standing_display)
    if event.starts_on:
        first, last = event.starts_on, event.ends_on
        rows += columns.interface_text("p", "fact", lambda: dates.days(first, last))
    rows += columns.text("p", "fact", event, "venue")
    return [*rows, *make_city_row(columns, event)]


def make_city_row(columns: ParallelColumns, event: Event) -> Rows:
    """Return where it was: the city as each language has it, with the country or area."""
    if not event.country:
        return columns.text("p", "fact", event, "city")
    cities = iter([in_language(event, "city", code).value for code in columns.languages])
    return columns.interface_text("p", "fact", lambda: event.name_place(next(cities)))


def make_organization_rows(
    columns: ParallelColumns, organizations: list[EventOrganization]
) -> Rows:
    rows: Rows = []
    if organizations:
        rows += columns.interface_text("h2", "", lambda: gettext("Organizers"), anchor="organizers")
    role = ""
    for printed in organizations:
        if printed.role != role:
            role = printed.role
            rows += columns.interface_text("h3", "role", printed.get_role_display)
        name = columns.text("p", "organization", printed, "printed_name")
        rows += name or columns.text("p", "organization", printed.organization, "name")
    return rows


def make_point_rows(columns: ParallelColumns, record: Event | Session, level: int = 2) -> Rows:
    """Return the key points below their heading."""
    rows = columns.prose(record, "key_points", render_points)
    heading = columns.interface_text(f"h{level}", "", lambda: gettext("At a glance"))
    return [*heading, *rows] if rows else []


def make_introduction_rows(columns: ParallelColumns, event: Event) -> Rows:
    paragraphs = columns.prose(event, "introduction")
    if not paragraphs:
        return []
    return [
        *columns.interface_text("h2", "", lambda: gettext("Introduction"), anchor="introduction"),
        *paragraphs,
    ]


def make_segment_rows(columns: ParallelColumns, segment: PageSegment, level: int = 2) -> Rows:
    session = segment.session
    rows = make_name_row(columns, session, f"h{level}")
    rows += make_label_rows(columns, session)
    rows += columns.interface_text("p", "fact", lambda: session_hours(session))
    for field in SESSION_FIELDS:
        rows += columns.text("p", "fact", session, field)
    rows += make_point_rows(columns, session, level + 1)
    rows += columns.prose(session, "summary")
    return rows + [
        row for turn in segment.turns for row in make_turn_rows(columns, turn, f"h{level + 1}")
    ]


def make_label_rows(columns: ParallelColumns, session: Session) -> Rows:
    rows: Rows = []
    if columns.text("p", "", session, "title"):
        heading = columns.text("p", "label", session, "heading")
        rows += heading or columns.interface_text("p", "label", session.get_kind_display)
    return rows + columns.text("p", "label", session, "label")


def make_name_row(columns: ParallelColumns, session: Session, tag: str) -> Rows:
    anchor = f"session-{session.slug}"
    name_fields = list_name_fields(session._meta.label)
    named = columns.text(tag, "session", session, *name_fields, anchor=anchor)
    return named or columns.interface_text(tag, "session", session.get_kind_display, anchor=anchor)


def session_hours(session: Session) -> str:
    """Return the day, where the session names one, and the hours."""
    hours = "–".join(dates.clock(hour) for hour in (session.start, session.end) if hour)
    words = [dates.day(session.day) if session.day else "", hours]
    return " ".join(word for word in words if word)


def make_turn_rows(columns: ParallelColumns, turn: PageTurn, tag: str) -> Rows:
    appearance = turn.appearance
    anchors = {"anchor": turn.anchor, "former_anchor": turn.former_anchor}
    rows = columns.text(tag, "person", appearance.person, "name", **anchors)
    rows += columns.text("p", "held-title", appearance, "title")
    rows += columns.text("p", "talk", appearance, "speech_title")
    if appearance.has_printed_role:
        rows += columns.interface_text("p", "role", appearance.get_role_display)
    return rows + make_attendance_rows(columns, appearance) + columns.prose(appearance, "remarks")


def make_attendance_rows(columns: ParallelColumns, appearance: Appearance) -> Rows:
    """Return how somebody took part from elsewhere, in the document's own words if any."""
    if appearance.attendance not in (
        Appearance.Attendance.VIDEO,
        Appearance.Attendance.WRITTEN,
    ):
        return []
    note = columns.text("p", "attendance", appearance, "attendance_note")
    return note or columns.interface_text("p", "attendance", appearance.get_attendance_display)
