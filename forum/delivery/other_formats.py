"""In what other forms a record can be had: links that its page names."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext

from forum.exports.schedules.schedule_records import has_hours
from sessions_app.models import Event, Session


class FormatLink(NamedTuple):
    """label: what the file is, its kind in brackets."""

    label: str
    href: str


def list_formats(event: Event, sessions: list[Session]) -> list[FormatLink]:
    """Return what a published event can be taken away as. sessions: its public ones."""
    links = [
        FormatLink(gettext("Proceedings (PDF)"), reverse("event-proceedings", args=[event.slug]))
    ]
    if len(event.readable_languages) > 1:
        address = reverse("event-proceedings-both", args=[event.slug])
        links.append(FormatLink(gettext("Proceedings side by side (PDF)"), address))
    if has_hours(event, sessions):
        links += [
            FormatLink(
                gettext("Programme (schedule.xml)"), reverse("schedule-xml", args=[event.slug])
            ),
            FormatLink(
                gettext("Programme (schedule.json)"), reverse("schedule-json", args=[event.slug])
            ),
        ]
    links += [
        FormatLink(label, reverse("event-citation", args=[event.slug, kind]))
        for kind, label in (
            ("ris", gettext("Reference (RIS)")),
            ("bib", gettext("Reference (BibTeX)")),
            ("json", gettext("Reference (CSL-JSON)")),
        )
    ]
    links.append(FormatLink(gettext("Data for programs"), reverse("api-docs")))
    return links
