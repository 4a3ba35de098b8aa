"""The database is killed, hangs, is restarted, while visitors read."""

import signal
import time
from collections.abc import Callable

from deploy.drills.running import Verdict
from deploy.drills.stage import Answers, DrillStage

PAGE, LIVE = "/en/", "/en/search/?q=port"
# Seconds that visitors read before, so that what is slow is the fault; that the database is away.
BEFORE, AWAY = 4, 6
# Seconds: goals for whoever is told that there is no database, and for the first answer after it.
TOLD, BACK = 1.5, 5.0


def database_killed(stage: DrillStage) -> Verdict:
    """SIGKILL to the server and all its children; started again after some seconds."""
    return _drill(
        stage,
        "database killed",
        lambda site: site.signal_database(signal.SIGKILL),
        lambda site: site.start_database(),
    )


def database_hung(stage: DrillStage) -> Verdict:
    """SIGSTOP: connections are taken, nothing is answered."""
    return _drill(
        stage,
        "database hung",
        lambda site: site.signal_database(signal.SIGSTOP),
        lambda site: site.signal_database(signal.SIGCONT),
    )


def database_restarted(stage: DrillStage) -> Verdict:
    """An operator's restart under load."""
    return _drill(
        stage,
        "database restarted",
        lambda site: site.embedded.stop(site.folder),
        lambda site: site.start_database(),
    )


def _drill(
    stage: DrillStage,
    name: str,
    fault: Callable[[DrillStage], None],
    mend: Callable[[DrillStage], None],
) -> Verdict:
    stage.serve()
    # Asked for once, it is published.
    stage.wait_for(PAGE, 200, 30)
    with stage.visitors(PAGE, LIVE, count=50) as answers:
        time.sleep(BEFORE)
        fault(stage)
        time.sleep(AWAY)
        mended = time.monotonic()
        mend(stage)
        started = time.monotonic()
        back = stage.wait_for(LIVE, 200, 60)
        time.sleep(1)
    return _line(name, answers, back, started - mended)


def _line(name: str, answers: Answers, back: float, start: float) -> Verdict:
    told, failures = answers.slowest_with.get((LIVE, 503), 0), answers.failures(PAGE)
    is_met = told <= TOLD and back <= BACK and not failures
    return Verdict(
        f"{name}: published page {answers.count(PAGE)} (slowest {answers.slowest[PAGE]:.1f} s); "
        f"live page {answers.count(LIVE)} (slowest 503 after {told:.1f} s, goal {TOLD:g}; of all "
        f"{answers.slowest[LIVE]:.1f} s); back {back:.1f} s after the database, goal {BACK:g} "
        f"(whose start took {start:.1f} s)",
        is_met,
    )
