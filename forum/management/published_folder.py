"""Commands that deal with published files do so where these are."""

from django.conf import settings
from django.core.management import CommandError

from forum.delivery.publishing import publisher


def require_published_folder() -> None:
    """Raise CommandError where nothing is published, or another host's folder is the one."""
    if not settings.PUBLISH_ADDRESS:
        raise CommandError("PUBLISH_ADDRESS is empty: nothing is published as files.")
    if publisher.empty_lost_folder():
        raise CommandError(
            "Another host publishes from a folder of its own: run this there, or publish_all here."
        )
