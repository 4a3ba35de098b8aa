"""Whatever is changed, however: the files of all pages that say something else then are ended.

What a test changes is undone with it, so each starts from the same site.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from forum.core.content import Status
from forum.core.visibility import MOMENTS
from forum.delivery.publishing import publisher
from forum.delivery.publishing.changes import noted_models
from forum.delivery.publishing.reads import MENU, PUBLISHED
from forum.history.recording import recording
from forum.history.restore import restore
from forum.history.rows import key_of
from forum.history.states import current_state, state_token
from forum.imports.undo import undo_run
from forum.imports.writer import ImportOptions, write_import
from forum.models import PageFile, SiteSettings
from forum.workflow.merging.merge import merge_records, pair_token
from people.models import User
from sessions_app.models import Event, Session
from tests.conftest import folders
from tests.support import factories as make
from tests.support.pages import public_patterns
from tests.support.published_site import ADDRESS, PublishedSite, list_ended, make_records
from tests.support.publishing import set_offline, set_public
from tests.support.records import a_paper, a_record

pytestmark = pytest.mark.django_db

type Change = Callable[[dict[str, Any]], object]

CONTENT = (
    "coast", "river", "institute", "bureau", "expo", "ports", "hidden", "lin", "zhao", "course",
    "secret", "later", "harbours", "canals", "about", "imprint", "opened", "upcoming",
)  # fmt: skip
PARTS = (
    "opening", "closing", "picture", "away", "talk", "silent", "kept_back", "withheld", "host",
    "paper", "slip", "module",
)  # fmt: skip


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


def missed(site: PublishedSite, change: Change) -> set[str]:
    """Return the pages that a change alters and whose files stayed."""
    change(site.records)
    publisher.settle_changes()
    return site.list_changed(but=list_ended())


def write_text(record: Any) -> None:
    """Write past ``save()``: no signal tells of it."""
    names = ("title_en", "name_en", "printed_name_en", "caption_en", "text_en")
    name = next(name for name in names if hasattr(record, name))
    type(record).objects.filter(pk=record.pk).update(**{name: "Altered"})


@pytest.mark.parametrize(
    "name",
    ["coast", "institute", "expo", "lin", "course", "harbours", "about", "opening", "talk"],
)  # fmt: skip
def test_a_text(site: PublishedSite, name: str) -> None:
    assert missed(site, lambda records: write_text(records[name])) == set()


DRAFTS = (
    "river", "bureau", "hidden", "zhao", "later", "canals", "upcoming", "imprint", "unseen",
    "future",
)  # fmt: skip


def test_texts_of_drafts(site: PublishedSite) -> None:
    """Some are named where they are not linked."""
    assert missed(site, lambda it: [write_text(it[name]) for name in DRAFTS]) == set()


def test_a_draft_that_nothing_names_ends_no_list(site: PublishedSite) -> None:
    write_text(site.records["hidden"])
    fresh = make.make_event(status=Status.DRAFT, published_at=None)
    write_text(make.make_session(fresh))
    publisher.settle_changes()
    lists = {"/en/", "/en/events/", "/en/people/", "/en/feed.xml", "/sitemap.xml"}
    assert (lists <= site.pages.keys(), lists & list_ended()) == (True, set())


def turn(record: Any) -> None:
    """Take down what is public, and put before the public what is not."""
    if hasattr(record, "withheld"):
        record.withheld = not record.withheld
        record.save()
    elif record.status == Status.PUBLISHED:
        set_offline(record)
    else:
        set_public(record)


@pytest.mark.parametrize("name", [*CONTENT, *PARTS])
def test_taking_down_and_publishing(site: PublishedSite, name: str) -> None:
    assert missed(site, lambda records: turn(records[name])) == set()


CREATIONS: dict[str, Change] = {
    "series": lambda it: make.make_series(),
    "event": lambda it: make.make_event(series=it["coast"], parent=it["expo"]),
    "next edition": lambda it: make.make_event(previous_edition=it["ports"]),
    "person": lambda it: make.make_person(organization=it["institute"]),
    "organization": lambda it: make.make_organization(),
    "product": lambda it: make.make_product(launched_in=it["opening"]),
    "page": lambda it: make.make_page(menu_position=3),
    "news": lambda it: make.make_page(kind="news"),
    "topic": lambda it: make.make_topic(),
    "session": lambda it: make.make_session(it["ports"]),
    "appearance": lambda it: make.make_appearance(
        it["opening"], it["wang"], organization=it["press"], photo=it["cover"]
    ),
    "role": lambda it: make.make_role(it["rails"], it["press"]),
    "photo": lambda it: make.make_photo(it["ports"], session=it["opening"]),
    "document": lambda it: make.make_document(it["ports"], session=it["opening"]),
    "correction": lambda it: make.make_correction(it["rails"]),
    "part of a product": lambda it: make.make_product_part(it["course"]),
    "settings": lambda it: SiteSettings(site_name_en="Harbours").save(),
    "in bulk": lambda it: Session.objects.bulk_create(
        [Session(event=it["rails"], slug="extra", title_en="Extra", kind="other")]
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CREATIONS)
def test_what_is_created(site: PublishedSite, name: str) -> None:
    assert missed(site, CREATIONS[name]) == set()


@pytest.mark.parametrize("name", ["talk", "picture", "opened", "course", "host", "harbours"])
def test_what_is_deleted(site: PublishedSite, name: str) -> None:
    assert missed(site, lambda records: records[name].delete()) == set()


def set_values(name: str, **values: Any) -> Change:
    def change(records: dict[str, Any]) -> None:
        for field, value in values.items():
            setattr(records[name], field, records.get(value, value))
        records[name].save()

    return change


CHANGES: dict[str, Change] = {
    "slug": set_values("ports", slug="harbours-2023"),
    "slug of a person": set_values("lin", slug="lin-lan"),
    "another series": set_values("ports", series="river"),
    "another parent": set_values("rails", parent="expo"),
    "another organization": set_values("lin", organization="press"),
    "another person": set_values("talk", person="wang"),
    "another session": set_values("former", session="opening"),
    "without its picture": set_values("talk", photo=None),
    "another launch": set_values("course", launched_in="track"),
    "into the menu": set_values("terms", menu_position=5),
    "out of the menu": set_values("about", menu_position=None),
    "news of a page": set_values("terms", kind="news"),
    "hidden in a language": lambda it: Event.objects.filter(slug="ports").update(
        ready_languages=["zh-hans"], when_not_ready="hide"
    ),
    "consent refused": set_values("lin", photo_consent="refused"),
    "remarks withheld": set_values("talk", remarks_withheld=True),
    "publisher": lambda it: it["course"].publishers.add(it["press"]),
    "no publisher": lambda it: it["course"].publishers.clear(),
    "launcher": lambda it: it["course"].launched_by.set([it["former"]]),
    "topic": lambda it: it["course"].topics.remove(it["harbours"]),
    "topic of an event": lambda it: it["harbours"].events.add(it["ports"]),
    "topic of a speech": lambda it: it["harbours"].appearances.clear(),
    "topic of a session": lambda it: it["harbours"].sessions.add(it["track"]),
    "cited remarks": lambda it: it["course"].cited_appearances.add(it["former"]),
    "cited event": lambda it: it["course"].cited_events.add(it["rails"]),
    "news of a person": lambda it: it["closed"].people.add(it["wang"]),
    "merge": lambda it: merge(it["chen"], it["lin"]),
    "merge of organizations": lambda it: merge(it["institute"], it["press"]),
    "all news offline": lambda it: [set_offline(it[name]) for name in ("opened", "closed")],
    "restore": lambda it: go_back(it["ports"]),
}  # fmt: skip


def merge(survivor: Any, duplicate: Any) -> None:
    user = User.objects.create_superuser("editor")
    survivor, duplicate = (type(it).objects.get(pk=it.pk) for it in (survivor, duplicate))
    merge_records(survivor, duplicate, (), user, pair_token([survivor, duplicate]))


def go_back(event: Any) -> None:
    """Restore an event as it was before it was altered."""
    root, former = key_of(event), current_state(key_of(event))
    with recording():
        Session.objects.get(slug="opening").delete()
        token = state_token(current_state(root))
        restore(root, former, version_token=token, delete_added=True)


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_changed(site: PublishedSite, name: str) -> None:
    assert missed(site, CHANGES[name]) == set()


FILE_CHANGES: dict[str, Change] = {
    "consent refused": set_values("lin", photo_consent="refused"),
    "guest withheld": set_values("talk", withheld=True),
    "guest offline": lambda it: set_offline(it["lin"]),
    "photo withheld": set_values("picture", withheld=True),
    "photo deleted": lambda it: it["picture"].delete(),
}


def use_elsewhere(records: dict[str, Any]) -> None:
    """Let a photo of one event stand in another one, and be its forum's cover."""
    image = records["picture"].image.name
    make.make_photo(records["rails"], image=image, caption_en="The guest elsewhere")
    set_values("expo", cover=image, cover_alt_en="The guest as a cover")(records)


