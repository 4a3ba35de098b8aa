"""What stands on every page: its head, the site's header with the menu, and its footer."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from forum.core.translated import html_lang
from forum.delivery import link_previews, page_head
from forum.delivery.page_texts import PageTexts, Text, plain_text
from forum.delivery.pictures import logo
from forum.models import Page, SiteSettings

type Data = dict[str, Any]


def build_frame(request: HttpRequest, context: Data) -> Data:
    """Return what the frame of a page shows.

    context: its subject, if it is the page of a record, the site's settings and menu, and what its
    head is made of: its programme, organizations, photos and products.
    """
    site, subject = context["site"], context.get("subject")
    context = {**context, "request": request}
    return {
        "lang": html_lang(get_language() or settings.LANGUAGE_CODE),
        "section": request.resolver_match.url_name if request.resolver_match else "",
        "description": link_previews.description(context),
        "links": page_head.head_links(context),
        "card": link_previews.card(context),
        "structured": link_previews.structured(context),
        "first_image": link_previews.first_image(context),
        "languages": page_head.language_links(context),
        "site": describe_site(site),
        "menu": list_menu(context["menu"], subject),
    }


def describe_site(site: SiteSettings) -> Data:
    """Return the site's name and what its footer says, apart from what the page is about."""
    quiet = PageTexts()
    emblem = site.public_security_emblem
    return {
        "name": plain_text(site, "site_name"),
        "home": f"/{get_language()}/",
        "logo": logo(site, height=32) if site.logo else "",
        "organizer": quiet.show(site, "organizer"),
        "contact": quiet.show(site, "contact"),
        "footer": quiet.show(site, "footer"),
        "icp_number": site.icp_number,
        "public_security_number": site.public_security_number,
        "public_security_emblem": emblem.url if emblem else "",
    }


def list_menu(pages: Iterable[Page], subject: Any) -> list[Data]:
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
