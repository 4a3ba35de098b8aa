"""Keep a copy of every public page, for the time when the database does not answer."""

import re
from argparse import ArgumentParser
from collections import deque
from typing import Any, Final

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.management.base import BaseCommand
from django.http import HttpResponse
from django.test import RequestFactory

from forum.delivery import standby

_LINK: Final = re.compile(r'href="(/[^"?#]+/)"')


class Command(BaseCommand):
    """Walk from the home pages along every link; what is kept already is only read."""

    help = "Keep a copy of every public page, shown while the database does not answer."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="", help="Default: the first of ALLOWED_HOSTS.")

    def handle(self, *args: Any, **options: Any) -> None:
        if standby.current_generation() is None:
            standby.begin_generation()
        host = options["host"] or settings.ALLOWED_HOSTS[0].lstrip(".")
        count = len(walk_pages(host))
        self.stdout.write(f"{count} pages stand by.")


def walk_pages(host: str) -> list[str]:
    """Ask for every public page that a link leads to; return the paths of those that are there."""
    handler = BaseHandler()
    handler.load_middleware()
    factory = RequestFactory(SERVER_NAME=host, HTTP_HOST=host)
    waiting = deque(f"/{code}/" for code, _name in settings.LANGUAGES)
    seen, paths = set(waiting), []
    while waiting:
        path = waiting.popleft()
        request = factory.get(path, secure=not settings.DEBUG)
        response = handler.get_response(request)
        if response.status_code == 200 and isinstance(response, HttpResponse):
            paths.append(path)
            for link in _LINK.findall(response.content.decode()):
                if link not in seen and standby.is_copied(factory.get(link)):
                    seen.add(link)
                    waiting.append(link)
    return paths
