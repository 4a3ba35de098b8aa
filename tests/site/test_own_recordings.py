"""Recordings that the site hands out itself: what is taken, where it shows, when it is gone."""

import io
import json
import re
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks
from pytest_django.fixtures import Settings

from forum.core.storage import picture_storage
from forum.history.named_files import list_named_files
from sessions_app.models import Session
from sessions_app.recording_checks import check_captions, check_recording
from tests.support.admin_forms import read_form
from tests.support.factories import make_event, make_session
from tests.support.publishing import set_offline
from tests.support.recordings import CAPTIONS, EBML, MP4, WEBM, as_file, box
from tests.support.staff import enter

pytestmark = pytest.mark.django_db


def make_recorded(**values: object) -> Session:
    files = {
        "recording_file": as_file(MP4, "opening.mp4"),
        "recording_captions_zh_hans": as_file(CAPTIONS, "zh.vtt"),
        "recording_captions_en": as_file(CAPTIONS, "en.vtt"),
    }
    return make_session(title_en="Opening", title_zh_hans="开幕", **{**files, **values})


def names_of(session: Session) -> list[str]:
    files = (
        session.recording_file,
        session.recording_captions_zh_hans,
        session.recording_captions_en,
    )
    return [str(file.name) for file in files if file]


def are_public(names: list[str]) -> list[bool]:
    return [picture_storage().is_in_public(name) for name in names]


@pytest.mark.parametrize(("content", "suffix"), [(MP4, ".mp4"), (WEBM, ".webm")])
def test_a_video_is_told_by_its_content(content: bytes, suffix: str) -> None:
    assert check_recording(as_file(content, "a.bin")) == suffix


NO_VIDEO = "“a.mp4” is no MP4 or WebM video; save it as one of these and upload it again."
DAMAGED = "“a.mp4” is damaged or incomplete; save it anew and upload it again."


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<script>", NO_VIDEO),
        (box(b"ftyp", b"qt  " + bytes(4)) + MP4, NO_VIDEO),
        (MP4[:-4], DAMAGED),
        (box(b"ftyp", b"isom" + bytes(4)), DAMAGED),
        (WEBM[:-2], DAMAGED),
        (EBML, DAMAGED),
    ],
    ids=["page", "quicktime", "cut", "head alone", "cut WebM", "head of WebM alone"],
)
def test_another_file_is_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        check_recording(as_file(content, "a.mp4"))
    assert refusal.value.messages == [sentence]


