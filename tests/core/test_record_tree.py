"""The tree of a record's parts, as the models declare it."""

import pytest

from forum.core.content import Part
from forum.core.record_tree import (
    holder_field,
    holder_model,
    owner_lookup,
    owner_model,
    parts_of,
    parts_within,
    record_models,
    tree_of,
)
from forum.models import KnowledgeProduct, ProductPart
from people.models import Person
from sessions_app.models import (
    Appearance,
    Correction,
    Document,
    Event,
    EventOrganization,
    Photo,
    Session,
)

PARTS = [part for part in record_models() if issubclass(part, Part)]


def test_the_parts_of_an_event() -> None:
    assert set(parts_of(Event)) == {
        EventOrganization, Session, Appearance, Photo, Document, Correction,
    }  # fmt: skip


def test_the_tree_of_a_product() -> None:
    assert tree_of(KnowledgeProduct) == (KnowledgeProduct, ProductPart)


def test_a_person_has_no_parts() -> None:
    assert parts_of(Person) == ()


def test_an_appearance_stands_in_a_session_and_belongs_to_an_event() -> None:
    assert (
        holder_field(Appearance),
        holder_model(Appearance),
        owner_lookup(Appearance),
        owner_model(Appearance),
    ) == ("session", Session, "session__event", Event)


def test_a_record_owns_itself() -> None:
    assert (holder_field(Event), owner_lookup(Event)) == ("", "pk")


def test_guests_stand_in_sessions() -> None:
    assert parts_within(Session) == (Appearance,)


@pytest.mark.parametrize("part", PARTS)
def test_every_part_comes_after_what_it_stands_in(part: type[Part]) -> None:
    tree = tree_of(owner_model(part))
    assert tree.index(holder_model(part)) < tree.index(part)
