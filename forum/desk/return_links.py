"""The ways back from a record's form to the event's page that led there."""

from typing import Final, NamedTuple
from urllib.parse import urlencode

from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from forum.desk.base_admin import Words, key_in

# In the address of a form: the event from one of whose pages it was opened.
FROM_EVENT: Final = "_event"
FROM_GRID: Final = "_grid"


class WayBack(NamedTuple):
    """A link to the page that led to a form."""

    url: str
    words: Words


_PAGES: Final = {
    FROM_EVENT: ("admin:sessions_app_event_change", _("Back to the event")),
    FROM_GRID: ("admin:sessions_app_event_grid", _("Back to the table")),
}


def way_back(request: HttpRequest, record: Model | None) -> WayBack | None:
    """Return the way to the record's row on the event's page that led to its form, if one did.

    record: None for one that is not stored, or no longer.
    """
    for name, event in ways_back_in(request):
        page, words = _PAGES[name]
        return WayBack(f"{reverse(page, args=[event])}#{row_anchor(record)}", words)
    return None


def ways_back_in(request: HttpRequest) -> list[tuple[str, int]]:
    """Return what an address says of the event's page that led there, as (name, key)."""
    keys = ((name, key_in(request.GET.get(name, ""))) for name in _PAGES)
    return [(name, key) for name, key in keys if key]


def keep_way_back(request: HttpRequest, url: str) -> str:
    """Return an address with what the present one says of the event's page that led there."""
    query = urlencode(ways_back_in(request))
    return f"{url}{'&' if '?' in url else '?'}{query}" if query else url


def event_behind(request: HttpRequest) -> int | None:
    """Return the key of the event from one of whose pages a form was opened, if it was."""
    return next((event for _name, event in ways_back_in(request)), None)


def row_anchor(record: Model | None) -> str:
    """Return the place of a record's row on its event's pages; the programme where it has none."""
    return f"{record._meta.model_name}-{record.pk}" if record else "programme"
