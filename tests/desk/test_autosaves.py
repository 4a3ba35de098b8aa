"""The desk keeps what is typed: the addresses of its script, and what a save or a refusal does."""

import json
from typing import Any

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation

from forum.core.content import Status
from forum.desk.autosaves import list_offers
from forum.models import Autosave, Comment, Term
from people.models import Person, User
from sessions_app.models import Event
from tests.history.test_autosaves import DRAFT, keep, sent, texts
from tests.support import factories as make
from tests.support.admin_forms import get_undrawn, make_settings, read_form

pytestmark = pytest.mark.django_db

MARK = f"{DRAFT}:1"


def post(client: Client, user: User, **values: Any) -> Any:
    data = {"user": user.pk, "draft": json.dumps(sent(**values))}
    return client.post(reverse("autosave-keep"), data)


def form_of(event: Event) -> str:
    return reverse("admin:sessions_app_event_change", args=[event.pk])


def save(client: Client, event: Event, **values: Any) -> HttpResponse:
    data = read_form(client, form_of(event))
    return client.post(form_of(event), {**data, "_autosave": MARK, **values})


def test_a_text_is_kept_with_its_hour(admin_client: Client, admin_user: User) -> None:
    answer = post(admin_client, admin_user).json()
    assert (answer["saved"], len(answer["when"]), texts(admin_user)) == (False, 5, ["Ports"])


def test_a_page_of_somebody_else_keeps_nothing(
    admin_client: Client, admin_user: User, lin: User
) -> None:
    response = post(admin_client, lin)
    assert (response.status_code, Autosave.objects.count()) == (422, 0)


def test_a_text_that_is_too_long_is_refused(admin_client: Client, admin_user: User) -> None:
    long_text = [{"name": "x", "label": "", "values": ["港" * 1_500_000], "texts": []}]
    data = {"user": admin_user.pk, "draft": json.dumps(sent(entries=long_text), ensure_ascii=False)}
    response = admin_client.post(reverse("autosave-keep"), data)
    assert (response.status_code, response.json()["reason"]) == (413, "length")


def test_what_is_no_text_is_refused_in_words(admin_client: Client, admin_user: User) -> None:
    data = {"user": admin_user.pk, "draft": "[" * 2000}
    response = admin_client.post(reverse("autosave-keep"), data)
    assert (response.status_code, response.json()["reason"]) == (400, "form")


def test_whoever_has_signed_out_is_told_so(client: Client, lin: User) -> None:
    assert post(client, lin).status_code == 403


def test_what_was_chosen_for_a_file_waits_no_more_once_it_is_downloaded(
    admin_client: Client, admin_user: User
) -> None:
    keep(admin_user)
    chosen = {"record": f"event.{make.make_event().pk}", "language": "en", "format": "po"}
    chosen |= {"scope": "all", "_autosave": MARK}
    answers = [admin_client.post(reverse("translation-export"), chosen) for _time in range(2)]
    assert [answer["Content-Disposition"][:10] for answer in answers] == ["attachment"] * 2
    assert texts(admin_user) == []


def test_one_is_offered_what_one_typed_on_a_page(
    admin_client: Client, admin_user: User, lin: User
) -> None:
    keep(admin_user)
    keep(admin_user, draft="b" * 32, page="/admin/people/person/add/")
    keep(lin)
    page = "/admin/sessions_app/event/1/change/"
    offers = admin_client.get(reverse("autosave-offers"), {"page": page}).json()["offers"]
    assert [(offer["draft"], offer["entries"]) for offer in offers] == [(DRAFT, sent()["entries"])]


def test_a_save_drops_the_text(admin_client: Client, admin_user: User) -> None:
    event = make.make_event(status=Status.DRAFT)
    keep(admin_user)
    save(admin_client, event, title_en="Ports")
    assert (Event.objects.get().title_en, texts(admin_user)) == ("Ports", [])


def test_a_save_with_a_warning_drops_the_text(admin_client: Client, admin_user: User) -> None:
    make.make_term(text_zh_hans="港口", text_en="port")
    keep(admin_user)
    url = reverse("admin:forum_term_add")
    data = read_form(admin_client, url)
    texts_of_term = {"text_zh_hans": "港口", "text_en": "harbour"}
    admin_client.post(url, {**data, **texts_of_term, "_autosave": MARK})
    assert (Term.objects.count(), texts(admin_user)) == (2, [])


def test_what_is_sent_twice_is_saved_once(admin_client: Client) -> None:
    url = reverse("admin:people_person_add")
    data = {**read_form(admin_client, url), "name_en": "Lin Lan", "_autosave": MARK}
    admin_client.post(url, data)
    response = admin_client.post(url, data, follow=True)
    texts = [str(message) for message in response.context["messages"]]
    assert (Person.objects.count(), texts[-1]) == (1, "This was sent twice, and saved once.")


def test_a_refused_save_keeps_the_text(admin_client: Client, admin_user: User) -> None:
    event = make.make_event(status=Status.DRAFT)
    keep(admin_user)
    response = save(admin_client, event, starts_on_en="", starts_on="never")
    assert (response.status_code, texts(admin_user)) == (200, ["Ports"])


def test_a_refused_form_says_which_texts_it_holds(admin_client: Client) -> None:
    response = save(admin_client, make.make_event(status=Status.DRAFT), starts_on="never")
    assert response.context["autosave"]["carried"] == [MARK]  # type: ignore[attr-defined]


