"""Every test runs on a real PostgreSQL: the embedded one, or the server that DATABASE_URL names."""

import gc
import logging
import os
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest
from django.conf import settings as site
from django.core.signals import setting_changed
from django.db import connection, transaction
from django.template import Context, RequestContext, Template
from django.test import Client, TransactionTestCase, override_settings
from django.test.signals import template_rendered
from django.utils import translation
from django.utils.safestring import SafeString
from psycopg._preparing import Prepare, PrepareManager
from psycopg.pq.abc import PGresult
from pytest_django import DjangoDbBlocker

from forum.delivery.page_cache import shelf
from forum.search.highlights import known_stems
from people.models import User
from tests.support.admin_forms import make_settings
from tests.support.migrated_template import ensure_migrated_template
from tests.support.pages import one_of_each
from tests.support.side_by_side import SideBySideScheduling, count_workers
from tests.support.staff import enter
from tests.support.tables import empty_tables

SERVER = pytest.StashKey[str]()
# What a test asks for that names its files itself, or the folder they lie in.
FOLDERS_OF_ITS_OWN = {"settings", "tmp_path"}


@pytest.fixture
def caplog(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """Hear the test's own thread alone: an earlier test's server may still answer a page."""
    own_ident = threading.get_ident()

    def is_own(record: logging.LogRecord) -> bool:
        return record.thread == own_ident

    caplog.handler.addFilter(is_own)
    yield caplog
    caplog.handler.removeFilter(is_own)


@pytest.fixture
def editor() -> Client:
    """Somebody who edits and may not publish."""
    return enter("Editor")


@pytest.fixture
def reviewer() -> Client:
    """Somebody who reviews and publishes."""
    return enter("Reviewer-publisher")


@pytest.fixture
def without_reviews(db: None) -> None:
    """A site that asks for no review."""
    make_settings(reviews=0)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_blocker: DjangoDbBlocker) -> None:
    """Give each run a database of its own, so that two runs at once do not meet.

    In the embedded server, which is ours alone, it is a copy of one that is migrated already.
    """
    test = connection.settings_dict["TEST"]
    test["NAME"] = f"test_forum_{os.getpid()}"
    if site.EMBEDDED_DATABASE:
        with django_db_blocker.unblock():
            test["TEMPLATE"] = ensure_migrated_template()
    site.DATABASES["default"].setdefault("TEST", {}).update(test)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let the run's database be quick, and part it at its end from whoever still holds on to it.

    It outlives no crash, so no commit waits for the disk. The threads of a live server that was
    stopped keep their connections, and with them the database could not go.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        name = connection.ops.quote_name(connection.settings_dict["NAME"])
        cursor.execute(f"ALTER DATABASE {name} SET synchronous_commit = off")
        cursor.execute("SET synchronous_commit = off")
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(scope="session", autouse=True)
def _quick_tests(django_test_environment: None) -> Iterator[None]:
    """Spare the tests what takes long, all at once: each fixture takes its time of each test."""
    ways = (empty_where_written, connect_once, keep_plans, remember_pages_whole, cut_no_face)
    with pytest.MonkeyPatch.context() as patch:
        for spare in ways:
            spare(patch)
        yield


def empty_where_written(patch: pytest.MonkeyPatch) -> None:
    """Have a test that commits delete the rows that there are; Django truncates every table."""
    patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: empty_tables())


def connect_once(patch: pytest.MonkeyPatch) -> None:
    """Have a test that commits leave its connection to the next: to open one costs as much as it.

    Django opens another, as some databases lose their settings with a rollback. Ours does not.
    """
    patch.setattr(
        TransactionTestCase, "_should_reload_connections", lambda case: not connection.is_usable()
    )


def keep_plans(patch: pytest.MonkeyPatch) -> None:
    """Keep the plans of pages from test to test: to plan them takes longer than to run them.

    Psycopg forgets what was prepared at each rollback, for a table that the transaction made may be
    gone. A test makes none; what drops one is heard as ever.
    """
    discards = PrepareManager._should_discard

    def discards_at_drop(
        manager: PrepareManager, prepare: Prepare, results: Sequence[PGresult]
    ) -> bool:
        others = [result for result in results if result.command_status != b"ROLLBACK"]
        return discards(manager, prepare, others)

    patch.setattr(PrepareManager, "_should_discard", discards_at_drop)


def remember_pages_whole(patch: pytest.MonkeyPatch) -> None:
    """Have a client remember what a page is drawn from, and not what each part of it is.

    Django copies the context for every field and every row: a twelfth of a form's time.
    """

    def draw(template: Template, context: Context) -> SafeString:
        if isinstance(context, RequestContext) and context.template is template:
            template_rendered.send(sender=template, template=template, context=context)
        return template.nodelist.render(context)

    patch.setattr(Template, "_render", draw)


