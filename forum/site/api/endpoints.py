"""The addresses of the interface: for each kind of record a list, and a record by its slug or key.

Lists go by the order in which the records were made, page by page behind a cursor, so that what is
added meanwhile is met once and nothing is met twice.
"""

import base64
import binascii
import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from django.db.models import Prefetch
from django.http import Http404, HttpRequest
from ninja import Query, Schema
from pydantic import Field, ValidatorFunctionWrapHandler, WrapValidator
from pydantic_core import PydanticCustomError

from forum.core.visibility import last_change
from forum.models import KnowledgeProduct, Page, Topic
from forum.models.products import with_public_topics
from forum.site.api import descriptions as describe
from forum.site.api.schemas import (
    AppearanceOut,
    EventOut,
    NewsOut,
    OrganizationOut,
    PageOut,
    PersonOut,
    ProblemOut,
    ProductOut,
    SeriesOut,
    SessionOut,
    TopicOut,
)
from forum.site.api.service import (
    BadCursor,
    ReadableJson,
    ReadApi,
    SharedThrottle,
    add_problems,
    in_no_language,
)
from forum.site.record_lookup import find_published
from people.models import Organization, Person
from sessions_app.models import Appearance, Event, EventOrganization, Series, Session

type Data = dict[str, Any]
# Querysets of several models, whose own methods the type checker does not see.
type Records = Any
type Describe = Callable[[HttpRequest, Any], Data]

api = ReadApi(
    title="Forum Record",
    version="1",
    description="Published records of forums, in every language with the state of each text.",
    docs_url=None,
    renderer=ReadableJson(),
    throttle=[SharedThrottle()],
    urls_namespace="api-1",
)
add_problems(api)

ERRORS: dict[Any, Any] = dict.fromkeys((400, 404, 410, 429), ProblemOut)


def read_moment(value: object, parse: ValidatorFunctionWrapHandler) -> datetime:
    """Return a moment, which is in UTC if it names no zone; raise PydanticCustomError for none.

    A number would be taken for seconds, so that 20260131 were a day in 1970.
    """
    is_date = re.match(r"\d{4}-", str(value))
    try:
        moment: datetime = parse(value if is_date else "")
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        sentence = "This is no moment; write 2026-01-31T09:00:00Z."
        raise PydanticCustomError("moment", sentence) from error


# What ``make_next`` makes of keys, for programs that ask for whatever is allowed: base64 of up to
# eighteen digits, of which three take four characters.
CURSOR_PATTERN: Final = (
    "^(?:(?:[MN][DTjz]|O[DT])[AEIMQUYcgk][w-z0-5]){0,5}"
    "(?:[MN][AQgw]|O[AQ]|(?:[MN][DTjz]|O[DT])[AEIMQUYcgk](?:[w-z0-5])?)?$"
)


# NUL is refused in any address, for no stored text has it.
Word = Annotated[str, Field(json_schema_extra={"pattern": "^[^\\u0000]*$"})]


class Paging(Schema):
    """Which records of a list, and how many of them."""

    cursor: Annotated[
        str,
        Field(
            description="From “next” of the page before.",
            json_schema_extra={"pattern": CURSOR_PATTERN},
        ),
    ] = ""
    limit: Annotated[int, Field(ge=1, le=100)] = 20
    updated_since: Annotated[
        datetime | None,
        WrapValidator(read_moment),
        Field(
            description="Only what was saved or became public at this moment or later, or what it "
            "belongs to or is told with."
        ),
    ] = None


class EventFilter(Paging):
    series: Word = ""
    parent: Word = ""
    kind: Word = ""
    topic: Word = ""
    year: Annotated[int | None, Field(ge=1, le=9999)] = None


class SessionFilter(Paging):
    event: Word = ""
    kind: Word = ""
    topic: Word = ""


class AppearanceFilter(Paging):
    event: Word = ""
    session: Word = ""
    person: Word = ""
    role: Word = ""
    topic: Word = ""


class PersonFilter(Paging):
    country: Word = ""
    organization: Word = ""


class OrganizationFilter(Paging):
    country: Word = ""
    kind: Word = ""


class ProductFilter(Paging):
    event: Word = ""
    kind: Word = ""
    topic: Word = ""


