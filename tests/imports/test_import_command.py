"""The command: what it says, what it leaves, how it ends."""

import io
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from forum.imports.plan import FieldChange, RecordChange, RecordPlan, Ref
from forum.management.plan_tables import aligned, plan_lines, shorten, width
from forum.models import ImportRun
from people.models import Person
from sessions_app.models import Appearance, Event

pytestmark = pytest.mark.django_db

RECORD = """【基本信息】

致辞环节：

林岚 海港研究院院长
何平 滨海大学教授

第六届滨海国际论坛
THE SIXTH COAST INTERNATIONAL FORUM (CF)

绿色港口分论坛
GREEN PORTS

主办单位：滨海大学
Hosted by: Coast University

2023年11月5日
November 5th, 2023

中国·上海
Shanghai, China

【简要介绍】

2023年11月5日，绿色港口分论坛在上海举办。

【致辞环节】

海港研究院院长林岚
在上海出席绿色港口分论坛并致辞

海港研究院院长林岚指出，港口要用岸电。

滨海大学教授何平
在上海出席绿色港口分论坛并致辞

滨海大学教授何平表示，船舶要慢行。
"""


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "record.txt"
    path.write_text(RECORD, "utf-8")
    return path


def run(*args: object, **options: Any) -> str:
    out = io.StringIO()
    call_command("import_record", *map(str, args), stdout=out, **options)
    return out.getvalue()


def last_line(text: str) -> str:
    return text.strip().splitlines()[-1]


def last_run_told() -> str:
    return f"“manage.py undo_import {ImportRun.objects.latest('pk').pk}” takes it back."


def test_a_real_run_imports_and_says_how_it_goes_back(paper: Path) -> None:
    assert run(paper).strip().splitlines()[-3:] == [
        "Imported.",
        "The event “2023-green-ports” is not public.",
        last_run_told(),
    ]
    assert Event.objects.filter(slug="2023-green-ports").exists()
    assert Appearance.objects.count() == 2


def test_the_counts_are_told(paper: Path) -> None:
    counts = run(paper).strip().splitlines()[-4]
    assert counts.startswith("create 10, update 0, unchanged 0, conflict 0; error 0, warning 0")


def test_what_was_published_is_told(paper: Path) -> None:
    text = run(paper, publish=True)
    assert "The event “2023-green-ports” is public." in text.splitlines()


def test_a_dry_run_writes_nothing(paper: Path) -> None:
    text = run(paper, dry_run=True)
    assert last_line(text) == "Dry run: nothing was written."
    assert (Event.objects.count(), ImportRun.objects.count()) == (0, 0)


def test_a_dry_run_shows_the_plan_and_what_the_run_would_write(paper: Path) -> None:
    assert run(paper, dry_run=True).splitlines()[1:4] == [
        "Plan",
        "  create  series                     滨海国际论坛",
        "  create  event                      第六届滨海国际论坛",
    ]


def test_the_second_run_changes_nothing_and_says_so(paper: Path) -> None:
    run(paper)
    assert last_line(run(paper)) == "Nothing changes: the database holds what the document says."
    assert ImportRun.objects.count() == 1


def test_a_correction_is_shown_field_by_field(paper: Path) -> None:
    run(paper)
    paper.write_text(RECORD.replace("要用岸电", "须用岸电"), "utf-8")
    plan = run(paper).splitlines()[1:4]
    assert plan == [
        "Plan",
        "  update  appearance  林岚 · 致辞环节",
        "      remarks · Chinese  港口要用岸电。  -> 港口须用岸电。",
    ]


def test_a_conflict_is_shown_with_both_texts(paper: Path) -> None:
    run(paper)
    row = Appearance.objects.get(person__name_zh_hans="林岚")
    row.remarks_zh_hans = "<p>编辑的话。</p>"
    row.save()
    assert run(paper).splitlines()[2:4] == [
        "  conflict  appearance  林岚 · 致辞环节",
        "      remarks · Chinese  编辑的话。  kept; the document has 港口要用岸电。",
    ]


def test_a_plan_says_values_in_words() -> None:
    fields = (FieldChange("attendance", "in_person", "video"), FieldChange("withheld", True, False))
    ref, row = Ref("sessions_app.appearance", "pk-1"), Appearance()
    change = RecordChange(ref, Appearance, "", "林岚", fields=fields, row=row)
    assert list(plan_lines(RecordPlan((change,))))[2:] == [
        "      attendance  In person  -> By video",
        "      withheld    Yes        -> No",
    ]


def test_conflicts_alone_are_not_called_the_same(paper: Path) -> None:
    run(paper)
    Appearance.objects.get(person__name_zh_hans="林岚").delete()
    assert last_line(run(paper)) == (
        "Nothing was written: where the document differs, staff's work stays."
    )


