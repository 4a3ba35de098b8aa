"""Template tags for what a record's page says about itself: how to cite it, where it is found."""

from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, override

from forum.core import dates, edition_numbers
from forum.core.content import language_codes
from forum.templatetags import translated as tags

register = template.Library()


@register.simple_tag(takes_context=True)
def absolute(context: Context, record: Any) -> str:
    """Return a record's whole address, in the page's language."""
    return str(context["request"].build_absolute_uri(record.get_absolute_url()))


@register.simple_tag(takes_context=True)
def short_address(context: Context, record: Any) -> str:
    """Return a record's address as it is typed: example.org/en/events/2023-ports/."""
    return absolute(context, record).partition("://")[2]


@register.simple_tag(takes_context=True)
def canonical_link(context: Context, record: Any) -> SafeString:
    """Render which page stands for this one: the record's own, where it has its main text."""
    announced = [code for code in language_codes() if record.is_announced_in(code)]
    language = get_language() or ""
    if language not in announced and announced:
        source = record.owner.source_language
        language = source if source in announced else announced[0]
    with override(language):
        return format_html('<link rel="canonical" href="{}">', absolute(context, record))


@register.simple_tag(takes_context=True)
def citation(context: Context, event: Any, organizations: Any, session: Any = None) -> SafeString:
    """Render how to cite a record: hosts, title, forum, place, date, address.

    Chinese after GB/T 7714—2015 for electronic resources, [EB/OL], without the date of access;
    other languages after the Chicago Manual of Style with dates as the United Nations write them.
    session: the one whose page it is; organizations: the event's, in the order of print.
    """
    hosts = [printed_name(role) for role in organizations if role.role == role.Role.HOST]
    title = tags.text(event, "title")
    name = render_include("session_name", session=session) if session else SafeString()
    where = join_parts(
        ", ", [*list_wholes(event), render_include("city", event=event), days_held(event)]
    )
    style = cite_in_chinese if (get_language() or "").startswith("zh") else cite_in_chicago_style
    address = absolute(context, session or event)
    return format_html("{} {}.", style(hosts, title, name), join_parts(". ", [where, address]))


def cite_in_chinese(hosts: list[SafeString], title: SafeString, session: SafeString) -> SafeString:
    """Hosts. Session//Title[EB/OL]."""
    named = join_parts("//", [session, title])
    return format_html("{}[EB/OL].", join_parts(". ", [join_parts(", ", hosts), named]))


def cite_in_chicago_style(
    hosts: list[SafeString], title: SafeString, session: SafeString
) -> SafeString:
    """Hosts. “Title.” Or: Hosts. “Session.” Title,"""
    authors = format_html("{}. ", list_names(hosts)) if hosts else ""
    if session:
        return format_html("{}“{}.” {},", authors, session, title)
    return format_html("{}“{}.”", authors, title)


def list_names(names: list[SafeString]) -> SafeString:
    if len(names) < 2:
        return join_parts("", names)
    return format_html("{} {} {}", join_parts(", ", names[:-1]), gettext("and"), names[-1])


def join_parts(joint: str, parts: list[Any]) -> SafeString:
    return format_html_join(joint, "{}", ((part,) for part in parts if part))


def printed_name(role: Any) -> SafeString:
    has_printed_name = tags.has(role, "printed_name")
    return (
        tags.text(role, "printed_name")
        if has_printed_name
        else tags.text(role.organization, "name")
    )


def list_wholes(event: Any) -> list[Any]:
    """Return the forum that an event belongs to: its parent, else its series and edition."""
    if event.shown_parent:
        return [tags.text(event.shown_parent, "title")]
    if not event.shown_series:
        return []
    number = edition_numbers.edition(event.edition) if event.edition else ""
    # Within the sentence: Coast Forum, sixth edition.
    return [tags.text(event.shown_series, "name"), number[:1].lower() + number[1:]]


def days_held(event: Any) -> SafeString:
    if not event.starts_on:
        return SafeString()
    return format_html('<span class="kept">{}</span>', dates.days(event.starts_on, event.ends_on))


def render_include(name: str, **values: Any) -> SafeString:
    return mark_safe(render_to_string(f"includes/{name}.html", values).strip())  # noqa: S308
