"""The Han display face: each page has a cut of its own, of what its heads are set in."""

import re
from io import BytesIO
from itertools import islice
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from fontTools.ttLib import TTFont
from pytest_django.fixtures import Settings

from forum.delivery.han_face.characters import COMMON, FaceCut, count_room, read_cut
from forum.delivery.han_face.cutting import cut_face
from forum.site import typefaces
from forum.site.archive.shared_face import SharedFace
from forum.site.typefaces import write_sheet
from tests.support import factories as make
from tests.support.pages import get

pytestmark = pytest.mark.django_db


def characters(html: str) -> str:
    cut = read_cut(html)
    return cut.characters if cut else ""


@pytest.mark.parametrize(
    "head",
    [
        '<h1 id="x">港口</h1>',
        "<h2>港<small>口</small></h2>",
        '<p class="parent"><a href="/">港口</a></p>',
        '<a class="home" href="/" rel="home">港口</a>',
        '<p class="other title" lang="zh-Hans">港口</p>',
        '<header class="cover" data-numeral="港口">',
        '<h3><a href="/">港</a>口</h3>',
        '<p class="title"><a href="/">港口</a></p>',
        '<nav class="neighbours" aria-label=""><span\nclass="title">港口</span></nav>',
        '<h3 class="person"><a class="name" href="/">港口</a></h3>',
        '<dl class="moderators"><dd><span class="name">港口</span></dd></dl>',
    ],
)
def test_a_head_s_characters_are_in_the_cut(head: str) -> None:
    assert characters(f"<body>{head}<p>文字</p></body>") == "口港"


def test_marks_of_both_scripts_are_han_ones_and_letters_are_not() -> None:
    assert characters("<h1>“港口”…2024 Ports</h1>") == "“”…口港"


def test_a_page_without_han_heads_has_no_cut() -> None:
    assert read_cut("<h1>Ports</h1><p>港口</p>") is None


def list_rare(number: int) -> str:
    """Return Han characters that are not common."""
    rare = (chr(code) for code in range(0x4E00, 0x9FFF) if chr(code) not in COMMON)
    return "".join(islice(rare, number))


def test_common_characters_are_in_no_page_s_cut() -> None:
    assert read_cut("<h1>国际港口</h1>") == FaceCut("口港", 3)


def test_the_common_face_holds_what_the_style_sheet_says() -> None:
    face = TTFont(settings.BASE_DIR / "static" / "fonts" / "noto-serif-sc-common.woff2")
    sheet = (settings.BASE_DIR / "static" / "css" / "tokens.css").read_text()
    _before, rule = sheet.split("noto-serif-sc-common.woff2", 1)
    ranges = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", rule.partition("}")[0])
    named = {
        code for first, last in ranges for code in range(int(first, 16), int(last or first, 16) + 1)
    }
    common = {ord(character) for character in COMMON}
    # Half-width forms of marks have no code of their own.
    assert (set(face.getBestCmap()) & common, named) == (common, common)


def test_what_has_no_room_leaves_whole_roles_to_the_reader_s_own_face() -> None:
    page = f'<h1>港</h1><h3>口</h3><p class="person">{list_rare(200)}</p>'
    assert read_cut(page) == FaceCut("口港", 2)


def test_the_head_of_the_longest_page_stands_in_the_site_s_face() -> None:
    assert read_cut(f"<h1>港口</h1><p>{'港' * 100_000}</p>") == FaceCut("口港", 3)


def test_pictures_take_no_room() -> None:
    sizes = "<source srcset='/media/photos/hall.avif 400w'>" * 2000
    assert count_room(f"<picture>{sizes}</picture>") == count_room("")


def test_a_page_of_common_characters_needs_no_face_of_its_own() -> None:
    assert 'src: url("face.woff2")' not in write_sheet(3, has_face=False)


def test_of_a_page_of_common_characters_there_is_no_face_and_nothing_stored(
    client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typefaces, "find_page_cut", lambda *_page: FaceCut("", 3))
    folder = f"/zh-hans/typefaces/{FaceCut('', 3).version}/events/ports/"
    codes = [client.get(f"{folder}{name}").status_code for name in ("style.css", "face.woff2")]
    assert (codes, Path(settings.PROCEEDINGS_ROOT).exists()) == ([200, 404], False)


