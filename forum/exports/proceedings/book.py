"""The proceedings as JSON: everything that the pages print, text by text with its language.

A text is a list of passages, one a language: ``{"lang": "zh-hans", "text": "…"}``. Pictures are
named in it; their files are no part of the JSON.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, groupby
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext, override, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from forum.core import dates, edition_numbers
from forum.core.content import Record, column, language_codes
from forum.core.record_names import list_name_fields
from forum.exports.house_style.turns import join_attribution
from forum.exports.proceedings.gathering import EventRecords
from forum.exports.proceedings.person_index import compose_indexes
from forum.exports.proceedings.printed_languages import Passages, PrintedLanguages
from forum.exports.proceedings.rich_text import Json
from forum.localization import line_breaks
from forum.models import KnowledgeProduct, SiteSettings
from sessions_app.models import Appearance, Event, EventOrganization, Photo, Session
from sessions_app.models.key_points import render_points

LABELS = {
    "proceedings": _("Proceedings"),
    "draft": _("Draft, not for publication"),
    "contents": _("Contents"),
    "glance": _("At a glance"),
    "introduction": _("Introduction"),
    "organizers": _("Organizers"),
    "programme": _("Programme"),
    "time": _("Time"),
    "session": _("Session"),
    "participants_of": _("Guests"),
    "remarks": _("Remarks"),
    "moderator": _("Moderator"),
    "moderators": _("Moderators"),
    "summaries": _("Summaries of remarks"),
    "full_texts": _("Full texts of remarks"),
    "products": _("Knowledge products"),
    "launched_by": _("Launched by"),
    "publishers": _("Published by"),
    "photos": _("Photos"),
    "participants": _("List of participants"),
    "name": _("Name"),
    "title": _("Title as of the event"),
    "sessions": _("Sessions"),
    "index": _("Index of persons"),
    "corrections": _("Corrections"),
    "colophon": _("About these proceedings"),
    "published": _("First published"),
    "updated": _("State of the record"),
    "address": _("Permanent address"),
    "edition": _("Edition"),
    "version": _("Version"),
    "publisher": _("Published by"),
    "scan": _("Scan to read"),
    "language": _("Language"),
    "page": pgettext_lazy("of a book", "Page"),
}


@dataclass(frozen=True, slots=True)
class Book:
    """content: for ``json.dumps``; pictures: name on the pages -> the stored picture."""

    title: str
    content: Json
    pictures: dict[str, Any]
    changed: datetime


@dataclass(slots=True)
class BookParts:
    """What the composer of a book goes on collecting."""

    pictures: dict[str, Any] = field(default_factory=dict)
    turns: list[tuple[str, Appearance]] = field(default_factory=list)
    shown_photos: set[int] = field(default_factory=set)


def compose_book(
    records: list[EventRecords],
    printed: PrintedLanguages,
    address: str,
    session: Session | None = None,
) -> Book:
    """Return the book of an event, its sub-forums after it. address: of the record's page."""
    composer = _Composer(printed, BookParts())
    first = records[0]
    changed = max(map(find_last_change, records))
    whole = session or first.event
    title = printed.find_texts(whole, *list_name_fields(whole._meta.label)) or printed.find_texts(
        first.event, "title"
    )
    name = title[0].value if title else first.event.slug
    standing = composer.describe_standing(first.event)
    parts = [composer.describe_event(event) for event in records]
    for part in parts:
        # What stands on every page is not told again.
        part["standing"] = [] if part["standing"] == standing else part["standing"]
    has_sub_forums = len(parts) > 1
    content = {
        "languages": list(printed.languages),
        "is_draft": printed.is_draft,
        "standing": standing,
        "title": name,
        "labels": {name: printed.say(lambda: words) for name, words in LABELS.items()},  # noqa: B023
        "cover": composer.describe_cover(first, session),
        "has_sub_forums": has_sub_forums,
        # The cover says who met where and when; a first part that says no more is left out.
        "parts": parts if not has_sub_forums or has_content(parts[0]) else parts[1:],
        "participants": composer.list_participants(),
        "indexes": compose_indexes(composer.parts.turns, printed),
        "corrections": [
            composer.describe_correction(correction)
            for event_records in records
            for correction in event_records.corrections
        ],
        "colophon": composer.describe_colophon(first.event, address, changed),
    }
    return Book(name, content, composer.parts.pictures, changed)


