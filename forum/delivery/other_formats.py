"""In what other forms a record can be had: links that its page names."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext

from sessions_app.models import Event


class FormatLink(NamedTuple):
    """label: what the file is, its kind in brackets."""

    label: str
    href: str


def list_formats(event: Event) -> list[FormatLink]:
    """Return what a published event can be taken away as."""
    links = [
        FormatLink(gettext("Proceedings (PDF)"), reverse("event-proceedings", args=[event.slug]))
    ]
    if len(event.readable_languages) > 1:
        address = reverse("event-proceedings-both", args=[event.slug])
        links.append(FormatLink(gettext("Proceedings side by side (PDF)"), address))
    return links
