"""Two hosts, a primary and its replica: one host and the primary are killed under load."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, Self

import psycopg

from deploy.drills.proxy import running_nginx
from deploy.drills.running import Verdict
from deploy.drills.stage import ROOT, Answers, DrillStage, free_port
from deploy.rehearsal.pooler import wait_for

PAGE, LIVE = "/en/", "/en/search/?q=port"
# Seconds: that visitors read before each fault, and once the site is back.
BEFORE, AFTER = 8, 10
# As the desk saves a record: revision, search, and what is noted of published pages go with it.
_WRITE = """
import time
from django.db import DatabaseError, InterfaceError, connection
from people.models import Person
number = 0
while True:
    number += 1
    try:
        Person.objects.create(slug=f"rehearsed-{number}", name_en="Rehearsed", status="draft")
        print(number, flush=True)
    except (DatabaseError, InterfaceError):
        connection.close()
        time.sleep(0.1)
"""


@dataclass
class Cluster:
    """A server of PostgreSQL's own packages. folder: of its data; port: on loopback."""

    binaries: Path
    folder: Path
    port: int

    def run(self, command: str, *arguments: str) -> None:
        identity: dict[str, Any] = {}
        if os.getuid() == 0:
            nobody = pwd.getpwnam("nobody")
            identity = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        subprocess.run(
            [str(self.binaries / command), *arguments],
            check=True, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={"PATH": os.defpath, "LC_ALL": "C"}, **identity,
        )  # fmt: skip

    def start(self) -> None:
        options = f"-c port={self.port} -c listen_addresses=127.0.0.1 -k /tmp"
        log = str(self.folder.with_suffix(".log"))
        self.run("pg_ctl", "start", "-D", str(self.folder), "-w", "-l", log, "-o", options)

    def kill(self) -> None:
        first = int((self.folder / "postmaster.pid").read_text().splitlines()[0])
        os.kill(first, signal.SIGQUIT)

    def stop(self) -> None:
        with suppress(subprocess.CalledProcessError):
            self.run("pg_ctl", "stop", "-D", str(self.folder), "-m", "immediate")


def rehearse_failover(stage: DrillStage) -> Verdict:
    stage.manage("backup", str(stage.folder / "site.tar"))
    with running_pair(stage) as (primary, replica):
        places = f"127.0.0.1:{primary.port},127.0.0.1:{replica.port}"
        url = f"postgresql://postgres@{places}/postgres"
        stage.environment["DATABASE_URL"] = url
        stage.manage("restore", str(stage.folder / "site.tar"), "--replace")
        require_replica(primary)
        outcome = lose_host_and_primary(stage, primary, replica, lambda _port: Writer(stage))
        return outcome.judge("failover", read_written(url))


class Acknowledging(Protocol):
    """Who saves without pause, and notes by number which records were said to be saved."""

    acknowledged: set[int]


@dataclass
class Outcome:
    """What visitors were answered, how long the replica and the site took, what was saved."""

    answers: Answers
    promoted: float
    back: float
    acknowledged: set[int]

    def judge(self, name: str, written: set[int]) -> Verdict:
        """Tell it in a line that begins with a name. written: what is there after all."""
        lost = self.acknowledged - written
        is_met = not lost and len(self.acknowledged) > 0 and not self.answers.failures(PAGE)
        return Verdict(
            f"{name}: published page {self.answers.count(PAGE)}; "
            f"live page {self.answers.count(LIVE)}; "
            f"replica promoted in {self.promoted:.1f} s, the site back {self.back:.1f} s after; "
            f"{len(self.acknowledged)} records saved, {len(lost)} of them lost",
            is_met,
        )


