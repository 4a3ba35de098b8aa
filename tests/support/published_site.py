"""A whole small site, published: records in every state, and what reading each page says."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any
from unittest.mock import patch

from django.conf import settings
from django.utils import timezone

from forum.core.content import Status
from forum.core.record_tree import record_models
from forum.delivery.publishing import files, page_rendering, publisher, settling
from forum.delivery.publishing.own_requests import make_own_request
from forum.delivery.publishing.page_rendering import list_links
from forum.models import PageFile
from tests.support import factories as make
from tests.support.pages import make_file

ADDRESS = "http://testserver"
# What is made of a record and nothing else, and all but the first of what reads the same tables.
_LEFT_OUT = re.compile(
    "/zh-hans/|/cite|qr.svg|schedule|/en/api/|/[a-z]+/parallel/|pdf$|docx$|/(chen|wang)/events.ics"
    "|/rails/agenda.ics"
)


def make_records() -> dict[str, Any]:
    """Make a site in which everything that can be joined is; return its records by name.

    Drafts, what is withheld and what is joined to them are there to become public.
    """
    draft = {"status": Status.DRAFT}
    remarks = {"remarks_zh_hans": "<p>港口很好。</p>", "remarks_en": "<p>Ports are good.</p>"}
    coast = make.make_series(slug="coast")
    river = make.make_series(slug="river", name_en="River Forum", **draft)
    press = make.make_organization(slug="press", name_en="Press")
    institute = make.make_organization(slug="institute")
    bureau = make.make_organization(slug="bureau", name_en="Bureau", **draft)
    expo = make.make_event(slug="expo", title_en="Expo", series=river, starts_on=None, ends_on=None)
    ports = make.make_event(
        slug="ports", title_zh_hans="海港论坛", series=coast, parent=expo, accent="#1f4e79",
        starts_on=date(2021, 3, 4), ends_on=date(2021, 3, 4),
    )  # fmt: skip
    rails = make.make_event(
        slug="rails", title_en="Rails", series=coast, starts_on=date(2022, 5, 1),
        ends_on=date(2022, 5, 2),
    )  # fmt: skip
    hidden = make.make_event(
        slug="hidden",
        title_zh_hans="内部",
        title_en="Hidden",
        series=coast,
        parent=expo,
        previous_edition=None,
        **draft,
    )
    lin = make.make_person(slug="lin", name_en="Lin", organization=institute)
    wang = make.make_person(slug="wang", name_en="Wang")
    zhao = make.make_person(slug="zhao", name_en="Zhao", organization=institute, **draft)
    chen = make.make_person(slug="chen", name_en="Chen", organization=bureau)
    opening = make.make_session(ports, slug="opening", start=time(9), end=time(10))
    closing = make.make_session(ports, slug="closing", title_en="Closing", withheld=True)
    unseen = make.make_session(hidden, slug="unseen", title_en="Unseen")
    track = make.make_session(rails, slug="track", title_en="Track")
    picture, cover = make.make_photo(ports, session=opening), make.make_photo(ports)
    away = make.make_photo(ports, withheld=True)
    talk = make.make_appearance(opening, lin, organization=institute, photo=picture, **remarks)
    silent = make.make_appearance(opening, zhao, organization=bureau)
    kept_back = make.make_appearance(closing, wang, organization=press, **remarks)
    future = make.make_appearance(unseen, chen, organization=press, **remarks)
    former = make.make_appearance(track, wang, title_en="Engineer")
    withheld = make.make_appearance(track, lin, withheld=True)
    course = make.make_product(
        slug="course", launched_in=opening, file=make_file("course.pdf", b"%PDF-1.4")
    )
    course.launched_by.add(talk)
    course.publishers.add(institute)
    secret = make.make_product(slug="secret", title_en="Secret", launched_in=unseen)
    secret.launched_by.add(future)
    secret.publishers.add(press)
    later = make.make_product(slug="later", title_en="Later", launched_in=closing, **draft)
    harbours = make.make_topic(slug="harbours")
    canals = make.make_topic(slug="canals", name_en="Canals", **draft)
    course.topics.add(harbours, canals)
    canals.events.add(ports)
    canals.appearances.add(former)
    harbours.sessions.add(opening)
    harbours.appearances.add(talk)
    harbours.sessions.add(unseen)
    course.cited_appearances.add(talk)
    secret.cited_events.add(ports)
    later.cited_products.add(course)
    opened = make.make_page(slug="opened", title_en="Opened", kind="news")
    upcoming = make.make_page(slug="upcoming", title_en="Next", kind="news", **draft)
    for news in (opened, upcoming):
        news.events.add(ports)
        news.people.add(lin, zhao)
        news.organizations.add(institute)
        news.products.add(course)
    return {
        "coast": coast, "river": river, "press": press, "institute": institute, "bureau": bureau,
        "expo": expo, "ports": ports, "rails": rails, "hidden": hidden, "lin": lin, "wang": wang,
        "zhao": zhao, "chen": chen, "opening": opening, "closing": closing, "unseen": unseen,
        "track": track, "picture": picture, "cover": cover, "away": away, "talk": talk,
        "silent": silent, "kept_back": kept_back, "future": future, "former": former,
        "withheld": withheld, "course": course, "secret": secret, "later": later,
        "harbours": harbours, "canals": canals,
        "host": make.make_role(ports, institute),
        "helper": make.make_role(ports, bureau, role="co_organizer"),
        "paper": make.make_document(ports, session=opening),
        "handout": make.make_document(ports, title_en="Handout", appearance=talk),
        "slip": make.make_correction(ports),
        "module": make.make_product_part(course),
        "about": make.make_page(slug="about", menu_position=1),
        "terms": make.make_page(slug="terms", title_en="Terms"),
        "imprint": make.make_page(slug="imprint", title_en="Imprint", menu_position=2, **draft),
        "opened": opened,
        "closed": make.make_page(slug="closed", title_en="Closed", kind="news"),
        "upcoming": upcoming,
    }  # fmt: skip


def let_time_pass() -> None:
    """Let all have been saved a while ago: maps and feeds tell of what is saved from now on."""
    then = timezone.now() - timedelta(days=9)
    for model in record_models():
        model._base_manager.update(created=then, updated=then)


class RecordsByName(dict[str, Any]):
    """Records by name, each as it is when it is asked for first."""

    def __init__(self, keys: dict[str, tuple[Any, int]]) -> None:
        super().__init__()
        self.keys_by_name = keys

    def __missing__(self, name: str) -> Any:
        model, pk = self.keys_by_name[name]
        record = self[name] = model.objects.get(pk=pk)
        return record


@dataclass
class PublishedSite:
    """The pages of a site as they were published. pages: path -> what it says."""

    keys: dict[str, tuple[Any, int]]
    pages: dict[str, bytes | None] = field(default_factory=dict)

    @property
    def records(self) -> "RecordsByName":
        """The records as they are now, by name."""
        return RecordsByName(self.keys)

    def copy(self) -> "PublishedSite":
        """Return the same site, which may be published again."""
        return PublishedSite(self.keys, dict(self.pages))

    def publish(self) -> None:
        """Publish the site in English, without what says nothing that others do not."""
        settling.settle_changes()
        with patch.object(publisher, "list_links", list_english_links):
            ended = list_ended()
            publisher.publish_missing()
        for path in PageFile.objects.values_list("path", flat=True):
            if path in ended or path not in self.pages:
                # What was undone of an earlier test has left no file, or one of its own.
                file = files.find_file(path) if path in ended else None
                self.pages[path] = file.content if file else read_page(path)

    def read_again(self, paths: Iterable[str]) -> None:
        """Take for granted what some of its pages say now."""
        self.pages |= {path: read_page(path) for path in self.pages.keys() & paths}

    def list_missed(self, ended: set[str] | None = None) -> set[str]:
        """Return the pages that say something else though their files stayed.

        ended: those whose files were ended, by now unless told.
        """
        settling.settle_changes()
        ended = list_ended() if ended is None else ended
        return self.list_altered(self.pages.keys() - ended)

    def count_vain(self) -> int:
        """Return how many pages that people read were ended though they say what they said.

        Maps, feeds and calendars, which are made of the same records, are not counted.
        """
        settling.settle_changes()
        ended = {path for path in self.pages.keys() & list_ended() if path.endswith("/")}
        return len(ended - self.list_altered(ended))

    def list_altered(self, paths: Iterable[str]) -> set[str]:
        """Return those of some pages that say something else than when they were published."""
        return {path for path in paths if read_page(path) != self.pages[path]}


def read_page(path: str) -> bytes | None:
    """Return what a page says to a visitor, None where there is none.

    Unlike the publisher a visitor is handed out what was made of the same rows.
    """
    with page_rendering.bypassing_files():
        response = page_rendering._handler().get_response(
            make_own_request(settings.PUBLISH_ADDRESS, path)
        )
    return bytes(response.content) if page_rendering.is_publishable(response) else None


def list_english_links(content: bytes) -> list[str]:
    return [path for path in list_links(content) if not _LEFT_OUT.search(path)]


def list_ended() -> set[str]:
    """Return the pages whose files were ended."""
    return set(PageFile.objects.filter(is_current=False).values_list("path", flat=True))
