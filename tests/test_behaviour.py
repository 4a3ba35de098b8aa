"""The script that stores what the site shows: it finds the pages, and masks what is volatile."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from benchmarks.behaviour import differences, slow_clock
from benchmarks.behaviour_addresses import file_name, filters_in
from benchmarks.behaviour_text import DeskLines, Masks, PageLines
from benchmarks.behaviour_walk import Walk, fetch
from tests.support.factories import make_event, make_series


@pytest.fixture
def walk(tmp_path: Path) -> Walk:
    return Walk(tmp_path)


def test_it_follows_links_and_what_lies_beside_a_page(walk: Walk, db: None) -> None:
    make_event(slug="ports", series=make_series(slug="coast"), accent="#1f4e79")
    walk.crawl("public", ["/en/events/"])
    stored = {str(path.relative_to(walk.folder)) for path in walk.folder.rglob("*.txt")}
    expected = {
        f"public/{language}/{page}.txt"
        for language in ("zh-hans", "en")
        for page in (
            "index", "events/index", "events/ports/index", "events/ports/parallel/index",
            "events/ports/agenda.ics", "events/ports/accent.css", "events/ports/qr.svg",
            "series/coast/index", "series/coast/feed.xml", "feed.xml", "people/index",
        )
    }  # fmt: skip
    assert expected - stored == set()


def test_two_answers_of_a_page_are_the_same_text(db: None) -> None:
    make_event(slug="ports")
    client = Client()
    assert fetch(client, "/en/events/ports/") == fetch(client, "/en/events/ports/")


def test_a_stored_page_begins_with_its_status(walk: Walk, db: None) -> None:
    walk.crawl("public", ["/en/nothing/"])
    assert (walk.folder / "public/en/nothing/index.txt").read_text().startswith("404\n")


@pytest.mark.parametrize(
    ("volatile", "masked"),
    [
        ('name="csrfmiddlewaretoken" value="a1"', 'name="csrfmiddlewaretoken" value="…"'),
        ("script-src 'nonce-a1+/=='", "script-src 'nonce-…'"),
        ("2025-02-03T02:00:00.001234+00:00", "2025-02-03T02:00:00.…+00:00"),
        ("/admin/preview/7/1/", "/admin/preview/people.person/1/"),
        ("UID:cb1499cd-1567-5afb-af8a-612de75f5b47", "UID:…"),
        ("8 November 2023, 09:00", "8 November 2023, 09:00"),
    ],
)
def test_masks(volatile: str, masked: str, tmp_path: Path) -> None:
    assert Masks(tmp_path, {7: "people.person"}).apply(volatile) == masked


def test_a_picture_is_known_by_its_content(tmp_path: Path) -> None:
    names = (
        "portraits/name-that-is-drawn-by-lot.webp",
        "__processed__/0a1/b2c/other-name-drawn-by-lot.webp",
    )
    masks = Masks(tmp_path, {})
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_bytes(b"picture")
    assert [masks.apply(f"/media/{name}") for name in names] == [
        "/media/portraits/2cea274d0bed.webp",
        "/media/2cea274d0bed.webp",
    ]


def test_a_page_is_the_same_however_its_template_breaks_lines() -> None:
    broken = '<div>\n  <a\n    class="x\n y">One</a>\n</div>'
    assert [*PageLines(broken).lines()] == [*PageLines('<div><a class="x y">One</a></div>').lines()]


def test_white_space_beside_inline_elements_counts() -> None:
    pages = ("<b>a</b> <i>b</i>", "<b>a</b><i>b</i>")
    parted, joined = ([*PageLines(html).lines()] for html in pages)
    assert [line for line in parted if line not in joined] == ["␣"]


def test_a_page_of_the_desk_is_its_words_and_fields() -> None:
    html = '<p class="x">Name</p><script>x()</script><input id="a" name="name" value="Lin">'
    assert [*DeskLines(html).lines()] == ["Name", '<input name="name" value="Lin">']


def test_filters_are_tried_one_at_a_time() -> None:
    html = (
        '<form action="/en/people/"><select name="country"><option value="">All</option>'
        '<option value="CN">China</option></select><input type="radio" name="a" value="1"></form>'
    )
    assert [*filters_in(html, "/en/people/")] == ["/en/people/?country=CN", "/en/people/?a=1"]


def test_an_address_becomes_a_file_name() -> None:
    assert file_name("/en/search/?q=%E5%9B%AD") == "en/search/index@q=园.txt"


def test_a_difference_is_told_by_its_lines() -> None:
    assert [*differences("a\nb\nc", "a\nx\nc\nd")] == [("-b", "+x"), ("+d",)]


def test_the_clock_stays_in_one_second() -> None:
    later = slow_clock() + timedelta(milliseconds=500)
    assert slow_clock().replace(microsecond=0) == later.replace(microsecond=0)
