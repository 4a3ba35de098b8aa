"""What a change or a moment ends is published no more, and what goes on is not ended."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks, Settings

from forum.apps import note_changes
from forum.delivery.publishing import due, files, page_rendering, publisher, settling
from forum.models import PageChange, PageFile
from forum.workflow.take_down import take_offline
from people.models import User
from tests.support import factories as make
from tests.support.publishing import PAGE, ask, place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("publishing")]


@pytest.mark.parametrize("step", ["take offline", "delete", "withhold", "update"])
def test_on_commit_the_files_of_all_pages_that_read_it_are_gone(
    client: Client,
    ports: Any,
    lin: User,
    step: str,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    session = make.make_session(ports, slug="opening", title_en="Opening")
    appearance = make.make_appearance(session, make.make_person(slug="lin", name_en="Lin"))
    read_it = {PAGE, f"{PAGE}opening/", "/en/people/lin/", "/zh-hans/people/lin/", "/sitemap.xml"}
    for path in {*read_it, "/robots.txt"}:
        publisher.publish_page(path)
    connection.run_on_commit.clear()
    steps: dict[str, Callable[[], object]] = {
        "take offline": lambda: take_offline(ports, lin, "asked"),
        "delete": appearance.delete,
        "withhold": lambda: take_offline(session, lin, "asked"),
        "update": lambda: type(ports).objects.filter(pk=ports.pk).update(title_en="Blue"),
    }
    with django_capture_on_commit_callbacks(execute=True):
        steps[step]()
    assert files.list_paths() == ["/robots.txt"]


def test_what_was_taken_down_is_gone_at_the_next_request(
    client: Client,
    ports: Any,
    lin: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    ask(client)
    connection.run_on_commit.clear()
    with django_capture_on_commit_callbacks(execute=True):
        take_offline(ports, lin, "asked")
    assert (ask(client)[0], ask(client)[0], files.list_paths()) == (410, 410, [])


def test_a_page_that_was_begun_before_a_change_is_not_published(
    client: Client, ports: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody publishes while the page is made of what was before."""

    def render(*_: Any) -> str:
        type(ports).objects.filter(pk=ports.pk).update(title_en="Blue Ports")
        settling.settle_changes()
        return "<p>before</p>"

    monkeypatch.setattr("forum.delivery.page_cache.render_page", render)
    assert (ask(client), files.list_paths()) == ((200, "<p>before</p>"), [])


