"""The head of a page: its title, its addresses in each language, its feeds; the language switch."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any, Final

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from forum.core.content import Content, language_codes
from forum.core.field_labels import own_name
from forum.core.page_memory import memory_of
from forum.core.record_names import name_of
from forum.core.translated import html_lang
from forum.delivery.share_cards import page_site_name

type Context = Mapping[str, Any]

TITLE_LENGTH: Final = 70
# What is shorter says too little: then the part is left out.
LEAST_OF_PART: Final = 20

# The feeds of what a page shows.
FEEDS = {
    "home": ("feed", "news-feed"),
    "events": ("feed",),
    "series": ("series-feed",),
    "news": ("news-feed",),
    "news-item": ("news-feed",),
}


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in another language. lang: BCP 47 tag; name: in that language."""

    href: str
    lang: str
    name: str


def language_links(context: Context) -> list[LanguageLink]:
    """Return the links of the language switch; a page hidden in a language leads to its home."""
    path, query = path_below_language(context), context["request"].META.get("QUERY_STRING", "")
    rest = f"{path}?{query}" if query else path
    codes = [code for code in language_codes() if code != get_language()]
    return [
        LanguageLink(
            f"/{code}/{'' if is_hidden_in(context, code) else rest}",
            html_lang(code),
            own_name(code),
        )
        for code in codes
    ]


def list_title(context: Context, name: str) -> SafeString:
    """Render the <title> of a list: its name, what it is cut down to, the number of its page."""
    filters = context.get("filters")
    chosen = [facet.chosen_label.value for facet in filters.chosen] if filters else []
    number = page_number(context)
    pages = [gettext("Page %(number)s") % {"number": number}] if number else []
    parts = [part for part in (*chosen, name, *pages) if part]
    return join_title(*parts, page_site_name(context["site"]))


def join_title(*parts: str) -> SafeString:
    """Render the <title> of a page, what names it first."""
    return format_html("<title>{}</title>", " · ".join(parts))


def fit_title(element: str) -> SafeString:
    """Return a <title> of as many characters as lists of results show, 70.

    Its parts stand between middle dots, what names the page first: the last are cut, then left out.
    element: a <title> with no attribute but lang.
    """
    start, _end, rest = element.strip().partition(">")
    lang = unescape(start.partition(' lang="')[2].partition('"')[0])
    parts = [" ".join(part.split()) for part in unescape(rest.partition("</")[0]).split(" · ")]
    while len(parts) > 1 and len(" · ".join(parts)) > TITLE_LENGTH:
        *others, last = parts
        room = TITLE_LENGTH - len(" · ".join([*others, ""]))
        parts = [*others, cut_title(last, room)] if room >= LEAST_OF_PART else others
    title = " · ".join(parts)
    if len(title) > TITLE_LENGTH:
        title = cut_title(title, TITLE_LENGTH)
    if not lang:
        return format_html("<title>{}</title>", title)
    return format_html('<title lang="{}">{}</title>', lang, title)


def cut_title(title: str, room: int) -> str:
    """Return as much of a title as has room, whole words where it has spaces."""
    cut = title[: room - 1]
    words = cut if title[room - 1].isspace() else cut.rpartition(" ")[0]
    whole = words if len(words) > room // 2 else cut
    return f"{whole.rstrip(' ,;:—–-·，；：、')}…"


def head_links(context: Context) -> SafeString:
    """Render the canonical address, the page's other languages, and the feeds of what it shows.

    A list that is filtered points to the whole list, and stays out of search engines: the filters'
    combinations are without end.
    """
    links = [link_element("canonical", canonical_address(context)), *list_feeds(context)]
    if is_filtered(context):
        links.append(SafeString('<meta name="robots" content="noindex, follow">'))
    elif get_language() in announced_languages(context):
        links += list_alternates(context)
    return format_html_join("\n", "{}", ((link,) for link in links))


def canonical_address(context: Context) -> str:
    """Return the whole address that stands for the page."""
    return absolute_address(context, canonical_language(context, announced_languages(context)))


def list_alternates(context: Context) -> list[SafeString]:
    languages = [(html_lang(code), code) for code in announced_languages(context)]
    return [
        link_element("alternate", absolute_address(context, code), tag)
        for tag, code in (*languages, ("x-default", ""))
    ]


def list_feeds(context: Context) -> list[SafeString]:
    match = context["request"].resolver_match
    names = FEEDS.get(match.url_name, ()) if match else ()
    return [
        feed_link(context, name, match.kwargs if name == "series-feed" else {}) for name in names
    ]


def feed_link(context: Context, name: str, kwargs: dict[str, object]) -> SafeString:
    titles = {"feed": gettext("Events"), "news-feed": gettext("News")}
    return format_html(
        '<link rel="alternate" type="application/atom+xml" title="{}" href="{}">',
        titles[name] if name in titles else name_of(context["subject"]).value,
        context["request"].build_absolute_uri(reverse(name, kwargs=kwargs)),
    )


def is_filtered(context: Context) -> bool:
    filters = context.get("filters")
    return bool(filters and filters.chosen)


def announced_languages(context: Context) -> list[str]:
    """Return the languages that have the page's main text; lists have it in all."""
    subject = context.get("subject")
    if not subject:
        return language_codes()
    memory = memory_of(subject)
    if memory is None:
        return list_announced(subject)
    if "announced:" not in memory:
        memory["announced:"] = list_announced(subject)
    codes: list[str] = memory["announced:"]
    return codes


def list_announced(subject: Content) -> list[str]:
    return [
        code
        for code in language_codes()
        if subject.is_announced_in(code) and subject.is_public_in(code)
    ]


def canonical_language(context: Context, announced: list[str]) -> str:
    """Return the language whose address stands for the page: its own, else the original's."""
    language = get_language() or ""
    if language in announced:
        return language
    original = str(context["subject"].owner.source_language)
    return original if original in announced or not announced else announced[0]


def is_hidden_in(context: Context, language: str) -> bool:
    """Tell whether the page is not there in a language: its record, or the event, hides in it."""
    subject: Any = context.get("subject")
    return bool(subject) and not subject.is_public_in(language)


def path_below_language(context: Context) -> str:
    """Return the page's path below its language: events/."""
    return str(context["request"].path.lstrip("/").partition("/")[2])


def absolute_address(context: Context, language: str) -> str:
    request = context["request"]
    page = "" if is_filtered(context) else page_number(context)
    query = f"?page={page}" if page else ""
    prefix = f"/{language}/" if language else "/"
    # Both languages side by side are the record once more.
    path = path_below_language(context).removesuffix("parallel/")
    return str(request.build_absolute_uri(f"{prefix}{path}")) + query


def page_number(context: Context) -> str:
    """Return the number of a list's further page, "" on the first."""
    page = str(context["request"].GET.get("page", ""))
    return page if page.isascii() and page.isdigit() and page != "1" else ""


def link_element(rel: str, href: str, hreflang: str = "") -> SafeString:
    if not hreflang:
        return format_html('<link rel="{}" href="{}">', rel, href)
    return format_html('<link rel="{}" hreflang="{}" href="{}">', rel, hreflang, href)
