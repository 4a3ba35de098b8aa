"""What the public sees: ``published()`` on every model, through the owner."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from forum.models import KnowledgeProduct, Page, ProductPart
from people.models import Organization, Person
from sessions_app.models import (
    Appearance,
    Document,
    Event,
    EventOrganization,
    Photo,
    Series,
    Session,
)
from tests.support import factories as make

pytestmark = pytest.mark.django_db

CONTENT: list[tuple[Any, Callable[..., Any]]] = [
    (Series, make.make_series),
    (Event, make.make_event),
    (Person, make.make_person),
    (Organization, make.make_organization),
    (KnowledgeProduct, make.make_product),
    (Page, make.make_page),
]
PARTS: list[tuple[Any, Callable[..., Any]]] = [
    (EventOrganization, make.make_role),
    (Session, make.make_session),
    (Photo, make.make_photo),
    (Document, make.make_document),
    (Appearance, lambda event, **kw: make.make_appearance(make.make_session(event), **kw)),
]


@pytest.mark.parametrize(("model", "factory"), CONTENT)
def test_published_content_is_seen(model: Any, factory: Any) -> None:
    record = factory()
    assert list(model.objects.published()) == [record]


@pytest.mark.parametrize(("model", "factory"), CONTENT)
@pytest.mark.parametrize("status", ["draft", "in_review", "offline"])
def test_other_states_are_not_seen(model: Any, factory: Any, status: str) -> None:
    factory(status=status)
    assert list(model.objects.published()) == []


@pytest.mark.parametrize(("model", "factory"), CONTENT)
def test_scheduled_content_is_not_seen_yet(model: Any, factory: Any) -> None:
    factory(published_at=timezone.now() + timedelta(hours=1))
    assert list(model.objects.published()) == []


@pytest.mark.parametrize(("model", "factory"), CONTENT)
def test_content_that_hides_stays_out_of_a_language(model: Any, factory: Any) -> None:
    factory(ready_languages=["zh-hans"], when_not_ready="hide")
    with translation.override("en"):
        assert list(model.objects.published()) == []


@pytest.mark.parametrize(("model", "factory"), CONTENT)
def test_content_that_falls_back_is_seen_in_either_language(model: Any, factory: Any) -> None:
    record = factory(ready_languages=["zh-hans"])
    with translation.override("en"):
        assert list(model.objects.published()) == [record]


@pytest.mark.parametrize(("model", "factory"), PARTS)
def test_parts_of_a_published_event_are_seen(model: Any, factory: Any) -> None:
    part = factory(make.make_event())
    assert list(model.objects.published()) == [part]


@pytest.mark.parametrize(("model", "factory"), PARTS)
def test_parts_of_a_draft_event_are_not_seen(model: Any, factory: Any) -> None:
    factory(make.make_event(status="draft"))
    assert list(model.objects.published()) == []


@pytest.mark.parametrize(("model", "factory"), PARTS)
def test_withheld_parts_are_not_seen(model: Any, factory: Any) -> None:
    factory(make.make_event(), withheld=True)
    assert list(model.objects.published()) == []


@pytest.mark.parametrize(
    ("model", "factory"),
    [
        (Appearance, lambda session: make.make_appearance(session)),
        (Photo, lambda session: make.make_photo(session.event, session=session)),
        (Document, lambda session: make.make_document(session.event, session=session)),
        (KnowledgeProduct, lambda session: make.make_product(launched_in=session)),
    ],
)
def test_what_stands_in_a_withheld_session_is_not_seen(model: Any, factory: Any) -> None:
    factory(make.make_session(withheld=True))
    assert list(model.objects.published()) == []


def test_a_document_of_a_withheld_appearance_is_not_seen() -> None:
    appearance = make.make_appearance(withheld=True)
    make.make_document(appearance.session.event, appearance=appearance)
    assert list(Document.objects.published()) == []


def test_a_product_that_a_draft_event_launched_is_not_seen() -> None:
    make.make_product(launched_in=make.make_session(make.make_event(status="draft")))
    assert list(KnowledgeProduct.objects.published()) == []


def test_a_part_of_a_product_that_a_draft_event_launched_is_not_seen() -> None:
    session = make.make_session(make.make_event(status="draft"))
    make.make_product_part(make.make_product(launched_in=session))
    assert list(ProductPart.objects.published()) == []


def test_expired_news_are_not_seen() -> None:
    make.make_page(kind="news", expires_at=timezone.now() - timedelta(minutes=1))
    assert list(Page.objects.published()) == []


def test_sessions_carry_only_the_appearances_that_may_be_seen() -> None:
    session = make.make_session()
    appearance = make.make_appearance(session)
    make.make_appearance(session, withheld=True)
    session = Session.objects.published().with_appearances().get()
    assert session.public_appearances == [appearance]