def find_last_change(records: EventRecords) -> datetime:
    """Return when the event, or a part that is printed of it, was last saved."""
    event: Any = records.event
    parts: Iterable[Record] = chain(
        records.organizations,
        records.sessions,
        *(session.public_appearances for session in records.sessions),
        records.products,
        records.photos,
        records.corrections,
    )
    newest: datetime = max([event.updated, *(part.updated for part in parts)])
    return newest


def list_lacking_alternatives(records: list[EventRecords]) -> list[str]:
    """Return the pictures that tell nothing to those who do not see them, by what names them."""
    return [name for event_records in records for name in _list_lacking(event_records)]


def _list_lacking(records: EventRecords) -> Iterator[str]:
    event = records.event
    if event.public_cover and not has_text_in_any(event, "cover_alt"):
        yield gettext("cover of “%(name)s”") % {"name": event}
    beside = (
        appearance.public_photo
        for session in records.sessions
        for appearance in session.public_appearances
    )
    named_keys: set[int] = set()
    for photo in chain(filter(None, beside), records.photos):
        if photo.pk not in named_keys and not has_text_in_any(photo, "alt"):
            words = gettext("photo “%(name)s”")
            yield words % {"name": photo.caption} if photo.caption else str(photo)
        named_keys.add(photo.pk)
    for product in records.products:
        if product.cover and not has_text_in_any(product, "cover_alt"):
            yield gettext("cover of “%(name)s”") % {"name": product}


def has_text_in_any(record: Record, name: str) -> bool:
    return any(getattr(record, column(name, code)) for code in language_codes())


