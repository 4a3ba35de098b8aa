"""What the front page asks the database: one statement."""

from typing import Final

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, When

from forum.core.columns import columns
from forum.core.visibility import public_filter
from forum.delivery.frame import FRAME
from forum.delivery.statements import PageStatement, Rows, count_once
from forum.models import HomePart, KnowledgeProduct, Page, Topic
from people.models import Organization, Person
from sessions_app.models import Appearance, Event, EventOrganization, Session
from sessions_app.models.appearance_queryset import AppearanceQuerySet
from sessions_app.models.events import EventQuerySet

COMING: Final = 4
RECENT: Final = 6
PRODUCTS: Final = 4
NEWS: Final = 3
TOPICS: Final = 24
# Enough for the eight that are shown, some of whom speak again.
GUESTS: Final = 100


def list_past() -> EventQuerySet:
    return Event.objects.published().past()


def list_places(events: EventQuerySet) -> Rows:
    """Return where events are: country and city, and in which languages their texts are ready."""
    fields = ("country", *columns("city", "is_ready"))
    places: Rows = events.with_readiness().order_by("-starts_on", "slug").values(*fields)
    return places


def list_quoted() -> AppearanceQuerySet:
    """Return the appearances whose words the front page quotes."""
    quotes = HomePart.objects.filter(kind=HomePart.Kind.QUOTE, is_shown=True)
    appearances = Appearance.objects.published().select_related("person")
    return appearances.with_event().filter(pk__in=quotes.values("appearance"))


def list_guests() -> AppearanceQuerySet:
    """Return who spoke at the latest record and its sub-forums, in protocol order."""
    latest = list_past().values("pk")[:1]
    appearances = Appearance.objects.published().speaking()
    return (
        appearances.filter(Q(session__event__in=latest) | Q(session__event__parent__in=latest))
        .select_related("person", "session__event")
        .order_by(
            F("session__event__parent").asc(nulls_first=True),
            "session__event__starts_on",
            "session__event__slug",
            "session__position",
            "position",
            "pk",
        )
        .defer(*columns("remarks", "person__biography", "session__summary"))[:GUESTS]
    )


def list_all_guests() -> "QuerySet[Person]":
    """Return whom the list of people names, which the figure leads to.

    ``known_country``: NULL where none is recorded.
    """
    country = When(~Q(country=""), then="country")
    return Person.objects.published().annotate(
        known_country=Case(country, output_field=CharField())
    )


def list_used_topics() -> "QuerySet[Topic]":
    """Return the topics that anything public is tagged with, those of most sessions first."""
    tagged = (
        Event.objects.published(),
        Session.objects.published(),
        Appearance.objects.published().with_words(),
        KnowledgeProduct.objects.published(),
    )
    is_used = Q()
    for records in tagged:
        is_used |= Q(Exists(records.filter(topics=OuterRef("pk"))))
    in_public = Q(sessions__in=Session.objects.published())
    topics: QuerySet[Topic] = Topic.objects.published().filter(is_used)
    return topics.annotate(uses=Count("sessions", filter=in_public, distinct=True)).order_by(
        "-uses", "slug"
    )[:TOPICS]


def list_latest_products() -> "QuerySet[KnowledgeProduct]":
    products = KnowledgeProduct.objects.published().latest_first()
    return products.select_related("launched_in__event")[:PRODUCTS]


def list_launchers() -> "QuerySet[Appearance]":
    """Return who launched those products, each with the key of the product."""
    keys = KnowledgeProduct.objects.published().latest_first().values("pk")[:PRODUCTS]
    return Appearance.objects.published().launching(keys)


HOME_STATEMENT = PageStatement(
    parts=HomePart.objects.all,
    upcoming=lambda: Event.objects.published().with_place_in_series().upcoming()[: COMING + 1],
    past=lambda: list_past().with_place_in_series()[: RECENT + 1],
    places=lambda: list_places(Event.objects.published().with_a_record()),
    cities=lambda: list_places(Event.objects.published()),
    guests=list_guests,
    quoted=list_quoted,
    counts=lambda: count_once(list_all_guests(), guests="pk", countries="known_country"),
    hosts=lambda: count_once(
        EventOrganization.objects.published().filter(
            public_filter(Organization, "organization"), role=EventOrganization.Role.HOST
        ),
        hosts="organization",
    ),
    topics=list_used_topics,
    products=list_latest_products,
    launchers=list_launchers,
    news=lambda: Page.objects.published().news()[:NEWS],
    **FRAME,
)
