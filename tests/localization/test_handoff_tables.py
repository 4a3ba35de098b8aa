"""The workbook and the PO file, as a translator meets them."""

import io
from typing import Any

import polib
import pytest
from openpyxl import load_workbook
from translate.storage.pypo import pofile

from forum.core.translations.states import TranslationState
from forum.history.import_plan import Action
from forum.localization.exchange import cells
from forum.localization.exchange.errors import ExchangeError
from forum.localization.exchange.file_reader import read_returned_file
from forum.localization.exchange.findings import TranslationFindingKind as Kind
from forum.localization.exchange.outgoing_units import ExportScope
from forum.models import Term
from sessions_app.models import Event
from tests.support.exchange_files import change, file_of, handed_out, make_unit, planned, rich_unit
from tests.support.factories import make_appearance, make_event, make_session

TEXT = "<p>论坛讨论<strong>港口</strong>。</p><p>R&amp;D</p>"


@pytest.fixture
def event(db: None) -> Event:
    event = make_event(introduction_zh_hans=TEXT, introduction_en="")
    make_appearance(make_session(event), remarks_en="<p>One</p>", clearance_en="cleared",
                    remarks_zh_hans="<p>一</p>")  # fmt: skip
    Term.objects.create(text_zh_hans="港口", text_en="port", kind="term", forbidden=["harbor"])
    return event


def book(data: bytes) -> Any:
    return load_workbook(io.BytesIO(data))


def rows(sheet: Any) -> list[tuple[Any, ...]]:
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows()]


def with_cell(data: bytes, place: str, value: object) -> bytes:
    """Return a workbook with a cell of its first sheet written anew."""
    opened = book(data)
    opened.worksheets[0][place] = value
    buffer = io.BytesIO()
    opened.save(buffer)
    return buffer.getvalue()


def test_the_columns_of_the_workbook(event: Event) -> None:
    (table, *_rest) = book(handed_out(event, "xlsx", scope=ExportScope.TO_DO).content).worksheets
    head, first = rows(table)
    assert head == ("key", "context", "zh-Hans", "en", "note", "max length")
    assert first == (
        f"event.{event.pk}.introduction",
        "绿色港口 › 简要介绍\nGreen Ports › introduction",
        "论坛讨论<strong>港口</strong>。\nR&D",
        None,
        first[4],
        None,
    )


def test_only_what_is_to_be_written_is_open(event: Event) -> None:
    table = book(handed_out(event, "xlsx").content).worksheets[0]
    unlocked = {cell.coordinate for row in table.iter_rows() for cell in row
                if not cell.protection.locked}  # fmt: skip
    locked = {cell.row for cell in table["A"] if str(cell.value).startswith("appearance")}
    rows_to_write = set(range(2, table.max_row + 1)) - locked
    assert table.protection.sheet
    assert len(locked) == 2
    assert unlocked == {f"D{row}" for row in rows_to_write}


def test_the_table_is_made_for_reading(event: Event) -> None:
    table = book(handed_out(event, "xlsx").content).worksheets[0]
    assert table.freeze_panes == "A2"
    assert table["C2"].alignment.wrap_text
    assert table["D2"].fill.fgColor.rgb != table["C2"].fill.fgColor.rgb
    assert [table.column_dimensions[name].width for name in "ABCDEF"] == [24, 36, 56, 56, 36, 11]


def test_the_cover_note_and_the_glossary_are_sheets(event: Event) -> None:
    sent = handed_out(event, "xlsx", scope=ExportScope.TO_DO, contact="forum@example.test")
    _table, cover, glossary = book(sent.content).worksheets
    sentence = [text for row in rows(cover) for text in row if text]
    assert "Texts to translate into English" in sentence
    assert "Contact: forum@example.test" in sentence
    assert not [text for text in sentence if "： " in text]
    assert rows(glossary)[1][:2] == ("港口", "port")
    assert rows(glossary)[1][4] == "harbor"


def test_titles_that_a_text_names_are_in_the_glossary(event: Event) -> None:
    make_appearance(
        make_session(event),
        title_zh_hans="港务局局长", title_en="Director, Port Authority",
        caption_zh_hans="港务局局长致辞",
    )  # fmt: skip
    sent = handed_out(event, "xlsx", scope=ExportScope.TO_DO)
    glossary = book(sent.content).worksheets[2]
    assert rows(glossary)[2][:3] == ("港务局局长", "Director, Port Authority", "职务 / Title")
    assert len(rows(glossary)) == 3


def test_a_row_comes_back(event: Event) -> None:
    data = with_cell(
        handed_out(event, "xlsx", scope=ExportScope.TO_DO).content,
        "D2",
        "On <strong>ports</strong>\nR&D",
    )
    unit_change = change(planned(data), f"event.{event.pk}.introduction")
    assert (unit_change.action, unit_change.text, unit_change.finding_kinds) == (
        Action.CREATE, "<p>On <strong>ports</strong></p><p>R&amp;D</p>", set(),
    )  # fmt: skip