def test_an_archive_of_common_characters_names_no_face() -> None:
    face = SharedFace()
    link = '<link rel="stylesheet" href="/zh-hans/typefaces/0-3/news/style.css">\n'
    face.take_link(f"{link}<h1>国际论坛</h1>", "zh-hans/news/index.html")
    [(_name, sheet)] = face.list_sheets()
    assert (face.cut(), "@font-face" in sheet) == (None, False)


@pytest.mark.parametrize(
    ("html", "room"),
    [("", 153), ("港" * 10_000, 103), ("Dvořák", 93), ("a" * 100_000, 40)],
)
def test_a_page_s_text_leaves_room_for_so_many_characters(html: str, room: int) -> None:
    assert count_room(html) == room


def test_a_page_names_its_sheet_and_the_sheet_its_face(client: Client) -> None:
    make.make_event(slug="ports", title_zh_hans="绿色港口")
    page = get(client, "/zh-hans/events/ports/")
    cut = read_cut(page)
    assert cut
    folder = f"/zh-hans/typefaces/{cut.version}/events/ports/"
    assert f'<link rel="stylesheet" href="{folder}style.css">\n</head>' in page
    sheet, face = client.get(f"{folder}style.css"), client.get(f"{folder}face.woff2")
    assert 'src: url("face.woff2")' in sheet.content.decode()
    kept_cache_controls = {response.headers["Cache-Control"] for response in (sheet, face)}
    assert kept_cache_controls == {"public, max-age=31536000, immutable"}


def test_another_version_is_answered_with_the_present_one_and_kept_nowhere(
    client: Client,
) -> None:
    make.make_event(slug="ports")
    folder = "/zh-hans/typefaces/0123456789abcdef-3/events/ports/"
    answers = [client.get(f"{folder}{name}") for name in ("style.css", "face.woff2")]
    assert [answer.headers["Cache-Control"] for answer in answers] == ["no-store"] * 2


@pytest.mark.parametrize("page", ["events/none/", "nothing/", "feed.xml/", f"{'a' * 300}/"])
def test_of_no_page_there_is_no_face_and_nothing_stored(
    client: Client, settings: Settings, page: str
) -> None:
    make.make_event(slug="ports", status="draft")
    folder = f"/zh-hans/typefaces/0123456789abcdef-3/{page}"
    codes = {client.get(f"{folder}{name}").status_code for name in ("style.css", "face.woff2")}
    assert (codes, Path(settings.PROCEEDINGS_ROOT).exists()) == ({404}, False)


def test_a_query_changes_no_face(client: Client, settings: Settings) -> None:
    make.make_event(slug="ports")
    address = "/zh-hans/typefaces/0123456789abcdef-3/events/ports/face.woff2"
    plain, response = client.get(address), client.get(f"{address}?year=2024")
    assert (response.status_code, response.content) == (200, plain.content)
    assert len([*Path(settings.PROCEEDINGS_ROOT).glob("_typeface.*")]) == 1


def test_a_page_s_earlier_cut_is_thrown_away(client: Client, settings: Settings) -> None:
    event = make.make_event(slug="ports", title_zh_hans="港口")
    for title in ("港口", "会议"):
        event.title_zh_hans = title
        event.save()
        client.get("/zh-hans/typefaces/0123456789abcdef-3/events/ports/face.woff2")
    assert len([*Path(settings.PROCEEDINGS_ROOT).glob("_typeface.*")]) == 1


def test_an_event_that_is_none_throws_no_cut_away(client: Client, settings: Settings) -> None:
    make.make_event(slug="ports", title_zh_hans="港口")
    make.make_event(slug="typeface", status="draft")
    client.get("/zh-hans/typefaces/0123456789abcdef-3/events/ports/face.woff2")
    assert client.get("/zh-hans/events/typeface/record.docx").status_code == 404
    assert client.get("/zh-hans/events/_typeface/record.docx").status_code == 404
    assert len([*Path(settings.PROCEEDINGS_ROOT).glob("*.woff2")]) == 1


def test_what_a_query_cuts_down_has_no_face_of_its_own(client: Client) -> None:
    make.make_event(title_zh_hans="绿色港口")
    assert "typefaces" not in get(client, "/zh-hans/events/?year=2024")


@pytest.mark.parametrize("number", [1, 153])
def test_a_cut_holds_what_it_is_asked_for_and_weighs_little(number: int) -> None:
    expected = "港口" + "".join(map(chr, range(0x4E00, 0x4E00 + number)))
    content = cut_face(expected)
    assert {ord("港"), ord("口")} <= set(TTFont(BytesIO(content)).getBestCmap())
    assert len(content) < 34_000
