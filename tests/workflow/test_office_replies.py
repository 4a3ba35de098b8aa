"""An office replies through its link, without an account; staff enter what it wrote."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from forum.desk.preview_links import seal
from forum.desk.publishing.office_differences import compare_replies
from forum.models import ClearanceReply, PreviewLink, WorkingCopy
from forum.site.previews import public_address
from forum.workflow.merging.merge import merge_records, pair_token
from people.models import Person, User
from sessions_app.models import Appearance
from tests.desk.test_notifications import do_all
from tests.support import factories as make

pytestmark = pytest.mark.django_db

REMARKS = "<p>Ports <strong>matter</strong>.</p><p>They grow.</p>"


def make_spoken(**values: Any) -> Appearance:
    texts = {
        "remarks_zh_hans": "<p>港口很重要。</p>",
        "remarks_en": REMARKS,
        "clearance_en": "sent",
    }
    return make.make_appearance(**{**texts, **values})


@pytest.fixture
def appearance() -> Appearance:
    return make_spoken(session=make.make_session(make.make_event(status="draft")))


@pytest.fixture
def link(appearance: Appearance, lin: User) -> PreviewLink:
    until = timezone.now() + timedelta(days=1)
    return PreviewLink.objects.create(object=appearance, expires_at=until, by=lin, note="Ministry")


@pytest.fixture
def office(link: PreviewLink) -> Client:
    """Return the browser of an office that has opened its link."""
    office = Client(enforce_csrf_checks=True)
    office.post("/preview/", {"seal": seal(link)})
    return office


def address(link: PreviewLink, language: str = "en") -> str:
    return reverse("preview-reply", args=[link.pk, language])


def links_page(appearance: Appearance) -> str:
    kind = ContentType.objects.get_for_model(appearance)
    return reverse("preview-links", args=[kind.pk, appearance.pk])


def send(office: Client, link: PreviewLink, language: str = "en", **values: Any) -> Any:
    """Fill in the page's form and send it."""
    context = office.get(address(link, language)).context
    typed = {"seal": context["seal"], "author": "Protocol office", **context["form"].initial}
    return office.post(address(link, language), {**typed, **values})


def settle(client: Client, reply: ClearanceReply, step: str = "enter") -> Any:
    appearance = Appearance.objects.get(pk=reply.object_id)
    event = appearance.session.event_id
    url = reverse("clearance-reply", args=[event, reply.language, reply.pk])
    return client.post(url, {step: "1"}, follow=True)


def open_copy_of(appearance: Appearance, **changed: Any) -> WorkingCopy:
    """Return a scheduled working copy of the event, in which a text of the guest is another."""
    rows = {f"sessions_app.appearance:{appearance.pk}": {"kind": "changed", "fields": changed}}
    moment = (timezone.now() + timedelta(days=1)).isoformat()
    return WorkingCopy.objects.create(
        object=appearance.session.event, changes=rows if changed else {}, schedule={"en": moment}
    )


def test_the_preview_leads_to_the_reply_in_its_language(office: Client, link: PreviewLink) -> None:
    page = office.get(f"/preview/{link.pk}/", follow=True, headers={"Accept-Language": "zh"})
    assert f'href="{address(link, "zh-hans")}">回复主办方' in page.text


def test_a_link_to_an_event_asks_for_no_reply(client: Client) -> None:
    link = PreviewLink.objects.create(object=make.make_event())
    client.post("/preview/", {"seal": seal(link)})
    page = client.get(f"/preview/{link.pk}/", follow=True)
    assert ("/reply/" in page.text, client.get(address(link)).status_code) == (False, 410)


def test_an_office_clears_its_text(office: Client, link: PreviewLink) -> None:
    answer = send(office, link, answer="cleared", note="Thank you.")
    reply = ClearanceReply.objects.get()
    assert (answer.status_code, reply.answer, reply.author, reply.note, reply.proposed) == (
        302,
        "cleared",
        "Protocol office",
        "Thank you.",
        {},
    )


def test_the_version_that_the_office_read_is_held(office: Client, link: PreviewLink) -> None:
    send(office, link, answer="cleared")
    assert ClearanceReply.objects.get().read == {
        "name": "Lin Lan",
        "honorific": "",
        "title": "Director, Harbour Institute",
        "attendance": "",
        "attendance_note": "",
        "attribution": "",
        "remarks": "Ports matter.\nThey grow.",
    }


