"""A third language takes one line in LANGUAGES, makemigrations and migrate."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SETTINGS = """
import os
from forum.settings import *
LANGUAGES = [*LANGUAGES, ("fr", "French")]
DATABASES["default"]["TEST"] = {"NAME": f"test_french_{os.getpid()}"}
MIGRATION_MODULES = {app: f"moved.{app}" for app in ("people", "sessions_app", "forum")}
"""
PROBE = """
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from django.test.utils import get_unique_databases_and_mirrors
call_command("makemigrations", verbosity=0)
connection.creation.create_test_db(verbosity=0)
try:
    from sessions_app.models import Event
    event = Event.objects.create(slug="ports", title_fr="Ports verts")
    print(Event.objects.get(title_fr="Ports verts").slug)
finally:
    connection.creation.destroy_test_db("", verbosity=0)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with settings of three languages and copies of the migrations."""
    (tmp_path / "french.py").write_text(SETTINGS)
    (tmp_path / "moved").mkdir()
    (tmp_path / "moved" / "__init__.py").touch()
    for app in ("people", "sessions_app", "forum"):
        target = tmp_path / "moved" / app
        target.mkdir()
        for source in (ROOT / app / "migrations").glob("*.py"):
            (target / source.name).write_text(source.read_text())
    return tmp_path


def test_a_third_language_is_one_line_and_a_migration(folder: Path) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "french",
        "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}",
    }
    done = subprocess.run(
        [sys.executable, "-c", PROBE],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.returncode) == ("ports\n", 0), done.stderr