def test_a_conflict_keeps_the_text_until_it_is_settled(
    admin_client: Client, admin_user: User
) -> None:
    event = make.make_event(status=Status.DRAFT)
    data = read_form(admin_client, form_of(event))
    Event.objects.get().save()
    keep(admin_user)
    response = admin_client.post(form_of(event), {**data, "_autosave": MARK, "title_en": "Ports"})
    carried = response.context["carried"]
    assert (response.status_code, ("_autosave", MARK) in carried, texts(admin_user)) == (
        409, True, ["Ports"],
    )  # fmt: skip


def test_the_question_about_a_correction_carries_the_mark(admin_client: Client) -> None:
    event = make.make_event()
    data = {**read_form(admin_client, form_of(event)), "asked_kind": ""}
    response = admin_client.post(form_of(event), {**data, "_autosave": MARK, "title_en": "Ports"})
    assert (response.status_code, ("_autosave", MARK) in response.context["carried"]) == (422, True)


def test_a_preview_keeps_the_text(admin_client: Client, admin_user: User) -> None:
    event = make.make_event(status=Status.DRAFT)
    keep(admin_user)
    data = read_form(admin_client, form_of(event))
    kind = get_undrawn(admin_client, form_of(event)).context_data["content_type_id"]
    url = reverse("staff-preview", args=[kind, event.pk])
    admin_client.post(url, {**data, "_autosave": MARK})
    assert texts(admin_user) == ["Ports"]


def test_the_note_of_a_step_that_was_refused_is_kept(
    admin_client: Client, admin_user: User
) -> None:
    make_settings(reviews=1)
    event = make.make_event(status=Status.DRAFT)
    keep(admin_user)
    url = reverse("admin:sessions_app_event_publishing", args=[event.pk])
    response = admin_client.post(
        url, {"step": "submit", "version_token": "0", "note": "x", "_autosave": MARK}
    )
    assert (response.status_code, texts(admin_user)) == (302, ["Ports"])


def test_a_comment_that_told_nobody_is_stored_all_the_same(
    admin_client: Client, admin_user: User
) -> None:
    event = make.make_event()
    keep(admin_user)
    kind = ContentType.objects.get_for_model(Event).pk
    url = reverse("comment-add", args=[kind, event.pk])
    admin_client.post(url, {"text": "@nobody look", "_autosave": MARK})
    assert (Comment.objects.count(), texts(admin_user)) == (1, [])


def test_what_is_added_in_a_window_of_its_own_is_dropped(
    admin_client: Client, admin_user: User
) -> None:
    keep(admin_user)
    url = reverse("admin:forum_topic_add")
    data = read_form(admin_client, url)
    admin_client.post(
        f"{url}?_popup=1", {**data, "name_en": "Ports", "_popup": "1", "_autosave": MARK}
    )
    assert texts(admin_user) == []


def test_a_save_that_fails_keeps_the_text(
    admin_client: Client, admin_user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make.make_event(status=Status.DRAFT)
    keep(admin_user)
    data = read_form(admin_client, form_of(event))
    admin_client.raise_request_exception = False

    def fail(*arguments: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("forum.desk.autosaves._is_saved", fail)
    response = admin_client.post(form_of(event), {**data, "_autosave": MARK, "title_en": "Ports"})
    stored = Event.objects.get().title_en
    assert (response.status_code, stored, texts(admin_user)) == (500, "Green Ports", ["Ports"])


def test_one_finds_all_that_one_typed(admin_client: Client, admin_user: User, lin: User) -> None:
    keep(admin_user)
    keep(lin, title="Of Lin")
    page = admin_client.get(reverse("autosaves")).content.decode()
    assert ("Ports" in page, "Of Lin" in page) == (True, False)


def test_a_list_is_named_in_the_reader_s_language(admin_client: Client, admin_user: User) -> None:
    keep(admin_user, page="/admin/forum/importupload/", title="Import records")
    keep(admin_user, draft="b" * 32, title="Green Ports")
    with translation.override("zh-hans"):
        titles = [offer.title for offer in list_offers(admin_user)]
    assert titles == ["Green Ports", "导入论坛记录"]


def test_a_text_is_deleted_by_its_author_alone(
    admin_client: Client, admin_user: User, lin: User
) -> None:
    keep(admin_user)
    keep(lin)
    admin_client.post(reverse("autosave-discard"), {"draft": DRAFT})
    assert (texts(admin_user), texts(lin)) == ([], ["Ports"])


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_of_one_and_three(
    admin_client: Client, admin_user: User, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        keep(admin_user, draft=f"{number:032x}")
    admin_client.get(reverse("autosaves"))
    with django_assert_num_queries(3):
        admin_client.get(reverse("autosaves"))


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-hans", "恢复 %s 输入的内容"), ("en", "Restore what you typed at %s")],
)
def test_the_script_speaks_the_language_of_the_desk(
    admin_client: Client, language: str, words: str
) -> None:
    admin_client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    response = admin_client.get(reverse("admin:people_person_add"))
    assert response.context["autosave"]["words"]["restore"] == words


def test_strangers_are_sent_no_settings(client: Client) -> None:
    assert 'id="autosave"' not in client.get("/admin/login/").content.decode()
