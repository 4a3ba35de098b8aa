"""How ``make test`` hands the tests out to its workers.

A browser's tests wait for half of their time, all the others compute: with more workers than
cores, and both kinds side by side from the start, no core waits.
"""

from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

BROWSER = "tests/browser/"
# Its files share a site whose making takes longer than any of them.
WALK = f"{BROWSER}walk/"
# What takes long goes first, in few tests or in all together: begun last, it would keep one worker
# while the others have nothing left to do.
LONG = (
    f"{BROWSER}test_autosave_everywhere.py",
    f"{BROWSER}test_desk_axe.py",
    "tests/core/test_image_memory.py",
    "tests/core/test_visibility.py",
    "tests/delivery/test_publish_all.py",
    "tests/delivery/test_published_changes.py",
    "tests/desk/test_desk_walk.py",
    "tests/desk/test_public_stays.py",
    "tests/desk/test_rights.py",
    "tests/management/test_backup.py",
    "tests/management/test_worker.py",
    "tests/reader/test_document_memory.py",
    "tests/reader/test_variations.py",
    "tests/test_third_language.py",
)


def count_workers(cores: int) -> int:
    return cores + cores // 2


class SideBySideScheduling(LoadScopeScheduling):
    """A file's tests stay together, long ones and large files go first.

    A third of the workers has no browser.
    """

    def _split_scope(self, nodeid: str) -> str:
        return WALK if nodeid.startswith(WALK) else super()._split_scope(nodeid)

    def _assign_work_unit(self, node: WorkerController) -> None:
        scope = self._next_scope(node)
        self.workqueue.move_to_end(scope, last=False)
        super()._assign_work_unit(node)

    def _next_scope(self, node: WorkerController) -> str:
        browsers = sum(self._has_browser(worker) for worker in self.nodes if worker is not node)
        wants_browser = browsers < max(1, self.numnodes * 2 // 3)
        scopes = [scope for scope in self.workqueue if _is_browser(scope) is wants_browser]
        # Of equals the first, which has the most tests.
        return max(scopes or self.workqueue, key=lambda scope: scope.startswith(LONG))

    def _has_browser(self, node: WorkerController) -> bool:
        work = self.assigned_work[node]
        return any(_is_browser(scope) and not all(work[scope].values()) for scope in work)


def _is_browser(scope: str) -> bool:
    return scope.startswith(BROWSER)