def test_a_file_name_of_signs_alone(paper: Path, tmp_path: Path) -> None:
    odd = tmp_path / "？？？"
    odd.write_bytes(paper.read_bytes())
    assert last_line(run(odd)) == last_run_told()


def test_a_near_miss_imports_nothing_and_names_the_remedy(paper: Path) -> None:
    run(paper)
    paper.write_text(RECORD.replace("11月5日", "11月6日").replace("November 5th", "November 6th"))
    text = run(paper)
    assert last_line(text) == "Nothing was imported: say which event is meant."
    assert "Write --event 2023-green-ports if it is the same" in text
    assert Event.objects.count() == 2
    run(paper, event="2023-green-ports")
    assert str(Event.objects.get(slug="2023-green-ports").starts_on) == "2023-11-06"


def test_publish(paper: Path) -> None:
    run(paper, publish=True)
    assert set(Event.objects.values_list("status", flat=True)) == {"published"}


@pytest.mark.parametrize(
    ("language", "heading"), [("en", "Plan"), (None, "Plan")], ids=["named", "default"]
)
def test_the_language_of_the_table(paper: Path, language: str | None, heading: str) -> None:
    options = {"language": language} if language else {}
    assert run(paper, dry_run=True, **options).splitlines()[1] == heading


def test_the_report_of_one_file(paper: Path, tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    run(paper, report=str(target))
    report = json.loads(target.read_text("utf-8"))
    assert report["event"]["title"] == {"zh-hans": "绿色港口", "en": "GREEN PORTS"}
    assert {row["action"] for row in report["plan"]} == {"create"}
    assert [row["fields"]["role"] for row in report["plan"] if row["key"] == "host-1"] == [
        {"old": None, "new": "host"}
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "private",
        "record.txt",
        "report.json",
    ]


def test_the_report_of_several_files(paper: Path, tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    with pytest.raises(CommandError) as refusal:
        run(paper, tmp_path / "missing.txt", report=str(target), stderr=io.StringIO())
    assert str(refusal.value) == "1 of 2 files were refused; the others are done."
    records = json.loads(target.read_text("utf-8"))["records"]
    assert [record["source"] for record in records] == ["record.txt", "missing.txt"]
    assert records[1]["error"] == "missing.txt: there is no such file; check its path."
    assert Event.objects.count() == 2


def test_warnings_against_the_database_stand_in_the_report(paper: Path, tmp_path: Path) -> None:
    run(paper)
    paper.write_text(RECORD.replace("11月5日", "11月6日").replace("November 5th", "November 6th"))
    target = tmp_path / "report.json"
    run(paper, report=str(target), dry_run=True)
    report = json.loads(target.read_text("utf-8"))
    assert [row["kind"] for row in report["warnings"] if row["kind"] == "near_miss"] == [
        "near_miss"
    ]
    assert report["plan"] == []


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"event": "nowhere"}, "record.txt: No event has the slug “nowhere”"),
        (
            {"report": "/nowhere/report.json"},
            "The report cannot be written to /nowhere/report.json",
        ),
        ({"encoding": "nonsense"}, "record.txt: "),
    ],
)
def test_one_sentence_for_an_error(paper: Path, options: dict[str, Any], sentence: str) -> None:
    with pytest.raises(CommandError) as refusal:
        run(paper, **options)
    assert str(refusal.value).startswith(sentence)
    assert "\n" not in str(refusal.value)
    assert Event.objects.count() == 0


def test_the_report_never_overwrites_a_record(paper: Path) -> None:
    with pytest.raises(CommandError):
        run(paper, report=str(paper))
    assert paper.read_text("utf-8") == RECORD


def test_one_slug_does_not_stand_for_two_files(paper: Path) -> None:
    with pytest.raises(CommandError) as refusal:
        run(paper, paper, event="2023-green-ports")
    assert str(refusal.value) == "--event names one event: import its file alone."


def test_columns_are_aligned_where_han_takes_two() -> None:
    assert list(aligned([["王卉", "a"], ["Li", "b"]])) == ["  王卉  a", "  Li    b"]
    assert (width("王卉a"), shorten("王卉王卉", 5)) == (5, "王卉…")


# In a process of its own: streams, exit codes, and databases without tables.


def command(
    *args: object, database: str = "", data: Path | None = None, **options: Any
) -> "subprocess.CompletedProcess[bytes]":
    environment = {**os.environ, **options.pop("env", {})}
    if data:
        environment |= {"DATA_DIR": str(data)}
    if database:
        environment |= {"DATABASE_URL": database}
    return subprocess.run(
        [sys.executable, "manage.py", "import_record", *map(str, args)],
        capture_output="stdout" not in options,
        env=environment,
        check=False,
        timeout=120,
        **options,
    )


