"""The command that makes all entries anew."""

from io import StringIO

import pytest
from django.core.management import call_command

from forum.models import SearchEntry
from forum.search import index
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def rebuild() -> list[str]:
    out = StringIO()
    call_command("rebuild_search", stdout=out)
    return out.getvalue().splitlines()


def entries() -> list[tuple[object, ...]]:
    fields = ("content_type", "object_id", "language", "passage", "text", "simple_vector")
    return list(SearchEntry.objects.order_by(*fields[:4]).values_list(*fields))


def test_what_was_lost_comes_back() -> None:
    make.make_appearance(remarks_zh_hans="<p>岸电</p>")
    entries_before = entries()
    SearchEntry.objects.all().delete()
    rebuild()
    assert entries() == entries_before


def test_what_is_wrong_is_put_right() -> None:
    make.make_page(title_zh_hans="岸电")
    entries_before = entries()
    SearchEntry.objects.update(simple_vector="")
    rebuild()
    assert entries() == entries_before


def test_entries_of_records_that_are_gone_go() -> None:
    make.make_page()
    SearchEntry.objects.update(object_id=0)
    rebuild()
    assert SearchEntry.objects.filter(object_id=0).count() == 0


def test_every_batch_is_indexed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("forum.search.index.BATCH", 2)
    pages = [make.make_page() for _number in range(5)]
    SearchEntry.objects.all().delete()
    rebuild()
    assert SearchEntry.objects.filter(passage=0, language="en").count() == len(pages)


def test_progress_and_a_count_are_told() -> None:
    make.make_page()
    lines = rebuild()
    assert ("pages and news: 1 / 1" in lines, lines[-1].startswith("1 records, 2 entries, ")) == (
        True,
        True,
    )


def test_the_batch_bounds_memory() -> None:
    assert index.BATCH <= 200
