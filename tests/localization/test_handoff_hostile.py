"""What is no file of ours is refused in one sentence, whatever its author had in mind."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from forum.localization.exchange.errors import ExchangeError
from forum.localization.exchange.file_reader import MAX_FILE, read_returned_file
from forum.localization.exchange.findings import TranslationFindingKind as Kind
from forum.localization.exchange.formats import xliff_reader
from tests.support.exchange_files import file_of, handed_out, make_unit, planned
from tests.support.factories import make_event

HEAD = '<?xml version="1.0"?>'
XLIFF = '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">'
BOMB = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def refusal(data: bytes | str, name: str = "x") -> str:
    with pytest.raises(ExchangeError) as caught:
        read_returned_file(name, data.encode() if isinstance(data, str) else data)
    sentence = str(caught.value)
    assert "\n" not in sentence
    return sentence


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE xliff [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE xliff SYSTEM "http://example.test/x.dtd">',
        f'<!DOCTYPE xliff [<!ENTITY l0 "lol">{BOMB}]>',
        "<!DOCTYPE xliff>",
    ],
)
def test_document_types_are_refused(declared: str) -> None:
    assert refusal(f"{HEAD}{declared}{XLIFF}</xliff>") == (
        "The file declares a document type or entities, as no translation file does; have it sent "
        "again."
    )


@pytest.mark.parametrize("codec", ["utf-16", "utf-8-sig"])
def test_document_types_are_refused_in_any_encoding(codec: str) -> None:
    text = f'<?xml version="1.0" encoding="{codec[:6].rstrip("-")}"?><!DOCTYPE x>{XLIFF}</xliff>'
    assert "declares a document type" in refusal(text.encode(codec))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("", "is empty"),
        ("\n ", "is empty"),
        ("hello", "is none of XLIFF, XLSX and PO"),
        (b"\x89PNG\r\n\x1a\n\x00", "is none of XLIFF, XLSX and PO"),
        (f"{HEAD}<html/>", "is not XLIFF 1.2"),
        (f'{HEAD}<xliff version="2.0"/>', "is not XLIFF 1.2"),
        (f"{HEAD}{XLIFF}", "is damaged or no XML"),
        (f"{HEAD}{XLIFF}</xliff>", "holds no text"),
        (b'<?xml version="1.0" encoding="gb18030"?><xliff/>', "is damaged or no XML"),
        ('<?xml version="1.0"?><xliff>港</xliff>'.encode("gb18030"), "is damaged or no XML"),
        (b"<\x00", "is damaged or no XML (line 1)"),
        (b"PK\x03\x04 no archive", "is damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old .xls"),
        ('msgid "港"\nmsgstr ""\n'.encode("gb18030"), "not in UTF-8"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n', "plural forms"),
        ('msgid "a"\nmsgstr "b"\n', "names no language"),
        ('msgid ""\nmsgstr "Language: fr\\n"\nmsgid "a"\nmsgstr "b"\n', "names no language"),
        ('msgid ""\nmsgstr "Language: en\\n"\nmsgid "a"\n"b\n', "is damaged or no PO"),
        ('msgid "x"\nmsgstr[x] "a"\n', "is damaged or no PO (line 2)"),
        ('msgid ""\nmsgstr "Language: en\\nPlural-Forms: nplurals=x\\n"\n', "holds no text"),
    ],
)  # fmt: skip
def test_other_files_are_refused(data: bytes | str, words: str) -> None:
    assert words in refusal(data)


def test_a_target_language_of_another_site_is_refused() -> None:
    data = file_of("xliff", make_unit()).content.replace(b'-language="en"', b'-language="fr"')
    assert refusal(data) == (
        "The file's target language “fr” is none of the site's; write one of these there: "
        "zh-Hans, en."
    )


def test_too_large_a_file_is_not_parsed() -> None:
    assert refusal(b"<" * (MAX_FILE + 1)) == "The file has more than 32 MB; split it."


def test_too_many_elements_are_not_built(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xliff_reader, "MAX_ELEMENTS", 5)
    assert refusal(file_of("xliff", make_unit()).content) == (
        "The file holds more elements than any of ours would; send it back as it was sent."
    )


def test_too_deep_a_file_is_not_built() -> None:
    assert "more elements" in refusal(f"{HEAD}{XLIFF}" + "<g>" * 200)


def test_an_archive_that_unpacks_to_gigabytes_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 60_000_000)
    assert refusal(buffer.getvalue()) == (
        "The file unpacks to more than any table of ours would; split it."
    )


def test_a_workbook_of_something_else_is_refused() -> None:
    buffer = io.BytesIO()
    book = Workbook()
    book.active.append(["name", "en"])
    book.save(buffer)
    assert "has a column “key”" in refusal(buffer.getvalue())


def test_markup_that_a_file_brings_along_is_sanitized(db: None) -> None:
    event = make_event(introduction_zh_hans="<p>一</p>", introduction_en="")
    data = handed_out(event).content
    empty = b'<target state="needs-translation" xml:lang="en"/>'
    evil = (
        b'<target><g id="7" equiv-text="&lt;p onclick=&quot;x()&quot;&gt;">One'
        b'<x id="8" equiv-text="&lt;script&gt;alert(1)&lt;/script&gt;"/></g></target>'
    )
    (change,) = [
        change for change in planned(data.replace(empty, evil)).changes if "intro" in change.key
    ]
    assert (change.text, change.finding_kinds, change.is_chosen()) == (
        "<p>One</p>",
        {Kind.CODES},
        False,
    )


def test_a_file_name_brings_no_path() -> None:
    assert (
        read_returned_file("../../etc/x.xlf", file_of("xliff", make_unit()).content).name == "x.xlf"
    )


def test_scripts_in_a_po_file_are_sanitized(db: None) -> None:
    event = make_event(introduction_zh_hans="<p>一</p>", introduction_en="<p>One</p>")
    data = handed_out(event, "po").content
    data = data.replace(b'"One"', b'"<script>alert(1)</script>Two <i>three"')
    (change,) = planned(data).chosen()
    assert (change.text, change.finding_kinds) == ("<p>Two three</p>", set())
