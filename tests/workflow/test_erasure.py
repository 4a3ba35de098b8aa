"""A person who is erased: nothing tells who it was, and the event's record stays."""

import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client, TestCase, override_settings
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoDbBlocker
from pytest_django.fixtures import Settings

from forum.core.storage import picture_storage, private_storage, share_folder
from forum.desk.addresses import change_url
from forum.history.audit import Action, log_action
from forum.history.desk_pages import list_desk_pages
from forum.history.recording import recording
from forum.history.trash import TRASH, StoredFile, move_to_trash
from forum.history.version_token import OvertakenError
from forum.models import (
    AuditEntry,
    Autosave,
    ClearanceReply,
    HomePart,
    ImportRun,
    ImportUpload,
    PreviewLink,
    SlugRedirect,
    Snapshot,
    Term,
    WorkingCopy,
)
from forum.workflow.erasure.erase import erase_person
from forum.workflow.erasure.journal import erased_again
from forum.workflow.erasure.plan import find_names, plan_erasure
from people.models import Person, User
from sessions_app.models import Appearance, Document, Event, Photo
from tests.conftest import folders
from tests.support import factories as make
from tests.support.erasure import (
    READ_OF_HER,
    keep_file,
    plant_in_past,
    plant_in_work,
    rows_with_secrets,
    stored_rows,
)
from tests.support.images import png

pytestmark = pytest.mark.django_db


# Where nothing of a guest can stand, and why.
NOTHING_OF_GUESTS = {
    "of staff": {
        "account_emailaddress", "account_emailconfirmation", "auth_group", "auth_permission",
        "mfa_authenticator", "people_user", "socialaccount_socialaccount",
        "socialaccount_socialapp", "socialaccount_socialtoken", "usersessions_usersession",
        "django_session", "forum_captiontemplate",
    },
    "of the installation": {
        "django_content_type", "django_migrations", "forum_cache", "forum_requestcount",
        "forum_pagechange", "forum_siteidentity", "forum_translationtally",
    },
    # `erase_person` tells of a name in them: somebody edits them, for they are other authors'.
    "texts of others": {
        "forum_knowledgeproduct", "forum_page", "forum_productpart", "forum_sitesettings",
        "forum_topic", "people_organization", "sessions_app_correction", "sessions_app_event",
        "sessions_app_eventorganization", "sessions_app_series", "sessions_app_session",
    },
    "headings of tables": {"forum_columnmapping"},
    "keys of records, and moments": {"forum_packagechoice"},
    # The worker finds no page any more, and deletes the row with the file.
    "addresses of published pages": {"forum_pagefile"},
}  # fmt: skip


