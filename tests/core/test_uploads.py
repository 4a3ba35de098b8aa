"""Documents that are sent in: told by their content, refused in one sentence, kept privately."""

import zipfile
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from pytest_django.fixtures import Settings

from forum.core.uploads import DOCUMENTS, SCANS, check
from forum.models import KnowledgeProduct
from sessions_app.models import Document
from tests.support import factories as make
from tests.support.admin_forms import errors, form_data, read_form
from tests.support.desk_client import address
from tests.support.docx_factory import docx_from_text, package, png
from tests.support.uploads import PDF, SLIDES, WORKBOOK, office, upload, word

AGAIN = "and upload it again."
NOT_TAKEN = "is not a file that is taken here; save it as PDF, DOCX, XLSX or PPTX " + AGAIN
MACROS = (
    "holds macros or controls, which are not taken; save it as .docx, .xlsx or .pptx without them "
    + AGAIN
)
DAMAGED = "is damaged or incomplete; open it, save it anew " + AGAIN
OLDER = (
    "is of an older kind (.doc, .xls, .ppt, .rtf) or locked by a password; save it as PDF, DOCX, "
    "XLSX or PPTX without a password " + AGAIN
)
BOMB = "unpacks to far more than a document holds; save it anew, or as PDF, " + AGAIN
TYPES = '<Types xmlns="t"><Override PartName="/word/document.xml" ContentType="{}"/></Types>'
DOCTYPE = '<!DOCTYPE a [<!ENTITY b "c">]><Types/>'


