"""Print the proceedings of an event: arguments and sentences. The work is in ``forum.exports``."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext, ngettext, override

from forum.core.content import language_codes
from forum.exports.errors import ExportError
from forum.exports.event_export import BOTH
from forum.exports.proceedings.book import Book
from forum.exports.proceedings.printing import (
    choose_languages,
    compose_draft,
    compose_public,
    list_undescribed_in_public,
    list_undescribed_pictures,
    name_file,
)
from forum.exports.proceedings.typesetting import write_pdf
from forum.management.localized_command import (
    LocalizedCommand,
    Options,
    show_progress,
    unwritable,
)
from forum.management.output_file import check_output_path, open_whole
from forum.management.record_selection import get_event
from sessions_app.models import Event, Session

HELP = """Print the proceedings of an event, its sub-forums included, as an accessible PDF.

What the public may see is printed; --draft prints everything that is not withheld, each page
marked as a draft. Pictures without an alternative text are named, and nothing is printed until
they have one; --anyway prints those that a caption describes and leaves the others out.
"""


class Command(LocalizedCommand):
    help = HELP
    refusals = (ExportError,)

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("event", metavar="EVENT", help="The slug: the last part of the event's address.")
        add(
            "--language",
            choices=(*language_codes(), BOTH),
            default=BOTH,
            help="One language, or both side by side, which is what is printed if it is not given.",
        )
        add("--session", metavar="SLUG", help="Print the remarks of one session alone.")
        add("--draft", action="store_true", help="Print what is not public yet, marked as draft.")
        add("--anyway", action="store_true", help="Print although pictures lack a description.")
        add(
            "--address",
            metavar="URL",
            default=settings.SITE_ADDRESS,
            help="Where the site is, for the permanent address in the colophon: "
            "https://forum.example.org. Otherwise SITE_ADDRESS.",
        )
        add("--output", metavar="FILE", help="Where to. Otherwise a name of its own, here.")
        add("--force", action="store_true", help="Write over a file that is there.")

    def run(self, options: Options) -> None:
        event = get_event(options["event"])
        session = get_session(event, options["session"])
        public_event = None if options["draft"] else find_public_event(event, session, options)
        lacking = (
            list_undescribed_in_public(public_event, session, options["language"])
            if public_event
            else list_undescribed_pictures(event, session)
        )
        if lacking and not options["anyway"]:
            raise CommandError(refuse_undescribed(lacking))
        path = Path(options["output"] or name_file(event, options["language"], session))
        check_output_path(path, force=options["force"])
        try:
            show_progress(self.stderr, gettext("Reading the record …"))
            book = compose(event, public_event, session, options)
            show_progress(self.stderr, gettext("Setting the pages …"))
            content = write_pdf(book)
            show_progress(self.stderr, "")
            with open_whole(path) as file:
                file.write(content)
        except OSError as error:
            raise CommandError(unwritable(path, error)) from error
        self.stdout.write(gettext("Exported to %(path)s.") % {"path": path})


def get_session(event: Event, slug: str | None) -> Session | None:
    if slug is None:
        return None
    session = event.sessions.filter(slug=slug).first()
    if session is None:
        slugs = ", ".join(event.sessions.values_list("slug", flat=True))
        raise CommandError(
            gettext("“%(event)s” has no session “%(slug)s”; it has: %(slugs)s.")
            % {"event": event, "slug": slug, "slugs": slugs or "–"}
        )
    return session


def compose(
    event: Event, public_event: Event | None, session: Session | None, options: Options
) -> Book:
    """Return the book of what is public, or without a public event the draft."""
    language, base = options["language"], options["address"].rstrip("/")
    with override(choose_languages(language).languages[0]):
        address = f"{base}{(session or event).get_absolute_url()}"
        if public_event:
            return compose_public(public_event, language, address, session)
        return compose_draft(event, language, address, session)


def find_public_event(event: Event, session: Session | None, options: Options) -> Event:
    """Return the event as the public sees it; raise CommandError where it sees none such."""
    with override(choose_languages(options["language"]).languages[0]):
        public_event: Event | None = (
            Event.objects.published().with_place_in_series().filter(pk=event.pk).first()
        )
        is_shown = session is None or Session.objects.published().filter(pk=session.pk).exists()
    if public_event and is_shown:
        return public_event
    raise CommandError(
        gettext("“%(event)s” is not public; --draft prints it all the same, marked as a draft.")
        % {"event": event}
    )


def refuse_undescribed(lacking: list[str]) -> str:
    text = ngettext(
        "%(count)d picture has no alternative text: %(names)s. Write it in the admin, or print "
        "with --anyway.",
        "%(count)d pictures have no alternative text: %(names)s. Write them in the admin, or "
        "print with --anyway.",
        len(lacking),
    )
    return text % {"count": len(lacking), "names": "; ".join(lacking)}