def test_nor_one_that_was_begun_before_a_change_nobody_has_settled(
    client: Client, ports: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def render(*_: Any) -> str:
        type(ports).objects.filter(pk=ports.pk).update(title_en="Blue Ports")
        return "<p>before</p>"

    monkeypatch.setattr("forum.delivery.page_cache.render_page", render)
    assert (ask(client), files.list_paths()) == ((200, "<p>before</p>"), [])


def test_a_change_on_another_host_is_seen_where_times_are_remembered_for_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """So NFS does: only who opens a file asks its server."""
    files.begin_generation()
    generation, stat = files.read_generation(), (files._root() / "generation").stat()
    monkeypatch.setattr(Path, "stat", lambda *_: stat)
    files.begin_generation()
    assert files.read_generation() != generation


def test_changes_are_forgotten_once_their_files_are_seen_to(
    ports: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    page_changes: list[PageChange] = []
    monkeypatch.setattr(settling, "follow_changes", page_changes.extend)
    PageChange.objects.update(at=timezone.now() - timedelta(hours=1))
    old = {*PageChange.objects.all()}
    ports.save()
    settling.forget_old_changes()
    assert ({*page_changes}, PageChange.objects.filter(is_settled=True).count()) == (old, 0)
    assert PageChange.objects.count() > 0


def test_a_transaction_is_settled_once(
    ports: Any, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    connection.run_on_commit.clear()
    with django_capture_on_commit_callbacks() as callbacks:
        for _number in range(3):
            make.make_person()
    assert [work.__name__ for work in callbacks].count("_settle") == 1


def test_what_is_saved_unchanged_is_no_change(ports: Any) -> None:
    type(ports).objects.filter(pk=ports.pk).update(title_en=ports.title_en)
    assert PageChange.objects.filter(is_settled=False).count() == 0


# What falls due


def test_a_page_is_not_shown_past_its_moment(
    client: Client, ports: Any, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor handed out by the web server before it: that does not look at the clock."""
    make.make_page(slug="soon", kind="news", expires_at=timezone.now() + timedelta(hours=1))
    settling.settle_changes()
    ask(client, "/en/news/")
    assert ask(client, "/en/news/soon/")[0] == 200
    assert files.list_paths() == ["/en/news/", "/en/news/soon/"]
    assert not place(settings, "/en/news/").exists()
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert files.find_file("/en/news/") is None
    assert ask(client, "/en/news/soon/")[0] == 404


def test_pages_past_their_moment_are_made_anew(
    client: Client, ports: Any, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.make_page(slug="soon", kind="news", expires_at=timezone.now() + timedelta(hours=1))
    settling.settle_changes()
    ask(client, "/en/news/")
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert settling.end_due_pages() == 1
    publisher.publish_page("/en/news/")
    assert place(settings, "/en/news/").exists()


def test_what_falls_due_while_a_page_is_made_is_not_published(
    ports: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.make_page(slug="soon", kind="news", expires_at=timezone.now() + timedelta(hours=1))
    settling.settle_changes()
    rendering = page_rendering.render_page("/en/news/soon/")
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert (publisher.store_page(rendering), files.list_paths()) == (False, [])
    assert PageFile.objects.get(path="/en/news/soon/").is_current is False


def test_nor_a_day_that_begins_meanwhile(ports: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    today = timezone.localdate()
    type(ports).objects.filter(pk=ports.pk).update(starts_on=today, ends_on=today)
    settling.settle_changes()
    rendering = page_rendering.render_page("/en/")
    later = timezone.now() + timedelta(days=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert (publisher.store_page(rendering), files.list_paths()) == (False, [])


def test_what_falls_due_at_one_moment_is_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    soon, requests = timezone.now() + timedelta(hours=1), []
    for number in range(3):
        make.make_page(slug=f"soon-{number}", kind="news", expires_at=soon)
    find = due.find_keys_of_rows
    monkeypatch.setattr(due, "find_keys_of_rows", lambda rows: requests.append(rows) or find(rows))
    assert [moment.at for moment in due.list_due_moments(timezone.now())] == [soon]
    assert len(requests) == 1


def test_what_falls_due_is_looked_up_anew_after_a_change_that_was_noted_earlier() -> None:
    """A long transaction has an earlier number than one that was settled before it."""
    silent = make.make_appearance(embargoed_until=timezone.now() + timedelta(hours=1))
    topic = make.make_topic()
    settling.settle_changes()
    due.list_due_moments(timezone.now())
    topic.appearances.add(silent)
    PageChange.objects.filter(is_settled=False).update(id=-F("id"))
    settling.settle_changes()
    [moment] = due.list_due_moments(timezone.now())
    assert f"forum_topic:{topic.pk}:parts" in moment.keys


def test_a_page_that_is_made_anew_while_it_ends_stays_current(
    ports: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    PageFile.objects.create(path=PAGE, is_current=True, holds_until=timezone.now())

    def store_anew(path: str) -> None:
        PageFile.objects.filter(path=path).update(holds_until=None)

    monkeypatch.setattr(files, "delete_file", store_anew)
    assert (settling.end_due_pages(), PageFile.objects.get().is_current) == (0, True)


@pytest.mark.parametrize("is_current", [True, False])
def test_a_change_ends_the_file_whatever_its_row_says(
    client: Client, ports: Any, is_current: bool
) -> None:
    ask(client)
    PageFile.objects.update(is_current=is_current)
    ports.save()
    assert (settling.settle_changes(), files.list_paths()) == (int(is_current), [])


def test_rows_are_forgotten_before_a_page_can_be_made_again(
    client: Client, ports: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(client)
    counts = []
    monkeypatch.setattr(files, "begin_generation", lambda: counts.append(PageFile.objects.count()))
    publisher.forget_all()
    assert counts == [0]


def test_a_start_that_migrates_nothing_ends_no_page(client: Client, ports: Any) -> None:
    ask(client)
    note_changes(plan=[])
    assert files.list_paths() == [PAGE]
    note_changes(plan=[("a migration", False)])
    assert files.list_paths() == []


def test_a_day_after_which_there_is_none_ends_no_page(ports: Any) -> None:
    type(ports).objects.update(starts_on=date.max, ends_on=date.max)
    last_midnight = timezone.make_aware(datetime.combine(date.max, time()))
    assert due.find_next_day(timezone.now()) == last_midnight
