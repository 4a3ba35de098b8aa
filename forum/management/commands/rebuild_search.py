"""Make the search's entries anew: after a restore, an upgrade, or a load that sent no signals."""

from django.utils.translation import gettext_noop

from forum.management.rebuild_command import RebuildCommand, Tell
from forum.models import SearchEntry
from forum.search.index import rebuild


class Command(RebuildCommand):
    help = "Make the entries of the search anew. Safe while the site runs; can be repeated."
    broken = gettext_noop("The search could not be rebuilt (%(reason)s). Run it again.")
    made = gettext_noop("%(records)d records, %(entries)d entries, %(seconds).1f s.")

    def rebuild(self, tell: Tell) -> dict[str, int]:
        records = rebuild(tell)
        return {"records": records, "entries": SearchEntry.objects.count()}
