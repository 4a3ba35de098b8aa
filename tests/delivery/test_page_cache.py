"""A page is made anew only when its rows have changed, or something that they name falls due."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from forum.delivery import page_cache
from forum.delivery.page_cache import MadePage, PageShelf
from forum.delivery.publishing.reads import note_reads
from tests.support import factories as make

pytestmark = pytest.mark.django_db
PATH = "/en/people/lin/"


@pytest.fixture
def renderings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the templates of the pages that were made, as they are made."""
    names: list[str] = []
    render: Callable[..., str] = page_cache.render_page

    def note(name: str, data: dict[str, Any]) -> str:
        names.append(name)
        return render(name, data)

    monkeypatch.setattr(page_cache, "render_page", note)
    return names


def test_page_of_the_same_rows_is_made_once(client: Client, renderings: list[str]) -> None:
    make.make_person(slug="lin")
    first, second = client.get(PATH), client.get(PATH)
    assert (first.content == second.content, len(renderings)) == (True, 1)


def test_page_of_changed_rows_is_made_anew(client: Client, renderings: list[str]) -> None:
    person = make.make_person(slug="lin")
    client.get(PATH)
    person.name_en = "Lin the Younger"
    person.save()
    assert ("Lin the Younger" in client.get(PATH).text, len(renderings)) == (True, 2)


def test_what_is_asked_with_a_query_is_a_page_of_its_own(
    client: Client, renderings: list[str]
) -> None:
    make.make_person(slug="lin")
    client.get(PATH)
    client.get(f"{PATH}?year=2023")
    assert len(renderings) == 2


def test_page_whose_reads_are_noted_is_made_anew(client: Client, renderings: list[str]) -> None:
    person = make.make_person(slug="lin")
    client.get(PATH)
    with note_reads() as reads:
        client.get(PATH)
    assert ((person._meta.db_table, person.pk) in reads.rows, len(renderings)) == (True, 2)


def test_page_is_made_anew_when_a_language_falls_due(
    client: Client, renderings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    soon = timezone.now() + timedelta(hours=1)
    make.make_person(slug="lin", biography_zh_hans="<p>简历</p>", published_at_zh_hans=soon)
    client.get(PATH)
    monkeypatch.setattr(timezone, "now", lambda: soon + timedelta(seconds=1))
    client.get(PATH)
    assert len(renderings) == 2


def test_shelf_forgets_what_nobody_has_asked_for_longest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_cache, "MOST", 25)
    shelf, page = PageShelf(), MadePage(b"0123456789", timezone.now(), None)
    for key in ("first", "second"):
        shelf.put(key, page)
    shelf.find("first")
    shelf.put("third", page)
    assert [key for key in ("first", "second", "third") if shelf.find(key)] == ["first", "third"]
