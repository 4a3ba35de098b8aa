"""Complete the states of translations and count them anew.

To be run once after an upgrade to the first version that keeps states, instead of a migration of
the data: what was there before is taken for drafts, or for originals in each language, beside the
texts as they are; and after a load that sent no signals, as loaddata does.
"""

from django.utils.translation import gettext_noop

from forum.core.key_batches import ReportProgress
from forum.localization import rebuild as filling
from forum.management.rebuild_command import RebuildCommand


class Command(RebuildCommand):
    help = (
        "Complete the states of translations that came in past a save, and count all of them "
        "anew. Changes no text, version or date. Safe while the site runs; can be repeated."
    )
    broken = gettext_noop("The translations could not be counted (%(reason)s). Run it again.")
    summary = gettext_noop("%(records)d records, %(filled)d of them completed, %(seconds).1f s.")

    def rebuild(self, report: ReportProgress) -> dict[str, int]:
        records, filled = filling.rebuild(report)
        return {"records": records, "filled": filled}
