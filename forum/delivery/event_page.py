"""The page of an event as data: the whole record, in the language of the page."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, Final

from django.http import HttpRequest

from forum.core import edition_numbers
from forum.core.addressable import page_address
from forum.delivery.agenda import Agenda, AgendaItem, Day, Grid, lay_out_agenda
from forum.delivery.citations import render_citation
from forum.delivery.editions import find_editions
from forum.delivery.frame import build_frame, read_frame
from forum.delivery.other_formats import FormatLink, list_formats, list_references
from forum.delivery.page_texts import PageTexts, list_in_other_languages, plain_text
from forum.delivery.pictures import logo, photo
from forum.delivery.programme import (
    PageProgramme,
    PageSegment,
    first_turn_of_each,
    lay_out_programme,
)
from forum.delivery.record_fragments import (
    Data,
    describe_days,
    describe_documents,
    describe_event_row,
    describe_guests,
    describe_link,
    describe_moderators,
    describe_place,
    describe_products,
    describe_reservation,
    describe_session,
    group_gallery,
    list_turns,
)
from forum.delivery.related_rows import describe_related
from forum.delivery.statements import Records
from forum.delivery.text_markup import display
from forum.delivery.time_markup import day_words, days, zone
from sessions_app.models import Appearance, Correction, Event, EventOrganization, Session

# The parts of the event, as its statement names them.
PARTS: Final = (
    "sessions", "appearances", "photos", "documents", "corrections", "organizations"
)  # fmt: skip


def build_event_page(records: Records, request: HttpRequest) -> Data | None:
    """Return what the page of an event shows, None where the public sees no such event.

    records: of ``EVENT_STATEMENT``.
    """
    if not records["events"]:
        return None
    [event] = records["events"]
    join_records(event, records)
    event.changed_at = find_last_change(event, records)
    programme = lay_out_programme(records["sessions"])
    texts = PageTexts()
    content = describe_event(event, programme, records, request, texts)
    context = {
        "subject": event,
        "programme": programme,
        **read_frame(records),
        **{name: records[name] for name in ("organizations", "products", "photos", "sub_forums")},
    }
    return {
        **build_frame(request, context),
        "title": plain_text(event, "title"),
        "accent": accent_address(event),
        "honest": texts.say_honestly(event),
        **content,
    }


def join_records(event: Event, records: Records) -> None:
    """Let the records of a page know each other, so that none is asked for again."""
    by_session: dict[int, list[Appearance]] = defaultdict(list)
    for appearance in records["appearances"]:
        by_session[appearance.session_id].append(appearance)
    for session in records["sessions"]:
        session.event = event
        session.public_appearances = by_session[session.pk]
        for appearance in session.public_appearances:
            appearance.session = session
    for name in ("organizations", "photos", "documents", "corrections"):
        for part in records.get(name, ()):
            part.event = event


def find_last_change(event: Event, records: Records) -> datetime:
    """Return what ``with_last_change`` asks the database for, of which the page has all rows."""
    parts = [part for name in PARTS for part in records[name]]
    # The photos beside remarks are not in the gallery.
    photos = [appearance.public_photo for appearance in records["appearances"]]
    latest: datetime = max(record.updated for record in (event, *parts, *filter(None, photos)))
    return latest


def describe_event(
    event: Event,
    programme: PageProgramme,
    records: Records,
    request: HttpRequest,
    texts: PageTexts,
) -> Data:
    """Return the parts of the page in the order in which it prints them."""
    sessions = {
        segment.session.pk: describe_segment(segment, texts) for segment in programme.segments
    }
    agenda = lay_out_agenda(programme)
    return {
        "event": describe_cover(event, texts),
        "key_points": texts.show_points(event),
        "topics": [describe_link(topic, "name", texts) for topic in records["topics"]],
        "introduction": texts.show_prose(event, "introduction"),
        "organizations": list_roles(records["organizations"], texts),
        "sub_forums": [
            describe_event_row(forum, texts, within=True) for forum in records["sub_forums"]
        ],
        "agenda": describe_agenda(agenda, event, sessions) if programme.segments else None,
        "speakers": describe_guests((turn.appearance for turn in programme.speakers), texts),
        "overview": page_address("event-overview", event.slug),
        "moderators": describe_guests(
            (turn.appearance for turn in programme.only_moderating), texts
        ),
        "remarks": describe_remarks(programme, sessions, texts) if programme.has_remarks else None,
        "products": describe_products(records, texts, launch="session"),
        "photos": group_gallery(records, texts),
        "files": describe_documents(records["documents"], texts),
        "corrections": [describe_correction(note, texts) for note in records["corrections"]],
        "colophon": describe_colophon(
            event,
            records["organizations"],
            request,
            code=page_address("qr", event.slug),
            formats=list_formats(event, records["sessions"]),
        ),
        "editions": [
            describe_edition(edition, texts) if edition else None
            for edition in find_editions(event, records["candidates"])
        ],
        "has_photos": bool(records["photos"]) or programme.has_photos,
        **describe_related(records, texts, people=[turn.person for turn in records["appearances"]]),
    }


def describe_cover(event: Event, texts: PageTexts) -> Data:
    parent, series = event.public_parent, event.public_series
    can_stand_side_by_side = len(event.readable_languages) > 1
    return {
        "parent": describe_link(parent, "title", texts) if parent else None,
        "parent_others": list_in_other_languages(parent, "title") if parent else [],
        "series": describe_link(series, "name", texts) if series else None,
        "kind": display(event, "kind"),
        "edition": edition_numbers.edition(event.edition) if event.edition else "",
        "numeral": event.cover_numeral,
        "standing": describe_reservation(event),
        "title": texts.show(event, "title"),
        "subtitle": texts.show(event, "subtitle"),
        "others": list_in_other_languages(event, "title"),
        "days": describe_days(event),
        "place": describe_place(event, texts),
        "calendar": page_address("agenda", event.slug) if event.starts_on else "",
        "parallel": page_address("event-parallel", event.slug) if can_stand_side_by_side else "",
        "picture": describe_cover_picture(event),
        "is_long": event.is_long,
    }


def describe_cover_picture(event: Event) -> str:
    if not event.public_cover:
        return ""
    sizes = "(min-width: 75rem) 72rem, 100vw"
    return photo(event, "cover", "cover_alt", sizes=sizes, lazy=False, priority=True)


def list_roles(organizations: Iterable[EventOrganization], texts: PageTexts) -> list[Data]:
    """Return the organizations role by role, as the cover prints them."""
    roles = groupby(organizations, key=lambda organization: display(organization, "role"))
    return [
        {
            "role": str(role),
            "organizations": [describe_organization(organization, texts) for organization in group],
        }
        for role, group in roles
    ]


def describe_organization(role: EventOrganization, texts: PageTexts) -> Data:
    organization = role.organization
    return {
        "logo": logo(organization) if organization.logo else "",
        "href": organization.get_absolute_url() if organization.is_public else "",
        "name": texts.show(role, "printed_name") or texts.show(organization, "name"),
    }


def describe_segment(segment: PageSegment, texts: PageTexts) -> Data:
    return {
        **describe_session(segment.session, texts),
        "moderators": describe_moderators(segment, texts),
        "speakers": [
            {
                "name": texts.show(turn.appearance.person, "name"),
                "anchor": turn.anchor if plain_text(turn.appearance, "remarks").value else "",
            }
            for turn in first_turn_of_each(segment.speakers)
        ],
    }


def describe_agenda(agenda: Agenda, event: Event, sessions: dict[int, Data]) -> Data:
    """Return the agenda. sessions: what stands in it, by the session's key."""
    return {
        "is_timed": agenda.timed,
        "zone": zone(event) if agenda.timed else "",
        "filter": describe_agenda_filter(agenda) if agenda.can_be_filtered else None,
        "days": [describe_day(day, event, sessions) for day in agenda.days],
    }


