"""Clearance of remarks: by language, undone by a later change, shown where it is missing."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from forum.workflow import record_steps
from forum.workflow.checks import check_record
from forum.workflow.review_rounds import progress_of
from people.models import User
from sessions_app.models import Appearance
from tests.search.test_search_find import find_hits
from tests.support import factories as make

pytestmark = pytest.mark.django_db

MARK = "Not reviewed by the speaker"


def make_cleared(**values: Any) -> Appearance:
    texts = {"remarks_zh_hans": "<p>港口很重要。</p>", "remarks_en": "<p>Ports matter.</p>"}
    clearances = {"clearance_zh_hans": "cleared", "clearance_en": "cleared"}
    return make.make_appearance(**{**texts, **clearances, **values})


def states(appearance: Appearance) -> tuple[str | None, str | None]:
    appearance.refresh_from_db()
    return appearance.clearance_zh_hans, appearance.clearance_en


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("remarks_en", "<p>Ports matter more.</p>", ("cleared", "changed_since")),
        ("title_en", "Dean", ("cleared", "changed_since")),
        ("title_zh_hans", "院长", ("changed_since", "cleared")),
        ("attendance_note_en", "by video link", ("cleared", "changed_since")),
        ("honorific_en", "H.E.", ("cleared", "changed_since")),
        ("attribution_zh_hans", "指出", ("changed_since", "cleared")),
        ("attendance", "video", ("changed_since", "changed_since")),
        ("caption_en", "At the lectern", ("cleared", "cleared")),
        ("position", 3, ("cleared", "cleared")),
    ],
)
def test_a_later_change_is_noticed(column: str, value: Any, expected: Any) -> None:
    appearance = make_cleared()
    setattr(appearance, column, value)
    appearance.save()
    assert states(appearance) == expected


def test_a_change_of_some_columns_is_noticed_too() -> None:
    appearance = make_cleared()
    appearance.title_en = "Dean"
    appearance.save(update_fields=["title_en"])
    assert states(appearance) == ("cleared", "changed_since")


def test_an_untouched_text_stays_cleared() -> None:
    appearance = make_cleared()
    appearance.save()
    assert states(appearance) == ("cleared", "cleared")


def test_a_new_clearance_covers_the_new_text() -> None:
    appearance = make_cleared()
    appearance.remarks_en = "<p>Ports matter more.</p>"
    appearance.clearance_en = "cleared_with_changes"
    appearance.clearance_on_en = date(2023, 11, 9)
    appearance.save()
    assert states(appearance) == ("cleared", "cleared_with_changes")


@pytest.mark.parametrize("state", ["", "sent", "declined", "changed_since"])
def test_what_was_not_cleared_keeps_its_state(state: str) -> None:
    appearance = make_cleared(clearance_en=state)
    appearance.title_en = "Dean"
    appearance.save()
    assert states(appearance)[1] == state


def test_a_new_name_takes_the_clearance_back() -> None:
    appearance = make_cleared()
    appearance.person.name_en = "Lin Lán"
    appearance.person.save()
    assert states(appearance) == ("cleared", "changed_since")


def test_a_name_that_another_language_is_shown_takes_both_back() -> None:
    appearance = make_cleared(person=make.make_person(name_en=""))
    appearance.person.name_zh_hans = "林澜"
    appearance.person.save()
    assert states(appearance) == ("changed_since", "changed_since")


def test_a_first_name_in_a_language_takes_that_one_back() -> None:
    appearance = make_cleared(person=make.make_person(name_en=""))
    appearance.person.name_en = "Lin Lan"
    appearance.person.save()
    assert states(appearance) == ("cleared", "changed_since")


def test_a_title_that_another_language_is_shown_takes_both_back() -> None:
    appearance = make_cleared(title_en="")
    appearance.title_zh_hans = "院长"
    appearance.save()
    assert states(appearance) == ("changed_since", "changed_since")


def test_the_same_name_keeps_it() -> None:
    appearance = make_cleared()
    appearance.person.country = "KE"
    appearance.person.save()
    assert states(appearance) == ("cleared", "cleared")


@pytest.mark.parametrize("page", ["", "{session}/", "parallel/", "{session}/parallel/"])
@pytest.mark.parametrize(
    ("state", "number"),
    [("", 0), ("sent", 1), ("changed_since", 1), ("cleared", 0), ("cleared_with_changes", 0)],
)
def test_an_uncleared_text_bears_the_mark_once_and_its_citation_too(
    client: Client, page: str, state: str, number: int
) -> None:
    session = make_cleared(clearance_en=state).session
    path = page.format(session=session.slug)
    body = client.get(f"/en/events/{session.event.slug}/{path}").content.decode()
    # Whoever copies the citation of a remark copies the mark.
    cited = number if page == "{session}/" else 0
    assert body.count(MARK) == number + cited


def test_a_person_s_page_bears_the_mark(client: Client) -> None:
    person = make_cleared(clearance_en="sent").person
    assert client.get(f"/en/people/{person.slug}/").content.decode().count(MARK) == 1


def test_the_mark_is_that_of_the_language_shown(client: Client) -> None:
    session = make_cleared(clearance_en="sent").session
    assert MARK not in client.get(f"/zh-hans/events/{session.event.slug}/").content.decode()


def test_declined_remarks_are_not_published(client: Client) -> None:
    session = make_cleared(clearance_en="declined", clearance_zh_hans="declined").session
    body = client.get(f"/en/events/{session.event.slug}/").content.decode()
    with translation.override("en"):
        assert ("Ports matter." in body, "港口很重要" in body, find_hits("matter")) == (
            False,
            False,
            [],
        )


def test_one_language_may_be_declined(client: Client) -> None:
    session = make_cleared(clearance_en="declined").session
    body = client.get(f"/en/events/{session.event.slug}/").content.decode()
    assert ("Ports matter." in body, "港口很重要" in body) == (False, True)


def test_the_checks_say_what_is_not_cleared() -> None:
    session = make.make_session(make.make_event(city_en="Shanghai"))
    appearance = make_cleared(session=session, clearance_en="sent", clearance_zh_hans="declined")
    messages = [
        check.message for check in check_record(appearance.session.event, ["zh-hans", "en"])
    ]
    assert messages == [
        "1 text in Chinese is kept back: declined or withheld.",
        "1 text is not cleared in English and is marked so.",
    ]


# The desk's table


def sent(appearance: Appearance, **values: Any) -> dict[str, Any]:
    return {
        "appearance": appearance.pk,
        "version_token": str(appearance.version),
        "state": "cleared",
    } | values


def table(appearance: Appearance, language: str = "en") -> str:
    return f"/admin/clearance/{appearance.session.event_id}/{language}/"


def test_the_table_counts(admin_client: Client) -> None:
    appearance = make_cleared(clearance_en="sent")
    make_cleared(session=appearance.session)
    body = admin_client.get(table(appearance)).content.decode()
    assert "1 of 2 cleared" in body


def test_an_answer_is_recorded(admin_client: Client) -> None:
    appearance = make_cleared(clearance_en="")
    response = sent(appearance, on="2023-11-09", by="Office", channel="letter", note="By post")
    admin_client.post(table(appearance), response)
    appearance.refresh_from_db()
    assert (
        appearance.clearance_en,
        appearance.clearance_on_en,
        appearance.clearance_by_en,
        appearance.clearance_channel_en,
        appearance.clearance_note_en,
    ) == ("cleared", date(2023, 11, 9), "Office", "letter", "By post")


def test_a_scan_is_kept_for_the_staff(admin_client: Client) -> None:
    appearance = make_cleared(clearance_en="")
    scan = SimpleUploadedFile("answer.pdf", b"%PDF-1.4", "application/pdf")
    admin_client.post(table(appearance), sent(appearance, scan=scan))
    url = f"/admin/clearance/scan/{appearance.pk}/en/"
    assert admin_client.get(url).getvalue() == b"%PDF-1.4"  # type: ignore[attr-defined]
    assert Client().get(url).status_code == 302


def test_another_file_is_no_scan(admin_client: Client) -> None:
    appearance = make_cleared(clearance_en="")
    scan = SimpleUploadedFile("answer.exe", b"MZ")
    admin_client.post(table(appearance), sent(appearance, scan=scan))
    assert states(appearance)[1] == ""


def test_what_was_typed_stays_beside_a_refused_scan(admin_client: Client) -> None:
    appearance = make_cleared(clearance_en="")
    scan = SimpleUploadedFile("answer.exe", b"MZ")
    page = admin_client.post(table(appearance), sent(appearance, by="Office", scan=scan))
    [(_appearance, _cleared, form, _scan, _replies)] = page.context["rows"]
    assert (form["by"].value(), dict(form.errors)) == (
        "Office",
        {
            "scan": [
                "“answer.exe” is not a file that is taken here; save it as PDF, JPG or PNG and "
                "upload it again."
            ]
        },
    )


def test_an_overtaken_answer_is_shown_beside_what_is_stored(admin_client: Client) -> None:
    appearance = make_cleared(clearance_en="sent", clearance_by_en="Protocol")
    old = sent(appearance, by="Office")
    appearance.save()
    page = admin_client.post(table(appearance), old)
    [(_appearance, _cleared, form, _scan, _replies)] = page.context["rows"]
    assert (form["by"].value(), form["version_token"].value(), form.non_field_errors()) == (
        "Office",
        str(appearance.version),
        [
            "This record has been changed since you opened it. Stored now: Sent · "
            "Protocol. Record again to put what you typed in its place."
        ],
    )


def test_an_answer_overwrites_nobody_s_edit(admin_client: Client) -> None:
    appearance = make_cleared(clearance_en="")
    old = sent(appearance)
    appearance.save()
    admin_client.post(table(appearance), old)
    assert states(appearance)[1] == ""


def test_recording_an_answer_keeps_the_reviews(admin_client: Client) -> None:
    appearance = make_cleared(clearance_en="")
    event = appearance.session.event
    editor, reviewer = (User.objects.create_superuser(name) for name in ("lin", "wang"))
    event.status = "draft"
    event.save()
    record_steps.submit(event, editor, ["en"])
    record_steps.approve(event, reviewer)
    admin_client.post(table(appearance), sent(appearance))
    assert progress_of(event).approved == ["en"]


def test_who_may_not_edit_the_event_records_nothing(client: Client) -> None:
    client.force_login(User.objects.create_user("guest", is_staff=True))
    assert client.get(table(make_cleared())).status_code in (403, 404)