def list_page(
    request: HttpRequest, records: Records, paging: Paging, describe_record: Describe
) -> Data:
    """Return a page of a list and where the next one is."""
    rows = records.order_by("pk")
    if paging.cursor:
        rows = rows.filter(pk__gt=read_cursor(paging.cursor))
    if paging.updated_since:
        rows = rows.annotate(changed_at=last_change(rows.model))
        rows = rows.filter(changed_at__gte=paging.updated_since)
    found = list(rows[: paging.limit + 1])
    page = found[: paging.limit]
    further = make_next(request, page[-1].pk) if len(found) > paging.limit else None
    return {"items": [describe_record(request, record) for record in page], "next": further}


def make_next(request: HttpRequest, key: int) -> str:
    cursor = base64.urlsafe_b64encode(str(key).encode()).decode().rstrip("=")
    query = {**request.GET.dict(), "cursor": cursor}
    return request.build_absolute_uri(f"{request.path}?{urlencode(query)}")


def read_cursor(cursor: str) -> int:
    """Return the key behind a cursor; raise BadCursor."""
    try:
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadCursor from error
    if not text.isdigit() or len(text) > 18:
        raise BadCursor
    return int(text)


def narrow(records: Records, **conditions: Any) -> Records:
    """Return the records that meet those conditions for which something was asked."""
    asked = {lookup: value for lookup, value in conditions.items() if value not in (None, "")}
    return records.filter(**asked)


def find_public(model: Any, slug: str) -> Records | None:
    """Return the record of a slug if the public sees it: by another no list is narrowed.

    None where no slug was asked for.
    """
    return model.objects.published().filter(slug=slug) if slug else None


def find_record(records: Records, key: int) -> Any:
    record = records.filter(pk=key).first()
    if record is None:
        raise Http404
    return record


# What each kind of record needs at hand, so that a list of any length asks as much as a short one.


def all_series() -> Records:
    return Series.objects.published()


def all_events() -> Records:
    roles = EventOrganization.objects.published().in_print_order()
    prefetched = Prefetch("organizations", queryset=roles, to_attr="public_roles")
    events = Event.objects.published().select_related("series", "parent")
    return with_public_topics(events.prefetch_related(prefetched))


def all_sessions() -> Records:
    return with_public_topics(Session.objects.published().with_recordings().select_related("event"))


def all_appearances() -> Records:
    related = ("session__event", "person", "organization")
    return with_public_topics(Appearance.objects.published().select_related(*related))


def all_people() -> Records:
    return Person.objects.published().select_related("organization")


def all_products() -> Records:
    products = KnowledgeProduct.objects.published().with_launch()
    return with_public_topics(products.prefetch_related("publishers"))


@api.get("/series", response={200: PageOut[SeriesOut], **ERRORS}, summary="Series")
def list_series(request: HttpRequest, paging: Query[Paging]) -> Data:
    with in_no_language():
        return list_page(request, all_series(), paging, describe.describe_series)


@api.get("/series/{slug}", response={200: SeriesOut, **ERRORS}, summary="A series")
def get_series(request: HttpRequest, slug: str) -> Data:
    with in_no_language():
        return describe.describe_series(request, find_published(all_series(), slug))


@api.get("/events", response={200: PageOut[EventOut], **ERRORS}, summary="Events")
def list_events(request: HttpRequest, filters: Query[EventFilter]) -> Data:
    with in_no_language():
        events = narrow(
            all_events(),
            series__in=find_public(Series, filters.series),
            parent__in=find_public(Event, filters.parent),
            kind=filters.kind,
            topics__in=find_public(Topic, filters.topic),
            starts_on__year=filters.year,
        )
        return list_page(request, events, filters, describe.describe_event)


@api.get("/events/{slug}", response={200: EventOut, **ERRORS}, summary="An event")
def get_event(request: HttpRequest, slug: str) -> Data:
    with in_no_language():
        return describe.describe_event(request, find_published(all_events(), slug))


@api.get("/sessions", response={200: PageOut[SessionOut], **ERRORS}, summary="Sessions")
def list_sessions(request: HttpRequest, filters: Query[SessionFilter]) -> Data:
    with in_no_language():
        sessions = narrow(
            all_sessions(), event__slug=filters.event, kind=filters.kind,
            topics__in=find_public(Topic, filters.topic),
        )  # fmt: skip
        return list_page(request, sessions, filters, describe.describe_session)


@api.get("/sessions/{int:key}", response={200: SessionOut, **ERRORS}, summary="A session")
def get_session(request: HttpRequest, key: int) -> Data:
    with in_no_language():
        return describe.describe_session(request, find_record(all_sessions(), key))


