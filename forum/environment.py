"""The readers of the environment: each refuses, by the variable's name, what it cannot take.

forum/settings.py calls them, and nothing else does.
"""

import os
from importlib.util import find_spec
from zoneinfo import available_timezones

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """Read a text; an empty one counts as not set."""
    return os.environ.get(name) or default


def flag(name: str, default: bool) -> bool:
    """Read 1 or 0; anything else is refused by name."""
    value = os.environ.get(name, "1" if default else "0")
    if value not in ("0", "1"):
        raise ImproperlyConfigured(f"{name} is “{value}”; write 1 or 0.")
    return value == "1"


def number(name: str, default: int, least: int) -> int:
    """Read a whole number; anything else, or less than the least, is refused by name."""
    value = text(name, str(default))
    if not (value.isascii() and value.isdigit()) or int(value) < least:
        raise ImproperlyConfigured(f"{name} is “{value}”; write a whole number from {least} up.")
    return int(value)


def choice(name: str, *values: str) -> str:
    """Read one of some words, the first by default; anything else is refused by name."""
    value = text(name, values[0])
    if value not in values:
        options = " or ".join(filter(None, (", ".join(values[:-1]), values[-1])))
        raise ImproperlyConfigured(f"{name} is “{value}”; write {options}.")
    return value


def words(name: str) -> list[str]:
    """Read a list parted by commas."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def time_zone(name: str, default: str) -> str:
    """Read the name of a time zone, as the IANA has them."""
    value = text(name, default)
    if value not in available_timezones():
        raise ImproperlyConfigured(
            f"{name} is “{value}”, which is no time zone; write one as Europe/Vienna."
        )
    return value


def production_value(name: str, remedy: str) -> str:
    """Read a variable that production cannot do without."""
    value = text(name)
    if not value and not flag("DEBUG", True):
        raise ImproperlyConfigured(f"{name} is not set. With DEBUG=0 {remedy}")
    return value


def required_value(name: str, because: str) -> str:
    """Read a variable that another one makes necessary."""
    value = text(name)
    if not value:
        raise ImproperlyConfigured(f"{name} is not set: {because} needs it.")
    return value


def observing_value(name: str, package: str) -> str:
    """Read a variable that takes effect by a package of the extra “observe”, "" if unset."""
    value = text(name)
    if value and not find_spec(package):
        raise ImproperlyConfigured(
            f"{name} is set, and what it needs is not installed: run uv sync with --extra observe, "
            "or take it away."
        )
    return value
