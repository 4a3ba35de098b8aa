"""Published pages out of a backup: those that say what the restored database says, no other."""

import logging
from contextlib import suppress
from pathlib import Path

from forum.delivery.publishing import files, folder_owner, publisher, settling
from forum.models import PageFile, SiteIdentity

logger = logging.getLogger(__name__)


def put_pages_back(copy: Path | None) -> int:
    """Claim the folder and put pages of its copy there; return how many. The worker makes the rest.

    copy: what ``files.list_copied`` named, of the moment of the database's dump; None: nothing of
    it is to be seen. The folder here is empty, and nobody publishes. Until all are there it counts
    as lost: where this is broken off, the next worker makes every page anew.
    """
    is_sound = copy is not None and _is_of_site(copy)
    folder_owner.claim_folder()
    if copy is None or not is_sound:
        publisher.forget_all()
        return 0
    settling.settle_changes()
    settling.end_due_pages()
    rows = PageFile.objects.filter(is_current=True)
    current = set(rows.values_list("path", flat=True))
    try:
        put = _put_back(copy, current)
    except OSError as error:
        logger.warning("Published pages could not be put back, and are made anew: %s", error)
        return 0
    rows.filter(path__in=current - put).update(is_current=False)
    files.note_release(files.describe_release())
    return len(put)


def _put_back(copy: Path, current: set[str]) -> set[str]:
    """Put those pages back that are current; return their addresses. Raises OSError."""
    put, generation = set[str](), files.read_generation()
    pages = (file for tree in ("pages", "due") for file in sorted((copy / tree).rglob("*")))
    for file in pages:
        path = files.address_of(file.relative_to(copy))
        if path not in current or not file.is_file() or file.name.endswith(".headers"):
            continue
        with files.lock_folder(shared=True) as is_let:
            if not is_let or settling.has_changed_since(generation):
                raise BlockingIOError("somebody else publishes.")
            # Of a page that was made anew beside the backup only a part may be there.
            with suppress(FileNotFoundError):
                files.put_back(copy, file)
                put.add(path)
    return put


def _is_of_site(copy: Path) -> bool:
    """Tell whether pages are of the folder that the database knows, and of this release."""
    is_of_database = _read(copy / "mark") == SiteIdentity.current().published_folder
    return is_of_database and _read(copy / "release") == files.describe_release().decode()


def _read(file: Path) -> str:
    return file.read_text() if file.exists() else ""
