"""Make the search's entries anew: after a restore, an upgrade, or a load that sent no signals."""

from django.utils.translation import gettext_noop

from forum.core.key_batches import ReportProgress
from forum.management.rebuild_command import RebuildCommand
from forum.models import SearchEntry
from forum.search.index import rebuild


class Command(RebuildCommand):
    help = "Make the entries of the search anew. Safe while the site runs; can be repeated."
    broken = gettext_noop("The search could not be rebuilt (%(reason)s). Run it again.")
    summary = gettext_noop("%(records)d records, %(entries)d entries, %(seconds).1f s.")

    def rebuild(self, report: ReportProgress) -> dict[str, int]:
        records = rebuild(report)
        return {"records": records, "entries": SearchEntry.objects.count()}
