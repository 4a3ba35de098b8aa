"""Plain factories: each makes one valid record; what a test cares about is named."""

from datetime import date
from itertools import count
from typing import Any

from django.utils import timezone

from forum.core.content import Content
from forum.core.visibility import MOMENTS
from forum.models import CaptionTemplate, KnowledgeProduct, Page, ProductPart, Term, Topic
from people.models import Organization, Person
from sessions_app.models import (
    Appearance,
    Correction,
    Document,
    Event,
    EventOrganization,
    Photo,
    Series,
    Session,
)

_numbers = count(1)
BOTH = ("zh-hans", "en")


def _content(values: dict[str, Any], word: str) -> dict[str, Any]:
    """Add what makes a record public in both languages, unless the test says otherwise.

    published_at: the moment of every language.
    """
    moment = values.pop("published_at", timezone.now())
    return {
        "slug": f"{word}-{next(_numbers)}",
        "status": Content.Status.PUBLISHED,
        **dict.fromkeys(MOMENTS, moment),
        "ready_languages": list(BOTH),
        **values,
    }


def make_series(**values: Any) -> Series:
    names = {"name_zh_hans": "滨海论坛", "name_en": "Coast Forum"}
    return Series.objects.create(**_content({**names, **values}, "series"))


def make_event(**values: Any) -> Event:
    facts = {
        "title_zh_hans": "绿色港口",
        "title_en": "Green Ports",
        "introduction_zh_hans": "<p>论坛讨论港口。</p>",
        "introduction_en": "<p>The forum is about ports.</p>",
        "starts_on": date(2023, 11, 5),
        "ends_on": date(2023, 11, 5),
    }
    return Event.objects.create(**_content({**facts, **values}, "event"))


def make_session(event: Event | None = None, **values: Any) -> Session:
    facts = {"kind": Session.Kind.OPENING, "slug": f"session-{next(_numbers)}"}
    return Session.objects.create(event=event or make_event(), **{**facts, **values})


def make_person(**values: Any) -> Person:
    names = {"name_zh_hans": "林岚", "name_en": "Lin Lan"}
    return Person.objects.create(**_content({**names, **values}, "person"))


def make_organization(**values: Any) -> Organization:
    names = {"name_zh_hans": "海港研究院", "name_en": "Harbour Institute"}
    return Organization.objects.create(**_content({**names, **values}, "organization"))


def make_appearance(
    session: Session | None = None, person: Person | None = None, **values: Any
) -> Appearance:
    facts = {"title_zh_hans": "海港研究院院长", "title_en": "Director, Harbour Institute"}
    return Appearance.objects.create(
        session=session or make_session(), person=person or make_person(), **{**facts, **values}
    )


def make_role(
    event: Event | None = None, organization: Organization | None = None, **values: Any
) -> EventOrganization:
    return EventOrganization.objects.create(
        event=event or make_event(),
        organization=organization or make_organization(),
        **{"role": EventOrganization.Role.HOST, **values},
    )


def make_photo(event: Event | None = None, **values: Any) -> Photo:
    from tests.support.images import png

    return Photo.objects.create(event=event or make_event(), **{"image": png(), **values})


def make_document(event: Event | None = None, **values: Any) -> Document:
    from django.core.files.base import ContentFile

    facts = {"title_zh_hans": "议程", "file": ContentFile(b"%PDF-1.4", name="agenda.pdf")}
    return Document.objects.create(event=event or make_event(), **{**facts, **values})


def make_correction(event: Event | None = None, **values: Any) -> Correction:
    facts = {"text_zh_hans": "原文误作甲，应为乙。", "text_en": "It read A; it is B."}
    return Correction.objects.create(event=event or make_event(), **{**facts, **values})


def make_product(**values: Any) -> KnowledgeProduct:
    titles = {"title_zh_hans": "港口课程", "title_en": "Course on Ports"}
    return KnowledgeProduct.objects.create(**_content({**titles, **values}, "product"))


def make_product_part(product: KnowledgeProduct | None = None, **values: Any) -> ProductPart:
    facts = {"title_zh_hans": "第一单元", "title_en": "Module 1"}
    return ProductPart.objects.create(product=product or make_product(), **{**facts, **values})


def make_term(**values: Any) -> Term:
    number = next(_numbers)
    texts = {"text_zh_hans": f"园区{number}", "text_en": f"park {number}"}
    return Term.objects.create(**{**texts, **values})


def make_caption_template(**values: Any) -> CaptionTemplate:
    texts = {"text_zh_hans": "{嘉宾}在“{活动}”上", "text_en": "{person} at {event}"}
    name = f"At the event {next(_numbers)}"
    return CaptionTemplate.objects.create(**{"name": name, **texts, **values})


def make_topic(**values: Any) -> Topic:
    return Topic.objects.create(
        **_content({"name_zh_hans": "港口", "name_en": "Ports", **values}, "topic")
    )


def make_page(**values: Any) -> Page:
    texts = {
        "title_zh_hans": "关于本站",
        "title_en": "About",
        "body_zh_hans": "<p>介绍</p>",
        "body_en": "<p>Text</p>",
    }
    return Page.objects.create(**_content({**texts, **values}, "page"))
