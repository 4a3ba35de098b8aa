"""Template tags for the head of a page, and for its language switch."""

from dataclasses import dataclass

from django import template
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from forum.base.content import WhenNotReady, language_codes
from forum.base.labels import own_name
from forum.base.translated import html_lang

register = template.Library()


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
    others = [code for code in language_codes() if code != get_language()]
    return [
        LanguageLink(
            f"/{code}/{'' if _hidden(context, code) else rest}", html_lang(code), own_name(code)
        )
        for code in others
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
