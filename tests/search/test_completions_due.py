"""The names that are proposed while one types are those that are public now."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forum.search.completions import complete_names
from people.models import Person
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def test_a_name_is_proposed_once_its_language_falls_due(monkeypatch: pytest.MonkeyPatch) -> None:
    soon = timezone.now() + timedelta(hours=1)
    make.make_person(name_zh_hans="林兰", published_at_zh_hans=soon)
    early = complete_names("林", "zh-hans")
    monkeypatch.setattr(timezone, "now", lambda: soon + timedelta(seconds=1))
    assert (early, [name.name for name in complete_names("林", "zh-hans")]) == ([], ["林兰"])


def test_who_was_taken_down_is_not_proposed_though_another_fell_due(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    soon = timezone.now() + timedelta(hours=1)
    ann = make.make_person(slug="ann", name_en="Ann Reed")
    make.make_person(slug="bob", published_at=soon, published_at_en=soon, published_at_zh_hans=soon)
    Person.objects.update(updated=soon - timedelta(days=3))
    complete_names("ann", "en")
    Person.objects.filter(pk=ann.pk).update(status="offline")
    monkeypatch.setattr(timezone, "now", lambda: soon + timedelta(seconds=1))
    assert complete_names("ann", "en") == []
