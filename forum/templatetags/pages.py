"""Template tags for the frame of a page and for dates."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import get_language, get_language_info

from forum.base import dates
from forum.base.content import WhenNotReady, language_codes
from forum.base.translated import html_lang

register = template.Library()

# Each language in its own words, as a reader looks for it.
_OWN_NAMES = {"zh-hans": "中文"}


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in another language. lang: BCP 47 tag; name: in that language."""

    href: str
    lang: str
    name: str


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> list[LanguageLink]:
    """Return the links of the language switch; a page hidden in a language leads to its home."""
    path, query = _path(context), context["request"].META.get("QUERY_STRING", "")
    rest = f"{path}?{query}" if query else path
    return [
        LanguageLink(f"/{code}/{'' if _hidden(context, code) else rest}", html_lang(code), name)
        for code in language_codes()
        if code != get_language()
        for name in [_OWN_NAMES.get(code) or get_language_info(code)["name_local"]]
    ]


@register.simple_tag(takes_context=True)
def head_links(context: Context) -> SafeString:
    """Render the canonical address and, where the page is announced, its other languages."""
    announced = _announced(context)
    language = get_language() or ""
    canonical = _link("canonical", _absolute(context, _canonical(context, announced)))
    if language not in announced:
        return canonical
    alternates = [
        _link("alternate", _absolute(context, code), html_lang(code)) for code in announced
    ]
    default = _link("alternate", _absolute(context, ""), "x-default")
    return format_html_join("\n", "{}", ((link,) for link in (canonical, *alternates, default)))


def _announced(context: Context) -> list[str]:
    """Return the languages that have the page's main text; lists have it in all."""
    subject = context.get("subject")
    return [code for code in language_codes() if not subject or subject.is_announced_in(code)]


def _canonical(context: Context, announced: list[str]) -> str:
    """Return the language whose address stands for the page: its own, else the original's."""
    language = get_language() or ""
    if language in announced:
        return language
    original = str(context["subject"].owner.source_language)
    return original if original in announced or not announced else announced[0]


def _hidden(context: Context, language: str) -> bool:
    subject = context.get("subject")
    if not subject or language in subject.owner.ready_languages:
        return False
    return bool(subject.owner.when_not_ready == WhenNotReady.HIDE)


def _path(context: Context) -> str:
    """Return the page's path below its language: events/."""
    return str(context["request"].path.lstrip("/").partition("/")[2])


def _absolute(context: Context, language: str) -> str:
    request = context["request"]
    page = request.GET.get("page", "")
    query = f"?page={page}" if page.isascii() and page.isdigit() and page != "1" else ""
    prefix = f"/{language}/" if language else "/"
    return str(request.build_absolute_uri(f"{prefix}{_path(context)}")) + query


def _link(rel: str, href: str, hreflang: str = "") -> SafeString:
    if not hreflang:
        return format_html('<link rel="{}" href="{}">', rel, href)
    return format_html('<link rel="{}" hreflang="{}" href="{}">', rel, hreflang, href)


@register.simple_tag
def days(starts_on: date, ends_on: date | None = None) -> SafeString:
    """Render a day or a range: 5–10 November 2023, each end a <time>; a moment as its day here."""
    if isinstance(starts_on, datetime):
        starts_on = localdate(starts_on)
    found = dates.days(starts_on, ends_on)
    first = _time(found.starts_on.isoformat(), found.first)
    if not found.last:
        return first
    last = _time(found.ends_on.isoformat(), found.last)
    return format_html('<span class="days">{}{}{}</span>', first, found.joint, last)


@register.simple_tag
def times(session: Any) -> SafeString:
    """Render when a session begins and ends: 09:00–10:30."""
    on = session.day or (None if session.event.is_long else session.event.starts_on)
    zone = session.event.time_zone
    shown = [
        _time(dates.machine_time(one, on, zone), dates.clock(one))
        for one in (session.start, session.end)
        if one
    ]
    return format_html_join("–", "{}", ((one,) for one in shown))


@register.simple_tag
def zone(event: Any) -> str:
    """Return the event's time zone in words: Beijing time (UTC+8)."""
    return dates.zone_words(event.time_zone, event.starts_on)


def _time(machine: str, words: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', machine, words)


@register.filter
def language_name(code: str) -> str:
    """Return the name of a language in the page's: zh-hans -> Simplified Chinese."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
