"""What the worker and the commands publish, and what they say of pages that cannot be made."""

import threading
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from forum.delivery.publishing import files, page_rendering, publisher, watching
from forum.delivery.publishing.comparing import compare_files
from tests.support.publishing import PAGE, ask, place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("publishing")]


def test_what_somebody_has_made_meanwhile_is_not_made_again(
    client: Client, ports: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    _status, content = ask(client)
    monkeypatch.delattr(publisher, "render_page")
    links = [*page_rendering.list_links(content.encode())]
    assert publisher.publish_page(PAGE) == (links, True)


def test_nor_what_somebody_is_making(ports: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "lock_page", lambda *_, **__: nullcontext(enter_result=False))
    monkeypatch.delattr(publisher, "render_page")
    assert publisher.publish_page(PAGE) == ([], False)


def test_the_thread_outlives_what_nobody_foresaw(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    end, attempts = threading.Event(), []

    def fail(_end: threading.Event) -> None:
        attempts.append(1)
        if len(attempts) == 3:
            end.set()
        raise KeyError("unforeseen")

    monkeypatch.setattr(watching, "_watch", fail)
    monkeypatch.setattr(watching, "WHILE_AWAY", 0.01)
    watching.watch_pages(end)
    assert [record.message for record in caplog.records] == [
        "Pages cannot be published; it is tried again in 0 s"
    ] * 3


# The commands


def test_the_check_names_what_differs_and_mends_it(
    client: Client, ports: Any, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    _status, content = ask(client)
    ask(client, "/en/people/")
    place(settings).write_text("<p>tampered</p>")
    place(settings, "/en/people/").unlink()
    files.write_file("/en/people/nobody/", b"<p>left over</p>", {}, None)
    call_command("check_published")
    assert capsys.readouterr().out.splitlines() == [
        "/en/events/ports/: has a file that says something else",
        "/en/people/: has no file",
        "/en/people/nobody/: has a file and is no page",
        "3 pages differed and were mended.",
    ]
    assert (place(settings).read_text(), list(compare_files(mend=False))) == (content, [])


def test_a_page_that_cannot_be_made_keeps_its_file(
    client: Client,
    ports: Any,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    ask(client)
    failure = page_rendering.Rendering(PAGE, None, timezone.now(), answer_code=503)
    monkeypatch.setattr("forum.delivery.publishing.comparing.render_page", lambda _path: failure)
    with pytest.raises(CommandError, match="1 pages differ, see above"):
        call_command("check_published")
    assert (place(settings).is_file(), capsys.readouterr().out.splitlines()[0]) == (
        True, f"{PAGE}: cannot be made (answer 503), see the log; its file stays",
    )  # fmt: skip


def test_a_page_that_could_not_be_made_has_its_turn_again(
    two_pages: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    render = page_rendering.render_page

    def fail(path: str) -> page_rendering.Rendering:
        rendering = render(path)
        return replace(rendering, content=None, answer_code=503) if path == PAGE else rendering

    monkeypatch.setattr(publisher, "render_page", fail)
    publisher.publish_missing()
    missing = [*publisher.list_missing()]
    monkeypatch.setattr(publisher, "render_page", render)
    monkeypatch.setattr(publisher, "RETRY", 0.0)
    assert (missing, publisher.list_missing()) == ([], [PAGE])
    publisher.publish_missing()
    assert files.find_file(PAGE)


def test_pages_that_cannot_be_made_are_tried_once_and_named(
    ports: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    requests = []

    def fail(path: str) -> page_rendering.Rendering:
        requests.append(path)
        return page_rendering.Rendering(path, None, timezone.now(), answer_code=503)

    monkeypatch.setattr(publisher, "render_page", fail)
    monkeypatch.setattr(publisher, "RETRY", 0.0)
    monkeypatch.setattr(publisher, "_failures", {})
    with pytest.raises(CommandError, match="pages could not be made, see the log: /"):
        call_command("publish_pages")
    assert len(requests) == len(set(requests))


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let another process be at a page's file for too long."""
    lock = files.lock_page

    def refuse(path: str, patience: float) -> AbstractContextManager[bool]:
        return nullcontext(enter_result=False) if path == PAGE else lock(path, patience)

    monkeypatch.setattr(publisher, "_failures", {})
    monkeypatch.setattr(files, "lock_page", refuse)


def test_a_page_that_another_process_holds_counts_as_made_by_nobody(
    two_pages: None, held: None
) -> None:
    count = publisher.publish_missing()
    assert (count, publisher.list_failures(), publisher.list_missing()) == (
        len(files.list_paths()), [PAGE], [PAGE],
    )  # fmt: skip


def test_a_page_that_another_process_holds_is_named(two_pages: None, held: None) -> None:
    with pytest.raises(CommandError, match=f"1 pages could not be made, see the log: {PAGE}"):
        call_command("publish_pages")


def test_a_page_that_goes_on_changing_has_its_turn_with_the_next_round(
    two_pages: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = publisher.store_page
    monkeypatch.setattr(publisher, "_failures", {})
    monkeypatch.setattr(publisher, "store_page", lambda page: page.path != PAGE and store(page))
    count = publisher.publish_missing()
    assert (count, publisher.list_missing()) == (len(files.list_paths()), [PAGE])
    monkeypatch.setattr(publisher, "store_page", store)
    assert (publisher.publish_missing(), publisher.list_failures()) == (1, [])


def test_an_address_without_a_page_counts_as_none(two_pages: None) -> None:
    publisher.publish_missing()
    publisher.require_pages(["/en/events/gone/"])
    assert publisher.publish_missing() == 0


def test_a_dry_run_that_finds_differences_fails(
    client: Client, ports: Any, settings: Settings
) -> None:
    ask(client)
    place(settings).write_text("<p>tampered</p>")
    with pytest.raises(CommandError, match="1 pages differ"):
        call_command("check_published", dry_run=True)
    assert place(settings).read_text() == "<p>tampered</p>"


@pytest.mark.parametrize("command", ["publish_all", "publish_pages", "check_published"])
def test_where_nothing_is_published_the_commands_say_so(settings: Settings, command: str) -> None:
    settings.PUBLISH_ADDRESS = ""
    with pytest.raises(CommandError, match="PUBLISH_ADDRESS is empty"):
        call_command(command)
