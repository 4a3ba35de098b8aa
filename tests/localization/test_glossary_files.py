"""The glossary goes out as CSV and XLSX and comes in again; nothing is lost on the way."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from forum.history.import_plan import Action
from forum.localization import csv_tables
from forum.localization.glossary import tables
from forum.localization.glossary.table_import import (
    TermPlan,
    column_heading,
    plan_terms,
    refusal_in_words,
    write_terms,
)
from forum.models import ImportRun, Term
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def make_term(**values: object) -> Term:
    texts = {"text_zh_hans": "园区", "text_en": "industrial park"}
    return Term.objects.create(**{**texts, **values})


def lines(*rows: str, name: str = "terms.csv") -> list[tables.GlossaryRow]:
    """Read a table whose cells are parted by bars."""
    data = csv_tables.write([row.split("|") for row in rows])
    return tables.read_glossary(name, data)


def plan(rows: list[tables.GlossaryRow]) -> TermPlan:
    return plan_terms("terms.csv", rows)


def write(rows: list[tables.GlossaryRow]) -> None:
    write_terms(plan(rows))


def outcome(*rows: str) -> list[tuple[int, str, str]]:
    return [
        (change.lines[0], change.action, refusal_in_words(change))
        for change in plan(lines(*rows)).changes
    ]


def stored() -> list[tuple[object, ...]]:
    names = ("kind", "text_zh_hans", "text_en", "forbidden", "note")
    return list(Term.objects.order_by("pk").values_list(*names))


@pytest.mark.parametrize("suffix", tables.SUFFIXES)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_what_went_out_comes_in_unchanged(suffix: str, language: str) -> None:
    make_term(forbidden=["=park", "a; b"], note="One.\r\nTwo.", kind="title")
    make_term(text_en="zone", forbidden=["a；b"])
    make.make_person()
    make.make_organization(abbreviation_zh_hans="海港院", abbreviation_en="HI")
    with override(language):
        data = tables.write_glossary(suffix, Term.objects.order_by("pk"))
    counts = plan(tables.read_glossary(f"terms{suffix}", data)).counts
    assert counts == {**dict.fromkeys(Action, 0), Action.UNCHANGED: 5}


@pytest.mark.parametrize(
    "heads", ["类别|中文|英文|禁用写法|备注", "Kind|zh-Hans|en|Forbidden spellings|Note"]
)
@pytest.mark.parametrize("kind", ["机构", "institution", "Institution"])
def test_headings_and_kinds_in_either_language(heads: str, kind: str) -> None:
    write(lines(heads, f"{kind}|人居署|UN-Habitat|UN Habitat；Habitat|With a hyphen."))
    assert stored() == [
        ("institution", "人居署", "UN-Habitat", ["UN Habitat", "Habitat"], "With a hyphen.")
    ]


def test_what_a_file_does() -> None:
    make_term()
    make.make_person()
    assert outcome(
        "kind|zh-Hans|en",
        "|园区|industrial park",
        "|园区|industrial estate",
        "|保税区|bonded zone",
        "|保税区|free zone",
        "person|林岚|Lan Lin",
        "thing|港口|port",
        "|  |",
        f"|{'长' * 301}|",
    ) == [
        (2, "unchanged", ""),
        (3, "refused", "Line 2 says the same term otherwise; keep one of the two."),
        (4, "create", ""),
        (5, "refused", "Line 4 says the same term otherwise; keep one of the two."),
        (6, "refused", "It follows the name of a person or organization; change it there."),
        (7, "refused", "“thing” is no kind of term; write Person, Title, Institution, Term."),
        (8, "refused", "It has a text in no language."),
        (9, "refused", "A text has more than 300 characters; shorten it."),
    ]


def test_a_change_says_what_was_and_what_will_be() -> None:
    make_term(note="Old.")
    (change,) = plan(lines("zh-Hans|en|note", "园区|estate|New.")).changes
    fields = [(column_heading(field.column), field.old, field.new) for field in change.fields]
    assert fields == [
        ("English", "industrial park", "estate"),
        ("note", "Old.", "New."),
    ]


def test_an_empty_cell_leaves_what_is_stored() -> None:
    make_term(note="Old.", forbidden=["park"])
    write(lines("zh-Hans|en|note|forbidden", "园区|||"))
    assert stored() == [("term", "园区", "industrial park", ["park"], "Old.")]


def test_notes_of_a_followed_term_are_staffs() -> None:
    make.make_person()
    write(lines("kind|zh-Hans|en|note", "person|林岚|Lin Lan|Surname first."))
    assert Term.objects.get().note == "Surname first."


def test_of_two_that_read_the_same_none_is_guessed() -> None:
    make_term()
    make_term(text_en="zone")
    assert outcome("zh-Hans|en", "园区|estate") == [
        (2, "refused", "Several terms read “园区”; change the right one on its own page.")
    ]


def test_the_same_file_twice_changes_nothing() -> None:
    file = lines("zh-Hans|en|note", "园区|industrial park|One.", "港口|port|")
    write(file)
    terms_before = list(Term.objects.order_by("pk").values())
    assert plan(file).counts[Action.UNCHANGED] == 2
    write(file)
    assert list(Term.objects.order_by("pk").values()) == terms_before


def test_a_plan_that_was_overtaken_is_not_written() -> None:
    file = lines("zh-Hans|en", "园区|industrial park")
    plan_before = plan(file)
    make_term(text_en="zone")
    written = write_terms(plan_before)
    assert (written.changes, len(written.overtaken)) == ([], 1)
    assert Term.objects.get().text_en == "zone"  # type: ignore[attr-defined]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_plan_costs_one_query(rows: int) -> None:
    file = lines("zh-Hans|en", *(f"园区{row}|park {row}" for row in range(rows)))
    with CaptureQueriesContext(connection) as captured:
        plan(file)
    assert len(captured) == 1


@pytest.mark.parametrize(
    ("name", "data", "output"),
    [
        ("a.txt", b"zh-Hans,en", "A glossary is a .xlsx or .csv file; save it as one of these."),
        ("a.csv", b"", "The file is empty; have it sent again."),
        (
            "a.csv",
            b"one,two",
            "The first row names no language: call the columns of the terms Chinese, English.",
        ),
        (
            "a.csv",
            b"en,note,kind\npier,,term\nquay,",
            "The file ends within line 3; have it sent again, or complete the row.",
        ),
        (
            "a.csv",
            b"en,English",
            "Two columns are called “English”; delete one, or call it otherwise.",
        ),
        (
            "a.xlsx",
            b"en",
            "The file is damaged or of another kind; open it in a spreadsheet program and save it "
            "as .xlsx.",
        ),
    ],
)
def test_what_is_no_glossary_is_refused(name: str, data: bytes, output: str) -> None:
    with pytest.raises(tables.TableError) as caught:
        tables.read_glossary(name, data)
    assert str(caught.value) == output


def test_the_commands(tmp_path: Path) -> None:
    make_term()
    path, output = tmp_path / "terms.xlsx", StringIO()
    call_command("export_glossary", path, stdout=output)
    Term.objects.all().delete()
    call_command("import_glossary", path, dry_run=True, stdout=output)
    call_command("import_glossary", path, stdout=output)
    assert output.getvalue().splitlines() == [
        f"1 term exported to {path}.",
        f"{path.name} line 2: create: 园区 / industrial park",
        "1 new, 0 changed, 0 unchanged, 0 refused. Nothing was written.",
        f"{path.name} line 2: create: 园区 / industrial park",
        "1 new, 0 changed, 0 unchanged, 0 refused.",
        f"“manage.py undo_import {ImportRun.objects.get().pk}” takes it back.",
    ]
    assert stored() == [("term", "园区", "industrial park", [], "")]


def test_a_row_that_is_refused_fails_the_command(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text("kind,zh-hans,en\nTerm,园区,industrial park\nthing,港口,port\n")
    with pytest.raises(CommandError, match=r"^Not taken: 1, see above\.$"):
        call_command("import_glossary", path, stdout=StringIO(), stderr=StringIO())
    assert stored() == [("term", "园区", "industrial park", [], "")]


def test_the_commands_say_what_is_wrong(tmp_path: Path) -> None:
    path_of_table = tmp_path / "terms.csv"
    path_of_table.write_text("one,two")
    for arguments, reason in (
        (("import_glossary", tmp_path / "none.csv"), "cannot be read"),
        (("import_glossary", path_of_table), "names no language"),
        (("export_glossary", path_of_table), "is there already"),
        (("export_glossary", tmp_path / "terms.txt"), ".xlsx or .csv"),
    ):
        with pytest.raises(CommandError, match=reason):
            call_command(*arguments)
