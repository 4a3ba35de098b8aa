"""A merge that was a mistake is taken back, and nothing that was typed since is lost."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forum.core.content import Status
from forum.desk.audit_sentences import sentence_of
from forum.history.recording import recording
from forum.history.restore import Outcome
from forum.history.states import state_token
from forum.history.version_token import OvertakenError
from forum.models import (
    AuditEntry,
    ClearanceReply,
    Comment,
    HomePart,
    MergeJournal,
    PreviewLink,
    Review,
    SlugRedirect,
    Snapshot,
    TakeDown,
)
from forum.workflow.erasure.erase import erase_person
from forum.workflow.erasure.plan import find_names, plan_erasure
from forum.workflow.merging.merge import merge_records, pair_token
from forum.workflow.merging.undo import UndoRefusedError, preview_undo, undo_merge
from forum.workflow.record_steps import approve, publish, submit
from forum.workflow.take_down.actions import take_offline
from people.models import Named, Organization, Person, PhotoConsent, User
from sessions_app.models import Appearance
from tests.support import factories as make
from tests.support.admin_forms import make_settings, messages_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_reviews")]

CLEARED = Appearance.Clearance.CLEARED


@pytest.fixture
def staff() -> User:
    return User.objects.create_superuser("editor")


def join(survivor: Named, duplicate: Named, user: User, *chosen_fields: str) -> MergeJournal:
    """Merge two records; return the journal. The one that went still knows its key."""
    pk, token = duplicate.pk, pair_token([survivor, duplicate])
    merge_records(survivor, duplicate, chosen_fields, user, token)
    duplicate.pk = pk
    return MergeJournal.objects.latest("pk")


def undo(journal: MergeJournal, user: User) -> Outcome:
    outcome = preview_undo(journal, user)
    return undo_merge(journal, user, state_token(outcome.before))


def read_columns(*rows: models.Model) -> list[dict[str, Any]]:
    """Return the columns of some rows, those aside that count and time the saves."""
    stored = (type(row)._base_manager.get(pk=row.pk) for row in rows)
    return [
        {
            field.attname: _in_milliseconds(getattr(row, field.attname))
            for field in row._meta.concrete_fields
            if field.name not in ("version", "updated", "created")
        }
        for row in stored
    ]


def _in_milliseconds(value: Any) -> Any:
    """Return a moment as JSON has it."""
    is_moment = isinstance(value, datetime)
    return value.replace(microsecond=value.microsecond // 1000 * 1000) if is_moment else value


def twice(**values: Any) -> tuple[Appearance, Appearance]:
    """Return two appearances in one session and role, of two people; the second with values."""
    session = make.make_session(make.make_event(title_en="Green Ports"))
    return make.make_appearance(session), make.make_appearance(session, **values)


# What goes back


def test_a_person_is_back_as_it_was(staff: User) -> None:
    survivor = make.make_person(name_en="Lin Lan", honorific_en="Mr.", aliases=["L. Lin"])
    duplicate = make.make_person(name_en="Lan Lin", honorific_en="Dr.", biography_en="<p>Born.</p>")
    appearance = make.make_appearance(person=duplicate)
    page = make.make_page()
    page.people.add(duplicate)
    former = read_columns(survivor, duplicate, appearance, page)
    outcome = undo(join(survivor, duplicate, staff, "name_en", "honorific_en"), staff)
    assert (read_columns(survivor, duplicate, appearance, page), outcome.notes) == (former, [])
    assert list(page.people.all()) == [duplicate]


def test_everything_of_an_organization_goes_back(staff: User) -> None:
    survivor, duplicate = make.make_organization(), make.make_organization(website="https://a.org")
    role = make.make_role(organization=duplicate)
    appearance = make.make_appearance(
        organization=duplicate, person=make.make_person(organization=duplicate)
    )
    own, shared = make.make_product(), make.make_product()
    own.publishers.add(duplicate)
    shared.publishers.add(survivor, duplicate)
    rows = (survivor, duplicate, role, appearance, appearance.person)
    former = read_columns(*rows)
    undo(join(survivor, duplicate, staff, "website"), staff)
    assert read_columns(*rows) == former
    assert [set(product.publishers.values_list("pk", flat=True)) for product in (own, shared)] == [
        {duplicate.pk},
        {survivor.pk, duplicate.pk},
    ]


def test_joined_appearances_are_parted(staff: User) -> None:
    own_appearance, their_appearance = twice(
        remarks_en="<p>Ports matter, and so do canals.</p>", caption_en="At the desk", withheld=True
    )
    own_appearance.remarks_en, own_appearance.clearance_en = "<p>Ports matter,</p>", CLEARED
    own_appearance.save()
    event, product, topic = own_appearance.session.event, make.make_product(), make.make_topic()
    document = make.make_document(event, appearance=their_appearance)
    their_appearance.photos.add(photo := make.make_photo(event))
    product.launched_by.add(their_appearance)
    product.cited_appearances.add(their_appearance)
    topic.appearances.add(own_appearance, their_appearance)
    rows = (own_appearance, their_appearance, document, product, topic)
    former = read_columns(*rows)
    undo(join(own_appearance.person, their_appearance.person, staff), staff)
    assert read_columns(*rows) == former
    assert [
        list(own_appearance.photos.all()),
        list(their_appearance.photos.all()),
        list(product.launched_by.all()),
        list(product.cited_appearances.all()),
        set(topic.appearances.all()),
    ] == [[], [photo], [their_appearance], [their_appearance], {own_appearance, their_appearance}]


def test_joined_roles_are_parted(staff: User) -> None:
    own_role = make.make_role()
    their_role = make.make_role(own_role.event, printed_name_en="Harbour Inst.")
    former = read_columns(own_role, their_role)
    undo(join(own_role.organization, their_role.organization, staff), staff)
    assert read_columns(own_role, their_role) == former


def test_a_clearance_that_the_merge_revoked_holds_again(staff: User) -> None:
    survivor, duplicate = make.make_person(name_en="Lan Lin"), make.make_person(name_en="Lin Lan")
    moved = make.make_appearance(person=duplicate, clearance_en=CLEARED, remarks_en="<p>A.</p>")
    own = make.make_appearance(person=survivor, clearance_en=CLEARED, remarks_en="<p>B.</p>")
    undo(join(survivor, duplicate, staff, "name_en"), staff)
    assert [row["clearance_en"] for row in read_columns(moved, own)] == ["cleared", "cleared"]


def test_what_is_about_a_row_goes_back_with_it(staff: User) -> None:
    own_appearance, their_appearance = twice(remarks_en="<p>Ports.</p>")
    survivor, duplicate = own_appearance.person, their_appearance.person
    about = {"content_type": ContentType.objects.get_for_model(Appearance)}
    about["object_id"] = their_appearance.pk
    person_kind = ContentType.objects.get_for_model(Person)
    rows: list[models.Model] = [
        Comment.objects.create(**about, text="Which desk?"),
        Comment.objects.create(content_type=person_kind, object_id=duplicate.pk, text="Which?"),
        ClearanceReply.objects.create(**about, language="en", answer="cleared"),
        TakeDown.objects.create(**about, reason="Asked by the office", undone_at=timezone.now()),
        PreviewLink.objects.create(**about, person_key=duplicate.pk),
        HomePart.objects.create(kind="quote", appearance=their_appearance),
        SlugRedirect.objects.create(
            content_type=person_kind, object_id=duplicate.pk, old_slug="lan-of-old"
        ),
    ]
    former = read_columns(*rows)
    journal = join(survivor, duplicate, staff)
    assert read_columns(*rows) != former
    undo(journal, staff)
    assert read_columns(*rows) == former


def test_both_have_their_addresses_again(client: Client, staff: User) -> None:
    survivor, duplicate = make.make_person(slug="lin-lan"), make.make_person(slug="lan-lin")
    undo(join(survivor, duplicate, staff), staff)
    statuses = [client.get(f"/en/people/{slug}/").status_code for slug in ("lin-lan", "lan-lin")]
    assert statuses == [200, 200]


def test_undoing_is_logged_on_both(staff: User) -> None:
    survivor, duplicate = make.make_person(name_en="Lin Lan"), make.make_person(name_en="Lan Lin")
    undo(join(survivor, duplicate, staff), staff)
    entries = AuditEntry.objects.filter(action="merge_undone")
    assert {entry.object_id: sentence_of(entry) for entry in entries} == {
        survivor.pk: "The merge with “Lan Lin” was undone.",
        duplicate.pk: "The merge with “Lin Lan” was undone.",
    }


# What was changed since


def test_what_was_written_since_stays_and_is_named(staff: User) -> None:
    survivor, duplicate = make.make_person(honorific_en="Mr."), make.make_person(honorific_en="Dr.")
    journal = join(survivor, duplicate, staff, "honorific_en")
    survivor.refresh_from_db()
    survivor.honorific_en, survivor.aliases = "Prof.", [*survivor.aliases, "L. L."]
    survivor.save()
    outcome = undo(journal, staff)
    survivor.refresh_from_db()
    assert (survivor.honorific_en, survivor.aliases, outcome.notes) == (
        "Prof.",
        ["L. L."],
        ["Person “林岚 / Lin Lan”, Honorific · English: It has been edited since and stays: Prof."],
    )


def test_a_name_that_a_staying_one_replaced_is_known_still(staff: User) -> None:
    survivor, duplicate = make.make_person(name_en="Lin Lan"), make.make_person(name_en="Lan Lin")
    journal = join(survivor, duplicate, staff, "name_en")
    survivor.refresh_from_db()
    survivor.name_en = "Lan B. Lin"
    survivor.save()
    undo(journal, staff)
    survivor.refresh_from_db()
    assert (survivor.name_en, survivor.aliases) == ("Lan B. Lin", ["Lin Lan"])


def test_a_row_that_belongs_to_a_third_one_now_stays_there(staff: User) -> None:
    appearance, third = make.make_appearance(), make.make_person(name_en="Third")
    journal = join(make.make_person(), appearance.person, staff)
    Appearance.objects.filter(pk=appearance.pk).update(person=third)
    outcome = undo(journal, staff)
    appearance.refresh_from_db()
    assert (appearance.person, len(outcome.notes)) == (third, 1)
    assert outcome.notes[0].endswith("It has been edited since and stays: 林岚 / Third")


def test_a_row_that_was_deleted_since_is_named(staff: User) -> None:
    appearance = make.make_appearance()
    journal = join(make.make_person(), appearance.person, staff)
    Appearance.objects.get(pk=appearance.pk).delete()
    outcome = undo(journal, staff)
    assert [note.endswith("It has been deleted since.") for note in outcome.notes] == [True]


def test_an_appearance_whose_session_is_gone_is_left_out(staff: User) -> None:
    own_appearance, their_appearance = twice()
    survivor, duplicate = own_appearance.person, their_appearance.person
    journal = join(survivor, duplicate, staff)
    own_appearance.session.delete()
    notes = undo(journal, staff).notes
    assert (Person.objects.count(), Appearance.objects.count(), len(notes)) == (2, 0, 2)


def test_what_nobody_cleared_is_not_cleared_again(staff: User) -> None:
    appearance = make.make_appearance(clearance_en=CLEARED, remarks_en="<p>Ports.</p>")
    journal = join(make.make_person(name_en="Lan Lin"), appearance.person, staff)
    appearance = Appearance.objects.get(pk=appearance.pk)
    appearance.remarks_en = "<p>Canals.</p>"
    appearance.save()
    undo(journal, staff)
    (columns,) = read_columns(appearance)
    assert (columns["remarks_en"], columns["clearance_en"]) == ("<p>Canals.</p>", "changed_since")


@pytest.mark.parametrize("name", ["withheld", "remarks_withheld"])
def test_what_was_taken_out_of_sight_since_comes_back_out_of_sight(staff: User, name: str) -> None:
    own_appearance, their_appearance = twice(remarks_en="<p>Ports.</p>")
    journal = join(own_appearance.person, their_appearance.person, staff)
    joined = Appearance.objects.get()
    setattr(joined, name, True)
    joined.save()
    outcome = undo(journal, staff)
    rows = {row.pk: row for row in Appearance.objects.all()}
    assert (getattr(rows[own_appearance.pk], name), rows[their_appearance.pk].withheld) == (
        True,
        True,
    )
    assert outcome.notes[0].endswith("It comes back out of sight: the other one was changed since.")


def test_who_was_taken_offline_since_brings_nobody_back_online(staff: User) -> None:
    survivor, duplicate = make.make_person(), make.make_person()
    journal = join(survivor, duplicate, staff)
    take_offline(Person.objects.get(), staff, "Two people on one page")
    undo(journal, staff)
    assert {person.status for person in Person.objects.all()} == {"offline"}


def test_a_refusal_of_pictures_since_holds_for_both(staff: User) -> None:
    survivor, duplicate = make.make_person(), make.make_person()
    journal = join(survivor, duplicate, staff)
    Person.objects.update(photo_consent=PhotoConsent.REFUSED)
    undo(journal, staff)
    assert {person.photo_consent for person in Person.objects.all()} == {"refused"}


def test_a_duplicate_that_was_recovered_meanwhile_gets_its_rows(staff: User) -> None:
    appearance = make.make_appearance()
    duplicate = Person.objects.get(pk=appearance.person_id)
    journal = join(make.make_person(), appearance.person, staff)
    duplicate.status, duplicate.name_en = Status.DRAFT, "Recovered"
    duplicate.save(force_insert=True)
    undo(journal, staff)
    appearance.refresh_from_db()
    assert (appearance.person, appearance.person.name_en, appearance.person.status) == (
        duplicate,
        "Recovered",
        "draft",
    )


def test_a_correction_that_was_told_since_is_named(staff: User) -> None:
    appearance = make.make_appearance()
    make.make_correction(appearance.session.event, text_en="Told before.")
    journal = join(make.make_person(), appearance.person, staff)
    make.make_correction(appearance.session.event, text_en="Lin Lang is Lin Lan.")
    (note,) = undo(journal, staff).notes
    assert "Lin Lang is Lin Lan." in note
    assert note.endswith("If it tells of the merge, withdraw it by hand.")


# Whether it is public again


def test_a_moment_that_is_still_to_come_is_kept(staff: User) -> None:
    later = timezone.now().replace(microsecond=0) + timedelta(days=9)
    duplicate = make.make_person(published_at_zh_hans=later)
    undo(join(make.make_person(), duplicate, staff), staff)
    duplicate = Person.objects.get(pk=duplicate.pk)
    assert (duplicate.page_languages, duplicate.schedule) == (["en"], {"zh-hans": later})


def test_what_was_never_approved_comes_back_as_a_draft(staff: User) -> None:
    survivor, duplicate = make.make_person(), make.make_person()
    journal = join(survivor, duplicate, staff)
    make_settings(reviews=1)
    outcome = undo(journal, staff)
    assert Person.objects.get(pk=duplicate.pk).status == "draft"
    assert "It comes back as a draft: " in outcome.notes[0]


def test_what_was_approved_is_public_again(staff: User) -> None:
    make_settings(reviews=1)
    duplicate = make.make_person(status=Status.DRAFT)
    submit(duplicate, staff, ["zh-hans", "en"])
    approve(duplicate, User.objects.create_superuser("reviewer"))
    publish(duplicate, staff, ["zh-hans", "en"])
    journal = join(make.make_person(), duplicate, staff)
    undo(journal, staff)
    assert Person.objects.get(pk=duplicate.pk).page_languages == ["zh-hans", "en"]
    assert Review.objects.about(duplicate).count() == 2


def test_a_draft_stays_one(staff: User) -> None:
    survivor, duplicate = make.make_person(), make.make_person(status=Status.DRAFT)
    undo(join(survivor, duplicate, staff), staff)
    assert [person.status for person in Person.objects.order_by("pk")] == ["published", "draft"]


def test_an_address_that_is_taken_is_another_one(staff: User) -> None:
    survivor, duplicate = make.make_person(), make.make_person(slug="lan-lin")
    journal = join(survivor, duplicate, staff)
    make.make_person(slug="lan-lin")
    notes = undo(journal, staff).notes
    assert Person.objects.get(pk=duplicate.pk).slug == "lan-lin-2"
    assert ["the address “lan-lin” is taken" in note for note in notes] == [True]


# What refuses


def test_a_merge_is_undone_once(staff: User) -> None:
    journal = join(make.make_person(), make.make_person(), staff)
    undo(journal, staff)
    with pytest.raises(UndoRefusedError, match="This merge was undone already"):
        undo_merge(journal, staff, "any")
    assert (Person.objects.count(), MergeJournal.objects.get().rows) == (2, {})


def test_what_moved_on_is_looked_at_again(staff: User) -> None:
    appearance = make.make_appearance()
    journal = join(make.make_person(), appearance.person, staff)
    token = state_token(preview_undo(journal, staff).before)
    Appearance.objects.get(pk=appearance.pk).save()
    with pytest.raises(OvertakenError):
        undo_merge(journal, staff, token)
    assert Person.objects.count() == 1


def test_a_look_changes_nothing(staff: User) -> None:
    survivor, duplicate = make.make_person(), make.make_person()
    journal = join(survivor, duplicate, staff)
    former = read_columns(survivor, journal)
    preview_undo(journal, staff)
    assert (read_columns(survivor, journal), Person.objects.count()) == (former, 1)


def make_editor(*rights: str) -> User:
    user = User.objects.create_user("half", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    return user


def test_whoever_may_not_publish_undoes_nothing_public(staff: User) -> None:
    journal = join(make.make_person(), make.make_person(), staff)
    with pytest.raises(UndoRefusedError, match="whoever may publish it undoes the merge"):
        preview_undo(journal, make_editor("change_person", "delete_person"))


def test_drafts_are_parted_by_whoever_may_merge_them(staff: User) -> None:
    values = {"status": Status.DRAFT}
    journal = join(make.make_person(**values), make.make_person(**values), staff)
    undo(journal, make_editor("change_person", "delete_person"))
    assert Person.objects.count() == 2


# Erasure


@pytest.mark.parametrize("is_survivor", [True, False])
def test_whoever_is_erased_is_in_no_journal(staff: User, is_survivor: bool) -> None:
    with recording(staff):
        pair = make.make_person(name_en="Lin Lan"), make.make_person(name_en="Lan Lin")
    journal = join(*pair, staff)
    if not is_survivor:
        undo(journal, staff)
    erase_person(plan_erasure(Person.objects.get(pk=pair[not is_survivor].pk)), with_remarks=True)
    assert not MergeJournal.objects.exists()


def test_whoever_is_erased_is_in_no_journal_of_organizations(staff: User) -> None:
    survivor, duplicate = make.make_organization(), make.make_organization()
    appearance = make.make_appearance(organization=duplicate)
    role = make.make_role(organization=duplicate)
    journal = join(survivor, duplicate, staff)
    erase_person(plan_erasure(appearance.person), with_remarks=True)
    journal.refresh_from_db()
    assert [place for place in journal.rows if not place.startswith("people.")] == [
        f"sessions_app.eventorganization:{role.pk}"
    ]
    undo(journal, staff)
    role.refresh_from_db()
    assert (role.organization, Organization.objects.count()) == (duplicate, 2)


def test_names_of_somebody_else_who_was_parted_from_her_are_not_hers(staff: User) -> None:
    with recording(staff):
        survivor, duplicate = make.make_person(name_en="Lin Lan"), make.make_person(name_en="Wu Bo")
        journal = join(survivor, duplicate, staff)
        survivor.refresh_from_db()
    undo(journal, staff)
    survivor.refresh_from_db()
    assert "Wu Bo" not in find_names(survivor)


# In the desk


def test_the_message_leads_to_the_page_that_undoes_it(admin_client: Client) -> None:
    survivor, duplicate = make.make_person(), make.make_person(name_en="Lan Lin")
    data = {"version_token": pair_token([survivor, duplicate])}
    response = admin_client.post(
        f"/admin/people/person/{survivor.pk}/merge/?other={duplicate.pk}", data
    )
    url = f"/admin/undo-merge/{MergeJournal.objects.get().pk}/"
    assert [url in message for message in messages_of(response)] == [True]
    history = admin_client.get(f"/admin/people/person/{survivor.pk}/history/").text
    assert f'<a href="{url}">Undo the merge with “林岚 / Lan Lin” of ' in history


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_it_is_undone_after_a_look(admin_client: Client, staff: User, language: str) -> None:
    admin_client.cookies["django_language"] = language
    survivor, duplicate = make.make_person(), make.make_person()
    journal = join(survivor, duplicate, staff)
    url = f"/admin/undo-merge/{journal.pk}/"
    token = state_token(preview_undo(journal, staff).before)
    assert f'value="{token}"' in admin_client.get(url).text
    response = admin_client.post(url, {"version_token": token})
    assert response["Location"] == f"/admin/people/person/{duplicate.pk}/change/"
    assert admin_client.get(url)["Location"] == f"/admin/people/person/{survivor.pk}/change/"
    assert url not in admin_client.get(f"/admin/people/person/{survivor.pk}/history/").text


def test_a_page_that_was_overtaken_undoes_nothing(admin_client: Client, staff: User) -> None:
    journal = join(make.make_person(), make.make_person(), staff)
    response = admin_client.post(f"/admin/undo-merge/{journal.pk}/", {"version_token": "another"})
    assert (response.status_code, Person.objects.count()) == (409, 1)


def test_recovering_leads_to_the_merge_by_which_it_went(admin_client: Client, staff: User) -> None:
    with recording(staff):
        journal = join(make.make_person(), make.make_person(), staff)
    snapshot = Snapshot.objects.get(object_id=journal.other, kind=Snapshot.Kind.DELETED)
    page = admin_client.get(reverse("admin:recover_one", args=[snapshot.pk])).text
    assert f'href="/admin/undo-merge/{journal.pk}/"' in page


@pytest.mark.parametrize("right", ["change", "delete"])
def test_undoing_needs_both_rights(client: Client, staff: User, right: str) -> None:
    journal = join(make.make_person(), make.make_person(), staff)
    client.force_login(make_editor(f"{right}_person", "view_person"))
    assert client.get(f"/admin/undo-merge/{journal.pk}/").status_code == 403


def test_a_name_that_goes_back_in_public_is_asked_about(admin_client: Client, staff: User) -> None:
    appearance = make.make_appearance(person=make.make_person(name_en="Lan Lin"))
    with recording(staff):
        journal = join(make.make_person(), appearance.person, staff)
    token = state_token(preview_undo(journal, staff).before)
    response = admin_client.post(f"/admin/undo-merge/{journal.pk}/", {"version_token": token})
    assert (response.status_code, Person.objects.count()) == (422, 1)


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_a_look(staff: User, rows: int, django_assert_max_num_queries: Any) -> None:
    survivor, duplicate = make.make_organization(), make.make_organization()
    for _row in range(rows):
        make.make_role(organization=duplicate)
    journal = join(survivor, duplicate, staff)
    with django_assert_max_num_queries(45 + 7 * rows):
        preview_undo(journal, staff)
