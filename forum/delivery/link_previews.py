"""What others show of a page: its description, its Open Graph card, its JSON-LD."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, gettext_lazy, override, pgettext

from forum.core import dates
from forum.core.addressable import page_address
from forum.core.record_names import name_of
from forum.core.translated import Translated, html_lang, translated
from forum.delivery.facets import in_page_language
from forum.delivery.page_head import announced_languages, canonical_address
from forum.delivery.pictures import large_address
from forum.delivery.share_cards import (
    HEIGHT,
    SIDE,
    WIDTH,
    find_reservation,
    make_event_card,
    make_record_card,
    make_session_card,
    make_site_card,
    page_site_name,
)
from forum.delivery.structured_data.nodes import render_script
from forum.delivery.structured_data.pages import list_page_nodes
from forum.delivery.text_markup import summary
from forum.models.list_pages import LISTS
from sessions_app.models import Event, Session

type Context = Mapping[str, Any]

# Pages without a record: route -> name, description. No sitemap lists the last two.
PAGES_WITHOUT_RECORD = {
    **{route: (page.name, page.description) for route, page in LISTS.items()},
    "api-docs": (
        gettext_lazy("Data for programs"),
        gettext_lazy("What is published, as JSON: addresses, filters, fields and languages."),
    ),
    "search": (
        gettext_lazy("Search"),
        gettext_lazy("Search events, remarks, people, organizations and knowledge products."),
    ),
}
# The fields that tell what a record is about, by its model; the first with text.
ABOUT = {
    "event": "introduction",
    "series": "description",
    "person": "biography",
    "knowledgeproduct": "summary description",
    "page": "body",
}
ARTICLES = ("event", "session", "page", "knowledgeproduct")
LOCALES = {"zh-hans": "zh_CN", "en": "en_GB"}
# What the addresses of a record's code and picture are called by.
RECORD_ROUTES = {
    "series": "series",
    "person": "person",
    "organization": "organization",
    "knowledgeproduct": "product",
    "topic": "topic",
    "page": "page",
}
type Meta = tuple[str, str, Any]


def description(context: Context) -> SafeString:
    """Render the description of any page; a text in another language says which."""
    described = describe_page(context)
    if not described:
        return SafeString()
    lang = format_html(' lang="{}"', described.lang) if described.is_fallback else ""
    return format_html('<meta name="description" content="{}"{}>', described.value, lang)


def card(context: Context) -> SafeString:
    """Render what chat programs and networks show of a link to the page: Open Graph."""
    if not route_name(context):
        return SafeString()
    metas = [*list_words(context), *list_article_times(context), *list_image(context)]
    return format_html_join("\n", '<meta {}="{}" content="{}">', metas)


def structured(context: Context) -> SafeString:
    """Render what the page is about as JSON-LD."""
    page_nodes = (
        list_page_nodes(context, context["request"], route_name(context))
        if route_name(context)
        else []
    )
    return render_script(page_nodes) if page_nodes else SafeString()


def first_image(context: Context) -> SafeString:
    """Render the picture of the page's card, unseen, where the page begins with none of its own.

    WeChat makes the card of a link from the first picture that is at least 300 pixels wide and
    that the page has loaded; logos and portraits are smaller. ``hidden`` keeps it from readers and
    from assistive technology, and the low priority behind everything that is seen.
    """
    subject = context.get("subject")
    # Side by side stand texts alone, and no cover.
    begins = not route_name(context).endswith("parallel") and _begins_with_picture(subject)
    if not subject or begins:
        return SafeString()
    return format_html(
        '<img src="{}" width="{}" height="{}" alt="" fetchpriority="low" hidden>',
        share_path(context, "square"),
        SIDE,
        SIDE,
    )


def _begins_with_picture(subject: Any) -> bool:
    """Tell whether the page shows a picture before all others that is wide enough."""
    image: Any = getattr(subject, "public_portrait", None) or getattr(subject, "public_cover", None)
    return bool(image and image.pixels[0] >= 300)


def route_name(context: Context) -> str:
    match = getattr(context.get("request"), "resolver_match", None)
    return (match.url_name or "") if match else ""


def describe_page(context: Context) -> Translated:
    subject = context.get("subject")
    if subject:
        return describe_record(subject, context)
    if route_name(context) == "home" and (tagline := translated(context["site"], "tagline")):
        return tagline
    return in_page_language(str(texts_of_route(context)[1]))


def texts_of_route(context: Context) -> tuple[Any, Any]:
    """Return name and description of a page without a record; empty ones of another."""
    return PAGES_WITHOUT_RECORD.get(route_name(context), ("", ""))


def describe_record(subject: Any, context: Context) -> Translated:
    """Return what must be known of the whole record, and what it is about.

    That is the beginning of what is written about it, else what its page shows.
    """
    fields = ABOUT.get(subject._meta.model_name, "").split()
    field = next((field for field in fields if translated(subject, field)), None)
    text = translated(subject, field) if field else in_page_language("")
    about = summary(subject, field) if field else describe_contents(subject, context)
    with override(text.language):
        reservation = find_reservation(subject)
    words = " · ".join(filter(None, (reservation, about)))
    return Translated(words, text.language, text.wanted)


def describe_contents(subject: Any, context: Context) -> str:
    """Return a sentence of what a record's page shows, for a record without words about it."""
    names = {"name": name_of(subject).value}
    kind = subject._meta.model_name
    if kind == "session":
        return describe_session(names["name"], context)
    if kind == "event":
        days = str(dates.days(subject.starts_on, subject.ends_on)) if subject.starts_on else ""
        place = translated(subject, "city").value
        return " · ".join(word for word in (names["name"], days, place) if word)
    sentences = {
        "person": gettext("%(name)s: appearances, titles held at the time and remarks."),
        "organization": gettext("%(name)s: its part in the events, its speakers and products."),
        "series": gettext("%(name)s: every edition with its record."),
    }
    return sentences.get(kind, "%(name)s") % names


