"""Long work shows on a terminal how far it is, and says nothing of it elsewhere."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command

from forum.management import localized_command
from tests.support import factories as make

pytestmark = pytest.mark.django_db


class Terminal(io.StringIO):
    """A stream that somebody looks at."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _each_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(localized_command, "_EVERY", -1)


def told(tmp_path: Path, stream: io.StringIO) -> list[str]:
    """Return what exporting two people shows."""
    for number in range(2):
        make.make_person(slug=f"guest-{number}")
    target = str(tmp_path / "people.csv")
    call_command("export_tables", "people", format="csv", output=target, stderr=stream,
                 stdout=io.StringIO())  # fmt: skip
    return stream.getvalue().split("\r\x1b[K")


def test_a_terminal_is_told(tmp_path: Path) -> None:
    assert told(tmp_path, Terminal()) == ["", "people: 1", "people: 2", ""]


def test_a_log_is_not(tmp_path: Path) -> None:
    assert told(tmp_path, io.StringIO()) == [""]


def test_a_backup_names_each_file(tmp_path: Path) -> None:
    stream = Terminal()
    call_command("backup", str(tmp_path / "site.tar"), stderr=stream, stdout=io.StringIO())
    words = stream.getvalue().split("\r\x1b[K")
    assert (words[1], "checking database.dump" in words) == ("writing database.dump", True)