@pytest.mark.parametrize("name", FILE_CHANGES)
def test_a_photo_that_is_used_elsewhere(site: PublishedSite, name: str) -> None:
    use_elsewhere(site.records)
    site.publish()
    assert missed(site, FILE_CHANGES[name]) == set()


@pytest.mark.parametrize("change", [set_values("lin", photo_consent=""), lambda it: untie(it)])
def test_a_photo_that_is_used_elsewhere_comes_back(site: PublishedSite, change: Change) -> None:
    FILE_CHANGES["consent refused"](site.records)
    use_elsewhere(site.records)
    site.publish()
    assert missed(site, change) == set()


def untie(records: dict[str, Any]) -> None:
    """Say that the guest is not on the photo after all."""
    records["talk"].photos.clear()


def test_an_import_and_its_undoing(site: PublishedSite, tmp_path: Path) -> None:
    paper = a_paper(tmp_path)
    outcome = write_import(paper.of(a_record()), paper, ImportOptions())
    publisher.settle_changes()
    assert site.list_changed(but=list_ended()) == set()
    assert outcome.run
    undo_run(outcome.run)
    publisher.settle_changes()
    assert site.list_changed(but=list_ended()) == set()


def make_further_records(records: dict[str, Any]) -> dict[str, Any]:
    """Make drafts that are tied to nothing, and what they can be tied to."""
    fair = make.make_event(
        slug="fair",
        title_en="Fair",
        kind="main_forum",
        series=records["coast"],
        starts_on=None,
        ends_on=None,
    )
    return {
        "fair": fair,
        "aside": make.make_session(records["ports"], slug="aside", title_en="Aside"),
        "solo": make.make_appearance(records["track"], records["lin"], role="moderator"),
        "fresh": make.make_product(slug="fresh", status=Status.DRAFT),
        "branch": make.make_event(
            slug="branch", title_en="Branch", kind="sub_forum", parent=fair, status=Status.DRAFT
        ),
    }


