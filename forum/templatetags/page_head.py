"""Template tags for the head of a page and its frame."""

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from forum.delivery.frame import build_header, describe_site
from forum.delivery.page_head import fit_title, head_links
from forum.delivery.renderer import render_page

register = template.Library()

register.filter("fit_title", fit_title)
register.simple_tag(head_links, takes_context=True)


@register.simple_tag(takes_context=True)
def page_header(context: Context) -> SafeString:
    """Render the site's header, as pages of the other renderer show it."""
    names: dict[str, object] = {
        name: context.get(name) for name in ("request", "site", "menu", "subject")
    }
    return _render("includes/header.jinja", build_header(names))


@register.simple_tag(takes_context=True)
def page_footer(context: Context, *, everywhere: bool = False) -> SafeString:
    """Render the site's footer. everywhere: in all languages, for a page that speaks them all."""
    return _render(
        "includes/footer.jinja", {"site": describe_site(context["site"], everywhere=everywhere)}
    )


def _render(name: str, data: dict[str, object]) -> SafeString:
    return mark_safe(render_page(name, data))  # noqa: S308 - escaped by its template
