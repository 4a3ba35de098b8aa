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


@pytest.mark.parametrize("name", ["upgrade", "worker"])
def test_services_run_commands_that_there_are(name: str) -> None:
    assert COMPOSE["services"][name]["command"][0] in get_commands()


def test_a_start_waits_for_no_rebuild() -> None:
    assert "--no-rebuild" in COMPOSE["services"]["upgrade"]["command"]


def test_the_proxy_reads_its_recipe() -> None:
    mounts = COMPOSE["services"]["proxy"]["volumes"]
    assert [mount for mount in mounts if mount.startswith("./")] == [
        "./Caddyfile:/etc/caddy/Caddyfile:ro"
    ]
    assert (ROOT / "deploy" / "Caddyfile").exists()
