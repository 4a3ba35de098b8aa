"""What machines that look after the site are told."""

from pathlib import Path

import pytest
from django.db import OperationalError
from django.test import Client
from pytest_django.fixtures import Settings

from forum.observability.worker_pulse import count_workers
from forum.site import probes
from forum.site.metrics import part_of_site

TOKEN = {"Authorization": "Bearer open-sesame"}


def test_health_needs_no_database_host_or_https(client: Client, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    response = client.get("/healthz", headers={"Host": "10.0.0.7:8000"})
    assert (response.status_code, response.content, response["Cache-Control"]) == (
        200,
        b"alive\n",
        "no-store",
    )


@pytest.mark.django_db
def test_a_migrated_site_is_ready(client: Client) -> None:
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (200, b"ready\n")


@pytest.mark.django_db
def test_a_site_without_its_migrations_is_not(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    probes._is_migrated.clear()
    monkeypatch.setattr(probes, "count_missing_migrations", lambda: 2)
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (
        503,
        b"2 migrations are missing: run manage.py upgrade.\n",
    )


def test_a_site_without_its_database_is_not(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise OperationalError

    monkeypatch.setattr(probes.connection, "cursor", fail)
    assert client.get("/readyz").status_code == 503


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}])
def test_metrics_are_for_who_knows_the_token(
    client: Client, settings: Settings, headers: dict[str, str]
) -> None:
    settings.METRICS_TOKEN = "open-sesame"
    assert client.get("/metrics", headers=headers).status_code == 404


def test_no_token_opens_no_metrics(client: Client) -> None:
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


@pytest.mark.django_db
def test_metrics_tell_of_requests_and_of_the_site(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.METRICS_TOKEN, settings.DATA_DIR = "open-sesame", tmp_path
    client.get("/en/")
    lines = client.get("/metrics", headers=TOKEN).content.decode().splitlines()
    counted = {line.partition(" ")[0] for line in lines}
    assert 'forum_request_seconds_count{part="public",status="2xx"}' in counted
    assert {
        "forum_database_up 1.0", f"forum_workers {count_workers()}.0", "forum_pages_failed 0.0",
        "forum_backup_age_seconds +Inf",
    } <= set(lines)  # fmt: skip


@pytest.mark.parametrize(
    ("path", "part"),
    [("/admin/", "desk"), ("/en/events/", "public"), ("/api/v1/events", "api"), ("/", "public")],
)
def test_requests_are_counted_by_part(path: str, part: str) -> None:
    assert part_of_site(path) == part
