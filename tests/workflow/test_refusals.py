"""Who refuses to be shown waits for no review: the pictures are out of reach with the save."""

from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks, Settings

from forum.models import AuditEntry, WorkingCopy
from people.models import Person
from sessions_app.models import Appearance
from tests.support import factories as make
from tests.support.admin_forms import make_settings, messages_of, read_form
from tests.support.images import png
from tests.support.working_copies import edit, form_url, read_form_value, step
from tests.workflow.test_copy_annotations import approved
from tests.workflow.test_takedown_files import files

pytestmark = pytest.mark.django_db


def make_pictured(kind: str) -> Any:
    """Return a public person with a portrait, or a guest on a photo of a public event."""
    if kind == "person":
        return make.make_person(portrait=png(), biography_en="<p>Old.</p>")
    event = make.make_event()
    return make.make_appearance(make.make_session(event), photo=make.make_photo(event))


def refuse(client: Client, record: Any, **values: Any) -> Any:
    """Save in the form of a person, or of a guest's session, that pictures are refused."""
    if isinstance(record, Person):
        return edit(client, record, photo_consent="refused", **values)
    return edit(client, record.session, **{"appearances-0-photo_consent": "refused"}, **values)


def open_copy_of(editor: Client, record: Any) -> None:
    owner = record if isinstance(record, Person) else record.owner
    field = "biography_en" if isinstance(record, Person) else "title_en"
    edit(editor, owner, **{field: "<p>New.</p>" if isinstance(record, Person) else "New"})


@pytest.mark.parametrize("kind", ["person", "guest"])
@pytest.mark.parametrize("has_copy", [False, True])
@pytest.mark.parametrize("role", ["editor", "reviewer"])
def test_a_refusal_takes_the_pictures_away_at_once(
    request: pytest.FixtureRequest,
    settings: Settings,
    kind: str,
    has_copy: bool,
    role: str,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    record = make_pictured(kind)
    state_before, _none = files(settings)
    if has_copy:
        open_copy_of(request.getfixturevalue("editor"), record)
    with django_capture_on_commit_callbacks(execute=True):
        refuse(request.getfixturevalue(role), record)
    record.refresh_from_db()
    public, private = files(settings)
    # The form itself may have drawn a smaller one.
    assert (record.photo_consent, public, state_before - private) == ("refused", set(), set())


def test_a_refusal_alone_leaves_no_working_copy_and_is_logged(editor: Client) -> None:
    person = make_pictured("person")
    refuse(editor, person)
    entry = AuditEntry.objects.about(person).latest_first()[0]
    assert (WorkingCopy.objects.count(), entry.action, str(entry.actor)) == (0, "changed", "editor")


def test_a_refusal_is_said_to_hold_at_once(editor: Client) -> None:
    assert messages_of(refuse(editor, make_pictured("person"))) == [
        "“林岚 / Lin Lan”: saved. The refusal to be shown holds at once, in public too."
    ]


def test_what_is_typed_beside_a_refusal_waits_in_the_working_copy(editor: Client) -> None:
    person = make_pictured("person")
    refuse(editor, person, biography_en="<p>New.</p>")
    person.refresh_from_db()
    texts = (person.biography_en, read_form_value(editor, person, "biography_en"))
    assert (texts, read_form_value(editor, person, "photo_consent")) == (
        ("<p>Old.</p>", "<p>New.</p>"), "refused"
    )  # fmt: skip


def test_a_refusal_takes_back_the_consent_that_waited(editor: Client) -> None:
    person = make_pictured("person")
    edit(editor, person, photo_consent="given")
    refuse(editor, person)
    assert read_form_value(editor, person, "photo_consent") == "refused"


def test_a_refusal_leaves_the_approval_and_the_working_copy(
    editor: Client, reviewer: Client
) -> None:
    make_settings(reviews=1)
    person = make_pictured("person")
    open_copy_of(editor, person)
    step(editor, person, "submit", languages=["en"])
    step(reviewer, person, "approve")
    refuse(editor, person)
    assert (approved(reviewer, person), read_form_value(editor, person, "biography_en")) == (
        True, "<p>New.</p>"
    )  # fmt: skip


def test_consent_waits_in_the_working_copy(editor: Client) -> None:
    person = make.make_person(photo_consent="refused")
    edit(editor, person, photo_consent="given")
    person.refresh_from_db()
    assert (person.photo_consent, read_form_value(editor, person, "photo_consent")) == (
        "refused",
        "given",
    )


@pytest.mark.parametrize("refuses", ["person", "guest"])
def test_a_photo_that_names_who_refused_goes_at_once(editor: Client, refuses: str) -> None:
    refusal = {"photo_consent": "refused"}
    guest = make.make_appearance(
        person=make.make_person(**refusal if refuses == "person" else {}),
        **refusal if refuses == "guest" else {},
    )
    photo = make.make_photo(guest.session.event)
    url = form_url(photo)
    editor.post(url, {**read_form(editor, url), "who": "Lin Lan", "caption_en": "New"})
    named = [*Appearance.objects.get().photos.all()]
    photo.refresh_from_db()
    assert (named, photo.caption_en or "") == ([photo], "")


def test_a_photo_that_names_somebody_else_waits(editor: Client) -> None:
    photo = make.make_photo(make.make_appearance().session.event)
    url = form_url(photo)
    editor.post(url, {**read_form(editor, url), "who": "Lin Lan"})
    assert not Appearance.objects.get().photos.exists()
