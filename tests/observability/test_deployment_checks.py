"""What ``check --deploy`` says of a site that is not safe to be shown."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from forum.observability import deployment_checks as checks


@pytest.fixture(autouse=True)
def _production(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "staticfiles.json").write_text("{}")
    settings.STATIC_ROOT = tmp_path / "static"
    settings.ALLOWED_HOSTS = ["forum.example.org"]
    settings.BEHIND_PROXY = settings.SECURE_SSL_REDIRECT = True
    settings.SECURITY_CONTACT = "mailto:security@example.org"


def list_check_ids() -> list[str | None]:
    names = ("check_hosts", "check_policy", "check_limits", "check_folders")
    return [message.id for name in names for message in getattr(checks, name)(None)]


def test_a_safe_site_passes() -> None:
    assert list_check_ids() == []


@pytest.mark.parametrize(
    ("name", "value", "finding"),
    [
        ("ALLOWED_HOSTS", ["*"], "forum.E001"),
        ("ALLOWED_HOSTS", [".org"], "forum.E001"),
        ("BEHIND_PROXY", False, "forum.E002"),
        ("SECURITY_CONTACT", "", "forum.W003"),
        ("DATA_UPLOAD_MAX_MEMORY_SIZE", None, "forum.E020"),
        ("DOCUMENT_MAX_BYTES", 10**10, "forum.E020"),
        ("STATEMENT_TIMEOUT", 0, "forum.W021"),
    ],
)
def test_each_fault_is_named(settings: Settings, name: str, value: object, finding: str) -> None:
    setattr(settings, name, value)
    assert list_check_ids() == [finding]


def test_a_policy_that_allows_scripts_in_pages_is_named(settings: Settings) -> None:
    settings.SECURE_CSP = {**settings.SECURE_CSP, "script-src": ["'self'", "'unsafe-inline'"]}
    assert list_check_ids() == ["forum.E011"]


def test_a_missing_policy_is_named(settings: Settings) -> None:
    settings.SECURE_CSP = {}
    assert list_check_ids() == ["forum.E010"] * 4


def test_private_files_among_pictures_are_named(settings: Settings) -> None:
    settings.PRIVATE_ROOT = settings.MEDIA_ROOT / "private"
    assert list_check_ids() == ["forum.E030"]


def test_pictures_among_the_code_are_named(settings: Settings) -> None:
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = settings.BASE_DIR, settings.BASE_DIR / "private"
    assert "forum.E031" in list_check_ids()


def test_static_files_that_were_not_collected_are_named(settings: Settings) -> None:
    (settings.STATIC_ROOT / "staticfiles.json").unlink()
    assert list_check_ids() == ["forum.E032"]
