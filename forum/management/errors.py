"""What commands say when something outside of them does not do its part."""

from pathlib import Path

from django.utils.translation import gettext


def unwritable(path: Path, error: OSError) -> str:
    """Return why a file could not be written."""
    return gettext("%(path)s cannot be written: %(reason)s.") % {
        "path": path,
        "reason": error.strerror or type(error).__name__,
    }


def unreadable(path: Path, error: OSError) -> str:
    """Return why a file could not be read."""
    return gettext("%(path)s cannot be read: %(reason)s.") % {
        "path": path,
        "reason": error.strerror or type(error).__name__,
    }


def unreachable(error: Exception) -> str:
    """Return what the database said, in one line."""
    reason = " ".join(str(error).split())
    return gettext("The database does not answer as it should (%(reason)s).") % {"reason": reason}