def refusal(name: str, content: bytes, kinds: Any = DOCUMENTS) -> str:
    with pytest.raises(ValidationError) as caught:
        check(upload(name, content), kinds)
    return " ".join(caught.value.messages)


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def lying(content: bytes) -> bytes:
    """Return an archive whose directory gives another size than its part has."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        size = archive.getinfo("word/document.xml").file_size
    written, shortened = (number.to_bytes(4, "little") for number in (size, size - 1))
    return content.replace(written, shortened)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("agenda.pdf", PDF),
        ("AGENDA.PDF", PDF),
        ("议程.docx", word()),
        ("budget.xlsx", WORKBOOK),
        ("slides.pptx", SLIDES),
    ],
)
def test_what_is_taken(name: str, content: bytes) -> None:
    check(upload(name, content))


@pytest.mark.parametrize("name", ["answer.pdf", "answer.png"])
def test_what_is_taken_as_a_scan(name: str) -> None:
    check(upload(name, PDF if name.endswith("pdf") else png()), SCANS)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("agenda.txt", b"1. Opening", NOT_TAKEN),
        ("agenda.pdf", b"<html>", NOT_TAKEN),
        ("agenda.odt", package({"mimetype": "x", "[Content_Types].xml": "<Types/>"}), NOT_TAKEN),
        ("show.ppsx", office("ppt/p.xml", "presentationml.slideshow"), NOT_TAKEN),
        ("photo.png", png(), NOT_TAKEN),
        ("agenda.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", OLDER),
        ("agenda.docx", cut(word()), DAMAGED),
        ("agenda.docx", lying(word()), DAMAGED),
        ("agenda.zip", package({"a.txt": "a"}), DAMAGED),
        ("agenda.docx", word(**{"[Content_Types]_dot_xml": DOCTYPE}), DAMAGED),
        ("agenda.docm", word(word__vbaProject_dot_bin=b"x"), MACROS),
        ("agenda.docx", word(word__activeX__activeX1_dot_xml=b"x"), MACROS),
        ("b.xlsx", office("xl/workbook.xml", "ms-excel.sheet.macroEnabled"), MACROS),
        ("agenda.docx", word(word__media__a_dot_bin=bytes(9 * 1024 * 1024)), BOMB),
    ],
)  # fmt: skip
def test_what_is_refused(name: str, content: bytes, said: str) -> None:
    assert refusal(name, content) == f"“{name}” {said}"


def test_the_main_part_must_be_there() -> None:
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    content = package({"[Content_Types].xml": TYPES.format(main)})
    assert refusal("agenda.docx", content) == f"“agenda.docx” {NOT_TAKEN}"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("agenda.pdf", word(), "“agenda.pdf” is a Word document by its content; name it “….docx”"),
        ("agenda.docx", PDF, "“agenda.docx” is a PDF by its content; name it “….pdf”"),
    ],
)
def test_a_name_tells_what_the_file_is(name: str, content: bytes, said: str) -> None:
    assert refusal(name, content) == f"{said} {AGAIN}"


def test_an_empty_file_is_refused() -> None:
    assert refusal("agenda.pdf", b"") == "“agenda.pdf” is empty; choose the right file."


def test_a_large_file_is_refused(settings: Settings) -> None:
    settings.DOCUMENT_MAX_BYTES = 1024 * 1024
    sentence = "“agenda.pdf” is larger than 1 MB; save it smaller " + AGAIN
    assert refusal("agenda.pdf", PDF + bytes(1024 * 1024)) == sentence


def test_a_scan_is_no_word_document() -> None:
    sentence = "is not a file that is taken here; save it as PDF, JPG or PNG " + AGAIN
    assert refusal("answer.docx", word(), SCANS) == f"“answer.docx” {sentence}"


def test_a_damaged_scan_is_refused() -> None:
    assert refusal("answer.png", cut(png(64, 64)), SCANS) == f"“answer.png” {DAMAGED}"


def test_many_parts_are_refused() -> None:
    content = package({f"{number}.xml": "" for number in range(5_001)})
    assert refusal("agenda.docx", content) == f"“agenda.docx” {BOMB}"


def test_line_ends_in_a_name_stay_out_of_the_sentence() -> None:
    file = upload("agenda.txt", b"text")
    file._name = "agenda\n.txt"
    with pytest.raises(ValidationError) as caught:
        check(file)
    assert caught.value.messages == [f"“agenda?.txt” {NOT_TAKEN}"]


# In the desk's forms


def send(client: Client, model: Any, **values: Any) -> Any:
    page = client.get(address(model, "add"))
    return client.post(address(model, "add"), form_data(page) | values)


@pytest.mark.django_db
def test_what_was_typed_stays_beside_a_refused_document(admin_client: Client) -> None:
    values = {"event": make.make_event().pk, "title_en": "Agenda"}
    answer = send(admin_client, Document, file=upload("agenda.txt", b"text"), **values)
    form = answer.context["adminform"].form
    assert (errors(answer), form["title_en"].value()) == (
        {"file": [f"“agenda.txt” {NOT_TAKEN}"]},
        "Agenda",
    )


@pytest.mark.django_db
def test_a_product_s_file_is_looked_at(admin_client: Client) -> None:
    file = upload("course.exe", b"MZ")
    answer = send(admin_client, KnowledgeProduct, file=file, title_en="Course")
    assert errors(answer) == {"file": [f"“course.exe” {NOT_TAKEN}"]}


@pytest.mark.django_db
def test_the_size_of_a_document_is_noted(admin_client: Client) -> None:
    file = upload("agenda.docx", word())
    send(admin_client, Document, file=file, event=make.make_event().pk, title_en="Agenda")
    assert Document.objects.get().size == len(word())


@pytest.mark.django_db
def test_a_stored_file_of_another_kind_stays(admin_client: Client) -> None:
    document = make.make_document(file=ContentFile(b"text", name="agenda.txt"))
    url = address(Document, "change", document.pk)
    data = read_form(admin_client, url) | {"title_en": "Agenda"}
    admin_client.post(url, data)
    document.refresh_from_db()
    assert (document.title_en, document.name) == ("Agenda", "agenda.txt")


@pytest.mark.django_db
def test_a_file_is_to_be_chosen_again_where_something_else_is_wrong(admin_client: Client) -> None:
    answer = send(admin_client, Document, file=upload("agenda.pdf", PDF), event="")
    assert errors(answer)["file"] == [
        "Choose the file again: the page cannot keep it while something else is mended."
    ]


@pytest.mark.django_db
def test_the_field_says_what_is_taken(admin_client: Client) -> None:
    page = admin_client.get(address(Document, "add")).text
    assert "PDF, DOCX, XLSX or PPTX, at most 50 MB." in page
    assert 'accept=".pdf,.docx,.xlsx,.pptx"' in page


def test_an_imported_document_holds_no_macros(tmp_path: Any) -> None:
    from tests.support.documents import refusal as refused

    content = docx_from_text("致辞")
    with zipfile.ZipFile(buffer := BytesIO(content), "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    assert refused(tmp_path, buffer.getvalue(), "record.docx") == (
        "record.docx: the file holds macros, which are not taken; save it as .docx without them."
    )
