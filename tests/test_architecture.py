"""The layers hold for every module, and the floors are what the README says."""

import ast
import re
import subprocess
import sys
import tomllib
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, packages_distributions, requires
from pathlib import Path

import django
from django.db import connection

ROOT = Path(__file__).parent.parent
PACKAGES = ("forum", "sessions_app", "people")


def project() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def named_modules() -> set[str]:
    contract = project()["tool"]["importlinter"]["contracts"][0]  # type: ignore[index]
    return {name.strip(" ()") for layer in contract["layers"] for name in layer.split("|")}


def modules() -> set[str]:
    """Return every module that the contract must name: a package itself or its direct children."""
    found = set()
    for package in PACKAGES:
        for path in (ROOT / package).iterdir():
            if path.suffix == ".py" and path.stem != "__init__":
                found.add(f"{package}.{path.stem}")
            elif (path / "__init__.py").exists():
                found.add(f"{package}.{path.name}")
    return found


def test_every_module_stands_in_a_layer() -> None:
    named = named_modules()
    outside = {
        name
        for name in modules()
        if name not in named and name.partition(".")[0] not in named and "migrations" not in name
    }
    assert outside == set()


def test_every_layer_names_modules_that_exist() -> None:
    assert named_modules() - {"sessions_app", "people"} - modules() == set()


def test_python_floor() -> None:
    assert project()["project"]["requires-python"] == ">=3.12"  # type: ignore[index]
    assert sys.version_info >= (3, 12)


def test_django_floor() -> None:
    dependencies: list[str] = project()["project"]["dependencies"]  # type: ignore[index]
    assert "django>=6.1.3,<6.2" in dependencies
    assert django.VERSION >= (6, 1, 3)


def test_postgresql_floor(db: None) -> None:
    connection.ensure_connection()
    assert connection.pg_version >= 150000


def test_no_extension_is_needed(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension ORDER BY 1")
        assert cursor.fetchall() == [("plpgsql",)]


def test_the_reader_loads_no_django() -> None:
    code = (
        "import importlib, pkgutil, sys, forum.reader\n"
        "for module in pkgutil.walk_packages(forum.reader.__path__, 'forum.reader.'):\n"
        "    importlib.import_module(module.name)\n"
        "sys.exit('django' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def runtime_distributions() -> set[str]:
    """Return what is installed without development's packages, by normalized names."""
    waiting: list[str] = list(project()["project"]["dependencies"])  # type: ignore[index]
    needed: set[str] = set()
    while waiting:
        line = waiting.pop()
        name = _name_of(line)
        extras = re.findall(r"\[(.*?)\]", line)[:1]
        if name in needed and not extras:
            continue
        needed.add(name)
        with suppress(PackageNotFoundError):
            waiting += [
                requirement.partition(";")[0]
                for requirement in requires(name) or []
                if "extra ==" not in requirement or _is_wanted(requirement, extras)
            ]
    return needed


def _is_wanted(requirement: str, extras: list[str]) -> bool:
    wanted = {extra.strip() for names in extras for extra in names.split(",")}
    return bool(wanted & set(re.findall(r"extra == [\"'](.*?)[\"']", requirement)))


def _name_of(requirement: str) -> str:
    return re.split(r"[\s\[<>=!~;(]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def imported_libraries() -> set[str]:
    """Return the top-level names that the site's modules import, ours and Python's own aside."""
    names: set[str] = set()
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Import):
                    names |= {alias.name.partition(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    names.add(node.module.partition(".")[0])
    return names - {*PACKAGES, *sys.stdlib_module_names}


def test_every_library_is_installed_without_development_s_packages() -> None:
    runtime, distributions = runtime_distributions(), packages_distributions()
    missing = {
        name
        for name in imported_libraries()
        if not runtime & {_name_of(distribution) for distribution in distributions.get(name, [])}
    }
    assert missing == set()