def describe_session(name: str, context: Context) -> str:
    segment, event = context.get("segment"), context.get("event")
    people = [turn.appearance.person for turn in segment.turns] if segment else []
    between = pgettext("between names", ", ")
    listed = between.join(dict.fromkeys(name_of(person).value for person in people))
    within = f"{name} · {name_of(event).value}" if event else name
    return f"{within} · {listed}" if listed else within


def list_words(context: Context) -> Iterator[Meta]:
    subject, site, language = context.get("subject"), context["site"], get_language() or ""
    title = name_of(subject).value if subject else str(texts_of_route(context)[0])
    yield ("property", "og:site_name", page_site_name(site))
    yield ("property", "og:type", open_graph_type(subject))
    yield ("property", "og:title", title or page_site_name(site))
    yield ("property", "og:url", canonical_address(context))
    yield ("property", "og:locale", open_graph_locale(language))
    for code in announced_languages(context):
        if code != language:
            yield ("property", "og:locale:alternate", open_graph_locale(code))
    if described := describe_page(context):
        yield ("property", "og:description", described.value)


def open_graph_type(subject: Any) -> str:
    kind = subject._meta.model_name if subject else ""
    return {"person": "profile"}.get(kind) or ("article" if kind in ARTICLES else "website")


def open_graph_locale(code: str) -> str:
    return LOCALES.get(code) or html_lang(code).replace("-", "_")


def list_article_times(context: Context) -> Iterator[Meta]:
    subject = context.get("subject")
    if not subject or open_graph_type(subject) != "article":
        return
    # Of a session the event's, which is published as one.
    published, changed = subject.owner.published_at, getattr(subject, "changed_at", None)
    yield ("property", "article:published_time", published.isoformat(timespec="seconds"))
    latest = max(changed or subject.updated, published)
    yield ("property", "article:modified_time", latest.isoformat(timespec="seconds"))


def list_image(context: Context) -> Iterator[Meta]:
    subject = context.get("subject")
    request, portrait = context["request"], getattr(subject, "public_portrait", None)
    if portrait:
        yield from list_picture(
            request.build_absolute_uri(large_address(portrait)), 480, 480, context
        )
        yield ("name", "twitter:card", "summary")
    else:
        address = request.build_absolute_uri(share_path(context))
        yield from list_picture(address, WIDTH, HEIGHT, context)
        yield ("name", "twitter:card", "summary_large_image")


def list_picture(address: str, width: int, height: int, context: Context) -> Iterator[Meta]:
    subject = context.get("subject")
    yield ("property", "og:image", address)
    yield ("property", "og:image:width", width)
    yield ("property", "og:image:height", height)
    alt = name_of(subject).value if subject else page_site_name(context["site"])
    yield ("property", "og:image:alt", alt)


def share_path(context: Context, shape: str = "share") -> str:
    """Return the address of the picture of the record that the page is about, or of the site's."""
    subject, site = context.get("subject"), context["site"]
    match subject:
        case None:
            route, slugs, card = "site-share", [], make_site_card(site)
        case Event():
            route, slugs, card = "share", [subject.slug], make_event_card(subject, site)
        case Session():
            event = subject.event
            route, slugs = "session-share", [event.slug, subject.slug]
            card = make_session_card(subject, event, site)
        case _:
            route, slugs = f"{RECORD_ROUTES[subject._meta.model_name]}-share", [subject.slug]
            card = make_record_card(subject, site)
    return f"{page_address(route, *slugs, shape)}?v={card.key[:12]}"
