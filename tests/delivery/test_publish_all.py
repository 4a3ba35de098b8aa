"""Every page of a site that has one record of each kind, published at once."""

import pytest
from django.core.management import call_command

from forum.delivery.publishing import files, page_rendering, publisher, settling
from forum.delivery.publishing.page_rendering import list_links
from tests.support.published_site import list_english_links

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("publishing")]


def test_publish_all_reaches_every_page(
    paths: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # What leads to no page is left out: references, calendars, files; and all but the first page
    # in Chinese.
    monkeypatch.setattr(publisher, "list_links", list_page_links)
    settling.settle_changes()
    call_command("publish_all", verbosity=0)
    published = set(files.list_paths())
    linked = {"/zh-hans/", *(f"/en/{path}" for path in paths.values())}
    pages = {path for path in linked if is_page(path)}
    assert {path for path in pages if page_rendering.find_route(path)} - published == set()


def list_page_links(content: bytes) -> list[str]:
    return [path for path in list_links(content) if is_page(path) or path.endswith(".xml")]


def is_page(path: str) -> bool:
    return path == "/zh-hans/" or (path.startswith("/en/") and path.endswith(("/", "feed.xml")))


def test_no_picture_of_a_link_is_drawn_before_somebody_asks(
    paths: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publisher, "list_links", list_english_links)
    settling.settle_changes()
    publisher.publish_missing()
    published = files.list_paths()
    assert f"/en/{paths['event']}" in published
    assert [path for path in published if path.endswith(".png")] == []
