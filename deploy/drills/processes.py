"""One process of the server is killed under load; the worker is killed in the midst of a task."""

import os
import signal
import time

import psycopg

from deploy.drills.proxy import running_nginx
from deploy.drills.running import Verdict
from deploy.drills.stage import DrillStage, children_of, free_port

PAGE, LIVE = "/en/", "/en/search/?q=port"
_ENQUEUE = "from forum.workflow.take_down.pictures import end_of_embargo as t; t.enqueue(0)"
_TASKS = "SELECT status FROM django_tasks_database_dbtaskresult ORDER BY enqueued_at"
# What a task asks first: whoever holds it lets the task stand still.
_HOLD = "LOCK TABLE sessions_app_appearance IN ACCESS EXCLUSIVE MODE"
# Seconds that a worker may take to begin, or to have done two tasks, on a busy machine too.
PATIENCE = 60


def process_killed(stage: DrillStage) -> Verdict:
    """SIGKILL to one of two processes, behind nginx by the recipe, while visitors read."""
    server = stage.serve()
    # Asked for once, it is published.
    stage.wait_for(PAGE, 200, 30)
    home, port = stage.folder / "nginx", free_port()
    home.mkdir()
    with (
        running_nginx(home, stage.folder, port, stage.port),
        stage.visitors(PAGE, LIVE, port=port) as answers,
    ):
        time.sleep(2)
        victims = [child for child in children_of(server.pid) if _is_python(child)]
        os.kill(victims[0], signal.SIGKILL)
        time.sleep(5)
    now = [child for child in children_of(server.pid) if _is_python(child)]
    is_met = len(now) == len(victims) and not answers.failures(PAGE) + answers.failures(LIVE)
    return Verdict(
        f"process killed: published page {answers.count(PAGE)}, live page {answers.count(LIVE)} "
        f"(slowest {answers.slowest[LIVE]:.1f} s); "
        f"{len(victims)} processes before, {len(now)} five seconds after",
        is_met,
    )


def worker_killed(stage: DrillStage) -> Verdict:
    """SIGKILL to the worker in the midst of a task, while another waits and visitors read."""
    url = stage.environment["DATABASE_URL"]
    with psycopg.connect(url) as connection:
        # Tasks of other drills, which nobody did.
        connection.execute("DELETE FROM django_tasks_database_dbtaskresult")
    for _task in range(2):
        stage.manage("shell", "--no-imports", "-c", _ENQUEUE)
    stage.serve()
    # Asked for once, it is published.
    stage.wait_for(PAGE, 200, 30)
    with stage.visitors(PAGE) as answers:
        with psycopg.connect(url) as holder:
            holder.execute(_HOLD)
            first = stage.start("db_worker", "--no-reload", "--interval", "0.2")
            before = _wait_for_tasks(url, "RUNNING READY")
            os.kill(first.pid, signal.SIGKILL)
            first.wait()
        began = time.monotonic()
        stage.start("db_worker", "--no-reload", "--interval", "0.2")
        after = _wait_for_tasks(url, "SUCCESSFUL SUCCESSFUL")
        seconds = time.monotonic() - began
    is_met = (before, after) == ("running ready", "successful successful")
    is_met = is_met and not answers.failures(PAGE)
    return Verdict(
        f"worker killed: the task under way and the one that waited, {before} when it was killed, "
        f"{after} {seconds:.1f} s after the next worker was started; published page "
        f"{answers.count(PAGE)}",
        is_met,
    )


def _wait_for_tasks(url: str, expected: str) -> str:
    """Return the tasks' states, once they are as expected or for long are not."""
    deadline = time.monotonic() + PATIENCE
    with psycopg.connect(url, autocommit=True) as connection:
        while True:
            states = " ".join(state for (state,) in connection.execute(_TASKS).fetchall())
            if states == expected or time.monotonic() > deadline:
                return states.lower()
            time.sleep(0.05)


def _is_python(process: int) -> bool:
    with open(f"/proc/{process}/cmdline", "rb") as file:  # noqa: PTH123 - of the kernel
        return b"resource_tracker" not in file.read()
