"""The foot of every page: who stands behind the site, and the filing numbers."""

import pytest
from django.test import Client

from forum.delivery.site_footer import mail_links, public_security_address
from forum.models import SiteSettings
from tests.support.images import png
from tests.support.pages import LANGUAGES, Element, Outline, get

pytestmark = pytest.mark.django_db

FIELDS = {
    "organizer_zh_hans": "滨海论坛秘书处",
    "organizer_en": "Secretariat of the Coast Forum",
    "contact_zh_hans": "电话：010-0000\n邮箱：desk@example.org",
    "contact_en": "Telephone: 010-0000\nE-mail: desk@example.org",
    "footer_zh_hans": "版权所有",
    "footer_en": "All rights reserved",
    "icp_number": "京ICP备00000000号",
    "public_security_number": "京公网安备 11010102000000号",
}
EVERYTHING = {
    "zh-hans": [
        "论坛记录", "滨海论坛秘书处", "电话：010-0000邮箱：desk@example.org", "版权所有",
        "订阅", "活动订阅源", "新闻订阅源",
        "京ICP备00000000号", "京公网安备 11010102000000号",
    ],
    "en": [
        "Forum Record", "Secretariat of the Coast Forum",
        "Telephone: 010-0000E-mail: desk@example.org", "All rights reserved",
        "Subscribe", "Feed of events", "Feed of news",
        "京ICP备00000000号", "京公网安备 11010102000000号",
    ],
}  # fmt: skip


def foot(client: Client, path: str) -> Outline:
    html = get(client, path)
    return Outline(html[html.index('<footer class="site">') : html.index("</footer>") + 9])


def list_texts(outline: Outline) -> list[str]:
    """Return what stands in the footer's paragraphs and list items, one by one."""
    return [element.text.strip() for element in outline.elements if element.tag in ("p", "li")]


def empty(outline: Outline) -> list[Element]:
    return [
        element
        for element in outline.elements
        if element.tag not in ("br", "img") and not element.text.strip()
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_is_filled_in_stands_there(client: Client, language: str) -> None:
    SiteSettings(site_name_zh_hans="论坛记录", site_name_en="Forum Record", **FIELDS).save()
    assert list_texts(foot(client, f"/{language}/people/")) == EVERYTHING[language]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("field", [*FIELDS, "everything"])
def test_an_empty_field_leaves_no_trace(client: Client, language: str, field: str) -> None:
    pair = field.removesuffix("_zh_hans").removesuffix("_en")
    kept = {} if field == "everything" else {k: v for k, v in FIELDS.items() if pair not in k}
    SiteSettings(site_name_zh_hans="论坛记录", site_name_en="Forum Record", **kept).save()
    outline = foot(client, f"/{language}/people/")
    lost = 5 if field == "everything" else 1
    assert (len(list_texts(outline)), empty(outline)) == (len(EVERYTHING[language]) - lost, [])


def test_without_settings_the_footer_names_the_site(client: Client) -> None:
    feeds = ["Subscribe", "Feed of events", "Feed of news"]
    assert list_texts(foot(client, "/en/")) == ["Forum Record", *feeds]


def test_news_by_mail_and_in_wechat_are_offered_where_staff_entered_them(client: Client) -> None:
    SiteSettings(
        mail_subscription="https://mail.example.org/join",
        wechat_account="滨海论坛",
        wechat_code=png(300, 300),
    ).save()
    outline = foot(client, "/en/")
    [code] = outline.all("img")
    [caption] = outline.all("figcaption")
    assert outline.links()[1:] == [
        "/en/feed.xml", "/en/news/feed.xml", "https://mail.example.org/join",
    ]  # fmt: skip
    assert (code["loading"], caption.text) == ("lazy", "WeChat account: 滨海论坛")


def test_a_text_in_one_language_stands_in_its_own(client: Client) -> None:
    SiteSettings(organizer_zh_hans="滨海论坛秘书处").save()
    [organizer] = foot(client, "/en/").all("span")
    assert (organizer["lang"], organizer.text) == ("zh-Hans", "滨海论坛秘书处")


def test_the_filing_numbers_lead_to_the_authorities(client: Client) -> None:
    SiteSettings(**FIELDS).save()
    links = [link for link in foot(client, "/en/").links() if "beian" in link]
    code = "https://beian.mps.gov.cn/#/query/webSearch?code=11010102000000"
    assert links == ["https://beian.miit.gov.cn/", code]


def test_the_emblem_stands_before_its_number(client: Client) -> None:
    SiteSettings(**FIELDS, public_security_emblem=png()).save()
    [emblem] = foot(client, "/en/").all("img")
    assert emblem["src"].startswith("/media/site/")
    assert (emblem["width"], emblem["height"], emblem.attributes["alt"]) == ("20", "20", "")


def test_an_emblem_without_a_number_does_not_show(client: Client) -> None:
    SiteSettings(public_security_emblem=png()).save()
    assert foot(client, "/en/").all("img") == []


@pytest.mark.parametrize(
    ("number", "address"),
    [
        ("沪公网安备 31010102001234号", "#/query/webSearch?code=31010102001234"),
        ("沪公网安备３１０１０１０２００１２３４号", "#/query/webSearch?code=31010102001234"),
        ("申请中", ""),
    ],
)
def test_where_a_public_security_number_leads(number: str, address: str) -> None:
    assert public_security_address(number) == f"https://beian.mps.gov.cn/{address}"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "邮箱：desk@example.org。",
            '邮箱：<a href="mailto:desk@example.org">desk@example.org</a>。',
        ),
        ("<b>a@b", "&lt;b&gt;a@b"),
        ('"@x.org', "&quot;@x.org"),
    ],
)
def test_mail_addresses_are_links(text: str, html: str) -> None:
    assert mail_links(text) == html
