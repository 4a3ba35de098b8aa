"""What stands on every page: its head, the site's header with the menu, and its footer."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from markupsafe import Markup

from forum.core.addressable import page_address
from forum.core.content import Record
from forum.core.record_names import name_of
from forum.core.translated import html_lang
from forum.delivery import link_previews, page_head
from forum.delivery.facets import Filters
from forum.delivery.page_texts import PageTexts, Text, list_in_other_languages, plain_text
from forum.delivery.pictures import logo
from forum.delivery.record_fragments import address_of
from forum.delivery.share_cards import page_site_name
from forum.delivery.statements import PageStatement, Querysets
from forum.delivery.structured_data.pages import LISTS_ABOVE
from forum.delivery.take_away import describe_take_away
from forum.models import Page, SiteSettings, Topic
from forum.models.list_pages import LISTS
from sessions_app.models import Session

type Data = dict[str, Any]

# What every page asks the database for.
FRAME: Final[Querysets] = {
    "menu": lambda: Page.objects.published().in_menu(),
    # As values: the page does not hang on which topic it is, but on the menu, in which they stand.
    "any_topic": lambda: Topic.objects.published().order_by("pk").values("pk")[:1],
    "site": SiteSettings.objects.all,
}
# For pages that show nothing else that is stored, or ask for it by other means.
FRAME_STATEMENT: Final = PageStatement(**FRAME)
# Pages that search engines follow and do not list.
UNLISTED: Final = Markup('<meta name="robots" content="noindex, follow">')


def build_frame(request: HttpRequest, context: Data) -> Data:
    """Return what the frame of a page shows.

    context: its subject, if it is the page of a record, the site's settings and menu, and what its
    head is made of: its programme, organizations, photos and products.
    """
    context = {**context, "request": request}
    return {
        **build_header(context),
        "lang": html_lang(get_language() or settings.LANGUAGE_CODE),
        "description": link_previews.description(context),
        "links": page_head.head_links(context),
        "card": link_previews.card(context),
        "structured": link_previews.structured(context),
        "first_image": link_previews.first_image(context),
        "take_away": describe_take_away(context),
        "running": name_of(context["subject"].owner) if context.get("subject") else None,
    }


def build_list_frame(
    request: HttpRequest,
    records: Mapping[str, list[Any]],
    texts: PageTexts,
    name: str,
    filters: Filters | None = None,
) -> Data:
    """Return what the frame of a list shows. name: of the list; texts: after it was described."""
    context = {**read_frame(records), "filters": filters, "request": request}
    return {
        **build_frame(request, context),
        "title": page_head.list_title(context, name),
        "honest": texts.say_honestly(),
        "running": Text(name),
    }


def build_plain_frame(request: HttpRequest, texts: PageTexts, name: str) -> Data:
    """Return what the frame of a page shows that is about no record. name: of the page."""
    records = FRAME_STATEMENT.ask().read()
    return {**build_list_frame(request, records, texts, name), "running": None}


def build_frame_of_absence(request: HttpRequest, name: str) -> Data:
    """Return the frame of a page that says what is not there. name: what it says."""
    records = FRAME_STATEMENT.ask().read()
    context = {**read_frame(records), "request": request}
    unseen = ("description", "card", "structured", "first_image", "take_away", "running", "honest")
    return {
        **build_header(context),
        **dict.fromkeys(unseen, ""),
        "lang": html_lang(get_language() or settings.LANGUAGE_CODE),
        "links": Markup('<meta name="robots" content="noindex">'),
        "title": page_head.join_title(name, page_site_name(context["site"])),
    }


def read_frame(records: Mapping[str, list[Any]]) -> Data:
    """Return what a statement with ``FRAME`` read for the frame of its page."""
    return {
        "site": find_site(records),
        "menu": records["menu"],
        "has_topics": bool(records["any_topic"]),
    }


def find_site(records: Mapping[str, list[Any]]) -> SiteSettings:
    """Return the settings among a statement's records, else those of a site that stored none."""
    return next(iter(records["site"]), None) or SiteSettings(pk=1)


def build_header(context: Mapping[str, Any]) -> Data:
    """Return what the header of a page shows, and the way that leads to the page."""
    request, subject = context["request"], context.get("subject")
    # The desk's answer to what it does not know bears no name.
    section = (request.resolver_match and request.resolver_match.url_name) or ""
    return {
        "section": section,
        "languages": page_head.language_links(context),
        "site": describe_site(context["site"]),
        "menu": list_menu(context["menu"], subject),
        "list_names": {route: str(page.name) for route, page in LISTS.items()},
        "has_topics": context["has_topics"],
        "menu_lists": list_menu_lists(context),
        "crumbs": list_crumbs(section, subject),
    }


def list_menu_lists(context: Mapping[str, object]) -> list[str]:
    """Return the routes of the lists in the main menu."""
    return [
        route
        for route, page in LISTS.items()
        if page.in_menu and (not page.in_menu_with or context[page.in_menu_with])
    ]


def describe_site(site: SiteSettings, *, everywhere: bool = False) -> Data:
    """Return the site's name and what its footer says, apart from what the page is about.

    everywhere: the footer's texts in all languages, for a page that speaks them all.
    """
    quiet = PageTexts()
    emblem = site.public_security_emblem
    return {
        "others": {
            field: list_in_other_languages(site, field) if everywhere else []
            for field in ("organizer", "contact", "footer")
        },
        "name": plain_text(site, "site_name"),
        "home": f"/{get_language()}/",
        "logo": logo(site, height=32) if site.logo else "",
        "organizer": quiet.show(site, "organizer"),
        "contact": quiet.show(site, "contact"),
        "footer": quiet.show(site, "footer"),
        "icp_number": site.icp_number,
        "public_security_number": site.public_security_number,
        "public_security_emblem": emblem.url if emblem else "",
        "mail_subscription": site.mail_subscription,
        "wechat_account": site.wechat_account,
        "wechat_code": site.wechat_code.url if site.wechat_code else "",
    }


def list_crumbs(section: str, subject: Record | None) -> list[Data]:
    """Return the pages above a record's page, the front page aside.

    Of a session its event too; of another view of a record, such as its figures, the record.
    """
    of_record = section.removesuffix("-parallel").removesuffix("-overview")
    route = LISTS_ABOVE.get(of_record, "")
    if subject is None or not route:
        return []
    above = [subject.event] if isinstance(subject, Session) else []
    records = [*above, subject] if of_record != section else above
    return [
        {"route": route, "href": page_address(route), "name": None},
        *(
            {"route": "", "href": address_of(record), "name": show_name(record)}
            for record in records
        ),
    ]


def show_name(record: Record) -> Text:
    name = name_of(record)
    return Text(name.value, name.lang if name.is_fallback else "")


def list_menu(pages: Iterable[Page], subject: object) -> list[Data]:
    """Return the pages of the menu; a piece of news stands for the list of news."""
    quiet = PageTexts()
    return [
        {
            "is_news": page.kind == Page.Kind.NEWS,
            "href": page.get_absolute_url(),
            "name": quiet.show(page, "title") or Text(""),
            "is_current": page == subject,
        }
        for page in pages
    ]
