"""Whether a port can be had: a server would share it, unasked, with another that has it already."""

import errno
import socket

from django.core.management.base import CommandError


def require_free_port(host: str, port: int, remedy: str) -> None:
    """Raise CommandError where a port of this machine cannot be had. remedy: a sentence."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = error.strerror or "no such address"
            is_taken = error.errno == errno.EADDRINUSE
            why = "is taken" if is_taken else f"of {host} cannot be used ({reason})"
            raise CommandError(f"Port {port} {why}. {remedy}") from error
        except OverflowError as error:
            raise CommandError(f"{port} is no port: choose 1024 to 65535.") from error