def lose_host_and_primary(
    stage: DrillStage,
    primary: "Cluster",
    replica: "Cluster",
    make_writer: Callable[[int], AbstractContextManager["Acknowledging"]],
    follow: Callable[[], None] = lambda: None,
) -> Outcome:
    """Run two hosts behind nginx; kill one of them, and later the primary, under load.

    make_writer: who saves meanwhile, by the port of nginx; follow: what else is told of it once the
    replica is promoted.
    """
    first = stage.serve()
    ports = [stage.port]
    stage.serve(free_port())
    ports.append(stage.port)
    # Asked for once, it is published.
    stage.wait_for(PAGE, 200, 60)
    if not (stage.folder / "published/pages/en/index.html").is_file():
        raise SystemExit("The page that visitors read was not published.")
    home, balancer = stage.folder / "nginx", free_port()
    home.mkdir()
    with (
        running_nginx(home, stage.folder, balancer, *ports),
        make_writer(balancer) as writer,
        stage.visitors(PAGE, LIVE, port=balancer) as answers,
    ):
        time.sleep(BEFORE)
        os.killpg(first.pid, signal.SIGKILL)
        time.sleep(BEFORE)
        primary.kill()
        killed = time.monotonic()
        replica.run("pg_ctl", "promote", "-D", str(replica.folder), "-w")
        promoted = time.monotonic() - killed
        follow()
        back = stage.wait_for(LIVE, 200, 60)
        time.sleep(AFTER)
    return Outcome(answers, promoted, back, writer.acknowledged)


class Writer:
    """A process of the site that saves records without pause; it notes which were saved."""

    def __init__(self, stage: DrillStage) -> None:
        self.stage, self.acknowledged = stage, set[int]()

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "manage.py", "shell", "--no-imports", "-c", _WRITE],
            cwd=ROOT, env=self.stage.environment, text=True, stdout=subprocess.PIPE,
            stderr=(self.stage.folder / "writer.log").open("wb"),
        )  # fmt: skip
        self._thread = threading.Thread(target=self._read)
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._process.terminate()
        self._thread.join()
        self._process.wait()

    def _read(self) -> None:
        self.acknowledged.update(int(line) for line in self._process.stdout or ())


def read_written(url: str) -> set[int]:
    """Return which of the writer's records the database holds."""
    with psycopg.connect(url, connect_timeout=2, target_session_attrs="read-write") as connection:
        rows = connection.execute(
            "SELECT slug FROM people_person WHERE slug LIKE 'rehearsed-%'"
        ).fetchall()
    return {int(slug.removeprefix("rehearsed-")) for (slug,) in rows}


@contextmanager
def running_pair(stage: DrillStage) -> Iterator[tuple[Cluster, Cluster]]:
    """Run a primary that waits for its replica at each commit, and the replica."""
    binaries = max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)
    if binaries is None or not (binaries / "initdb").exists():
        raise SystemExit("PostgreSQL's own programs are not installed (Debian: postgresql-17).")
    home = stage.folder / "clusters"
    home.mkdir()
    if os.getuid() == 0:
        shutil.chown(home, "nobody")
    primary = Cluster(binaries, home / "primary", free_port())
    replica = Cluster(binaries, home / "replica", free_port())
    try:
        primary.run(
            "initdb", "-D", str(primary.folder), "-U", "postgres", "--auth=trust", "-E", "UTF8"
        )
        primary.start()
        url = f"postgresql://postgres@127.0.0.1:{primary.port}/postgres"
        wait_for(url)
        primary.run("pg_basebackup", "-d", url, "-D", str(replica.folder), "-R", "-X", "stream")
        replica.start()
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
            connection.execute("SELECT pg_reload_conf()")
        yield primary, replica
    finally:
        stage.end_processes()
        for cluster in (primary, replica):
            cluster.stop()


def require_replica(primary: Cluster) -> None:
    """Wait until the replica acknowledges each commit."""
    url = f"postgresql://postgres@127.0.0.1:{primary.port}/postgres"
    for _attempt in range(100):
        with psycopg.connect(url) as connection:
            states = connection.execute("SELECT sync_state FROM pg_stat_replication").fetchall()
        if states == [("sync",)]:
            return
        time.sleep(0.1)
    raise SystemExit("The replica does not follow.")
