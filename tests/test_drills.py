"""The drills of deploy/: what they hand to a shell of the site, and how they go on."""

import ast
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import pytest

from deploy.drills.guards import fill_route
from deploy.drills.running import Verdict, run_each
from deploy.rehearsal.debian import MORNING, NIGHT, find_complaints

ROOT = Path(__file__).parents[1]


def read_code_texts() -> Iterator[tuple[str, ast.Module]]:
    """Yield the texts in deploy/ and benchmarks/ that are code with imports, by their files."""
    for folder in ("deploy", "benchmarks"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    with suppress(SyntaxError, ValueError):
                        yield path.relative_to(ROOT).as_posix(), ast.parse(node.value)


def read_imports() -> list[tuple[str, str, str]]:
    """Return file, module and name of each import of our own in such a text."""
    ours = {path.parent.name for path in ROOT.glob("*/__init__.py")} | {"django_tasks_db"}
    return [
        (file, node.module or "", alias.name)
        for file, code in read_code_texts()
        for node in ast.walk(code)
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in ours
        for alias in node.names
    ]


def test_what_is_handed_to_a_shell_imports_names_that_exist() -> None:
    missing = [
        (file, f"{module}.{name}")
        for file, module, name in read_imports()
        if not hasattr(import_module(module), name)
    ]
    assert missing == []


def test_the_texts_for_a_shell_are_read() -> None:
    files = {file for file, _module, _name in read_imports()}
    assert files >= {
        "benchmarks/freshness.py", "deploy/drills/desk.py", "deploy/drills/processes.py",
        "deploy/drills/resources.py", "deploy/rehearsal/objects.py",
    }  # fmt: skip


def fail() -> Verdict:
    raise SystemExit("shell failed: no such name")


def test_all_go_on_past_a_drill_that_fails(capsys: pytest.CaptureFixture[str]) -> None:
    code = run_each({"first": fail, "second": lambda: Verdict("second", is_met=True)})
    assert (code, capsys.readouterr().out.splitlines()) == (
        1,
        ["first: FAILED: SystemExit: shell failed: no such name", "second: reached"],
    )


@pytest.mark.parametrize(("is_met", "code"), [(True, 0), (False, 1)])
def test_a_missed_goal_is_told_by_the_exit_code(is_met: bool, code: int) -> None:
    assert run_each({"a": lambda: Verdict("a", is_met)}) == code


def test_a_line_says_that_its_goal_was_missed() -> None:
    assert str(Verdict("a: 3 of 4", is_met=False)) == "a: 3 of 4: MISSED"


def test_who_is_told_to_end_begins_no_other_drill() -> None:
    with pytest.raises(SystemExit, match="143"):
        run_each({"first": lambda: sys.exit(143), "second": lambda: pytest.fail("begun")})


@pytest.mark.parametrize(
    ("route", "path"),
    [
        ("admin/people/person/<path:object_id>/change/", "/admin/people/person/7/change/"),
        ("admin/<str:app>/<int:pk>/", "/admin/7/8/"),
        ("^admin/(?P<app_label>people|forum)/$", "/admin/7/"),
    ],
)
def test_what_varies_in_a_route_is_filled_in(route: str, path: str) -> None:
    assert fill_route(route, "7", "8") == path


MAIL = "error: MAILERS “default”: its server does not take us (no name)."


@pytest.mark.parametrize(
    ("night", "morning", "complaints"),
    [
        (f"backup:\ncheck_site failed: {MAIL}", f"{MAIL}\nSound: database.", []),
        ("backup failed: no room", "Sound: database.", ["backup failed"]),
        ("", "warning: fonts: none.\nSound: database.", ["warning: fonts: none."]),
        ("", "no such command", ["check_site said nothing"]),
    ],
)
def test_a_bare_debian_may_miss_mail_alone(night: str, morning: str, complaints: list[str]) -> None:
    output = f"warning: backup: there is none.\n{NIGHT}\n{night}\n{MORNING}\n{morning}\n"
    assert find_complaints(output) == complaints
