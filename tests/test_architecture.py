"""The layers hold for every module, and the floors are what CONTRIBUTING's map says."""

import ast
import importlib
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, packages_distributions, requires
from pathlib import Path
from typing import Any

import django
import pytest
from django.apps import apps
from django.db import connection

from tests.support.side_by_side import LONG

ROOT = Path(__file__).parent.parent
PACKAGES = ("forum", "sessions_app", "people")


def project() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def named_modules() -> set[str]:
    contract = project()["tool"]["importlinter"]["contracts"][0]  # type: ignore[index]
    return {name.strip(" ()") for layer in contract["layers"] for name in layer.split("|")}


def modules() -> set[str]:
    """Return every module that the contract must name: a package itself or its direct children."""
    names = set()
    for package in PACKAGES:
        for path in (ROOT / package).iterdir():
            if path.suffix == ".py" and path.stem != "__init__":
                names.add(f"{package}.{path.stem}")
            elif (path / "__init__.py").exists():
                names.add(f"{package}.{path.name}")
    return names


def test_every_module_stands_in_a_layer() -> None:
    named = named_modules()
    outside = {
        name
        for name in modules()
        if name not in named and name.partition(".")[0] not in named and "migrations" not in name
    }
    assert outside == set()


def test_the_map_shows_every_layer_from_the_ground_up() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text().partition("```")[2].partition("```")[0]
    paths = re.findall(r"((?:forum|people|sessions_app)/(?:\w+(?:\.py|/))?)(?=[ ,:;])", guide)
    modules = (path.removesuffix(".py").strip("/").replace("/", ".") for path in paths)
    names = list(dict.fromkeys(modules))
    assert set(names) == named_modules()
    assert [floor_of(name) for name in names] == sorted(map(floor_of, names))


def test_the_ground_floor_is_no_drawer() -> None:
    """What only some upper floors need is theirs."""
    lines = sum(file.read_text().count("\n") for file in (ROOT / "forum/core").rglob("*.py"))
    assert lines <= 4_800


