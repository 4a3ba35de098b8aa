"""The container image and the Compose file name what is there."""

import json
import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import get_commands, load_command_class

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


def list_commands(name: str) -> list[list[str]]:
    """Return the management commands of a service, in order, each with its options."""
    command = COMPOSE["services"][name]["command"]
    # The site's go through a shell, one behind the other.
    [line] = command if name == "site" else [f"manage.py {' '.join(command)}"]
    return [part.partition("manage.py ")[2].split() for part in line.split(" && ")]


SERVICES = {"site": ["upgrade", "serve"], "worker": ["db_worker"], "daily": ["daily_work"]}


@pytest.mark.parametrize(("name", "commands"), SERVICES.items())
def test_services_run_commands(name: str, commands: list[str]) -> None:
    assert [command for command, *_options in list_commands(name)] == commands


@pytest.mark.parametrize("name", SERVICES)
def test_commands_take_the_options_that_services_give(name: str) -> None:
    for command, *options in list_commands(name):
        application: Any = get_commands()[command]
        parser = load_command_class(application, command).create_parser("manage.py", command)
        parser.parse_args(options)


def test_nothing_waits_for_a_service_that_ends() -> None:
    # Podman looks for whatever that one waited for, and starts nothing.
    conditions = [
        waited["condition"]
        for service in COMPOSE["services"].values()
        for waited in service.get("depends_on", {}).values()
    ]
    assert set(conditions) == {"service_healthy"}


def test_no_health_check_hands_quotes_to_podman_compose_in_a_list() -> None:
    # It hands lists to a shell, without their quotes.
    checks = [
        service["healthcheck"]["test"]
        for service in COMPOSE["services"].values()
        if "healthcheck" in service
    ]
    lists = [" ".join(check[1:]) for check in checks if check[0] == "CMD"]
    assert [check for check in lists if re.search(r"[()'\";]", check)] == []


@pytest.mark.parametrize("name", SERVICES)
def test_a_password_may_hold_what_means_something_in_an_address(name: str) -> None:
    environment = COMPOSE["services"][name]["environment"]
    assert (environment["DATABASE_URL"], environment["PGPASSWORD"].partition(":")[0]) == (
        "postgresql://forum@database/forum", "${POSTGRES_PASSWORD",
    )  # fmt: skip


def test_a_start_waits_for_no_rebuild() -> None:
    assert "--no-rebuild" in list_commands("site")[0]


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


def test_services_wait_for_services_that_say_what_is_waited_for() -> None:
    services = COMPOSE["services"]
    conditions = {"service_healthy": "healthcheck", "service_completed_successfully": "command"}
    waits = [service.get("depends_on") for service in services.values()]
    waited_for = [
        (name, condition["condition"])
        for wait in waits
        if isinstance(wait, dict)
        for name, condition in wait.items()
    ]
    assert waited_for
    assert [
        name for name, condition in waited_for if conditions[condition] not in services[name]
    ] == []
    assert services["proxy"]["depends_on"] == {"site": {"condition": "service_healthy"}}


def test_a_server_that_hangs_is_noticed_however_its_image_was_built() -> None:
    """Podman builds images of a kind that holds no health check."""
    recipe = (ROOT / "deploy" / "Containerfile").read_text()
    _shell, line = COMPOSE["services"]["site"]["healthcheck"]["test"]
    assert json.dumps(shlex.split(line)) in recipe


def test_every_volume_is_declared_and_used() -> None:
    mounted = {
        volume.partition(":")[0]
        for service in COMPOSE["services"].values()
        for volume in service.get("volumes", [])
    }
    assert mounted - {"./Caddyfile"} == set(COMPOSE["volumes"])


def test_every_variable_is_asked_for_where_somebody_sets_it() -> None:
    text = (ROOT / "deploy" / "compose.yaml").read_text()
    matches = set(re.findall(r"\$\{(\w+)", text))
    manual = (ROOT / "docs" / "operations.md").read_text()
    assert matches == {"POSTGRES_PASSWORD", "SITE"}
    assert "add SITE and POSTGRES_PASSWORD" in manual
    # What the file sets itself: the site's variables, and those that the proxy asks for.
    settings = (ROOT / ".env.example").read_text()
    site_environment = COMPOSE["services"]["site"]["environment"]
    assert [name for name in site_environment if f"{name}=" not in settings] == []
    recipe = (ROOT / "deploy" / "Caddyfile").read_text()
    assert set(re.findall(r"\{\$(\w+)", recipe)) == set(COMPOSE["services"]["proxy"]["environment"])


def test_the_proxy_asks_the_port_that_the_image_serves() -> None:
    proxy = COMPOSE["services"]["proxy"]["environment"]
    recipe = (ROOT / "deploy" / "Containerfile").read_text()
    assert (proxy["UPSTREAM"], "EXPOSE 8000" in recipe) == ("site:8000", True)


def test_the_web_server_is_given_the_name_that_visitors_use(tmp_path: Path) -> None:
    """Whoever follows the README replaces the example's name everywhere in it."""
    readme = (ROOT / "README.md").read_text().replace("forum.example.org", "www.real.org")
    lines = [line for line in readme.splitlines() if re.search(r"^sed |\(sed ", line)]
    environment, site = tmp_path / "environment", tmp_path / "site"
    environment.write_text("DEBUG=0\nALLOWED_HOSTS=www.real.org\n")
    script = "\n".join(lines).replace("/srv/forum/environment", str(environment))
    script = script.replace("/etc/nginx/sites-available/forum", str(site))
    subprocess.run(["sh", "-euc", script], cwd=ROOT, check=True)
    assert site.read_text().count("server_name www.real.org;") == 2
