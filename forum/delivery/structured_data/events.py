"""Events, their sessions and their series."""

from collections.abc import Iterable
from mimetypes import guess_type
from typing import Any

from django.http import HttpRequest

from forum.core import dates
from forum.core.record_names import name_of
from forum.delivery.pictures import large_address
from forum.delivery.record_fragments import address_of
from forum.delivery.structured_data.nodes import (
    Node,
    add_reservation,
    make_node,
    make_reference,
    other_names,
    page_text,
    public_address,
    short_description,
)
from forum.delivery.structured_data.records import product_reference
from forum.delivery.text_markup import display
from sessions_app.models import Appearance, Event, EventOrganization, Session

MODE = "https://schema.org/{}EventAttendanceMode"
ORGANIZERS = (
    EventOrganization.Role.HOST,
    EventOrganization.Role.ORGANIZER,
    EventOrganization.Role.CO_ORGANIZER,
    EventOrganization.Role.IMPLEMENTER,
)
ATTENDING = (Appearance.Role.WITNESS, Appearance.Role.ATTENDEE)
PHOTOS = 3


def make_event_node(event: Event, context: Any, request: HttpRequest) -> Node:
    """Return an event with its organizations, sessions, sub-forums and products.

    context: that of its page, so that nothing is asked for twice.
    """
    segments = list(context["programme"].segments)
    turns = [turn.appearance for segment in segments for turn in segment.turns]
    return make_node(
        "Event",
        name=page_text(event, "title"),
        alternateName=other_names(event, "title"),
        url=public_address(event, request),
        description=add_reservation(
            short_description(event, "introduction"), str(event.get_standing_display())
        ),
        identifier=event.identifier_addresses,
        abstract=page_text(event, "key_points"),
        startDate=day_text(event.starts_on),
        endDate=day_text(event.ends_on),
        eventAttendanceMode=attendance_mode(turns),
        location=make_place(event),
        image=list_images(event, context.get("photos", ()), request),
        superEvent=list_wholes(event, request),
        **group_organizations(context.get("organizations", ()), request),
        subEvent=[make_segment_node(segment, request) for segment in segments]
        + [make_reference("Event", forum, request) for forum in context.get("sub_forums", ())],
        workFeatured=list_products(context, request),
    )


def make_session_node(session: Session, context: Any, request: HttpRequest) -> Node:
    """Return a session as an event within its event."""
    event = context["event"]
    about = make_segment_node(context["segment"], request)
    about["superEvent"] = make_node(
        "Event",
        name=page_text(event, "title"),
        url=public_address(event, request),
        startDate=day_text(event.starts_on),
        endDate=day_text(event.ends_on),
    )
    more = make_node(
        "Event",
        description=str(event.get_standing_display()),
        location=make_place(event),
        workFeatured=list_products(context, request),
    )
    return {**about, **more}


def list_products(context: Any, request: HttpRequest) -> list[Node]:
    return [product_reference(product, request) for product in context.get("products", ())]


def make_series_node(series: Any, events: Iterable[Event], request: HttpRequest) -> Node:
    """Return a series with the events that its page lists."""
    return make_node(
        "EventSeries",
        name=page_text(series, "name"),
        alternateName=[*other_names(series, "name"), page_text(series, "abbreviation")],
        url=public_address(series, request),
        description=short_description(series, "description"),
        subEvent=[
            make_reference(
                "Event",
                event,
                request,
                startDate=day_text(event.starts_on),
                endDate=day_text(event.ends_on),
            )
            for event in events
        ],
    )


def make_segment_node(segment: Any, request: HttpRequest) -> Node:
    session = segment.session
    people = [turn.appearance for turn in segment.turns]
    return make_node(
        "Event",
        name=name_of(session).value,
        url=str(request.build_absolute_uri(address_of(session))),
        startDate=moment_text(session, session.start),
        endDate=moment_text(session, session.end),
        eventAttendanceMode=attendance_mode(people),
        recordedIn=make_recording(session, request),
        **group_guests(people, request),
    )


