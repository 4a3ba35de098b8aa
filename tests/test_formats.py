"""The table of formats in the docs: every test that it names is there, every name leads to one."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

PAGE = (Path(settings.BASE_DIR) / "docs" / "formats.md").read_text("utf-8")
LINKS = dict(re.findall(r"^\[([\w-]+)\]: \.\./(\S+)$", PAGE, re.MULTILINE))
TABLE = [line for line in PAGE.splitlines() if line.startswith("| ")][1:]


@cache
def functions(path: str) -> set[str]:
    """Return the tests of a file that run: those that nothing skips."""
    tree = ast.parse((Path(settings.BASE_DIR) / path).read_text("utf-8"))
    tests = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    return {
        node.name
        for node in tests
        if not any("skip" in ast.unparse(decorator) for decorator in node.decorator_list)
    }


def test_a_test_that_is_named_is_there() -> None:
    places = {name: link.partition("#") for name, link in LINKS.items()}
    absent = [name for name, (path, _hash, test) in places.items() if test not in functions(path)]
    assert absent == []


def test_every_name_leads_somewhere() -> None:
    assert set(re.findall(r"\]\[([\w-]+)\]", PAGE)) == set(LINKS)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row[2:30])
def test_each_cell_names_a_test_or_says_no(row: str) -> None:
    cells = [cell.strip() for cell in row.strip("|").split("|")][1:]
    assert len(cells) == 4
    assert [cell for cell in cells if cell != "–" and not re.search(r"\]\[[\w-]+\]", cell)] == []
