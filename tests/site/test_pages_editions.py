"""The end of an event's page: the editions beside it, corrections, days, citation."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from sessions_app.models import Event
from tests.site.test_pages_event import page, ports
from tests.support import factories as make
from tests.support.pages import Outline, get

pytestmark = pytest.mark.django_db


def beside(client: Client, path: str = "/en/events/ports/") -> tuple[str, str]:
    """Return the slugs that a page's previous and next links lead to."""
    outline = page(client, path)
    return (slug(outline, "prev"), slug(outline, "next"))


def slug(outline: Outline, rel: str) -> str:
    links = outline.all("a", rel=rel)
    return links[0]["href"].split("/")[-2] if links else ""


def editions(**values: Any) -> Event:
    """Make the fifth to seventh editions of a series; return the sixth."""
    series = make.make_series()
    for number, name in ((5, "fifth"), (7, "seventh"), (3, "third")):
        make.make_event(slug=name, series=series, edition=number, kind="main_forum")
    return ports(series=series, edition=6, kind="main_forum", **values)


def test_the_editions_beside_an_event_are_those_of_its_series(client: Client) -> None:
    editions()
    make.make_event(edition=5, kind="main_forum")
    assert beside(client) == ("fifth", "seventh")


def test_without_numbers_the_days_decide(client: Client) -> None:
    series = make.make_series()
    for year in (2021, 2022, 2024, 2025):
        day = date(year, 11, 5)
        make.make_event(slug=f"in-{year}", series=series, starts_on=day, ends_on=day)
    ports(series=series)
    assert beside(client) == ("in-2022", "in-2024")


def test_an_event_of_another_kind_is_no_edition(client: Client) -> None:
    event = editions()
    Event.objects.filter(slug="fifth").update(kind="event")
    assert (beside(client)[0], event.kind) == ("third", "main_forum")


def test_what_is_not_published_is_passed_over(client: Client) -> None:
    editions()
    Event.objects.filter(slug__in=("fifth", "seventh")).update(status="draft")
    assert beside(client) == ("third", "")


def test_what_staff_chose_goes_before_the_order(client: Client) -> None:
    chosen = make.make_event(slug="chosen")
    event = editions(previous_edition=chosen)
    make.make_event(slug="following", previous_edition=event)
    assert beside(client) == ("chosen", "following")
    assert beside(client, "/en/events/chosen/") == ("", "ports")


def test_a_chosen_edition_that_is_hidden_leaves_no_link(client: Client) -> None:
    editions(previous_edition=make.make_event(status="draft"))
    assert beside(client)[0] == ""


def test_sub_forums_of_one_parent_are_no_editions_of_each_other(client: Client) -> None:
    series = make.make_series()
    sixth = make.make_event(series=series, edition=6, kind="main_forum")
    make.make_event(parent=sixth, kind="sub_forum", starts_on=date(2023, 11, 4))
    ports(parent=sixth, kind="sub_forum")
    assert beside(client) == ("", "")


def test_a_sub_forum_follows_the_only_one_of_the_edition_before(client: Client) -> None:
    series = make.make_series()
    fifth, sixth = (
        make.make_event(series=series, edition=number, kind="main_forum") for number in (5, 6)
    )
    make.make_event(slug="before", parent=fifth, kind="sub_forum")
    ports(parent=sixth, kind="sub_forum")
    assert beside(client)[0] == "before"
    make.make_event(slug="another", parent=fifth, kind="sub_forum")
    assert beside(client)[0] == ""


def test_an_event_on_its_own_has_no_editions(client: Client) -> None:
    ports()
    make.make_event()
    assert beside(client) == ("", "")


def test_corrections_are_told_with_their_days(client: Client) -> None:
    event = ports()
    make.make_correction(event, made_on=date(2024, 1, 2), text_en="It read 5; it is 6.")
    make.make_correction(event, withheld=True)
    outline = page(client)
    [element] = outline.all("dl", class_="corrections")
    assert " ".join(element.text.split()) == "2 January 2024 It read 5; it is 6."
    assert "#corrections" in outline.links()


