"""What the frame of every page needs: two queries, asked when a template first looks."""

from typing import Final

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from forum.delivery.frame import FRAME
from forum.delivery.statements import PageStatement
from forum.models import SiteSettings

MENU_STATEMENT: Final = PageStatement(menu=FRAME["menu"])


def frame(request: HttpRequest) -> dict[str, object]:
    """Return the site's settings and the pages of its menu."""
    return {
        "site": SimpleLazyObject(SiteSettings.current),
        # The desk renders many templates for an answer, and most show no menu.
        "menu": SimpleLazyObject(lambda: MENU_STATEMENT.ask().read()["menu"]),
    }
