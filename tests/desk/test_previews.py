"""Previews: the exact public page of what is not public, for staff and by a signed link."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from forum.core.content import Status
from forum.core.save_batches import rolled_back
from forum.desk import preview_links
from forum.desk.preview_links import seal
from forum.models import Page, PreviewLink
from forum.site.previews import stage
from forum.workflow.take_down.actions import put_back, take_offline
from people.models import Person, User
from sessions_app.models import Appearance, Event, Photo, Session
from tests.support import factories as make
from tests.support.admin_forms import form_data, read_form
from tests.support.desk_client import address
from tests.support.publishing import set_offline

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    return make.make_event(
        status=Status.DRAFT, title_zh_hans="绿色港口", title_en="Green Ports", ready_languages=[]
    )


def make_link(client: Client, record: Any, **values: Any) -> str:
    """Make a link to a record and open it; return the address of its preview."""
    link = PreviewLink.objects.create(object=record, expires_at=timezone.now() + timedelta(days=1))
    opened = client.post("/preview/", {"seal": seal(link)})
    PreviewLink.objects.filter(pk=link.pk).update(**values or {"note": ""})
    return str(opened["Location"]).removesuffix("/")


def staff(record: Any, language: str) -> str:
    kind = ContentType.objects.get_for_model(record)
    return f"{reverse('staff-preview', args=[kind.pk, record.pk])}?language={language}"


@pytest.mark.parametrize(("language", "title"), [("zh-hans", "绿色港口"), ("en", "Green Ports")])
def test_staff_see_the_public_page_of_a_draft(
    admin_client: Client, event: Event, language: str, title: str
) -> None:
    page = admin_client.get(staff(event, language))
    assert (page.status_code, f"<title>{title}" in page.text) == (200, True)


def test_a_preview_publishes_nothing(admin_client: Client, event: Event) -> None:
    admin_client.get(staff(event, "en"))
    assert Event.objects.get().status == Status.DRAFT


def test_a_preview_is_the_public_page(admin_client: Client, client: Client) -> None:
    event = make.make_event(title_en="Green Ports", introduction_en="<p>About ports.</p>")
    public = client.get(f"/en/events/{event.slug}/").text
    html = admin_client.get(staff(event, "en")).text
    body = public[public.index("<main") :].partition("<footer")[0]
    assert body.count("<p>") == html[html.index("<main") :].partition("<footer")[0].count("<p>")


def test_a_preview_shows_what_is_typed_and_not_saved(admin_client: Client, event: Event) -> None:
    form = read_form(admin_client, address(Event, "change", event.pk))
    page = admin_client.post(staff(event, "en"), {**form, "title_en": "Blue Ports"})
    assert ("<title>Blue Ports" in page.text, Event.objects.get().title_en) == (
        True,
        "Green Ports",
    )


def test_a_preview_leaves_no_word_that_it_was_saved(admin_client: Client, event: Event) -> None:
    form = read_form(admin_client, address(Event, "change", event.pk))
    admin_client.post(staff(event, "en"), form)
    assert "successfully" not in admin_client.get("/admin/").text


def unsaved(model: Any, language: str = "en") -> str:
    kind = ContentType.objects.get_for_model(model)
    return f"{reverse('staff-preview-new', args=[kind.pk])}?language={language}"


@pytest.mark.parametrize(("language", "title"), [("zh-hans", "新港口"), ("en", "New Ports")])
def test_a_preview_shows_what_was_never_saved(
    admin_client: Client, language: str, title: str
) -> None:
    form = read_form(admin_client, address(Page, "add"))
    typed = {"title_zh_hans": "新港口", "title_en": "New Ports", "kind": "news"}
    page = admin_client.post(unsaved(Page, language), {**form, **typed})
    assert (f"<title>{title}" in page.text, Page.objects.exists()) == (True, False)


def test_the_form_of_what_was_never_saved_offers_its_preview(admin_client: Client) -> None:
    assert unsaved(Page) in admin_client.get(address(Page, "add")).text


def test_what_has_no_page_has_no_preview(admin_client: Client) -> None:
    assert admin_client.post(unsaved(Photo)).status_code == 404


def test_a_new_form_with_errors_has_no_preview(admin_client: Client) -> None:
    form = read_form(admin_client, address(Page, "add"))
    assert admin_client.post(unsaved(Page), form).status_code == 422


def test_what_has_expired_is_previewed(admin_client: Client) -> None:
    news = make.make_page(kind="news", expires_at=timezone.now() - timedelta(days=1))
    assert admin_client.get(staff(news, "en")).status_code == 200


@pytest.mark.parametrize("is_new", [True, False])
def test_a_session_s_form_has_a_preview(admin_client: Client, event: Event, is_new: bool) -> None:
    session = make.make_session(event, slug="opening")
    url = address(Session, "add") if is_new else address(Session, "change", session.pk)
    form = admin_client.get(f"{url}?event={event.pk}")
    (action,) = re.findall(r'formaction="([^"]+language=en[^"]*)"', form.text)
    typed = {**form_data(form), "title_en": "Blue Ports", "slug": "", "kind": "closing"}
    page = admin_client.post(unescape(action), typed)
    assert "<title>Blue Ports" in page.text


def test_a_form_with_errors_has_no_preview(admin_client: Client, event: Event) -> None:
    form = read_form(admin_client, address(Event, "change", event.pk))
    titles = {"title_en": "", "title_zh_hans": ""}
    assert admin_client.post(staff(event, "en"), {**form, **titles}).status_code == 422


def test_a_preview_of_what_is_typed_writes_to_no_row_and_locks_none(
    admin_client: Client, event: Event
) -> None:
    form = read_form(admin_client, address(Event, "change", event.pk))
    with CaptureQueriesContext(connection) as queries:
        admin_client.post(staff(event, "en"), {**form, "title_en": "Blue Ports"})
    statements = [query["sql"] for query in queries]
    assert [sql for sql in statements if "FOR UPDATE" in sql or sql.startswith("UPDATE")] == []


def test_a_preview_shows_rows_that_are_changed_new_and_taken_out(
    admin_client: Client, event: Event
) -> None:
    session = make.make_session(event, slug="opening")
    first, second = (make.make_appearance(session, title_en=title) for title in ("One", "Two"))
    person = make.make_person(name_en="Nia Newcomer")
    form = read_form(admin_client, address(Session, "change", session.pk))
    row = {name.replace("-0-", "-2-"): value for name, value in form.items() if "-0-" in name}
    typed = {
        "appearances-TOTAL_FORMS": 3,
        "appearances-0-title_en": "Uno",
        "appearances-1-DELETE": "on",
        "appearances-2-id": "",
        "appearances-2-version_token": "",
        "appearances-2-person": person.pk,
        "appearances-2-title_en": "Tre",
    }
    page = admin_client.post(staff(session, "en"), {**form, **row, **typed}).text
    is_shown = [word in page for word in ("Uno", "Two", "Tre", "Nia Newcomer")]
    assert is_shown == [True, False, True, True]
    assert {first.pk, second.pk} == set(Appearance.objects.values_list("pk", flat=True))


def test_a_photo_that_a_form_deletes_takes_no_cover_along(event: Event) -> None:
    photo = make.make_photo(event)
    event.cover = photo.image.name
    event.save()
    with rolled_back():
        stage(event, hidden=[photo])
        assert Event.objects.get(pk=event.pk).public_cover


def test_a_preview_that_is_refused_names_the_field(admin_client: Client, event: Event) -> None:
    form = read_form(admin_client, address(Event, "change", event.pk))
    page = admin_client.post(staff(event, "en"), {**form, "slug": "no slug!"})
    assert 'class="refusals"' in page.text


def test_a_stranger_has_no_preview(client: Client, event: Event) -> None:
    assert client.get(staff(event, "en")).status_code == 302


def test_links_in_a_preview_stay_in_it(client: Client, event: Event) -> None:
    session = make.make_session(event, title_en="Keynote")
    link = make_link(client, event)
    page = client.get(f"{link}/en/events/{event.slug}/")
    assert f'href="{link}/en/events/{event.slug}/{session.slug}/"' in page.text


def test_a_link_opens_its_record_without_an_account(client: Client, event: Event) -> None:
    page = client.get(
        f"{make_link(client, event)}/", follow=True, headers={"Accept-Language": "zh-CN"}
    )
    assert "<title>绿色港口" in page.text


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Cache-Control", "no-store"),
        ("X-Robots-Tag", "noindex, nofollow"),
        ("Referrer-Policy", "no-referrer"),
    ],
)
def test_a_preview_is_kept_by_nobody(client: Client, event: Event, header: str, value: str) -> None:
    page = client.get(f"{make_link(client, event)}/en/events/{event.slug}/")
    assert page.headers[header] == value


def test_a_link_opens_no_other_record(client: Client, event: Event) -> None:
    other_event = make.make_event(status=Status.DRAFT)
    assert (
        client.get(f"{make_link(client, event)}/en/events/{other_event.slug}/").status_code == 404
    )


@pytest.mark.parametrize(
    "values",
    [
        {"expires_at": timezone.now() - timedelta(minutes=1)},
        {"revoked_at": timezone.now()},
    ],
)
def test_a_link_that_is_over_opens_nothing(
    client: Client, event: Event, values: dict[str, Any]
) -> None:
    page = client.get(f"{make_link(client, event, **values)}/en/events/{event.slug}/")
    assert (page.status_code, "Green Ports" in page.text) == (410, False)


def test_a_forged_seal_opens_nothing(client: Client, event: Event) -> None:
    link = PreviewLink.objects.create(object=event)
    answers = [client.post("/preview/", {"seal": sent}) for sent in (f"{link.token}:x", "", "x")]
    assert [answer.status_code for answer in answers] == [410, 410, 410]


def test_the_cookie_of_one_link_opens_no_other(client: Client, event: Event) -> None:
    opened = make_link(client, event)
    other_link = PreviewLink.objects.create(object=make.make_event(status=Status.DRAFT))
    client.cookies["preview"]["path"] = "/"
    assert client.get(f"/preview/{other_link.pk}/", follow=True).status_code == 410
    assert client.get(f"{opened}/", follow=True).status_code == 200


def test_nothing_opens_without_the_cookie(client: Client, event: Event) -> None:
    link = PreviewLink.objects.create(object=event)
    assert client.get(f"/preview/{link.pk}/en/events/{event.slug}/").status_code == 410


def test_what_opens_a_link_is_in_no_request_s_address(admin_client: Client, event: Event) -> None:
    kind = ContentType.objects.get_for_model(event)
    url = reverse("preview-links", args=[kind.pk, event.pk])
    admin_client.post(url, {"note": "Port office"})
    link = PreviewLink.objects.get()
    assert f"http://testserver/preview/#{seal(link)}" in admin_client.get(url).text


@pytest.mark.parametrize(
    ("days", "life"), [("", 7), ("7", 7), ("30", 30), ("900", 90), ("-1", 7), ("x", 7)]
)
def test_a_link_lives_for_a_week_unless_told(
    admin_client: Client, event: Event, days: str, life: int
) -> None:
    kind = ContentType.objects.get_for_model(event)
    admin_client.post(reverse("preview-links", args=[kind.pk, event.pk]), {"days": days})
    remaining_time = PreviewLink.objects.get().expires_at - timezone.now()
    assert round(remaining_time / timedelta(days=1)) == life


@pytest.mark.parametrize("count", [1, 3])
def test_all_links_are_listed_in_one_place(
    admin_client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        record = make.make_event(title_en=f"Ports {number}", title_zh_hans="")
        PreviewLink.objects.create(object=record, note=f"Office {number}")
    admin_client.get(reverse("preview-links-all"))
    with django_assert_num_queries(4):
        page = admin_client.get(reverse("preview-links-all")).text
    assert all(f"Office {number}" in page for number in range(count))


def test_a_valid_link_is_listed_however_many_follow_it(
    admin_client: Client, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview_links, "MOST_LISTED", 1)
    for note, revoked_at in (("Valid", None), ("Older", timezone.now()), ("Newer", timezone.now())):
        PreviewLink.objects.create(object=event, note=note, revoked_at=revoked_at)
    page = admin_client.get(reverse("preview-links-all")).text
    assert [note in page for note in ("Valid", "Older", "Newer")] == [True, False, True]


def test_a_link_is_revoked_in_the_list_of_all(admin_client: Client, event: Event) -> None:
    link = PreviewLink.objects.create(object=event)
    answer = admin_client.post(reverse("preview-revoke", args=[link.pk]), {"all": "1"})
    link.refresh_from_db()
    assert (answer["Location"], link.is_valid) == (reverse("preview-links-all"), False)


def test_a_preview_writes_and_locks_no_row(
    client: Client, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row that is written, or locked by a writer, has another place in its table meanwhile."""
    places: list[object] = []

    def look(template: str, page: object) -> str:
        places.append(row_places())
        return "<main></main>"

    appearance = session.appearances.earliest("pk")
    link = make_link(client, appearance)
    places_before = row_places()
    monkeypatch.setattr("forum.delivery.page_cache.render_page", look)
    client.get(f"{link}/", follow=True)
    assert places == [places_before]


