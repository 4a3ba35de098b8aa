"""Whatever is changed, however: the files of all pages that say something else then are ended.

What a test changes is undone with it, so each starts from the same site. Pages that are ended in
vain cost time alone, for they are made anew and say what they said: how many is held for a change
of each kind.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from forum.core.content import Status
from forum.delivery.publishing import publisher, settling
from forum.delivery.publishing.due import list_due_moments
from forum.delivery.publishing.reads import MENU, PUBLISHED
from forum.delivery.publishing.triggers import noted_models
from forum.imports.undo import undo_run
from forum.imports.writer import ImportOptions, write_import
from forum.models import PageFile
from sessions_app.models import Event
from tests.conftest import folders
from tests.support import factories as make
from tests.support.pages import public_patterns
from tests.support.published_site import (
    ADDRESS,
    PublishedSite,
    let_time_pass,
    list_ended,
    make_records,
    read_page,
)
from tests.support.publishing import set_public
from tests.support.records import a_paper, a_record
from tests.support.site_changes import (
    CHANGES,
    CREATIONS,
    DELETED,
    DUE,
    FILE_CHANGES,
    FILE_RETURNS,
    RELATIONS,
    SOON,
    TEXTS,
    TURNED,
    UNSEEN,
    Change,
    make_further_records,
    turn,
    use_elsewhere,
    write_text,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def whole_site(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: Any
) -> Iterator[PublishedSite]:
    values = folders(tmp_path_factory.mktemp("files"))
    with (
        django_db_blocker.unblock(),
        override_settings(**values, PUBLISH_ADDRESS=ADDRESS),
        transaction.atomic(),
    ):
        records = make_records()
        let_time_pass()
        published = PublishedSite({name: (type(it), it.pk) for name, it in records.items()})
        published.publish()
        yield published
        transaction.set_rollback(True)


@pytest.fixture
def site(whole_site: PublishedSite, db: None) -> PublishedSite:
    """Return the site as it was published; a test may publish it again."""
    return whole_site.copy()


class PreparedSiteMixin:
    """Tests of a site that was changed, and published again, once for all of them."""

    @classmethod
    def prepare(cls, site: PublishedSite) -> None:
        raise NotImplementedError

    @pytest.fixture(scope="class")
    @classmethod
    def prepared_site(
        cls, whole_site: PublishedSite, django_db_blocker: DjangoDbBlocker
    ) -> Iterator[PublishedSite]:
        with django_db_blocker.unblock(), transaction.atomic():
            site = whole_site.copy()
            cls.prepare(site)
            site.publish()
            yield site
            transaction.set_rollback(True)

    @pytest.fixture
    def site(self, prepared_site: PublishedSite, db: None) -> PublishedSite:
        return prepared_site.copy()


@pytest.fixture(autouse=True)
def _files_of_its_own() -> None:
    """Leave the folders to the site."""


@pytest.fixture(autouse=True)
def _no_page_left_over() -> None:
    """Leave what was made of the same rows, for most pages say what they said."""


@pytest.mark.parametrize("name", TEXTS)
def test_a_text(site: PublishedSite, name: str) -> None:
    write_text(site.records[name])
    assert site.list_missed() == set()


# A list reads tables, since anything may newly appear in it: each row of one of them ends it. A
# page reads the rows that it names, whatever it tells of them: a name, a date, a place. To know
# better beforehand would cost more than the pages that are made anew in vain.
@pytest.mark.parametrize(
    ("change", "pages"),
    [
        (lambda records: write_text(records["lin"]), 10),
        (lambda records: write_text(records["talk"]), 11),
        (lambda records: turn(records["ports"]), 7),
        (CREATIONS["appearance"], 9),
        (lambda records: make.make_role(records["rails"], records["press"], withheld=True), 5),
        (lambda records: records["host"].delete(), 2),
        (CHANGES["topic"], 8),
    ],
)
def test_pages_that_are_ended_in_vain(site: PublishedSite, change: Change, pages: int) -> None:
    change(site.records)
    assert site.count_vain() == pages


def test_a_draft_that_nothing_names_ends_no_list(site: PublishedSite) -> None:
    write_text(site.records["hidden"])
    fresh = make.make_event(status=Status.DRAFT, published_at=None)
    write_text(make.make_session(fresh))
    settling.settle_changes()
    lists = {"/en/", "/en/events/", "/en/people/", "/en/feed.xml", "/sitemap.xml"}
    assert (lists <= site.pages.keys(), lists & list_ended()) == (True, set())


@pytest.mark.parametrize("name", TURNED)
def test_taking_down_and_publishing(site: PublishedSite, name: str) -> None:
    turn(site.records[name])
    assert site.list_missed() == set()


@pytest.mark.parametrize("name", CREATIONS)
def test_what_is_created(site: PublishedSite, name: str) -> None:
    CREATIONS[name](site.records)
    assert site.list_missed() == set()


@pytest.mark.parametrize("name", UNSEEN)
def test_what_nobody_sees_alters_no_page(site: PublishedSite, name: str) -> None:
    """All of it at once: each would show, whatever is ended for the others."""
    for change in UNSEEN[name]:
        change(site.records)
    settling.settle_changes()
    assert site.list_altered(site.pages) == set()


@pytest.mark.parametrize("name", DELETED)
def test_what_is_deleted(site: PublishedSite, name: str) -> None:
    site.records[name].delete()
    assert site.list_missed() == set()


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_changed(site: PublishedSite, name: str) -> None:
    CHANGES[name](site.records)
    assert site.list_missed() == set()


class TestPhotoThatIsUsedElsewhere(PreparedSiteMixin):
    @classmethod
    def prepare(cls, site: PublishedSite) -> None:
        use_elsewhere(site.records)

    @pytest.mark.parametrize("name", FILE_CHANGES)
    def test_it_goes_from_every_page(self, site: PublishedSite, name: str) -> None:
        FILE_CHANGES[name](site.records)
        assert site.list_missed() == set()


class TestRefusedPhotoThatIsUsedElsewhere(PreparedSiteMixin):
    @classmethod
    def prepare(cls, site: PublishedSite) -> None:
        FILE_CHANGES["consent refused"](site.records)
        use_elsewhere(site.records)

    @pytest.mark.parametrize("name", FILE_RETURNS)
    def test_it_comes_back_to_every_page(self, site: PublishedSite, name: str) -> None:
        FILE_RETURNS[name](site.records)
        assert site.list_missed() == set()


def test_a_photo_of_a_guest_in_a_session_of_a_draft(site: PublishedSite) -> None:
    """A draft's session is on no page, and yet it hides where else the photo is used."""
    records = site.records
    backstage = make.make_session(records["hidden"])
    guest = make.make_appearance(backstage, records["wang"])
    guest.photos.add(photo := make.make_photo(records["hidden"]))
    records["picture"] = photo
    use_elsewhere(records)
    site.publish()
    turn(backstage)
    assert site.list_missed() == set()
    site.publish()
    turn(backstage)
    assert site.list_missed() == set()


