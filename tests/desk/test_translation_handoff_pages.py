"""Records go out for translation from the board, and come back through a preview."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from forum.core.translations.states import TranslationState
from forum.core.translations.units import units_of
from people.models import Person, User
from tests.desk.test_translation_board import enter
from tests.support import factories as make
from tests.support.admin_forms import messages_of
from tests.support.handoff_pages import BACK, OUT, agree, give, send, translated

pytestmark = pytest.mark.django_db
SOURCE = "<p>林岚研究港口。</p>"


@pytest.fixture
def person() -> Person:
    return make.make_person(biography_zh_hans=SOURCE, slug="lin")


def biography(person: Person) -> tuple[str, str]:
    person.refresh_from_db()
    unit = next(unit for unit in units_of(person, "en") if unit.field == "biography")
    return unit.text, unit.state


def test_chosen_records_go_out_and_come_back(admin_client: Client, person: Person) -> None:
    sent = send(admin_client, person)
    assert sent["Content-Disposition"].startswith('attachment; filename="lin-en-')
    preview = admin_client.get(give(admin_client, translated(sent, {"biography": "Ports."})).url)
    assert [(change.change.key, change.change.action) for change in preview.context["changes"]] == [
        (f"person.{person.pk}.biography_en", "create")
    ]
    assert biography(person) == ("", TranslationState.MISSING)
    result = agree(admin_client, preview)
    assert biography(person) == ("<p>Ports.</p>", TranslationState.DRAFT)
    assert result.context["records"] == [
        ("Lin Lan · English", f"/admin/translations/person/{person.pk}/en/?state=draft")
    ]


def test_the_same_file_twice_changes_nothing(admin_client: Client, person: Person) -> None:
    data = translated(send(admin_client, person), {"biography": "Ports."})
    agree(admin_client, admin_client.get(give(admin_client, data).url))
    again = admin_client.get(give(admin_client, data).url)
    assert not again.context["plan"].is_writable
    assert "“lin.xlsx” changes nothing." in again.text


def test_what_is_not_ticked_stays_out(admin_client: Client, person: Person) -> None:
    data = translated(send(admin_client, person), {"biography": "Ports."})
    preview = admin_client.get(give(admin_client, data).url)
    agree(admin_client, preview, take=[])
    assert biography(person) == ("", TranslationState.MISSING)


def test_a_source_that_changed_is_shown_with_its_difference(
    admin_client: Client, person: Person
) -> None:
    data = translated(send(admin_client, person), {"biography": "Ports."})
    person.biography_zh_hans = "<p>林岚研究绿色港口。</p>"
    person.save()
    (change,) = admin_client.get(give(admin_client, data).url).context["changes"]
    assert [piece.text for piece in change.source if piece.kind == "new"] == ["绿色"]
    assert [finding.kind for finding in change.change.findings] == ["source_changed"]


def test_a_site_that_moved_on_is_looked_at_again(admin_client: Client, person: Person) -> None:
    texts = {"biography": "Ports.", "portrait_alt": "At a quay"}
    person.portrait_alt_zh_hans = "码头"  # type: ignore[attr-defined]
    person.save()
    preview = admin_client.get(
        give(admin_client, translated(send(admin_client, person), texts)).url
    )
    of_alt, of_biography = (
        next(row.change.tick for row in preview.context["changes"] if name in row.change.key)
        for name in ("portrait_alt", "biography")
    )
    person.biography_en = "<p>Written meanwhile.</p>"
    person.save()
    again = agree(admin_client, preview, take=[of_alt, of_biography])
    assert (again.status_code, messages_of(again)) == (
        409,
        [
            "The site has changed since you looked. This is what the file does now; a tick has "
            "stayed where nothing is different."
        ],
    )
    ticked = {
        row.change.key.rpartition(".")[2] for row in again.context["changes"] if row.is_ticked
    }
    assert ticked == {"portrait_alt_en"}
    assert biography(person)[0] == "<p>Written meanwhile.</p>"


def test_a_file_is_kept_until_it_is_imported_or_discarded(
    admin_client: Client, person: Person, settings: Any
) -> None:
    folder = Path(settings.PRIVATE_ROOT) / "translations"
    page = give(admin_client, send(admin_client, person).content)
    assert len(list(folder.iterdir())) == 1
    response = admin_client.post(page.url, {"discard": "1"})
    assert (list(folder.iterdir()), response.url) == ([], BACK)
    assert messages_of(admin_client.get(page.url))[-1] == (
        "This file has been imported or discarded already: choose it again."
    )


def test_a_preview_is_its_uploaders(
    admin_client: Client, client: Client, person: Person, wang: User
) -> None:
    page = give(admin_client, send(admin_client, person).content)
    other_client = Client()
    other_client.force_login(wang)
    assert other_client.get(page.url).url == BACK


@pytest.mark.parametrize("data", [b"", b"words", b"<xliff", b"PK\x03\x04"])
def test_a_damaged_file_is_refused_by_name(admin_client: Client, data: bytes) -> None:
    response = give(admin_client, data, "damaged.xlf")
    assert response.status_code == 400
    assert response.context["trouble"].startswith("“damaged.xlf”: ")


def test_no_file_is_asked_for(admin_client: Client) -> None:
    assert admin_client.post(BACK).context["trouble"] == "Choose a file."


def test_all_that_were_found_go_out(admin_client: Client, person: Person) -> None:
    make.make_topic(name_en="")
    page = admin_client.get(OUT, {"which": "found", "filters": "kind=person"})
    assert page.context["names"] == ["林岚 / Lin Lan"]
    assert page.context["form"].fields["language"].choices[1] == (
        "en",
        "English – 1 text, 6 Chinese characters",
    )


def test_nothing_chosen_says_so(admin_client: Client) -> None:
    page = admin_client.get(OUT, {"which": "chosen"})
    assert page.context["trouble"] == "Choose at least one record on the board."


def test_too_many_at_once_are_refused(
    admin_client: Client, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("forum.desk.translations.export_page.MOST_RECORDS", 0)
    page = admin_client.get(OUT, {"which": "found"})
    assert page.context["trouble"].startswith("These are 1 records, and at most 0 go out")


def test_a_record_without_anything_to_do_says_so(admin_client: Client) -> None:
    response = send(admin_client, make.make_topic())
    assert response.status_code == 400
    assert response.context["trouble"].startswith("Nothing is to be translated")


def test_a_deadline_lies_ahead(admin_client: Client, person: Person) -> None:
    day = timezone.localdate() - timedelta(days=1)
    response = send(admin_client, person, deadline=day.isoformat())
    assert response.context["form"].errors == {"deadline": ["Choose a day that is still to come."]}


def test_a_helper_sends_only_what_is_within_reach(client: Client) -> None:
    user = enter(client, "External helper")
    own_event, other_event = (
        make.make_event(introduction_en=""),
        make.make_event(introduction_en=""),
    )
    user.event_access.create(event=own_event)
    page = client.get(OUT, {"record": [f"event.{own_event.pk}", f"event.{other_event.pk}"]})
    assert len(page.context["names"]) == 1


def test_a_translator_imports_english_alone(client: Client, admin_client: Client) -> None:
    page = make.make_page(source_language="en", title_zh_hans="", body_zh_hans="", title_en="A")
    sent = send(admin_client, page, language="zh-hans", format="po")
    assert b'msgid "A"' in sent.content
    data = sent.content.replace(b'msgid "A"\nmsgstr ""', 'msgid "A"\nmsgstr "甲"'.encode())
    enter(client, "English translator")
    preview = client.get(give(client, data, "a.po").url)
    kinds = [kind for change in preview.context["changes"] for kind in change.change.finding_kinds]
    assert (kinds, preview.context["plan"].is_writable) == (["not_allowed"], False)
