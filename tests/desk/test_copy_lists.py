"""The lists of working copies take as many queries for three as for one, and a page at a time."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forum.desk.working_copies import list_pages
from forum.history.recording import recording
from forum.models import WorkingCopy
from people.models import User
from sessions_app.models import Event, EventAccess
from tests.support import factories as make
from tests.support.staff import enter

pytestmark = pytest.mark.django_db


def make_copy(event: Event, *, is_open: bool = True) -> WorkingCopy:
    title = ["Green Ports", "A long text"]
    row = {f"sessions_app.event:{event.pk}": {"kind": "changed", "fields": {"title_en": title}}}
    closed = {} if is_open else {"closed_at": "2026-11-20T00:00Z", "outcome": "discarded"}
    return WorkingCopy.objects.create(object=event, changes=row, **closed)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("url", "role"), [("working-copies", "Editor"), ("admin:index", "Editor")])
def test_queries(rows: int, url: str, role: str, settings: object) -> None:
    for _row in range(rows):
        make_copy(make.make_event())
        make_copy(make.make_event(), is_open=False)
        with recording():
            deleted_event = make.make_event()
            deleted_event.save()
            make_copy(deleted_event, is_open=False)
            deleted_event.delete()
    client = enter(role)
    client.get(reverse(url))
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse(url))
    texts = [query["sql"] for query in captured if '"forum_workingcopy"."changes",' in query["sql"]]
    assert texts == []
    assert len(captured) == {"working-copies": 12, "admin:index": 36}[url]


def test_a_page_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_pages, "PER_PAGE", 2)
    for _row in range(3):
        make_copy(make.make_event())
        make_copy(make.make_event(), is_open=False)
    client, url = enter("Editor"), reverse("working-copies")
    pages = [client.get(url, query).context for query in ({}, {"p": 2}, {"d": 2})]
    sizes = [(len(page["lines"]), len(page["discarded"])) for page in pages]
    assert sizes == [(2, 2), (1, 2), (2, 1)]


def test_a_helper_lists_those_of_own_events() -> None:
    own_event, foreign = make.make_event(), make.make_event()
    for event in (own_event, foreign):
        make_copy(event)
        make_copy(event, is_open=False)
    helper = enter("External helper")
    EventAccess.objects.create(user=User.objects.get(username="external helper"), event=own_event)
    page = helper.get(reverse("working-copies")).context
    links = [line["url"] for line in page["lines"]]
    assert (len(page["discarded"]), links) == (
        1,
        [f"/admin/sessions_app/event/{own_event.pk}/change/"],
    )
