"""Forms of the admin: what they store, what they refuse, and beside which field they say so."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forum.core.visibility import MOMENTS
from forum.desk.model_forms import CANCEL_INSTEAD, IDLE_MOMENT, TAKE_OFFLINE_INSTEAD
from forum.desk.template_tags import list_mistakes
from forum.history.conflicts.form_token import TOKEN
from forum.models import AuditEntry, KnowledgeProduct, Page, SiteSettings, Topic
from people.models import Organization, Person
from sessions_app.models import (
    Appearance,
    Document,
    Event,
    EventOrganization,
    Photo,
    Series,
    Session,
)
from tests.desk.test_admin_pages import READ_ONLY
from tests.support import factories as make
from tests.support.admin_forms import (
    MAKERS,
    context_of,
    errors,
    make_settings,
    messages_of,
    read_form,
    undrawn,
)
from tests.support.desk_client import address, speak
from tests.support.images import png

pytestmark = pytest.mark.django_db

NAMED = {"name_zh_hans": "海港", "name_en": "Harbour"}
TITLED = {"title_zh_hans": "海港", "title_en": "Harbour"}
NO_TEXT = {"name_zh_hans": "", "name_en": "", "title_zh_hans": "", "title_en": ""}


def add(client: Client, model: type[Model], **typed: Any) -> Any:
    """Send the empty form of a model with what is typed into it."""
    url = address(model, "add")
    return client.post(url, {**read_form(client, url), **typed})


def change(client: Client, record: Model, **typed: Any) -> Any:
    """Send the form of a record with what is typed into it."""
    url = address(type(record), "change", record.pk)
    return client.post(url, {**read_form(client, url), **typed})


@pytest.mark.parametrize(
    ("model", "typed"),
    [
        (Series, NAMED),
        (Event, TITLED),
        (Person, NAMED),
        (Organization, NAMED),
        (Topic, NAMED),
        (KnowledgeProduct, TITLED),
        (Page, TITLED),
    ],
)
def test_a_record_is_added_in_both_languages(
    admin_client: Client, model: type[Model], typed: dict[str, str]
) -> None:
    assert add(admin_client, model, **typed).status_code == 302
    assert model._default_manager.values(*typed).get() == typed


@pytest.mark.parametrize(("name", "is_told"), [("Harbour", True), ("Quay", False)])
def test_who_has_the_name_of_a_new_person_is_named(
    admin_client: Client, name: str, is_told: bool
) -> None:
    person = make.make_person(name_en=name, name_zh_hans="")
    response = add(admin_client, Person, name_en="Harbour")
    words = messages_of(response)
    link = f'<a href="{address(Person, "change", person.pk)}">{name}</a>'
    assert any("Of the same name already" in text and link in text for text in words) == is_told


def test_a_session_is_added(admin_client: Client) -> None:
    event = make.make_event()
    add(admin_client, Session, event=event.pk, kind="keynote", title_zh_hans="海港")
    assert Session.objects.values("event", "kind", "slug").get() == {
        "event": event.pk,
        "kind": "keynote",
        "slug": "keynote",
    }


def test_an_appearance_is_added(admin_client: Client) -> None:
    session, person = make.make_session(), make.make_person()
    add(admin_client, Appearance, session=session.pk, person=person.pk, title_zh_hans="院长")
    assert Appearance.objects.get().title_zh_hans == "院长"


def test_an_organization_of_an_event_is_added(admin_client: Client) -> None:
    event, organization = make.make_event(), make.make_organization()
    add(
        admin_client,
        EventOrganization,
        event=event.pk,
        organization=organization.pk,
        role="host",
        printed_name_zh_hans="海港研究院",
    )
    assert EventOrganization.objects.get().printed_name_zh_hans == "海港研究院"


def test_a_photo_is_added(admin_client: Client) -> None:
    picture = SimpleUploadedFile("photo.png", png().read(), "image/png")
    add(admin_client, Photo, event=make.make_event().pk, image=picture, alt_en="A harbour")
    assert (Photo.objects.get().image_width, Photo.objects.get().alt_en) == (8, "A harbour")


def test_a_document_is_added(admin_client: Client) -> None:
    file = SimpleUploadedFile("agenda.pdf", b"%PDF-1.4", "application/pdf")
    add(admin_client, Document, event=make.make_event().pk, file=file, title_en="Agenda")
    with Document.objects.get().file.open() as stored:
        assert stored.read() == b"%PDF-1.4"


def test_the_site_settings_are_added_once(admin_client: Client) -> None:
    add(admin_client, SiteSettings, site_name_en="Coast Forum")
    assert admin_client.get(address(SiteSettings, "add")).status_code == 403


def test_the_list_of_site_settings_is_their_form(admin_client: Client) -> None:
    make_settings()
    response = admin_client.get(address(SiteSettings, "changelist"))
    assert response["Location"] == address(SiteSettings, "change", 1)


def test_the_site_settings_cannot_be_deleted(admin_client: Client) -> None:
    make_settings()
    assert admin_client.get(address(SiteSettings, "delete", 1)).status_code == 403


SAVED = [model for model in admin.site._registry if model not in READ_ONLY]


@pytest.mark.parametrize("model", SAVED, ids=lambda model: model._meta.label_lower)
def test_saving_a_form_untouched_keeps_every_column(
    admin_client: Client, model: type[Model]
) -> None:
    record = MAKERS[model]()
    rows = model._default_manager.filter(pk=record.pk)
    row_before = rows.values().get()
    assert change(admin_client, record).status_code == 302
    row_after = rows.values().get()
    # A form knows moments to the second only.
    moved = {name for name in row_after if row_after[name] != row_before[name]}
    assert moved <= {"version", "updated", "published_at", *MOMENTS, "date_joined"}


@pytest.mark.parametrize("model", [Series, Event, Person, Organization, Topic, Page])
def test_without_a_name_the_form_says_what_is_missing(
    admin_client: Client, model: type[Model]
) -> None:
    field = model.main_fields[0]  # type: ignore[attr-defined]
    response = add(admin_client, model, **NO_TEXT)
    message = f"Give the {field} in at least one language."
    assert errors(response)[f"{field}_en"] == [message]


def test_what_is_missing_is_said_in_the_language_of_the_interface(admin_client: Client) -> None:
    admin_client.cookies["django_language"] = "zh-hans"
    response = add(admin_client, Topic, **NO_TEXT)
    assert list(errors(response)) == ["name_zh_hans"]


def test_what_was_refused_is_named_at_the_top_with_a_link(admin_client: Client) -> None:
    page = add(admin_client, Event, **TITLED, starts_on="2023-11-06", ends_on="").content.decode()
    link = '<li><a href="#id_ends_on">Last day</a>\nThe last day is missing'
    assert link in page


def test_a_moment_that_was_refused_is_named_too(admin_client: Client) -> None:
    appearance = make.make_appearance()
    response = change(admin_client, appearance, embargoed_until_0="soon")
    link = '<a href="#id_embargoed_until_0">Embargoed until</a>'
    assert link in response.content.decode()


def test_what_all_rows_are_refused_for_is_named_too(admin_client: Client) -> None:
    context = change(admin_client, make.make_product(), **{"parts-TOTAL_FORMS": "many"}).context
    mistakes = list_mistakes(context["adminform"], context["inline_admin_formsets"])
    assert [mistake.message[:29] for mistake in mistakes] == ["Part · ManagementForm data is"]


def test_what_was_refused_stands_above_the_panels(admin_client: Client) -> None:
    event = make.make_event()
    page = change(admin_client, event, starts_on="2023-11-06", ends_on="").content.decode()
    assert page.count("errornote") == page.count("Please correct the error below.") == 1
    assert page.index("errornote") < page.index('<section class="publishing"')


def test_blank_text_in_one_language_is_no_name(admin_client: Client) -> None:
    add(admin_client, Person, name_zh_hans="  ", name_en="Lin Lan")
    assert Person.objects.values("name_zh_hans", "name_en").get() == {
        "name_zh_hans": None,
        "name_en": "Lin Lan",
    }


@pytest.mark.parametrize(
    "days", [("2023-11-06", "2023-11-05"), ("2023-11-06", ""), ("", "2023-11-05")]
)
def test_days_out_of_order_are_said_beside_the_last_day(
    admin_client: Client, days: tuple[str, str]
) -> None:
    response = add(admin_client, Event, **TITLED, starts_on=days[0], ends_on=days[1])
    assert errors(response)["ends_on"] == ["The last day is missing or before the first day."]


def test_an_event_is_not_its_own_parent(admin_client: Client) -> None:
    event = make.make_event()
    response = change(admin_client, event, parent=event.pk)
    assert errors(response)["parent"] == ["An event cannot be its own parent event."]


def test_hours_out_of_order_are_said_beside_the_end(admin_client: Client) -> None:
    response = change(admin_client, make.make_session(), start="10:00", end="09:00")
    assert errors(response)["end"] == ["The session ends before it starts."]


def test_a_guest_has_a_role_once_in_a_session(admin_client: Client) -> None:
    first = make.make_appearance()
    response = add(
        admin_client, Appearance, session=first.session.pk, person=first.person.pk, role="speaker"
    )
    assert errors(response)["role"] == ["This person already has this role in the session."]


def test_the_same_guest_twice_in_one_form_is_refused(admin_client: Client) -> None:
    session, person = make.make_session(), make.make_person()
    rows = {f"appearances-{row}-{name}": value for row in range(2) for name, value in {
        "person": person.pk, "role": "speaker", "position": 1, "remarks_kind": "summary",
        "photo_consent": "unknown",
    }.items()}  # fmt: skip
    response = change(admin_client, session, **{"appearances-TOTAL_FORMS": 2}, **rows)
    assert (response.status_code, Appearance.objects.count()) == (200, 0)


def test_sessions_of_an_event_get_addresses_of_their_own(admin_client: Client) -> None:
    event = make.make_event()
    for kind in ("opening", "discussion", "discussion"):
        add(admin_client, Session, event=event.pk, kind=kind)
    assert list(Session.objects.order_by("pk").values_list("slug", flat=True)) == [
        "opening",
        "topic-1",
        "topic-2",
    ]


def test_a_topic_in_latin_letters_names_its_session(admin_client: Client) -> None:
    typed = {"kind": "discussion", "label_zh_hans": "主题三", "label_en": "Topic 3"}
    add(admin_client, Session, event=make.make_event().pk, **typed)
    assert Session.objects.get().slug == "topic-3"


def test_no_session_takes_an_address_that_the_event_needs(admin_client: Client) -> None:
    add(admin_client, Session, event=make.make_event().pk, kind="other", label_en="Parallel")
    assert Session.objects.get().slug == "parallel-2"


@pytest.mark.parametrize(
    ("model", "typed", "slug"),
    [
        (Event, {**TITLED, "starts_on": "2023-11-05", "ends_on": "2023-11-05"}, "2023-harbour"),
        (Event, {"title_zh_hans": "海港"}, "hai-gang"),
        (Event, {"title_en": "Порты"}, "event"),
        (Person, {"name_zh_hans": "单伟"}, "shan-wei"),
        (Person, {"name_zh_hans": "王芳", "name_en": "Fang Wang"}, "fang-wang"),
        (KnowledgeProduct, {"title_zh_hans": "手册"}, "shou-ce"),
    ],
)
def test_an_empty_slug_is_proposed(
    admin_client: Client, model: Any, typed: dict[str, str], slug: str
) -> None:
    add(admin_client, model, **typed)
    assert model.objects.get().slug == slug


def test_a_proposed_slug_is_free(admin_client: Client) -> None:
    make.make_person(slug="lin-lan")
    add(admin_client, Person, name_en="Lin Lan")
    assert Person.objects.filter(slug="lin-lan-2").exists()


def test_a_slug_that_is_emptied_stays(admin_client: Client) -> None:
    person = make.make_person(slug="lin-lan")
    change(admin_client, person, slug="", name_en="Lan Lin")
    assert Person.objects.get().slug == "lin-lan"


def test_a_typed_slug_stays_as_it_is(admin_client: Client) -> None:
    add(admin_client, Person, name_en="Lin Lan", slug="dr-lin")
    assert Person.objects.get().slug == "dr-lin"


def test_a_wrong_slug_is_refused_with_an_example(admin_client: Client) -> None:
    response = add(admin_client, Person, name_en="Lin Lan", slug="Dr_Lin")
    assert "keynote-2" in errors(response)["slug"][-1]


def test_other_spellings_stand_one_a_line(admin_client: Client) -> None:
    add(admin_client, Person, name_en="Lin Lan", aliases="林嵐\r\n\r\n Lin, Lan \r\n林嵐")
    assert Person.objects.get().aliases == ["林嵐", "Lin, Lan"]


def test_a_form_publishes_nothing(admin_client: Client) -> None:
    add(admin_client, Topic, **NAMED, status="published", ready_languages=["en"])
    assert Topic.objects.values("status", "ready_languages").get() == {
        "status": "draft",
        "ready_languages": [],
    }


@pytest.mark.parametrize(("days", "refusal"), [(-1, TAKE_OFFLINE_INSTEAD), (1, CANCEL_INSTEAD)])
def test_an_emptied_moment_is_refused(admin_client: Client, days: int, refusal: Any) -> None:
    topic = make.make_topic(published_at_en=timezone.now() + timedelta(days=days))
    page = change(admin_client, topic, published_at_en_0="", published_at_en_1="")
    assert page.context["adminform"].form.errors["published_at_en"] == [str(refusal)]


def test_an_emptied_moment_of_a_draft_publishes_nothing(admin_client: Client) -> None:
    topic = make.make_topic(status="draft")
    change(admin_client, topic, published_at_en_0="", published_at_en_1="")
    topic.refresh_from_db()
    assert (topic.get_moment("en"), topic.page_languages) == (None, [])


def test_a_moment_that_is_typed_into_a_draft_is_said_to_publish_nothing(
    admin_client: Client,
) -> None:
    topic = make.make_topic(status="draft", ready_languages=[])
    change(admin_client, topic, published_at_en_0="2026-01-01", published_at_en_1="09:30")
    page = admin_client.get(address(Topic, "change", topic.pk))
    said = [str(message) for message in page.context["messages"] if message.level_tag == "warning"]
    topic.refresh_from_db()
    help_text = page.context["adminform"].form.fields["published_at_en"].help_text
    assert (topic.page_languages, [words.partition(":")[0] for words in said]) == (
        [], ["“Published at · English” publishes nothing by itself"],
    )  # fmt: skip
    assert help_text.startswith(str(IDLE_MOMENT))


def test_what_is_public_is_not_hidden_by_a_later_moment(admin_client: Client) -> None:
    topic = make.make_topic()
    page = change(admin_client, topic, published_at_en_0="2099-01-01", published_at_en_1="09:30")
    topic.refresh_from_db()
    refused = page.context["adminform"].form.errors["published_at_en"]
    assert (topic.is_public, refused) == (True, [str(TAKE_OFFLINE_INSTEAD)])


def test_rich_text_is_sanitized_and_told_by_language(admin_client: Client) -> None:
    typed = {
        "introduction_zh_hans": "<p>园区<script>alert(1)</script></p>",
        "introduction_en": '<p onclick="x()"><strong>Parks</strong></p>',
    }
    add(admin_client, Event, **TITLED, **typed)
    assert Event.objects.values(*typed).get() == {
        "introduction_zh_hans": "<p>园区</p>",
        "introduction_en": "<p><strong>Parks</strong></p>",
    }


def test_remarks_are_stored_with_the_session(admin_client: Client) -> None:
    appearance = make.make_appearance()
    change(admin_client, appearance.session, **{"appearances-0-remarks_en": "<p>Parks</p>"})
    appearance.refresh_from_db()
    assert appearance.remarks_en == "<p>Parks</p>"


@pytest.mark.parametrize("content", [b"", b"GIF89a no picture", b"%PDF-1.4"])
def test_a_bad_picture_is_refused_in_the_form(admin_client: Client, content: bytes) -> None:
    picture = SimpleUploadedFile("photo.png", content, "image/png")
    response = add(admin_client, Photo, event=make.make_event().pk, image=picture)
    assert (response.status_code, list(errors(response))) == (200, ["image"])


def refused_fields(response: Any) -> set[str]:
    """Return the fields that a page of a form finds fault with, by the names they are sent by."""
    context = context_of(response)
    if "adminform" not in context:
        return set()
    sets = [inline.formset for inline in context["inline_admin_formsets"]]
    forms = [context["adminform"].form, *(form for formset in sets for form in formset.forms)]
    return {form.add_prefix(name) for form in forms for name in form.errors}


@pytest.mark.parametrize("model", SAVED, ids=lambda model: model._meta.label_lower)
def test_a_nul_byte_in_any_field_is_not_stored(admin_client: Client, model: type[Model]) -> None:
    record = MAKERS[model]()
    url = address(model, "change", record.pk)
    data = read_form(admin_client, url)
    visible = {name for name in data if "_FORMS" not in name and "csrf" not in name}
    spoiled = {name: f"{data[name]}\0" for name in visible}
    tokens = {name for name in visible if name.endswith(TOKEN)}
    together = {name: text for name, text in spoiled.items() if name not in tokens}
    with undrawn():
        response = admin_client.post(url, {**data, **together})
        # A field that says so in company says so alone; what is saved was taken without the byte.
        silent = tokens if response.status_code == 302 else visible - refused_fields(response)
        for name in silent:
            response = admin_client.post(url, {**data, name: spoiled[name]})
            assert response.status_code in (200, 302, 400, 409, 422), name
    assert "\0" not in str(model._default_manager.filter(pk=record.pk).values().get())


def test_two_records_do_not_share_a_slug(admin_client: Client) -> None:
    make.make_person(slug="lin-lan")
    assert list(errors(add(admin_client, Person, **NAMED, slug="lin-lan"))) == ["slug"]


def test_a_changed_slug_leaves_a_redirect(admin_client: Client) -> None:
    event = make.make_event(slug="old")
    change(admin_client, event, slug="new")
    page = admin_client.get(reverse("admin:forum_slugredirect_changelist")).content.decode()
    assert "old" in page


def test_the_day_of_a_biography_is_kept(admin_client: Client) -> None:
    add(admin_client, Person, **NAMED, biography_as_of="2023-11-05")
    assert Person.objects.get().biography_as_of == date(2023, 11, 5)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_save_keeps_the_seconds_of_a_publication(admin_client: Client, language: str) -> None:
    speak(admin_client, language)
    moment = datetime(2023, 11, 5, 1, 30, 17, tzinfo=UTC)
    topic = make.make_topic(name_en="Harbours")
    Topic.objects.update(published_at_zh_hans=moment, published_at_en=moment)
    state_before = Topic.objects.values_list("published_at_zh_hans", "published_at_en").get()
    url = address(Topic, "change", topic.pk)
    data = {**read_form(admin_client, url), "asked_kind": "slip", "name_en": "Ports"}
    admin_client.post(url, data)
    stored = Topic.objects.values_list("published_at_zh_hans", "published_at_en").get()
    changes = AuditEntry.objects.latest("pk").params["changes"]
    assert (stored, changes) == (state_before, [{"changed": {"fields": ["Name · English"]}}])


def test_seconds_that_are_shown_can_be_taken_away(admin_client: Client) -> None:
    moment = datetime(2023, 11, 5, 1, 30, 17, tzinfo=UTC)
    topic = make.make_topic()
    Topic.objects.update(published_at_en=moment)
    url = address(Topic, "change", topic.pk)
    data = read_form(admin_client, url)
    data["published_at_en_1"] = data["published_at_en_1"].replace(":17", ":00")
    admin_client.post(url, {**data, "asked_kind": "slip"})
    assert Topic.objects.get().published_at_en == moment.replace(second=0)


def test_what_is_missing_is_said_of_what_is_saved(admin_client: Client) -> None:
    event = make.make_event(status="draft", introduction_zh_hans="")
    before = admin_client.get(address(Event, "change", event.pk)).context["publishing"].checks
    page = change(
        admin_client, event, introduction_zh_hans="<p>引言</p>", starts_on="2023-11-06", ends_on=""
    )
    assert page.context["errors"]
    assert [check.message for check in page.context["publishing"].checks] == [
        check.message for check in before
    ]
