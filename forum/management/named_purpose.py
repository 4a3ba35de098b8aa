"""What stays running is told whether it is production: an empty environment is a mistake."""

import os

from django.core.management.base import CommandError


def require_purpose() -> None:
    """Raise CommandError where DEBUG is not set: the site would be an embedded one of nobody."""
    if "DEBUG" not in os.environ:
        raise CommandError(
            "DEBUG is not set: set DEBUG=0 and the variables of .env.example for production, "
            "or DEBUG=1 for development."
        )