def test_a_paragraph_more_is_told(event: Event) -> None:
    data = handed_out(event, "xlsx", scope=ExportScope.TO_DO).content
    data = with_cell(data, "D2", "One\n\nTwo <strong>x</strong>\nThree")
    unit_change = change(planned(data), f"event.{event.pk}.introduction")
    assert (unit_change.finding_kinds, unit_change.is_chosen()) == ({Kind.PARAGRAPHS}, True)


def test_rows_may_be_sorted_and_left_out(event: Event) -> None:
    opened = book(handed_out(event, "xlsx").content)
    table = opened.worksheets[0]
    table.move_range("A2:F2", rows=table.max_row + 5)
    buffer = io.BytesIO()
    opened.save(buffer)
    unit_change = planned(buffer.getvalue())
    assert unit_change.with_findings == []
    assert not unit_change.chosen()


def test_texts_that_slipped_into_other_rows_wait_for_a_decision(event: Event) -> None:
    texts = ["绿色港口", "航运", "船员"]
    titles = [make_session(event, title_zh_hans=text, title_en="").pk for text in texts]
    opened = book(handed_out(event, "xlsx", scope=ExportScope.TO_DO).content)
    table = opened.worksheets[0]
    places = [
        row for row in range(2, table.max_row + 1) if ".title" in str(table.cell(row, 1).value)
    ]
    for row, text in zip(places, [*texts[1:], texts[0]], strict=True):
        table.cell(row, 3).value, table.cell(row, 4).value = text, f"Translated {text}"
    buffer = io.BytesIO()
    opened.save(buffer)
    plan = planned(buffer.getvalue())
    changes = [change(plan, f"session.{pk}.title") for pk in titles]
    assert [(item.finding_kinds, item.is_chosen()) for item in changes] == [
        ({Kind.WRONG_ROW}, False)
    ] * 3


def test_what_opens_no_tag_is_text(event: Event) -> None:
    typed = "See the <Green Ports Guide> of 2024, <A Guide> and 5 < 6"
    sent = handed_out(event, "xlsx", scope=ExportScope.TO_DO).content
    unit_change = change(planned(with_cell(sent, "D2", typed)), f"event.{event.pk}.introduction")
    assert unit_change.text == (
        "<p>See the &lt;Green Ports Guide&gt; of 2024, &lt;A Guide&gt; and 5 &lt; 6</p>"
    )


def test_a_table_alone_must_be_told_its_language(event: Event) -> None:
    opened = book(handed_out(event, "xlsx").content)
    for sheet in opened.worksheets[1:]:
        opened.remove(sheet)
    buffer = io.BytesIO()
    opened.save(buffer)
    with pytest.raises(ExchangeError) as refused:
        read_returned_file("x", buffer.getvalue())
    assert str(refused.value) == (
        "The workbook does not say which language it is translated into; name it."
    )
    assert {unit.language for unit in read_returned_file("x", buffer.getvalue(), "en").units} == {
        "en"
    }


@pytest.mark.parametrize("head", ["en", "EN", "English", "英文", "en-GB", "en_US"])
def test_the_column_may_be_called_otherwise(event: Event, head: str) -> None:
    data = with_cell(handed_out(event, "xlsx").content, "D1", head)
    assert len(read_returned_file("x", data).units) > 1


def test_a_formula_is_refused(event: Event) -> None:
    data = with_cell(handed_out(event, "xlsx").content, "D2", "=HYPERLINK(A1)")
    with pytest.raises(ExchangeError, match=r"^Cell D2 of the sheet .* holds a formula"):
        read_returned_file("x", data)


def test_more_rows_than_come_back_are_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("forum.localization.xlsx_tables.MAX_ROWS", 2)
    with pytest.raises(ExchangeError) as refused:
        file_of("xlsx", make_unit(), make_unit(pk=13))
    assert str(refused.value) == (
        "There are more than 1 texts; choose fewer records or another format."
    )


def test_a_larger_file_than_comes_back_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("forum.localization.exchange.formats.po.MAX_FILE", 100)
    with pytest.raises(ExchangeError, match="choose fewer records"):
        file_of("po", make_unit())


def test_a_text_that_no_cell_holds_is_told() -> None:
    with pytest.raises(ExchangeError, match="which no spreadsheet holds"):
        file_of("xlsx", make_unit(source="港" * 32_768))


