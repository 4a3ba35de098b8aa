"""Commands that deal with published files do so where these are."""

from typing import Final

from django.conf import settings
from django.core.management import CommandError

from forum.delivery.publishing import publisher

# Of the pages that could not be made.
MOST_NAMED: Final = 5


def require_published_folder() -> None:
    """Raise CommandError where nothing is published, or another host's folder is the one."""
    if not settings.PUBLISH_ADDRESS:
        raise CommandError("PUBLISH_ADDRESS is empty: nothing is published as files.")
    if publisher.empty_lost_folder():
        raise CommandError(
            "Another host publishes from a folder of its own: run this there, or publish_all here."
        )


def require_all_made() -> None:
    """Raise CommandError naming some of the pages that could not be made."""
    if failures := publisher.list_failures():
        named = ", ".join(failures[:MOST_NAMED])
        raise CommandError(
            f"{len(failures)} pages could not be made, see the log: {named}. They are tried again "
            "by the worker."
        )
