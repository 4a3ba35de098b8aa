"""The table of formats in the docs: every test that it names is there, every name leads to one."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

PAGE = (Path(settings.BASE_DIR) / "docs" / "formats.md").read_text("utf-8")
LINKS = dict(re.findall(r"^\[([\w-]+)\]: \.\./(\S+)$", PAGE, re.MULTILINE))
TABLE = [line for line in PAGE.splitlines() if line.startswith("| ")][1:]


def functions(path: str) -> set[str]:
    tree = ast.parse((Path(settings.BASE_DIR) / path).read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("name", LINKS)
def test_a_test_that_is_named_is_there(name: str) -> None:
    path, _hash, function = LINKS[name].partition("#")
    assert function in functions(path)


def test_every_name_leads_somewhere() -> None:
    assert set(re.findall(r"\]\[([\w-]+)\]", PAGE)) == set(LINKS)


def test_every_format_names_a_test() -> None:
    assert [line for line in TABLE if not re.search(r"\]\[[\w-]+\]", line)] == []
