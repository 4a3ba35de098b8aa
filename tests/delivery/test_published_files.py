"""Published pages as visitors meet them: the file, and never one that says what is no more."""

import gzip
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.models import F
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks, Settings

from forum.apps import note_changes
from forum.delivery.publishing import due, files, publisher, watching
from forum.delivery.publishing.comparing import compare_files
from forum.management.site_checks.services import check_published_folder
from forum.models import HomePart, PageChange, PageFile
from forum.workflow.take_down import take_offline
from people.models import User
from sessions_app.models import Event
from tests.support import factories as make
from tests.support.publishing import set_offline

pytestmark = pytest.mark.django_db

PAGE = "/en/events/ports/"


@pytest.fixture(autouse=True)
def _publishing(settings: Settings, _files_of_its_own: None) -> None:
    settings.PUBLISH_ADDRESS = "http://testserver"
    settings.PUBLISH_BROTLI = True


@pytest.fixture
def ports() -> Any:
    event = make.make_event(slug="ports", title_en="Green Ports", accent="#1f4e79")
    publisher.settle_changes()
    return event


@pytest.fixture
def outage(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return what takes the database away, as far as requests are concerned."""

    def refuse(*_: Any, **__: Any) -> None:
        raise OperationalError("the database does not answer")

    return lambda: monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", refuse)


def ask(client: Client, path: str = PAGE, **options: Any) -> tuple[int, str]:
    response: Any = client.get(path, **options)
    return response.status_code, response.content.decode()


def place(settings: Settings, path: str = PAGE) -> Path:
    return Path(settings.PUBLISH_ROOT) / "pages" / path.strip("/") / "index.html"


def test_a_page_that_is_asked_for_is_published(
    client: Client, ports: Any, settings: Settings
) -> None:
    _status, content = ask(client)
    file = place(settings)
    compressed = {name: file.with_name(f"index.html.{name}").read_bytes() for name in ("gz", "br")}
    assert (
        file.read_text(),
        gzip.decompress(compressed["gz"]).decode(),
        brotli.decompress(compressed["br"]).decode(),
    ) == (content, content, content)


@pytest.mark.parametrize(
    "path",
    [PAGE, "/en/", "/en/feed.xml", "/sitemap.xml", "/en/events/ports/agenda.ics", "/robots.txt",
     "/en/events/ports/accent.css", "/en/events/ports/cite.ris", "/en/events/ports/qr.svg",
     "/en/events/ports/share.png", "/en/square.png"],
)  # fmt: skip
def test_a_file_answers_as_the_page_does(
    client: Client, ports: Any, settings: Settings, path: str
) -> None:
    published: Any = client.get(path)
    assert client.get(path).content == published.content
    settings.PUBLISH_ADDRESS = ""
    live: Any = client.get(path)
    apart = ("ETag", "CDN-Cache-Control", "Vary", "Content-Length", "X-Request-ID")
    headers = [
        {name: value for name, value in response.headers.items() if name not in apart}
        for response in (published, live)
    ]
    assert (headers[0], published.content) == (headers[1], live.content)
    assert published["CDN-Cache-Control"] == "max-age=1"


def test_a_sitemap_s_further_file_is_published_too(
    client: Client, ports: Any, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("forum.site.sitemaps.Addresses.limit", 1)
    make.make_event(slug="rivers")
    publisher.settle_changes()
    first, second = (ask(client, f"/sitemap-events{part}.xml")[1] for part in ("", "-2"))
    pages = Path(settings.PUBLISH_ROOT) / "pages"
    files = [(pages / f"sitemap-events{part}.xml").read_text() for part in ("", "-2")]
    assert (files, "/en/events/rivers/" in second) == ([first, second], True)


def test_a_picture_is_not_compressed_once_more(
    client: Client, ports: Any, settings: Settings
) -> None:
    answers: list[Any] = [
        client.get(f"{PAGE}share.png", headers={"Accept-Encoding": "gzip, br"}) for _ in range(2)
    ]
    names = {path.name for path in place(settings).parent.iterdir()}
    assert (names, ["Content-Encoding" in answer for answer in answers]) == (
        {"share.png", "share.png.headers"},
        [False, False],
    )


@pytest.mark.parametrize(
    ("accepted", "encoding", "decompress"),
    [
        ("gzip", "gzip", gzip.decompress),
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("gzip, br;q=0", "gzip", gzip.decompress),
    ],
)
def test_it_is_compressed_for_who_takes_that(
    client: Client,
    ports: Any,
    accepted: str,
    encoding: str,
    decompress: Callable[[bytes], bytes],
) -> None:
    _status, content = ask(client)
    response: Any = client.get(PAGE, headers={"Accept-Encoding": accepted})
    assert (response["Content-Encoding"], decompress(response.content).decode()) == (
        encoding,
        content,
    )


def test_no_brotli_is_written_unless_it_is_wanted(
    client: Client, ports: Any, settings: Settings
) -> None:
    settings.PUBLISH_BROTLI = False
    ask(client)
    names = sorted(file.name for file in place(settings).parent.iterdir())
    assert names == ["index.html", "index.html.gz"]


def test_what_ends_leaves_no_compressed_file_behind(
    client: Client, ports: Any, settings: Settings
) -> None:
    ask(client)
    files.delete_file(PAGE)
    assert list(place(settings).parent.iterdir()) == []


def test_who_has_it_is_told_so(client: Client, ports: Any) -> None:
    etag = client.get(PAGE)["ETag"]
    response: Any = client.get(PAGE, headers={"If-None-Match": etag})
    assert (response.status_code, response.content) == (304, b"")


def test_what_was_made_anew_and_is_the_same_keeps_its_etag(client: Client, ports: Any) -> None:
    etag = client.get(PAGE)["ETag"]
    publisher.forget_all()
    assert client.get(PAGE)["ETag"] == etag


def test_published_pages_are_shown_without_the_database(
    client: Client, ports: Any, outage: Callable[[], None]
) -> None:
    state_before = ask(client)
    outage()
    assert (ask(client), ask(client, "/en/people/")[0]) == (state_before, 503)


def test_the_picture_of_a_link_is_shown_without_the_database_whatever_its_version(
    client: Client, ports: Any, outage: Callable[[], None]
) -> None:
    response_before: Any = client.get(f"{PAGE}share.png?v=1")
    outage()
    response_after: Any = client.get(f"{PAGE}share.png?v=2")
    assert (response_after.status_code, response_after["Content-Type"], response_after.content) == (
        200,
        "image/png",
        response_before.content,
    )


PICTURES: dict[str, Callable[[], Any]] = {
    "series/coast/share": lambda: make.make_series(slug="coast"),
    "people/lin/share": lambda: make.make_person(slug="lin"),
    "organizations/press/square": lambda: make.make_organization(slug="press"),
    "knowledge/course/share": lambda: make.make_product(slug="course"),
    "topics/harbours/share": lambda: make.make_topic(slug="harbours"),
    "pages/about/share": lambda: make.make_page(slug="about"),
    "events/expo/square": lambda: make.make_event(slug="expo"),
    "events/ports/opening/card/share": lambda: make_session(),
    "events/ports/opening/lin": lambda: (
        make.make_appearance(
            make_session(), make.make_person(slug="lin"), remarks_en="<p>Ports are good.</p>"
        ).person
    ),
}


def make_session() -> Any:
    return make.make_session(Event.objects.get(slug="ports"), slug="opening")


@pytest.mark.parametrize("path", PICTURES)
def test_the_picture_of_a_link_goes_with_what_it_is_of(
    client: Client, ports: Any, lin: User, path: str
) -> None:
    record = PICTURES[path]()
    publisher.settle_changes()
    address = f"/en/{path}.png"
    assert client.get(address).status_code == 200
    was_there = files.list_paths()
    take_offline(record, lin, "asked")
    publisher.settle_changes()
    assert (was_there, files.list_paths()) == ([address], [])


def test_a_sentence_of_the_front_page_makes_its_picture_anew(client: Client, ports: Any) -> None:
    guest = make.make_person(slug="lin")
    speech = make.make_appearance(make_session(), guest, remarks_en="<p>Ports are good.</p>")
    publisher.settle_changes()
    client.get("/en/events/ports/opening/lin.png")
    HomePart.objects.create(kind="quote", appearance=speech, sentences={"en": "Ports are good."})
    publisher.settle_changes()
    assert files.list_paths() == []


@pytest.mark.parametrize("name", ["index.html", "index.html.gz", "index.html.br"])
def test_a_file_s_own_name_is_no_address(client: Client, ports: Any, name: str) -> None:
    ask(client)
    assert (ask(client)[0], ask(client, f"{PAGE}{name}")[0]) == (200, 404)


@pytest.mark.parametrize(
    "path",
    ["/en/people/?country=CN", "/en/search/", "/en/events/none/", "/admin/login/",
     "/en/../admin/", "/fr/", "/en/events//ports/",
     "/zh-hans/typefaces/0123456789abcdef-3/events/ports/style.css",
     "/zh-hans/typefaces/0123456789abcdef-3/events/ports/face.woff2"],
)  # fmt: skip
def test_nothing_else_is_published(
    client: Client, ports: Any, settings: Settings, path: str
) -> None:
    client.get(path)
    assert (files.list_paths(), list(PageFile.objects.all())) == ([], [])


def test_an_address_without_end_is_no_file_s(ports: Any) -> None:
    long = "/en/events/" + "a" * 600
    assert (files.is_plain(f"{long}/"), files.is_plain(f"{long[:500]}/")) == (False, True)


def test_what_anybody_makes_up_is_not_remembered() -> None:
    publisher._find_route.cache_clear()
    paths = ["/en/none/", "/en/search/", PAGE]
    routes = [publisher.find_route(path) for path in paths]
    assert (routes, publisher._find_route.cache_info().currsize) == (["", "", "event"], 1)


@pytest.mark.parametrize(
    "path",
    [f"{PAGE}?utm=1", f"{PAGE}?v=1", f"{PAGE}?q=a&day=2023-11-05", f"{PAGE}proceedings.pdf?a",
     f"{PAGE}qr.svg?b=2", f"{PAGE}accent.css?q=1&v=2", "/en/?page=2"],
)  # fmt: skip
def test_what_no_page_knows_passes_no_file_by(client: Client, ports: Any, path: str) -> None:
    client.get(path)
    assert files.list_paths() == [path.partition("?")[0]]


def test_a_book_hears_of_no_key(
    client: Client, ports: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get(f"{PAGE}proceedings.pdf")
    monkeypatch.setattr("forum.site.proceedings.send_book", None)
    assert client.get(f"{PAGE}proceedings.pdf?page=2").status_code == 200


def test_another_host_is_answered_live(client: Client, ports: Any, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "b.example.org"]
    ask(client, headers={"Host": "b.example.org"})
    assert files.list_paths() == []


# Never what is no more


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
        publisher.settle_changes()
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
    monkeypatch.setattr(publisher, "follow_changes", page_changes.extend)
    PageChange.objects.update(at=timezone.now() - timedelta(hours=1))
    old = {*PageChange.objects.all()}
    ports.save()
    publisher.forget_old_changes()
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
    publisher.settle_changes()
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
    publisher.settle_changes()
    ask(client, "/en/news/")
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert publisher.end_due_pages() == 1
    publisher.publish_page("/en/news/")
    assert place(settings, "/en/news/").exists()


def test_what_falls_due_while_a_page_is_made_is_not_published(
    ports: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.make_page(slug="soon", kind="news", expires_at=timezone.now() + timedelta(hours=1))
    publisher.settle_changes()
    rendering = publisher.render_page("/en/news/soon/")
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert (publisher.store_page(rendering), files.list_paths()) == (False, [])
    assert PageFile.objects.get(path="/en/news/soon/").is_current is False


def test_nor_a_day_that_begins_meanwhile(ports: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    today = timezone.localdate()
    type(ports).objects.filter(pk=ports.pk).update(starts_on=today, ends_on=today)
    publisher.settle_changes()
    rendering = publisher.render_page("/en/")
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
    publisher.settle_changes()
    due.list_due_moments(timezone.now())
    topic.appearances.add(silent)
    PageChange.objects.filter(is_settled=False).update(id=-F("id"))
    publisher.settle_changes()
    [moment] = due.list_due_moments(timezone.now())
    assert f"forum_topic:{topic.pk}:parts" in moment.keys


def test_a_page_that_is_made_anew_while_it_ends_stays_current(
    ports: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    PageFile.objects.create(path=PAGE, is_current=True, holds_until=timezone.now())

    def store_anew(path: str) -> None:
        PageFile.objects.filter(path=path).update(holds_until=None)

    monkeypatch.setattr(files, "delete_file", store_anew)
    assert (publisher.end_due_pages(), PageFile.objects.get().is_current) == (0, True)


@pytest.mark.parametrize("is_current", [True, False])
def test_a_change_ends_the_file_whatever_its_row_says(
    client: Client, ports: Any, is_current: bool
) -> None:
    ask(client)
    PageFile.objects.update(is_current=is_current)
    ports.save()
    assert (publisher.settle_changes(), files.list_paths()) == (int(is_current), [])


def test_rows_are_forgotten_before_a_page_can_be_made_again(
    client: Client, ports: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(client)
    counts = []
    monkeypatch.setattr(files, "begin_generation", lambda: counts.append(PageFile.objects.count()))
    publisher.forget_all()
    assert counts == [0]


def test_what_an_emptying_that_was_killed_has_left_goes_with_the_next_start(
    client: Client, ports: Any, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher.begin_release()
    ask(client)
    with monkeypatch.context() as killed:
        killed.setattr(files, "_delete_trash", lambda: None)
        publisher.forget_all()
    root = Path(settings.PUBLISH_ROOT)
    glob_count_before = len(list(root.glob("trash-*")))
    publisher.begin_release()
    assert (glob_count_before, list(root.glob("trash-*"))) == (1, [])


def test_nobody_waits_while_the_pages_that_went_are_deleted(
    ports: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_free = []

    def try_folder() -> None:
        with files.lock_folder(shared=False) as is_alone:
            is_free.append(is_alone)

    monkeypatch.setattr(files, "_LONG_PATIENCE", 0.0)
    monkeypatch.setattr(files, "_delete_trash", try_folder)
    files.delete_all()
    assert is_free == [True]


def test_a_start_that_migrates_nothing_ends_no_page(client: Client, ports: Any) -> None:
    ask(client)
    note_changes(plan=[])
    assert files.list_paths() == [PAGE]
    note_changes(plan=[("a migration", False)])
    assert files.list_paths() == []


def test_what_somebody_has_made_meanwhile_is_not_made_again(
    client: Client, ports: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    _status, content = ask(client)
    monkeypatch.delattr(publisher, "render_page")
    links = [*publisher.list_links(content.encode())]
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
    failure = publisher.Rendering(PAGE, None, timezone.now(), answer_code=503)
    monkeypatch.setattr("forum.delivery.publishing.comparing.render_page", lambda _path: failure)
    with pytest.raises(CommandError, match="1 pages differ, see above"):
        call_command("check_published")
    assert (place(settings).is_file(), capsys.readouterr().out.splitlines()[0]) == (
        True, f"{PAGE}: cannot be made (answer 503), see the log; its file stays",
    )  # fmt: skip


def test_a_page_that_could_not_be_made_has_its_turn_again(
    ports: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    render = publisher.render_page

    def fail(path: str) -> publisher.Rendering:
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

    def fail(path: str) -> publisher.Rendering:
        requests.append(path)
        return publisher.Rendering(path, None, timezone.now(), answer_code=503)

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


def test_a_page_that_another_process_holds_counts_as_made_by_nobody(ports: Any, held: None) -> None:
    count = publisher.publish_missing()
    assert (count, publisher.list_failures(), publisher.list_missing()) == (
        len(files.list_paths()), [PAGE], [PAGE],
    )  # fmt: skip


def test_a_page_that_another_process_holds_is_named(ports: Any, held: None) -> None:
    with pytest.raises(CommandError, match=f"1 pages could not be made, see the log: {PAGE}"):
        call_command("publish_pages")


def test_a_page_that_goes_on_changing_has_its_turn_with_the_next_round(
    ports: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = publisher.store_page
    monkeypatch.setattr(publisher, "_failures", {})
    monkeypatch.setattr(publisher, "store_page", lambda page: page.path != PAGE and store(page))
    count = publisher.publish_missing()
    assert (count, publisher.list_missing()) == (len(files.list_paths()), [PAGE])
    monkeypatch.setattr(publisher, "store_page", store)
    assert (publisher.publish_missing(), publisher.list_failures()) == (1, [])


def test_an_address_without_a_page_counts_as_none(ports: Any) -> None:
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


def test_a_host_with_another_folder_publishes_nothing(
    client: Client, ports: Any, settings: Settings, tmp_path: Path
) -> None:
    ask(client)
    settings.PUBLISH_ROOT = tmp_path / "other"
    statuses = [ask(client)[0] for _time in range(2)]
    assert (statuses, publisher.publish_missing(), files.list_paths()) == ([200, 200], 0, [])


def test_a_deleted_folder_is_this_site_s_again(
    client: Client, ports: Any, settings: Settings
) -> None:
    ask(client)
    shutil.rmtree(settings.PUBLISH_ROOT)
    statuses = [ask(client)[0] for _time in range(2)]
    assert (statuses, files.list_paths()) == ([200, 200], [PAGE])


def test_beneath_a_mount_that_is_missing_lies_another_folder(
    client: Client, ports: Any, settings: Settings
) -> None:
    ask(client)
    note = Path(f"{settings.PUBLISH_ROOT}.mark")
    note.write_text(f"{note.read_text().split()[0]} 0")
    shutil.rmtree(settings.PUBLISH_ROOT)
    assert (ask(client)[0], files.list_paths()) == (200, [])


def test_the_worker_makes_the_pages_of_a_deleted_folder_anew(
    client: Client, ports: Any, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher.begin_release()
    publisher.publish_missing()
    paths_before = files.list_paths()
    shutil.rmtree(settings.PUBLISH_ROOT)
    # A visitor comes first, and the folder is there again.
    ask(client)
    end = threading.Event()
    monkeypatch.setattr(watching, "_listen", lambda: _listener(end))
    monkeypatch.setattr(watching, "hold_publisher_lock", lambda _listener: None)
    watching.watch_pages(end)
    assert (PAGE in paths_before, files.list_paths()) == (True, paths_before)


@contextmanager
def _listener(end: threading.Event) -> Iterator[Any]:
    """Stand for the connection that is told of changes; asked once, it ends the work."""

    class Listener:
        def notifies(self, **_options: object) -> list[object]:
            end.set()
            return []

    yield Listener()


def test_files_of_a_folder_that_nobody_ends_go(
    client: Client, ports: Any, settings: Settings, tmp_path: Path
) -> None:
    ask(client)
    own_publish_root = settings.PUBLISH_ROOT
    settings.PUBLISH_ROOT = tmp_path / "other"
    publisher.claim_folder()
    ports.save()
    publisher.settle_changes()
    settings.PUBLISH_ROOT = own_publish_root
    assert (publisher.publish_missing(), files.list_paths()) == (0, [])


@pytest.mark.parametrize("command", ["publish_pages", "check_published"])
def test_commands_say_that_another_folder_is_the_one(
    ports: Any, settings: Settings, tmp_path: Path, command: str
) -> None:
    publisher.claim_folder()
    settings.PUBLISH_ROOT = tmp_path / "other"
    with pytest.raises(CommandError, match="Another host publishes from a folder of its own"):
        call_command(command)


def test_pages_of_other_settings_end(client: Client, ports: Any, settings: Settings) -> None:
    publisher.begin_release()
    ask(client)
    settings.TIME_ZONE = "Europe/Paris"
    publisher.begin_release()
    assert files.list_paths() == []


def test_a_release_is_told_by_what_it_holds(tmp_path: Path) -> None:
    digests = []
    for host, content in (("a", "Ports"), ("b", "Ports"), ("c", "Harbours")):
        page = tmp_path / host / "templates" / "page.jinja"
        page.parent.mkdir(parents=True)
        page.write_text(content)
        os.utime(page, (len(digests), len(digests)))
        digests.append(files.digest_code(tmp_path / host))
    assert [digests.index(digest) for digest in digests] == [0, 0, 2]


def test_a_page_in_each_language_is_of_one_release(client: Client, ports: Any) -> None:
    publisher.begin_release()
    for language in ("en", "zh-hans"):
        ask(client, f"/{language}/events/ports/")
    assert files.list_paths() == ["/en/events/ports/", "/zh-hans/events/ports/"]


def test_a_process_of_another_release_stores_no_page(
    client: Client, ports: Any, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    publisher._tell_of_another_release.cache_clear()
    (Path(settings.PUBLISH_ROOT) / "release").write_text("of the host that is upgraded")
    for _time in range(2):
        status, _content = ask(client)
    assert [record.message.partition(":")[0] for record in caplog.records] == ["No page is stored"]
    [finding] = check_published_folder()
    assert finding.place == str(settings.PUBLISH_ROOT)
    assert (status, publisher.publish_missing(), files.list_paths()) == (200, 0, [])
    with pytest.raises(CommandError, match="restart the worker, or run publish_all"):
        call_command("publish_pages")


@pytest.mark.parametrize("command", ["publish_all", "publish_pages", "check_published"])
def test_where_nothing_is_published_the_commands_say_so(settings: Settings, command: str) -> None:
    settings.PUBLISH_ADDRESS = ""
    with pytest.raises(CommandError, match="PUBLISH_ADDRESS is empty"):
        call_command(command)


BOOKS = ("proceedings.pdf", "proceedings-both.pdf", "record.docx")


@pytest.fixture
def part(ports: Any) -> Any:
    """Return a sub-forum's session, when the books of the forum are published."""
    session = make.make_session(make.make_event(slug="docks", parent=ports))
    publisher.settle_changes()
    publisher.require_pages(f"{PAGE}{name}" for name in BOOKS)
    for path in PageFile.objects.values_list("path", flat=True):
        publisher.publish_page(path)
    return session


def list_books() -> list[str]:
    books = PageFile.objects.filter(is_current=True, path__startswith=PAGE)
    assert {path for path in files.list_paths() if path.startswith(PAGE)} == {
        book.path for book in books
    }
    return sorted(book.path.removeprefix(PAGE) for book in books)


def test_books_are_files_and_end_with_their_event(client: Client, ports: Any, part: Any) -> None:
    assert list_books() == sorted(BOOKS)
    assert client.get(f"{PAGE}proceedings.pdf")["Content-Type"] == "application/pdf"
    set_offline(ports)
    publisher.settle_changes()
    assert list_books() == []
    assert [client.get(f"{PAGE}{name}").status_code for name in BOOKS] == [410, 410, 410]


def test_a_guest_of_a_sub_forum_ends_the_forum_s_book(part: Any) -> None:
    make.make_appearance(part, remarks_en="<p>New.</p>")
    publisher.settle_changes()
    assert list_books() == ["record.docx"]


def test_pages_lead_the_worker_to_the_books(ports: Any) -> None:
    publisher.publish_page(PAGE)
    links = set(publisher.list_links(files_content(PAGE)))
    assert {f"{PAGE}{name}" for name in BOOKS} <= links


def files_content(path: str) -> bytes:
    file = files.find_file(path)
    assert file is not None
    return file.content


# The records of ``paths`` stay to the end of the file, so that this is its last test.
def test_publish_all_reaches_every_page(client: Client, paths: dict[str, str]) -> None:
    publisher.settle_changes()
    call_command("publish_all", verbosity=0)
    published = set(files.list_paths())
    linked = {f"/{code}/{path}" for path in paths.values() for code in ("en", "zh-hans")}
    # References and calendars that no page leads to are published when they are asked for.
    pages = {path for path in linked if path.endswith(("/", "feed.xml"))}
    assert {path for path in pages if publisher.find_route(path)} - published == set()


def test_no_picture_of_a_link_is_drawn_before_somebody_asks() -> None:
    publisher.publish_missing()
    assert [path for path in files.list_paths() if path.endswith(".png")] == []
