"""Makes the files of pages, ends them when what they read has changed, and compares them.

A page is made without any lock. Before its file is put in place, with those locked out who end
files, its keys are stored and it is asked whether anything has changed meanwhile: what changes
later meets the keys, and what changed before is seen here. So no file outlives what it says.
"""

import logging
import re
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, lru_cache
from threading import Event
from typing import Any, Final, NamedTuple, TypeGuard

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils import timezone, translation
from psycopg.errors import UndefinedTable

from forum.core.content import language_codes
from forum.core.languages import language_of_segment
from forum.database.after_commit import do_on_living_connection
from forum.delivery.publishing import files
from forum.delivery.publishing.changes import find_touched
from forum.delivery.publishing.due import find_end
from forum.delivery.publishing.own_requests import make_own_request
from forum.delivery.publishing.purging import purge_pages
from forum.delivery.publishing.reads import OF_LINKS, PUBLISHED, Reads, list_keys, note_reads
from forum.delivery.publishing.triggers import noted_models
from forum.models import PageChange, PageFile, SiteIdentity
from forum.models.page_files import CHANGES_LIFE
from forum.observability.worker_pulse import count_publishers
from forum.workflow.take_down.pictures import follow_changes

logger = logging.getLogger(__name__)

# More changes at once than this end all pages, which takes no longer than to find out which.
MOST_CHANGES: Final = 2000
# Pages that are made before it is asked again which are missing.
BATCH: Final = 100
# Seconds after which a page that could not be made is tried again.
RETRY: Final = 60.0
# What differs from file to file.
_OWN_HEADERS: Final = (
    "Content-Type", "Content-Disposition", "Cache-Control", "Access-Control-Allow-Origin",
    "X-Robots-Tag", "Vary",
)  # fmt: skip
ANOTHER_SITE: Final = (
    "The pages in %s are those of another site than this database: set DATABASE_URL and DATA_DIR "
    "to those of one site, or delete that folder if the other site is no more"
)
_LINK: Final = re.compile(rb'(?:href|src)="([^"?#]+)|<loc>([^<]+)</loc>')
_WRITES: Final = ("INSERT", "UPDATE", "DELETE")
_WRITTEN: Final = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?')

# Addresses of pages that could not be made, and when: the others are not to wait for them.
_failures: Final[dict[str, float]] = {}
_has_lasting_pages: ContextVar[Event | None] = ContextVar("has lasting pages", default=None)
_is_bypassing: ContextVar[bool] = ContextVar("is bypassing files", default=False)


@dataclass(frozen=True, slots=True)
class Rendering:
    """A page as it was made. content: None where there is no such page, or the site fails to make
    it (answer_code: 500 and more); began: being made.
    """

    path: str
    content: bytes | None
    began: datetime
    headers: dict[str, str] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    asks_day: bool = False
    generation: str = ""
    answer_code: int = 200

    @property
    def has_failed(self) -> bool:
        """Tell whether the page could not be made, which says nothing of what it is."""
        return self.answer_code >= 500


class PublishedPage(NamedTuple):
    """A page that was to be made. links: where it leads; is_stored: whether its file is there."""

    links: list[str]
    is_stored: bool


# --- Making pages -------------------------------------------------------------------------------


def find_route(path: str) -> str:
    """Return the name of the route of an address that is published, "" of any other."""
    try:
        return _find_route(path, *language_codes()) if files.is_plain(path) else ""
    except Resolver404:
        return ""


@lru_cache(maxsize=8192)
def _find_route(path: str, main_language: str, *_others: str) -> str:
    """Return the name of a route; each page leads to some thirty, and most of them to the same.

    Raises Resolver404 where there is none that is published: what anybody may make up without end
    is not remembered.
    """
    segment = path.lstrip("/").partition("/")[0]
    language = segment if language_of_segment(segment) == segment else main_language
    with translation.override(language):
        name = resolve(path).url_name or ""
    if name not in PUBLISHED:
        raise Resolver404
    return name


@contextmanager
def bypassing_files() -> Iterator[None]:
    """Have this thread's requests answered anew: no file is looked for, and none is written."""
    token = _is_bypassing.set(True)
    try:
        yield
    finally:
        _is_bypassing.reset(token)


def is_bypassing_files() -> bool:
    """Tell whether this thread's requests are answered anew."""
    return _is_bypassing.get()


def render_page(path: str) -> Rendering:
    """Make a page as visitors are shown it at the published address."""
    generation, began = files.read_generation(), timezone.now()
    request = make_own_request(settings.PUBLISH_ADDRESS, path)
    with note_reads() as reads, bypassing_files():
        response = _handler().get_response(request)
    route = find_route(path)
    if not route or not is_publishable(response):
        return Rendering(path, None, began, generation=generation, answer_code=response.status_code)
    return make_rendering(path, route, response, reads, generation, began)


def make_rendering(
    path: str, route: str, response: HttpResponse, reads: Reads, generation: str, began: datetime
) -> Rendering:
    """Return a page that was answered. route: of its address; generation: of when it began."""
    headers = {name: response.headers[name] for name in _OWN_HEADERS if name in response.headers}
    keys = list_keys(*find_page_of_face(route, path), reads)
    return Rendering(path, response.content, began, headers, keys, reads.asks_day, generation)


def find_page_of_face(route: str, path: str) -> tuple[str, str]:
    """Return the route and the address of the page whose face an address has; of others theirs."""
    if not route.startswith("typeface"):
        return route, path
    language, _typefaces, _version, rest = path.lstrip("/").split("/", 3)
    page = f"/{language}/{rest[: rest.rfind('/') + 1]}"
    return find_route(page) or route, page


