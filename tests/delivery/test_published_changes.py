"""Whatever is changed, however: the files of all pages that say something else then are ended.

What a test changes is undone with it, so each starts from the same site. Pages that are ended in
vain cost time alone, for they are made anew and say what they said: how many is held for a change
of each kind.
"""

from collections.abc import Iterator
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
    CONTENT,
    CREATIONS,
    DELETED,
    DUE,
    FILE_CHANGES,
    FILE_RETURNS,
    PARTS,
    RELATIONS,
    SOON,
    TEXTS,
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
    return PublishedSite(whole_site.keys, dict(whole_site.pages))


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
        (UNSEEN["withheld role"], 5),
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


@pytest.mark.parametrize("name", [*CONTENT, *PARTS])
def test_taking_down_and_publishing(site: PublishedSite, name: str) -> None:
    turn(site.records[name])
    assert site.list_missed() == set()


@pytest.mark.parametrize("name", CREATIONS)
def test_what_is_created(site: PublishedSite, name: str) -> None:
    CREATIONS[name](site.records)
    assert site.list_missed() == set()


@pytest.mark.parametrize("name", UNSEEN)
def test_what_nobody_sees(site: PublishedSite, name: str) -> None:
    UNSEEN[name](site.records)
    assert site.list_missed() == set()


@pytest.mark.parametrize("name", DELETED)
def test_what_is_deleted(site: PublishedSite, name: str) -> None:
    site.records[name].delete()
    assert site.list_missed() == set()


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_changed(site: PublishedSite, name: str) -> None:
    CHANGES[name](site.records)
    assert site.list_missed() == set()


@pytest.mark.parametrize("name", FILE_CHANGES)
def test_a_photo_that_is_used_elsewhere(site: PublishedSite, name: str) -> None:
    use_elsewhere(site.records)
    site.publish()
    FILE_CHANGES[name](site.records)
    assert site.list_missed() == set()


@pytest.mark.parametrize("name", FILE_RETURNS)
def test_a_photo_that_is_used_elsewhere_comes_back(site: PublishedSite, name: str) -> None:
    FILE_CHANGES["consent refused"](site.records)
    use_elsewhere(site.records)
    site.publish()
    FILE_RETURNS[name](site.records)
    assert site.list_missed() == set()


@pytest.mark.parametrize("withheld", [True, False])
def test_a_photo_of_a_guest_in_a_session_of_a_draft(site: PublishedSite, withheld: bool) -> None:
    """A draft's session is on no page, and yet it hides where else the photo is used."""
    records = site.records
    backstage = make.make_session(records["hidden"], withheld=not withheld)
    guest = make.make_appearance(backstage, records["wang"])
    guest.photos.add(photo := make.make_photo(records["hidden"]))
    records["picture"] = photo
    use_elsewhere(records)
    site.publish()
    backstage.withheld = withheld
    backstage.save()
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


@pytest.mark.parametrize("name", RELATIONS)
def test_what_becomes_related_two_steps_away(site: PublishedSite, name: str) -> None:
    prepare, change = RELATIONS[name]
    further = make_further_records(site.records)
    site.keys = {**site.keys, **{label: (type(it), it.pk) for label, it in further.items()}}
    prepare(site.records)
    let_time_pass()
    site.publish()
    change(site.records)
    assert site.list_missed() == set()


@pytest.mark.parametrize("name", DUE)
def test_what_falls_due(site: PublishedSite, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages made before the moment hold until it at the most."""
    DUE[name](site.records)
    site.publish()
    later = timezone.now() + SOON + timedelta(minutes=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    due = PageFile.objects.filter(holds_until__lte=later).values_list("path", flat=True)
    assert site.list_missed(set(due)) == set()


PICTURES = {
    "/en/events/ports/share.png": "ports",
    "/en/events/ports/opening/card/share.png": "opening",
    "/en/events/ports/opening/lin.png": "talk",
    "/en/people/lin/share.png": "lin",
    "/en/organizations/institute/share.png": "institute",
    "/en/series/coast/share.png": "coast",
    "/en/knowledge/course/share.png": "course",
    "/en/topics/harbours/share.png": "harbours",
    "/en/pages/about/share.png": "about",
}


@pytest.mark.parametrize("path", PICTURES)
def test_the_picture_of_a_link_goes_with_its_record(site: PublishedSite, path: str) -> None:
    publisher.require_pages([path])
    site.publish()
    turn(site.records[PICTURES[path]])
    settling.settle_changes()
    assert (site.pages[path] is None, read_page(path), path in list_ended()) == (False, None, True)


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


@pytest.mark.parametrize("name", ["harbours", "opened"])
def test_lists_that_name_no_topic_and_no_news_stay(site: PublishedSite, name: str) -> None:
    # Of the only topic that there is the menu tells.
    set_public(site.records["canals"])
    site.publish()
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
