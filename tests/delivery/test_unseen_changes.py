"""Which changes no page tells of: where others write at the same time, and of what is noted."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from forum.core.content import Status
from forum.delivery.publishing.unseen import RowStates, find_unseen
from forum.models import KnowledgeProduct, PageChange
from tests.support import factories as make
from tests.support.publishing import HIDDEN

pytestmark = pytest.mark.django_db


def changes_since(settled: Collection[PageChange]) -> list[PageChange]:
    return list(PageChange.objects.exclude(pk__in=[change.pk for change in settled]))


def test_what_another_process_hides_while_it_is_looked_up_was_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    product, topic = make.make_product(), make.make_topic()
    settled = list(PageChange.objects.all())
    product.topics.add(topic)
    changes, read_rows = changes_since(settled), RowStates._read_rows

    def read_after_another_process(*arguments: Any) -> None:
        KnowledgeProduct.objects.update(status=Status.DRAFT)
        read_rows(*arguments)

    monkeypatch.setattr(RowStates, "_read_rows", read_after_another_process)
    assert find_unseen(changes) == set()


@pytest.mark.parametrize(("minutes", "number"), [(0, 0), (5, 1)])
def test_what_was_settled_long_ago_is_not_looked_through(minutes: int, number: int) -> None:
    product, topic = make.make_product(), make.make_topic()
    KnowledgeProduct.objects.update(status=Status.DRAFT)
    then = timezone.now() - timedelta(minutes=minutes)
    PageChange.objects.update(is_settled=True, at=then)
    settled = list(PageChange.objects.all())
    product.topics.add(topic)
    assert len(find_unseen(changes_since(settled))) == number


@pytest.mark.parametrize("is_last_deleted", [False, True])
def test_a_relation_that_was_rewritten_was_seen(is_last_deleted: bool) -> None:
    product, topic, hidden = make.make_product(), make.make_topic(), make.make_topic(**HIDDEN)
    product.topics.add(topic)
    settled = list(PageChange.objects.all())
    relations = KnowledgeProduct.topics.through.objects
    relations.update(topic=hidden)
    if is_last_deleted:
        relations.all().delete()
    assert find_unseen(changes_since(settled)) == set()