def row_places() -> list[object]:
    """Return where the rows of events, sessions and appearances lie, locks included."""
    with connection.cursor() as cursor:
        rows: list[object] = []
        for model in (Event, Session, Appearance):
            table = model._meta.db_table
            cursor.execute(f"SELECT id, ctid, xmax FROM public.{table} ORDER BY id")  # noqa: S608
            rows += cursor.fetchall()
        return rows


def test_a_link_to_what_was_taken_offline_opens_nothing(client: Client, event: Event) -> None:
    link = make_link(client, event)
    set_offline(event)
    assert client.get(f"{link}/en/events/{event.slug}/").status_code == 410


@pytest.mark.parametrize("what", ["appearance", "remarks", "session", "person"])
def test_an_office_reads_nothing_of_what_was_taken_offline(
    client: Client, lin: User, what: str
) -> None:
    appearance = make.make_appearance(remarks_en="<p>Hush.</p>")
    link = f"{make_link(client, appearance)}/"
    response_before = client.get(link, follow=True)
    scope = "remarks" if what == "remarks" else "record"
    taken_record = getattr(appearance, what) if what in ("session", "person") else appearance
    take_offline(taken_record, lin, "asked", scope)
    response_after = client.get(link, follow=True)
    assert ("Hush." in response_before.text, response_after.status_code) == (True, 410)


