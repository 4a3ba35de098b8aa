"""Recordings of our own: in which formats they travel, and what a guest hides."""

import json
import re
from datetime import time, timedelta
from io import BytesIO

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoCaptureOnCommitCallbacks

from forum.exports.event_export import write_json
from forum.workflow.take_down import put_back, take_offline
from forum.workflow.take_down.pictures import end_of_embargo
from people.models import User
from sessions_app.models import Session
from tests.site.test_own_recordings import are_public, make_recorded, names_of
from tests.support.admin_forms import form_data
from tests.support.factories import make_appearance, make_event, make_person, make_session
from tests.support.recordings import MP4, as_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def session() -> Session:
    return make_recorded(slug="opening", start=time(9), end=time(10))


def list_offered(client: Client, session: Session) -> dict[str, object]:
    """Return where the public is offered the recording."""
    event = session.event.get_absolute_url()
    talks = client.get(f"{event}schedule.json").json()["schedule"]["conference"]["days"][0]["rooms"]
    [[talk]] = talks.values()
    return {
        "page": "<video" in client.get(session.get_absolute_url()).text,
        "programs": "VideoObject" in client.get(session.get_absolute_url()).text,
        "agenda": "#recording" in client.get(event).text,
        "interface": bool(client.get(f"/api/v1/sessions/{session.pk}").json()["own_recording"]),
        "schedule.json": bool(talk["links"]),
        "schedule.xml": "<link " in client.get(f"{event}schedule.xml").text,
        "files": are_public(names_of(session)),
    }


OFFERED = ("page", "programs", "agenda", "interface", "schedule.json", "schedule.xml")
EVERYWHERE, NOWHERE = (
    {**dict.fromkeys(OFFERED, is_there), "files": [is_there] * 3} for is_there in (True, False)
)


def test_a_preview_without_a_guest_has_the_recording(
    admin_client: Client, session: Session
) -> None:
    make_appearance(session, withheld=True)
    make_appearance(session)
    kind = ContentType.objects.get_for_model(session).pk
    preview = reverse("staff-preview", args=[kind, session.pk])
    form = form_data(
        admin_client.get(reverse("admin:sessions_app_session_change", args=[session.pk]))
    )
    deletions = ("appearances-0-DELETE", "appearances-1-DELETE")
    pages = [
        admin_client.post(f"{preview}?language=en", form | dict.fromkeys(deleted, "on")).text
        for deleted in ((), deletions)
    ]
    assert ["<video" in page for page in pages] == [False, True]


def test_the_interface_names_file_and_captions(client: Client, session: Session) -> None:
    video, zh, en = (f"http://testserver/media/{name}" for name in names_of(session))
    assert client.get(f"/api/v1/sessions/{session.pk}").json()["own_recording"] == {
        "url": video,
        "media_type": "video/mp4",
        "captions": {"zh-hans": zh, "en": en},
    }


def test_the_json_of_an_event_names_them_in_the_storage(session: Session) -> None:
    target = BytesIO()
    write_json(session.event, target)
    [exported] = json.loads(target.getvalue())["sessions"]
    video, zh, en = names_of(session)
    assert (exported["recording_file"], exported["recording_captions"]) == (
        video, {"zh-hans": zh, "en": en},
    )  # fmt: skip


def test_schedules_link_the_file(client: Client, session: Session) -> None:
    url = f"http://testserver/media/{names_of(session)[0]}"
    event = session.event.get_absolute_url()
    linked = [url in client.get(f"{event}schedule.{kind}").text for kind in ("json", "xml")]
    assert linked == [True, True]


@pytest.mark.parametrize("where", ["at the event", "altogether"])
def test_a_guest_who_refuses_pictures_hides_it_until_they_allow_them(
    client: Client,
    session: Session,
    where: str,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    guest = make_appearance(session)
    subject = guest.person if where == "altogether" else guest
    states = [list_offered(client, session)]
    for subject.photo_consent in ("refused", "given"):
        with django_capture_on_commit_callbacks(execute=True):
            subject.save()
        states.append(list_offered(client, session))
    assert states == [EVERYWHERE, NOWHERE, EVERYWHERE]


@pytest.mark.parametrize(
    ("name", "kept_back", "allowed"),
    [
        ("withheld", True, False),
        ("remarks_withheld", True, False),
        ("clearance_en", "declined", "cleared"),
        ("embargoed_until", timezone.now() + timedelta(days=7), None),
    ],
)
def test_words_that_are_kept_back_hide_it_until_they_are_not(
    client: Client,
    session: Session,
    name: str,
    kept_back: object,
    allowed: object,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    guest = make_appearance(session)
    states = [list_offered(client, session)]
    for value in (kept_back, allowed):
        setattr(guest, name, value)
        with django_capture_on_commit_callbacks(execute=True):
            guest.save()
        states.append(list_offered(client, session))
    assert states == [EVERYWHERE, NOWHERE, EVERYWHERE]


def test_a_guest_who_is_taken_offline_hides_it_until_they_are_back(
    client: Client,
    session: Session,
    lin: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    person = make_appearance(session).person
    states = []
    with django_capture_on_commit_callbacks(execute=True):
        take_offline(person, lin, "asked")
    states.append(list_offered(client, session))
    with django_capture_on_commit_callbacks(execute=True):
        put_back(person, lin)
    states.append(list_offered(client, session))
    assert states == [NOWHERE, EVERYWHERE]


def test_the_end_of_an_embargo_shows_a_recording_that_came_after_it_was_set(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    session = make_session()
    until = timezone.now() + timedelta(days=7)
    guest = make_appearance(session, embargoed_until=until)
    with django_capture_on_commit_callbacks(execute=True):
        session.recording_file = as_file(MP4, "opening.mp4")
        session.save()
    waiting = DBTaskResult.objects.filter(task_path=end_of_embargo.module_path)
    assert [(task.run_after, task.args_kwargs["args"]) for task in waiting] == [(until, [guest.pk])]


def test_captions_of_a_language_that_is_not_ready_are_named_nowhere(client: Client) -> None:
    session = make_recorded(event=make_event(ready_languages=["zh-hans"]))
    page = client.get(session.get_absolute_url()).text
    recording = client.get(f"/api/v1/sessions/{session.pk}").json()["own_recording"]
    assert (re.findall('<track [^>]*srclang="([^"]+)"', page), list(recording["captions"])) == (
        ["zh-Hans"], ["zh-hans"],
    )  # fmt: skip


def test_whoever_refused_and_leaves_the_session_hides_it_no_more(
    session: Session, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    states = []
    with django_capture_on_commit_callbacks(execute=True):
        guest = make_appearance(session, make_person(photo_consent="refused"))
    states.append(are_public(names_of(session)))
    with django_capture_on_commit_callbacks(execute=True):
        guest.delete()
    states.append(are_public(names_of(session)))
    assert states == [[False] * 3, [True] * 3]


def test_whoever_refused_and_moves_to_another_session_hides_it_no_more(
    session: Session, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        guest = make_appearance(session, make_person(photo_consent="refused"))
    guest.session = make_session(session.event)
    with django_capture_on_commit_callbacks(execute=True):
        guest.save()
    assert are_public(names_of(session)) == [True] * 3
