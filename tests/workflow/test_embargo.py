"""An appearance or a document under embargo is nowhere before its moment, then everywhere."""

from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from django.utils import timezone, translation

from sessions_app.models import Appearance, Session
from tests.search.test_search_find import find_hits
from tests.support import factories as make
from tests.support.admin_forms import read_form
from tests.support.desk_client import address

pytestmark = pytest.mark.django_db

SECRET = "Hush"
PAGES = [
    "events/ports/", "events/ports/opening/", "events/ports/parallel/", "people/lin-lan/",
    "people/hush/", "organizations/institute/", "feed.xml", "events/ports/agenda.ics",
    "knowledge/course/",
]  # fmt: skip


def later() -> Any:
    return timezone.now() + timedelta(hours=1)


def earlier() -> Any:
    return timezone.now() - timedelta(minutes=1)


def make_programme(until: Any) -> Appearance:
    """Make an event at which somebody speaks under an embargo, and hands out a paper."""
    event = make.make_event(slug="ports")
    session = make.make_session(event, slug="opening")
    lin = make.make_person(slug="lin-lan")
    institute = make.make_organization(slug="institute")
    make.make_appearance(session, lin, organization=institute, remarks_en="<p>Open.</p>")
    spoken = make.make_appearance(
        session,
        lin,
        role="panellist",
        title_en=SECRET,
        title_zh_hans=SECRET,
        remarks_en=f"<p>{SECRET}</p>",
        organization=institute,
        embargoed_until=until,
    )
    make.make_document(event, title_en=SECRET, title_zh_hans=SECRET, appearance=spoken)
    make.make_document(event, title_en=SECRET, title_zh_hans=SECRET, embargoed_until=until)
    make.make_product(slug="course", launched_in=session).launched_by.add(spoken)
    return spoken


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_no_page_tells_before_the_moment(client: Client, path: str, language: str) -> None:
    make_programme(later())
    body = client.get(f"/{language}/{path}").content.decode()
    assert SECRET not in body


@pytest.mark.parametrize("path", ["events/ports/", "events/ports/opening/", "people/lin-lan/"])
def test_every_page_tells_after_it(client: Client, path: str) -> None:
    make_programme(earlier())
    assert SECRET in client.get(f"/en/{path}").content.decode()


@pytest.mark.parametrize(("until", "number"), [(later, 0), (earlier, 3), (lambda: None, 3)])
def test_the_search_counts_what_may_be_seen(until: Any, number: int) -> None:
    make_programme(until())
    with translation.override("en"):
        assert len(find_hits(SECRET)) == number


@pytest.mark.parametrize(("until", "status"), [(later, 404), (earlier, 200)])
@pytest.mark.parametrize("own", [True, False])
def test_a_file_is_handed_out_from_the_moment_on(
    client: Client, until: Any, status: int, own: bool
) -> None:
    spoken = make.make_appearance(embargoed_until=None if own else until())
    event = spoken.session.event
    file = make.make_document(event, appearance=spoken, embargoed_until=until() if own else None)
    with translation.override("en"), closing(client.get(file.get_absolute_url())) as response:
        assert response.status_code == status


@pytest.mark.parametrize(("until", "announced"), [(later, True), (earlier, False)])
def test_remarks_under_embargo_do_not_decide_about_a_session_s_page(
    until: Any, announced: bool
) -> None:
    session = make.make_session(title_en="Opening", title_zh_hans="开幕")
    make.make_appearance(session, remarks_zh_hans="<p>词</p>", embargoed_until=until())
    with translation.override("en"):
        listed = Session.objects.announced("en").filter(pk=session.pk).exists()
        [session] = Session.objects.published().with_appearances()
        assert (listed, session.is_announced_in("en")) == (announced, announced)


@pytest.mark.parametrize(("until", "said"), [(later, False), (earlier, True)])
def test_machines_are_told_with_the_public(client: Client, until: Any, said: bool) -> None:
    spoken = make.make_appearance(
        person=make.make_person(name_en="Nina Hush"), embargoed_until=until()
    )
    page = client.get(f"/en/events/{spoken.session.event.slug}/").content.decode()
    data = page.partition("application/ld+json")[2].partition("</script>")[0]
    assert ("Nina Hush" in data) == said


def test_an_event_is_under_embargo_until_its_publication(client: Client) -> None:
    event = make.make_event(published_at=later())
    assert client.get(f"/en/events/{event.slug}/").status_code == 404


def make_spoken() -> Appearance:
    return make.make_appearance(make.make_session(make.make_event()))


@pytest.mark.parametrize("maker", [make_spoken, make.make_document])
def test_the_form_stores_the_moment_in_the_site_s_zone(admin_client: Client, maker: Any) -> None:
    record: Model = maker()
    url = address(type(record), "change", record.pk)
    typed = {"embargoed_until_0": "2030-01-02", "embargoed_until_1": "09:30"}
    admin_client.post(url, {**read_form(admin_client, url), **typed})
    record.refresh_from_db()
    moment = timezone.localtime(record.embargoed_until)  # type: ignore[attr-defined]
    assert f"{moment:%Y-%m-%d %H:%M}" == "2030-01-02 09:30"


def test_withheld_remarks_are_not_found_by_their_words() -> None:
    make.make_appearance(remarks_en="<p>Hush</p>", remarks_withheld=True)
    with translation.override("en"):
        assert find_hits(SECRET) == []
