"""Write the public site as files: arguments and sentences; ``forum.site.archive`` does the work."""

import os
from argparse import ArgumentParser
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection
from django.http.request import validate_host
from django.utils.translation import gettext, ngettext

from forum.management.localized_command import LocalizedCommand, Options, show_progress, unwritable
from forum.management.output_file import check_output_path, open_whole
from forum.management.record_selection import get_event
from forum.site.archive.errors import SiteArchiveError
from forum.site.archive.ledger import Ledger
from forum.site.archive.making import FORMATS, find_last_change, read_earlier
from forum.site.archive.scope import (
    PROCEEDINGS,
    QUOTE_CARDS,
    ArchiveScope,
    one_event,
    whole_site,
)
from forum.site.archive.walk import SiteWalk
from forum.site.archive.zip_file import identify_archive
from sessions_app.models import Event

HELP = """Write what is public as files that need no server: an event and all it names, or --all.

zip: pages, pictures, feeds and data that open from the disk (index.html); wacz: a web archive for
libraries. --since takes an earlier archive: written is what is new since, and what is no more.
The same content gives the same bytes.
"""


class Command(LocalizedCommand):
    help = HELP
    refusals = (SiteArchiveError,)

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("event", nargs="?", metavar="EVENT", help="The slug: the last part of its address.")
        add("--all", action="store_true", help="The whole site.")
        add("--format", choices=tuple(FORMATS), default="zip", help="Default: zip.")
        add("--since", type=Path, metavar="FILE", help="An earlier archive, of the same.")
        add(
            "--address",
            metavar="URL",
            default=settings.SITE_ADDRESS,
            help="Where the site is: https://forum.example.org. Links that leave the archive lead "
            "there. Otherwise SITE_ADDRESS.",
        )
        add("--without-proceedings", action="store_true", help="Leave the PDFs on the site.")
        add("--without-cards", action="store_true", help="Leave the quote cards on the site.")
        add(
            "--processes",
            type=int,
            default=os.cpu_count() or 1,
            choices=range(1, 65),
            metavar="NUMBER",
            help="How many make pages at once, some 200 MB each; one a processor by default.",
        )
        add("--output", metavar="FILE", help="Where to. Otherwise a name of its own, here.")
        add("--force", action="store_true", help="Write over a file that is there.")

    def run(self, options: Options) -> None:
        slug, ending = options["event"], options["format"]
        if bool(slug) == options["all"]:
            raise CommandError(gettext("Name one event, or the whole site with --all."))
        base = check_address(options["address"])
        path = Path(options["output"] or f"{slug or 'site'}.{ending}")
        check_output_path(path, force=options["force"])
        patterns = {"without_proceedings": PROCEEDINGS, "without_cards": QUOTE_CARDS}
        left_out = tuple(pattern for name, pattern in patterns.items() if options[name])
        try:
            with Ledger() as ledger:
                scope, start = select(slug, left_out)
                # What a transaction has written no other process sees.
                processes = 1 if connection.in_atomic_block else options["processes"]
                walk = SiteWalk(base, scope, ledger, self.tell, processes)
                if options["since"]:
                    identity = identify_archive(ending, walk, start)
                    ledger.remember_earlier(read_earlier(options["since"], identity))
                with open_whole(path) as file:
                    count = FORMATS[ending](file, walk, find_last_change(), start)
        except OSError as error:
            raise CommandError(unwritable(path, error)) from error
        self.report(path, count, walk.absent)

    def tell(self, number: int, met: int, address: str) -> None:
        text = gettext("%(number)d of %(met)d, so far: %(address)s")
        values = {"number": number, "met": met, "address": address}
        show_progress(self.stderr, text % values)

    def report(self, path: Path, count: int, absent: list[str]) -> None:
        show_progress(self.stderr, "")
        for address in absent:
            self.stderr.write(
                gettext("A page leads to %(address)s, which is not there.") % {"address": address}
            )
        text = ngettext("%(count)d file in %(path)s.", "%(count)d files in %(path)s.", count)
        self.stdout.write(text % {"count": count, "path": path})


def select(slug: str | None, without: tuple[str, ...]) -> tuple[ArchiveScope, str]:
    """Return what is archived, and the path below the language of its first page."""
    if slug is None:
        return whole_site(without), ""
    event = get_event(slug)
    if not Event.objects.published().filter(pk=event.pk).exists():
        raise CommandError(
            gettext("“%(event)s” is not public; publish it first.") % {"event": event}
        )
    return one_event(event, without), f"events/{slug}/"


def check_address(address: str) -> str:
    """Return scheme and host of the site; raise CommandError where it answers at none such."""
    url = urlsplit(address.rstrip("/"))
    hosts = settings.ALLOWED_HOSTS
    is_plain = url.scheme in ("http", "https") and url.netloc and not url.path
    if not is_plain:
        raise CommandError(
            gettext("“%(address)s” is no address of a site; write https://forum.example.org.")
            % {"address": address}
        )
    if not validate_host(url.hostname or "", hosts):
        raise CommandError(
            gettext("The site does not answer as %(host)s; ALLOWED_HOSTS has: %(hosts)s.")
            % {"host": url.hostname, "hosts": ", ".join(hosts)}
        )
    return f"{url.scheme}://{url.netloc}"