def test_a_correction_in_one_language_says_so(client: Client) -> None:
    make.make_correction(ports(), made_on=date(2024, 1, 2), text_en=None, text_zh_hans="应为六。")
    [element] = page(client).all("dl", class_="corrections")
    assert " ".join(element.text.split()) == "2 January 2024 Chinese only 应为六。"


def test_the_page_says_when_it_was_published_and_changed(client: Client) -> None:
    event = ports(published_at=datetime(2023, 11, 9, 4, tzinfo=UTC))
    session = make.make_session(event)
    moment = datetime(2023, 12, 1, 4, tzinfo=UTC)
    for records in (Event.objects.all(), type(session).objects.all()):
        records.update(updated=moment)
    type(session).objects.update(updated=datetime(2023, 12, 24, 4, tzinfo=UTC))
    facts = " ".join(page(client).all("section", class_="colophon")[0].text.split())
    assert "First published 9 November 2023 Last updated 24 December 2023" in facts


HOST = "http://testserver"


def citation(client: Client, path: str) -> str:
    [element] = Outline(get(client, path)).all("p", id="citation")
    return " ".join(element.text.split())


def cited() -> Event:
    series = make.make_series(name_en="Coast Forum", name_zh_hans="滨海论坛")
    event = ports(series=series, edition=6, city_en="Lanwan", city_zh_hans="岚湾", country="CN")
    make.make_role(event, printed_name_en="City of Lanwan", printed_name_zh_hans="岚湾市")
    make.make_role(event)
    make.make_role(event, role="organizer", printed_name_en="Not named")
    make.make_session(event, slug="opening", title_en="To the Sea", title_zh_hans="向海")
    return event


def test_an_english_citation_follows_the_chicago_manual(client: Client) -> None:
    cited()
    assert citation(client, "/en/events/ports/") == (
        "City of Lanwan and Harbour Institute. “Green Ports.” Coast Forum, sixth edition, "
        f"Lanwan, China, 5 November 2023. {HOST}/en/events/ports/."
    )


def test_a_chinese_citation_follows_the_national_standard(client: Client) -> None:
    cited()
    assert citation(client, "/zh-hans/events/ports/") == (
        "岚湾市, 海港研究院. 绿色港口[EB/OL]. 滨海论坛, 第六届, 中国·岚湾, 2023年11月5日. "
        f"{HOST}/zh-hans/events/ports/."
    )


def test_a_session_is_cited_within_its_event(client: Client) -> None:
    cited()
    address = f"{HOST}/en/events/ports/opening/"
    assert citation(client, "/en/events/ports/opening/") == (
        "City of Lanwan and Harbour Institute. “To the Sea.” Green Ports, Coast Forum, "
        f"sixth edition, Lanwan, China, 5 November 2023. {address}."
    )
    assert "向海//绿色港口[EB/OL]. " in citation(client, "/zh-hans/events/ports/opening/")


def test_little_is_cited_of_an_event_that_says_little(client: Client) -> None:
    ports(starts_on=None, ends_on=None)
    assert citation(client, "/en/events/ports/") == f"“Green Ports.” {HOST}/en/events/ports/."


def test_a_cited_title_says_its_language(client: Client) -> None:
    ports(title_en=None)
    assert '“<span lang="zh-Hans">绿色港口</span>.”' in get(client, "/en/events/ports/")


def test_a_session_leads_to_those_beside_it(client: Client) -> None:
    event = ports()
    for number, name in enumerate(("first", "second", "third")):
        make.make_session(event, slug=name, position=number, withheld=name == "second")
    assert beside(client, "/en/events/ports/first/") == ("", "third")
    assert beside(client, "/en/events/ports/third/") == ("first", "")
