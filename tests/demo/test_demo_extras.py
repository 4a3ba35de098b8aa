"""The demo completes what the documents brought, and keeps what somebody wrote."""

import pytest
from pytest_django import DjangoDbBlocker

from forum.demo.extras import apply_extras
from forum.demo.sample_data import read_data, read_people
from forum.models import HomePart, Page, ProductPart, SiteSettings, Topic
from people.models import Organization, Person
from sessions_app.models import Document, Series
from tests.support.factories import (
    make_appearance,
    make_event,
    make_person,
    make_product,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _empty_site_completed(undone_after_module: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Complete an empty site once; what a test adds is completed by a further run."""
    with django_db_blocker.unblock():
        apply_extras()


def test_an_empty_site_gets_pages_and_settings() -> None:
    assert Page.objects.published("en").count() == 3
    assert SiteSettings.current().site_name_en == "Forum Record"


def test_a_second_run_changes_nothing() -> None:
    make_person(name_zh_hans="王受文", name_en="Wang Shouwen")
    apply_extras()
    state_before = sorted(Person.objects.values_list("slug", "version", "updated")) + sorted(
        Organization.objects.values_list("slug", "version", "updated")
    )
    apply_extras()
    state_after = sorted(Person.objects.values_list("slug", "version", "updated")) + sorted(
        Organization.objects.values_list("slug", "version", "updated")
    )
    assert state_after == state_before


def test_a_biography_that_somebody_wrote_is_kept() -> None:
    make_person(
        name_zh_hans="王受文", name_en="Wang Shouwen", biography_zh_hans="<p>自己写的。</p>"
    )
    apply_extras()
    person = Person.objects.get()
    assert (person.biography_zh_hans, person.biography_en) == ("<p>自己写的。</p>", None)


def test_a_person_gets_biography_and_affiliation() -> None:
    appearance = make_appearance(person=make_person(name_zh_hans="比拉·罗伊", name_en="Roy Bhila"))
    apply_extras()
    person = Person.objects.get()
    appearance.refresh_from_db()
    assert person.sort_key_en == "bhila roy"
    assert person.country.code == "ZW"
    assert appearance.organization.name_en == "Ministry of Industry and Commerce of Zimbabwe"


def test_two_people_of_one_name_are_left_alone() -> None:
    make_person(name_zh_hans="张威", name_en=None)
    make_person(name_zh_hans="张威", name_en=None)
    apply_extras()
    assert list(Person.objects.values_list("biography_zh_hans", flat=True)) == [None, None]


def test_a_course_gets_its_modules_along_the_life_cycle() -> None:
    make_product(title_zh_hans="工发组织产业园区线上学习门户", title_en=None)
    apply_extras()
    assert list(ProductPart.objects.values_list("group_en", flat=True)) == [
        "Planning and development",
        "Investment and financing",
        "Operation and management",
    ]


def test_a_product_gets_topics_and_publishers() -> None:
    product = make_product(title_zh_hans="《城市之桥汇编》—通过城市创新加快气候行动")
    apply_extras()
    assert set(product.topics.values_list("slug", flat=True)) == {
        "sustainable-cities",
        "climate-action",
    }
    assert product.publishers.get().abbreviation_en == "UNIDO"


def test_an_event_gets_series_accent_and_document() -> None:
    event = make_event(title_zh_hans="数字港口与绿色走廊")
    apply_extras()
    event.refresh_from_db()
    assert (event.series.abbreviation_en, event.accent) == ("LRF", "#24606b")
    assert Document.objects.get().size > 10_000


def test_the_front_page_quotes_the_speech_that_has_the_sentence() -> None:
    HomePart.objects.all().delete()
    [quote] = [part for part in read_data("site")["home"] if part["kind"] == "quote"]
    speaker = make_person(name_zh_hans=quote["person"])
    make_appearance(person=speaker, remarks_zh_hans="<p>Something else.</p>")
    speech = make_appearance(
        person=speaker, remarks_zh_hans=f"<p>{quote['sentences']['zh-hans']}</p>"
    )
    apply_extras()
    assert HomePart.objects.get(kind="quote").appearance == speech


def test_the_series_of_a_sub_forum_is_its_forums() -> None:
    forum = make_event(title_zh_hans="岚湾区域合作论坛")
    event = make_event(title_zh_hans="数字港口与绿色走廊", parent=forum)
    apply_extras()
    forum.refresh_from_db()
    event.refresh_from_db()
    assert (forum.series.abbreviation_en, event.series) == ("LRF", None)


def test_a_document_taken_away_stays_away() -> None:
    make_event(title_zh_hans="数字港口与绿色走廊")
    apply_extras()
    Document.objects.all().delete()
    apply_extras()
    assert Document.objects.count() == 0


def test_invented_people_say_so_in_their_first_words() -> None:
    invented = [person for person in read_people() if person["photo_consent"] != "unknown"]
    assert {person["biography"]["en"][:20] for person in invented} == {"<p>Fictional person."}


def test_what_it_makes_is_published() -> None:
    assert Topic.objects.published().count() == Topic.objects.count() == 13
    assert Organization.objects.published().count() == Organization.objects.count() == 56
    assert Series.objects.count() == 0
