"""Events, their sessions and their series."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import pgettext

from forum.core import dates
from forum.core.record_names import name_of
from forum.site.structured_data.nodes import (
    Node,
    address,
    description,
    languages,
    node,
    other_names,
    reference,
    text,
)
from forum.site.structured_data.products import product_reference
from sessions_app.models import Appearance, Event, EventOrganization, Session

_MODE = "https://schema.org/{}EventAttendanceMode"
_ORGANIZERS = (
    EventOrganization.Role.HOST,
    EventOrganization.Role.ORGANIZER,
    EventOrganization.Role.CO_ORGANIZER,
    EventOrganization.Role.IMPLEMENTER,
)
PHOTOS = 3


def event_node(event: Event, context: Any, request: HttpRequest) -> Node:
    """Return an event with its organizations, sessions, sub-forums and products.

    context: that of its page, so that nothing is asked for twice.
    """
    segments = list(context["programme"].segments)
    turns = [turn.appearance for segment in segments for turn in segment.turns]
    return node(
        "Event",
        name=text(event, "title"),
        alternateName=other_names(event, "title"),
        url=address(event, request),
        description=description(event, "introduction"),
        startDate=_day(event.starts_on),
        endDate=_day(event.ends_on),
        eventAttendanceMode=_mode(turns),
        location=_place(event),
        inLanguage=languages(event),
        image=_images(event, context.get("photos", ()), request),
        superEvent=_within(event, request),
        **_organizations(context.get("organizations", ()), request),
        subEvent=[_segment(segment, event, request) for segment in segments]
        + [reference("Event", one, request) for one in context.get("sub_forums", ())],
        workFeatured=[product_reference(one, request) for one in context.get("products", ())],
    )


def session_node(session: Session, context: Any, request: HttpRequest) -> Node:
    """Return a session as an event within its event."""
    event = context["event"]
    found = _segment(context["segment"], event, request)
    found["superEvent"] = node(
        "Event",
        name=text(event, "title"),
        url=address(event, request),
        startDate=_day(event.starts_on),
        endDate=_day(event.ends_on),
    )
    products = [product_reference(one, request) for one in context.get("products", ())]
    more = node(
        "Event", location=_place(event), inLanguage=languages(session), workFeatured=products
    )
    return {**found, **more}


def series_node(series: Any, events: Iterable[Event], request: HttpRequest) -> Node:
    """Return a series with the events that its page lists."""
    return node(
        "EventSeries",
        name=text(series, "name"),
        alternateName=[*other_names(series, "name"), text(series, "abbreviation")],
        url=address(series, request),
        description=description(series, "description"),
        subEvent=[
            reference(
                "Event", one, request, startDate=_day(one.starts_on), endDate=_day(one.ends_on)
            )
            for one in events
        ],
    )


def _segment(segment: Any, event: Event, request: HttpRequest) -> Node:
    session = segment.session
    people = [turn.appearance for turn in segment.turns]
    video = session.recording_url
    return node(
        "Event",
        name=name_of(session).value,
        url=str(request.build_absolute_uri(session.get_absolute_url())),
        startDate=_moment(session, event, session.start),
        endDate=_moment(session, event, session.end),
        eventAttendanceMode=_mode(people),
        recordedIn=node("CreativeWork", url=video) if video else None,
        performer=[_performer(one, request) for one in people],
    )


def _performer(appearance: Appearance, request: HttpRequest) -> Node:
    """Return a person in a role, under the title that was held then."""
    person = appearance.person
    return node(
        "PerformanceRole",
        roleName=str(appearance.get_role_display()),
        performer=reference(
            "Person",
            person,
            request,
            alternateName=other_names(person, "name"),
            honorificPrefix=text(appearance, "honorific"),
            jobTitle=text(appearance, "title"),
        ),
    )


def _organizations(roles: Iterable[EventOrganization], request: HttpRequest) -> dict[str, Any]:
    """Return who hosted and organized, and who guided and supported, each under its role."""
    found: dict[str, Any] = {"organizer": [], "contributor": []}
    for one in roles:
        name = "organizer" if one.role in _ORGANIZERS else "contributor"
        organization = reference("Organization", one.organization, request)
        printed = text(one, "printed_name")
        if printed:
            organization["name"] = printed
        role = str(one.get_role_display())
        found[name].append(node("OrganizationRole", roleName=role, **{name: organization}))
    return found


def _within(event: Event, request: HttpRequest) -> list[Node]:
    parent = [reference("Event", event.shown_parent, request)] if event.shown_parent else []
    series = [reference("EventSeries", event.shown_series, request)] if event.shown_series else []
    return parent + series


def _images(event: Event, photos: Iterable[Any], request: HttpRequest) -> list[Any]:
    cover = [request.build_absolute_uri(event.cover.large)] if event.cover else []
    return cover + [
        node(
            "ImageObject",
            contentUrl=request.build_absolute_uri(photo.image.large),
            caption=text(photo, "caption") or text(photo, "alt"),
            creditText=text(photo, "credit"),
        )
        for photo in list(photos)[:PHOTOS]
    ]


def _place(event: Event) -> Node | None:
    country = str(event.country.name) if event.country else ""
    city, venue = text(event, "city"), text(event, "venue")
    address = city or country
    if city and country:
        address = pgettext("a place", "%(city)s, %(country)s") % {"city": city, "country": country}
    if not venue and not address:
        return None
    return node("Place", name=venue or city or country, address=address)


def _mode(people: Iterable[Appearance]) -> str:
    """Return how an event was attended, "" where the record does not say."""
    ways = {one.attendance for one in people}
    here, away = Appearance.Attendance.IN_PERSON in ways, Appearance.Attendance.VIDEO in ways
    if away:
        # Where nobody's presence is told, a room with others in it is still the rule.
        only = ways == {Appearance.Attendance.VIDEO}
        return _MODE.format("Online" if only else "Mixed")
    return _MODE.format("Offline") if here else ""


def _day(day: Any) -> str:
    return day.isoformat() if day else ""


def _moment(session: Session, event: Event, time: Any) -> str:
    day = session.day or (None if event.is_long else event.starts_on)
    if day is None:
        return ""
    return dates.machine_time(time, day, event.time_zone) if time else _day(day)
