"""Copies of public pages, shown while the database is away, and never past a change."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks, Settings

from forum.core.content import Status
from forum.core.record_tree import record_models
from forum.delivery import standby
from forum.workflow.take_down import put_back, take_offline
from people.models import User
from tests.support import factories as make
from tests.support.admin_forms import MAKERS
from tests.support.pages import FILES

pytestmark = pytest.mark.django_db

PAGE = "/en/events/ports/"


@pytest.fixture
def ports() -> Any:
    return make.make_event(slug="ports", title_en="Green Ports")


@pytest.fixture
def outage(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return what takes the database away, as far as a page's view is concerned."""

    def refuse(*_: Any, **__: Any) -> None:
        raise OperationalError("the database does not answer")

    return lambda: monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", refuse)


def ask(client: Client, path: str = PAGE, **options: Any) -> tuple[int, str]:
    response: Any = client.get(path, **options)
    return response.status_code, response.content.decode()


def test_a_page_that_was_shown_is_shown_while_the_database_is_away(
    client: Client, ports: Any, outage: Callable[[], None]
) -> None:
    standby.begin_generation()
    before = ask(client)
    outage()
    assert ask(client) == before


def test_a_copy_is_to_be_kept_by_nobody_else(
    client: Client, ports: Any, outage: Callable[[], None]
) -> None:
    standby.begin_generation()
    ask(client)
    outage()
    assert client.get(PAGE)["Cache-Control"] == "no-store"


def test_what_was_never_shown_is_503(
    client: Client, ports: Any, outage: Callable[[], None]
) -> None:
    standby.begin_generation()
    outage()
    assert ask(client)[0] == 503


def test_a_page_is_made_anew_while_the_database_answers(client: Client, ports: Any) -> None:
    standby.begin_generation()
    ask(client)
    type(ports).objects.filter(pk=ports.pk).update(title_en="Blue Ports")
    assert "Blue Ports" in ask(client)[1]


def forget_commits() -> None:
    """Part what a test does next from what it has done: both are of its one transaction."""
    connection.run_on_commit.clear()


def copies(root: Any) -> list[Path]:
    return list(Path(root).rglob("*.html"))


@pytest.mark.parametrize("step", ["take offline", "put back", "delete", "withhold", "merge"])
def test_no_step_leaves_a_copy(
    client: Client,
    ports: Any,
    lin: User,
    settings: Settings,
    step: str,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    session = make.make_session(ports)
    if step == "put back":
        take_offline(ports, lin, "asked")
    standby.begin_generation()
    client.get("/en/")
    steps: dict[str, Callable[[], object]] = {
        "take offline": lambda: take_offline(ports, lin, "asked"),
        "put back": lambda: put_back(ports, lin),
        "delete": session.delete,
        "withhold": lambda: take_offline(session, lin, "asked"),
        "merge": lambda: make.make_product().launched_by.add(make.make_appearance(session)),
    }
    assert len(copies(settings.STANDBY_ROOT)) == 1
    forget_commits()
    with django_capture_on_commit_callbacks(execute=True):
        steps[step]()
    assert copies(settings.STANDBY_ROOT) == []


@pytest.mark.parametrize("model", record_models(), ids=lambda model: model.__name__)
@pytest.mark.parametrize("change", ["save", "delete"])
def test_every_change_of_every_record_ends_the_generation(
    model: Any,
    change: str,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    if model in MAKERS:
        record: Any = MAKERS[model]()
    else:
        record = getattr(make, f"make_{model.__name__.lower()}")()
    standby.begin_generation()
    before = standby.current_generation()
    forget_commits()
    with django_capture_on_commit_callbacks(execute=True):
        getattr(record, change)()
    assert standby.current_generation() not in (before, None)


def test_many_changes_of_one_transaction_begin_one_generation(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    forget_commits()
    with django_capture_on_commit_callbacks() as callbacks:
        for _each in range(3):
            make.make_person()
    assert [work.__name__ for work in callbacks].count("_renew") == 1


def test_a_page_that_was_begun_before_a_change_is_not_kept(
    client: Client, ports: Any, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody publishes while the page is made of what was before."""
    standby.begin_generation()
    render = "forum.site.events.render_page"
    monkeypatch.setattr(render, lambda *_: standby.begin_generation() or "<p>before</p>")
    assert ask(client) == (200, "<p>before</p>")
    assert copies(settings.STANDBY_ROOT) == []


@pytest.mark.parametrize(
    "falls_due",
    [
        lambda at: make.make_event(published_at=at),
        lambda at: make.make_event(status=Status.DRAFT, published_at=at),
        lambda at: make.make_appearance(embargoed_until=at),
        lambda at: make.make_page(kind="news", expires_at=at),
    ],
)
def test_a_generation_ends_when_something_falls_due(falls_due: Callable[[Any], object]) -> None:
    at = timezone.now() + timedelta(seconds=30)
    falls_due(at)
    assert standby.find_next_change() == at


def test_a_generation_ends_at_midnight_at_the_latest() -> None:
    left = standby.find_next_change() - timezone.now()
    assert timedelta() < left <= timedelta(days=1)


def test_past_its_end_no_copy_is_shown(
    client: Client, ports: Any, outage: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    standby.begin_generation()
    ask(client)
    later = timezone.now() + timedelta(days=1, minutes=1)
    monkeypatch.setattr("forum.delivery.standby.timezone.now", lambda: later)
    outage()
    assert ask(client)[0] == 503


@pytest.mark.parametrize(
    "path",
    ["/en/events/ports/?q=x", "/admin/", "/en/../admin/", "/preview/1/en/", "/en/feed.xml", "/fr/"],
)
def test_nothing_else_is_kept(path: str) -> None:
    assert standby.is_copied(RequestFactory().get(path)) is False


def test_what_is_gone_or_not_there_is_not_kept(
    client: Client, ports: Any, lin: User, settings: Settings
) -> None:
    take_offline(ports, lin, "asked")
    standby.begin_generation()
    statuses = [client.get(path).status_code for path in (PAGE, "/en/events/none/")]
    assert (statuses, copies(settings.STANDBY_ROOT)) == ([410, 404], [])


def test_another_host_has_copies_of_its_own(
    client: Client, ports: Any, settings: Settings, outage: Callable[[], None]
) -> None:
    settings.ALLOWED_HOSTS = ["a.example.org", "b.example.org"]
    standby.begin_generation()
    ask(client, headers={"Host": "a.example.org"})
    outage()
    statuses = [ask(client, headers={"Host": f"{name}.example.org"})[0] for name in "ab"]
    assert statuses == [200, 503]


@pytest.fixture
def whole_site(paths: dict[str, str]) -> Iterator[list[str]]:
    standby.end_generation()
    yield [
        f"/{language}/{path}"
        for language in ("en", "zh-hans")
        for name, path in paths.items()
        if name not in FILES
    ]
    standby.end_generation()


def test_every_public_page_stands_by(
    client: Client, whole_site: list[str], outage: Callable[[], None], settings: Settings
) -> None:
    call_command("keep_pages", host="testserver", verbosity=0)
    before = {path: ask(client, path) for path in whole_site}
    outage()
    missing = [path for path, answer in before.items() if ask(client, path) != answer]
    assert missing == []