def describe_agenda_filter(agenda: Agenda) -> Data:
    return {
        "days": [(day.day.isoformat(), day_words(day.day)) for day in agenda.dated if day.day],
        "rooms": [(room.number, plain_text(room.session, "room")) for room in agenda.rooms],
        "kinds": [(session.kind, display(session, "kind")) for session in agenda.kinds],
    }


def describe_day(day: Day, event: Event, sessions: dict[int, Data]) -> Data:
    grid = day.grid
    return {
        "day": day.day.isoformat() if day.day else "",
        "heading": days(day.day) if day.day and event.is_long else "",
        "grid": describe_grid(grid, sessions) if grid else None,
        "items": [] if grid else [describe_item(item, sessions) for item in day.items],
    }


def describe_item(item: AgendaItem, sessions: dict[int, Data]) -> Data:
    return {"session": sessions[item.session.pk], "room": item.room.number if item.room else 0}


def describe_grid(grid: Grid, sessions: dict[int, Data]) -> Data:
    return {
        "rooms": [sessions[room.session.pk]["room"] for room in grid.rooms],
        "rows": [
            {
                "start": f"{row.start:%H:%M}" if row.start else "",
                "cells": [
                    {
                        "item": describe_item(cell.item, sessions) if cell.item else None,
                        "columns": cell.columns,
                        "rows": cell.rows,
                    }
                    for cell in row.cells
                ],
            }
            for row in grid.rows
        ],
    }


def describe_remarks(programme: PageProgramme, sessions: dict[int, Data], texts: PageTexts) -> Data:
    """Return who said what, session by session; who leads one stands in it only with words."""
    kind = programme.remarks_kind
    return {
        "is_full_text": kind == Appearance.RemarksKind.FULL_TEXT,
        "segments": [
            {
                "session": sessions[segment.session.pk],
                "key_points": texts.show_points(segment.session),
                "summary": texts.show_prose(segment.session, "summary"),
                "turns": list(list_turns(segment, kind, texts)),
            }
            for segment in programme.to_read
        ],
    }


def describe_correction(correction: Correction, texts: PageTexts) -> Data:
    return {
        "day": days(correction.made_on),
        "marks": texts.list_marks(correction, "text"),
        "text": texts.show(correction, "text"),
    }


def describe_colophon(
    event: Event,
    organizations: Iterable[EventOrganization],
    request: HttpRequest,
    *,
    code: str,
    formats: Sequence[FormatLink] = (),
    session: Session | None = None,
) -> Data:
    """Return what the record says about itself: its dates, its address, how to cite it.

    code: the address of the page's QR code; session: the one whose page it is.
    """
    address = request.build_absolute_uri((session or event).get_absolute_url())
    published: Any = event.published_at
    return {
        "is_page": False,
        "published": days(published),
        "updated": days(event.changed_at),
        "address": address,
        "short_address": address.partition("://")[2],
        "citation": render_citation(event, organizations, address, session),
        "code": code,
        "references": list_references(session or event),
        "formats": formats,
    }


def describe_edition(event: Event, texts: PageTexts) -> Data:
    return {
        "href": event.get_absolute_url(),
        "title": texts.show(event, "title"),
        "days": describe_days(event),
    }


def accent_address(event: Event) -> str:
    """Return where the style sheet of the event's colours is, "" for an event without."""
    version = event.accent_version
    return f"{page_address('accent', event.slug)}?v={version}" if version else ""
