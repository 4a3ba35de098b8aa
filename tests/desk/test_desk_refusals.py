"""What the desk says where it refuses: in the product's words, and with what had been typed."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse
from django.utils import translation

from forum.site.sent_texts import sent_texts
from people.models import User
from sessions_app.models import Event
from tests.support import factories as make

pytestmark = pytest.mark.django_db

languages = pytest.mark.parametrize("language", ["zh-hans", "en"])
TITLE = "港口与走廊"


@pytest.fixture
def strict(admin_user: User) -> Client:
    """An editor whose forms are asked for their token, as a browser's are."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    return client


def form() -> str:
    return reverse("admin:sessions_app_event_change", args=[make.make_event().pk])


@languages
def test_a_form_without_its_cookie_is_refused_in_words(strict: Client, language: str) -> None:
    strict.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    response = strict.post(form(), {"title_zh_hans": TITLE})
    assert (response.status_code, response["Content-Language"], response.context["why"]) == (
        403, language, "cookies",
    )  # fmt: skip


def test_a_form_from_before_another_sign_in_is_refused_in_words(strict: Client) -> None:
    strict.get("/admin/login/")
    strict.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
    response = strict.post(form(), {"csrfmiddlewaretoken": "b" * 32, "title_zh_hans": TITLE})
    assert (response.status_code, response.context["why"]) == (403, "form")


def test_what_was_typed_is_shown_to_be_copied(strict: Client) -> None:
    sent = {
        "title_zh_hans": TITLE,
        "introduction_en": "<p>Two words</p>",
        "organizations-1-printed_name_zh_hans": "海港研究院",
        "organizations-1-printed_name_en": "Harbours",
        "kind": "event",
        "version_token": '{"version": 1, "digests": {}}',
        "organizations-TOTAL_FORMS": "2",
        "new_password1": "a long pass phrase",
    }
    texts = strict.post(form(), sent).context["texts"]
    assert [(text.label, text.text) for text in texts] == [
        ("Title · Chinese", TITLE),
        ("Introduction · English", "Two words"),
        ("Name as printed · Chinese 2", "海港研究院"),
        ("Name as printed · English 2", "Harbours"),
    ]


def test_what_was_typed_is_escaped(strict: Client) -> None:
    page = strict.post(form(), {"title_en": "1 < 2 <script>"}).text
    assert "1 &lt; 2 &lt;script&gt;" in page


def test_the_sign_in_opens_in_a_new_tab(strict: Client) -> None:
    page = strict.post(form(), {"title_zh_hans": TITLE}).text
    assert '<a class="primary" href="/admin/login/" target="_blank" rel="noopener">' in page


def test_it_says_what_to_do_where_the_form_comes_back_empty(strict: Client) -> None:
    page = strict.post("/admin/people/person/add/", {"name_en": "Lin Lan"}).text
    assert ("press “Restore what you typed”" in page, "the form is there" in page) == (True, False)


def test_a_form_sent_after_the_sign_in_ended_is_not_lost(client: Client) -> None:
    response = client.post(form(), {"title_zh_hans": TITLE})
    assert (response.status_code, [text.text for text in response.context["texts"]]) == (
        403,
        [TITLE],
    )


def test_nobody_keeps_a_copy(strict: Client) -> None:
    response = strict.post(form(), {"title_zh_hans": TITLE})
    assert response["Cache-Control"] == "private, no-store"


@languages
def test_a_page_beyond_a_role_says_so(client: Client, language: str) -> None:
    client.force_login(User.objects.create_user("guest", is_staff=True))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    response: Any = client.get(form())
    assert (response.status_code, response["Content-Language"], response.context["why"]) == (
        403, language, "role",
    )  # fmt: skip


def test_it_keeps_the_policy_of_the_desk(client: Client) -> None:
    client.force_login(User.objects.create_user("guest", is_staff=True))
    assert "'unsafe-eval'" in client.get(form())["Content-Security-Policy"]


@languages
def test_an_address_that_leads_nowhere_stays_in_the_desk(
    admin_client: Client, language: str
) -> None:
    admin_client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    response: Any = admin_client.get("/admin/nowhere/")
    assert (response.status_code, response["Content-Language"], response.context["why"]) == (
        404, language, "trouble",
    )  # fmt: skip
    events = reverse("admin:sessions_app_event_changelist")
    assert ("nav-sidebar" in response.text, f'<a href="{events}">' in response.text) == (True, True)


