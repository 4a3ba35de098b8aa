"""A record with its languages side by side: every passage once a language, in the same row."""

from typing import Any

import pytest
from django.test import Client

from forum.core.richtext import blocks
from sessions_app.models import Event
from tests.site.test_pages_event import ports
from tests.support import factories as make
from tests.support.images import png
from tests.support.pages import LANGUAGES, Outline, get

pytestmark = pytest.mark.django_db

PARALLEL = "/en/events/ports/parallel/"


def rows(client: Client, css: str, path: str = PARALLEL) -> list[list[str]]:
    """Return the rows of a kind: the words of each cell."""
    return [[cell.text for cell in cells] for cells in cells_of(client, css, path)]


def cells_of(client: Client, css: str, path: str = PARALLEL) -> list[list[Any]]:
    """Return the cells of each row of a kind."""
    finds: list[list[Any]] = []
    inside = False
    for element in Outline(get(client, path)).elements:
        words = element["class"].split()
        if "row" in words:
            inside = css in words
            finds += [[]] if inside else []
        elif "cell" in words and inside:
            finds[-1].append(element)
    return finds


def bare() -> Event:
    return ports(introduction_zh_hans="", introduction_en="")


def speak(event: Event, remarks_zh_hans: str, remarks_en: str) -> Any:
    session = make.make_session(event, slug="opening")
    texts = {"remarks_zh_hans": remarks_zh_hans, "remarks_en": remarks_en}
    return make.make_appearance(session, make.make_person(slug="lin-lan"), **texts)


def test_links_made_before_anchors_told_the_role_lead_to_the_same_person(client: Client) -> None:
    session = make.make_session(ports(), slug="opening")
    for slug, role in (("zoe", "moderator"), ("mary", "panellist")):
        make.make_appearance(session, make.make_person(slug=slug), role=role)
    ids = Outline(get(client, PARALLEL)).ids()
    assert [name for name in ids if name.startswith("remarks-")] == [
        "remarks-zoe-moderator", "remarks-zoe", "remarks-mary-panellist", "remarks-mary",
    ]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_titles_stand_in_one_row_the_same_on_either_page(
    client: Client, language: str
) -> None:
    ports()
    [cells] = cells_of(client, "title", f"/{language}/events/ports/parallel/")
    assert [(cell.text, cell["lang"]) for cell in cells] == [
        ("绿色港口", "zh-Hans"),
        ("Green Ports", "en"),
    ]


def test_facts_are_written_as_each_language_does(client: Client) -> None:
    ports(city_en="Lanwan", city_zh_hans="岚湾", country="CN", venue_en="Hall", venue_zh_hans="馆")
    assert rows(client, "fact") == [
        ["2023年11月5日", "5 November 2023"],
        ["馆", "Hall"],
        ["中国·岚湾", "Lanwan, China"],
    ]


def test_organizations_stand_by_role_in_the_order_of_print(client: Client) -> None:
    event = ports()
    make.make_role(event, role="organizer", printed_name_zh_hans="乙", printed_name_en="B")
    make.make_role(event, role="host")
    assert rows(client, "role") == [["主办单位", "Hosted by"], ["承办单位", "Organized by"]]
    assert rows(client, "organization") == [["海港研究院", "Harbour Institute"], ["乙", "B"]]


def test_paragraph_stands_beside_paragraph_where_the_numbers_agree(client: Client) -> None:
    speak(
        bare(),
        "<p>一</p><p>二</p>",
        "<p>1</p><ul><li>2</li></ul>",
    )
    assert rows(client, "prose") == [["一", "1"], ["二", "2"]]


def test_texts_of_different_length_stand_whole(client: Client) -> None:
    speak(bare(), "<p>一</p><p>二</p>", "<p>1 2</p>")
    assert rows(client, "prose") == [["一二", "1 2"]]


def test_what_a_language_lacks_is_said_in_the_page_s(client: Client) -> None:
    speak(bare(), "<p>一</p>", "")
    [[there, missing]] = cells_of(client, "prose")
    assert (there.text, there["lang"], missing.text, missing["lang"]) == (
        "一", "zh-Hans", "Chinese only", "",
    )  # fmt: skip


def test_names_and_titles_as_of_the_event_stand_beside_each_other(client: Client) -> None:
    speak(ports(), "<p>一</p>", "<p>1</p>")
    assert rows(client, "person") == [["林岚", "Lin Lan"]]
    assert rows(client, "held-title") == [["海港研究院院长", "Director, Harbour Institute"]]
    assert "remarks-lin-lan" in Outline(get(client, PARALLEL)).ids()


def test_a_session_without_a_name_is_called_by_its_kind_in_each_language(client: Client) -> None:
    make.make_session(ports(), kind="opening")
    assert rows(client, "session") == [["致辞环节", "Opening remarks"]]


