"""Searches read from a replica: what is taken down is gone there too, and its end is not felt."""

import time
from statistics import median

import psycopg

from deploy.drills.running import Verdict
from deploy.drills.shell import StandingShell
from deploy.drills.stage import DrillStage
from deploy.rehearsal.failover import Cluster, require_replica, running_pair

ROUNDS = 20
LIVE = "/en/search/?q=quokka"
_PUBLISH = """
from django.utils import timezone
from sessions_app.models import Event
now = timezone.now()
event = Event.objects.create(slug="quokka-%d", title_en="Quokka", title_zh_hans="短尾矮袋鼠",
    status="published", published_at_en=now, published_at_zh_hans=now,
    ready_languages=["en", "zh-hans"])
"""
_TAKE_DOWN = """
began = time.monotonic()
event.status = "offline"
event.save()
answer = time.monotonic() - began
"""


def rehearse_replica(stage: DrillStage) -> Verdict:
    """Each round publishes an event, searches for it, takes it down and searches at once again."""
    stage.manage("backup", str(stage.folder / "site.tar"))
    with running_pair(stage) as (primary, replica):
        stage.environment["DATABASE_URL"] = address_of(primary)
        stage.environment["DATABASE_REPLICA_URL"] = address_of(replica)
        stage.manage("restore", str(stage.folder / "site.tar"), "--replace")
        require_replica(primary)
        stage.serve()
        stage.wait_for(LIVE, 200, 30)
        before = count_transactions(primary), count_transactions(replica)
        for _round in range(ROUNDS):
            stage.get(LIVE)
        time.sleep(1.5)
        asked = [
            count_transactions(cluster) - count
            for cluster, count in zip((primary, replica), before, strict=True)
        ]
        missed, shown, times = 0, 0, []
        with StandingShell(stage) as shell:
            for number in range(ROUNDS):
                link = f"/en/events/quokka-{number}/".encode()
                shell.run(_PUBLISH % number)
                missed += link not in stage.get(LIVE)[1]
                times.append(shell.run(_TAKE_DOWN))
                shown += link in stage.get(LIVE)[1]
        replica.kill()
        answers = [ask_in_time(stage) for _round in range(ROUNDS)]
    well = sum(status == 200 for status, _seconds in answers)
    return Verdict(
        f"replica: of {ROUNDS} searches {asked[0]} transactions on the primary, {asked[1]} on the "
        f"replica; {ROUNDS - missed} of {ROUNDS} events found as soon as published, {shown} of "
        f"{ROUNDS} when taken down, which took {median(times) * 1000:.0f} ms; with the replica "
        f"killed {well} of {ROUNDS} searches answered 200, after "
        f"{max(seconds for _status, seconds in answers):.1f} s at most",
        asked[1] >= ROUNDS > asked[0] and (missed, shown, well) == (0, 0, ROUNDS),
    )


def address_of(cluster: Cluster) -> str:
    return f"postgresql://postgres@127.0.0.1:{cluster.port}/postgres"


def count_transactions(cluster: Cluster) -> int:
    """Return how many a server has ended; its own question is among them."""
    with psycopg.connect(address_of(cluster), autocommit=True) as connection:
        row = connection.execute(
            "SELECT xact_commit + xact_rollback FROM pg_stat_database"
            " WHERE datname = current_database()"
        ).fetchone()
    return int(row[0]) if row else 0


def ask_in_time(stage: DrillStage) -> tuple[int, float]:
    began = time.monotonic()
    status, _content = stage.get(LIVE)
    return status, time.monotonic() - began
