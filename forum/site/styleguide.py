"""The design system on one page, built from the parts that the site's own pages use.

For development: with DEBUG off there is no such page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from forum.core.colours import contrast
from forum.core.content import Status, language_codes
from forum.core.translated import Translated
from forum.core.visibility import MOMENTS
from forum.delivery.event_page import describe_cover
from forum.delivery.facets import Facet, FacetChoice, Filters
from forum.delivery.frame import UNLISTED, build_plain_frame
from forum.delivery.lists import describe_filters, describe_pages
from forum.delivery.page_texts import PageTexts
from forum.delivery.pictures import portrait
from forum.delivery.programme import PageTurn
from forum.delivery.record_fragments import (
    Data,
    describe_event_row,
    describe_guest,
    describe_person,
    describe_product,
    describe_turn,
)
from forum.delivery.renderer import render_page
from forum.models import KnowledgeProduct
from forum.site.record_lookup import public_page
from people.models import Person
from sessions_app.models import Appearance, Event, Session

# Each colour of text with the grounds that it stands on.
_TEXTS = ("ink", "soft", "accent", "on-tint")
_GROUNDS = ("paper", "tint")
_TINTS = range(1, 7)
_DECLARED = re.compile(r"--([a-z0-9-]+): (#[0-9a-f]{6});")
_MONOGRAMS = (
    ("王", "zh-Hans"), ("李", "zh-Hans"), ("陈", "zh-Hans"),
    ("RB", "en"), ("欧", "zh-Hans"), ("MA", "en"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ColourPair:
    """Text on a ground, with the ratio of their contrast in either scheme."""

    text: str
    ground: str
    light: float
    dark: float


@public_page
def styleguide(request: HttpRequest) -> HttpResponse:
    if not settings.STYLEGUIDE:
        raise Http404
    texts = PageTexts()
    event, original = _event(), _event(title_en="", introduction_en="")
    translation = _event(unofficial_languages=["en"], source_language="zh-hans")
    turns = _turns()
    content = {
        "pairs": _pairs(),
        "event": describe_cover(event, texts),
        "rows": [describe_event_row(row, texts) for row in (event, original)],
        "introductions": [texts.show_prose(row, "introduction") for row in (original, translation)],
        "guests": [*(describe_guest(turn.appearance, texts) for turn in turns), *_portrayed(texts)],
        "monograms": _MONOGRAMS,
        "turns": [describe_turn(turn, "summary", texts) for turn in turns[:2]],
        "product": describe_product(_product(), [], texts),
        "pages": describe_pages(request, Paginator(range(200), 10).page(7)),
        "filters": describe_filters(request, _filters()),
    }
    frame = build_plain_frame(request, texts, "Styleguide")
    page = render_page("styleguide/styleguide.jinja", {**frame, "links": UNLISTED, **content})
    return HttpResponse(page)


def _portrayed(texts: PageTexts) -> Iterator[Data]:
    """Yield somebody with a portrait, where the site has anybody."""
    for person in Person.objects.published().exclude(portrait="")[:1]:
        named = describe_person(person, texts)
        yield {"portrait": portrait(person), "person": named, "held_title": None}


def _pairs() -> list[ColourPair]:
    colours = schemes(Path(str(finders.find("css/tokens.css"))).read_text())
    names = [(text, ground) for text in _TEXTS for ground in _GROUNDS]
    names += [(f"on-tint-{number}", f"tint-{number}") for number in _TINTS]

    def ratio(scheme: str, text: str, ground: str) -> float:
        return round(contrast(colours[scheme][text], colours[scheme][ground]), 2)

    return [ColourPair(*name, ratio("light", *name), ratio("dark", *name)) for name in names]


def _public(**values: object) -> dict[str, object]:
    """Return what makes a record that is stored nowhere look published."""
    values_of_status = {"status": Status.PUBLISHED, **dict.fromkeys(MOMENTS, timezone.now())}
    return {**values_of_status, "ready_languages": language_codes(), **values}


def _event(**values: object) -> Event:
    facts = {
        "slug": "2024-specimen",
        "kind": Event.Kind.SUB_FORUM,
        "title_zh_hans": "数字港口与绿色走廊——区域合作 可持续发展的新机遇",
        "title_en": "Digital Ports and Green Corridors — New Ways of Regional Cooperation",
        "introduction_zh_hans": (
            "<p>论坛以“港口连接世界”为主题，讨论了数字化、低碳航运与“一带一路”合作……"
            "与会嘉宾认为，港口的未来——不只是吞吐量——取决于开放与信任。</p>"
            "<p>法图·海达拉与 UNIDO 的专家在 2024 年发布了研究成果。</p>"
        ),
        "introduction_en": (
            "<p>The sub-forum took “ports connect the world” for its theme and discussed digital "
            "ports, low-carbon shipping — and trust, without which there is no corridor.</p>"
            '<p>In Chinese: <span lang="zh-Hans">“港口连接世界”——开放与信任</span>.</p>'
        ),
        "starts_on": date(2024, 11, 5),
        "ends_on": date(2024, 11, 6),
        "city_zh_hans": "岚湾",
        "city_en": "Lanwan",
        "country": "CN",
    }
    return Event(**_public(**{**facts, **values}))


def _turns() -> list[PageTurn]:
    session = Session(event=_event(), slug="opening", kind=Session.Kind.OPENING, start=time(9))
    people = [
        ("王文岚", "Wang Wenlan", "滨海经济研究院院长", "President, Coastal Economic Institute"),
        ("塞西莉亚·乌加兹·埃斯特拉达", "Cecilia Ugaz Estrada", "国际航运组织总干事代表兼执行干事",
         "Representative of the Director General, Shipping Organization"),
        ("让-皮埃尔·罗伊", "Jean-Pierre Roy", "绿色走廊秘书长", "Secretary General, Corridors"),
        ("欧阳港", "Ouyang Gang", "岚湾港务局副局长（主持工作）", "Acting Director, Port"),
    ]  # fmt: skip
    return [_turn(session, number, *person) for number, person in enumerate(people)]


def _turn(
    session: Session, number: int, zh: str, en: str, title_zh: str, title_en: str
) -> PageTurn:
    person = Person(**_public(slug=f"specimen-{number}", name_zh_hans=zh, name_en=en))
    appearance = Appearance(
        session=session,
        person=person,
        title_zh_hans=title_zh,
        title_en=title_en,
        attendance=Appearance.Attendance.VIDEO if number == 1 else "",
        remarks_zh_hans="<p>港口要“开放”，更要“互信”——这是走廊的根本……</p>",
        remarks_en="<p>Ports must be open, and they must be trusted.</p>",
    )
    return PageTurn(appearance, appearance.anchor, None)


def _product() -> KnowledgeProduct:
    return KnowledgeProduct(
        **_public(
            slug="specimen",
            title_zh_hans="绿色港口政策与实践",
            title_en="Green Ports: Policy and Practice",
            summary_zh_hans="面向港口管理者的在线课程，共六个模块。",
            summary_en="An online course in six modules for those who run ports.",
        )
    )


def _filters() -> Filters:
    years = [
        FacetChoice(str(year), Translated(str(year), "en", "en"), year % 7) for year in (2024, 2023)
    ]
    return Filters([Facet("year", "Year", "2023", years), Facet("q", "Name", "", None)])


def schemes(sheet: str) -> dict[str, dict[str, str]]:
    """Return the colours of tokens.css: light and dark -> name without dashes -> #rrggbb.

    The dark scheme keeps what it does not change.
    """
    light, _, rest = sheet.partition("prefers-color-scheme: dark")
    dark = rest.partition("@media")[0]
    declared = dict(_DECLARED.findall(light))
    return {"light": declared, "dark": declared | dict(_DECLARED.findall(dark))}
