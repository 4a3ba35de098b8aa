"""The page of a session as data: what was said in it, and the other sessions of its event."""

from pathlib import PurePosixPath
from typing import Final

from django.http import HttpRequest
from django.utils.text import capfirst

from forum.core.addressable import page_address
from forum.core.columns import model_field
from forum.core.field_labels import own_name
from forum.core.translated import html_lang
from forum.delivery.citations import render_citation_of_remarks
from forum.delivery.event_page import accent_address, describe_colophon, join_records
from forum.delivery.frame import build_frame, find_site, read_frame
from forum.delivery.link_previews import share_path
from forum.delivery.page_texts import PageTexts, plain_text
from forum.delivery.programme import PageSegment, find_neighbours, lay_out_programme
from forum.delivery.record_fragments import (
    Data,
    describe_documents,
    describe_gallery,
    describe_link,
    describe_moderators,
    describe_product,
    describe_reservation,
    describe_session,
    describe_session_line,
    describe_session_link,
    list_turns,
)
from forum.delivery.related_rows import describe_related
from forum.delivery.statements import Records
from forum.delivery.text_markup import short_address
from forum.delivery.time_markup import days, zone
from forum.models import SiteSettings
from sessions_app.models import Appearance, Event, Session

# Translated fields that stand below the title, in this order.
SESSION_FIELDS: Final = ("room",)


def build_session_page(records: Records, request: HttpRequest, session_slug: str) -> Data | None:
    """Return what the page of a session shows, None where the public sees no such session.

    records: of ``SESSION_STATEMENT``.
    """
    subjects = [
        session
        for session in records["sessions"]
        if session.slug == session_slug and not session.is_break
    ]
    if not records["events"] or not subjects:
        return None
    [event], [subject] = records["events"], subjects
    join_records(event, records)
    [segment] = lay_out_programme([subject]).segments
    texts = PageTexts()
    site = find_site(records)
    address = request.build_absolute_uri(subject.get_absolute_url())
    content = {
        **describe_head(subject, event, texts),
        "own_recording": describe_own_recording(subject, site, request),
        **describe_segment_page(segment, records, texts, address),
        "colophon": describe_colophon(
            event,
            records["organizations"],
            request,
            code=page_address("session-qr", event.slug, session_slug),
            session=subject,
        ),
    }
    context = {
        "subject": subject,
        "event": event,
        "segment": segment,
        "products": records["products"],
        **read_frame(records),
    }
    return {
        **build_frame(request, context),
        "title": describe_session_link(subject, texts)["name"],
        "event_title": plain_text(event, "title"),
        "accent": accent_address(event),
        "honest": texts.say_honestly(),
        **content,
    }


def describe_head(session: Session, event: Event, texts: PageTexts) -> Data:
    day = session.day_held
    slugs = [event.slug, session.slug]
    can_stand_side_by_side = len(event.readable_languages) > 1
    return {
        "event": describe_link(event, "title", texts),
        "session": describe_session(session, texts),
        "standing": describe_reservation(event),
        "day": days(day) if day else "",
        "zone": zone(event) if session.start else "",
        "facts": list_facts(session, texts),
        "host_recording": session.recording_url,
        "host_address": short_address(session.recording_url),
        "calendar": page_address("session-calendar", *slugs) if session.has_hour else "",
        "parallel": page_address("session-parallel", *slugs) if can_stand_side_by_side else "",
        "proceedings": page_address("session-proceedings", *slugs),
    }


def describe_own_recording(session: Session, site: SiteSettings, request: HttpRequest) -> Data:
    """Return the recording that the site hands out itself, {} for none.

    Its poster is the picture of a shared link to the session, drawn as the event's cover is.
    """
    file = session.public_recording
    if not file:
        return {}
    suffix = PurePosixPath(str(file.name)).suffix.removeprefix(".")
    return {
        "src": file.url,
        "type": f"video/{suffix}",
        "format": "WebM" if suffix == "webm" else suffix.upper(),
        "poster": share_path({"subject": session, "site": site}),
        "address": short_address(request.build_absolute_uri(file.url)),
        "tracks": [
            {"src": captions.url, "lang": html_lang(code), "label": own_name(code)}
            for code, captions in session.public_captions.items()
        ],
    }


def list_facts(session: Session, texts: PageTexts) -> list[Data]:
    """Return what is said of a session in a few words, each with the name of its field."""
    return [
        {"name": capfirst(str(model_field(Session, field).verbose_name)), "text": text}
        for field in SESSION_FIELDS
        if (text := texts.show(session, field))
    ]


def describe_segment_page(
    segment: PageSegment, records: Records, texts: PageTexts, address: str
) -> Data:
    """Return the parts of the page below its head; who leads stands in it only with words.

    address: of the page.
    """
    session, kind = segment.session, segment.remarks_kind
    neighbours = find_neighbours(records["sessions"], session)
    turns = list(list_turns(segment, kind, texts))
    remarks = {turn.anchor: turn.appearance for turn in segment.turns}
    for turn in turns:
        anchor = turn["anchor"]
        if turn["remarks"]:
            cited = render_citation_of_remarks(remarks[anchor], f"{address}#{anchor}")
            turn["citation"] = cited
    return {
        "moderators": describe_moderators(segment, texts),
        "topics": [describe_link(topic, "name", texts) for topic in records["topics"]],
        "key_points": texts.show_points(session),
        "summary": texts.show_prose(session, "summary"),
        "has_remarks": any(turn["remarks"] for turn in turns),
        "is_full_text": kind == Appearance.RemarksKind.FULL_TEXT,
        "turns": turns,
        "products": [describe_product(product, (), texts) for product in records["products"]],
        "photos": describe_gallery(records["photos"], records, texts),
        "has_photos": bool(records["photos"]) or segment.has_photos,
        "files": describe_documents(records["documents"], texts),
        "sessions": [
            {**describe_session_line(listed, texts), "is_current": listed == session}
            for listed in records["sessions"]
            if not listed.is_break
        ],
        "neighbours": [
            describe_session_line(neighbour, texts) if neighbour else None
            for neighbour in (neighbours.previous, neighbours.next)
        ],
        **describe_related(records, texts, people=[turn.person for turn in records["appearances"]]),
    }
