"""Commands that deal with published files do so where these are."""

from typing import Final

from django.conf import settings
from django.core.management import CommandError

from forum.delivery.publishing import files, folder_owner, publisher

# Of the pages that could not be made.
MOST_NAMED: Final = 5


def require_own_pages() -> None:
    """Raise CommandError where nothing is published, or the pages here are another site's."""
    if not settings.PUBLISH_ADDRESS:
        raise CommandError("PUBLISH_ADDRESS is empty: nothing is published as files.")
    if folder_owner.is_of_another_site():
        raise CommandError(
            f"{folder_owner.ANOTHER_SITE % settings.PUBLISH_ROOT}. Nothing was changed."
        )


def require_published_folder(*, begins_release: bool = False) -> None:
    """Raise CommandError where nothing is published, or another host's folder is the one.

    Nor, but for what begins with all pages anew, are those of another release to be mixed with
    those of this one.
    """
    require_own_pages()
    if folder_owner.empty_lost_folder():
        raise CommandError(
            "Another host publishes from a folder of its own: run this there, or publish_all here."
        )
    if not (begins_release or files.is_of_release()):
        raise CommandError(
            "Another release, or one with other settings, made the pages: restart the worker, or "
            "run publish_all."
        )


def require_all_made() -> None:
    """Raise CommandError naming some of the pages that could not be made."""
    if failures := publisher.list_failures():
        named = ", ".join(failures[:MOST_NAMED])
        raise CommandError(
            f"{len(failures)} pages could not be made, see the log: {named}. They are tried again "
            "by the worker."
        )
