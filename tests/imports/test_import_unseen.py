"""What an import leaves unpublished is said before it, with the step that publishes it."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from forum.models import ImportRun
from people.models import User
from sessions_app.models import Event
from tests.imports.test_import_command import RECORD, run
from tests.support.admin_forms import make_settings
from tests.support.import_pages import confirm, make_upload_file, page, upload
from tests.support.staff import enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_once")]

CHINESE = "\n".join(line for line in RECORD.splitlines() if not line or not line.isascii())
UNSEEN = "What this import holds in these languages stays unseen"


@pytest.fixture
def event(tmp_path: Path) -> Event:
    """Return an event that is public in Chinese alone."""
    make_settings(reviews=0)
    path = tmp_path / "chinese.txt"
    path.write_text(CHINESE, "utf-8")
    run(path, "--publish")
    event = Event.objects.get(title_zh_hans__contains="绿色港口")
    assert event.page_languages == ["zh-hans"]
    return event


@pytest.fixture
def publisher() -> Client:
    client = enter("Reviewer-publisher")
    client.force_login(User.objects.create_superuser("root"))
    return client


def test_the_preview_says_which_languages_stay_unseen(event: Event, publisher: Client) -> None:
    text = page(publisher, upload(publisher, make_upload_file(RECORD)))
    assert f'<a href="/admin/sessions_app/event/{event.pk}/change/">' in text
    assert (UNSEEN in text, "publishes these languages with the import" in text) == (True, True)
    assert text.index(UNSEEN) < text.index('<fieldset class="publish">')


def test_who_may_not_publish_is_told_who_does(event: Event, publisher: Client) -> None:
    make_settings(reviews=1)
    text = page(publisher, upload(publisher, make_upload_file(RECORD)))
    words = "Whoever may publish does so on the page of each, after the import."
    assert (UNSEEN in text, words in text) == (True, True)


def test_a_preview_of_what_is_seen_says_nothing(publisher: Client) -> None:
    assert UNSEEN not in page(publisher, upload(publisher, make_upload_file(RECORD)))


@pytest.mark.parametrize(
    ("publish", "title", "languages"),
    [("no", None, ["zh-hans"]), ("yes", "GREEN PORTS", ["zh-hans", "en"])],
)
def test_the_step_that_is_named_publishes_them(
    event: Event, publisher: Client, publish: str, title: str | None, languages: list[str]
) -> None:
    confirm(publisher, upload(publisher, make_upload_file(RECORD)), publish=publish)
    event.refresh_from_db()
    # Without it they wait in the working copy.
    assert (event.title_en, event.page_languages) == (title, languages)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "record.txt"
    path.write_text(RECORD, "utf-8")
    return path


def test_the_command_says_what_publishes_them(event: Event, paper: Path) -> None:
    sentence = "The languages that stay unpublished are published with the working copies"
    assert [sentence in run(paper, *options) for options in (["--dry-run"], [])] == [True, True]


def test_the_command_that_publishes_says_nothing(event: Event, paper: Path) -> None:
    assert "publish the languages" not in run(paper, "--publish")
    event.refresh_from_db()
    assert event.page_languages == ["zh-hans", "en"]


def test_undone_and_imported_to_be_published_they_are(event: Event, paper: Path) -> None:
    run(paper)
    call_command("undo_import", str(ImportRun.objects.latest("pk").pk))
    run(paper, "--publish")
    event.refresh_from_db()
    assert event.page_languages == ["zh-hans", "en"]
