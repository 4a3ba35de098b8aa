"""Recordings of our own: in which formats they travel, and what a guest's refusal hides."""

import json
from datetime import time
from io import BytesIO

import pytest
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from forum.exports.event_export import write_json
from sessions_app.models import Session
from tests.site.test_own_recordings import are_public, make_recorded, names_of
from tests.support.factories import make_appearance, make_person, make_session

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


@pytest.mark.parametrize("where", ["at the event", "altogether", "in nobody's sight"])
def test_a_guest_who_refuses_pictures_hides_it_until_they_allow_them(
    client: Client,
    session: Session,
    where: str,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    guest = make_appearance(session, withheld=where == "in nobody's sight")
    subject = guest.person if where == "altogether" else guest
    states = [list_offered(client, session)]
    for subject.photo_consent in ("refused", "given"):
        with django_capture_on_commit_callbacks(execute=True):
            subject.save()
        states.append(list_offered(client, session))
    offered, hidden = (
        {**dict.fromkeys(OFFERED, is_there), "files": [is_there] * 3} for is_there in (True, False)
    )
    assert states == [offered, hidden, offered]


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
