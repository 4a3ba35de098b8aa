"""Names of an archive's files, and how the links of its pages lead from one to another."""

import pytest

from forum.site.archive.file_names import link_files, name_file
from forum.site.archive.page_links import PageLinks
from forum.site.archive.web_archive import make_sort_key

BASE = "https://127.0.0.1"


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://forum.example.org/en/", "org,example,forum)/en"),
        ("http://127.0.0.1:8000/en/people/?page=2", "1,0,0,127:8000)/en/people?page=2"),
        ("https://www.forum.org/en/1/%C3%84X.pdf?b=2&a=1", "org,forum)/en/1/%c3%84x.pdf?a=1&b=2"),
    ],
)  # fmt: skip
def test_addresses_are_sorted_as_other_tools_do(url: str, key: str) -> None:
    assert make_sort_key(url) == key


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/", "index.html"),
        ("/en/people/?page=2&country=CN", "en/people/index.page-2.country-CN.html"),
        ("/en/documents/7/%E6%B8%AF%E5%8F%A3.pdf", "en/documents/7/港口.pdf"),
        ("/en/people/con/", "en/people/_con-1143da2b/index.html"),
        ("/en/documents/7/a%3Ab%3F.pdf", "en/documents/7/a-b--49b3ce67.pdf"),
        ("/en/documents/7/..%2F..%2Fetc.pdf", "en/documents/7/_..-..-etc-e51544ff.pdf"),
    ],
)
def test_names_are_safe(address: str, name: str) -> None:
    assert name_file(address) == name


def test_a_long_name_is_cut_and_stays_its_own() -> None:
    long, longer = (name_file(f"/en/documents/7/{'港' * size}.pdf") for size in (90, 91))
    assert (len(long.split("/")[-1].encode()) <= 120, long != longer) == (True, True)


def test_a_file_leads_to_another_by_the_way_between_them() -> None:
    assert (
        link_files("en/people/index.html", "media/a b/港.png") == "../../media/a%20b/%E6%B8%AF.png"
    )


@pytest.mark.parametrize(
    ("html", "led"),
    [
        ('<a href="/en/people/#l">x</a>', '<a href="../people/index.html#l">x</a>'),
        ('<a href="#part">x</a>', '<a href="#part">x</a>'),
        ('<a href="?page=2">x</a>', '<a href="index.page-2.html">x</a>'),
        (f'<a href="{BASE}/en/people/">x</a>', '<a href="../people/index.html">x</a>'),
        ('<a href="/admin/">x</a>', f'<a href="{BASE}/admin/">x</a>'),
        ('<a href="mailto:a@b.org">x</a>', '<a href="mailto:a@b.org">x</a>'),
        ('<img srcset="/media/a.webp 1x, /media/b.webp 2x">',
         '<img srcset="../../media/a.webp 1x, ../../media/b.webp 2x">'),
        (f'<link rel="canonical" href="{BASE}/en/">', f'<link rel="canonical" href="{BASE}/en/">'),
        ('<script>"<a href=\\"/en/\\">"</script>', '<script>"<a href=\\"/en/\\">"</script>'),
        ('<form class="filters" action="/en/people/"><select></select></form>', ""),
        ('<form action="/en/search/">', '<form action="../search/index.html">'),
        ('<link rel="stylesheet" href="/static/a.css?v=1">',
         '<link rel="stylesheet" href="../../static/a.css">'),
    ],
)  # fmt: skip
def test_links_are_led(html: str, led: str) -> None:
    links = PageLinks(BASE, lambda address: not address.startswith("/admin/"))
    assert links.rewrite_page(html, "/en/events/")[0] == led


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("opening/lin-lan.ris", "opening/cite.ris"),
        ("opening/proceedings.pdf", "proceedings.pdf"),
    ],
)
def test_what_is_part_of_a_file_leads_to_that(part: str, whole: str) -> None:
    links = PageLinks(BASE, lambda address: True)
    events = "/en/events/ports/"
    assert links.rewrite_page(f'<a href="{events}{part}">x</a>', events) == (
        f'<a href="{whole}">x</a>', [events + whole],
    )  # fmt: skip
