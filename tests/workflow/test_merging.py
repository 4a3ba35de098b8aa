"""Two records of one person or organization become one, and nothing is lost."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forum.core.content import Status
from forum.desk.audit_sentences import sentence_of
from forum.history.version_token import OvertakenError
from forum.models import AuditEntry, Comment, HomePart, SlugRedirect
from forum.workflow.merging.merge import MergeRefused, merge_records, pair_token
from forum.workflow.merging.planning import DROPPED, REDIRECTED, REFERENCES, plan_merge
from people.models import Named, Organization, Person, PhotoConsent, User
from sessions_app.models import Appearance
from tests.support import factories as make
from tests.support.admin_forms import messages_of
from tests.support.images import png

pytestmark = pytest.mark.django_db

CLEARED = Appearance.Clearance.CLEARED


@pytest.fixture
def staff() -> User:
    return User.objects.create_superuser("editor")


def join(survivor: Named, duplicate: Named, user: User, *chosen_fields: str) -> Any:
    token = pair_token([survivor, duplicate])
    merged = merge_records(survivor, duplicate, chosen_fields, user, token)
    return type(survivor)._default_manager.get(pk=merged.pk)


def twice(**values: Any) -> tuple[Appearance, Appearance]:
    """Return two appearances in one session and role, of two people; the second with values."""
    session = make.make_session(make.make_event(title_en="Green Ports"))
    return make.make_appearance(session), make.make_appearance(session, **values)


# Every relation is known


def related(model: type[Named]) -> set[tuple[str, str]]:
    fields: list[Any] = [
        field for field in model._meta.get_fields() if field.auto_created and field.is_relation
    ]
    return {
        (field.related_model._meta.label, field.field.name)
        for field in fields
        if not field.concrete
    }


@pytest.mark.parametrize("model", [Person, Organization])
def test_merging_knows_every_relation_to_the_model(model: type[Named]) -> None:
    referenced = {(reference.model._meta.label, reference.field) for reference in REFERENCES[model]}
    assert referenced == related(model), (
        "Add the relation to forum.workflow.merging.planning.REFERENCES."
    )


def test_merging_knows_every_table_about_any_record() -> None:
    ours = [
        model
        for model in apps.get_models()
        if model._meta.app_label in ("forum", "people", "sessions_app")
    ]
    about = {
        our
        for our in ours
        if any(isinstance(f, GenericForeignKey) for f in our._meta.private_fields)
    }
    assert about == {*REDIRECTED, *DROPPED}, "Add the model to forum.workflow.merging.planning."


@pytest.mark.parametrize("model", [Person, Organization])
def test_merging_knows_what_may_stand_only_once(model: type[Named]) -> None:
    for relation in REFERENCES[model]:
        unique = [
            tuple(name for name in constraint.fields if name != relation.field)
            for constraint in relation.model._meta.constraints
            if isinstance(constraint, models.UniqueConstraint)
            and relation.field in constraint.fields
        ]
        unique_columns = [relation.unique_with] if relation.unique_with else []
        assert sorted(map(sorted, unique)) == sorted(map(sorted, unique_columns))


# What moves


def test_an_appearance_moves(staff: User) -> None:
    survivor, appearance = make.make_person(), make.make_appearance()
    join(survivor, appearance.person, staff)
    appearance.refresh_from_db()
    assert appearance.person_id == survivor.pk


def test_everything_of_an_organization_moves(staff: User) -> None:
    survivor, duplicate = make.make_organization(), make.make_organization()
    role, product = make.make_role(organization=duplicate), make.make_product()
    appearance = make.make_appearance(
        organization=duplicate, person=make.make_person(organization=duplicate)
    )
    product.publishers.add(duplicate)
    join(survivor, duplicate, staff)
    for row in (role, appearance, appearance.person):
        row.refresh_from_db()
    assert [
        role.organization_id,
        appearance.organization_id,
        appearance.person.organization_id,
    ] == [survivor.pk] * 3
    assert list(product.publishers.values_list("pk", flat=True)) == [survivor.pk]


def test_a_product_of_both_keeps_one_publisher(staff: User) -> None:
    survivor, duplicate, product = (
        make.make_organization(),
        make.make_organization(),
        make.make_product(),
    )
    product.publishers.add(survivor, duplicate)
    join(survivor, duplicate, staff)
    assert list(product.publishers.values_list("pk", flat=True)) == [survivor.pk]


def test_names_become_other_spellings(staff: User) -> None:
    survivor = make.make_person(name_zh_hans="林岚", name_en="Lin Lan", aliases=["林嵐"])
    duplicate = make.make_person(name_zh_hans="林岚", name_en="Lan Lin", aliases=["L. Lin"])
    assert join(survivor, duplicate, staff).aliases == ["林嵐", "Lan Lin", "L. Lin"]


def test_a_name_that_gives_way_becomes_a_spelling(staff: User) -> None:
    survivor, duplicate = make.make_person(name_en="Lin Lan"), make.make_person(name_en="Lan Lin")
    merged = join(survivor, duplicate, staff, "name_en")
    assert (merged.name_en, merged.aliases, merged.sort_key_en) == (
        "Lan Lin",
        ["Lin Lan"],
        duplicate.sort_key_en,
    )


def test_the_search_finds_the_old_name(staff: User) -> None:
    survivor, duplicate = make.make_person(), make.make_person(name_en="Orinoco Flow")
    join(survivor, duplicate, staff)
    assert list(Person.objects.named("orinoco flow")) == [survivor]


def test_old_addresses_lead_to_the_one_that_stays(client: Client, staff: User) -> None:
    survivor, duplicate = make.make_person(slug="lin-lan"), make.make_person(slug="older")
    duplicate.slug = "lan-lin"
    duplicate.save()
    join(survivor, duplicate, staff)
    for old in ("older", "lan-lin"):
        response = client.get(f"/en/people/{old}/")
        assert (response.status_code, response["Location"]) == (301, "/en/people/lin-lan/")


def test_a_chosen_field_is_taken_over(staff: User) -> None:
    survivor, duplicate = make.make_person(honorific_en="Mr."), make.make_person(honorific_en="Dr.")
    assert join(survivor, duplicate, staff, "honorific_en").honorific_en == "Dr."


def test_a_field_that_is_empty_is_proposed_from_the_other() -> None:
    survivor, duplicate = make.make_person(), make.make_person(honorific_en="Dr.")
    assert [
        (field.name, field.is_proposed) for field in plan_merge(survivor, duplicate).fields
    ] == [("honorific_en", True)]


@pytest.mark.django_db(transaction=True)
def test_a_portrait_that_is_taken_over_stays_in_the_storage(staff: User) -> None:
    survivor, duplicate = (
        make.make_person(),
        make.make_person(portrait=png(), portrait_alt_en="Lin Lan"),
    )
    merged = join(survivor, duplicate, staff, "portrait")
    assert (merged.portrait.name, merged.portrait_alt_en) == (duplicate.portrait.name, "Lin Lan")
    assert default_storage.exists(merged.portrait.name)


def test_a_refusal_of_pictures_holds(staff: User) -> None:
    survivor, duplicate = make.make_person(), make.make_person(photo_consent=PhotoConsent.REFUSED)
    assert join(survivor, duplicate, staff).photo_consent == "refused"


def test_a_merge_is_logged_on_both(staff: User) -> None:
    survivor, duplicate = make.make_person(slug="kept"), make.make_person(slug="other")
    join(survivor, duplicate, staff)
    logged = {
        (entry.object_id, entry.action): sentence_of(entry) for entry in AuditEntry.objects.all()
    }
    assert logged == {
        (duplicate.pk, "merged_away"): "Merged into “Lin Lan”.",
        (survivor.pk, "merged"): "Merged with “Lin Lan (other)”.",
    }


# What both have


def test_two_appearances_in_one_role_become_one(staff: User) -> None:
    own_appearance, their_appearance = twice(remarks_en="<p>Ports.</p>", caption_en="At the desk")
    document = make.make_document(own_appearance.session.event, appearance=their_appearance)
    product = make.make_product()
    product.launched_by.add(their_appearance)
    join(own_appearance.person, their_appearance.person, staff)
    appearance = Appearance.objects.get()
    document.refresh_from_db()
    assert (appearance.pk, appearance.remarks_en, appearance.caption_en) == (
        own_appearance.pk,
        "<p>Ports.</p>",
        "At the desk",
    )
    assert (document.appearance_id, product.launched_by.get().pk) == (
        own_appearance.pk,
        own_appearance.pk,
    )


def test_what_cites_or_quotes_an_appearance_follows_it_into_the_joined_one(staff: User) -> None:
    own_appearance, their_appearance = twice(remarks_en="<p>Ports.</p>")
    product = make.make_product()
    product.cited_appearances.add(their_appearance)
    HomePart.objects.create(kind="quote", appearance=their_appearance, sentences={"en": "Ports."})
    join(own_appearance.person, their_appearance.person, staff)
    assert (product.cited_appearances.get(), HomePart.objects.get(kind="quote").appearance) == (
        own_appearance,
        own_appearance,
    )


def test_the_fuller_remarks_are_kept(staff: User) -> None:
    own_appearance, their_appearance = twice(remarks_en="<p>Ports matter, and so do canals.</p>")
    own_appearance.remarks_en = "<p>Ports matter,</p>"
    own_appearance.save()
    join(own_appearance.person, their_appearance.person, staff)
    assert Appearance.objects.get().remarks_en == "<p>Ports matter, and so do canals.</p>"


def test_remarks_that_grow_are_changed_since_clearance(staff: User) -> None:
    own_appearance, their_appearance = twice(remarks_en="<p>Ports matter, and so do canals.</p>")
    own_appearance.remarks_en, own_appearance.clearance_en = "<p>Ports matter,</p>", CLEARED
    own_appearance.save()
    join(own_appearance.person, their_appearance.person, staff)
    assert Appearance.objects.get().clearance_en == "changed_since"


def test_a_clearance_comes_with_its_text(staff: User) -> None:
    own_appearance, their_appearance = twice(
        remarks_en="<p>Ports.</p>", clearance_en=CLEARED, clearance_by_en="Office"
    )
    join(own_appearance.person, their_appearance.person, staff)
    appearance = Appearance.objects.get()
    assert (appearance.clearance_en, appearance.clearance_by_en) == ("cleared", "Office")


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("remarks_zh_hans", ("<p>港口。</p>", "<p>运河。</p>")),
        # Not the fuller text of the same: another rank.
        ("title_zh_hans", ("部长", "副部长")),
        ("attendance", ("in_person", "video")),
    ],
)
def test_two_different_texts_refuse_and_name_the_session(
    staff: User, name: str, texts: tuple[str, str]
) -> None:
    own_appearance, their_appearance = twice(**{name: texts[1]})
    setattr(own_appearance, name, texts[0])
    own_appearance.save()
    with pytest.raises(MergeRefused, match="Green Ports: Opening remarks – "):
        join(own_appearance.person, their_appearance.person, staff)
    assert Appearance.objects.count() == 2


@pytest.mark.parametrize("name", ["withheld", "remarks_withheld"])
def test_what_was_hidden_stays_hidden(staff: User, name: str) -> None:
    own_appearance, their_appearance = twice(**{name: True})
    join(own_appearance.person, their_appearance.person, staff)
    assert getattr(Appearance.objects.get(), name) is True


def test_two_roles_of_one_kind_become_one(staff: User) -> None:
    own_role = make.make_role()
    duplicate = make.make_role(own_role.event, printed_name_en="Harbour Inst.")
    join(own_role.organization, duplicate.organization, staff)
    own_role.refresh_from_db()
    assert (own_role.printed_name_en, own_role.event.organizations.count()) == ("Harbour Inst.", 1)


# What refuses


def test_what_is_offline_does_not_come_back_by_a_merge(staff: User) -> None:
    survivor, duplicate = make.make_person(), make.make_person(status=Status.OFFLINE)
    with pytest.raises(MergeRefused, match="is offline"):
        join(survivor, duplicate, staff)


@pytest.mark.parametrize(
    ("kept", "lost"),
    [
        ({"status": Status.DRAFT}, "Chinese and English"),
        ({"ready_languages": ["zh-hans"]}, "English"),
        ({"published_at_en": timezone.now() + timedelta(days=9)}, "English"),
    ],
)
def test_what_is_public_does_not_vanish_in_what_is_not(
    staff: User, kept: dict[str, Any], lost: str
) -> None:
    survivor, duplicate = make.make_person(**kept), make.make_person()
    with pytest.raises(MergeRefused, match=rf"is published \({lost}\)"):
        join(survivor, duplicate, staff)


def test_what_is_scheduled_does_not_vanish_in_a_draft(staff: User) -> None:
    later = timezone.now() + timedelta(days=9)
    duplicate = make.make_person(published_at_zh_hans=later, published_at_en=later)
    with pytest.raises(MergeRefused, match="is published"):
        join(make.make_person(status=Status.DRAFT), duplicate, staff)
    assert join(make.make_person(), duplicate, staff).is_published


def test_an_older_version_is_refused(staff: User) -> None:
    survivor, duplicate = make.make_person(), make.make_person()
    with pytest.raises(OvertakenError):
        merge_records(survivor, duplicate, (), staff, "another")
    assert Person.objects.count() == 2


# In the desk


def test_the_preview_shows_both_versions_escaped(admin_client: Client) -> None:
    survivor = make.make_person(honorific_en="Mr.")
    duplicate = make.make_person(honorific_en="<b>Dr.</b>")
    page = admin_client.get(
        f"/admin/people/person/{survivor.pk}/merge/?other={duplicate.pk}"
    ).content.decode()
    assert "&lt;b&gt;Dr.&lt;/b&gt;" in page
    assert "<b>Dr." not in page


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("kind", ["person", "organization"])
def test_the_other_is_chosen_by_name(admin_client: Client, kind: str, language: str) -> None:
    admin_client.cookies["django_language"] = language
    maker = make.make_person if kind == "person" else make.make_organization
    survivor, duplicate = maker(), maker()
    page = admin_client.get(f"/admin/people/{kind}/{survivor.pk}/merge/")
    assert f'href="?other={duplicate.pk}"' in page.content.decode()


def confirm(client: Client, survivor: Named, duplicate: Named, **sent: Any) -> Any:
    data = {"version_token": pair_token([survivor, duplicate]), **sent}
    return client.post(f"/admin/people/person/{survivor.pk}/merge/?other={duplicate.pk}", data)


def test_a_confirmed_merge_leads_to_the_record(admin_client: Client) -> None:
    survivor, duplicate = make.make_person(), make.make_person(honorific_en="Dr.")
    response = confirm(admin_client, survivor, duplicate, **{"field-honorific_en": "other"})
    survivor.refresh_from_db()
    assert response["Location"] == f"/admin/people/person/{survivor.pk}/change/"
    assert (survivor.honorific_en, Person.objects.count()) == ("Dr.", 1)


def test_a_record_that_moved_on_is_looked_at_again(admin_client: Client) -> None:
    survivor, duplicate = make.make_person(), make.make_person()
    Person.objects.get(pk=duplicate.pk).save()
    response = confirm(admin_client, survivor, duplicate)
    sentence = "This record has been changed since you opened it."
    assert (response.status_code, sentence in response.text, Person.objects.count()) == (
        409,
        True,
        2,
    )


def test_the_list_merges_exactly_two(admin_client: Client) -> None:
    draft, public = make.make_person(status=Status.DRAFT), make.make_person()
    data = {"action": "merge", "_selected_action": [draft.pk, public.pk]}
    response = admin_client.post("/admin/people/person/", data)
    assert response["Location"] == f"/admin/people/person/{public.pk}/merge/?other={draft.pk}"


def test_the_list_refuses_one(admin_client: Client) -> None:
    data = {"action": "merge", "_selected_action": [make.make_person().pk]}
    response = admin_client.post("/admin/people/person/", data)
    messages = messages_of(response)
    assert messages == ["Choose exactly two records to merge."]


@pytest.mark.parametrize("rights", [["change"], ["delete", "view"]])
def test_merging_needs_both_rights(client: Client, rights: list[str]) -> None:
    user = User.objects.create_user("half", is_staff=True)
    names = [f"{right}_person" for right in rights]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    assert client.get(f"/admin/people/person/{make.make_person().pk}/merge/").status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_a_preview(
    admin_client: Client, rows: int, django_assert_num_queries: Any
) -> None:
    survivor, duplicate = make.make_organization(), make.make_organization()
    for _row in range(rows):
        make.make_role(organization=duplicate)
        make.make_appearance(organization=duplicate)
    url = f"/admin/people/organization/{survivor.pk}/merge/?other={duplicate.pk}"
    admin_client.get(url)
    with django_assert_num_queries(11):
        admin_client.get(url)


def test_no_redirect_leads_to_what_is_gone(staff: User) -> None:
    survivor, duplicate = make.make_person(), make.make_person()
    join(survivor, duplicate, staff)
    assert {redirect.object_id for redirect in SlugRedirect.objects.all()} == {survivor.pk}


def test_what_was_said_about_a_duplicate_is_said_about_the_record_that_stays(staff: User) -> None:
    survivor, duplicate = make.make_person(), make.make_person()
    kind = ContentType.objects.get_for_model(duplicate)
    Comment.objects.create(content_type=kind, object_id=duplicate.pk, text="Which Lin?")
    join(survivor, duplicate, staff)
    assert Comment.objects.about(survivor).get().text == "Which Lin?"


def test_comments_on_an_appearance_follow_it_into_the_joined_one(staff: User) -> None:
    own_appearance, their_appearance = twice()
    kind = ContentType.objects.get_for_model(Appearance)
    Comment.objects.create(content_type=kind, object_id=their_appearance.pk, text="Which desk?")
    join(own_appearance.person, their_appearance.person, staff)
    assert Comment.objects.about(own_appearance).get().text == "Which desk?"


@pytest.mark.parametrize(("query", "is_said"), [("", False), ("?other=0", True)])
def test_a_record_that_is_none_is_asked_for_again(
    admin_client: Client, query: str, is_said: bool
) -> None:
    url = reverse("merge-person", args=[make.make_person().pk])
    text = admin_client.get(f"{url}{query}").content.decode()
    assert ("There is no such record any more; choose another." in text) == is_said