def test_a_reply_publishes_and_changes_nothing(
    office: Client, link: PreviewLink, appearance: Appearance
) -> None:
    row_before = Appearance.objects.values().get()
    send(office, link, answer="changes", remarks="Ports matter most.")
    assert Appearance.objects.values().get() == row_before


@pytest.mark.parametrize(
    ("language", "words"), [("en", "has been received"), ("zh-hans", "回复已收到")]
)
def test_the_office_is_told_that_its_reply_came(
    office: Client, link: PreviewLink, language: str, words: str
) -> None:
    answer = send(office, link, language, answer="cleared")
    assert words in office.get(answer["Location"]).text


def test_a_second_reply_stands_beside_the_first(office: Client, link: PreviewLink) -> None:
    send(office, link, answer="cleared")
    send(office, link, answer="declined")
    assert [reply.answer for reply in ClearanceReply.objects.all()] == ["cleared", "declined"]


def test_a_reply_that_is_sent_twice_is_one(office: Client, link: PreviewLink) -> None:
    send(office, link, answer="cleared")
    send(office, link, answer="cleared")
    assert ClearanceReply.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"answer": ""}, "Choose one of the three answers."),
        ({"answer": "cleared", "remarks": "Else."}, "You have changed the text"),
        ({"answer": "cleared", "author": ""}, "Write who replies."),
        ({"answer": "cleared", "seal": "x"}, "The form was no longer valid."),
    ],
)
def test_what_cannot_be_taken_comes_back_as_it_was_typed(
    office: Client, link: PreviewLink, values: dict[str, str], message: str
) -> None:
    page = send(office, link, note="We ask for one day more.", **values)
    assert (page.status_code, message in page.text, "one day more" in page.text) == (
        400,
        True,
        True,
    )


def test_changes_that_change_nothing_are_asked_about(office: Client, link: PreviewLink) -> None:
    assert "Change the text below" in send(office, link, answer="changes").text


def test_a_form_of_another_link_is_not_believed(
    office: Client, link: PreviewLink, appearance: Appearance
) -> None:
    second = PreviewLink.objects.create(object=appearance)
    other_client = Client()
    other_client.post("/preview/", {"seal": seal(second)})
    foreign_seal = other_client.get(address(second)).context["seal"]
    assert send(office, link, answer="cleared", seal=foreign_seal).status_code == 400


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("https://evil.example", 403),
        ("https://evil-example.org", 403),
        ("http://www.example.org", 403),
        ("https://www.example.org", 302),
        ("http://testserver", 302),
        ("null", 302),
    ],
)
def test_a_form_of_another_site_is_refused(
    office: Client, link: PreviewLink, settings: Settings, origin: str, status: int
) -> None:
    settings.CSRF_TRUSTED_ORIGINS = ["https://*.example.org"]
    form = {"seal": office.get(address(link)).context["seal"], "answer": "declined", "author": "X"}
    text = {"title": "Director, Harbour Institute", "remarks": "Ports matter.\nThey grow."}
    answer = office.post(address(link), {**form, **text}, headers={"Origin": origin})
    assert answer.status_code == status


def test_a_form_that_is_refused_gives_back_what_was_typed(client: Client) -> None:
    typed = {"answer": "declined", "title": "Dean", "remarks": "Ports.", "note": "Sorry."}
    url = reverse("preview-reply", args=[1, "en"])
    page = client.post(url, {**typed, "author": "Ministry"}, headers={"Origin": "https://a.test"})
    assert page.context["typed"] == ["Declined", "Dean", "Ports.", "Sorry.", "Ministry"]


def test_a_browser_is_let_tell_the_origin_of_the_form(office: Client, link: PreviewLink) -> None:
    assert office.get(address(link)).headers["Referrer-Policy"] == "same-origin"


def test_a_revoked_link_takes_no_reply_and_gives_back_what_was_typed(
    office: Client, link: PreviewLink
) -> None:
    form = {"seal": office.get(address(link)).context["seal"], "remarks": "Ports matter most."}
    link.revoke()
    answer = office.post(address(link), form)
    stored = ClearanceReply.objects.count()
    assert (answer.status_code, "Ports matter most." in answer.text, stored) == (410, True, 0)


def test_a_stranger_reads_no_text(client: Client, link: PreviewLink) -> None:
    assert client.get(address(link)).status_code == 410


def test_who_sends_too_often_waits(office: Client, link: PreviewLink) -> None:
    answers = [send(office, link, answer="cleared", note=f"Note {no}") for no in range(7)]
    assert [answer.status_code for answer in answers] == [302] * 6 + [429]
    assert "Note 6" in answers[-1].text


