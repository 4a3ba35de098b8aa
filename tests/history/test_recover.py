"""What was deleted is listed and comes back, with what went with it."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from forum.core.storage import picture_storage
from forum.history.recording import recording
from forum.history.recovery import list_deleted, read_deleted_state, recover
from forum.history.restore import Outcome
from forum.models import ImportRun, KnowledgeProduct, Page, ProductPart
from forum.workflow.checks import find_blocking_checks
from people.models import Organization, Person, User
from sessions_app.models import Appearance, Document, Event, EventOrganization, Photo, Session
from tests.support import factories as make
from tests.support.admin_forms import make_run, make_warning
from tests.support.desk_client import address, speak
from tests.support.images import png

pytestmark = pytest.mark.django_db

MODELS = (Event, Session, Person, Organization, KnowledgeProduct, Page)


def delete(*records: Any) -> None:
    with recording():
        for record in records:
            record.delete()


def bring_back() -> Outcome:
    """Recover what was deleted last."""
    with recording():
        return recover(read_deleted_state(list_deleted(MODELS)[0]))


def listed() -> list[str]:
    return [revision.content_type.model for revision in list_deleted(MODELS)]


@pytest.mark.parametrize(
    "maker",
    [
        make.make_event,
        make.make_session,
        make.make_person,
        make.make_organization,
        make.make_product,
        make.make_page,
    ],
)
def test_a_deleted_record_comes_back_under_its_key(maker: Any) -> None:
    record = maker()
    pk, model = record.pk, type(record)
    delete(record)
    bring_back()
    assert [record.pk for record in model.objects.all()] == [pk]


def test_an_event_comes_back_whole() -> None:
    event = make.make_event()
    make.make_appearance(make.make_session(event))
    make.make_role(event)
    delete(event)
    bring_back()
    assert [
        model._default_manager.count() for model in (Session, Appearance, EventOrganization)
    ] == [1, 1, 1]


def test_a_product_comes_back_with_its_parts_and_publishers() -> None:
    part = make.make_product_part()
    publisher = make.make_organization()
    part.product.publishers.add(publisher)
    delete(part.product)
    bring_back()
    product = KnowledgeProduct.objects.get()
    assert (ProductPart.objects.count(), list(product.publishers.all())) == (1, [publisher])


def test_what_went_with_an_event_is_not_listed_by_itself() -> None:
    session = make.make_session()
    delete(session.event)
    assert listed() == ["event"]


def test_a_session_deleted_alone_is_listed() -> None:
    delete(make.make_session())
    assert listed() == ["session"]


def test_what_came_back_is_listed_no_more() -> None:
    delete(make.make_person())
    bring_back()
    assert listed() == []


def test_what_was_published_comes_back_as_a_draft() -> None:
    delete(make.make_person())
    bring_back()
    assert Person.objects.get().status == "draft"


def test_what_was_offline_comes_back_offline() -> None:
    delete(make.make_person(status="offline"))
    bring_back()
    assert Person.objects.get().status == "offline"


def test_the_version_counts_on() -> None:
    delete(make.make_person())
    bring_back()
    assert Person.objects.get().version == 2


def test_an_address_that_is_taken_is_told() -> None:
    delete(make.make_person(slug="lin-lan"))
    make.make_person(slug="lin-lan")
    assert bring_back().notes == [
        "Person “林岚 / Lin Lan”: the address “lin-lan” is taken; it is “lin-lan-2” now."
    ]


def test_a_session_whose_event_is_gone_waits_for_it() -> None:
    session = make.make_session(title_en="Opening")
    event = session.event
    delete(session)
    delete(event)
    version = list_deleted([Session])[0]
    with recording():
        outcome = recover(read_deleted_state(version))
    assert outcome.notes == [
        "Session “Opening” is left out: event “绿色港口 / Green Ports” is gone."
    ]


def test_a_guest_who_is_gone_is_left_out_of_the_event() -> None:
    appearance = make.make_appearance()
    event, person = appearance.session.event, appearance.person
    make.make_document(event, appearance=appearance)
    delete(event)
    delete(person)
    with recording():
        outcome = recover(read_deleted_state(list_deleted([Event])[0]))
    assert (len(outcome.notes), Appearance.objects.count()) == (2, 0)
    assert Document.objects.get().appearance is None


# In the desk


def test_the_list_names_who_deleted_what(admin_client: Client) -> None:
    person = make.make_person()
    admin_client.post(address(Person, "delete", person.pk), {"post": "yes"})
    (entry,) = admin_client.get(reverse("admin:recover")).context["entries"]
    assert (entry["what"], entry["name"], entry["who"]) == ("Person", "林岚 / Lin Lan", "admin")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_an_editor_brings_a_record_back(admin_client: Client, language: str) -> None:
    speak(admin_client, language)
    person = make.make_person()
    pk = person.pk
    delete(person)
    (entry,) = admin_client.get(reverse("admin:recover")).context["entries"]
    url = reverse("admin:recover_one", args=[entry["pk"]])
    assert admin_client.get(url).context["may_recover"] is True
    assert admin_client.post(url)["Location"] == address(Person, "change", pk)


def test_the_look_names_what_the_record_names(admin_client: Client) -> None:
    delete(make.make_session(make.make_event(title_en="Green Ports")))
    version = list_deleted([Session])[0]
    response = admin_client.get(reverse("admin:recover_one", args=[version.pk]))
    assert ("Event", "绿色港口 / Green Ports") in response.context["texts"]


def test_the_look_shows_nothing_of_how_far_it_was_published(admin_client: Client) -> None:
    delete(make.make_person())
    url = reverse("admin:recover_one", args=[list_deleted([Person])[0].pk])
    labels = {label.partition(" ")[0] for label, _text in admin_client.get(url).context["texts"]}
    assert labels.isdisjoint({"Status", "Ready", "Published"})


def test_the_look_brings_nothing_back(admin_client: Client) -> None:
    delete(make.make_person())
    version = list_deleted([Person])[0]
    admin_client.get(reverse("admin:recover_one", args=[version.pk]))
    assert Person.objects.count() == 0


def test_what_is_there_cannot_be_recovered_again(admin_client: Client) -> None:
    delete(make.make_person())
    version = list_deleted([Person])[0]
    bring_back()
    url = reverse("admin:recover_one", args=[version.pk])
    assert admin_client.post(url).status_code == 404


def test_the_list_of_records_leads_there(admin_client: Client) -> None:
    page = admin_client.get(address(Person, "changelist")).content.decode()
    assert reverse("admin:recover") in page


def test_staff_without_rights_are_refused(client: Client) -> None:
    client.force_login(User.objects.create_user("guest", is_staff=True))
    assert client.get(reverse("admin:recover")).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_list(admin_client: Client, number: int) -> None:
    for _no in range(number):
        delete(make.make_person())
    url = reverse("admin:recover")
    admin_client.get(url)
    with CaptureQueriesContext(connection) as captured:
        admin_client.get(url)
    assert len(captured) == 4


def imported_event(**values: Any) -> Event:
    """Return a draft that an import made, which found an error that nobody has settled."""
    event = make.make_event(status="draft")
    written = {"model": "sessions_app.event", "pk": event.pk, "action": "create", "fields": {}}
    run = make_run(event=event, changes=[{**written, **values}])
    make_warning(run, level="error")
    return event


def blocking(event: Event) -> list[str]:
    return [check.message for check in find_blocking_checks(event, ["en"])]


def test_an_event_comes_back_with_what_its_import_found() -> None:
    event = imported_event()
    make_run(changes=[{"model": "people.person", "pk": event.pk, "action": "create"}])
    delete(event)
    bring_back()
    assert blocking(Event.objects.get()) == ["1 error of an import has not been settled."]


def test_an_event_that_undoing_took_comes_back_with_what_its_import_found() -> None:
    event = imported_event(undone=True)
    ImportRun.objects.update(undone_at=timezone.now())
    delete(event)
    bring_back()
    assert blocking(Event.objects.get()) == ["1 error of an import has not been settled."]


def test_an_import_that_was_undone_keeps_nothing_from_the_public() -> None:
    event = imported_event(undone=["title_en"])
    ImportRun.objects.update(undone_at=timezone.now())
    assert blocking(event) == []


def test_an_event_comes_back_with_its_pictures(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    event = make.make_event(cover=png())
    image = make.make_photo(event).image
    names = [*event.cover.names(), *image.names()]
    public = [name for name in names if picture_storage().is_in_public(name)]
    with django_capture_on_commit_callbacks(execute=True):
        delete(event)
    remaining_names = [name for name in public if picture_storage().is_in_public(name)]
    with django_capture_on_commit_callbacks(execute=True):
        bring_back()
    photo = Photo.objects.get()
    assert (remaining_names, photo.image.name, picture_storage().exists(image.name)) == (
        [],
        image.name,
        True,
    )
    with django_capture_on_commit_callbacks(execute=True), recording():
        event = Event.objects.get()
        event.status = Event.Status.PUBLISHED
        event.save()
    assert [name for name in public if picture_storage().is_in_public(name)] == public


def test_a_revision_brings_back_a_picture_that_was_replaced(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    event = make.make_event(cover=png())
    name = event.cover.name
    with django_capture_on_commit_callbacks(execute=True):
        event.cover = png(20, 10)
        event.save()
    assert (picture_storage().exists(name), picture_storage().is_in_public(name)) == (True, False)


def an_import(record: Any, **values: Any) -> ImportRun:
    """Return an import that wrote a record. values: of the run."""
    entry = {
        "model": record._meta.label_lower, "pk": record.pk, "name": "", "action": "update",
        "identity": "", "fields": {},
    }  # fmt: skip
    return make_run(event=None, changes=[entry], **values)


def test_an_event_that_comes_back_has_its_documents_alone() -> None:
    event, other_event = make.make_event(), make.make_event()
    sessions = make.make_session(event), make.make_session(other_event)
    runs = [an_import(session, sha256="0" * 64) for session in sessions]
    translation = an_import(sessions[0], sha256="")
    pk = event.pk
    delete(event)
    bring_back()
    for run in (*runs, translation):
        run.refresh_from_db()
    assert [run.event_id for run in (*runs, translation)] == [pk, None, None]
