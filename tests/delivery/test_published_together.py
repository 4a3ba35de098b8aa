"""Two who publish the same page at the same time, each in a transaction of its own."""

import threading
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from forum.delivery.publishing import files, publisher
from forum.models import PageFile
from tests.delivery.test_published_files import PAGE
from tests.support import factories as make

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _publishing(settings: Settings, _files_of_its_own: None) -> None:
    settings.PUBLISH_ADDRESS = "http://testserver"


def test_of_two_who_make_a_page_file_and_keys_are_of_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One finds that something changed meanwhile, just as the other puts the page in place."""
    make.make_event(slug="ports", title_en="Green Ports")
    publisher.settle_changes()
    good = publisher.render_page(PAGE)
    stale = replace(good, generation="an earlier one", keys={"nothing"})
    second = threading.Thread(target=lambda: [publisher.store_page(stale), connection.close()])
    write = files.write_file

    def write_beside_another(*args: Any) -> None:
        second.start()
        second.join(0.5)
        write(*args)

    monkeypatch.setattr(files, "write_file", write_beside_another)
    publisher.store_page(good)
    second.join()
    row = PageFile.objects.get(path=PAGE)
    assert (row.is_current, row.reads, files.list_paths()) == (False, ["nothing"], [])
