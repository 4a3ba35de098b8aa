"""What an import that the desk confirms makes public, and what goes into working copies."""

import pytest
from django.test import Client

from forum.history.working_copies.copy_diversion import diverting
from forum.models import ImportRun, ImportUpload, SiteSettings, WorkingCopy
from people.models import User
from sessions_app.models import Appearance, Event
from tests.support.import_pages import address, confirm, make_upload_file, page, upload
from tests.support.papers import CLEAN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_once")]

State = ImportUpload.State


def test_whoever_may_not_publish_does_not(desk: Client) -> None:
    record_upload = upload(desk)
    assert 'name="publish" value="yes"' not in page(desk, record_upload)
    assert confirm(desk, record_upload, publish="yes").status_code == 403
    assert ImportRun.objects.count() == 0


def ask_for_reviews(count: int) -> None:
    settings = SiteSettings.current()
    settings.reviews = count
    settings.save()


def test_whoever_may_publish_does(admin_client: Client) -> None:
    ask_for_reviews(0)
    record_upload = upload(admin_client)
    assert 'name="publish" value="yes"' in page(admin_client, record_upload)
    confirm(admin_client, record_upload, publish="yes")
    assert {event.status for event in Event.objects.all()} == {"published"}


def test_no_import_goes_round_the_reviews(admin_client: Client) -> None:
    ask_for_reviews(1)
    record_upload = upload(admin_client)
    assert 'name="publish" value="yes"' not in page(admin_client, record_upload)
    assert confirm(admin_client, record_upload, publish="yes").status_code == 403
    assert ImportRun.objects.count() == 0


@pytest.fixture
def beside_a_copy(admin_client: Client) -> ImportUpload:
    """An upload that changes a public event of which a working copy of somebody else waits."""
    ask_for_reviews(0)
    confirm(admin_client, upload(admin_client), publish="yes")
    event = Event.objects.get(title_zh_hans="河谷与桥梁")
    with diverting(User.objects.create_user("lin", is_staff=True)):
        event.venue_en = "Hall 9"
        event.save()
    return upload(
        admin_client, make_upload_file(CLEAN.replace("孩子们就不用绕路", "孩子们就不用走远路"))
    )


def choose(client: Client, one: ImportUpload, way: str) -> None:
    copies = [copy.pk for copy in WorkingCopy.objects.all()]
    client.post(address("copies", one), {"way": way, "beside": copies})
    one.refresh_from_db()


def test_an_import_beside_a_working_copy_asks_first(
    admin_client: Client, beside_a_copy: ImportUpload
) -> None:
    page_text = page(admin_client, beside_a_copy)
    confirm(admin_client, beside_a_copy)
    beside_a_copy.refresh_from_db()
    assert (
        "A working copy waits of a record that this import changes" in page_text,
        'name="fingerprint"' in page_text,
        beside_a_copy.state,
    ) == (True, False, State.PLANNED)


@pytest.mark.parametrize(("way", "is_public"), [("copies", False), ("direct", True)])
def test_an_import_goes_where_it_was_told(
    admin_client: Client, beside_a_copy: ImportUpload, way: str, is_public: bool
) -> None:
    choose(admin_client, beside_a_copy, way)
    confirm(admin_client, beside_a_copy, asked_kind="slip")
    beside_a_copy.refresh_from_db()
    remarks = str(Appearance.objects.values_list("remarks_zh_hans"))
    copy = str(WorkingCopy.objects.get().changes)
    assert (beside_a_copy.state, "走远" in remarks, "走远" in copy, "Hall 9" in copy) == (
        State.DONE,
        is_public,
        not is_public,
        True,
    )


def test_a_copy_that_was_begun_since_is_asked_about(
    admin_client: Client, beside_a_copy: ImportUpload
) -> None:
    beside_a_copy.plan[ImportUpload.BESIDE] = []
    beside_a_copy.save()
    confirm(admin_client, beside_a_copy, asked_kind="slip")
    beside_a_copy.refresh_from_db()
    copies = [WorkingCopy.objects.get().pk]
    assert (beside_a_copy.state, beside_a_copy.unseen_copies) == (State.PLANNED, copies)


def test_what_is_open_is_counted_beside_the_choice_to_publish(admin_client: Client) -> None:
    ask_for_reviews(0)
    text = CLEAN.replace("秦牧野 松川大学教授", "秦牧野 松川大学讲师")
    shown = page(admin_client, upload(admin_client, make_upload_file(text)))
    assert "1 finding is open, and what it is about becomes public with the record" in shown


def test_where_nothing_is_open_nothing_is_counted(admin_client: Client) -> None:
    ask_for_reviews(0)
    assert "is open, and what" not in page(admin_client, upload(admin_client))
