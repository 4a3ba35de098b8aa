"""Every test runs on a real PostgreSQL: the embedded one, or the server that DATABASE_URL names."""

import gc
import logging
import os
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
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
# What a test asks for that may write files.
STORING = {"db", "transactional_db", "settings", "tmp_path"}


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
def _emptied_where_written() -> Iterator[None]:
    """Have a test that commits delete the rows that there are; Django truncates every table."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: empty_tables())
        yield


@pytest.fixture(scope="session", autouse=True)
def _connected_once() -> Iterator[None]:
    """Have a test that commits leave its connection to the next: to open one costs as much as it.

    Django opens another, as some databases lose their settings with a rollback. Ours does not.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            TransactionTestCase,
            "_should_reload_connections",
            lambda case: not connection.is_usable(),
        )
        yield


@pytest.fixture(scope="session", autouse=True)
def _plans_outlive_rollbacks() -> Iterator[None]:
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

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PrepareManager, "_should_discard", discards_at_drop)
        yield


@pytest.fixture(scope="session", autouse=True)
def _pages_remembered_whole(django_test_environment: None) -> Iterator[None]:
    """Have a client remember what a page is drawn from, and not what each part of it is.

    Django copies the context for every field and every row: a twelfth of a form's time.
    """

    def draw(template: Template, context: Context) -> SafeString:
        if isinstance(context, RequestContext) and context.template is template:
            template_rendered.send(sender=template, template=template, context=context)
        return template.nodelist.render(context)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", draw)
        yield


@pytest.fixture(autouse=True)
def _no_language_left_over() -> Iterator[None]:
    """A test that activates a language must not decide what the next one reads."""
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
def _no_face_is_cut() -> Iterator[None]:
    """Half a second for every page that is asked for: only tests of the face cut it.

    What stands for it has nothing that a Chinese head is set in.
    """
    face = site.BASE_DIR / "static" / "fonts" / "source-serif-display-extended.woff2"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("forum.site.typefaces.cut_face", lambda characters: face.read_bytes())
        yield


@pytest.fixture(scope="session", autouse=True)
def _settings_of_tests(
    django_test_environment: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Keep all files out of the site's folders, and make passwords quick.

    Half a second a password is right for the site and too long for hundreds of test users.
    """
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(
        PASSWORD_HASHERS=hashers,
        # Nothing is collected for tests: static files are found where they lie.
        WHITENOISE_AUTOREFRESH=True,
        **folders(tmp_path_factory.mktemp("files")),
    ):
        yield


@pytest.fixture(autouse=True)
def _files_of_its_own(request: pytest.FixtureRequest) -> None:
    """Keep what a test stores apart; what a file's tests share has its files with it.

    One without records, settings and files of its own stores none: to tell everybody of six
    settings takes as long as a small test.
    """
    names = {*request.fixturenames}
    stores = request.node.get_closest_marker("django_db") or names & STORING
    if stores and "undone_after_module" not in names:
        settings = request.getfixturevalue("settings")
        for name, value in folders(request.getfixturevalue("tmp_path")).items():
            setattr(settings, name, value)


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
def _no_stem_left_over() -> None:
    """Have words asked for anew: else a search's queries would depend on the tests before."""
    known_stems.clear()


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
