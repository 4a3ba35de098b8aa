"""Fill the glossary from people and organizations anew: after a load that sent no signals."""

from django.utils.translation import gettext_noop

from forum.core.key_batches import ReportProgress
from forum.localization.glossary import name_terms
from forum.management.rebuild_command import RebuildCommand


class Command(RebuildCommand):
    help = (
        "Fill the glossary from people and organizations anew. Terms of your own stay, and so do "
        "forbidden spellings and notes. Safe while the site runs; can be repeated."
    )
    broken = gettext_noop("The glossary could not be filled (%(reason)s). Run it again.")
    summary = gettext_noop("%(terms)d terms from people and organizations, %(seconds).1f s.")

    def rebuild(self, report: ReportProgress) -> dict[str, int]:
        return {"terms": name_terms.rebuild_terms(report)}
