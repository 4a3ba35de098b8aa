"""The container image and the Compose file name what is there."""

from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands

ROOT = Path(__file__).parent.parent
COMPOSE = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text())


def copied_paths() -> list[str]:
    lines = (ROOT / "deploy" / "Containerfile").read_text().splitlines()
    copies = (
        line.split()[1:-1] for line in lines if line.startswith("COPY ") and "--from" not in line
    )
    return [path for paths in copies for path in paths]


@pytest.mark.parametrize("path", copied_paths())
def test_what_the_image_copies_is_there(path: str) -> None:
    assert (ROOT / path).exists()


def test_the_image_holds_every_package_of_the_site() -> None:
    assert {"forum", "people", "sessions_app", "static", "templates"} <= set(copied_paths())


@pytest.mark.parametrize("name", ["upgrade", "worker", "daily"])
def test_services_run_commands_that_there_are(name: str) -> None:
    assert COMPOSE["services"][name]["command"][0] in get_commands()


def test_a_start_waits_for_no_rebuild() -> None:
    assert "--no-rebuild" in COMPOSE["services"]["upgrade"]["command"]


def test_the_proxy_sees_its_recipe_and_what_is_public() -> None:
    assert COMPOSE["services"]["proxy"]["volumes"] == [
        "./Caddyfile:/etc/caddy/Caddyfile:ro",
        "media:/srv/forum/data/media:ro",
        "published:/srv/forum/data/published:ro",
        "errors:/srv/forum/data/errors:ro",
        # Its own.
        "certificates:/data",
    ]
    assert (ROOT / "deploy" / "Caddyfile").exists()


def test_public_files_lie_in_the_volumes_that_the_proxy_sees() -> None:
    assert COMPOSE["services"]["site"]["volumes"] == [
        "data:/data", "media:/data/media", "published:/data/published", "errors:/data/errors",
    ]  # fmt: skip


@pytest.mark.parametrize("folder", ["/data/media", "/data/published", "/data/errors"])
def test_the_image_has_the_folders_that_volumes_begin_as(folder: str) -> None:
    recipe = (ROOT / "deploy" / "Containerfile").read_text()
    line = next(line for line in recipe.splitlines() if "install -d -o forum" in line)
    assert folder in line.split()
