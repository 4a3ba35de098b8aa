"""A shell of the site that stays, so that what it does takes no second to start."""

import json
import subprocess
import sys
from typing import Self

from deploy.drills.stage import ROOT, DrillStage

_LOOP = """
import json, sys, time
scope = {"time": time}
for line in sys.stdin:
    exec(json.loads(line), scope)
    print(json.dumps(scope.get("answer")), flush=True)
"""


class StandingShell:
    """``manage.py shell`` that runs code by code; each may set ``answer``."""

    def __init__(self, stage: DrillStage) -> None:
        self.stage = stage

    def __enter__(self) -> Self:
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "shell", "--no-imports", "-c", _LOOP],
            cwd=ROOT, env=self.stage.environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        return self

    def __exit__(self, *error: object) -> None:
        self.process.communicate()

    def run(self, code: str) -> float:
        """Run code; return its answer, or stop where it failed."""
        stdin, stdout = self.process.stdin, self.process.stdout
        if stdin is None or stdout is None:
            raise SystemExit("The shell has no pipes.")
        stdin.write(json.dumps(code) + "\n")
        stdin.flush()
        line = stdout.readline()
        if not line:
            raise SystemExit("The shell has ended.")
        return float(json.loads(line) or 0)