@cache
def site_code() -> tuple[tuple[str, ast.Module], ...]:
    """Return every module of the site as text and parsed, but migrations, which Django writes."""
    paths = (path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py")))
    texts = (path.read_text("utf-8") for path in paths if "migrations" not in path.parts)
    return tuple((text, ast.parse(text)) for text in texts)


@cache
def site_nodes() -> tuple[ast.AST, ...]:
    return tuple(node for _, tree in site_code() for node in ast.walk(tree))


# Words that stand for what a reader has to find elsewhere; a name says what the thing is.
VAGUE_WORDS = re.compile(
    "after|asked|before|beside|each|every|found|given|gone|held|here|how|kept|known|left|made|many|"
    "mine|now|one|others?|own|said|seen|shown|some|taken|theirs|there|told|wanted|what|who"
)


def bound_names(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Yield the names of variables and arguments, as often as they are bound."""
    for node in nodes:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.arg) and node.arg != "self":
            yield node.arg


def vague_share(nodes: Iterable[ast.AST]) -> float:
    """Return how many of a hundred bound names are vague words."""
    is_vague = [bool(VAGUE_WORDS.fullmatch(name)) for name in bound_names(nodes)]
    return 100 * sum(is_vague) / len(is_vague)


def test_names_say_what_the_thing_is() -> None:
    assert vague_share(site_nodes()) <= 1.5


def test_names_of_the_tests_say_so_too() -> None:
    trees = (ast.parse(path.read_text("utf-8")) for path in (ROOT / "tests").rglob("*.py"))
    assert vague_share(node for tree in trees for node in ast.walk(tree)) <= 1.5


# What a script declares, what the one argument of its arrows is called, and what it takes out of an
# object, by its name there or by another.
SCRIPT_NAME = re.compile(
    r"\b(?:const|let|function)\s+(\w+)|\b(\w+)\)?\s*=>"
    r"|(?:(?:const|let)\s*|\()\{(?=[^{}()]*\}\s*(?:=[^>]|\)\s*(?:=>|\{)))([^{}()]*)\}"
)
STYLE_CLASS = re.compile(r"\.([a-z][\w-]*)")


def vague_names(kind: str, pattern: re.Pattern[str]) -> set[str]:
    """Return the vague words among the names in the scripts, or the classes in the style sheets."""
    return {
        name
        for path in (ROOT / "static" / kind).rglob(f"*.{kind}")
        for match in pattern.finditer(path.read_text("utf-8"))
        for part in next(filter(None, match.groups())).split(",")
        for name in [part.partition("=")[0].rpartition(":")[2].strip()]
        if VAGUE_WORDS.fullmatch(name)
    }


def test_scripts_say_what_the_thing_is() -> None:
    assert vague_names("js", SCRIPT_NAME) == set()


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("function sentence({ shown, right }) {", "shown, right"),
        ("const { rows, panel: found } = content;", "rows, panel: found"),
        ("forms.some(({ kept }) => kept);", "kept"),
    ],
)
def test_the_test_sees_what_a_script_takes_out_of_an_object(code: str, names: str) -> None:
    [*_, match] = SCRIPT_NAME.finditer(code)
    assert next(filter(None, match.groups())).strip() == names


def test_style_sheets_say_what_the_thing_is() -> None:
    """But what a part of a page is: a name in the other language, what is told of, and of whom."""
    assert vague_names("css", STYLE_CLASS) == {"other", "what", "who"}


def test_few_classes_share_a_name() -> None:
    """Those within another count too: Kind, State; what Django asks for by name does not."""
    classes = (node.name for node in site_nodes() if isinstance(node, ast.ClassDef))
    counts = Counter(name for name in classes if name not in {"Meta", "Media"})
    shared = sum(count for count in counts.values() if count > 1)
    assert 100 * shared / counts.total() <= 10


def test_annotations_are_precise() -> None:
    anys = [node for node in site_nodes() if isinstance(node, ast.Name) and node.id == "Any"]
    functions = [
        node for node in site_nodes() if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert 100 * len(anys) / len(functions) <= 12


IGNORE = re.compile(r"# type: ignore(?:\[[\w, -]+\])?(.*)")


@pytest.mark.parametrize("mark", ["# type: ignore", "# type: ignore[arg-type]"])
def test_a_line_that_is_kept_from_the_type_checker_counts_however_much_of_it(mark: str) -> None:
    assert IGNORE.findall(f"spot = 1  {mark}  # no stub\n") == ["  # no stub"]


def test_few_lines_are_kept_from_the_type_checker_and_each_says_why() -> None:
    reasons = [match[1] for text, _ in site_code() for match in IGNORE.finditer(text)]
    assert len(reasons) <= 30
    assert [reason for reason in reasons if not reason.startswith("  # ")] == []


def test_every_layer_names_modules_that_exist() -> None:
    assert named_modules() - {"sessions_app", "people"} - modules() == set()


def test_saves_of_records_are_followed_in_one_module() -> None:
    names = {"pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed"}
    receivers = {
        str(path.relative_to(ROOT))
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if names & set(re.findall(r"\b(\w+)\.connect\(", path.read_text()))
    }
    assert receivers == {"forum/record_signals.py"}


def test_scripts_import_what_is_there() -> None:
    """Nothing runs the benchmarks and the recipes' scripts at each change."""
    missing = []
    for path in sorted([*ROOT.glob("benchmarks/**/*.py"), *ROOT.glob("deploy/**/*.py")]):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(PACKAGES):
                module = importlib.import_module(str(node.module))
                for alias in node.names:
                    if not hasattr(module, alias.name):
                        with suppress(ModuleNotFoundError):
                            importlib.import_module(f"{node.module}.{alias.name}")
                            continue
                        missing.append(f"{path.relative_to(ROOT)}: {node.module}.{alias.name}")
    assert missing == []


@pytest.mark.parametrize("guide", ["README.md", "CONTRIBUTING.md"])
def test_every_file_that_a_guide_names_exists(guide: str) -> None:
    named = re.findall(
        r"`((?:forum|sessions_app|people|tests|templates)/[\w./-]+)`", (ROOT / guide).read_text()
    )
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_file_that_is_tested_first_exists() -> None:
    assert [name for name in LONG if not (ROOT / name).exists()] == []


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
    stated: dict[str, Any] = project()["project"]  # type: ignore[assignment]
    optional = [line for lines in stated["optional-dependencies"].values() for line in lines]
    waiting: list[str] = [*stated["dependencies"], *optional]
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
    extra_names = {extra.strip() for names in extras for extra in names.split(",")}
    return bool(extra_names & set(re.findall(r"extra == [\"'](.*?)[\"']", requirement)))


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


# What lies on the floors below the desk names nothing of the floors above it, in words neither.
# Where the models of an app stand.
FIRST_MODELS = {"people": "people", "sessions_app": "sessions_app", "forum": "forum.models"}
MODEL_NAME = re.compile(r"(people|sessions_app|forum)\.([a-z]+)", re.IGNORECASE)
ADMIN_NAME = re.compile(r"admin:|/?admin/")
# By which the ground tells the desk's requests from the public's.
DESK_PREFIX = ("forum.core.languages", "/admin/")


@cache
def floors() -> list[set[str]]:
    """Return the modules of each floor, from the ground up."""
    contract = project()["tool"]["importlinter"]["contracts"][0]  # type: ignore[index]
    layers = [{name.strip(" ()") for name in layer.split("|")} for layer in contract["layers"]]
    return layers[::-1]


@cache
def floor_of(module: str) -> int:
    return next(
        floor
        for floor, names in enumerate(floors())
        if any(module == name or module.startswith(f"{name}.") for name in names)
    )


@cache
def lower_modules() -> dict[str, ast.Module]:
    """Return the modules below the desk, parsed, by their names."""
    trees = {}
    desk = floor_of("forum.desk")
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            if "migrations" in name or name == "forum" or floor_of(name) >= desk:
                continue
            # Settings name whatever they switch on.
            if name != "forum.settings":
                trees[name] = ast.parse(path.read_text("utf-8"))
    return trees


def texts_of(tree: ast.Module) -> list[str]:
    """Return the texts of a module; of a model that is asked for by two, its app's and its own."""
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Constant | ast.Call)]
    texts = [node for node in nodes if isinstance(node, ast.Constant)]
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    models = [
        ".".join(str(text.value) for text in call.args if isinstance(text, ast.Constant))
        for call in calls
        if getattr(call.func, "attr", "") == "get_model"
    ]
    return [*models, *(text.value for text in texts if isinstance(text.value, str))]


