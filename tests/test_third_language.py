"""A further language takes one line in LANGUAGES, makemigrations and migrate."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).parent.parent
SETTINGS = """
import os
from forum.settings import *
LANGUAGES = [*LANGUAGES, ("fr", "French"), ("ar", "Arabic")]
LANGUAGE_FALLBACKS = {"ar": ("fr",)}
DATABASES["default"]["TEST"] = {
    "NAME": f"test_french_{os.getpid()}",
    "TEMPLATE": os.environ["TEMPLATE"] or None,
}
MIGRATION_MODULES = {app: f"moved.{app}" for app in ("people", "sessions_app", "forum")}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with settings of four languages and copies of the migrations."""
    (tmp_path / "further.py").write_text(SETTINGS)
    (tmp_path / "moved").mkdir()
    (tmp_path / "moved" / "__init__.py").touch()
    for app in ("people", "sessions_app", "forum"):
        target = tmp_path / "moved" / app
        target.mkdir()
        for source in (ROOT / app / "migrations").glob("*.py"):
            (target / source.name).write_text(source.read_text())
    return tmp_path


def test_further_languages_are_a_line_each_and_a_migration(
    folder: Path, django_db_setup: None
) -> None:
    """Every public page and the desk's main forms are there in French and Arabic."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "further",
        "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}",
        "MEDIA_ROOT": str(folder / "media"),
        "TEMPLATE": connection.settings_dict["TEST"].get("TEMPLATE") or "",
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.third_language"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.returncode) == ("", 0), done.stderr
