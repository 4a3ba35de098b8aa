"""The glossary in the desk: its form, its rights, conflicts, files through the browser."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from forum.desk.audit_sentences import sentence_of
from forum.localization.glossary import tables
from forum.models import AuditEntry, Term
from people.models import User
from tests.support import factories as make
from tests.support.staff import make_roles

pytestmark = pytest.mark.django_db

ADD = "/admin/forum/term/add/"
LIST = "/admin/forum/term/"
IMPORT = "/admin/forum/term/import/"


def form(**values: str) -> dict[str, str]:
    facts = {"kind": "term", "text_zh_hans": "园区", "text_en": "industrial park", "forbidden": ""}
    return {**facts, "note": "", "version_token": "", **values}


def change_url(term: Term) -> str:
    return reverse("admin:forum_term_change", args=[term.pk])


def messages(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def translator(client: Client) -> Client:
    make_roles()
    user = User.objects.create_user("translator", is_staff=True)
    user.groups.add(Group.objects.get(name="English translator"))
    client.force_login(user)
    return client


def test_a_translator_adds_a_term_in_both_languages(translator: Client) -> None:
    translator.post(ADD, form(forbidden="industry park\nestate"))
    term = Term.objects.get()
    assert (term.text_zh_hans, term.text_en, term.forbidden) == (  # type: ignore[attr-defined]
        "园区",
        "industrial park",
        ["industry park", "estate"],
    )


def test_the_same_term_twice_is_refused(admin_client: Client) -> None:
    make.make_term(text_zh_hans="园区", text_en="industrial park")
    page = admin_client.post(ADD, form()).content.decode()
    assert "The glossary has this term already." in page
    assert Term.objects.count() == 1


def test_another_translation_is_kept_and_said(admin_client: Client) -> None:
    make.make_term(text_zh_hans="园区", text_en="zone")
    message = messages(admin_client.post(ADD, form(), follow=True))[0]
    assert message == "Conflict: the glossary says it otherwise too: 园区 / zone."
    assert Term.objects.count() == 2


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"text_zh_hans": "园区", "text_en": "zone"}, 1),
        ({"text_zh_hans": "工业区", "text_en": "industrial park"}, 1),
        ({"text_zh_hans": "园区", "text_en": None}, 0),
        ({"text_zh_hans": "园区", "text_en": "zone", "kind": "title"}, 0),
    ],
)
def test_a_form_says_what_conflicts(admin_client: Client, other: dict[str, Any], said: int) -> None:
    make.make_term(**other)
    term = make.make_term(text_zh_hans="园区", text_en="industrial park")
    assert len(messages(admin_client.get(change_url(term)))) == said


def test_a_followed_term_keeps_its_texts_and_takes_spellings(admin_client: Client) -> None:
    make.make_person()
    term = Term.objects.get()
    token = (
        admin_client.get(change_url(term))
        .context["adminform"]
        .form.initial.get("version_token", "")
    )
    sent = form(text_en="Lan Lin", forbidden="Lin Lang", version_token=token or "")
    admin_client.post(change_url(term), sent)
    term.refresh_from_db()
    assert (term.text_en, term.forbidden) == ("Lin Lan", ["Lin Lang"])  # type: ignore[attr-defined]


def test_a_followed_term_is_not_deleted(admin_client: Client) -> None:
    make.make_person()
    term = Term.objects.get()
    url = reverse("admin:forum_term_delete", args=[term.pk])
    assert admin_client.post(url, {"post": "yes"}).status_code == 403


def test_of_many_terms_those_that_follow_a_record_stay(admin_client: Client) -> None:
    make.make_person()
    term, own_term = Term.objects.get(), make.make_term()
    sent = {"action": "delete_selected", "_selected_action": [term.pk, own_term.pk], "post": "yes"}
    sentences = messages(admin_client.post(LIST, sent, follow=True))
    assert list(Term.objects.all()) == [term]
    assert sentences[0] == "1 term follows a person or organization and stays."


@pytest.mark.parametrize("query", ["园区", "industrial", "estate"])
def test_the_list_is_searched_in_both_languages(admin_client: Client, query: str) -> None:
    make.make_term(text_zh_hans="园区", text_en="industrial park", forbidden=["estate"])
    make.make_person()
    records = admin_client.get(LIST, {"q": query}).context["cl"].result_list
    assert [record.text_en for record in records] == ["industrial park"]


@pytest.mark.parametrize(("origin", "count"), [("own", 1), ("people.person", 1), ("", 3)])
def test_the_list_by_origin(admin_client: Client, origin: str, count: int) -> None:
    make.make_term()
    make.make_person()
    make.make_organization()
    query = {"origin": origin} if origin else {}
    assert admin_client.get(LIST, query).context["cl"].result_count == count


def test_an_empty_list_says_what_to_do(admin_client: Client) -> None:
    assert "The glossary is empty." in admin_client.get(LIST).content.decode()


def upload(client: Client, *rows: str, name: str = "terms.csv") -> Any:
    file = SimpleUploadedFile(name, "\n".join(rows).encode())
    return client.post(IMPORT, {"file": file})


def confirm(client: Client, page: Any, **values: str) -> Any:
    carried = {
        "carried": page.context["carried"],
        "version_token": page.context["plan"].version_token,
    }
    return client.post(IMPORT, {**carried, "confirm": "1", **values}, follow=True)


def test_a_file_is_shown_and_then_written(admin_client: Client) -> None:
    page = upload(admin_client, "zh-Hans,en", "园区,industrial park", ",")
    assert (page.context["plan"].counts["create"], Term.objects.count()) == (1, 0)
    sentences = messages(confirm(admin_client, page))
    assert sentences == ["“terms.csv” has been imported: 1 new, 0 changed."]
    assert Term.objects.get().text_en == "industrial park"  # type: ignore[attr-defined]
    entry = AuditEntry.objects.get(action="glossary_imported")
    assert sentence_of(entry) == "Glossary imported from terms.csv"


def test_the_same_file_again_offers_nothing_to_confirm(admin_client: Client) -> None:
    confirm(admin_client, upload(admin_client, "zh-Hans,en", "园区,industrial park"))
    page = upload(admin_client, "zh-Hans,en", "园区,industrial park")
    assert "“terms.csv” changes nothing." in page.content.decode()
    assert b'name="confirm"' not in page.content


def test_what_was_shown_is_written_or_nothing(admin_client: Client) -> None:
    page = upload(admin_client, "zh-Hans,en", "园区,industrial park")
    make.make_term(text_zh_hans="园区", text_en="zone")
    again = confirm(admin_client, page)
    assert again.status_code == 409
    assert messages(again) == [
        "The glossary was changed meanwhile. This is what the file does now."
    ]
    assert again.context["plan"].counts["update"] == 1
    assert Term.objects.get().text_en == "zone"  # type: ignore[attr-defined]


def test_what_travels_in_the_page_cannot_be_forged(admin_client: Client) -> None:
    page = upload(admin_client, "zh-Hans,en", "园区,industrial park")
    forged = confirm(admin_client, page, carried=page.context["carried"] + "x")
    assert (forged.status_code, Term.objects.count()) == (400, 0)


def test_a_refused_file_says_why(admin_client: Client) -> None:
    page = upload(admin_client, "one,two")
    assert page.status_code == 400
    assert "The first row names no language" in page.content.decode()


def test_a_translator_imports_and_a_reader_does_not(translator: Client) -> None:
    assert translator.get(IMPORT).status_code == 200
    User.objects.get(username="translator").groups.set([Group.objects.get(name="Importer")])
    statuses = (translator.get(IMPORT).status_code, translator.get(LIST).status_code)
    assert statuses == (403, 200)


@pytest.mark.parametrize("suffix", tables.SUFFIXES)
def test_the_glossary_is_handed_out(admin_client: Client, suffix: str) -> None:
    make.make_term(text_zh_hans="园区", text_en="industrial park")
    answer = admin_client.get(f"/admin/forum/term/export{suffix}")
    assert answer["Content-Disposition"] == f'attachment; filename="glossary{suffix}"'
    assert [row.cells["text_en"] for row in tables.read_glossary(f"a{suffix}", answer.content)] == [
        "industrial park"
    ]


def test_nothing_else_is_handed_out(admin_client: Client) -> None:
    assert admin_client.get("/admin/forum/term/export.pdf").status_code == 404
