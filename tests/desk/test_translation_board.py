"""The board shows how far the translations of each record are, and what there is to do."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from people.models import User
from tests.support import factories as make
from tests.support.desk_client import speak
from tests.support.staff import make_roles

pytestmark = pytest.mark.django_db
URL = "/admin/translations/"
BIOGRAPHY = "<p>林岚研究港口。</p>"


def rows(client: Client, **asked: Any) -> list[tuple[str, str]]:
    """Return the records that the board shows, each with a language it is translated into."""
    rows = client.get(URL, asked).context["rows"]
    return [(row.name, row.progress.language) for row in rows]


def names(client: Client, **asked: Any) -> list[str]:
    return [name for name, _language in rows(client, **asked)]


def coming(days: int, **values: Any) -> Any:
    day = timezone.localdate() + timedelta(days=days)
    return make.make_event(starts_on=day, ends_on=day, **values)


def enter(client: Client, role: str) -> User:
    make_roles()
    user = User.objects.create_user(role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    return user


def test_those_with_most_to_do_stand_first(admin_client: Client) -> None:
    make.make_person(name_zh_hans="林岚", name_en="", biography_zh_hans=BIOGRAPHY)
    make.make_person(name_zh_hans="王海", name_en="Wang Hai")
    rows = admin_client.get(URL).context["rows"]
    assert [(row.name, row.amount, row.bar.percent) for row in rows] == [
        ("林岚", "8 Chinese characters", 0),
        ("王海 / Wang Hai", "", 100),
    ]


def test_the_parts_of_an_event_count_with_it(admin_client: Client) -> None:
    event = make.make_event()
    make.make_appearance(make.make_session(event), remarks_zh_hans="<p>港口</p>")
    (row,) = [row for row in admin_client.get(URL).context["rows"] if row.kind == "Event"]
    progress = row.progress
    assert (progress.missing, progress.draft, progress.authored) == (1, 1, 2)


def test_the_head_sums_up_what_was_found(admin_client: Client) -> None:
    make.make_person(biography_zh_hans=BIOGRAPHY)
    make.make_person(biography_zh_hans=BIOGRAPHY)
    totals = admin_client.get(URL).context["totals"]
    assert [(total.language, total.missing, amount) for total, _bar, amount in totals] == [
        ("en", 2, "12 Chinese characters")
    ]


def test_a_speech_in_english_is_to_be_translated_into_chinese(admin_client: Client) -> None:
    event = make.make_event()
    make.make_appearance(
        make.make_session(event), source_language="en", remarks_en="<p>Thank you.</p>"
    )
    assert rows(admin_client, language="zh-hans") == [("绿色港口 / Green Ports", "zh-hans")]


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("missing", ["甲"]),
        ("outdated", ["乙"]),
        ("todo", ["甲", "乙"]),
        ("draft", ["丙"]),
        ("done", ["丁"]),
    ],
)
def test_one_state_alone(admin_client: Client, state: str, found: list[str]) -> None:
    make.make_page(title_zh_hans="甲", title_en="", body_zh_hans="<p>长文</p>", body_en="")
    stale = make.make_page(title_zh_hans="旧", title_en="", body_zh_hans="", body_en="")
    for title in ({"title_en": "B"}, {"title_zh_hans": "乙"}):
        for name, value in title.items():
            setattr(stale, name, value)
        stale.save()
    make.make_page(title_zh_hans="丙", title_en="C", body_zh_hans="", body_en="")
    make.make_topic(name_zh_hans="丁", name_en="D")
    assert [name.partition(" ")[0] for name in names(admin_client, state=state)] == found


def test_one_kind_alone(admin_client: Client) -> None:
    make.make_topic()
    make.make_person()
    assert names(admin_client, kind="topic") == ["港口 / Ports"]


def test_found_by_any_name(admin_client: Client) -> None:
    make.make_person(name_zh_hans="林岚", name_en="Lin Lan", aliases=["Lan Lin"])
    make.make_person(name_zh_hans="王海", name_en="Wang Hai")
    assert names(admin_client, q="lan lin") == ["林岚 / Lin Lan"]


def test_an_event_with_who_is_part_of_it(admin_client: Client) -> None:
    event = make.make_event()
    make.make_appearance(make.make_session(event), make.make_person(name_en="Guest"))
    make.make_role(event, make.make_organization(name_en="Host"))
    make.make_person(name_en="Stranger")
    make.make_event(title_en="Other")
    assert sorted(names(admin_client, event=event.pk)) == [
        "林岚 / Guest",
        "海港研究院 / Host",
        "绿色港口 / Green Ports",
    ]


def test_those_of_the_next_weeks(admin_client: Client) -> None:
    soon = coming(10, title_en="Soon")
    make.make_appearance(make.make_session(soon), make.make_person(name_en="Guest"))
    coming(60, title_en="Later")
    make.make_event(title_en="Past")
    assert sorted(names(admin_client, within=30)) == ["林岚 / Guest", "绿色港口 / Soon"]
    assert names(admin_client, kind="event", sort="next") == [
        "绿色港口 / Soon",
        "绿色港口 / Later",
        "绿色港口 / Past",
    ]


def test_answers_that_make_no_sense_count_as_none(admin_client: Client) -> None:
    make.make_topic()
    query = {"event": "x", "kind": "user", "state": "?", "within": "1e9", "sort": "!", "p": "-1"}
    assert names(admin_client, **query) == ["港口 / Ports"]


def test_an_empty_site_says_so(admin_client: Client) -> None:
    assert b"There is nothing to translate yet" in admin_client.get(URL).content


def test_a_helper_sees_her_own_events(client: Client) -> None:
    user = enter(client, "External helper")
    own_event = make.make_event(title_en="Mine")
    make.make_appearance(make.make_session(own_event), make.make_person(name_en="Guest"))
    make.make_person(name_en="Stranger")
    make.make_event(title_en="Other")
    user.event_access.create(event=own_event)
    assert sorted(names(client)) == ["林岚 / Guest", "绿色港口 / Mine"]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("count", [1, 3])
def test_asks_a_constant_number_of_queries(admin_client: Client, language: str, count: int) -> None:
    speak(admin_client, language)
    for _number in range(count):
        event = make.make_event(starts_on=date(2090, 1, 1), ends_on=date(2090, 1, 1))
        make.make_appearance(make.make_session(event))
        make.make_role(event)
        make.make_page()
    admin_client.get(URL)  # content types are read once a process
    with CaptureQueriesContext(connection) as captured:
        admin_client.get(URL)
    assert len(captured) == 11


@pytest.mark.parametrize(("role", "shown"), [("English translator", True), ("nobody", False)])
def test_the_menu_leads_to_it(client: Client, role: str, shown: bool) -> None:
    if shown:
        enter(client, role)
    else:
        client.force_login(User.objects.create_user("nobody", is_staff=True))
    assert (f'href="{URL}"' in client.get("/admin/").text) is shown
    assert client.get(URL).status_code == (200 if shown else 403)


@pytest.mark.parametrize(("maker", "linked"), [("make_event", True), ("make_session", False)])
def test_a_records_form_leads_to_its_translations(
    admin_client: Client, maker: str, linked: bool
) -> None:
    record = getattr(make, maker)()
    kind = record._meta.model_name
    form = admin_client.get(f"/admin/sessions_app/{kind}/{record.pk}/change/")
    assert (f'href="{URL}{kind}/{record.pk}/en/"' in form.text) is linked


def test_a_record_with_drafts_alone_leads_to_their_review(admin_client: Client) -> None:
    page = make.make_page()
    (row,) = admin_client.get(URL).context["rows"]
    response = admin_client.get(row.review_url)
    assert response.url == f"{URL}page/{page.pk}/title/en/?through=draft"