def make_recording(session: Session, request: HttpRequest) -> Node | None:
    """Return a recording by where it is watched; what its host shows need not be a video alone."""
    file, host = session.public_recording, session.recording_url
    if not file:
        return make_node("CreativeWork", url=host) if host else None
    return make_node(
        "VideoObject",
        name=name_of(session).value,
        contentUrl=request.build_absolute_uri(file.url),
        encodingFormat=guess_type(str(file.name))[0],
        url=host,
    )


def group_guests(people: Iterable[Appearance], request: HttpRequest) -> dict[str, list[Node]]:
    """Return who had a part in a session, and who was there, each in a role."""
    groups: dict[str, list[Node]] = {"performer": [], "attendee": []}
    for appearance in people:
        name = "attendee" if appearance.role in ATTENDING else "performer"
        groups[name].append(make_guest(appearance, name, request))
    return groups


def make_guest(appearance: Appearance, name: str, request: HttpRequest) -> Node:
    """Return a person in a role, under the title that was held then. name: of the property."""
    person = appearance.person
    reference = make_reference(
        "Person",
        person,
        request,
        alternateName=other_names(person, "name"),
        honorificPrefix=page_text(appearance, "honorific"),
        jobTitle=page_text(appearance, "title"),
    )
    kind = "PerformanceRole" if name == "performer" else "Role"
    return make_node(kind, roleName=display(appearance, "role"), **{name: reference})


def group_organizations(roles: Iterable[EventOrganization], request: HttpRequest) -> dict[str, Any]:
    """Return who hosted and organized, and who guided and supported, each under its role."""
    groups: dict[str, Any] = {"organizer": [], "contributor": []}
    for printed in roles:
        name = "organizer" if printed.role in ORGANIZERS else "contributor"
        organization = make_reference("Organization", printed.organization, request)
        printed_name = page_text(printed, "printed_name")
        if printed_name:
            organization["name"] = printed_name
        role = display(printed, "role")
        groups[name].append(make_node("OrganizationRole", roleName=role, **{name: organization}))
    return groups


def list_wholes(event: Event, request: HttpRequest) -> list[Node]:
    parent = [make_reference("Event", event.public_parent, request)] if event.public_parent else []
    series = (
        [make_reference("EventSeries", event.public_series, request)] if event.public_series else []
    )
    return parent + series


def list_images(event: Event, photos: Iterable[Any], request: HttpRequest) -> list[object]:
    cover = event.public_cover
    pictures = [request.build_absolute_uri(large_address(cover))] if cover else []
    return pictures + [
        make_node(
            "ImageObject",
            contentUrl=request.build_absolute_uri(large_address(photo.image)),
            caption=page_text(photo, "caption") or page_text(photo, "alt"),
            creditText=page_text(photo, "credit"),
        )
        for photo in list(photos)[:PHOTOS]
    ]


def make_place(event: Event) -> Node | None:
    city, venue = page_text(event, "city"), page_text(event, "venue")
    address = event.name_place(city)
    if not venue and not address:
        return None
    return make_node("Place", name=venue or city or address, address=address)


def attendance_mode(people: Iterable[Appearance]) -> str:
    """Return how an event was attended, "" where the record does not say."""
    # Who sent a text attended in no way.
    ways = {appearance.attendance for appearance in people} - {Appearance.Attendance.WRITTEN}
    if Appearance.Attendance.VIDEO in ways:
        # Where nobody's presence is told, a room with others in it is still the rule.
        only = ways == {Appearance.Attendance.VIDEO}
        return MODE.format("Online" if only else "Mixed")
    return MODE.format("Offline") if Appearance.Attendance.IN_PERSON in ways else ""


def day_text(day: Any) -> str:
    return day.isoformat() if day else ""


def moment_text(session: Session, time: Any) -> str:
    day = session.day_held
    if day is None:
        return ""
    return dates.machine_time(time, day, session.event.time_zone) if time else day_text(day)