def test_an_office_reads_what_is_put_back(client: Client, lin: User) -> None:
    appearance = make.make_appearance(remarks_en="<p>Hush.</p>")
    take_offline(appearance, lin, "asked")
    put_back(appearance, lin)
    page = client.get(f"{make_link(client, appearance)}/", follow=True)
    assert "Hush." in page.text


@pytest.fixture
def session(event: Event) -> Session:
    session = make.make_session(event, title_en="Keynote")
    for name in ("Lin Lan", "Wang Hai"):
        person = make.make_person(name_en=name, name_zh_hans="")
        make.make_appearance(session, person, remarks_en=f"<p>{name} spoke.</p>")
    return session


def test_an_office_reads_its_own_guest_only(client: Client, session: Session) -> None:
    appearance = session.appearances.get(person=Person.objects.get(name_en="Lin Lan"))
    page = client.get(f"{make_link(client, appearance)}/", follow=True)
    assert ("Lin Lan spoke" in page.text, "Wang Hai" in page.text) == (True, False)


def test_nobody_else_is_withheld_for_it(client: Client, session: Session) -> None:
    appearance = session.appearances.earliest("pk")
    client.get(f"{make_link(client, appearance)}/", follow=True)
    assert list(Appearance.objects.values_list("withheld", flat=True)) == [False, False]


