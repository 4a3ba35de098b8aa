"""Two hosts, a primary and its replica: one host and the primary are killed under load."""

import os
import pwd
import shutil
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from deploy.drills.stage import DrillStage, free_port
from deploy.rehearsal.pooler import wait_for

PAGE, LIVE = "/en/", "/en/search/?q=port"


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


def rehearse_failover(stage: DrillStage) -> str:
    stage.manage("backup", str(stage.folder / "site.tar"))
    with running_pair(stage) as (primary, replica):
        places = f"127.0.0.1:{primary.port},127.0.0.1:{replica.port}"
        url = f"postgresql://postgres@{places}/postgres"
        stage.environment["DATABASE_URL"] = url
        stage.manage("restore", str(stage.folder / "site.tar"), "--replace")
        require_replica(primary)
        first = stage.serve()
        ports = [stage.port]
        stage.serve(free_port())
        ports.append(stage.port)
        stage.manage("publish_all")
        with balanced_visitors(stage, ports) as statuses, Writer(url) as writer:
            time.sleep(2)
            os.killpg(first.pid, signal.SIGKILL)
            time.sleep(4)
            began = time.monotonic()
            primary.kill()
            replica.run("pg_ctl", "promote", "-D", str(replica.folder), "-w")
            promoted = time.monotonic() - began
            back = stage.wait_for(LIVE, 200, 60)
            time.sleep(3)
        found = writer.count()
        counts = {path: Counter[int]() for path in (PAGE, LIVE)}
        for (path, status), count in statuses.items():
            counts[path][status] += count
        page, live = (told(counts[path]) for path in (PAGE, LIVE))
        return (
            f"failover: published page {page}; live page {live}; replica promoted in "
            f"{promoted:.1f} s, the site back {back:.1f} s after; {writer.acknowledged} writes "
            f"acknowledged, {found} found, {writer.acknowledged - found} lost"
        )


class Writer:
    """Somebody who writes without pause, and counts what was acknowledged."""

    def __init__(self, url: str) -> None:
        self.url, self.acknowledged, self._is_over = url, 0, threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> "Writer":
        with self._connect() as connection:
            connection.execute("CREATE TABLE rehearsal (number int)")
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._is_over.set()
        self._thread.join()

    def count(self) -> int:
        with self._connect() as connection:
            (found,) = connection.execute(
                "SELECT count(DISTINCT number) FROM rehearsal"
            ).fetchone() or (0,)
        return int(found)

    def _run(self) -> None:
        while not self._is_over.is_set():
            with suppress(psycopg.Error), self._connect() as connection:
                while not self._is_over.is_set():
                    connection.execute("INSERT INTO rehearsal VALUES (%s)", [self.acknowledged])
                    self.acknowledged += 1
                    time.sleep(0.01)
            time.sleep(0.1)

    def _connect(self) -> "psycopg.Connection[Any]":
        return psycopg.connect(
            self.url, autocommit=True, connect_timeout=2, target_session_attrs="read-write"
        )


@contextmanager
def balanced_visitors(
    stage: DrillStage, ports: list[int], count: int = 16
) -> Iterator[Counter[tuple[str, int]]]:
    """Let visitors read; whom one host does not answer is sent to the other, as balancers do."""
    statuses: Counter[tuple[str, int]] = Counter()
    is_over, lock = threading.Event(), threading.Lock()

    def ask(number: int) -> None:
        turn = number
        while not is_over.is_set():
            turn += 1
            path = (PAGE, LIVE)[turn % 2]
            status = 0
            for port in (ports[turn // 2 % 2], ports[(turn // 2 + 1) % 2]):
                status = status or stage.get(path, port=port)[0]
            with lock:
                statuses[path, status] += 1
            time.sleep(0.05)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    try:
        yield statuses
    finally:
        is_over.set()
        for thread in threads:
            thread.join()


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


def told(statuses: Counter[int]) -> str:
    return ", ".join(f"{status or 'no answer'} × {n}" for status, n in sorted(statuses.items()))