@pytest.fixture(autouse=True)
def _data_dir(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture
def staff(known_guest: Appearance) -> User:
    return User.objects.get(username="staff")


@pytest.fixture
def appearance(known_guest: Appearance, settings: Settings, tmp_path: Path) -> Appearance:
    """Return the appearance of somebody whom every table knows of, with files of its own."""
    root = tmp_path / "files"
    shutil.copytree(Path(settings.MEDIA_ROOT).parent, root)
    for name, folder in folders(root).items():
        setattr(settings, name, folder)
    return Appearance.objects.get(pk=known_guest.pk)


@pytest.fixture(scope="module")
def known_guest(undone_after_module: None) -> Appearance:
    """Make her once for all tests; what each does to the rows is undone, and to copies of files."""
    staff = User.objects.create_user("staff")
    with recording(staff):
        person = make.make_person(
            slug="lin-lan", aliases=["Lan of the Harbour"], portrait=png(),
            biography_en="<p>born in Haven</p>", portrait_alt_en="Lin Lan",
        )  # fmt: skip
        appearance = make.make_appearance(
            person=person, title_en="Harbourmaster", remarks_en="<p>The tides are high.</p>"
        )
    with recording(staff):
        person.slug = "lan-lin"
        person.save()
    event = appearance.session.event
    make.make_document(event=event, appearance=appearance, title_en="Slides of Lin Lan")
    appearance.photo = make.make_photo(event=event, caption_en="Lin Lan speaks")
    appearance.save()
    label, item = Appearance._meta.label, {"title_en": ["", "Harbourmaster"]}
    changes = [{"model": label, "pk": appearance.pk, "name": "Lin Lan", "action": "create",
                "identity": "lin lan", "fields": item}]  # fmt: skip
    run = ImportRun(source="Lin Lan.docx", encoding="utf-8", sha256="0", changes=changes,
                    record={"appearances": [READ_OF_HER]})  # fmt: skip
    run.file.save("run.txt", ContentFile("林岚".encode()))
    run.warnings.create(level="note", kind="person_title_variant", subject="Lin Lan",
                        params={"titles": "Harbourmaster"})  # fmt: skip
    ImportUpload.objects.create(name="Lin Lan.docx", run=run, state="done", plan=READ_OF_HER,
                                decisions={"rows": READ_OF_HER})  # fmt: skip
    plant_in_work(appearance, staff)
    plant_in_past(appearance, staff)
    page = f"/admin/people/person/{person.pk}/change/"
    Autosave.objects.create(user=staff, draft="d", page=page, entries=[{"value": "Lin Lan"}],
                            typed_at=person.created)  # fmt: skip
    log_action(Action.PUBLISHED, person, staff)
    return appearance


def erase(person: Person, django_capture_on_commit_callbacks: Any, **options: bool) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(plan_erasure(person), **{"with_remarks": True, **options})


def test_every_spelling_is_known(appearance: Appearance) -> None:
    assert find_names(appearance.person) == (
        "Lan of the Harbour", "lan-lin-2", "Lin Lan", "lan-lin", "lin-lan", "林岚",
    )  # fmt: skip


def test_every_table_that_can_tell_of_her_does(appearance: Appearance) -> None:
    exceptions = set().union(*NOTHING_OF_GUESTS.values())
    assert rows_with_secrets().keys() == stored_rows().keys() - exceptions


def test_what_was_printed_of_the_event_and_its_forum_goes(
    appearance: Appearance, settings: Settings, django_capture_on_commit_callbacks: Any
) -> None:
    event = appearance.session.event
    event.parent = make.make_event(slug="forum")
    event.save()
    folder = Path(settings.PROCEEDINGS_ROOT)
    folder.mkdir(parents=True)
    for name in (f"{event.slug}.en.docx", f"{event.slug}.opening.she.en.png", "forum.en.pdf"):
        (folder / name).touch()
    (folder / "another.en.pdf").touch()
    erase(appearance.person, django_capture_on_commit_callbacks)
    assert [path.name for path in folder.iterdir()] == ["another.en.pdf"]


def test_cards_that_were_drawn_of_links_go(
    appearance: Appearance, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    client.get(f"/en/people/{appearance.person.slug}/share.png")
    names_before = [path.name for path in share_folder().iterdir()]
    erase(appearance.person, django_capture_on_commit_callbacks)
    assert (len(names_before), share_folder().exists()) == (1, False)


def test_remarks_may_stay(appearance: Appearance, django_capture_on_commit_callbacks: Any) -> None:
    erase(appearance.person, django_capture_on_commit_callbacks, with_remarks=False)
    appearance.refresh_from_db()
    assert (appearance.remarks_en, appearance.title_en) == ("<p>The tides are high.</p>", None)


def test_desk_pages_begin_as_the_desk_has_them(appearance: Appearance) -> None:
    """Unsaved texts and notices about a row are found by their pages, which the desk names."""
    kind = ContentType.objects.get_for_model(Appearance).pk
    begins = list_desk_pages(appearance)
    pages = [
        change_url(appearance),
        reverse("translation-record", args=["appearance", appearance.pk, "en"]),
        reverse("comment-add", args=[kind, appearance.pk]),
        reverse("offline", args=[kind, appearance.pk, "record"]),
    ]
    assert [begin for begin, page in zip(begins, pages, strict=True)
            if not page.startswith(begin)] == []  # fmt: skip


def test_what_was_saved_since_it_was_planned_is_not_written_over(appearance: Appearance) -> None:
    make.make_appearance(session=appearance.session, person=make.make_person(name_en="Wu"),
                         photo=appearance.photo)  # fmt: skip
    erasure = plan_erasure(appearance.person)
    photo = Photo.objects.get(pk=appearance.photo_id)
    photo.credit_en = "Wu"
    photo.save()
    erase_person(erasure, with_remarks=True)
    photo.refresh_from_db()
    assert (photo.credit_en, photo.withheld) == ("Wu", True)


def test_an_erasure_that_is_not_as_it_was_shown_any_more_is_refused(
    appearance: Appearance,
) -> None:
    erasure = plan_erasure(appearance.person)
    make.make_appearance(person=appearance.person)
    stored_rows_before = stored_rows()
    with pytest.raises(OvertakenError):
        erase_person(erasure, with_remarks=True)
    assert stored_rows() == stored_rows_before


def test_a_photo_of_others_too_is_taken_out_of_sight(appearance: Appearance) -> None:
    make.make_appearance(session=appearance.session, person=make.make_person(name_en="Wu"),
                         photo=appearance.photo)  # fmt: skip
    erasure = plan_erasure(appearance.person)
    assert (erasure.own_photos, erasure.shared_photos) == ([], [appearance.photo])


@pytest.fixture
def covered(appearance: Appearance, staff: User) -> Event:
    return cover_with(appearance, staff)


def cover_with(appearance: Appearance, staff: User) -> Event:
    """Make an event that has her photo as its cover, in its history and in work on it, too."""
    photo = appearance.photo
    assert photo
    name, alt = photo.image.name, "Somebody at the lectern"
    with recording(staff):
        event = make.make_event(cover=name, cover_alt_en=alt)
    fields = {"cover": ["", name], "cover_alt_en": ["", alt], "title_en": ["", "Ports"]}
    WorkingCopy.objects.create(
        object=make.make_event(),
        changes={f"sessions_app.event:{event.pk}": {"kind": "changed", "fields": fields}},
    )
    return event


def test_covers_that_show_the_person_alone_are_told(appearance: Appearance, covered: Event) -> None:
    assert plan_erasure(appearance.person).covered == [covered]


class TestErased:
    """Of somebody whose photo is the cover of an event: erased once for all that is asked."""

    @pytest.fixture(scope="class")
    @classmethod
    def covered(
        cls, known_guest: Appearance, django_db_blocker: DjangoDbBlocker, tmp_path_factory: Any
    ) -> Iterator[Event]:
        root = tmp_path_factory.mktemp("erased") / "files"
        shutil.copytree(Path(site.MEDIA_ROOT).parent, root)
        with (
            django_db_blocker.unblock(),
            override_settings(**folders(root), DATA_DIR=root),
            transaction.atomic(),
        ):
            guest = Appearance.objects.get(pk=known_guest.pk)
            event = cover_with(guest, User.objects.get(username="staff"))
            with TestCase.captureOnCommitCallbacks(execute=True):
                erase_person(plan_erasure(guest.person), with_remarks=True)
            yield event
            transaction.set_rollback(True)

    @pytest.fixture(autouse=True)
    def _data_dir(self) -> None:
        """Leave the folders to the class."""

    @pytest.fixture
    def erased(self, covered: Event, known_guest: Appearance) -> Appearance:
        return Appearance.objects.get(pk=known_guest.pk)

    def test_no_table_holds_who_it_was(self, erased: Appearance) -> None:
        assert rows_with_secrets() == {}

    def test_the_part_in_the_event_stays(self, erased: Appearance) -> None:
        person = erased.person
        assert (erased.role, str(person.name_en), person.name_zh_hans, person.slug) == (
            "speaker", "Name withheld", "姓名不公开", f"withheld-{person.pk}",
        )  # fmt: skip

    def test_the_page_of_the_event_names_nobody(self, erased: Appearance, client: Client) -> None:
        content = client.get(f"/en/events/{erased.session.event.slug}/").content.decode()
        assert ("Name withheld" in content, "Lin Lan" in content) == (True, False)

    def test_no_file_is_left(self, erased: Appearance, settings: Settings) -> None:
        roots = (Path(settings.MEDIA_ROOT), Path(settings.PRIVATE_ROOT))
        assert [path for root in roots for path in root.rglob("*") if path.is_file()] == []

    def test_old_addresses_documents_and_photos_are_gone(self, erased: Appearance) -> None:
        models = (SlugRedirect, Document, Photo, Term, Autosave)
        assert [model._default_manager.count() for model in models] == [0] * 5

    def test_links_and_replies_about_a_deleted_appearance_are_gone(
        self, erased: Appearance
    ) -> None:
        links = PreviewLink.objects.values_list("note", flat=True)
        assert (ClearanceReply.objects.count(), "Haven" in links) == (0, False)

    def test_the_act_is_on_record(self, erased: Appearance) -> None:
        entry = AuditEntry.objects.get(action=Action.ERASED)
        assert (entry.record, entry.params) == (
            erased.person, {"appearances": 1, "photos": 1, "documents": 1, "remarks": True},
        )  # fmt: skip

    def test_covers_that_show_the_person_alone_go_with_their_past(
        self, covered: Event, erased: Appearance
    ) -> None:
        covered.refresh_from_db()
        kind = ContentType.objects.get_for_model(Event)
        former = Snapshot.objects.filter(content_type=kind, object_id=covered.pk)
        states = former.values_list("fields__cover", "fields__cover_alt_en")
        changes = [edit["fields"] for copy in WorkingCopy.objects.all()
                   for place, edit in copy.changes.items() if "event" in place]  # fmt: skip
        assert (covered.cover.name, covered.cover_alt_en) == ("", "")
        assert {*states} == {("", "")}
        assert changes == [{"title_en": ["", "Ports"]}]

    def test_whoever_comes_back_with_a_backup_is_erased_as_before(self, erased: Appearance) -> None:
        assert erased_again() == []
        Person.objects.filter(pk=erased.person.pk).update(slug="lin-lan")
        assert erased_again() == [(erased.person, True)]

    def test_a_new_person_under_an_old_key_is_nobody_who_was_erased(
        self, erased: Appearance
    ) -> None:
        Person.objects.filter(pk=erased.person.pk).update(slug="wu", created=timezone.now())
        assert erased_again() == []


def test_names_in_texts_of_others_are_told(appearance: Appearance) -> None:
    event = appearance.session.event
    event.introduction_en = "<p>With Lin Lan in the chair.</p>"
    event.save()
    found = plan_erasure(appearance.person).mentions
    mentions = [(mention.place, mention.text) for mention in found if "event" in mention.place]
    assert mentions == [(f"event {event.slug}, introduction_en", "With Lin Lan in the chair.")]


def test_what_others_are_still_at_is_told_and_stays_whole(
    appearance: Appearance, staff: User, django_capture_on_commit_callbacks: Any
) -> None:
    event, text = make.make_event(), "Lin Lan chairs."
    changes = {f"sessions_app.event:{event.pk}": {
        "kind": "changed", "fields": {"introduction_en": ["", text]}}}  # fmt: skip
    copy = WorkingCopy.objects.create(object=event, changes=changes)
    autosave = Autosave.objects.create(
        user=staff, draft="e", page=f"/admin/sessions_app/event/{event.pk}/change/",
        title="Ports", entries=[{"value": text}], typed_at=event.created,
    )  # fmt: skip
    upload = ImportUpload.objects.create(name="list.docx", plan={"text": text})
    erasure = plan_erasure(appearance.person)
    places = (f"working copy {event}", "unsaved text Ports", "uploaded record list.docx")
    assert {mention.place for mention in erasure.mentions} >= set(places)
    erase(appearance.person, django_capture_on_commit_callbacks)
    for row in (copy, autosave, upload):
        row.refresh_from_db()
    assert (copy.changes, autosave.entries, upload.plan) == (
        changes, [{"value": text}], {"text": text},
    )  # fmt: skip


def test_edits_that_wait_bring_nothing_back_and_keep_the_rest(
    appearance: Appearance, django_capture_on_commit_callbacks: Any
) -> None:
    row = f"sessions_app.appearance:{appearance.pk}"
    copy = WorkingCopy.objects.get()
    copy.changes[row]["fields"]["position"] = [1, 2]
    copy.save()
    erase(appearance.person, django_capture_on_commit_callbacks)
    copy.refresh_from_db()
    assert copy.changes == {
        row: {"kind": "changed", "fields": {"position": [1, 2]}},
        "sessions_app.appearance:700": {
            "kind": "added",
            "fields": {
                "title_en": ["", None],
                "person": [None, appearance.person_id],
                "remarks_en": [None, None],
            },
        },
    }


def test_a_quote_whose_words_stay_leaves_the_front_page(
    appearance: Appearance, django_capture_on_commit_callbacks: Any
) -> None:
    erase(appearance.person, django_capture_on_commit_callbacks, with_remarks=False)
    assert HomePart.objects.get(kind="quote").is_shown is False


def test_the_history_of_a_namesake_stays_whole(
    appearance: Appearance, staff: User, django_capture_on_commit_callbacks: Any
) -> None:
    with recording(staff):
        namesake = make.make_person(slug="lin-lan-5")
    erase(appearance.person, django_capture_on_commit_callbacks)
    fields = Snapshot.objects.get(
        content_type=ContentType.objects.get_for_model(Person), object_id=namesake.pk
    ).fields
    assert (fields["name_en"], fields["slug"]) == ("Lin Lan", "lin-lan-5")


def test_remarks_that_stayed_stay_again(
    appearance: Appearance, django_capture_on_commit_callbacks: Any
) -> None:
    erase(appearance.person, django_capture_on_commit_callbacks, with_remarks=False)
    Person.objects.filter(pk=appearance.person.pk).update(slug="lin-lan")
    run_command("--again")
    appearance.refresh_from_db()
    assert appearance.remarks_en == "<p>The tides are high.</p>"


def run_command(*arguments: str) -> list[str]:
    out = io.StringIO()
    call_command("erase_person", *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_a_dry_run_changes_nothing(appearance: Appearance) -> None:
    stored_rows_before = stored_rows()
    assert run_command("lan-lin", "--dry-run")[-1] == "Nothing was changed."
    assert stored_rows() == stored_rows_before


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nobody"], "There is no person “nobody”"),
        ([], "Name the person: the last part of the page's address"),
        (["lan-lin", "--confirm", "lin-lan"], "Nothing was changed: confirm with"),
    ],
)
def test_what_is_not_meant_is_refused(
    appearance: Appearance, arguments: list[str], sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence):
        run_command(*arguments)


def test_again_without_a_journal_says_so() -> None:
    assert run_command("--again")[0].startswith("There is no journal of erasures here")


def test_the_command_erases(appearance: Appearance) -> None:
    lines = run_command("lan-lin", "--confirm", "lan-lin")
    assert lines[-1].startswith(f"Erased. The record is people/withheld-{appearance.person.pk} now")
    kind = ContentType.objects.get_for_model(Person)
    assert AuditEntry.objects.filter(content_type=kind, action=Action.ERASED).count() == 1


@pytest.fixture
def stuck(appearance: Appearance, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the portrait be a file that cannot be removed."""
    keep_file(str(appearance.person.portrait.name), monkeypatch)


def test_a_file_that_cannot_be_removed_keeps_no_other(
    appearance: Appearance, stuck: None, django_capture_on_commit_callbacks: Any
) -> None:
    assert appearance.photo
    name = str(appearance.photo.image.name)
    erase(appearance.person, django_capture_on_commit_callbacks)
    assert not picture_storage().exists(name)


def test_a_portrait_and_a_photo_that_were_deleted_go_too(
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True), recording():
        appearance = make.make_appearance(person=make.make_person(portrait=png()))
        photo = make.make_photo(appearance.session.event)
        photo.appearances.set([appearance])
        photo.save()
    person = appearance.person
    names = [str(person.portrait.name), str(photo.image.name)]
    with django_capture_on_commit_callbacks(execute=True), recording():
        person.portrait = ""
        person.save()
        photo.delete()
    waiting = [picture_storage().exists(name) for name in names]
    erase(person, django_capture_on_commit_callbacks)
    remaining_files = [picture_storage().exists(name) for name in names]
    assert (waiting, remaining_files) == ([True, True], [False, False])


def test_a_photo_in_the_trash_goes_too(
    settings: Settings, django_capture_on_commit_callbacks: Any
) -> None:
    with recording():
        appearance = make.make_appearance()
        photo = make.make_photo(appearance.session.event)
        photo.appearances.set([appearance])
    image = photo.image
    names = {str(image.name), *(variant.name for variant in image.variants())}
    with recording():
        photo.delete()
    for name in names:
        move_to_trash(StoredFile("public", name), timezone.localdate())
    trash = Path(settings.PRIVATE_ROOT) / TRASH
    waiting = sum(path.is_file() for path in trash.rglob("*"))
    erase(appearance.person, django_capture_on_commit_callbacks)
    remaining_count = sum(path.is_file() for path in trash.rglob("*"))
    assert (waiting, remaining_count) == (len(names), 0)


def test_a_deleted_photo_of_others_too_would_come_back_withheld(
    django_capture_on_commit_callbacks: Any,
) -> None:
    with recording():
        appearance = make.make_appearance()
        colleague = make.make_appearance(appearance.session)
        photo = make.make_photo(appearance.session.event)
        photo.appearances.set([appearance, colleague])
        for guest in (appearance, colleague):
            guest.save()
    with recording():
        photo.delete()
    erase(appearance.person, django_capture_on_commit_callbacks)
    last = Snapshot.objects.filter(content_type__model="photo").latest("pk")
    assert last.fields["withheld"]


def test_a_snapshot_without_a_file_column_hinders_nothing(
    appearance: Appearance, django_capture_on_commit_callbacks: Any
) -> None:
    for snapshot in Snapshot.objects.filter(content_type__model="person"):
        del snapshot.fields["portrait"]
        snapshot.save()
    erase(appearance.person, django_capture_on_commit_callbacks)
    assert Person.objects.get().slug == f"withheld-{appearance.person.pk}"


def test_files_that_wait_in_working_copies_go_too(
    appearance: Appearance, django_capture_on_commit_callbacks: Any
) -> None:
    portrait = default_storage.save("portraits/waiting.png", ContentFile(b"her"))
    scan = private_storage().save("clearances/waiting.pdf", ContentFile(b"hers"))
    edit = {"kind": "changed", "fields": {"portrait": ["", portrait]}}
    person, event = appearance.person, appearance.session.event
    WorkingCopy.objects.create(object=person, changes={f"people.person:{person.pk}": edit})
    copy = WorkingCopy.objects.get(object_id=event.pk, content_type__model="event")
    fields = copy.changes[f"sessions_app.appearance:{appearance.pk}"]["fields"]
    fields["clearance_scan_en"] = ["", scan]
    copy.save()
    erase(person, django_capture_on_commit_callbacks)
    is_left = (default_storage.exists(portrait), private_storage().exists(scan))
    assert is_left == (False, False)
