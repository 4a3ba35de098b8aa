"""What the frame of every page needs: two queries, asked when a template first looks."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from forum.models import Page, SiteSettings


def frame(request: HttpRequest) -> dict[str, object]:
    """Return the site's settings and the pages of its menu."""
    return {
        "site": SimpleLazyObject(SiteSettings.current),
        # The desk renders many templates for an answer, and most show no menu.
        "menu": SimpleLazyObject(lambda: Page.objects.published().in_menu()),
    }
