"""What a record's page leads on to: records of the same topics and people, and what names it.

Records are related by what they share: subjects that staff set, people who spoke, an event that
launched them. Products cite records, and news tell of them, where staff said so. All of it is
asked in the page's own statement.

Others are sought by nothing that the page may not name: they are counted, and a few of them taken,
and a draft that has a say in it would tell of itself.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, Q, QuerySet

from forum.core.columns import columns
from forum.delivery.statements import PART_SLUG, SLUG, Querysets, Rows, keys_among
from forum.models import KnowledgeProduct, Page, Topic
from forum.models.products import KnowledgeProductQuerySet
from people.models import Organization, Person
from sessions_app.models import Appearance, Event, Session
from sessions_app.models.appearance_queryset import AppearanceQuerySet

# Records of a list.
MOST: Final = 5

# Rows of ``reason`` and ``key``: what is shared, and who shares it.
type Pairs = Callable[[], Rows]
type Keys = QuerySet[Any, Any]


def list_related_querysets(
    candidates: Callable[[], Keys],
    own_topics: Callable[[], Keys],
    topics: tuple[Pairs, ...],
    people: tuple[Pairs, ...] = (),
    events: tuple[Pairs, ...] = (),
) -> Querysets:
    """Return what a page's statement asks for its related records.

    candidates: all that may be related, the nearest first. own_topics: keys of the record's own,
    which are read even if nothing is related so far: what is tagged later hangs on their rows.
    """
    pairs_by_name = {
        f"related_by_{name}_{place}": pairs
        for name, group in (("topics", topics), ("people", people), ("events", events))
        for place, pairs in enumerate(group)
    }
    return {
        "related": lambda: candidates().filter(pk__in=keys_among(*pairs_by_name)),
        "related_topics": lambda: Topic.objects.published().filter(pk__in=own_topics()),
        **{name: partial(_list_nearest, pairs) for name, pairs in pairs_by_name.items()},
    }


def _pair(records: Keys, reason: str, key: str) -> Rows:
    pairs: Rows = records.order_by().annotate(reason=F(reason), key=F(key))
    return pairs.values("reason", "key")


def _list_nearest(pairs: Pairs) -> Rows:
    """Return the keys of those that share most, each with what it shares."""
    shared = pairs().filter(key__isnull=False).values("key")
    counted = shared.annotate(number=Count("reason", distinct=True))
    nearest = counted.order_by("-number", "-key")[:MOST]
    reasoned: Rows = nearest.annotate(reasons=ArrayAgg("reason", distinct=True))
    return reasoned.values("key", "reasons")


def list_mention_querysets(*citing: Callable[[], Q], **news: str) -> Querysets:
    """Return what a page's statement asks for the products that cite it and the news that name it.

    citing: conditions on the products, one of which they meet; news: of the pieces of news, none
    for no such list.
    """

    def list_citing() -> Keys:
        # Each by its own index: asked with “or”, every product there is was looked at.
        first, *others = (_list_keys(KnowledgeProduct.objects.filter(make())) for make in citing)
        products: KnowledgeProductQuerySet = KnowledgeProduct.objects.published()
        products = products.filter(pk__in=first.union(*others) if others else first)
        return products.latest_first().defer(*columns("description"))[:MOST]

    def list_news() -> Keys:
        return Page.objects.published().news().filter(**news).defer(*columns("body"))[:MOST]

    return {"citing": list_citing, **({"in_news": list_news} if news else {})}


def _list_keys(records: Keys) -> Keys:
    return records.order_by().values("pk")


def _cites(appearances: "QuerySet[Appearance]") -> Q:
    """Return the condition that a product cites something that was said."""
    return Q(cited_appearances__in=appearances)


# --- Of each kind of record ---------------------------------------------------------------------


def _list_appearances(**where: object) -> AppearanceQuerySet:
    return Appearance.objects.published().filter(**where)


def _list_appearances_elsewhere(**where: object) -> AppearanceQuerySet:
    return Appearance.objects.published().exclude(**where)


def _topic_filter(appearances: AppearanceQuerySet) -> Q:
    """Return the condition on topics of what was said, or of its session."""
    return Q(pk__in=appearances.values("topics")) | Q(pk__in=appearances.values("session__topics"))


def _list_topics(where: Q) -> Keys:
    topics: Keys = Topic.objects.published().filter(where)
    return topics.order_by().values("pk")


def _topics_of_event() -> Keys:
    sessions = Session.objects.published().filter(event__slug=SLUG).order_by()
    of_event = Event.objects.filter(slug=SLUG).values("topics")
    return _list_topics(Q(pk__in=of_event) | Q(pk__in=sessions.values("topics")))


def _other_events() -> Any:
    events = Event.objects.published().with_place_in_series().exclude(slug=SLUG)
    # Its own page names them anyway.
    events = events.exclude(parent__slug=SLUG).exclude(sub_forums__slug=SLUG)
    return events.defer(*columns("introduction", "key_points", "clearance_key_points"))


OF_EVENT: Final = {
    **list_related_querysets(
        lambda: _other_events().latest_first(),
        _topics_of_event,
        topics=(
            lambda: _pair(_other_events().filter(topics__in=_topics_of_event()), "topics", "pk"),
            lambda: _pair(
                Session.objects.published()
                .exclude(event__slug=SLUG)
                .filter(topics__in=_topics_of_event()),
                "topics",
                "event",
            ),
        ),
        people=(
            lambda: _pair(
                _list_appearances_elsewhere(session__event__slug=SLUG).filter(
                    person__in=_list_appearances(session__event__slug=SLUG).values("person")
                ),
                "person",
                "session__event",
            ),
        ),
    ),
    **list_mention_querysets(
        lambda: Q(cited_events__slug=SLUG),
        lambda: _cites(_list_appearances(session__event__slug=SLUG)),
        events__slug=SLUG,
    ),
}


def _topics_of_session() -> Keys:
    tagged = Session.objects.filter(event__slug=SLUG, slug=PART_SLUG).values("topics")
    return _list_topics(Q(pk__in=tagged))


def _list_appearances_of_session() -> AppearanceQuerySet:
    return _list_appearances(session__event__slug=SLUG, session__slug=PART_SLUG)


def _other_sessions() -> Any:
    # Its own page lists those of the same event.
    return Session.objects.published().exclude(event__slug=SLUG)


OF_SESSION: Final = {
    **list_related_querysets(
        lambda: (
            _other_sessions()
            .select_related("event")
            .defer(*columns("summary", "key_points", "clearance_key_points"))
            .order_by(F("event__starts_on").desc(nulls_last=True), "event__slug", "position")
        ),
        _topics_of_session,
        topics=(
            lambda: _pair(
                _other_sessions().filter(topics__in=_topics_of_session()), "topics", "pk"
            ),
        ),
        people=(
            lambda: _pair(
                _list_appearances_elsewhere(session__event__slug=SLUG).filter(
                    person__in=_list_appearances_of_session().values("person")
                ),
                "person",
                "session",
            ),
        ),
    ),
    **list_mention_querysets(lambda: _cites(_list_appearances_of_session())),
}


def _spoke_on(topics: Callable[[], Keys], who: str) -> tuple[Pairs, ...]:
    """Return who spoke on topics, or in sessions about them. who: the field that names them."""

    def list_pairs(path: str) -> Rows:
        others = _list_appearances_elsewhere(**{f"{who}__slug": SLUG})
        return _pair(others.filter(**{f"{path}__in": topics()}), path, who)

    return partial(list_pairs, "topics"), partial(list_pairs, "session__topics")


def _topics_of_person() -> Keys:
    return _list_topics(_topic_filter(_list_appearances(person__slug=SLUG)))


OF_PERSON: Final = {
    **list_related_querysets(
        lambda: (
            Person.objects.published()
            .exclude(slug=SLUG)
            .defer(*columns("biography"))
            .order_by("slug")
        ),
        _topics_of_person,
        topics=_spoke_on(_topics_of_person, "person"),
    ),
    **list_mention_querysets(
        lambda: _cites(_list_appearances(person__slug=SLUG)), people__slug=SLUG
    ),
}


def list_products_of_organization() -> KnowledgeProductQuerySet:
    return KnowledgeProduct.objects.published().filter(publishers__slug=SLUG)


def _topics_of_organization() -> Keys:
    return _list_topics(_topic_filter(_list_appearances(organization__slug=SLUG)))


def _list_spoken_for() -> Any:
    """Return who spoke for the organization, and has a page to be named by."""
    appearances = _list_appearances(organization__slug=SLUG)
    return Person.objects.published().filter(pk__in=appearances.values("person"))


OF_ORGANIZATION: Final = {
    **list_related_querysets(
        lambda: Organization.objects.published().exclude(slug=SLUG).order_by("slug"),
        _topics_of_organization,
        topics=_spoke_on(_topics_of_organization, "organization"),
        people=(
            lambda: _pair(
                _list_appearances_elsewhere(organization__slug=SLUG).filter(
                    person__in=_list_spoken_for().values("pk")
                ),
                "person",
                "organization",
            ),
        ),
    ),
    # Read whether they are shared or not: what they say elsewhere hangs on their rows.
    "spoken_for": lambda: _list_spoken_for().defer(*columns("biography")),
    **list_mention_querysets(
        lambda: _cites(_list_appearances(organization__slug=SLUG)),
        lambda: Q(cited_products__in=list_products_of_organization().order_by().values("pk")),
        organizations__slug=SLUG,
    ),
}


def _topics_of_product() -> Keys:
    return _list_topics(Q(products__slug=SLUG))


def _said_by_launchers() -> AppearanceQuerySet:
    """Return what those who launched the product said, there and elsewhere."""
    launchers = _list_appearances(launched_products__slug=SLUG).order_by()
    return _list_appearances(person__in=launchers.values("person"))


def _other_products() -> KnowledgeProductQuerySet:
    return KnowledgeProduct.objects.published().exclude(slug=SLUG)


OF_PRODUCT: Final = {
    **list_related_querysets(
        lambda: (
            _other_products()
            .select_related("launched_in__event")
            .defer(*columns("description"))
            .latest_first()
        ),
        _topics_of_product,
        topics=(
            lambda: _pair(
                _other_products().filter(topics__in=_topics_of_product()), "topics", "pk"
            ),
        ),
        people=(
            lambda: _pair(
                # Sought from the products: asked of what their people said, it took seconds.
                _other_products().filter(launched_by__in=_list_keys(_said_by_launchers())),
                "launched_by__person",
                "pk",
            ),
        ),
        events=(
            lambda: _pair(
                _other_products().filter(
                    launched_in__event__in=KnowledgeProduct.objects.filter(slug=SLUG).values(
                        "launched_in__event"
                    )
                ),
                "launched_in__event",
                "pk",
            ),
        ),
    ),
    **list_mention_querysets(lambda: Q(cited_products__slug=SLUG), products__slug=SLUG),
}
