"""Puts the files of pages in place, and makes those that are missing.

A page is made without any lock. Before its file is put in place, with those locked out who end
files, its keys are stored and it is asked whether anything has changed meanwhile: what changes
later meets the keys, and what changed before is seen here. So no file outlives what it says.
"""

import logging
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from functools import cache
from typing import Final, NamedTuple

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from forum.core.content import language_codes
from forum.delivery.publishing import files, settling
from forum.delivery.publishing.due import find_end
from forum.delivery.publishing.folder_owner import (
    ANOTHER_SITE,
    empty_lost_folder,
    is_of_another_site,
    owns_folder,
)
from forum.delivery.publishing.page_rendering import Rendering, is_book, list_links, render_page
from forum.delivery.publishing.settling import has_changed_since
from forum.models import PageFile, SiteIdentity

logger = logging.getLogger(__name__)

# Pages that are made before it is asked again which are missing.
BATCH: Final = 100
# Seconds after which a page that could not be made is tried again.
RETRY: Final = 60.0
# Addresses of pages that could not be made, and when: the others are not to wait for them.
_failures: Final[dict[str, float]] = {}


class PublishedPage(NamedTuple):
    """A page that was to be made. links: where it leads; is_stored: whether its file is there."""

    links: list[str]
    is_stored: bool


def store_page(rendering: Rendering) -> bool:
    """Put a page in its place, unless something changed or fell due while it was made.

    Nor where another has held the folder for too long; return whether it is as it should be.
    """
    path, content = rendering.path, rendering.content
    if not owns_folder():
        return True
    if not files.is_of_release():
        _tell_of_another_release()
        return True
    _failures.pop(path, None)
    if rendering.has_failed:
        # That says nothing of what there is: it stays missing, and has its turn again.
        _failures[path] = time.monotonic()
        PageFile.objects.filter(path=path).update(failed_at=timezone.now())
        return True
    if content is None:
        with files.lock_folder(shared=False) as is_alone:
            if is_alone:
                PageFile.objects.filter(path=path).delete()
                files.delete_file(path)
        return True
    until = find_end(rendering.keys, asks_day=rendering.asks_day, since=rendering.began)
    # Two who made the same page one after the other: file and keys are always those of one.
    with files.lock_place(path) as is_alone, files.lock_folder(shared=True) as is_let:
        if not (is_alone and is_let):
            return False
        is_over = until is not None and until <= timezone.now()
        is_other = not files.is_of_release() or has_changed_since(rendering.generation)
        is_valid = not is_over and not is_other
        # Current when its file is there: whatever comes between leaves a page that is to be made.
        note_page(rendering, until)
        if is_valid:
            files.write_file(path, content, rendering.headers, until)
            PageFile.objects.filter(path=path).update(is_current=True)
        else:
            files.delete_file(path)
    return is_valid


@cache
def _tell_of_another_release() -> None:
    """Log it once a process: whoever is upgraded next needs no line for each page."""
    logger.warning(
        "No page is stored: another release, or one with other settings, made the pages. Give all "
        "hosts the same, and restart their workers"
    )


def note_page(rendering: Rendering, until: datetime | None) -> None:
    """Store the keys of a page, by which changes find its file."""
    values = {
        "reads": sorted(rendering.keys), "holds_until": until, "is_current": False,
        "failed_at": None,
    }  # fmt: skip
    # Most pages read what they read before: to look costs less than to write.
    if PageFile.objects.filter(path=rendering.path, **values).exists():
        return
    PageFile.objects.bulk_create(
        [PageFile(path=rendering.path, **values)],
        update_conflicts=True,
        unique_fields=["path"],
        update_fields=[*values],
    )


def forget_all() -> None:
    """End every file, but those of another site: after a restore, or for a new address."""
    if is_of_another_site():
        logger.warning(ANOTHER_SITE, settings.PUBLISH_ROOT)
        return
    files.delete_all(_delete_rows, files.describe_release())


def _delete_rows() -> None:
    with suppress(DatabaseError):
        PageFile.objects.all().delete()


