"""Of the working copies that wait for added rows, those alone are locked that name them."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forum.core.content import Status
from forum.history.rows import RowKey, key_of
from forum.history.working_copies import waiting_rows
from forum.history.working_copies.store import start_copy
from forum.models import WorkingCopy
from tests.support import factories as make

pytestmark = pytest.mark.django_db

ADDED = RowKey("sessions_app.appearance", 77)


def begin(pk: int, status: str) -> WorkingCopy:
    """Begin the working copy of a product that is launched by an appearance. pk: its key."""
    product = make.make_product(status=status)
    copy = start_copy(key_of(product), None)
    edit: dict[str, Any] = {"kind": "changed", "fields": {"launched_by": [[], [pk]]}}
    copy.changes = {f"{product._meta.label_lower}:{product.pk}": edit}
    copy.save()
    return copy


@pytest.mark.parametrize(
    ("pk", "status"), [(777, Status.DRAFT), (7, Status.DRAFT), (77, Status.PUBLISHED)]
)
def test_a_copy_that_does_not_wait_is_not_locked(pk: int, status: str) -> None:
    waiting, _beside = begin(77, Status.DRAFT), begin(pk, status)
    with CaptureQueriesContext(connection) as queries:
        copies = waiting_rows._lock_waiting([ADDED])
    locked = [query["sql"] for query in queries if "FOR UPDATE" in query["sql"]]
    assert copies == [waiting]
    assert [f'"id" IN ({waiting.pk})' in statement for statement in locked] == [True]
