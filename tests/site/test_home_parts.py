"""The front page's parts: their order is staff's, and a quoted sentence is still public."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from forum.delivery.home_page import HomeContent
from forum.delivery.home_statement import HOME_STATEMENT
from forum.delivery.page_texts import PageTexts
from forum.models import HomePart
from forum.models.home_parts import stands_in
from sessions_app.models import Appearance
from tests.support import factories as make
from tests.support.pages import page, texts

pytestmark = pytest.mark.django_db

SENTENCE = "A port that shares its data wins time."
REMARKS = f"<p>Thank you.</p><p>{SENTENCE} That is all.</p>"


def quote(appearance: Appearance, **sentences: str) -> HomePart:
    return HomePart.objects.create(
        kind="quote", position=1, appearance=appearance, sentences=sentences or {"en": SENTENCE}
    )


def speech(**values: Any) -> Appearance:
    person = make.make_person(slug="lin-lan", name_en="Lin Lan")
    facts = {"remarks_en": REMARKS, "remarks_zh_hans": None, "title_en": "Mayor of Lanwan"}
    return make.make_appearance(make.make_session(), person, **{**facts, **values})


def test_parts_stand_in_the_order_that_staff_gave(client: Client) -> None:
    make.make_product()
    make.make_page(kind="news")
    for position, kind in enumerate(("news", "products", "latest"), 1):
        HomePart.objects.create(kind=kind, position=position, is_shown=kind != "latest")
    assert texts(page(client, "/en/"), "h2") == ["News", "Knowledge products"]


def test_a_sentence_stands_with_name_and_title_as_of_the_event(client: Client) -> None:
    quote(speech())
    [figure] = page(client, "/en/").all("figure", class_="quote")
    assert [word in figure.text for word in (SENTENCE, "Lin Lan", "Mayor of Lanwan")] == [True] * 3


def test_a_sentence_leads_to_the_speech_that_it_is_from(client: Client) -> None:
    first = speech(remarks_en="<p>Welcome.</p>")
    closing = make.make_session(first.session.event, slug="closing", position=2)
    quote(make.make_appearance(closing, first.person, remarks_en=REMARKS))
    [link] = [link for link in page(client, "/en/").links() if "#remarks-" in link]
    address, _hash, anchor = link.partition("#")
    [turn] = page(client, address).all("article", id=anchor)
    assert SENTENCE in turn.text


def test_a_sentence_leads_to_its_quote_card(client: Client) -> None:
    appearance = speech()
    quote(appearance)
    card = f"/en/events/{appearance.session.event.slug}/{appearance.session.slug}/lin-lan.png"
    assert card in page(client, "/en/").links()


@pytest.mark.parametrize(
    "values",
    [{"withheld": True}, {"remarks_withheld": True}, {"remarks_en": "<p>Thank you.</p>"}],
)
def test_a_sentence_that_is_public_no_more_goes(client: Client, values: dict[str, Any]) -> None:
    quote(speech(**values))
    assert page(client, "/en/").all("figure", class_="quote") == []


def test_a_sentence_stands_in_the_language_of_the_remarks(client: Client) -> None:
    quote(speech())
    [words] = page(client, "/zh-hans/").all("blockquote")
    assert (words["lang"], words.text) == ("en", SENTENCE)


def test_words_that_nobody_said_are_refused() -> None:
    part = HomePart(kind="quote", appearance=speech(), sentences={"en": "Ports are useless."})
    with pytest.raises(ValidationError, match="does not stand in the remarks"):
        part.full_clean()


def test_a_sentence_runs_over_tags_and_spaces() -> None:
    assert stands_in("港口共享数据", "<p>港口<strong>共享</strong>\n数据。</p>")
    assert not stands_in("港口数据", "<p>港口<strong>共享</strong>数据。</p>")


def count_all() -> dict[str, int]:
    """Return what the front page counts."""
    numbers = HomeContent(HOME_STATEMENT.ask().read(), PageTexts()).list_numbers()
    return {entry["words"]: entry["number"] for entry in numbers}


def count_countries() -> int:
    return count_all()["Countries and areas"]


def test_the_numbers_count_whom_the_lists_name_that_they_lead_to(client: Client) -> None:
    for status in ("published", "draft"):
        appearance = make.make_appearance(person=make.make_person(status=status))
        host = make.make_organization(status=status)
        names = {"printed_name_en": "The Host", "printed_name_zh_hans": "主办单位"}
        make.make_role(appearance.session.event, host, **names)
    people = page(client, "/en/people/").links()
    named = {link for link in people if link.startswith("/en/people/") and link != "/en/people/"}
    assert [count_all()[words] for words in ("Guests", "Hosts")] == [len(named), 1]


@pytest.mark.parametrize(("countries", "number"), [(("CN", ""), 1), (("CN", "FR", ""), 2)])
def test_the_numbers_count_no_unknown_country(countries: tuple[str, ...], number: int) -> None:
    for country in countries:
        make.make_appearance(person=make.make_person(country=country))
    assert count_countries() == number


def test_the_numbers_count_no_country_of_people_without_a_public_page() -> None:
    for country, status in (("CN", "published"), ("FR", "draft")):
        make.make_appearance(person=make.make_person(country=country, status=status))
    assert count_countries() == 1


def list_topics(client: Client) -> list[str]:
    """Return where the topics on the front page lead."""
    links = page(client, "/en/").links()
    return [link for link in links if link.startswith("/en/topics/") and link != "/en/topics/"]


@pytest.mark.parametrize("tagged", ["event", "session", "appearance", "product"])
def test_a_topic_that_anything_is_tagged_with_leads_to_its_page(
    client: Client, tagged: str
) -> None:
    appearance = speech()
    records: dict[str, tuple[str, Any]] = {
        "event": ("events", appearance.session.event),
        "session": ("sessions", appearance.session),
        "appearance": ("appearances", appearance),
        "product": ("products", make.make_product()),
    }
    name, record = records[tagged]
    getattr(make.make_topic(slug="ports"), name).add(record)
    assert list_topics(client) == ["/en/topics/ports/"]


def test_a_place_is_a_city_of_a_country_whatever_language_says_it(client: Client) -> None:
    beijing = {"city_zh_hans": "北京", "city_en": "Beijing", "country": "CN"}
    make.make_event(**beijing)
    make.make_event(**{**beijing, "city_en": ""})
    for country in ("IN", "PK"):
        make.make_event(city_en="Hyderabad", country=country)
    outline = page(client, "/en/")
    places = [link for link in outline.all("a") if "city=" in link["href"]]
    assert [place.text for place in places] == [
        "Beijing, China", "Hyderabad, India", "Hyderabad, Pakistan"
    ]  # fmt: skip
    assert texts(outline, "span", "count") == ["2"]
    assert texts(page(client, places[0]["href"]), "h4") == ["Green Ports"] * 2


def test_a_place_leads_to_its_events_where_a_forum_without_days_names_the_city(
    client: Client,
) -> None:
    forum = make.make_event(city_zh_hans="北京", city_en="Beijing", starts_on=None, ends_on=None)
    make.make_event(parent=forum, city_en="Beijing", city_zh_hans="")
    make.make_event(city_en="Suzhou")
    [link] = [
        link for link in page(client, "/en/").links() if link.endswith("city=%E5%8C%97%E4%BA%AC")
    ]
    assert len(texts(page(client, link), "h4")) == 1


def test_a_topic_of_nothing_public_stays_away(client: Client) -> None:
    topic = make.make_topic(slug="ports")
    topic.events.add(make.make_event(status="draft"))
    speech()
    assert list_topics(client) == []
