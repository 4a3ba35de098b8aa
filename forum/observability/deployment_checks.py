"""What ``check --deploy`` of Django is blind for: hosts, the policy, limits, where files lie."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

MEGABYTE: Final = 1024 * 1024
# What a policy of a site that runs no foreign script does not hold.
UNSAFE: Final = ("'unsafe-inline'", "'unsafe-eval'", "*", "data:", "http:", "https:")


@register(Tags.security, deploy=True)
def check_hosts(app_configs: Any, **kwargs: object) -> Iterator[CheckMessage]:
    for host in settings.ALLOWED_HOSTS:
        if host.startswith("*") or (host.count(".") < 2 and host.startswith(".")):
            yield Error(
                f"ALLOWED_HOSTS holds “{host}”, which lets others choose the site's name.",
                hint="Name each host that visitors use.",
                id="forum.E001",
            )
    if not settings.BEHIND_PROXY and settings.SECURE_SSL_REDIRECT:
        yield Error(
            "BEHIND_PROXY is 0 and http is redirected to https: the site's server speaks no https, "
            "so every answer would be a redirect.",
            hint="Set BEHIND_PROXY=1 where a proxy sets X-Forwarded-Proto.",
            id="forum.E002",
        )
    if not settings.SECURITY_CONTACT:
        yield Warning(
            "SECURITY_CONTACT is not set: who finds a weakness has nowhere to write to.",
            hint="Set it to mailto:… or https://….",
            id="forum.W003",
        )


@register(Tags.security, deploy=True)
def check_policy(app_configs: Any, **kwargs: object) -> Iterator[CheckMessage]:
    policy: dict[str, list[str]] = getattr(settings, "SECURE_CSP", None) or {}
    for directive in ("default-src", "script-src", "frame-ancestors", "base-uri"):
        if directive not in policy:
            yield Error(
                f"SECURE_CSP has no {directive}: pages may run or embed what is not the site's.",
                hint="Restore the policy of forum/settings.py.",
                id="forum.E010",
            )
    for directive in ("default-src", "script-src", "style-src"):
        for value in sorted(set(policy.get(directive, [])) & set(UNSAFE)):
            yield Error(
                f"SECURE_CSP allows {value} in {directive}, on every public page.",
                hint="Take it out; the desk widens the policy for itself.",
                id="forum.E011",
            )


@register(Tags.security, deploy=True)
def check_limits(app_configs: Any, **kwargs: object) -> Iterator[CheckMessage]:
    limits = (
        ("DATA_UPLOAD_MAX_MEMORY_SIZE", 20 * MEGABYTE),
        ("FILE_UPLOAD_MAX_MEMORY_SIZE", 20 * MEGABYTE),
        ("DATA_UPLOAD_MAX_NUMBER_FIELDS", 20_000),
        ("DATA_UPLOAD_MAX_NUMBER_FILES", 1000),
        ("DOCUMENT_MAX_BYTES", 500 * MEGABYTE),
        ("RECORDING_MAX_BYTES", 8000 * MEGABYTE),
    )
    for name, most in limits:
        value = getattr(settings, name)
        if value is None or value > most:
            yield Error(
                f"{name} is {value}: one request may take the memory or the disk of the machine.",
                hint=f"Set a limit of at most {most}.",
                id="forum.E020",
            )
    if not settings.STATEMENT_TIMEOUT:
        yield Warning(
            "STATEMENT_TIMEOUT is 0: one slow statement may hold a connection for ever.",
            hint="Leave it unset, or set milliseconds.",
            id="forum.W021",
        )


@register(Tags.security, deploy=True)
def check_folders(app_configs: Any, **kwargs: object) -> Iterator[CheckMessage]:
    media, static = Path(settings.MEDIA_ROOT).resolve(), Path(settings.STATIC_ROOT).resolve()
    for name in ("PRIVATE_ROOT", "DATA_DIR", "STATIC_ROOT"):
        folder = Path(getattr(settings, name)).resolve()
        if folder == media or media in folder.parents:
            yield Error(
                f"{name} ({folder}) lies in the folder of pictures, which everybody may read.",
                hint="Name a folder beside it.",
                id="forum.E030",
            )
    code = Path(settings.BASE_DIR).resolve()
    for name in ("MEDIA_ROOT", "PRIVATE_ROOT"):
        folder = Path(getattr(settings, name)).resolve()
        if folder == static or static in folder.parents or folder in (code, *code.parents):
            yield Error(
                f"{name} is {folder}, where the site's own code or static files lie.",
                hint="Set DATA_DIR to a folder for data only, such as /srv/forum/data.",
                id="forum.E031",
            )
    if not static.is_dir() or not (static / "staticfiles.json").is_file():
        yield Error(
            f"STATIC_ROOT ({static}) holds no collected files: every page would answer 500.",
            hint="Run manage.py collectstatic --no-input.",
            id="forum.E032",
        )