def cut_no_face(patch: pytest.MonkeyPatch) -> None:
    """Half a second for every page that is asked for: only tests of the face cut it.

    What stands for it has nothing that a Chinese head is set in.
    """
    face = site.BASE_DIR / "static" / "fonts" / "source-serif-display-extended.woff2"
    patch.setattr("forum.site.typefaces.cut_face", lambda characters: face.read_bytes())


@pytest.fixture(autouse=True)
def _nothing_left_over() -> Iterator[None]:
    """A test's language must not decide what the next one reads, nor its words what that asks.

    Words are asked for anew: else a search's queries would depend on the tests before.
    """
    known_stems.clear()
    with translation.override(site.LANGUAGE_CODE):
        yield


def pytest_collection_finish(session: pytest.Session) -> None:
    """Look for garbage seldom, and not among what stays: it was a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


def folders(root: Path) -> dict[str, Any]:
    """Return the settings that keep files out of the site's folders."""
    return {
        "MEDIA_ROOT": root / "media",
        "PRIVATE_ROOT": root / "private",
        "ERROR_PAGES_ROOT": root / "errors",
        "PUBLISH_ROOT": root / "published",
        "FILE_UPLOAD_TEMP_DIR": root / "uploads",
        "PROCEEDINGS_ROOT": root / "proceedings",
    }


@pytest.fixture(scope="session", autouse=True)
def _settings_of_tests(
    django_test_environment: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """Keep all files in a folder out of the site's, and make passwords quick; return the folder.

    Half a second a password is right for the site and too long for hundreds of test users.
    """
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    root = tmp_path_factory.mktemp("files")
    with override_settings(
        PASSWORD_HASHERS=hashers,
        # Nothing is collected for tests: static files are found where they lie.
        WHITENOISE_AUTOREFRESH=True,
        **folders(root),
    ):
        yield root


@pytest.fixture(autouse=True)
def _files_of_its_own(request: pytest.FixtureRequest, _settings_of_tests: Path) -> Iterator[None]:
    """Keep what a test stores apart; what a file's tests share has its files with it.

    Most store none, or some that go when they end: a folder for each, and to tell everybody of six
    settings, takes as long as a small test.
    """
    names = {*request.fixturenames}
    shares = "undone_after_module" in names
    if names & FOLDERS_OF_ITS_OWN and not shares:
        settings = request.getfixturevalue("settings")
        for name, value in folders(request.getfixturevalue("tmp_path")).items():
            setattr(settings, name, value)
    yield
    if not shares:
        for folder in _settings_of_tests.iterdir():
            rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def undone_after_module(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: Any
) -> Iterator[None]:
    """Let what is made for all tests of a file go with them, its files too.

    Each test's own transaction lies within this one, so its changes are undone as ever.
    """
    with (
        django_db_blocker.unblock(),
        override_settings(**folders(tmp_path_factory.mktemp("files"))),
        transaction.atomic(),
    ):
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def paths(undone_after_module: None) -> dict[str, str]:
    """Make one of each record for all tests of a file; return what ``one_of_each`` does."""
    return one_of_each()


@pytest.fixture(autouse=True)
def _no_page_left_over() -> Iterator[None]:
    """Have pages made anew after a change of what stands in no row: settings, code, the clock."""
    shelf.clear()
    setting_changed.connect(_forget_pages)
    yield
    setting_changed.disconnect(_forget_pages)


def _forget_pages(**kwargs: object) -> None:
    shelf.clear()


@pytest.fixture
def staff() -> User:
    return User.objects.create_user("staff")


@pytest.fixture
def lin() -> User:
    """Return the first of three who may do everything, for what takes several people."""
    return User.objects.create_superuser("lin")


@pytest.fixture
def wang() -> User:
    return User.objects.create_superuser("wang")


@pytest.fixture
def chen() -> User:
    return User.objects.create_superuser("chen")


@pytest.fixture(scope="session", autouse=True)
def _named_server(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> None:
    """Ask the server for its version once, for the closing words of the run."""
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        cursor.execute("SHOW server_version")
        (version,) = cursor.fetchone()
    request.config.stash[SERVER] = version
    # What a worker of a parallel run hands to the process that speaks; empty in an ordinary run.
    getattr(request.config, "workeroutput", {})["server"] = version


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    return count_workers(os.cpu_count() or 1)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    return SideBySideScheduling(config, log) if config.getvalue("dist") == "loadscope" else None


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take the server's version from a worker that has ended in good order."""
    version = getattr(node, "workeroutput", {}).get("server")
    if version:
        node.config.stash[SERVER] = version


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say which server the run used; a quiet run shows no header."""
    where = "embedded" if site.EMBEDDED_DATABASE else "named by DATABASE_URL"
    terminalreporter.write_line(f"PostgreSQL {config.stash.get(SERVER, 'unused')}, {where}")