RELATIONS: dict[str, tuple[Change, Change]] = {
    "product of the same event": (
        set_values("fresh", launched_in="aside"),
        lambda it: set_public(it["fresh"]),
    ),
    "product of the same launcher": (
        lambda it: set_public(it["fresh"]),
        lambda it: it["fresh"].launched_by.add(it["solo"]),
    ),
    "product of a launcher whom the other does not show": (
        lambda it: [set_values("talk", withheld=True)(it), set_public(it["fresh"])],
        lambda it: it["fresh"].launched_by.add(it["solo"]),
    ),
    "next edition of a sub-forum": (
        lambda it: [
            set_values("expo", series="coast", kind="main_forum")(it),
            set_values("ports", series=None, kind="sub_forum")(it),
        ],
        lambda it: set_public(it["branch"]),
    ),
}


@pytest.mark.parametrize("name", RELATIONS)
def test_what_becomes_related_two_steps_away(site: PublishedSite, name: str) -> None:
    prepare, change = RELATIONS[name]
    further = make_further_records(site.records)
    site.keys = {**site.keys, **{label: (type(it), it.pk) for label, it in further.items()}}
    prepare(site.records)
    site.publish()
    assert missed(site, change) == set()


SOON = timedelta(hours=1)
DUE: dict[str, Change] = {
    "schedule": lambda it: schedule(it["hidden"]),
    "schedule of a person": lambda it: schedule(it["zhao"]),
    "schedule of news": lambda it: schedule(it["upcoming"]),
    "embargo": set_values("silent", embargoed_until=timezone.now() + SOON),
    "embargo of a document": set_values("paper", embargoed_until=timezone.now() + SOON),
    "expiry": set_values("opened", expires_at=timezone.now() + SOON),
    "expiry of a page": set_values("about", expires_at=timezone.now() + SOON),
}


def schedule(record: Any) -> None:
    for moment in MOMENTS:
        setattr(record, moment, timezone.now() + SOON)
    set_public(record)


@pytest.mark.parametrize("name", DUE)
def test_what_falls_due(site: PublishedSite, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages made before the moment hold until it at the most."""
    DUE[name](site.records)
    site.publish()
    later = timezone.now() + SOON + timedelta(minutes=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    due = PageFile.objects.filter(holds_until__lte=later).values_list("path", flat=True)
    assert site.list_changed(but=set(due)) == set()


def test_a_new_day(site: PublishedSite, monkeypatch: pytest.MonkeyPatch) -> None:
    """An event that is on becomes one that is over: at midnight, with no change of a row."""
    today = timezone.localdate()
    Event.objects.filter(slug="rails").update(starts_on=today, ends_on=today)
    site.publish()
    later = timezone.now() + timedelta(days=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    due = set(PageFile.objects.filter(holds_until__lte=later).values_list("path", flat=True))
    assert ("/en/" in due, site.list_changed(but=due)) == (True, set())


def test_what_nothing_falls_due_for_holds(site: PublishedSite) -> None:
    assert list(PageFile.objects.exclude(holds_until=None)) == []


def test_what_was_not_changed_stays(site: PublishedSite) -> None:
    """A guest's new title leaves alone the pages of those who were not there."""
    write_text(site.records["former"])
    publisher.settle_changes()
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
    publisher.settle_changes()
    assert LISTS & set(site.pages) & list_ended() == set()


@pytest.mark.parametrize("name", ["imprint", "about"])
def test_the_menu_stands_on_every_list(site: PublishedSite, name: str) -> None:
    set_public(site.records[name])
    write_text(site.records[name])
    publisher.settle_changes()
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