def test_a_link_that_nobody_answers_fills_no_table(
    office: Client, link: PreviewLink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("forum.workflow.clearance_replies.MOST_WAITING", 1)
    send(office, link, answer="cleared")
    answer = send(office, link, answer="declined", note="Wait for us.")
    assert (answer.status_code, "Wait for us." in answer.text) == (429, True)


def test_a_reply_to_a_text_that_was_changed_meanwhile_says_so(
    office: Client, link: PreviewLink, appearance: Appearance
) -> None:
    form = {"seal": office.get(address(link)).context["seal"], "answer": "cleared", "author": "X"}
    text = {"title": "Director, Harbour Institute", "remarks": "Ports matter.\nThey grow."}
    Appearance.objects.filter(pk=appearance.pk).update(remarks_en="<p>Ports are old.</p>")
    answer = office.post(address(link), {**form, **text})
    page = office.get(answer["Location"])
    assert "The text was changed meanwhile." in page.text
    assert ClearanceReply.objects.get().read["remarks"] == "Ports matter.\nThey grow."


@pytest.mark.parametrize(
    ("language", "words"), [("en", "There is no text in this language"), ("zh-hans", "没有")]
)
def test_a_language_without_a_text_says_so(
    office: Client, link: PreviewLink, language: str, words: str
) -> None:
    Appearance.objects.update(remarks_en="", remarks_zh_hans="")
    page = office.get(address(link, language))
    assert (words in page.text, "<form" in page.text) == (True, False)


def test_a_text_that_another_language_lends_is_not_written_anew(
    office: Client, link: PreviewLink, admin_client: Client
) -> None:
    Appearance.objects.update(remarks_en="")
    context = office.get(address(link)).context
    fields = [field.name for field in context["form"].text_fields()]
    assert (context["lines"], fields) == (["港口很重要。"], ["title"])
    send(office, link, answer="changes", remarks="港口非常重要。")
    settle(admin_client, ClearanceReply.objects.get())
    assert Appearance.objects.get().remarks_en == ""


def test_a_text_that_another_language_lends_is_marked_with_it(
    office: Client, link: PreviewLink, appearance: Appearance
) -> None:
    Appearance.objects.update(remarks_en="")
    Person.objects.update(name_en=None, name_zh_hans="林岚")
    page = office.get(address(link)).text
    assert ('<span lang="zh-Hans">林岚</span>' in page, page.count('<p lang="zh-Hans">')) == (
        True,
        1,
    )


def test_an_office_reads_the_working_copy(client: Client, lin: User) -> None:
    appearance = make_spoken()
    event = appearance.session.event
    changes = {
        f"sessions_app.appearance:{appearance.pk}": {
            "kind": "changed",
            "fields": {"remarks_en": [REMARKS, "<p>Ports are new.</p>"]},
        }
    }
    WorkingCopy.objects.create(object=event, changes=changes)
    link = PreviewLink.objects.create(object=appearance)
    client.post("/preview/", {"seal": seal(link)})
    assert client.get(address(link)).context["text"]["remarks"] == "Ports are new."


# In the desk.


def test_the_desk_shows_what_the_office_would_have_otherwise(
    office: Client, link: PreviewLink, admin_client: Client, appearance: Appearance
) -> None:
    send(office, link, answer="changes", remarks="Ports matter.\n\nThey shrink.")
    event = appearance.session.event_id
    page = admin_client.get(reverse("clearance", args=[event, "en"])).text
    assert ("<del>grow</del>" in page, "<ins>shrink</ins>" in page) == (True, True)


def test_the_desk_marks_what_another_language_lends_since_the_reply(
    office: Client, link: PreviewLink, appearance: Appearance
) -> None:
    send(office, link, answer="changes", title="Dean")
    Appearance.objects.update(remarks_en="")
    appearance.refresh_from_db()
    [reply] = compare_replies(appearance, "en", ClearanceReply.objects.all())
    langs = [field.lang for field in (*reply.proposed, *reply.moved)]
    assert langs == ["en", "zh-Hans"]


def test_one_click_enters_the_changes_and_the_clearance(
    office: Client, link: PreviewLink, admin_client: Client, appearance: Appearance
) -> None:
    send(office, link, answer="changes", remarks="Ports matter.\n\nThey shrink.", title="Dean")
    reply = ClearanceReply.objects.get()
    settle(admin_client, reply)
    appearance.refresh_from_db()
    reply.refresh_from_db()
    assert (appearance.remarks_en, appearance.title_en, appearance.clearance_en) == (
        "<p>Ports <strong>matter</strong>.</p><p>They shrink.</p>",
        "Dean",
        "cleared_with_changes",
    )
    assert (appearance.clearance_by_en, reply.outcome) == ("Protocol office", "entered")


@pytest.mark.parametrize(("answer", "state"), [("cleared", "cleared"), ("declined", "declined")])
def test_an_answer_is_entered(
    office: Client, link: PreviewLink, admin_client: Client, answer: str, state: str
) -> None:
    send(office, link, answer=answer)
    settle(admin_client, ClearanceReply.objects.get())
    assert Appearance.objects.get().clearance_en == state


def test_a_published_text_is_changed_in_the_working_copy(client: Client, lin: User) -> None:
    appearance = make_spoken()
    link = PreviewLink.objects.create(object=appearance)
    client.post("/preview/", {"seal": seal(link)})
    send(client, link, answer="changes", remarks="They shrink.")
    lin.is_superuser = True
    lin.save()
    client.force_login(lin)
    settle(client, ClearanceReply.objects.get())
    appearance.refresh_from_db()
    (row,) = WorkingCopy.objects.get().changes.values()
    assert (
        appearance.remarks_en,
        row["fields"]["remarks_en"][1],
        row["fields"]["clearance_en"],
    ) == (
        REMARKS,
        "<p>They shrink.</p>",
        ["sent", "cleared_with_changes"],
    )


def test_a_clearance_of_a_former_text_is_changed_since(
    office: Client, link: PreviewLink, admin_client: Client
) -> None:
    send(office, link, answer="cleared")
    Appearance.objects.update(remarks_en="<p>Ports are old.</p>")
    settle(admin_client, ClearanceReply.objects.get())
    assert Appearance.objects.get().clearance_en == "changed_since"


def test_changes_of_a_former_text_are_entered_by_hand(
    office: Client, link: PreviewLink, admin_client: Client, appearance: Appearance
) -> None:
    send(office, link, answer="changes", remarks="They shrink.")
    Appearance.objects.update(remarks_en="<p>Ports are old.</p>")
    page = admin_client.get(reverse("clearance", args=[appearance.session.event_id, "en"])).text
    settle(admin_client, ClearanceReply.objects.get())
    stored = Appearance.objects.get().remarks_en
    assert ("has been changed since the office read it" in page, stored) == (
        True,
        "<p>Ports are old.</p>",
    )
    assert ClearanceReply.objects.get().settled_at is None


def test_what_is_set_aside_is_kept(
    office: Client, link: PreviewLink, admin_client: Client, appearance: Appearance
) -> None:
    send(office, link, answer="changes", remarks="They shrink.")
    page = settle(admin_client, ClearanceReply.objects.get(), "aside").text
    outcome = ClearanceReply.objects.get().outcome
    assert ("They shrink" in page.replace("<ins>", ""), outcome) == (True, "set_aside")


@pytest.fixture
def own_link(link: PreviewLink, appearance: Appearance) -> PreviewLink:
    """A link of the guest's own office, as the desk makes it."""
    link.person_key = appearance.person_id
    link.save()
    return link


def test_the_desk_makes_links_for_whom_the_working_copy_names(admin_client: Client) -> None:
    guest, deputy = make_spoken(), make.make_person()
    open_copy_of(guest, person=[guest.person_id, deputy.pk])
    admin_client.post(links_page(guest))
    assert PreviewLink.objects.get().person_key == deputy.pk


def test_a_link_opens_nothing_of_who_stands_in_for_its_guest(
    office: Client, own_link: PreviewLink, appearance: Appearance
) -> None:
    page = public_address(appearance, "en")
    pages = (f"/preview/{own_link.pk}{page}", address(own_link))
    statuses_before = [office.get(page).status_code for page in pages]
    appearance.person = make.make_person()
    appearance.save()
    assert (statuses_before, [office.get(page).status_code for page in pages]) == (
        [200, 200],
        [410, 410],
    )


def test_a_link_opens_nothing_of_who_is_to_stand_in_for_its_guest(client: Client) -> None:
    guest = make_spoken()
    link = PreviewLink.objects.create(object=guest, person_key=guest.person_id)
    client.post("/preview/", {"seal": seal(link)})
    open_copy_of(guest, person=[guest.person_id, make.make_person().pk])
    assert client.get(address(link)).status_code == 410


def test_the_desk_says_that_a_link_opens_nothing(
    admin_client: Client, own_link: PreviewLink, appearance: Appearance
) -> None:
    Appearance.objects.update(person=make.make_person())
    assert "Opens nothing: made for another guest" in admin_client.get(links_page(appearance)).text


@pytest.mark.parametrize("answer", ["cleared", "declined"])
def test_a_reply_is_not_entered_upon_another_guest(
    office: Client, own_link: PreviewLink, admin_client: Client, answer: str
) -> None:
    send(office, own_link, answer=answer)
    Appearance.objects.update(person=make.make_person())
    page = settle(admin_client, ClearanceReply.objects.get()).text
    assert ("Another guest stands there" in page, Appearance.objects.get().clearance_en) == (
        True,
        "sent",
    )


def test_a_refusal_holds_for_the_guest_and_not_for_who_is_to_stand_in(
    client: Client, admin_client: Client
) -> None:
    guest = make_spoken()
    link = PreviewLink.objects.create(object=guest, person_key=guest.person_id)
    client.post("/preview/", {"seal": seal(link)})
    send(client, link, answer="declined")
    deputy = make.make_person().pk
    changes = {"person": [guest.person_id, deputy], "clearance_en": ["sent", ""]}
    copy = open_copy_of(guest, **changes)
    settle(admin_client, ClearanceReply.objects.get())
    copy.refresh_from_db()
    [edit] = copy.changes.values()
    assert (Appearance.objects.get().clearance_en, edit["fields"]["clearance_en"][1]) == (
        "declined",
        "",
    )


def test_a_link_goes_with_its_guest_into_a_merge(lin: User) -> None:
    guest, survivor = make_spoken(), make.make_person()
    link = PreviewLink.objects.create(object=guest, person_key=guest.person_id)
    merge_records(survivor, guest.person, (), lin, pair_token([survivor, guest.person]))
    link.refresh_from_db()
    assert link.is_for(Appearance.objects.get())


@pytest.mark.parametrize("step", ["enter", "aside"])
def test_a_reply_is_settled_once(
    office: Client, link: PreviewLink, admin_client: Client, step: str
) -> None:
    send(office, link, answer="cleared")
    settle(admin_client, ClearanceReply.objects.get())
    page = settle(admin_client, ClearanceReply.objects.get(), step).text
    outcome = ClearanceReply.objects.get().outcome
    assert ("Somebody has dealt with this reply already." in page, outcome) == (True, "entered")


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_clearances(
    admin_client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    session = make.make_session(make.make_event(status="draft"))
    for _number in range(count):
        person = make.make_person()
        appearance = make_spoken(session=session, person=person)
        for proposed in ({}, {"remarks": "They shrink."}):
            ClearanceReply.objects.create(
                object=appearance, language="en", answer="changes", author="Office",
                read={"remarks": "Ports matter."}, proposed=proposed,
            )  # fmt: skip
    url = reverse("clearance", args=[session.event_id, "en"])
    admin_client.get(url)
    with django_assert_num_queries(8):
        admin_client.get(url)


@pytest.fixture
def told(lin: User, settings: Settings) -> None:
    """Let whoever made the link have a mail address, and the site send mail."""
    settings.MAIL_IS_SENT = True
    settings.SITE_ADDRESS = "https://forum.example.org"
    User.objects.filter(pk=lin.pk).update(email="lin@example.org", language="en")


@pytest.mark.usefixtures("told")
def test_a_reply_that_is_sent_twice_is_told_once(office: Client, link: PreviewLink) -> None:
    send(office, link, answer="cleared")
    send(office, link, answer="cleared")
    do_all()
    assert len(mail.outbox) == 1


@pytest.mark.usefixtures("told")
def test_whoever_made_the_link_is_told(office: Client, link: PreviewLink) -> None:
    send(office, link, answer="cleared", note="Thank you.")
    do_all()
    (letter,) = mail.outbox
    assert (letter.to, "Answer of an office" in letter.subject, "Thank you." in letter.body) == (
        ["lin@example.org"],
        True,
        True,
    )


def test_the_office_s_note_stands_behind_what_staff_noted(
    office: Client, link: PreviewLink, admin_client: Client, appearance: Appearance
) -> None:
    Appearance.objects.filter(pk=appearance.pk).update(clearance_note_en="Asked by telephone.")
    send(office, link, answer="cleared", note="Thank you.")
    settle(admin_client, ClearanceReply.objects.get())
    appearance.refresh_from_db()
    assert appearance.clearance_note_en == "Asked by telephone. · Thank you."