def is_publishable(response: HttpResponseBase) -> TypeGuard[HttpResponse]:
    """Tell whether an answer is one that everybody is given alike."""
    is_whole = isinstance(response, HttpResponse) and response.status_code == 200
    return is_whole and not response.cookies and "no-store" not in response.get("Cache-Control", "")


@cache
def _handler() -> Any:
    handler = BaseHandler()
    handler.load_middleware()
    return handler


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


def has_changed_since(generation: str) -> bool:
    """Tell whether anything has changed since a generation was read; to be asked under the lock."""
    is_another = files.read_generation() != generation
    return is_another or PageChange.objects.filter(is_settled=False).exists()


def list_links(content: bytes) -> Iterator[str]:
    """Yield the addresses that a page, or a map of the site, leads to, if they are published."""
    for href, location in set(_LINK.findall(content)):
        path = (href or location).decode("utf-8", "replace")
        path = path.removeprefix(settings.PUBLISH_ADDRESS)
        route = find_route(path) if path.startswith("/") else None
        if route and route not in OF_LINKS:
            yield path


# --- The folder ---------------------------------------------------------------------------------


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


# --- Ending files -------------------------------------------------------------------------------


def settle_changes() -> int:
    """End the files of all pages that read what has changed; return how many pages these are."""
    if not PageChange.objects.filter(is_settled=False).exists():
        return 0
    if empty_lost_folder():
        if (has_lasting := _has_lasting_pages.get()) and not count_publishers():
            has_lasting.set()
        return 0
    with files.lock_folder(shared=False) as is_alone:
        changes = list(PageChange.objects.filter(is_settled=False))
        if not changes:
            return 0
        # Whatever a row says of its file: none is to outlive what it read.
        pages = PageFile.objects.all()
        if len(changes) <= MOST_CHANGES:
            pages = pages.filter(reads__overlap=sorted(find_touched(changes)))
        stale = list(pages.values_list("path", "is_current"))
        for path, _is_current in stale:
            files.delete_file(path)
        files.begin_generation()
        ended = [path for path, is_current in stale if is_current]
        PageFile.objects.filter(path__in=ended).update(is_current=False)
        if is_alone:
            # Else whoever holds the lock may still write what was before: they are settled again.
            keys = [change.pk for change in changes]
            PageChange.objects.filter(pk__in=keys).update(is_settled=True)
    purge_pages(ended)
    return len(ended)


@contextmanager
def noting_lasting_pages() -> Iterator[Event]:
    """Note whether pages stay of what a block commits: in another host's folder, with no worker."""
    has_lasting = Event()
    token = _has_lasting_pages.set(has_lasting)
    try:
        yield has_lasting
    finally:
        _has_lasting_pages.reset(token)


def end_due_pages() -> int:
    """End the files whose moment has come; they are shown no more already."""
    due = PageFile.objects.filter(is_current=True, holds_until__lte=timezone.now())
    if not due.exists():
        return 0
    with files.lock_folder(shared=False) as is_alone:
        if not is_alone:
            return 0
        # One that a visitor has had made anew meanwhile holds until a later moment, or none.
        paths = list(due.values_list("path", flat=True))
        for path in paths:
            files.delete_file(path)
        count = due.update(is_current=False)
    purge_pages(paths)
    return count


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


def forget_old_changes() -> None:
    """Delete what was noted and dealt with, once the files that it hides are seen to as well."""
    old = PageChange.objects.filter(at__lt=timezone.now() - CHANGES_LIFE)
    if settings.PUBLISH_ADDRESS:
        old = old.filter(is_settled=True)
    while changes := list(old[:MOST_CHANGES]):
        follow_changes(changes)
        PageChange.objects.filter(pk__in=[change.pk for change in changes]).delete()


def follow_writes() -> None:
    """Settle changes when a transaction of this process has changed what pages show.

    Before whoever saved is answered: what they took down is gone with the next request.
    """
    from django.db.backends.signals import connection_created

    connection_created.connect(_watch_writes, dispatch_uid="published pages")
    if connection.connection is not None:
        _watch_writes(connection=connection)


def _watch_writes(connection: Any, **kwargs: object) -> None:
    if _notice_write not in connection.execute_wrappers:
        connection.execute_wrappers.append(_notice_write)


def _notice_write(
    execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any
) -> Any:
    result = execute(sql, params, many, context)
    if settings.PUBLISH_ADDRESS and isinstance(sql, str) and sql.startswith(_WRITES):
        match = _WRITTEN.match(sql)
        if match and match[1] in _noted_tables():
            _settle_on_commit()
    return result


@cache
def _noted_tables() -> frozenset[str]:
    return frozenset(model._meta.db_table for model in noted_models())


def _settle_on_commit() -> None:
    # Once for a transaction, however much it changes.
    if not any(_settle in entry for entry in connection.run_on_commit):
        transaction.on_commit(_settle, robust=True)


def _settle() -> None:
    try:
        do_on_living_connection(lambda: settle_changes())
    except Exception as error:
        if isinstance(error.__cause__, UndefinedTable):
            # Migrations write before the one that lets pages be published.
            return
        # Rather no page than one that tells what is no more.
        logger.exception("What changed cannot be looked up: all published pages end")
        files.lose_all()


# --- The whole site -----------------------------------------------------------------------------


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
                settle_changes()
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


def is_book(path: str) -> bool:
    """Tell whether an address is that of a file to print, which is long in the making."""
    return path.endswith((".pdf", ".docx"))


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
        settle_changes()
    else:
        _postpone(path)
    return rendering.content
