"""Run one drill, several, or all, and print a line for each."""

import argparse
import sys
from collections.abc import Callable
from functools import partial

from deploy.drills import database, desk, guards, processes, resources, upgrade
from deploy.drills.running import Verdict, run_each
from deploy.drills.stage import DrillStage

DRILLS = {
    "database_killed": database.database_killed,
    "database_hung": database.database_hung,
    "database_restarted": database.database_restarted,
    "process_killed": processes.process_killed,
    "worker_killed": processes.worker_killed,
    "disk_full": resources.disk_full,
    "big_picture": resources.big_picture,
    "preview_locks": desk.preview_locks,
    "desk_fuzz": desk.desk_fuzz,
    "sign_in": guards.sign_in,
    "fails_closed": guards.fails_closed,
    "consent_refused": guards.consent_refused,
    "least_sight": guards.least_sight,
    "unknown_import": guards.unknown_import,
    "first_schema": upgrade.first_schema,
}


def run(stage: DrillStage, drill: Callable[[DrillStage], Verdict]) -> Verdict:
    try:
        return drill(stage)
    finally:
        stage.end_processes()


parser = argparse.ArgumentParser(prog="python -m deploy.drills", description=__doc__)
parser.add_argument("drills", nargs="+", choices=("all", *DRILLS), metavar="DRILL")
names = parser.parse_args().drills
with DrillStage() as stage:
    chosen = DRILLS if "all" in names else names
    sys.exit(run_each({name: partial(run, stage, DRILLS[name]) for name in chosen}))
