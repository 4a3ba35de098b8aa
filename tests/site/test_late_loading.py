"""A server loads what public pages need; the desk, and what makes files, with their first use."""

import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from django.core.checks.registry import registry
from django.urls import get_resolver, get_urlconf, reverse, set_urlconf
from django.utils.module_loading import import_string

from forum.apps import check_desk
from forum.delivery.publishing.page_rendering import render_page
from forum.desk import urls as desk_urls
from forum.desk.accounts import urls as account_urls
from forum.site import errors, urls
from forum.site.public_addresses import API, PUBLIC
from tests.support.serving import database_url, environment

ROOT = Path(__file__).parent.parent.parent
# Asks each address, and tells the statuses and what was loaded before the desk was asked for.
# Nothing of it is counted or stored: the database is that of all tests.
ASKING = """
import json, sys
from wsgiref.util import setup_testing_defaults
from forum.wsgi import application

def ask(path):
    statuses, environment = [], {"PATH_INFO": path, "HTTP_HOST": "127.0.0.1"}
    setup_testing_defaults(environment)
    answer = application(environment, lambda status, headers, *rest: statuses.append(status))
    b"".join(answer)
    answer.close()
    return int(statuses[0][:3])

public = [ask(path) for path in ("/", "/en/", "/zh-hans/events/", "/en/search/", "/en/nowhere/")]
loaded = sorted(sys.modules)
late = [ask("/admin/login/")]
desk_loaded = sorted(sys.modules)
late += [ask(path) for path in ("/preview/", "/api/v1/openapi.json")]
print(json.dumps([public, loaded, late, desk_loaded, sorted(sys.modules)]))
"""
LATE = (
    "openpyxl", "docx", "typst", "icalendar", "ninja", "requests", "allauth.account.views",
    "babel", "coloraide", "django.test",
    "forum.desk.admin", "forum.imports", "forum.reader.document", "forum.localization.exchange",
    # Unless their variables are set.
    "sentry_sdk", "opentelemetry",
)  # fmt: skip
LATE_IN_DESK = (
    "openpyxl", "docx", "typst", "ninja", "forum.reader.dispatch", "forum.reader.prose",
    "fido2", "cryptography", "requests",
)  # fmt: skip
# Of tests and command lines.
NEVER = ("unittest", "django.test", "click")


def test_public_pages_load_neither_the_desk_nor_what_makes_files(db: None) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASKING],
        cwd=ROOT,
        env=environment(DATABASE_URL=database_url(), ALLOWED_HOSTS="127.0.0.1"),
        capture_output=True,
        text=True,
        check=True,
    )
    public, loaded, late, desk_loaded, all_loaded = json.loads(done.stdout.splitlines()[-1])
    assert public == [302, 200, 200, 200, 404]
    assert [name for name in LATE if name in loaded] == []
    assert [name for name in LATE_IN_DESK if name in desk_loaded] == []
    assert [name for name in NEVER if name in all_loaded] == []
    # What was not loaded is there as soon as it is asked for.
    assert late == [200, 200, 200]


def test_a_command_loads_no_desk(db: None) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "manage.py", "export_record", "nowhere"],
        cwd=ROOT,
        env=environment(DATABASE_URL=database_url()),
        capture_output=True,
        text=True,
        check=False,
    )
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert {"forum.exports.event_export", "forum.desk.start", "forum.desk.admin"} & loaded == {
        "forum.exports.event_export"
    }


def test_the_desk_is_checked_though_it_loads_late() -> None:
    assert check_desk in registry.get_checks()


@pytest.mark.parametrize("addresses", [PUBLIC, API])
def test_fewer_addresses_answer_trouble_alike(addresses: str) -> None:
    # The desk's own lead on to those of the public site.
    for status in (400, 403, 404, 500):
        everywhere, handler = (
            get_resolver(name).resolve_error_handler(status) for name in (None, addresses)
        )
        assert (handler.__module__, handler.__name__) == (
            errors.__name__,
            everywhere.__name__,
        )


@pytest.mark.parametrize("module", [urls, desk_urls, account_urls])
def test_views_that_load_late_are_there(module: ModuleType) -> None:
    code = Path(str(module.__file__)).read_text("utf-8")
    names = [part.partition('"')[0] for part in code.split('load_late("')[1:]]
    assert [name for name in names if not callable(import_string(name))] == []


def test_a_request_leaves_no_addresses_behind(client: object, db: None) -> None:
    client.get("/en/")  # type: ignore[attr-defined]
    assert get_urlconf() is None


def test_a_page_made_within_a_task_leaves_none_behind_either(db: None) -> None:
    urlconf_before = get_urlconf()
    render_page("/en/")
    # None and the site's own are the same.
    assert reverse("admin:index") == "/admin/"
    set_urlconf(urlconf_before)
