"""Application hosts publish into one folder that they share: one makes a page, all end it."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.support.factories import make_event
from tests.support.publishing import PAGE, set_offline
from tests.support.serving import Server, database_url

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS = "http://127.0.0.1"


def make_host(folder: Path, shared: Path | None) -> Server:
    """Return a host of the site with its own data; shared: the folder that it mounts."""
    folder.mkdir()
    if shared:
        (folder / "published").symlink_to(shared)
    return Server(database_url(), folder, ADDRESS)


def count_pages(root: Path) -> int:
    """Return how many pages have a file, lasting or until a moment."""
    return len(list(root.rglob("index.html*.gz")))


def test_a_page_is_made_once_and_ends_everywhere(tmp_path: Path, settings: Settings) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    # What is saved here is saved at the desk of a host that has mounted it too.
    settings.PUBLISH_ADDRESS, settings.PUBLISH_ROOT = ADDRESS, shared
    event = make_event(slug="ports", title_en="Green Ports")
    hosts = [make_host(tmp_path / name, shared) for name in ("first", "second")]
    unmounted = make_host(tmp_path / "third", None)
    with hosts[0] as first, hosts[1] as second, unmounted as third:
        servers = (first, second, third)
        answers = [server.ask(PAGE)[0] for server in servers]
        made = [count_pages(shared), count_pages(tmp_path / "third" / "published")]
        set_offline(event)
        statuses = [server.ask(PAGE)[0]["status"] for server in servers]
    etags = [answer["headers"]["ETag"] for answer in answers[:2]]
    assert ([answer["status"] for answer in answers], etags[0] == etags[1]) == ([200] * 3, True)
    assert (made, statuses) == ([1, 0], [410, 410, 410])