def test_staff_make_a_link(admin_client: Client, event: Event) -> None:
    kind = ContentType.objects.get_for_model(event)
    url = reverse("preview-links", args=[kind.pk, event.pk])
    admin_client.post(url, {"note": "Port office"})
    link = PreviewLink.objects.get()
    assert (link.note, link.is_valid, seal(link) in admin_client.get(url).text) == (
        "Port office",
        True,
        True,
    )


def test_staff_revoke_a_link(admin_client: Client, event: Event) -> None:
    link = PreviewLink.objects.create(object=event)
    admin_client.post(reverse("preview-revoke", args=[link.pk]))
    link.refresh_from_db()
    assert link.is_valid is False


@pytest.fixture
def embargoed(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> Appearance:
    """Return an appearance whose photo is out of the public folder."""
    photo = make.make_photo()
    until = timezone.now() + timedelta(hours=1)
    with django_capture_on_commit_callbacks(execute=True):
        return make.make_appearance(
            make.make_session(photo.event), photo=photo, embargoed_until=until
        )


def pictures(html: str) -> list[str]:
    return re.findall(r'<img[^>]* src="([^"]*/media/[^"]*)"', html)


def test_an_office_sees_a_photo_under_embargo(client: Client, embargoed: Appearance) -> None:
    link = make_link(client, embargoed)
    [address] = pictures(client.get(link, follow=True).text)
    assert address.startswith(f"{link}/media/")
    assert client.get(address).getvalue()[:3] == b"\xff\xd8\xff"


def test_staff_see_a_photo_under_embargo(admin_client: Client, embargoed: Appearance) -> None:
    [address] = pictures(admin_client.get(staff(embargoed, "en")).text)
    assert admin_client.get(address).getvalue()[:3] == b"\xff\xd8\xff"


def test_a_link_hands_out_no_picture_of_others(client: Client, embargoed: Appearance) -> None:
    other_link = make_link(client, make.make_appearance())
    assert client.get(f"{other_link}/media/{embargoed.photo.image.name}").status_code == 404  # type: ignore[union-attr]
