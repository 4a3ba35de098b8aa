"""The worker of the demo: ``python -m forum.demo.worker``; it ends when its input does.

Whoever started it holds the other end of a pipe, which closes however that process ends.
"""

import os
import signal
import sys
import threading

from django.core.management import execute_from_command_line


def main() -> None:
    """Work as ``manage.py db_worker`` does, until nobody holds the pipe any more."""
    os.environ.setdefault("DEBUG", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forum.settings")
    threading.Thread(target=leave_at_end_of_input, daemon=True).start()
    options = ["--no-reload", "--no-startup-delay", "--interval", "0.5", "--verbosity", "0"]
    execute_from_command_line(["manage.py", "db_worker", *options])


def leave_at_end_of_input() -> None:
    """End this process when the other end of its input is closed."""
    # Past the buffer, whose lock a thread that still waits would hold while the process ends.
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
