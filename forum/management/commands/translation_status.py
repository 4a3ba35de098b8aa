"""manage.py translation_status [EVENT]: how far translations are, and what there is to do."""

import json
from argparse import ArgumentParser

from django.core.management.base import CommandError
from django.utils.translation import gettext

from forum.localization.status import as_data, as_lines, load_status
from forum.management.localized_command import LocalizedCommand, Options, add_message_language
from sessions_app.models import Event


class Command(LocalizedCommand):
    help = (
        "Tell how far the translations of an event are, or those of the whole site: of each record "
        "with something to do, of each kind, and in all; with what there is to translate, in "
        "Chinese characters and in words."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("event", metavar="EVENT", nargs="?", help="The event's slug.")
        parser.add_argument("--format", choices=["text", "json"], default="text")
        add_message_language(parser)

    def run(self, options: Options) -> None:
        translation_status = load_status(_find_event(options["event"]))
        if options["format"] == "json":
            data = as_data(translation_status)
            self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2))
            return
        for line in as_lines(translation_status):
            self.stdout.write(line)


def _find_event(slug: str | None) -> Event | None:
    if slug is None:
        return None
    event = Event.objects.filter(slug=slug).first()
    if event is None:
        raise CommandError(
            gettext("There is no event “%(slug)s”; give the last part of its address.")
            % {"slug": slug}
        )
    return event
