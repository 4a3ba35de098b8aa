"""What stands in the menu under one's own name."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext


def links(request: HttpRequest) -> list[dict[str, str]]:
    """Return the pages of one's own account, as the theme lists them."""
    return [{"title": gettext("My account"), "link": reverse("account-profile")}]