def test_an_import_and_its_undoing(site: PublishedSite, tmp_path: Path) -> None:
    paper = a_paper(tmp_path)
    imported = write_import(paper.of(a_record()), paper, ImportOptions())
    assert site.list_missed() == set()
    for path in list_ended():
        publisher.publish_page(path)
        site.pages[path] = read_page(path)
    assert imported.run
    undo_run(imported.run)
    assert site.list_missed() == set()


class TestRecordsTwoStepsAway(PreparedSiteMixin):
    @classmethod
    def prepare(cls, site: PublishedSite) -> None:
        further = make_further_records(site.records)
        site.keys = {**site.keys, **{name: (type(it), it.pk) for name, it in further.items()}}
        let_time_pass()

    @pytest.mark.parametrize("name", RELATIONS)
    def test_what_becomes_related(self, site: PublishedSite, name: str) -> None:
        prepare, change = RELATIONS[name]
        prepare(site.records)
        site.publish()
        change(site.records)
        assert site.list_missed() == set()


def test_what_falls_due(site: PublishedSite, monkeypatch: pytest.MonkeyPatch) -> None:
    """At each moment those pages alone say something else that read what falls due then."""
    now = timezone.now()
    moments = {name: now + number * SOON for number, name in enumerate(DUE, 1)}
    for name, moment in moments.items():
        DUE[name](site.records, moment)
    site.publish()
    keys = {due.at: due.keys for due in list_due_moments(now)}
    first = min(moments.values())
    held = PageFile.objects.filter(holds_until__lte=first).values_list("path", flat=True)
    assert set(held) == list_readers(keys[first])
    missed = {}
    for name, moment in moments.items():
        later = moment + SOON / 2
        monkeypatch.setattr("django.utils.timezone.now", lambda now=later: now)
        due = list_readers(keys[moment])
        missed[name] = site.list_missed(due)
        site.read_again(due)
    assert {name: paths for name, paths in missed.items() if paths} == {}


