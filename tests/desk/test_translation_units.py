"""A text is translated on a page of its own, saved over nobody's work, and marked reviewed."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from forum.core.translations.states import TranslationState, confirm
from forum.core.translations.units import units_of
from forum.desk.audit_sentences import sentence_of
from forum.desk.translations.unit_text import marked
from forum.models import AuditEntry
from people.models import Person, User
from sessions_app.models import Appearance, Event
from tests.desk.test_translation_board import enter
from tests.support import factories as make
from tests.support.admin_forms import make_settings, messages_of
from tests.support.publishing import press
from tests.support.translations import (
    CHANGED,
    SOURCE,
    change_source,
    send,
    state,
    url,
    written,
)

pytestmark = pytest.mark.django_db


def test_a_missing_text_is_written_as_a_draft(admin_client: Client, admin_user: User) -> None:
    person = written(biography_en="")
    response = send(admin_client, person, text="<p>Lin Lan studies ports.</p>")
    assert messages_of(response) == ["Biography · English: Saved as draft."]
    assert state(person) == TranslationState.DRAFT
    assert person.translations["biography"]["en"]["by"] == admin_user.pk


def test_what_changed_is_marked_character_by_character(admin_client: Client) -> None:
    person = written()
    change_source(person)
    pieces = admin_client.get(url(person)).context["pieces"]
    assert [(piece.kind, piece.text) for piece in pieces] == [
        ("same", "林岚研究"),
        ("new", "绿色"),
        ("same", "港口。"),
    ]


def test_what_changed_in_english_is_marked_word_by_word(admin_client: Client) -> None:
    page = make.make_page(
        source_language="en", title_en="Green ports", title_zh_hans="绿色港口", body_en=""
    )
    page.title_en = "Green harbours"
    page.save()
    pieces = admin_client.get(url(page, "title", "zh-hans")).context["pieces"]
    assert [(piece.kind, piece.text) for piece in pieces] == [
        ("same", "Green "),
        ("old", "ports"),
        ("new", "harbours"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("The forum discusses", "This year it discusses", ["The forum", "This year it"]),
        ("绿色港口", "绿色码头", ["港口", "码头"]),
        ("", "Ports", ["Ports"]),
        ("Ports and parks", "Ports", [" and parks"]),
    ],
)
def test_words_that_changed_together_are_marked_together(
    old: str, new: str, pieces: list[str]
) -> None:
    assert [
        text_piece.text for text_piece in marked(old, new, False) if text_piece.kind != "same"
    ] == pieces


def test_a_link_that_leads_elsewhere_is_a_change_too(admin_client: Client) -> None:
    link = '<p><a href="https://a.example/">港口</a></p>'
    person = written(biography_zh_hans=link)
    change_source(person, link.replace("a.example", "b.example"))
    pieces = admin_client.get(url(person)).context["pieces"]
    assert "".join(piece.text for piece in pieces if piece.kind == "new") == "b"


def test_a_draft_of_somebody_else_is_marked_reviewed(admin_client: Client, wang: User) -> None:
    make_settings(reviews=1)
    person = written(wang)
    response = send(admin_client, person, act="review")
    assert messages_of(response) == ["Biography · English: Marked reviewed."]
    assert state(person) == TranslationState.REVIEWED


def test_nobody_reviews_what_they_wrote(admin_client: Client, admin_user: User) -> None:
    make_settings(reviews=1)
    person = written(admin_user)
    response = send(admin_client, person, act="review")
    assert messages_of(response) == [
        "Biography · English: It stays as it is: "
        "You wrote this translation; somebody else marks it reviewed."
    ]
    assert state(person) == TranslationState.DRAFT


def test_who_changes_it_in_the_same_step_wrote_it(admin_client: Client, wang: User) -> None:
    make_settings(reviews=1)
    person = written(wang)
    response = send(admin_client, person, act="review", text="<p>She studies ports.</p>")
    assert messages_of(response) == [
        "Biography · English: Saved as draft. "
        "You wrote this translation; somebody else marks it reviewed."
    ]
    assert (state(person), person.biography_en) == (
        TranslationState.DRAFT,
        "<p>She studies ports.</p>",
    )


def test_where_nobody_reviews_the_writer_may(admin_client: Client) -> None:
    make_settings(reviews=0)
    person = written(biography_en="")
    send(admin_client, person, act="review", text="<p>Ports.</p>")
    assert state(person) == TranslationState.REVIEWED


def test_an_outdated_text_is_still_correct(admin_client: Client, wang: User) -> None:
    make_settings(reviews=1)
    person = written(wang)
    change_source(person)
    assert state(person) == TranslationState.OUTDATED
    send(admin_client, person, act="review")
    assert (state(person), person.translations["biography"]["en"]["source"]) == (
        TranslationState.REVIEWED,
        CHANGED,
    )


def test_who_wrote_it_keeps_an_outdated_text_as_a_draft(
    admin_client: Client, admin_user: User
) -> None:
    make_settings(reviews=1)
    person = written(admin_user)
    change_source(person)
    send(admin_client, person, act="review")
    assert state(person) == TranslationState.DRAFT


def test_a_name_still_holds_beside_a_changed_one(admin_client: Client) -> None:
    person = written()
    person.name_zh_hans = "林兰"
    person.save()
    response = send(admin_client, person, "name", act="review")
    assert messages_of(response) == ["Name · English: Confirmed: it still holds."]
    assert [unit.asks for unit in units_of(person, "en") if unit.field == "name"] == [True]
    person.refresh_from_db()
    assert [unit.asks for unit in units_of(person, "en") if unit.field == "name"] == [False]


def test_an_approval_outlives_the_review_of_a_translation(
    client: Client, lin: User, wang: User, chen: User
) -> None:
    make_settings(reviews=1)
    page = make.make_page(status="draft", published_at=None, ready_languages=[])
    client.force_login(lin)
    press(client, page, "submit", languages=["en"])
    client.force_login(wang)
    press(client, page, "approve")
    client.force_login(chen)
    send(client, page, "body", act="review")
    client.force_login(wang)
    page.refresh_from_db()
    press(client, page, "publish", languages="en")
    page.refresh_from_db()
    assert page.ready_languages == ["en"]


def test_what_somebody_else_saved_meanwhile_is_shown_and_kept(admin_client: Client) -> None:
    person = written()
    old = {"seen_source": SOURCE, "seen_text": "<p>Old.</p>", "text": "<p>Mine.</p>"}
    response = admin_client.post(url(person), old)
    person.refresh_from_db()
    assert (response.status_code, person.biography_en) == (409, "<p>Lin Lan studies ports.</p>")
    again = response.context_data["form"]
    assert again["text"].value() == "<p>Mine.</p>"
    sent = {name: again[name].value() for name in again.fields}
    admin_client.post(url(person), {**sent, "act": "draft"})
    person.refresh_from_db()
    assert person.biography_en == "<p>Mine.</p>"


def test_a_source_that_changed_meanwhile_is_looked_at_first(admin_client: Client) -> None:
    person = written()
    form_values = {"seen_source": SOURCE, "seen_text": person.biography_en}
    change_source(person)
    response = admin_client.post(url(person), {**form_values, "text": "<p>Mine.</p>"})
    assert response.status_code == 409
    assert [piece.text for piece in response.context["moved"]["source"] if piece.kind == "new"] == [
        "绿色"
    ]


def test_another_field_that_changed_meanwhile_is_no_conflict(admin_client: Client) -> None:
    person = written()
    form_values = {"seen_source": SOURCE, "seen_text": person.biography_en}
    Person.objects.get().save()
    response = admin_client.post(url(person), {**form_values, "text": "<p>Mine.</p>"})
    assert response.status_code == 302


def test_a_cleared_text_is_not_altered(admin_client: Client) -> None:
    texts = {"remarks_zh_hans": "<p>港口</p>", "remarks_en": "<p>Ports.</p>"}
    appearance = make.make_appearance(**texts, clearance_en="cleared")
    page = admin_client.get(url(appearance, "remarks"))
    assert "has cleared this text" in page.context["why_not_write"]
    response = send(admin_client, appearance, "remarks", text="<p>Other.</p>")
    assert messages_of(response) == [page.context["why_not_write"]]
    assert Appearance.objects.get().remarks_en == "<p>Ports.</p>"


def test_a_chinese_editor_reads_english_texts(client: Client) -> None:
    enter(client, "Chinese editor")
    person = written()
    page = client.get(url(person))
    assert page.context["why_not_write"] == "Your role does not write this text in English."
    assert client.post(url(person), {"text": "<p>X</p>"}).status_code == 403


def test_a_text_beyond_its_length_is_refused_beside_it(admin_client: Client) -> None:
    topic = make.make_topic(name_en="")
    response = send(admin_client, topic, "name", text="x" * 500)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["text"]


def test_a_text_that_is_the_source_itself_is_no_translation(admin_client: Client) -> None:
    assert admin_client.get(url(written(), language="zh-hans")).status_code == 404


def test_after_saving_the_next_one_is_opened(admin_client: Client) -> None:
    event = make.make_event(introduction_en="")
    session = make.make_session(event)
    first = make.make_appearance(session, remarks_zh_hans="<p>一</p>")
    second = make.make_appearance(session, remarks_zh_hans="<p>二</p>", position=2)
    page = admin_client.get(url(first, "remarks"))
    assert (page.context["before"], page.context["after"]) == (
        url(event, "introduction"),
        url(second, "remarks"),
    )
    assert send(admin_client, first, "remarks", text="<p>One</p>").url == url(second, "remarks")


def test_behind_the_last_one_comes_the_next_record(admin_client: Client) -> None:
    first, done, last = (written(biography_en=text) for text in ("", "<p>Ports.</p>", ""))
    following = admin_client.get(url(first)).context["after"]
    assert admin_client.get(following).url == url(last)
    state_before = admin_client.get(url(last)).context["before"]
    assert admin_client.get(state_before).url == url(first)
    assert state(done) == TranslationState.DRAFT


def test_drafts_are_gone_through_by_themselves(admin_client: Client) -> None:
    event = make.make_event(introduction_en="<p>Ports</p>")
    make.make_appearance(make.make_session(event), remarks_zh_hans="<p>一</p>")
    draft = make.make_appearance(
        make.make_session(event), remarks_zh_hans="<p>二</p>", remarks_en="<p>2</p>"
    )
    page = admin_client.get(f"{url(event, 'introduction')}?through=draft")
    assert page.context["after"] == f"{url(draft, 'remarks')}?through=draft"


def test_at_the_end_nothing_is_left(admin_client: Client) -> None:
    person = written()
    response = admin_client.get(f"/admin/translations/person/{person.pk}/en/next/")
    assert (response.url, messages_of(response)) == (
        f"/admin/translations/person/{person.pk}/en/",
        ["Nothing is left to do in English."],
    )


def test_the_log_tells_an_edit_from_a_review(admin_client: Client, wang: User) -> None:
    person = written(wang)
    make_settings(reviews=1)
    send(admin_client, person, act="review")
    send(admin_client, person, text="<p>Other.</p>")
    entries = AuditEntry.objects.exclude(action="baseline").order_by("pk")
    assert [sentence_of(entry) for entry in entries] == [
        "Translation reviewed: Biography · English",
        "Changed: Biography · English",
    ]


@pytest.mark.parametrize(("end", "queries"), [("", 12), ("introduction/", 14)])
@pytest.mark.parametrize("count", [1, 3])
def test_asks_a_constant_number_of_queries(
    admin_client: Client, end: str, queries: int, count: int
) -> None:
    event = make.make_event()
    for _number in range(count):
        make.make_appearance(make.make_session(event))
        make.make_role(event)
        make.make_document(event)
        make.make_correction(event)
    address = f"/admin/translations/event/{event.pk}/{end}en/"
    admin_client.get(address)  # content types are read once a process
    with CaptureQueriesContext(connection) as captured:
        admin_client.get(address)
    assert len(captured) == queries


def test_a_confirmed_text_stays_reviewed_when_it_is_opened_and_saved(
    admin_client: Client, wang: User
) -> None:
    person = written(wang)
    confirm(person, "biography", "en", "zh-hans", TranslationState.REVIEWED)
    person.save()
    assert messages_of(send(admin_client, person)) == ["Biography · English: Nothing was changed."]
    assert state(person) == TranslationState.REVIEWED


def test_an_old_source_is_shown_without_what_no_text_may_hold(admin_client: Client) -> None:
    person = written()
    person.translations["biography"]["en"]["source"] = '<p onclick="x()">旧</p><script>1</script>'
    Person.objects.filter(pk=person.pk).update(translations=person.translations)
    assert admin_client.get(url(person)).context["previous"] == "<p>旧</p>"


def test_a_text_that_the_public_reads_is_a_slip_or_a_correction(admin_client: Client) -> None:
    event = make.make_event(title_en="Grean Ports")
    question = send(admin_client, event, "title", text="Green Ports")
    assert question.status_code == 422
    assert Event.objects.get().title_en == "Grean Ports"
    carried = dict(question.context["carried"])
    admin_client.post(url(event, "title"), {**carried, "asked_kind": "slip"})
    assert (Event.objects.get().title_en, event.corrections.count()) == ("Green Ports", 0)


def test_a_correction_of_a_translation_is_told_on_the_events_page(admin_client: Client) -> None:
    event = make.make_event(title_en="Grean Ports")
    told = {
        "asked_kind": "correction",
        "asked_day": "2026-11-24",
        "asked_text_en": "The title was misspelt.",
        "asked_events": [event.pk],
    }
    send(admin_client, event, "title", text="Green Ports", **told)
    assert (Event.objects.get().title_en, event.corrections.get().text_en) == (
        "Green Ports",
        "The title was misspelt.",
    )