def begin_release() -> None:
    """End the pages that another release made, or other settings; they are to be made anew."""
    if is_of_another_site():
        logger.warning(ANOTHER_SITE, settings.PUBLISH_ROOT)
    elif not owns_folder():
        logger.warning("Another host publishes from a folder of its own; publish_all changes that")
    else:
        files.note_site(str(SiteIdentity.current()))
        files.begin_release(lambda: PageFile.objects.update(is_current=False))


def seed_paths() -> list[str]:
    """Return the addresses from which every other is reached."""
    maps = ("/sitemap.xml", "/sitemap-event-datasets.xml", "/sitemap-product-datasets.xml")
    return [*(f"/{code}/" for code in language_codes()), *maps, "/robots.txt"]


def require_pages(paths: Iterable[str]) -> None:
    """Have pages made that are not published yet."""
    PageFile.objects.bulk_create([PageFile(path=path) for path in paths], ignore_conflicts=True)


def publish_missing(tell: Callable[[int, int], None] | None = None) -> int:
    """Make every page that is missing, and those that these lead to; return how many were made.

    What could not be made is tried once: see ``list_failures``.
    tell: is told how many are done, and how many are missing still.
    """
    count = 0
    if empty_lost_folder():
        return count
    require_pages(seed_paths())
    required_paths = set(PageFile.objects.values_list("path", flat=True))
    unmade: set[str] = set()
    if not files.is_of_release():
        _tell_of_another_release()
    while files.is_of_release() and (
        missing := [path for path in list_missing() if path not in unmade]
    ):
        # What changes meanwhile comes before what few ask for.
        for number, path in enumerate(missing[:BATCH]):
            page = publish_page(path)
            links = set(page.links) - required_paths
            require_pages(links)
            required_paths |= links
            if page.is_stored:
                count += 1
            else:
                unmade.add(path)
            if tell:
                tell(count, len(missing) - number - 1 + len(links))
            if is_book(path):
                # It takes a second to set: what has changed meanwhile comes before the next.
                settling.settle_changes()
                break
    return count


def list_missing() -> list[str]:
    """Return the pages to make, those first that most visitors see: homes, lists, events.

    What programs and printers ask for comes after what is read. What could not be made a moment ago
    is left out.
    """
    paths = PageFile.objects.filter(is_current=False).values_list("path", flat=True)
    moment = time.monotonic() - RETRY
    return sorted(
        (path for path in paths if _failures.get(path, moment) <= moment),
        key=lambda path: (is_book(path), not path.endswith("/"), path.count("/"), path),
    )


def list_failures() -> list[str]:
    """Return the pages that this process could not make when it tried last."""
    return sorted(_failures)


def publish_page(path: str, *, anew: bool = False) -> PublishedPage:
    """Make a page and put it in its place.

    anew: though it is there. Else somebody may have made it while this one waited for its turn.
    """
    with files.lock_page(path, patience=5.0) as is_alone:
        content = None if anew else _read_current(path)
        if content is not None:
            _failures.pop(path, None)
        elif is_alone:
            content = _make_page(path)
        else:
            _postpone(path)
    links = [] if is_book(path) else list(list_links(content or b""))
    return PublishedPage(links, content is not None and files.find_file(path) is not None)


def _postpone(path: str) -> None:
    """Let a page be named that another process held, or that changed, and be tried again soon."""
    _failures[path] = time.monotonic() - RETRY


def _read_current(path: str) -> bytes | None:
    """Return what the file of a page says; None where the page is to be made."""
    if not PageFile.objects.filter(path=path, is_current=True).exists():
        return None
    file = files.find_file(path)
    return file.content if file else None


def _make_page(path: str) -> bytes | None:
    # What changed meanwhile is seen by the next attempt; changes without end wait their turn.
    for _attempt in range(3):
        rendering = render_page(path)
        if store_page(rendering):
            break
        settling.settle_changes()
    else:
        _postpone(path)
    return rendering.content