def list_readers(keys: Iterable[str]) -> set[str]:
    pages = PageFile.objects.filter(reads__overlap=sorted(keys))
    return set(pages.values_list("path", flat=True))


def test_a_new_day(site: PublishedSite, monkeypatch: pytest.MonkeyPatch) -> None:
    """An event that is on becomes one that is over: at midnight, with no change of a row."""
    today = timezone.localdate()
    Event.objects.filter(slug="rails").update(starts_on=today, ends_on=today)
    site.publish()
    later = timezone.now() + timedelta(days=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    due = set(PageFile.objects.filter(holds_until__lte=later).values_list("path", flat=True))
    assert ("/en/" in due, site.list_missed(due)) == (True, set())


def test_what_nothing_falls_due_for_holds(site: PublishedSite) -> None:
    assert list(PageFile.objects.exclude(holds_until=None)) == []


def test_what_was_not_changed_stays(site: PublishedSite) -> None:
    """A guest's new title leaves alone the pages of those who were not there."""
    write_text(site.records["former"])
    settling.settle_changes()
    stayed = set(site.pages) - list_ended()
    assert {"/en/events/ports/", "/en/people/lin/", "/en/organizations/press/"} <= stayed


# What neither names news nor topics, apart from the menu, which says that there are any.
LISTS = {"/en/events/", "/en/organizations/", "/en/people/", "/en/series/"}


def test_lists_that_name_no_topic_and_no_news_stay(site: PublishedSite) -> None:
    # Of the only topic that there is the menu tells.
    set_public(site.records["canals"])
    site.publish()
    for name in ("harbours", "opened"):
        write_text(site.records[name])
    settling.settle_changes()
    assert LISTS & set(site.pages) & list_ended() == set()


@pytest.mark.parametrize("name", ["imprint", "about"])
def test_the_menu_stands_on_every_list(site: PublishedSite, name: str) -> None:
    set_public(site.records[name])
    write_text(site.records[name])
    settling.settle_changes()
    assert LISTS & set(site.pages) <= list_ended()


def test_every_table_that_a_page_reads_is_followed(site: PublishedSite) -> None:
    keys = PageFile.objects.values_list("reads", flat=True)
    tables = {key for reads in keys for key in reads if ":" not in key} - {MENU}
    followed = {model._meta.db_table for model in noted_models()}
    assert tables - followed - {"django_content_type"} == set()


def test_every_public_address_is_published_or_made_anew() -> None:
    names = {str(pattern.name) for pattern in public_patterns()}
    assert names - PUBLISHED == LIVE


# What is made when it is asked for: searches, and what lies in files already.
LIVE = {"search", "search-suggestions", "document", "product-file", "remarks-citation"}