@dataclass(frozen=True, slots=True)
class _Composer:
    printed: PrintedLanguages
    parts: BookParts

    def describe_cover(self, records: EventRecords, session: Session | None) -> Json:
        event, printed = records.event, self.printed
        parent, series = event.public_parent, event.public_series
        hosts = [role for role in records.organizations if role.role == role.Role.HOST]
        roof = printed.list_passages(parent, "title") if parent else []
        if not roof and series:
            roof = printed.list_passages(series, "name")
        return {
            "roof": roof,
            "kind": printed.say(event.get_kind_display),
            "edition": printed.say(lambda: edition_numbers.edition(event.edition or 0))
            if event.edition
            else [],
            "numeral": printed.say(lambda: event.cover_numeral)[:1],
            "title": list_phrases(printed.list_passages(event, "title")),
            "others": list_phrases(self._list_other_titles(event)),
            "subtitle": printed.list_passages(event, "subtitle"),
            "session": self._name_session(session) if session else [],
            "days": printed.say(lambda: list_days(event)),
            "place": self._find_place(event),
            "hosts": [self._name_organization(role) for role in hosts],
            "accent": event.accent or "#8c2f22",
            "picture": self._add_picture(event, "cover", "cover_alt")
            if event.public_cover and not session
            else None,
        }

    def _list_other_titles(self, event: Event) -> Passages:
        """Return the title in the languages that the book is not in: both are originals."""
        others = PrintedLanguages(
            tuple(code for code in language_codes() if code not in self.printed.languages)
        )
        if not others.languages or self.printed.is_draft:
            return []
        passages = PrintedLanguages((*self.printed.languages, *others.languages)).list_passages(
            event, "title"
        )
        printed = {passage["text"] for passage in self.printed.list_passages(event, "title")}
        return [passage for passage in passages if passage["text"] not in printed]

    def describe_standing(self, event: Event) -> Passages:
        return self.printed.say(event.get_standing_display) if event.standing else []

    def describe_event(self, records: EventRecords) -> Json:
        event, printed = records.event, self.printed
        sessions = [
            self.describe_session(
                session, [photo for photo in records.photos if photo.session_id == session.pk]
            )
            for session in records.sessions
        ]
        session_keys = {session.pk for session in records.sessions}
        return {
            "title": list_phrases(printed.list_passages(event, "title")),
            "standing": self.describe_standing(event),
            "days": printed.say(lambda: list_days(event)),
            "place": self._find_place(event),
            "key_points": printed.list_prose(event, "key_points", render=render_points),
            "introduction": printed.list_prose(event, "introduction"),
            "organizers": self.list_organizers(records.organizations),
            "zone": printed.say(lambda: list_zone(event, records.sessions)),
            "programme": self.list_programme(records.sessions),
            "has_texts": any(session["has_texts"] for session in sessions),
            "sessions": sessions,
            "products": [self.describe_product(product) for product in records.products],
            "photos": self.describe_photos(
                photo for photo in records.photos if photo.session_id not in session_keys
            ),
        }

    def list_organizers(self, organizations: list[EventOrganization]) -> list[Json]:
        return [
            {
                "role": self.printed.say(roles[0].get_role_display),
                "names": [self._name_organization(role) for role in roles],
            }
            for roles in (
                list(group) for _role, group in groupby(organizations, lambda row: row.role)
            )
        ]

    def list_programme(self, sessions: list[Session]) -> list[Json]:
        """Return the sessions day by day; a day that no session names has no heading."""
        days = groupby(sessions, lambda session: session.day)
        return [
            {
                "day": self.printed.say(lambda: dates.day(day)) if day else [],  # noqa: B023
                "rows": [self._describe_row(session) for session in rows],
            }
            for day, rows in days
        ]

    def _describe_row(self, session: Session) -> Json:
        return {
            "time": list_hours(session),
            "title": list_phrases(self._name_session(session)),
            "room": self.printed.list_passages(session, "room"),
            "moderators": [
                self.printed.list_passages(row.person, "name") for row in session.moderators
            ],
            "guests": [self.printed.list_passages(row.person, "name") for row in session.speakers],
        }

    def describe_session(self, session: Session, photos: list[Photo]) -> Json:
        """Return a session with its guests' turns. photos: those that stand beside nobody."""
        silent = [row for row in session.moderators if self._is_silent(row)]
        turns = [row for row in (*session.moderators, *session.speakers) if row not in silent]
        kinds = {row.remarks_kind for row in session.public_appearances if row.has_remarks()}
        is_full_text = kinds == {Appearance.RemarksKind.FULL_TEXT}
        key_points = self.printed.list_prose(session, "key_points", render=render_points)
        summary = self.printed.list_prose(session, "summary", {})
        pictures = self.describe_photos(photos)
        day = session.day
        return {
            "id": f"session-{session.pk}",
            "title": list_phrases(self._name_session(session)),
            "day": self.printed.say(lambda: dates.day(day)) if day else [],
            "hours": list_hours(session),
            "room": self.printed.list_passages(session, "room"),
            "has_texts": bool(
                session.public_appearances or key_points["rows"] or summary["rows"] or pictures
            ),
            "key_points": key_points,
            "summary": summary,
            "kind": "full_texts" if is_full_text else "summaries" if kinds else "",
            "moderators": [self.describe_turn(row) for row in silent],
            "turns": [self.describe_turn(row) for row in turns],
            "photos": pictures,
        }

    def _is_silent(self, row: Appearance) -> bool:
        """Tell whether nothing but a line is printed of who leads a session."""
        photo = row.public_photo
        return not row.has_remarks() and (photo is None or photo.pk in self.parts.shown_photos)

    def _name_session(self, session: Session) -> Passages:
        """Return label and title, else the heading, else the kind."""
        name_fields = list_name_fields(session._meta.label)
        titles = self.printed.list_passages(session, *name_fields)
        titles = titles or self.printed.say(session.get_kind_display)
        labels = {
            passage["lang"]: passage["text"]
            for passage in self.printed.list_passages(session, "label")
        }
        return [
            {**title, "text": join_label(labels.get(title["lang"], ""), title["text"])}
            for title in titles
        ]

    def describe_turn(self, row: Appearance) -> Json:
        printed, anchor = self.printed, f"turn-{row.pk}"
        self.parts.turns.append((anchor, row))
        is_summary = row.remarks_kind == Appearance.RemarksKind.SUMMARY
        photo = row.public_photo
        return {
            "id": anchor,
            "name": printed.list_passages(row.person, "name"),
            "honorific": printed.list_passages(row, "honorific"),
            "title": printed.list_passages(row, "title"),
            "topic": printed.list_passages(row, "speech_title"),
            "role": printed.say(row.get_role_display) if row.role != row.Role.SPEAKER else [],
            "attendance": self._describe_attendance(row),
            "remarks": printed.list_prose(
                row, "remarks", self._open_remarks(row) if is_summary else {}
            ),
            "photo": self.describe_photo(photo, row) if photo else None,
        }

    def _open_remarks(self, row: Appearance) -> dict[str, str]:
        """Return the attribution that opens a summary, by language: 王受文指出，"""
        names = {
            code: alone[0].value
            for code in language_codes()
            if (alone := self.printed.alone(code).find_texts(row.person, "name"))
            and alone[0].language == code
        }
        verbs = ((code, getattr(row, column("attribution", code))) for code in names)
        return {code: join_attribution(names[code], verb, code) for code, verb in verbs if verb}

    def _describe_attendance(self, row: Appearance) -> Passages:
        """Return how somebody took part, in the document's own words if any."""
        if row.attendance in (row.Attendance.NOT_STATED, row.Attendance.IN_PERSON):
            return []
        note = self.printed.list_passages(row, "attendance_note")
        return note or self.printed.say(row.get_attendance_display)

    def describe_photos(self, photos: Iterable[Photo]) -> list[Json]:
        return [described for photo in photos if (described := self.describe_photo(photo))]

    def describe_photo(self, photo: Photo, row: Appearance | None = None) -> Json | None:
        """Return a photo once a book, with its caption; None where it cannot be described."""
        if photo.pk in self.parts.shown_photos:
            return None
        captions = self.printed.list_passages(photo, "caption")
        if row:
            captions = captions or self.printed.list_passages(row, "caption")
            # It stands beside name and title, which say the same in the book's own languages.
            languages = self.printed.languages
            captions = [passage for passage in captions if passage["lang"] in languages]
        picture = self._add_picture(photo, "image", "alt", captions)
        if picture is None:
            return None
        self.parts.shown_photos.add(photo.pk)
        return {
            "picture": picture,
            "caption": captions,
            "credit": self.printed.list_passages(photo, "credit"),
        }

    def _add_picture(
        self, record: Record, name: str, alt: str, instead: Passages | None = None
    ) -> Json | None:
        """Return a picture with its alternative text; the caption serves where there is none.

        One that neither describes is left out: a reader who does not see it would learn nothing.
        """
        file = getattr(record, name)
        texts = self.printed.list_passages(record, alt) or instead or []
        if not file or not texts:
            return None
        key = f"{record._meta.model_name}-{record.pk}"
        self.parts.pictures[key] = file
        return {"name": key, "alt": " / ".join(passage["text"] for passage in texts)}

    def describe_product(self, product: KnowledgeProduct) -> Json:
        printed = self.printed
        launchers: list[Appearance] = vars(product)["public_launchers"]  # with_launch
        return {
            "kind": printed.say(product.get_kind_display),
            "title": list_phrases(printed.list_passages(product, "title")),
            "summary": printed.list_passages(product, "summary"),
            "description": printed.list_prose(product, "description"),
            "launched_by": [printed.list_passages(row.person, "name") for row in launchers],
            "publishers": [
                printed.list_passages(publisher, "name") for publisher in product.named_publishers
            ],
            "link": product.link,
            "picture": self._add_picture(product, "cover", "cover_alt"),
        }

    def list_participants(self) -> list[Json]:
        """Return each guest once, in the order of the first turn, with all that they did."""
        by_person: dict[int, list[tuple[str, Appearance]]] = {}
        for anchor, row in self.parts.turns:
            by_person.setdefault(row.person_id, []).append((anchor, row))
        return [self._describe_participant(turns) for turns in by_person.values()]

    def _describe_participant(self, turns: list[tuple[str, Appearance]]) -> Json:
        titled = next((row for _anchor, row in turns if has_text_in_any(row, "title")), turns[0][1])
        return {
            "name": self.printed.list_passages(titled.person, "name"),
            "title": self.printed.list_passages(titled, "title"),
            "turns": [
                {"id": anchor, "session": self._name_session(row.session)} for anchor, row in turns
            ],
        }

    def describe_correction(self, correction: Any) -> Json:
        return {
            "day": self.printed.say(lambda: dates.day(correction.made_on)),
            "text": self.printed.list_passages(correction, "text"),
        }

    def describe_colophon(self, event: Event, address: str, changed: datetime) -> Json:
        site = SiteSettings.current()
        return {
            "publisher": self.printed.list_passages(site, "organizer")
            or self.printed.list_passages(site, "site_name"),
            "published": self.printed.say(lambda: name_day(event.published_at)),
            "updated": self.printed.say(lambda: name_day(changed)),
            "language": self.printed.say(lambda: name_languages(self.printed)),
            "identifiers": list_identifiers(event),
            "address": address,
            "qr_alt": " / ".join(
                passage["text"]
                for passage in self.printed.say(
                    lambda: gettext("QR code that leads to %(address)s") % {"address": address}
                )
            ),
        }

    def _find_place(self, event: Event) -> Passages:
        """Return venue, city and country in a line, in the order of each language."""
        printed, lines = self.printed, []
        venues = {text.language: text.value for text in printed.find_texts(event, "venue")}
        cities = {text.language: text.value for text in printed.find_texts(event, "city")}
        for code in printed.languages:
            with override(code):
                text = event.name_place(cities.get(code, ""), venues.get(code, ""))
            lines += [{"lang": code, "text": text}] if text else []
        return lines

    def _name_organization(self, role: EventOrganization) -> Passages:
        printed = self.printed.list_passages(role, "printed_name")
        return printed or self.printed.list_passages(role.organization, "name")


