"""What a dry run says is what the import then does: on every sample, and on hostile files."""

import io
import json
from collections import Counter
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
from django.core.management import CommandError, call_command

from forum.demo.sample_documents import RECORDS
from forum.imports.record_file import RecordFile, read_record_file
from forum.management.commands import import_record
from forum.management.database_readiness import Readiness
from tests.support.variants_compare import FOLDER

pytestmark = pytest.mark.django_db

DATA: Final = FOLDER.parent
SAMPLES: Final = sorted(
    path
    for folder in (FOLDER, DATA / "shapes", DATA / "prose", RECORDS)
    for path in folder.glob("*.txt")
)
PROGRAMME: Final = "时间\t主题\t嘉宾\n"
LIST: Final = "海塘论坛嘉宾名单\n姓名\t单位\t职务\n"
NEWS: Final = (
    "4月10日，第一届海塘论坛在松川举行。\n"
    "松川市副市长程砚在致辞中表示，海塘护着四个村子，修好海塘，孩子们才能安心上学。\n"
    "松川大学教授秦牧野认为，海塘最怕的是渗水，必须每年检查两次，把隐患消除在汛期之前。\n"
)
HOSTILE: Final[dict[str, str | bytes]] = {
    "nothing": "",
    "blanks.txt": "\n \n\t\n",
    "noise.txt": bytes(range(256)) * 40,
    "no_word.docx": b"PK\x03\x04 not a Word file",
    "ends_before_it_starts.txt": (
        f"海塘论坛议程\n{PROGRAMME}10:00-09:00\t致辞\t林岚\n11:00\t讨论\t程砚\n"
    ),
    "no_such_time.txt": f"海塘论坛议程\n{PROGRAMME}25:99\t致辞\t林岚\n09:00\t讨论\t程砚\n",
    "long_topic.txt": f"海塘论坛议程\n{PROGRAMME}09:00\t{'潮' * 900}\t林岚\n10:00\t讨论\t程砚\n",
    "long_title.txt": f"{'海塘' * 900}论坛议程\n{PROGRAMME}09:00\t致辞\t林岚\n10:00\t讨论\t程砚\n",
    "one_guest_often.txt": LIST + "林岚\t松川大学\t教授\n" * 40,
    "long_name.txt": LIST + f"{'林' * 400}\t松川大学\t教授\n程砚\t松川市\t副市长\n",
    "signs.txt": LIST + "<script>\t=1+1\t'; DROP TABLE\n程砚\t松川市\t副市长\n",
    "right_to_left.txt": LIST + "\u202e林岚\u202c\t松川大学\t教授\n程砚\t松川市\t副市长\n",
    "no_such_day.txt": NEWS.replace("4月10日", "2023年2月30日"),
    "long_speech.txt": NEWS.replace("孩子们", "孩子们" * 10_000),
    "one_sentence.txt": NEWS.replace("。\n", "，") * 200,
    "brackets.txt": NEWS.replace("海塘", "（（（“《海塘"),
    "twice.txt": NEWS * 2,
}  # fmt: skip


class Outcome(NamedTuple):
    """How a run ended. error: "" where it did what it was asked for."""

    error: str
    changes: Counter[tuple[str, str, str]]


def run(path: Path, folder: Path, *, dry_run: bool, partial: bool) -> Outcome:
    report = folder / "report.json"
    report.unlink(missing_ok=True)
    error = ""
    try:
        call_command(
            "import_record", str(path), report=str(report), dry_run=dry_run, partial=partial,
            stdout=io.StringIO(), stderr=io.StringIO(),
        )  # fmt: skip
    except CommandError as refusal:
        error = str(refusal)
    plan = json.loads(report.read_text("utf-8")).get("plan", []) if report.exists() else []
    changes = ((str(row["action"]), str(row["model"]), str(row["name"])) for row in plan)
    return Outcome(error, Counter(changes))


def compare(path: Path, folder: Path, *, partial: bool) -> tuple[Outcome, Outcome]:
    predicted = run(path, folder, dry_run=True, partial=partial)
    return predicted, run(path, folder, dry_run=False, partial=partial)


@pytest.fixture(autouse=True)
def _each_file_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read of a file is the same for both runs; what they make of it is compared."""
    files: dict[Path, RecordFile] = {}

    def read_once(path: Path, **options: Any) -> RecordFile:
        if path not in files:
            files[path] = read_record_file(path, **options)
        return files[path]

    monkeypatch.setattr(import_record, "read_record_file", read_once)


@pytest.fixture(autouse=True)
def _tables_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare each run the look at all migrations: what follows from it test_import_command holds."""
    monkeypatch.setattr(import_record, "check_readiness", lambda: Readiness.READY)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_sample_ends_as_its_dry_run(path: Path, tmp_path: Path) -> None:
    predicted, done = compare(path, tmp_path, partial=False)
    assert done == predicted
    assert done.error or done.changes


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_as_its_dry_run(name: str, tmp_path: Path) -> None:
    """What is refused is taken in part too; of what is taken whole there is no part."""
    path = tmp_path / name
    content = HOSTILE[name]
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    predicted, done = compare(path, tmp_path, partial=False)
    assert done == predicted
    if done.error:
        predicted, done = compare(path, tmp_path, partial=True)
        assert done == predicted
    assert done.error or done.changes
