"""Two who publish the same page at the same time, each in a transaction of its own."""

import threading
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection

from forum.delivery.publishing import files, page_rendering, publisher, settling
from forum.models import PageFile
from tests.support import factories as make
from tests.support.publishing import PAGE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("publishing")]


def test_of_two_who_make_a_page_file_and_keys_are_of_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One finds that something changed meanwhile, just as the other puts the page in place."""
    make.make_event(slug="ports", title_en="Green Ports")
    settling.settle_changes()
    good = page_rendering.render_page(PAGE)
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