def has_content(part: Json) -> bool:
    """Tell whether anything stands below the title of an event that has sub-forums."""
    prose = ("key_points", "introduction")
    lists = ("organizers", "sessions", "products", "photos")
    return any(part[name]["rows"] for name in prose) or any(part[name] for name in lists)


def list_identifiers(event: Event) -> list[Json]:
    names = (("DOI", event.doi), ("Handle", event.handle))
    identifiers = [(name, text) for name, text in names if text]
    return [
        {"name": name, "text": text, "address": address}
        for (name, text), address in zip(identifiers, event.identifier_addresses, strict=True)
    ]


def list_phrases(passages: Passages) -> Passages:
    """Return titles with the phrases between which a line of a cover may end."""
    return [
        {
            **passage,
            "phrases": [
                list(line_breaks.words(phrase)) for phrase in line_breaks.phrases(passage["text"])
            ],
        }
        for passage in passages
    ]


def join_label(label: str, title: str) -> str:
    return f"{label} · {title}" if label and label != title else title


def list_days(event: Event) -> str:
    return str(dates.days(event.starts_on, event.ends_on)) if event.starts_on else ""


def name_day(moment: datetime | None) -> str:
    """Return the day of a moment where the site is, as its pages say it."""
    return dates.day(localdate(moment)) if moment else ""


def list_zone(event: Event, sessions: list[Session]) -> str:
    """Return the time zone, where the programme prints hours."""
    has_hours = any(session.start for session in sessions)
    return dates.zone_words(event.time_zone, event.starts_on) if has_hours else ""


def list_hours(session: Session) -> str:
    return "–".join(dates.clock(hour) for hour in (session.start, session.end) if hour)


def name_languages(printed: PrintedLanguages) -> str:
    names: dict[str, Callable[[], str]] = {
        "zh-hans": lambda: gettext("Simplified Chinese"),
        "en": lambda: gettext("English"),
    }
    joint = pgettext("between names", ", ")
    return joint.join(str(names.get(code, lambda: code)()) for code in printed.languages)  # noqa: B023