@pytest.mark.parametrize(
    ("html", "cell"),
    [
        ("<p>一</p><p>二</p>", "一\n二"),
        ("<p>R&amp;D <em>x</em></p>", "R&D <em>x</em>"),
        ("<p>a &lt; b</p>", "a &lt; b"),
        ("<p>a&amp;lt;</p>", "a&amp;lt;"),
        ("<p>a&nbsp;b</p>", "a\xa0b"),
        ("<p>a\nb</p>", "<p>a\nb</p>"),
        ("<ul><li>一</li></ul>", "<ul><li>一</li></ul>"),
        ("<p></p><p>一</p>", "<p></p><p>一</p>"),
    ],
)
def test_rich_text_in_a_cell_is_as_plain_as_can_be(html: str, cell: str) -> None:
    assert (cells.to_cell(html), cells.to_rich_text(cell)) == (cell, html)


@pytest.mark.parametrize(
    ("cell", "html"),
    [
        ("CO<sub>2</sub>", "<p>CO2</p>"),
        ("<p>一<o:p></o:p></p>", "<p>一</p>"),
        ("一<!--StartFragment--><CODE class=x>二</CODE>", "<p>一二</p>"),
        ("<Code> <!-- 2031", "<p>&lt;Code&gt; &lt;!-- 2031</p>"),
    ],
)
def test_elements_that_we_do_not_keep_leave_their_words_alone(cell: str, html: str) -> None:
    assert cells.to_rich_text(cell) == html


def po(*units: Any) -> str:
    return file_of("po", *units).content.decode()


def test_the_head_of_a_po_file(event: Event) -> None:
    sent = handed_out(event, "po", contact="forum@example.test")
    head = polib.pofile(sent.content.decode()).header
    assert "\nContact: forum@example.test\n" in head
    assert "\n港口 = port (" in head


def test_a_message_of_a_po_file() -> None:
    text = po(make_unit(max_length=400))
    lines = text[text.index("#.") :].rstrip().split("\n")
    assert lines[:2] == ["#. 绿色港口 › 标题", "#. Green Ports › title"]
    assert "#. Missing. Chinese characters in the source: 4." in lines
    assert lines[-4:] == [
        "#, max-length:400",
        'msgctxt "event.12.title"',
        'msgid "绿色港口"',
        'msgstr ""',
    ]


def test_tools_may_write_dates_their_way() -> None:
    data = po(make_unit(text="Green")).replace(
        "PO-Revision-Date: 2023-11-05", "PO-Revision-Date: 5.11."
    )
    assert [unit.target for unit in read_returned_file("x", data.encode()).units] == ["Green"]


def test_a_po_file_without_a_language_can_be_told_it() -> None:
    data = po(make_unit(text="Green")).replace('"Language: en\\n"\n', "")
    assert [unit.language for unit in read_returned_file("x", data.encode(), "en").units] == ["en"]


def test_what_is_locked_is_to_be_read_only() -> None:
    assert "\n#, read-only\n" in po(
        make_unit(text="Green", state=TranslationState.DRAFT, locked=True)
    )


OUTDATED = {"text": "Green", "previous": "绿色\n码头", "state": TranslationState.OUTDATED}


def test_what_is_outdated_is_fuzzy_with_its_old_source() -> None:
    lines = po(make_unit(**OUTDATED)).split("\n")
    start = lines.index("#, fuzzy")
    assert lines[start : start + 5] == [
        "#, fuzzy",
        '#| msgid ""',
        '#| "绿色\\n"',
        '#| "码头"',
        'msgctxt "event.12.title"',
    ]


def test_translate_toolkit_reads_po() -> None:
    store = pofile.parsestring(
        po(make_unit(**OUTDATED), rich_unit(source="<p>一</p><p>二</p>")).encode()
    )
    unit_change = [
        (unit.source, unit.target, unit.isfuzzy()) for unit in store.units if not unit.isheader()
    ]
    assert unit_change == [("绿色港口", "Green", True), ("一\n二", "", False)]


def test_a_message_comes_back(event: Event) -> None:
    store = pofile.parsestring(handed_out(event, "po", scope=ExportScope.TO_DO).content)
    unit = store.units[-1]
    unit.target = "On <strong>ports</strong>\nR&D"
    unit_change = change(planned(bytes(store)), f"event.{event.pk}.introduction")
    assert (unit_change.action, unit_change.text, unit_change.finding_kinds) == (
        Action.CREATE, "<p>On <strong>ports</strong></p><p>R&amp;D</p>", set(),
    )  # fmt: skip


def test_what_opens_no_tag_in_a_message_is_text(event: Event) -> None:
    store = pofile.parsestring(handed_out(event, "po", scope=ExportScope.TO_DO).content)
    store.units[-1].target = "<p>See the <Green Ports Guide></p>"
    unit_change = change(planned(bytes(store)), f"event.{event.pk}.introduction")
    assert unit_change.text == "<p>See the &lt;Green Ports Guide&gt;</p>"


@pytest.mark.parametrize("form", ["xlsx", "po", "xliff"])
def test_files_know_when_they_were_made(event: Event, form: str) -> None:
    sent = handed_out(event, form)
    assert read_returned_file("x", sent.content).exported_at == sent.export.exported_at.replace(
        microsecond=0
    )
