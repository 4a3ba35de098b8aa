"""One process of the server is killed under load; the worker is killed in the midst of a task."""

import os
import signal
import time

from deploy.drills.proxy import running_nginx
from deploy.drills.stage import DrillStage, children_of, free_port

PAGE, LIVE = "/en/", "/en/search/?q=port"
# Asked of the site's own database by a command of its own.
_TASKS = """
from django_tasks_db.models import DBTaskResult as T
print(*T.objects.order_by("enqueued_at").values_list("status", flat=True))
"""
_ENQUEUE = "from forum.workflow.take_down.pictures import end_of_embargo as t; t.enqueue(0)"
# As a worker that was killed while it worked leaves it.
_BEGIN = """
from django_tasks_db.models import DBTaskResult as T
from django.utils import timezone
T.objects.filter(status="SUCCESSFUL").update(status="RUNNING", finished_at=None)
"""


def process_killed(stage: DrillStage) -> str:
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
    return (
        f"process killed: published page {answers.count(PAGE)}, live page {answers.count(LIVE)} "
        f"(slowest {answers.slowest[LIVE]:.1f} s); "
        f"{len(victims)} processes before, {len(now)} five seconds after"
    )


def worker_killed(stage: DrillStage) -> str:
    first = stage.start("db_worker", "--no-reload", "--interval", "0.2")
    stage.manage("shell", "--no-imports", "-c", _ENQUEUE)
    _wait_for_tasks(stage, "SUCCESSFUL")
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    stage.manage("shell", "--no-imports", "-c", _BEGIN)
    stage.manage("shell", "--no-imports", "-c", _ENQUEUE)
    began = time.monotonic()
    stage.start("db_worker", "--no-reload", "--interval", "0.2")
    tasks = _wait_for_tasks(stage, "SUCCESSFUL SUCCESSFUL")
    return (
        f"worker killed: of the task under way and the one that waited, {tasks} "
        f"{time.monotonic() - began:.1f} s after the next worker was started"
    )


def _wait_for_tasks(stage: DrillStage, expected: str) -> str:
    for _attempt in range(20):
        tasks = stage.manage("shell", "--no-imports", "-c", _TASKS).strip()
        if tasks == expected:
            break
        time.sleep(0.2)
    return tasks.lower()


def _is_python(process: int) -> bool:
    with open(f"/proc/{process}/cmdline", "rb") as file:  # noqa: PTH123 - of the kernel
        return b"resource_tracker" not in file.read()