def test_a_record_that_is_not_there_has_the_desk_s_page(admin_client: Client) -> None:
    response = admin_client.get(reverse("find-replace", args=[1]))
    assert (response.status_code, "There is no such page in the desk" in response.text) == (
        404,
        True,
    )


def test_a_public_address_that_leads_nowhere_stays_public(admin_client: Client) -> None:
    assert "nav-sidebar" not in admin_client.get("/en/nowhere/").text


def fail(*_arguments: object, **_named: object) -> None:
    raise RuntimeError("a mistake of ours")


@languages
def test_a_mistake_of_ours_is_told_in_the_desk_with_what_was_typed(
    admin_client: Client, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin_client.raise_request_exception = False
    admin_client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    url = form()
    monkeypatch.setattr(Event, "save", fail)
    monkeypatch.setattr("forum.desk.record_admin.RecordAdmin.get_object", fail)
    response: Any = admin_client.post(url, {"title_zh_hans": TITLE})
    assert (response.status_code, response["Content-Language"], response.context["why"]) == (
        500, language, "trouble",
    )  # fmt: skip
    assert [text.text for text in response.context["texts"]] == [TITLE]


def test_where_the_desk_s_page_fails_as_well_a_plain_one_is_shown(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin_client.raise_request_exception = False
    url = form()
    monkeypatch.setattr("forum.desk.record_admin.RecordAdmin.get_object", fail)
    monkeypatch.setattr("forum.desk.refusals._refusal_page", fail)
    response = admin_client.get(url)
    assert (response.status_code, "is kept in this browser" in response.text) == (500, True)


@override_settings(DATA_UPLOAD_MAX_NUMBER_FIELDS=1)
@pytest.mark.parametrize("is_urlencoded", [False, True])
def test_too_many_fields_are_told_in_the_desk(admin_client: Client, is_urlencoded: bool) -> None:
    fields = {"title_en": "Ports", "title_zh_hans": TITLE}
    form_type = "application/x-www-form-urlencoded"
    response = (
        admin_client.post(form(), urlencode(fields), content_type=form_type)
        if is_urlencoded
        else admin_client.post(form(), fields)
    )
    assert (response.status_code, response.context["why"]) == (413, "trouble")


@languages
@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=10)
def test_a_form_that_is_too_long_says_how_to_save_it(admin_client: Client, language: str) -> None:
    admin_client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    response = admin_client.post(form(), {"title_zh_hans": TITLE})
    words = {"en": "save it in parts", "zh-hans": "分次保存"}[language]
    assert (response.status_code, words in response.text) == (413, True)


@languages
def test_an_address_that_takes_forms_only_says_so(admin_client: Client, language: str) -> None:
    admin_client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    response = admin_client.get(reverse("export-events"))
    words = {"en": "This address only takes forms", "zh-hans": "此地址仅用于提交表单"}[language]
    assert (response.status_code, response["Allow"], words in response.text) == (405, "POST", True)


def test_a_script_of_a_signed_out_page_is_told_in_a_word(client: Client) -> None:
    url = reverse("autosave-keep")
    sent = client.post(url, {"draft": "{}"}, headers={"Sec-Fetch-Dest": "empty"})
    assert (sent.status_code, sent.json()) == (403, {"reason": "signed_out"})


def test_the_note_of_a_correction_is_named_with_its_language(rf: RequestFactory) -> None:
    notes = {"asked_text_zh-hans": "原文误作甲。", "asked_text_en": "It read A; it is B."}
    texts = sent_texts(rf.post("/admin/sessions_app/event/1/publishing/", notes))
    assert [text.label for text in texts] == [
        "The note of a correction · Chinese", "The note of a correction · English",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "label"), [("en", "Title · Chinese 1"), ("zh-hans", "标题 · 中文 1")]
)
def test_a_column_of_a_page_of_several_records_is_named_in_the_reader_s_language(
    rf: RequestFactory, language: str, label: str
) -> None:
    request = rf.post("/admin/nowhere/", {"row-0-title_zh_hans": "绿色港口"})
    with translation.override(language):
        assert [text.label for text in sent_texts(request)] == [label]


def test_the_titles_of_a_next_edition_bear_their_label_and_the_order_of_rows_is_not_shown(
    rf: RequestFactory,
) -> None:
    sent = {
        "title_en_13": "Green Ports",
        "title_zh_hans_13": "绿色港口",
        "row_order": "s39,g108" * 4,
    }
    texts = sent_texts(rf.post("/admin/nowhere/", sent))
    assert [text.label for text in texts] == ["Title · English", "Title · Chinese"]
