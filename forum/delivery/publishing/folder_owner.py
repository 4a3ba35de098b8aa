"""Whose pages are in the published folder: this host's, another host's, or another site's."""

from typing import Final

from forum.delivery.publishing import files
from forum.models import SiteIdentity

ANOTHER_SITE: Final = (
    "The pages in %s are those of another site than this database: set DATABASE_URL and DATA_DIR "
    "to those of one site, or delete that folder if the other site is no more"
)


def is_of_another_site() -> bool:
    """Tell whether the pages in the folder are those of another site than this database."""
    return not _is_site_of_pages(SiteIdentity.current())


def _is_site_of_pages(identity: SiteIdentity) -> bool:
    return files.read_site() in ("", str(identity))


def owns_folder() -> bool:
    """Tell whether published files are in this host's folder, and not in that of another.

    Whoever settles a change ends the files of one folder: there must be no second one that shows
    what was taken down. A host with a folder of its own makes each page when it is asked for, and
    so does a site that was given another's.
    """
    identity = SiteIdentity.current()
    if not _is_site_of_pages(identity):
        return False
    if not identity.published_folder:
        claim_folder()
        return True
    return identity.published_folder == files.read_mark()


def empty_lost_folder() -> bool:
    """Empty this folder where another host's is the one: nobody ends its files; tell whether.

    That of another site is told too, and left as it is.
    """
    if owns_folder():
        return False
    if files.list_paths() and not is_of_another_site():
        files.delete_all()
    return True


def claim_folder() -> None:
    """Let this host's folder be the one; another's worker empties its own within a second."""
    files.note_site(str(SiteIdentity.current()))
    SiteIdentity._default_manager.update(published_folder=files.read_mark())