@pytest.fixture
def empty_database() -> Any:
    """Make a database without tables on the server of the tests; give its address."""
    name = f"test_empty_{os.getpid()}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    server = connection.copy()
    server.settings_dict = {**connection.settings_dict, "NAME": "postgres"}
    with server.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name}")
    yield address(name)
    with server.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
    server.close()


def address(name: str) -> str:
    from urllib.parse import quote

    parts = connection.settings_dict
    login = quote(parts["USER"], safe="")
    if parts["PASSWORD"]:
        login += ":" + quote(parts["PASSWORD"], safe="")
    port = f":{parts['PORT']}" if parts["PORT"] else ""
    if parts["HOST"].startswith("/"):
        return f"postgresql://{login}@/{name}?host={quote(parts['HOST'], safe='')}"
    return f"postgresql://{login}@{parts['HOST']}{port}/{name}"


def test_a_dry_run_needs_no_tables_and_no_wide_terminal_encoding(
    paper: Path, tmp_path: Path, empty_database: str
) -> None:
    target = tmp_path / "report.json"
    done = command(
        paper, "--dry-run", "--report", target,
        database=empty_database, env={"PYTHONIOENCODING": "ascii"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert {row["action"] for row in json.loads(target.read_text("utf-8"))["plan"]} == {"create"}


def test_a_real_run_without_tables_says_what_to_do(paper: Path, empty_database: str) -> None:
    done = command(paper, database=empty_database)
    assert done.returncode == 1
    assert done.stderr.decode() == (
        "CommandError: The database lacks tables or columns; run “manage.py migrate” first.\n"
    )


def test_a_database_out_of_reach_is_one_sentence(paper: Path) -> None:
    done = command(paper, "--dry-run", database="postgresql://nobody@127.0.0.1:1/nothing")
    assert done.returncode == 1
    assert done.stderr.decode().startswith(
        "CommandError: The database does not answer as it should"
    )
    assert len(done.stderr.decode().splitlines()) == 1


def test_a_reader_that_leaves_is_no_error(paper: Path, empty_database: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = command(
            paper, "--dry-run", database=empty_database, stdout=writing, stderr=subprocess.PIPE
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_closed_output_is_no_error(paper: Path, empty_database: str) -> None:
    words = [sys.executable, "manage.py", "import_record", str(paper), "--dry-run"]
    line = f"exec {shlex.join(words)} >&-"
    done = subprocess.run(
        ["sh", "-c", line],
        stderr=subprocess.PIPE,
        env={**os.environ, "DATABASE_URL": empty_database},
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (0, b"")


UNKNOWN_SHAPES = {
    "access.csv": "time,client,status\n10:00,10.0.0.1,200\n10:01,10.0.0.2,404\n",
    "config.json": '{"name": "forum", "events": [{"title": "Green Ports", "year": 2023}]}',
    "server.txt": "2023-11-05 10:00 INFO start\n2023-11-05 10:01 WARN slow query (120 ms)\n",
    "code.txt": "def main() -> None:\n    print('ports')\n\n\nmain()\n",
    "settings.txt": "[database]\nhost = localhost\nport = 5432\n\n[cache]\nsize = 64\n",
    "poem.txt": "床前明月光，\n疑是地上霜。\n举头望明月，\n低头思故乡。\n",
    "list.csv": "sku,price,stock\nA-1,3.50,12\nB-2,4.00,7\n",
}


@pytest.mark.parametrize("name", UNKNOWN_SHAPES)
@pytest.mark.parametrize("options", [{}, {"partial": True}, {"overwrite": True}])
def test_a_file_of_no_known_shape_is_never_published(
    tmp_path: Path, name: str, options: dict[str, Any]
) -> None:
    path = tmp_path / name
    path.write_text(UNKNOWN_SHAPES[name], "utf-8")
    with pytest.raises(CommandError):
        run(path, publish=True, **options)
    assert (Event.objects.count(), Person.objects.count()) == (0, 0)


def test_a_list_without_a_title_makes_no_new_event(tmp_path: Path) -> None:
    path = tmp_path / "guests.csv"
    path.write_text("姓名,职务\n林岚,海港研究院院长\n", "utf-8")
    with pytest.raises(CommandError, match="gives no title of an event: say what the new one"):
        call_command("import_record", str(path), "--event", "new")
    assert (Event.objects.count(), Person.objects.count()) == (0, 0)


def test_a_list_that_was_taken_for_its_people_alone_makes_an_event_later(tmp_path: Path) -> None:
    path = tmp_path / "guests.csv"
    path.write_text("姓名,职务\n林岚,海港研究院院长\n", "utf-8")
    call_command("import_record", str(path))
    call_command("import_record", str(path), "--title", "绿色港口")
    assert [event.title_zh_hans for event in Event.objects.all()] == ["绿色港口"]