@api.get("/appearances", response={200: PageOut[AppearanceOut], **ERRORS}, summary="Appearances")
def list_appearances(request: HttpRequest, filters: Query[AppearanceFilter]) -> Data:
    with in_no_language():
        # A person without a public page is named, and not found by an address.
        appearances = narrow(
            all_appearances(), session__event__slug=filters.event, session__slug=filters.session,
            person__in=find_public(Person, filters.person), role=filters.role,
            topics__in=find_public(Topic, filters.topic),
        )  # fmt: skip
        return list_page(request, appearances, filters, describe.describe_appearance)


@api.get("/appearances/{int:key}", response={200: AppearanceOut, **ERRORS}, summary="An appearance")
def get_appearance(request: HttpRequest, key: int) -> Data:
    with in_no_language():
        return describe.describe_appearance(request, find_record(all_appearances(), key))


@api.get("/people", response={200: PageOut[PersonOut], **ERRORS}, summary="People")
def list_people(request: HttpRequest, filters: Query[PersonFilter]) -> Data:
    with in_no_language():
        people = narrow(
            all_people(),
            country=filters.country,
            organization__in=find_public(Organization, filters.organization),
        )
        return list_page(request, people, filters, describe.describe_person)


@api.get("/people/{slug}", response={200: PersonOut, **ERRORS}, summary="A person")
def get_person(request: HttpRequest, slug: str) -> Data:
    with in_no_language():
        return describe.describe_person(request, find_published(all_people(), slug))


@api.get(
    "/organizations", response={200: PageOut[OrganizationOut], **ERRORS}, summary="Organizations"
)
def list_organizations(request: HttpRequest, filters: Query[OrganizationFilter]) -> Data:
    with in_no_language():
        organizations = narrow(
            Organization.objects.published(), country=filters.country, kind=filters.kind
        )
        return list_page(request, organizations, filters, describe.describe_organization)


@api.get(
    "/organizations/{slug}", response={200: OrganizationOut, **ERRORS}, summary="An organization"
)
def get_organization(request: HttpRequest, slug: str) -> Data:
    with in_no_language():
        organization = find_published(Organization.objects.published(), slug)
        return describe.describe_organization(request, organization)


@api.get("/products", response={200: PageOut[ProductOut], **ERRORS}, summary="Knowledge products")
def list_products(request: HttpRequest, filters: Query[ProductFilter]) -> Data:
    with in_no_language():
        products = narrow(
            all_products(), launched_in__event__slug=filters.event, kind=filters.kind,
            topics__in=find_public(Topic, filters.topic),
        )  # fmt: skip
        return list_page(request, products, filters, describe.describe_product)


@api.get("/products/{slug}", response={200: ProductOut, **ERRORS}, summary="A knowledge product")
def get_product(request: HttpRequest, slug: str) -> Data:
    with in_no_language():
        return describe.describe_product(request, find_published(all_products(), slug))


@api.get("/topics", response={200: PageOut[TopicOut], **ERRORS}, summary="Topics")
def list_topics(request: HttpRequest, paging: Query[Paging]) -> Data:
    with in_no_language():
        return list_page(request, Topic.objects.published(), paging, describe.describe_topic)


@api.get("/topics/{slug}", response={200: TopicOut, **ERRORS}, summary="A topic")
def get_topic(request: HttpRequest, slug: str) -> Data:
    with in_no_language():
        return describe.describe_topic(request, find_published(Topic.objects.published(), slug))


@api.get("/news", response={200: PageOut[NewsOut], **ERRORS}, summary="News")
def list_news(request: HttpRequest, paging: Query[Paging]) -> Data:
    with in_no_language():
        return list_page(request, Page.objects.published().news(), paging, describe.describe_news)


@api.get("/news/{slug}", response={200: NewsOut, **ERRORS}, summary="A piece of news")
def get_news_item(request: HttpRequest, slug: str) -> Data:
    with in_no_language():
        return describe.describe_news(
            request, find_published(Page.objects.published().news(), slug)
        )


def answer_nothing(request: HttpRequest, path: str) -> Any:
    """Answer an address below the interface that it does not have."""
    names: Iterable[str] = ("series", "events", "sessions", "appearances", "people",
                            "organizations", "products", "topics", "news")  # fmt: skip
    detail = f"There is no “{path}” here; there are {', '.join(names)}."
    return api.on_exception(request, Http404(detail))