@pytest.mark.parametrize("field", ["title", "heading"])
def test_a_session_s_name_is_not_filled_from_elsewhere(client: Client, field: str) -> None:
    make.make_session(ports(), **{f"{field}_zh_hans": "开幕", f"{field}_en": None})
    assert rows(client, "session") == [["开幕", "Chinese only"]]


def test_an_unofficial_translation_says_so_once_a_text_in_its_language(client: Client) -> None:
    paragraphs = {
        "introduction_zh_hans": "<p>一</p><p>二</p>",
        "introduction_en": "<p>1</p><p>2</p>",
    }
    ports(unofficial_languages=["en"], **paragraphs)
    assert rows(client, "prose") == [["一", "Unofficial translation 1"], ["二", "2"]]


def test_a_session_has_such_a_page_too(client: Client) -> None:
    speak(ports(), "<p>一</p>", "<p>1</p>")
    outline = Outline(get(client, "/en/events/ports/opening/parallel/"))
    assert outline.levels() == [1, 2]
    assert rows(client, "prose", "/en/events/ports/opening/parallel/") == [["一", "1"]]
    assert "/en/events/ports/opening/" in outline.links()


@pytest.mark.parametrize("path", ["", "opening/"])
def test_the_record_itself_is_canonical(client: Client, path: str) -> None:
    make.make_session(ports(), slug="opening")
    outline = Outline(get(client, f"/en/events/ports/{path}parallel/"))
    links = [
        element for element in outline.all("link") if element["rel"] in ("canonical", "alternate")
    ]
    assert [link["href"] for link in links if link["rel"] == "canonical"] == [
        f"http://testserver/en/events/ports/{path}"
    ]
    assert [link for link in links if link["hreflang"]] == []


def test_a_language_without_the_main_text_is_not_canonical(client: Client) -> None:
    ports(introduction_en=None)
    [link] = Outline(get(client, PARALLEL)).all("link", rel="canonical")
    assert link["href"] == "http://testserver/zh-hans/events/ports/"


@pytest.mark.parametrize("path", ["", "opening/"])
def test_the_record_leads_there_where_two_languages_are_ready(client: Client, path: str) -> None:
    make.make_session(ports(), slug="opening")
    links = Outline(get(client, f"/en/events/ports/{path}")).links()
    assert f"/en/events/ports/{path}parallel/" in links


@pytest.mark.parametrize("path", ["", "opening/"])
def test_a_record_in_one_language_has_nothing_beside_it(client: Client, path: str) -> None:
    make.make_session(ports(ready_languages=["zh-hans"]), slug="opening")
    record = f"/zh-hans/events/ports/{path}"
    response = client.get(f"{record}parallel/")
    assert (response.status_code, response.headers["Location"]) == (302, record)
    assert f"{record}parallel/" not in Outline(get(client, record)).links()


@pytest.mark.parametrize(("hidden", "answer"), [("draft", 404), ("offline", 410)])
def test_what_is_hidden_has_no_such_page(client: Client, hidden: str, answer: int) -> None:
    make.make_session(ports(status=hidden), slug="opening")
    paths = (PARALLEL, "/en/events/ports/opening/parallel/")
    assert [client.get(path).status_code for path in paths] == [answer, answer]


def test_what_is_withheld_is_not_there(client: Client) -> None:
    appearance = speak(ports(), "<p>一</p>", "<p>1</p>")
    appearance.withheld = True
    appearance.save()
    assert rows(client, "person") == []


def test_however_many_speakers_it_is_read_at_once(
    client: Client, django_assert_num_queries: Any
) -> None:
    event = ports(parent=make.make_event())
    for number in range(6):
        session = make.make_session(event, slug=f"s-{number}")
        make.make_appearance(session, remarks_en="<p>1</p>", remarks_zh_hans="<p>一</p>")
        make.make_role(event)
    with django_assert_num_queries(1):
        client.get(PARALLEL)


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("", []),
        ("<p>a</p><p>b</p>", ["<p>a</p>", "<p>b</p>"]),
        ("<h3>a</h3><ul><li>b</li></ul>", ["<h3>a</h3>", "<ul><li>b</li></ul>"]),
        ("<ul><li><ul><li>a</li></ul></li></ul>", ["<ul><li><ul><li>a</li></ul></li></ul>"]),
        ("<p>a &amp; <strong>b</strong><br>c</p>", ["<p>a &amp; <strong>b</strong><br>c</p>"]),
        ("bare<p>a</p> ", ["bare", "<p>a</p>"]),
        ("<blockquote><p>a</p></blockquote>b", ["<blockquote><p>a</p></blockquote>", "b"]),
    ],
)  # fmt: skip
def test_rich_text_is_cut_at_its_outermost_elements(html: str, found: list[str]) -> None:
    assert blocks(html) == found


def test_the_first_picture_is_wide_enough_for_the_card_of_a_link(client: Client) -> None:
    ports(cover=png(400, 300))
    assert Outline(get(client, PARALLEL)).all("img")[0]["width"] == "300"
