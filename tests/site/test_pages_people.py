"""The directory of people, and a person's page."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from forum.delivery import directory
from forum.delivery import people_list as people_pages
from tests.support import factories as make
from tests.support.pages import LANGUAGES, Outline, get, page, shorten_lists, texts

pytestmark = pytest.mark.django_db


def on(year: int) -> dict[str, date]:
    return {"starts_on": date(year, 5, 1), "ends_on": date(year, 5, 1)}


def person(zh: str, en: str, key: str = "", **values: Any) -> Any:
    return make.make_person(name_zh_hans=zh, name_en=en, sort_key_en=key, **values)


def names(client: Client, query: str = "", language: str = "en") -> list[str]:
    return texts(page(client, f"/{language}/people/?{query}"), "a", "name")


def fields(outline: Outline) -> list[tuple[str, str]]:
    """Return the fields of the filter form: element and name."""
    return [
        (element.tag, element["name"])
        for element in outline.elements
        if element.tag in ("select", "input") and element["id"].startswith("filter-")
    ]


def jumps(outline: Outline) -> dict[str, str]:
    """Return the letters of the index that lead somewhere, and where."""
    links = [element for element in outline.all("a") if "#letter-" in element["href"]]
    return {link.text: link["href"] for link in links}


@pytest.mark.parametrize(
    ("language", "wanted", "letters"),
    [
        ("en", ["Roy Bhila", "Wang Fang", "文思 (Wen Si pinyin)", "Zhang Yi"], ["B", "W", "Z"]),
        ("zh-hans", ["比拉·罗伊", "王芳", "文思", "张翼"], ["B", "W", "Z"]),
    ],
)
def test_people_stand_by_surname_or_pinyin(
    client: Client, language: str, wanted: list[str], letters: list[str]
) -> None:
    person("张翼", "Zhang Yi")
    person("比拉·罗伊", "Roy Bhila", "Bhila Roy")
    person("文思", "")
    person("王芳", "Wang Fang")
    outline = page(client, f"/{language}/people/")
    assert (texts(outline, "a", "name"), texts(outline, "h2")) == (wanted, letters)


def test_a_surname_with_a_reading_of_its_own(client: Client) -> None:
    person("单明", "")
    person("丁一", "")
    assert names(client, language="zh-hans") == ["丁一", "单明"]


@pytest.mark.parametrize(("language", "lang"), [("zh-hans", "zh-Latn"), ("en", "")])
@pytest.mark.parametrize("path", ["people/", "organizations/"])
def test_the_letters_stand_in_a_language(
    client: Client, monkeypatch: pytest.MonkeyPatch, path: str, language: str, lang: str
) -> None:
    monkeypatch.setattr(directory, "INDEXED_FROM", 1)
    person("张翼", "Zhang Yi")
    make.make_organization()
    outline = page(client, f"/{language}/{path}")
    [heading] = outline.all("h2", id=outline.all("section", class_="letter")[0]["aria-labelledby"])
    assert [heading["lang"], outline.all("ol")[0]["lang"]] == [lang, lang]


def test_what_begins_with_no_letter_stands_at_the_end_once(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(directory, "INDEXED_FROM", 3)
    for name in ("50 Cent", "Ωmega", "Zeno"):
        person("", name)
    outline = page(client, "/en/people/")
    assert texts(outline, "h2") == ["Z", "#"]
    assert jumps(outline)["#"] == "#letter-other"


def test_the_index_leads_to_the_page_where_a_letter_begins(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    shorten_lists(monkeypatch, 2)
    for name in ("Abe", "Baker", "Bell", "Cole", "Dean"):
        person("", name)
    outline = page(client, "/en/people/?page=2")
    assert jumps(outline) == {
        "A": "/en/people/#letter-a",
        "B": "/en/people/#letter-b",
        "C": "#letter-c",
        "D": "/en/people/?page=3#letter-d",
    }
    assert [letter.text for letter in outline.all("span") if letter.text == "E"] == ["E"]


def test_the_index_keeps_the_filters_and_counts_within_them(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    shorten_lists(monkeypatch, 1)
    for name, country in (("Abe", "JP"), ("Baker", "GB"), ("Cole", "GB")):
        person("", name, country=country)
    outline = page(client, "/en/people/?country=GB")
    assert jumps(outline) == {"B": "#letter-b", "C": "/en/people/?country=GB&page=2#letter-c"}


@pytest.mark.parametrize("typed", ["unid", "工发"])
def test_an_organization_is_typed_by_its_abbreviation_or_another_name(
    client: Client, typed: str
) -> None:
    body = make.make_organization(abbreviation_en="UNIDO", aliases=["工发组织"])
    make.make_person(slug="mary", organization=body)
    person("", "Abe", slug="abe")
    people = page(client, f"/en/people/?organization={typed}").links()
    assert ("/en/people/mary/" in people, "/en/people/abe/" in people) == (True, False)


def test_the_directory_shows_the_latest_title(client: Client) -> None:
    mary = make.make_person(slug="mary")
    for year, title in ((2021, "Deputy"), (2023, "Director")):
        event = make.make_event(slug=f"event-of-{year}", **on(year))
        make.make_appearance(make.make_session(event), mary, title_en=title)
    assert texts(page(client, "/en/people/"), "p", "held-title") == ["Director (2023)"]
    # Found by an event: the title then.
    then = page(client, "/en/people/?event=event-of-2021")
    assert texts(then, "p", "held-title") == ["Deputy (2021)"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("country=JP", ["Abe"]),
        ("country=XX", []),
        ("organization=institute", ["Abe", "Baker"]),
        ("organization=institute&country=GB", ["Baker"]),
        ("organization=nothing", []),
        ("event=ports", ["Baker", "Cole"]),
        ("event=forum", ["Baker", "Cole"]),
        ("event=hidden", []),
        ("event=%25", []),
        ("", ["Abe", "Baker", "Cole"]),
    ],
)
def test_filters_cut_the_directory(
    client: Client, language: str, query: str, found: list[str]
) -> None:
    institute = make.make_organization(slug="institute")
    abe = person("Abe", "Abe", country="JP", organization=institute)
    baker, cole = person("Baker", "Baker", country="GB"), person("Cole", "Cole")
    ports = make.make_event(slug="ports", parent=make.make_event(slug="forum"))
    session = make.make_session(ports)
    make.make_appearance(session, baker, organization=institute)
    make.make_appearance(session, cole)
    make.make_appearance(make.make_session(make.make_event(slug="hidden", status="draft")), abe)
    assert names(client, query, language) == found


def test_filters_offer_what_published_people_have(client: Client) -> None:
    person("", "Abe", country="JP", organization=make.make_organization(name_en="Seen"))
    person("", "Out", country="FR", status="draft", organization=make.make_organization())
    make.make_event(title_en="Nobody there")
    html = get(client, "/en/people/")
    words = ("Japan (1)</option>", "France", "Seen</option>", "Nobody there")
    assert [word in html for word in words] == [True, False, True, False]


def test_a_long_choice_becomes_a_field_to_type_in(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people_pages, "MOST_CHOICES", 1)
    for name in ("Harbour Institute", "Harbour Office", "Bank"):
        person("", name, organization=make.make_organization(name_en=name, slug=name[-4:].lower()))
    outline = page(client, "/en/people/")
    assert fields(outline) == [("input", "organization")]
    assert names(client, "organization=harbour") == ["Harbour Institute", "Harbour Office"]
    [field] = page(client, "/en/people/?organization=bank").all("input", name="organization")
    assert (field["value"], names(client, "organization=bank")) == ("Bank", ["Bank"])


def test_a_name_that_is_not_ready_finds_nothing(client: Client) -> None:
    shy = make.make_organization(name_en="Harbour Institute", ready_languages=["zh-hans"])
    person("", "Abe", organization=shy)
    assert names(client, "organization=harbour") == []


def test_the_number_of_people_stands_at_the_head(client: Client) -> None:
    make.make_person()
    assert texts(page(client, "/en/people/"), "small", "count") == ["1 person"]
    make.make_person()
    assert texts(page(client, "/en/people/"), "small", "count") == ["2 people"]


@pytest.mark.parametrize("query", ["", "?country=JP"])
def test_an_empty_directory_says_so(client: Client, query: str) -> None:
    outline = page(client, f"/en/people/{query}")
    assert len([element for element in outline.elements if element["class"] == "empty"]) == 1


def test_appearances_stand_newest_first_with_the_title_then(client: Client) -> None:
    mary = make.make_person(slug="mary")
    for year, title in ((2021, "Deputy"), (2023, "Director")):
        make.make_appearance(make.make_session(make.make_event(**on(year))), mary, title_en=title)
    assert texts(page(client, "/en/people/mary/"), "p", "held-title") == ["Director", "Deputy"]


def test_what_somebody_did_at_an_event_stands_together_under_one_title(client: Client) -> None:
    mary, event = make.make_person(slug="mary"), make.make_event(title_en="Ports")
    for position in (2, 1):
        session = make.make_session(event, position=position, title_en=f"Part {position}")
        make.make_appearance(session, mary, title_en="Director", title_zh_hans="")
    outline = page(client, "/en/people/mary/")
    assert (texts(outline, "h3")[:-1], texts(outline, "p", "held-title")) == (
        ["Ports"],
        ["Director"],
    )
    labels = [label.rpartition("Part")[2][:2] for label in texts(outline, "p", "label")]
    assert labels == [" 1", " 2"]


def test_titles_that_differ_at_one_event_stand_each_at_its_session(client: Client) -> None:
    mary, event = make.make_person(slug="mary"), make.make_event()
    for position, title in ((1, "Director"), (2, "Rapporteur")):
        make.make_appearance(make.make_session(event, position=position), mary, title_en=title)
    assert texts(page(client, "/en/people/mary/"), "p", "held-title") == ["Director", "Rapporteur"]


def test_a_person_s_page_leads_to_the_remarks(client: Client) -> None:
    session = make.make_session(make.make_event(slug="ports"), slug="opening")
    mary = make.make_person(slug="mary")
    make.make_appearance(session, mary, remarks_en="<p>Ports are good.</p>")
    outline = page(client, "/en/people/mary/")
    assert texts(outline, "p", "excerpt") == ["Ports are good."]
    assert "/en/events/ports/opening/#remarks-mary" in outline.links()


def test_every_link_to_remarks_has_its_anchor_on_the_session_s_page(client: Client) -> None:
    session = make.make_session(make.make_event(slug="ports"), slug="opening")
    mary = make.make_person(slug="mary")
    make.make_appearance(session)
    for role in ("speaker", "moderator", "panellist"):
        make.make_appearance(session, mary, role=role, remarks_en="<p>Ports are good.</p>")
    ids = page(client, "/en/events/ports/opening/").ids()
    links = [link for link in page(client, "/en/people/mary/").links() if "#remarks" in link]
    anchors = [link.partition("#")[2] for link in links]
    assert (len(set(anchors)), [anchor for anchor in anchors if anchor not in ids]) == (3, [])


def test_many_appearances_have_pages(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    shorten_lists(monkeypatch, 2)
    mary = make.make_person(slug="mary")
    for year in (2020, 2021, 2022):
        make.make_appearance(make.make_session(make.make_event(**on(year))), mary)
    outlines = [page(client, f"/en/people/mary/{query}") for query in ("", "?page=2")]
    assert [len(outline.all("article", class_="appearance")) for outline in outlines] == [2, 1]
    assert "/en/people/mary/?page=2#appearances" in page(client, "/en/people/mary/").links()


def test_a_person_s_page_names_the_products_launched_once(client: Client) -> None:
    mary, session = make.make_person(slug="mary"), make.make_session()
    for role in ("speaker", "launcher"):
        make.make_appearance(session, mary, role=role)
    make.make_product(slug="course", launched_in=session).launched_by.set(mary.appearances.all())
    assert len(page(client, "/en/people/mary/").all("article", class_="product")) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_spellings_stand_in_their_own_language(client: Client, language: str) -> None:
    make.make_person(slug="mary", aliases=["玛丽", "Marie"])
    outline = page(client, f"/{language}/people/mary/")
    langs = {
        element.text: element["lang"]
        for element in outline.all("span")
        if element.text in ("玛丽", "Marie")
    }
    assert langs == ({"玛丽": "zh-Hans"} if language == "en" else {"Marie": "en"})


def test_a_biography_says_of_when_it_is(client: Client) -> None:
    make.make_person(
        slug="mary", biography_en="<p>An engineer.</p>", biography_as_of=date(2023, 11, 5)
    )
    assert texts(page(client, "/en/people/mary/"), "p", "as-of") == ["As of 5 November 2023"]


def fill_people(number: int) -> str:
    for _number in range(number):
        event = make.make_event(parent=make.make_event())
        organization = make.make_organization()
        make.make_appearance(make.make_session(event), organization=organization)
        make.make_person(organization=organization, country="JP")
    return "people/"


def fill_person(number: int) -> str:
    person = make.make_person(slug="one", organization=make.make_organization())
    for _number in range(number):
        event = make.make_event()
        session = make.make_session(event)
        appearance = make.make_appearance(session, person, photo=make.make_photo(event))
        make.make_appearance(session, person, role="moderator", remarks_en="<p>Hello</p>")
        make.make_product(launched_in=session).launched_by.add(appearance)
    return "people/one/"


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("fill", "query", "queries"),
    [
        (fill_people, "", 1),
        (fill_people, "?country=JP", 1),
        (fill_person, "", 1),
    ],
)
def test_the_number_of_queries_is_constant(
    client: Client,
    django_assert_num_queries: Any,
    fill: Any,
    query: str,
    queries: int,
    number: int,
) -> None:
    path = fill(number)
    with django_assert_num_queries(queries):
        get(client, f"/en/{path}{query}")


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("文思", "Wen Si"),
        ("欧阳明月", "Ouyang Mingyue"),
        ("张平安", "Zhang Ping'an"),
        ("吕绿", "Lü Lü"),
        ("单田芳", "Shan Tianfang"),
    ],
)
def test_a_name_without_latin_letters_is_read_in_pinyin(
    client: Client, name: str, form: str
) -> None:
    make.make_person(slug="guest", name_zh_hans=name, name_en="")
    latin = page(client, "/en/people/guest/").all("span", class_="latin")
    assert [reading.text for reading in latin] == [f"({form} pinyin)"]


@pytest.mark.parametrize(
    ("path", "chinese", "english"),
    [
        ("/en/people/guest/", "文思", "Wen Si"),
        ("/zh-hans/people/guest/", "文思", ""),
        ("/en/people/guest/", "约翰·博格", ""),
        ("/en/people/guest/", "约翰•博格", ""),
    ],
)
def test_a_name_is_not_read_in_pinyin_where_it_needs_none(
    client: Client, path: str, chinese: str, english: str
) -> None:
    make.make_person(slug="guest", name_zh_hans=chinese, name_en=english)
    assert page(client, path).all("span", class_="latin") == []


@pytest.mark.parametrize(
    ("language", "heading"), [("zh-hans", "丁林教授"), ("en", "Prof. Ding Lin")]
)
def test_how_somebody_is_addressed_stands_behind_a_chinese_name(
    client: Client, language: str, heading: str
) -> None:
    names = {"name_zh_hans": "丁林", "name_en": "Ding Lin"}
    address = {"honorific_zh_hans": "教授", "honorific_en": "Prof."}
    guest = make.make_person(**names, **address)
    appearance = make.make_appearance(person=guest, **address)
    session = appearance.session
    own = page(client, f"/{language}/people/{guest.slug}/")
    turn = page(client, f"/{language}/events/{session.event.slug}/{session.slug}/")
    assert [own.all("h1")[0].text, turn.all("h3", class_="person")[0].text] == [heading, heading]