def test_a_recording_beyond_the_limit_is_refused(settings: Settings) -> None:
    settings.RECORDING_MAX_BYTES = 20
    with pytest.raises(ValidationError, match="is larger than 0 MB"):
        check_recording(as_file(MP4, "a.mp4"))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            b"1\n00:00:01,000 --> 00:00:02,000\n",
            "“a.vtt”, line 1: “1” stands where WebVTT begins with WEBVTT; save the captions as "
            "WebVTT (.vtt).",
        ),
        (
            b"WEBVTT\n\n00:00:01,000 --> 00:00:02,000\n",
            "“a.vtt”, line 3: “00:00:01,000 --> 00:00:02,000” is no time of WebVTT; write it as "
            "00:01:02.500 --> 00:01:05.000.",
        ),
        (
            "WEBVTT\n\n各位".encode("gb18030"),
            "“a.vtt”, line 3: this is no UTF-8; save the captions in UTF-8.",
        ),
        (
            b"WEBVTT\n" + bytes(2 * 1024 * 1024),
            "“a.vtt” is larger than 2 MB; captions are text alone. Save it anew.",
        ),
    ],
    ids=["SubRip", "comma", "GB 18030", "large"],
)
def test_captions_are_refused_with_their_line(content: bytes, sentence: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        check_captions(as_file(content, "a.vtt"))
    assert refusal.value.messages == [sentence]


def test_captions_with_a_byte_order_mark_are_taken() -> None:
    assert check_captions(as_file(b"\xef\xbb\xbf" + CAPTIONS, "a.vtt")) == ".vtt"


def test_captions_need_their_recording() -> None:
    session = make_recorded(recording_file="")
    with pytest.raises(ValidationError) as refusal:
        session.full_clean()
    assert set(refusal.value.message_dict) == {
        "recording_captions_zh_hans",
        "recording_captions_en",
    }


def test_no_name_of_a_file_can_be_guessed() -> None:
    pattern = re.compile(r"recordings/[0-9a-f]{32}\.(mp4|vtt)")
    assert all(pattern.fullmatch(name) for name in names_of(make_recorded()))


def test_the_page_plays_it_with_captions_in_both_languages(client: Client) -> None:
    session = make_recorded()
    page = client.get(session.get_absolute_url()).text
    video = page[page.index("<video") : page.index("</video>")]
    source, zh, en = (f"/media/{name}" for name in names_of(session))
    assert re.findall(r"<(?:source|track) [^>]*>", video) == [
        f'<source src="{source}" type="video/mp4">',
        f'<track kind="captions" src="{zh}" srclang="zh-Hans" label="中文">',
        f'<track kind="captions" src="{en}" srclang="en" label="English">',
    ]
    assert ("autoplay" in video, 'controls preload="none"' in video) == (False, True)


def test_its_poster_is_drawn_as_the_cover_is(client: Client) -> None:
    page = client.get(make_recorded().get_absolute_url()).text
    [poster] = re.findall(r' poster="([^"]+)"', page)
    assert client.get(poster).headers["Content-Type"] == "image/png"


def test_the_agenda_leads_to_it(client: Client) -> None:
    session = make_recorded()
    page = client.get(session.event.get_absolute_url()).text
    assert f'href="{session.get_absolute_url()}#recording"' in page


def test_programs_are_told_of_the_video(client: Client) -> None:
    session = make_recorded()
    page = client.get(session.get_absolute_url()).text
    [script] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    nodes = json.loads(script)["@graph"]
    assert [node["recordedIn"] for node in nodes if "recordedIn" in node] == [
        {
            "@type": "VideoObject",
            "name": "Opening",
            "contentUrl": f"http://testserver/media/{session.recording_file.name}",
            "encodingFormat": "video/mp4",
        }
    ]


def test_what_is_withheld_is_out_of_the_public_folder_until_it_is_put_back(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    session = make_recorded()
    names, states = names_of(session), []
    for session.withheld in (True, False):
        with django_capture_on_commit_callbacks(execute=True):
            session.save()
        states.append(are_public(names))
    assert states == [[False] * 3, [True] * 3]


def test_what_goes_offline_takes_its_recordings_with_it(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    event = make_event()
    names = names_of(make_recorded(event=event))
    with django_capture_on_commit_callbacks(execute=True):
        set_offline(event)
    assert are_public(names) == [False] * 3


def test_a_file_leaves_the_public_with_what_names_it(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    session = make_recorded()
    names = names_of(session)
    with django_capture_on_commit_callbacks(execute=True):
        session.recording_captions_en = as_file(CAPTIONS, "again.vtt")
        session.save()
    are_public_after = are_public(names)
    with django_capture_on_commit_callbacks(execute=True):
        session.delete()
    assert (are_public_after, are_public([*names, *names_of(session)])) == (
        [True, True, False],
        [False] * 6,
    )


def test_only_what_no_row_names_is_cleaned_away() -> None:
    session = make_recorded()
    lost = default_storage.save("recordings/lost.mp4", as_file(MP4, "lost.mp4"))
    out = io.StringIO()
    call_command("clean_media", older_than=0, stdout=out)
    listed = {Path(line).name for line in out.getvalue().splitlines()}
    assert (Path(lost).name in listed, listed & {Path(n).name for n in names_of(session)}) == (
        True,
        set(),
    )


def upload(admin_client: Client, session: Session, **files: SimpleUploadedFile) -> list[str]:
    """Send the desk's form with files; return why it was refused."""
    url = reverse("admin:sessions_app_session_change", args=[session.pk])
    response = admin_client.post(url, {**read_form(admin_client, url), **files})
    errors = response.context["adminform"].form.errors if response.context else {}
    return [message for messages in errors.values() for message in messages]


def test_staff_upload_a_recording_with_its_captions(admin_client: Client) -> None:
    session = make_session(make_event(status="draft"))
    refused = upload(
        admin_client,
        session,
        recording_file=SimpleUploadedFile("a.mp4", MP4),
        recording_captions_zh_hans=SimpleUploadedFile("zh.vtt", CAPTIONS),
        recording_captions_en=SimpleUploadedFile("en.vtt", CAPTIONS),
    )
    session.refresh_from_db()
    assert (refused, are_public(names_of(session))) == ([], [True] * 3)


def test_the_form_refuses_in_a_sentence_and_stores_nothing(admin_client: Client) -> None:
    session = make_session(make_event(status="draft"))
    refused = upload(admin_client, session, recording_file=SimpleUploadedFile("a.mp4", b"<html>"))
    session.refresh_from_db()
    assert (refused, names_of(session)) == ([NO_VIDEO], [])


def test_the_file_of_a_working_copy_waits_with_it() -> None:
    session = make_recorded()
    names_before = names_of(session)
    refused = upload(enter("Editor"), session, recording_file=SimpleUploadedFile("b.webm", WEBM))
    session.refresh_from_db()
    waiting = set(list_named_files()) - set(names_before)
    assert (refused, names_of(session), are_public(list(waiting))) == ([], names_before, [True])
