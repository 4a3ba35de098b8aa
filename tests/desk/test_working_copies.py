"""The desk on working copies: an editor's pages, reviews, publication; the public sees no draft."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forum.history.rows import key_of
from forum.history.working_copies.store import open_copy
from forum.models import AuditEntry, Review, WorkingCopy
from people.models import Organization, Person
from sessions_app.models import Appearance, Event, Photo, Session
from tests.support import factories as make
from tests.support.admin_forms import get_undrawn, make_settings, messages_of, read_form
from tests.support.desk_client import address
from tests.support.images import png
from tests.support.publishing import HIDDEN
from tests.support.staff import enter
from tests.support.working_copies import copy_url, edit, form_url, read_form_value, step

pytestmark = pytest.mark.django_db


def test_the_form_shows_the_working_copy_and_the_table_what_is_public(editor: Client) -> None:
    event = make.make_event(title_en="Green Ports")
    edit(editor, event, title_en="Blue Ports")
    assert (read_form_value(editor, event, "title_en"), Event.objects.get().title_en) == (
        "Blue Ports",
        "Green Ports",
    )


def test_a_second_editor_works_on_the_same(editor: Client) -> None:
    event = make.make_event(title_en="Green Ports")
    edit(editor, event, title_en="Blue Ports")
    edit(enter("Editor", "second"), event, venue_en="Hall 1")
    assert (
        read_form_value(editor, event, "title_en"),
        read_form_value(editor, event, "venue_en"),
    ) == (
        "Blue Ports",
        "Hall 1",
    )


def test_two_who_edit_at_once_meet_the_conflict_page(editor: Client) -> None:
    event = make.make_event(title_en="Green Ports")
    url = form_url(event)
    opened = read_form(editor, url)
    edit(enter("Editor", "second"), event, title_en="Blue Ports")
    response = editor.post(url, {**opened, "title_en": "Red Ports"})
    assert (response.status_code, read_form_value(editor, event, "title_en")) == (409, "Blue Ports")


def test_whoever_may_publish_edits_directly(reviewer: Client) -> None:
    event = make.make_event(title_en="Green Ports")
    edit(reviewer, event, title_en="Blue Ports")
    assert (Event.objects.get().title_en, WorkingCopy.objects.count()) == ("Blue Ports", 0)


def test_whoever_may_publish_may_start_a_working_copy(reviewer: Client) -> None:
    event = make.make_event(title_en="Green Ports")
    reviewer.post(copy_url("working-copy-start", event))
    edit(reviewer, event, title_en="Blue Ports")
    assert (Event.objects.get().title_en, read_form_value(reviewer, event, "title_en")) == (
        "Green Ports",
        "Blue Ports",
    )


def test_an_editor_does_not_edit_directly_whatever_the_address_says(editor: Client) -> None:
    event = make.make_event(title_en="Green Ports")
    url = f"{form_url(event)}?_public=1"
    editor.post(url, {**read_form(editor, url), "title_en": "Blue Ports"})
    assert Event.objects.get().title_en == "Green Ports"


def test_a_direct_edit_beside_a_working_copy_is_merged(editor: Client, reviewer: Client) -> None:
    event = make.make_event(title_en="Green Ports")
    edit(editor, event, title_en="Blue Ports")
    url = f"{form_url(event)}?_public=1"
    reviewer.post(url, {**read_form(reviewer, url), "venue_en": "Hall 1"})
    stored = Event.objects.get()
    assert (stored.title_en, stored.venue_en) == ("Green Ports", "Hall 1")
    assert (
        read_form_value(editor, event, "title_en"),
        read_form_value(editor, event, "venue_en"),
    ) == (
        "Blue Ports",
        "Hall 1",
    )


def test_a_session_that_is_added_opens_again(editor: Client) -> None:
    event = make.make_event()
    url = f"{address(Session, 'add')}?event={event.pk}"
    sent = {**read_form(editor, url), "kind": "keynote", "slug": "keynote", "_continue": ""}
    response = editor.post(url, sent)
    assert (response.status_code, Session.objects.count()) == (302, 0)
    page = editor.get(response["Location"])
    assert (page.status_code, page.context["adminform"].form["slug"].value()) == (200, "keynote")
    form = response["Location"].partition("?")[0]
    assert form in editor.get(form_url(event)).text


def test_photos_that_are_added_outlive_the_request(editor: Client) -> None:
    event = make.make_event()
    url = reverse("admin:sessions_app_event_photos_upload", args=[event.pk])
    editor.post(url, {"image": png()})
    board = editor.get(reverse("admin:sessions_app_event_photos", args=[event.pk]))
    (form,) = board.context["board"].forms
    assert (
        Photo.objects.count(),
        form.instance.image.storage.exists(form.instance.image.name),
    ) == (
        0,
        True,
    )


def test_what_is_added_is_no_version_that_the_public_sees(editor: Client) -> None:
    event = make.make_event()
    public_since = Event.objects.get().updated
    editor.post(
        reverse("admin:sessions_app_event_photos_upload", args=[event.pk]), {"image": png()}
    )
    notice = get_undrawn(editor, form_url(event)).context_data["copy_notice"]
    assert notice.public_since == public_since


def test_a_deletion_is_proposed_and_published(editor: Client, reviewer: Client) -> None:
    make_settings(reviews=0)
    page = make.make_page()
    response = editor.post(address(type(page), "delete", page.pk), {"post": "yes"})
    (message,) = messages_of(response)
    assert (type(page).objects.count(), "proposed" in message) == (1, True)
    step(reviewer, page, "publish", languages="zh-hans,en")
    assert type(page).objects.count() == 0


def test_a_deletion_is_asked_about_as_what_it_is(editor: Client, reviewer: Client) -> None:
    page = make.make_page()
    url = address(type(page), "delete", page.pk)
    proposal = "Propose the deletion"
    assert [proposal in client.get(url).text for client in (editor, reviewer)] == [True, False]


def test_whoever_may_publish_deletes_at_once(reviewer: Client) -> None:
    page = make.make_page()
    reviewer.post(address(type(page), "delete", page.pk), {"post": "yes"})
    assert type(page).objects.count() == 0


def test_two_reviews_then_both_languages_are_public(editor: Client) -> None:
    make_settings(reviews=2)
    event = make.make_event(title_en="Green Ports", title_zh_hans="绿色港口")
    edit(editor, event, title_en="Blue Ports", title_zh_hans="蓝色港口")
    step(editor, event, "submit", languages=["zh-hans", "en"])
    first, second = (enter("Reviewer-publisher", name) for name in ("first", "second"))
    step(first, event, "approve")
    early = step(first, event, "publish", languages="zh-hans,en")
    again = step(first, event, "approve")
    step(second, event, "approve")
    title_before = Event.objects.get().title_en
    step(second, event, "publish", languages="zh-hans,en")
    stored = Event.objects.get()
    assert (title_before, stored.title_en, stored.title_zh_hans) == (
        "Green Ports",
        "Blue Ports",
        "蓝色港口",
    )
    assert ("have not been given" in early[0], "somebody else" in again[0]) == (True, True)
    assert (open_copy(key_of(event)), WorkingCopy.objects.get().outcome) == (None, "published")


def test_nobody_approves_a_working_copy_that_they_changed(editor: Client) -> None:
    make_settings(reviews=1)
    event = make.make_event(title_en="Green Ports")
    edit(editor, event, title_en="Blue Ports")
    reviewer = enter("Reviewer-publisher")
    edit(reviewer, event, venue_en="Hall 1")
    step(editor, event, "submit", languages=["en"])
    (message,) = step(reviewer, event, "approve")
    assert message == "You have edited this yourself; somebody else reviews it."


def test_an_edit_lets_the_approval_go(editor: Client, reviewer: Client) -> None:
    make_settings(reviews=1)
    event = make.make_event(title_en="Green Ports")
    edit(editor, event, title_en="Blue Ports")
    step(editor, event, "submit", languages=["en"])
    step(reviewer, event, "approve")
    edit(editor, event, title_en="Red Ports")
    (message,) = step(reviewer, event, "publish", languages="en")
    assert ("have not been given" in message, Event.objects.get().title_en) == (True, "Green Ports")


def test_chinese_is_published_and_english_stays(editor: Client, reviewer: Client) -> None:
    make_settings(reviews=1)
    event = make.make_event(title_en="Green Ports", title_zh_hans="绿色港口")
    edit(editor, event, title_en="Blue Ports", title_zh_hans="蓝色港口")
    step(editor, event, "submit", languages=["zh-hans", "en"])
    step(reviewer, event, "approve")
    step(reviewer, event, "publish", languages="zh-hans")
    stored = Event.objects.get()
    assert (stored.title_zh_hans, stored.title_en) == ("蓝色港口", "Green Ports")
    step(reviewer, event, "publish", languages="en")
    assert (Event.objects.get().title_en, open_copy(key_of(event))) == ("Blue Ports", None)


def return_edited(editor: Client, reviewer: Client) -> Event:
    """Return a public event whose working copy the editor submitted and the reviewer sent back."""
    make_settings(reviews=1)
    event = make.make_event()
    edit(editor, event, title_en="Blue Ports")
    step(editor, event, "submit", languages=["en"])
    step(reviewer, event, "return", note="Say which ports.")
    return event


def test_a_returned_working_copy_says_why(editor: Client, reviewer: Client) -> None:
    event = return_edited(editor, reviewer)
    panel = get_undrawn(editor, form_url(event)).context_data["publishing"]
    assert (panel.history[0].note, [language.code for language in panel.to_submit]) == (
        "Say which ports.",
        ["en"],
    )


def test_a_return_stands_on_the_record_until_it_is_submitted_anew(
    editor: Client, reviewer: Client
) -> None:
    event = return_edited(editor, reviewer)
    page = editor.get(form_url(event)).text
    step(editor, event, "submit", languages=["en"])
    html_after = editor.get(form_url(event)).text
    assert ["<h3>Returned by " in html for html in (page, html_after)] == [True, False]


def test_a_return_names_nobody_whose_account_is_gone(editor: Client, reviewer: Client) -> None:
    event = return_edited(editor, reviewer)
    Review.objects.update(by=None)
    assert "<h3>Returned</h3>" in editor.get(form_url(event)).text


def test_publishing_a_changed_text_is_asked_about(editor: Client, reviewer: Client) -> None:
    make_settings(reviews=0)
    event = make.make_event(title_en="Green Ports")
    edit(editor, event, title_en="Blue Ports")
    panel = get_undrawn(reviewer, form_url(event)).context_data["publishing"]
    url = address(Event, "publishing", event.pk)
    sent = {"step": "publish", "version_token": panel.version_token, "languages": "en"}
    response = reviewer.post(url, sent)
    assert (response.status_code, Event.objects.get().title_en) == (422, "Green Ports")
    note = {"asked_kind": "correction", "asked_day": "2024-01-05", "asked_events": [event.pk]}
    reviewer.post(url, {**sent, **note, "asked_text_en": "The title is Blue Ports."})
    assert (Event.objects.get().title_en, event.corrections.get().text_en) == (
        "Blue Ports",
        "The title is Blue Ports.",
    )


def test_what_will_change_stands_side_by_side(editor: Client) -> None:
    event = make.make_event(title_en="Green Ports")
    edit(editor, event, title_en="Blue Ports")
    (row,) = editor.get(copy_url("working-copy", event)).context["rows"]
    assert [(field.old, field.new) for field in row.fields] == [("Green Ports", "Blue Ports")]


def test_a_conflict_is_shown_and_decided(editor: Client, reviewer: Client) -> None:
    make_settings(reviews=0)
    event = make.make_event(title_en="Green Ports")
    edit(editor, event, title_en="Blue Ports")
    url = f"{form_url(event)}?_public=1"
    reviewer.post(url, {**read_form(reviewer, url), "title_en": "Grey Ports"})
    (refusal,) = step(reviewer, event, "publish", languages="en")
    page = editor.get(copy_url("working-copy", event))
    (choice,) = page.context["conflicts"]
    sent = {"version_token": page.context["version_token"], choice.name: "copy"}
    editor.post(copy_url("working-copy", event), sent)
    step(reviewer, event, "publish", languages="en")
    assert (choice.public, choice.value, "decide" in refusal) == ("Grey Ports", "Blue Ports", True)
    assert Event.objects.get().title_en == "Blue Ports"


def test_a_discarded_working_copy_leaves_what_is_public(editor: Client) -> None:
    event = make.make_event(title_en="Green Ports")
    edit(editor, event, title_en="Blue Ports")
    url = copy_url("working-copy-discard", event)
    editor.post(url, {"version_token": editor.get(url).context["version_token"]})
    assert (read_form_value(editor, event, "title_en"), open_copy(key_of(event))) == (
        "Green Ports",
        None,
    )


def test_a_working_copy_that_moved_on_is_not_discarded_unseen(editor: Client) -> None:
    event = make.make_event(title_en="Green Ports")
    edit(editor, event, title_en="Blue Ports")
    url = copy_url("working-copy-discard", event)
    token = editor.get(url).context["version_token"]
    edit(enter("Editor", "second"), event, venue_en="Hall 1")
    response = editor.post(url, {"version_token": token})
    assert (response.status_code, open_copy(key_of(event)) is None) == (409, False)


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("Editor", "What you save goes into a working copy"),
        ("Reviewer-publisher", "what you save here changes at once"),
    ],
)
def test_the_form_of_a_public_record_says_where_it_is_saved(role: str, words: str) -> None:
    assert words in enter(role).get(form_url(make.make_event())).text


def test_the_form_says_that_it_shows_the_working_copy(editor: Client) -> None:
    event = make.make_event()
    edit(editor, event, title_en="Blue Ports")
    page = editor.get(form_url(event))
    assert ("You are editing the working copy." in page.text, page.context["publishing"].state) == (
        True,
        "Working copy",
    )


def test_the_panel_says_who_publishes(editor: Client, reviewer: Client) -> None:
    make_settings(reviews=0)
    event = make.make_event()
    edit(editor, event, title_en="Blue Ports")
    panel = get_undrawn(editor, form_url(event)).context_data["publishing"]
    assert panel.why_not_publish == (
        "Your role writes and submits. It is published by: reviewer-publisher."
    )


def test_a_draft_that_a_public_event_names_waits_for_a_publisher(
    editor: Client, reviewer: Client
) -> None:
    make_settings(reviews=0)
    person = make.make_person(name_en="Lin Lan", **HIDDEN)
    make.make_appearance(make.make_session(), person)
    edit(editor, person, name_en="Lin Lam")
    name_before = Person.objects.get().name_en
    step(reviewer, person, "publish", languages="en")
    stored = Person.objects.get()
    assert (name_before, stored.name_en, stored.status) == ("Lin Lan", "Lin Lam", "draft")


@pytest.mark.parametrize(("values", "merged"), [({}, False), (HIDDEN, True)])
def test_a_merge_of_public_people_is_proposed(
    editor: Client, reviewer: Client, values: dict[str, Any], merged: bool
) -> None:
    make_settings(reviews=0)
    kept_person, other_person = make.make_person(**values), make.make_person(**values)
    url = f"{reverse('merge-person', args=[kept_person.pk])}?other={other_person.pk}"
    editor.post(url, {"version_token": editor.get(url).context["version_token"]})
    assert Person.objects.count() == (1 if merged else 2)
    if not merged:
        step(reviewer, kept_person, "publish", languages="zh-hans,en")
        assert [person.pk for person in Person.objects.all()] == [kept_person.pk]


def test_a_restored_version_goes_into_the_working_copy(editor: Client, reviewer: Client) -> None:
    event = make.make_event(title_en="Green Ports")
    edit(reviewer, event, title_en="Blue Ports")
    revision = AuditEntry.objects.filter(action="baseline").get()
    url = reverse("admin:sessions_app_event_restore", args=[event.pk, revision.pk])
    editor.post(url, {"version_token": editor.get(url).context["version_token"]})
    assert (Event.objects.get().title_en, read_form_value(editor, event, "title_en")) == (
        "Blue Ports",
        "Green Ports",
    )


def test_a_version_is_shown_beside_a_working_copy_that_changes_it(editor: Client) -> None:
    event = make.make_event(title_en="Green Ports")
    edit(editor, event, title_en="Blue Ports")
    edit(editor, event, title_en="Red Ports")
    revision = AuditEntry.objects.filter(action="baseline").get()
    url = reverse("admin:sessions_app_event_restore", args=[event.pk, revision.pk])
    assert "Red Ports" in editor.get(url).text


def test_a_conflict_says_when_the_working_copy_was_changed(editor: Client) -> None:
    event = make.make_event(title_en="Green Ports")
    data = read_form(editor, form_url(event))
    edit(enter("Editor", "bo"), event, title_en="Blue Ports")
    screen = editor.post(form_url(event), {**data, "title_en": "Red Ports"})
    (row,) = screen.context["rows"]
    assert (row.who, row.when > WorkingCopy.objects.get().opened_at) == ("bo", True)


def test_line_ends_of_the_browser_are_no_change(editor: Client) -> None:
    event = make.make_event(key_points_en="One.\nTwo.\nThree.")
    edit(editor, event, venue_en="Hall 1", key_points_en="One.\r\nTwo.\r\nThree.")
    (changes,) = WorkingCopy.objects.get().changes.values()
    assert changes["fields"].keys() == {"version", "venue_en"}


def test_the_dashboard_names_the_working_copies(editor: Client) -> None:
    event = make.make_event(title_zh_hans="绿色港口", title_en="Green Ports")
    edit(editor, event, title_en="Blue Ports")
    boxes = {box.title: box.lines for box in get_undrawn(editor, "/admin/").context_data["boxes"]}
    (line,) = boxes["Working copies"]
    assert (line.words, line.note) == ("绿色港口 / Green Ports", "Event · editor")


def test_the_form_says_how_many_places_are_in_conflict(editor: Client, reviewer: Client) -> None:
    event = make.make_event(title_en="Green Ports")
    edit(editor, event, title_en="Blue Ports")
    url = f"{form_url(event)}?_public=1"
    reviewer.post(url, {**read_form(reviewer, url), "title_en": "Grey Ports"})
    assert "In 1 place what is public was changed meanwhile" in editor.get(form_url(event)).text


def test_the_list_of_working_copies_leads_to_each(editor: Client) -> None:
    event = make.make_event(title_en="Green Ports")
    edit(editor, event, title_en="Blue Ports")
    (line,) = editor.get(reverse("working-copies")).context["lines"]
    assert (line["url"], line["who"]) == (form_url(event), "editor")


def test_organizations_and_guests_are_edited_so_too(editor: Client) -> None:
    organization = make.make_organization(name_en="Harbour Institute")
    appearance = make.make_appearance(title_en="Director")
    edit(editor, organization, name_en="Port Institute")
    edit(editor, appearance, title_en="President")
    assert (Organization.objects.get().name_en, Appearance.objects.get().title_en) == (
        "Harbour Institute",
        "Director",
    )
    assert read_form_value(editor, appearance, "title_en") == "President"


def discard(client: Client, record: Any) -> WorkingCopy:
    url = copy_url("working-copy-discard", record)
    client.post(url, {"version_token": client.get(url).context["version_token"]})
    return WorkingCopy.objects.get()


def test_one_sentence_says_that_it_was_saved(editor: Client) -> None:
    event = make.make_event(title_en="Green Ports")
    (message,) = messages_of(edit(editor, event, title_en="Blue Ports"))
    assert "saved in the working copy" in message


def test_a_direct_save_offers_to_undo_it(reviewer: Client, editor: Client) -> None:
    event = make.make_event(title_en="Green Ports")
    administrator = enter("Administrator")
    edit(administrator, event, title_en="Blue Ports")
    (message,) = messages_of(edit(administrator, event, title_en="Red Ports"))
    revision = AuditEntry.objects.filter(action="changed").order_by("pk")[0]
    assert f"/restore/{revision.pk}/" in message


def test_a_discarded_working_copy_is_taken_up_again(editor: Client) -> None:
    event = make.make_event(title_en="Green Ports")
    edit(editor, event, title_en="Blue Ports")
    url = reverse("working-copy-discarded", args=[discard(editor, event).pk])
    assert url in editor.get(reverse("working-copies")).text
    (row,) = editor.get(url).context["rows"]
    editor.post(url)
    assert ([field.new for field in row.fields], read_form_value(editor, event, "title_en")) == (
        ["Blue Ports"],
        "Blue Ports",
    )


def test_of_two_working_copies_the_later_one_stays(editor: Client) -> None:
    event = make.make_event(title_en="Green Ports")
    edit(editor, event, title_en="Blue Ports")
    url = reverse("working-copy-discarded", args=[discard(editor, event).pk])
    edit(editor, event, title_en="Red Ports")
    message = messages_of(editor.post(url))[-1]
    assert ("begun since" in message, read_form_value(editor, event, "title_en")) == (
        True,
        "Red Ports",
    )


def test_a_deleted_record_closes_its_working_copy_which_can_be_read(
    editor: Client, reviewer: Client
) -> None:
    event = make.make_event(title_en="Green Ports")
    edit(editor, event, title_en="Blue Ports")
    reviewer.post(f"{address(Event, 'delete', event.pk)}?_public=1", {"post": "yes"})
    copy = WorkingCopy.objects.get()
    page = editor.get(reverse("working-copy-discarded", args=[copy.pk]))
    assert (Event.objects.count(), copy.outcome, "recover that first" in page.text) == (
        0,
        "discarded",
        True,
    )
    assert "Blue Ports" in page.text


def test_a_guest_whose_person_was_deleted_is_named_when_publishing(
    editor: Client, reviewer: Client
) -> None:
    make_settings(reviews=0)
    session, person = make.make_session(make.make_event()), make.make_person(name_en="Lin Lan")
    url = f"{address(Appearance, 'add')}?session={session.pk}"
    guest = {"session": session.pk, "person": person.pk, "role": "speaker"}
    editor.post(url, {**read_form(editor, url), **guest})
    reviewer.post(address(Person, "delete", person.pk), {"post": "yes"})
    (sentence,) = step(reviewer, session.event, "publish", languages="zh-hans,en")
    assert sentence.startswith("Appearance “林岚 / Lin Lan")
    assert "“林岚 / Lin Lan” was deleted meanwhile" in sentence
    page = editor.get(copy_url("working-copy", session.event))
    (choice,) = page.context["conflicts"]
    sent = {choice.name: "public", "version_token": page.context["version_token"]}
    editor.post(copy_url("working-copy", session.event), sent)
    assert WorkingCopy.objects.open().get().changes == {}


def test_a_tie_to_what_was_deleted_goes_with_it(editor: Client, reviewer: Client) -> None:
    make_settings(reviews=0)
    topic, event = make.make_topic(name_en="Ports"), make.make_event()
    edit(editor, topic, events=[event.pk], name_en="Harbours")
    reviewer.post(address(Event, "delete", event.pk), {"post": "yes"})
    step(reviewer, topic, "publish", languages="zh-hans,en")
    connection.check_constraints()
    topic.refresh_from_db()
    assert (topic.name_en, topic.events.count()) == ("Harbours", 0)


def test_what_was_written_before_a_deletion_can_still_be_read(
    editor: Client, reviewer: Client
) -> None:
    make_settings(reviews=0)
    event = make.make_event(title_en="Green Ports")
    edit(editor, event, title_en="Blue Ports")
    editor.post(address(Event, "delete", event.pk), {"post": "yes"})
    step(reviewer, event, "publish", languages="en")
    page = reviewer.get(reverse("working-copy-discarded", args=[WorkingCopy.objects.get().pk]))
    assert "Blue Ports" in page.text


def test_figures_beside_a_working_copy_say_that_they_are_of_the_public(editor: Client) -> None:
    event = make.make_event(title_en="Green Ports")
    pages = [editor.get(form_url(event)).text]
    edit(editor, event, title_en="Blue Ports")
    pages.append(editor.get(form_url(event)).text)
    assert ["Counted of what is public" in page for page in pages] == [False, True]


# Lists


def test_a_list_tells_which_records_have_one(editor: Client) -> None:
    edited, untouched = make.make_person(), make.make_person()
    make.make_appearance(person=edited)
    edit(editor, edited, name_en="Mei Lin")
    page = editor.get(address(Person, "changelist"))
    link = f'<a class="copy-mark" href="{copy_url("working-copy", edited)}">Working copy</a>'
    marks = [record.pk for record in page.context["cl"].result_list if record.has_copy]
    assert (link in page.text, marks, untouched.pk in marks) == (True, [edited.pk], False)


@pytest.mark.parametrize(("asked", "is_edited"), [("open", True), ("none", False)])
def test_a_list_is_narrowed_to_them(editor: Client, asked: str, is_edited: bool) -> None:
    edited, untouched = make.make_event(), make.make_event()
    edit(editor, edited, title_en="Blue Ports")
    rows = editor.get(address(Event, "changelist"), {"copy": asked}).context["cl"].result_list
    assert list(rows) == [edited if is_edited else untouched]


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_a_list_with_them(editor: Client, reviewer: Client, rows: int) -> None:
    for _row in range(rows):
        edit(editor, make.make_event(), title_en="Blue Ports")
    url = f"{address(Event, 'changelist')}?copy=open"
    reviewer.get(url)
    with CaptureQueriesContext(connection) as captured:
        reviewer.get(url)
    assert len(captured) == 11


def test_a_proposed_deletion_is_no_lack_of_changes(editor: Client) -> None:
    page = make.make_page()
    editor.post(address(type(page), "delete", page.pk), {"post": "yes"})
    html = editor.get(copy_url("working-copy", page)).text
    assert ("deletion of this record is proposed" in html, "Nothing differs" in html) == (
        True,
        False,
    )
