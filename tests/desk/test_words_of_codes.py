"""Codes of languages and time zones, and names of roles, in the words of the interface."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from forum.core.field_labels import list_languages
from forum.models import KnowledgeProduct
from forum.models.finding_sentences import finding_sentence
from people.models import User
from sessions_app.models import Appearance, Event
from tests.support import factories as make
from tests.support.admin_forms import form_data, read_form
from tests.support.desk_client import address
from tests.support.staff import make_roles

pytestmark = pytest.mark.django_db


@pytest.fixture
def chinese(admin_client: Client) -> Client:
    admin_client.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hans"
    return admin_client


def saved(client: Client, record: Any, **typed: Any) -> Any:
    url = address(type(record), "change", record.pk)
    return client.post(url, {**read_form(client, url), **typed})


@pytest.mark.parametrize(
    ("kind", "case", "params", "word"),
    [
        ("translation_missing", "", {"language": "en"}, "英文"),
        ("unlisted_person", "", {"name": "", "session": "", "role": "speaker"}, "发言嘉宾"),
    ],
)
def test_findings_name_languages_and_roles_in_words(
    kind: str, case: str, params: dict[str, str], word: str
) -> None:
    with translation.override("zh-hans"):
        assert word in finding_sentence(kind, case, params)


def test_a_time_zone_is_chosen_in_words(chinese: Client) -> None:
    page = chinese.get(address(Event, "change", make.make_event().pk)).text
    assert '<option value="Asia/Shanghai" selected>中国 · 上海 (UTC+8)</option>' in page


def test_a_zone_that_is_not_offered_stays(chinese: Client) -> None:
    event = make.make_event(time_zone="Etc/GMT+3")
    page = chinese.get(address(Event, "change", event.pk)).text
    assert '<option value="Etc/GMT+3" selected>' in page
    saved(chinese, event, title_en="Blue Ports")
    assert Event.objects.get().time_zone == "Etc/GMT+3"


def test_what_is_no_zone_is_refused(chinese: Client) -> None:
    response = saved(chinese, make.make_event(), time_zone="Nowhere")
    assert list(response.context["adminform"].form.errors) == ["time_zone"]


def test_a_spoken_language_is_chosen_in_words(chinese: Client) -> None:
    appearance = make.make_appearance(language_spoken="fr")
    page = chinese.get(address(Appearance, "change", appearance.pk)).text
    assert '<option value="fr" selected>法语</option>' in page


def test_languages_of_a_product_are_typed_by_their_names(chinese: Client) -> None:
    product = make.make_product(languages=["zh", "tlh"])
    page = chinese.get(address(KnowledgeProduct, "change", product.pk))
    with translation.override("zh-hans"):
        data = form_data(page)
    saved(chinese, product, languages="中文\ntlh\n法语\nEnglish\nFrançais")
    assert data["languages"] == "中文\ntlh"
    assert KnowledgeProduct.objects.get().languages == ["zh", "tlh", "fr", "en"]


def test_a_language_that_nobody_knows_is_refused(chinese: Client) -> None:
    response = saved(chinese, make.make_product(), languages="中文\n火星语")
    words = (
        "“火星语”不是可识别的语言。请按以下写法填写："
        "中文 · 英文 · 阿拉伯语 · 西班牙语 · 法语 · 俄语。"
    )
    assert (words in response.text, KnowledgeProduct.objects.get().languages) == (True, [])


def test_no_chinese_name_of_a_language_is_english() -> None:
    with translation.override("zh-hans"):
        assert [words for _code, words in list_languages() if re.search("[A-Za-z]", words)] == []


def test_roles_of_the_filter_are_in_words(chinese: Client) -> None:
    make_roles()
    page = chinese.get(address(User, "changelist")).text
    assert ("英文翻译" in page, "English translator" in page) == (True, False)


@pytest.mark.parametrize("codes", [["nn", "ckb"], ["pt-br", "zh-hant"], ["fr-CA", "pt-BR"]])
def test_untouched_languages_of_a_product_stay(admin_client: Client, codes: list[str]) -> None:
    product = make.make_product(languages=codes)
    saved(admin_client, product, title_en="Tides")
    product.refresh_from_db()
    assert (product.title_en, product.languages) == ("Tides", codes)
