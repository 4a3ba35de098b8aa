"""Run one rehearsal, or all, and print a line for each."""

import argparse
import sys
from functools import partial

from deploy.drills.running import Verdict, run_each
from deploy.drills.stage import DrillStage
from deploy.rehearsal.failover import rehearse_failover
from deploy.rehearsal.objects import rehearse_objects, rehearse_objects_killed
from deploy.rehearsal.pooler import rehearse_pooler
from deploy.rehearsal.replica import rehearse_replica
from deploy.rehearsal.shared_cache import rehearse_shared_cache
from deploy.rehearsal.whole import rehearse_whole

REHEARSALS = {
    "failover": rehearse_failover,
    "replica": rehearse_replica,
    "pooler": rehearse_pooler,
    "objects": rehearse_objects,
    "objects_killed": rehearse_objects_killed,
    "shared_cache": rehearse_shared_cache,
    "whole": rehearse_whole,
}
WITHOUT_RECORDS = ("objects", "objects_killed", "shared_cache", "whole")


def run(name: str) -> Verdict:
    # The samples go into buckets where there are buckets; a cache needs one page alone.
    with DrillStage(with_records=name not in WITHOUT_RECORDS) as stage:
        return REHEARSALS[name](stage)


parser = argparse.ArgumentParser(prog="python -m deploy.rehearsal", description=__doc__)
parser.add_argument("rehearsals", nargs="+", choices=("all", *REHEARSALS), metavar="REHEARSAL")
names = parser.parse_args().rehearsals
chosen = REHEARSALS if "all" in names else names
sys.exit(run_each({name: partial(run, name) for name in chosen}))