def desk_route_names() -> set[str]:
    desk_urls = importlib.import_module("forum.desk.urls")
    return {route.name for route in desk_urls.urlpatterns if getattr(route, "name", None)}


def reversed_names(tree: ast.Module) -> set[str]:
    """Return the names of addresses that a module asks Django for."""
    return {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("reverse", "reverse_lazy", "redirect", "page_address")
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


def test_no_lower_floor_names_a_model_of_an_upper_one() -> None:
    labels = {model._meta.label_lower for model in apps.get_models()}
    upward = {
        (name, text)
        for name, tree in lower_modules().items()
        for text in texts_of(tree)
        if (match := MODEL_NAME.fullmatch(text))
        and text.lower() in labels
        and floor_of(FIRST_MODELS[match[1].lower()]) > floor_of(name)
    }
    assert upward == set()


def test_the_test_sees_a_model_that_is_asked_for_by_two_texts() -> None:
    assert "forum.Page" in texts_of(ast.parse("apps.get_model('forum', 'Page').objects"))


def test_no_module_below_the_desk_names_an_address_of_the_desk() -> None:
    desk = desk_route_names()
    assert len(desk) > 20
    upward = {
        (name, text)
        for name, tree in lower_modules().items()
        for text in {*filter(ADMIN_NAME.match, texts_of(tree)), *(reversed_names(tree) & desk)}
    }
    assert upward == {DESK_PREFIX}


CONFLICT_STATUSES = {"409", "HTTPStatus.CONFLICT"}


def test_what_was_overtaken_is_answered_in_one_place() -> None:
    values = (node for node in site_nodes() if isinstance(node, ast.Constant | ast.Attribute))
    statuses = [value for value in map(ast.unparse, values) if value in CONFLICT_STATUSES]
    assert statuses == ["HTTPStatus.CONFLICT"]


# Binary or generated, and needed as they are: the display face that pages are cut from, the lock.
LARGE_FILES = {"forum/delivery/han_face/noto-serif-sc-bold.ttf.xz", "uv.lock"}


def test_no_large_file_is_tracked_without_a_reason() -> None:
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    tracked = [ROOT / name for name in listing.stdout.split("\0") if name]
    large = {
        str(path.relative_to(ROOT))
        for path in tracked
        if path.is_file() and path.stat().st_size > 500_000
    }
    assert large == LARGE_FILES


# Django's own name for a backend; what the readers call the text of a file.
NAMED_ALIKE = {"Command", "DatabaseWrapper", "Document"}


def test_no_two_classes_share_a_name() -> None:
    """But those within another, which are read with it: Meta, Kind."""
    homes: dict[str, list[str]] = {}
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            tree = ast.parse(path.read_text("utf-8"))
            classes = [node.name for node in tree.body if isinstance(node, ast.ClassDef)]
            for name in {*classes} - NAMED_ALIKE if "migrations" not in path.parts else ():
                homes.setdefault(name, []).append(str(path.relative_to(ROOT)))
    assert {name: paths for name, paths in homes.items() if len(paths) > 1} == {}
