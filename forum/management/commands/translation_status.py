"""manage.py translation_status [EVENT]: how far translations are, and what there is to do."""

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext

from forum.core.content import language_codes
from forum.localization.status import as_data, as_lines, status
from sessions_app.models import Event


class Command(BaseCommand):
    help = (
        "Tell how far the translations of an event are, or those of the whole site: of each record "
        "with something to do, of each kind, and in all; with what there is to translate, in "
        "Chinese characters and in words."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("event", metavar="EVENT", nargs="?", help="The event's slug.")
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument("--language", choices=language_codes(), help="Of what is told.")

    def handle(self, *args: Any, **options: Any) -> None:
        language = options["language"] or translation.get_language() or settings.LANGUAGE_CODE
        with translation.override(language):
            found = status(self._event(options["event"]))
            if options["format"] == "json":
                self.stdout.write(json.dumps(as_data(found), ensure_ascii=False, indent=2))
                return
            for line in as_lines(found):
                self.stdout.write(line)

    def _event(self, slug: str | None) -> Event | None:
        if slug is None:
            return None
        event = Event.objects.filter(slug=slug).first()
        if event is None:
            raise CommandError(
                gettext("There is no event “%(slug)s”; give the last part of its address.")
                % {"slug": slug}
            )
        return event
