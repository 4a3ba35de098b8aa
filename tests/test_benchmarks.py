"""The table of the benchmarks: goals, how their figures are handed on, and what they ask for."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import nullcontext
from dataclasses import asdict, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from benchmarks import figures as benchmark_figures
from benchmarks import import_record, production
from benchmarks.__main__ import BENCHMARKS, describe_noise, main, run_benchmark
from benchmarks.figures import ROOT, Figure, read_figure, tell, write_number
from benchmarks.production import HOST, end_process, erase_repeated, make_headers, read_processor
from benchmarks.search import contains, count_missed
from benchmarks.serving import repeating
from forum.delivery.page_cache import shelf
from forum.models import SearchEntry
from sessions_app.models import Appearance, Event, Session
from tests.support import factories as make


@pytest.mark.parametrize(
    ("figure", "is_reached"),
    [
        (Figure("event", 5.0, "ms", 5.0), True),
        (Figure("event", 5.1, "ms", 5.0), False),
        (Figure("rate", 599, "a second", 600, is_least=True), False),
        (Figure("rate", 600, "a second", 600, is_least=True), True),
        (Figure("floor", 1000, "ms"), True),
    ],
)
def test_a_goal_is_reached_or_missed(figure: Figure, is_reached: bool) -> None:
    assert figure.is_reached == is_reached


def test_a_row_says_figure_goal_what_was_seen_and_the_verdict() -> None:
    figure = Figure("event", 7.25, "ms", 5.0, spread=(7.0, 9.5), note="4 ms of processor")
    words = " ".join(str(figure).split())
    assert words == "event <= 5 7.25 ms MISSED 7 to 9.50, 4 ms of processor"


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (Figure("event", 12.0, "ms", 5.0, slowness=3.0), "4 at best: reached (machine 3.0 x slow)"),
        (Figure("event", 18.0, "ms", 5.0, slowness=3.0), "6 at best: MISSED (machine 3.0 x slow)"),
        (
            Figure("rate", 250, "a second", 600, is_least=True, slowness=3.0),
            "750 at best: reached (machine 3.0 x slow)",
        ),
        (Figure("memory", 230, "MB", 220, slowness=3.0), ""),
        (Figure("event", 4.0, "ms", 5.0, slowness=3.0), ""),
    ],
)
def test_a_missed_goal_is_told_as_a_ratio_to_the_machine_s_pace(figure: Figure, words: str) -> None:
    assert str(figure).partition("MISSED")[2].strip() == words


def test_the_pace_of_the_machine_is_told_with_each_figure(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(benchmark_figures, "measure_slowness", lambda: 2.5)
    tell([Figure("event", 7.0, "ms")], as_json=True)
    assert read_figure(capsys.readouterr().out).slowness == 2.5


@pytest.mark.parametrize(
    ("number", "text"), [(0.684, "0.68"), (12.34, "12.3"), (24, "24"), (12345.6, "12,346")]
)
def test_numbers_have_three_digits(number: float, text: str) -> None:
    assert write_number(number) == text


@pytest.mark.parametrize(("seen", "as_json", "code"), [(4, False, 0), (6, False, 1), (6, True, 0)])
def test_a_missed_goal_is_told_to_whoever_runs_the_command(
    seen: float, as_json: bool, code: int
) -> None:
    assert tell([Figure("event", seen, "ms", 5.0)], as_json=as_json) == code


def test_figures_are_handed_on_whole(capsys: pytest.CaptureFixture[str]) -> None:
    figure = Figure("rate", 700, "a second", 600, is_least=True, spread=(650.0, 710.0), note="x")
    tell([figure], as_json=True)
    told = read_figure(capsys.readouterr().out)
    assert replace(told, slowness=1.0) == figure


@pytest.mark.parametrize("name", BENCHMARKS)
def test_each_benchmark_takes_the_options_that_it_is_given(name: str) -> None:
    module, *options = BENCHMARKS[name]
    command = [sys.executable, "-m", f"benchmarks.{module}", "--help"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert [option for option in ("--data", *options) if option not in told] == []


def test_the_noise_is_told() -> None:
    floors = [Figure("floor", 0.3, "ms", spread=(0.25, 0.35)), Figure("floor", 9, "ms")]
    assert describe_noise(1.5, floors, 9.04).partition(" cores, ")[2] == (
        "load 1.5 before; 9.0 minutes; the floor's turns 0.25 to 0.35 ms"
    )


def test_a_benchmark_that_fails_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(subprocess.CalledProcessError, match="returned non-zero exit status 1"):
        list(run_benchmark("serving", []))


def test_pages_of_other_sites_are_measured_by_one_benchmark_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["benchmarks", "--only", "desk", "--beside", "http://127.0.0.1:1/"]
    monkeypatch.setattr(sys, "argv", arguments)
    with pytest.raises(SystemExit, match="2"):
        main()
    words = " ".join(capsys.readouterr().err.split())
    assert words.endswith(
        "--beside measures with serving: name serving in --only, or leave --only out."
    )


@pytest.mark.parametrize(("is_dry", "goals"), [(False, [None, 1.0, 300]), (True, [None] * 3)])
def test_a_dry_run_is_held_to_no_goal_of_the_import(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, is_dry: bool, goals: list[float | None]
) -> None:
    stage = SimpleNamespace(folder=tmp_path, manage=lambda *_arguments: None)
    monkeypatch.setattr(import_record, "DrillStage", lambda **_options: nullcontext(stage))
    run = import_record.Measure(2.0, 1.5, 100.0)
    monkeypatch.setattr(import_record, "run_command", lambda *_arguments: run)
    figures = list(import_record.measure([1], is_dry=is_dry))
    acts = {figure.name.partition(" of ")[0] for figure in figures[1:]}
    assert ([figure.goal for figure in figures], acts) == (
        goals,
        {"dry run" if is_dry else "import"},
    )


class CountingHandler(BaseHTTPRequestHandler):
    """Answers with the number of the request."""

    numbers = count(1)

    def do_GET(self) -> None:
        body = str(next(self.numbers)).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


def test_a_page_is_asked_for_as_often_as_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(production, "find_database", os.getpid)
    with ThreadingHTTPServer((HOST, 0), CountingHandler) as site:
        thread = Thread(target=site.serve_forever)
        thread.start()
        process: Any = SimpleNamespace(pid=os.getpid())
        server = production.Server(process, site.server_port)
        contents = [server.time_alone("/", times=1, warm_up=number).content for number in (0, 1)]
        site.shutdown()
        thread.join()
    assert contents == [b"1", b"3"]


@pytest.mark.django_db
def test_a_page_made_anew_is_not_the_one_that_was_remembered(client: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = [HOST]
    path = make.make_event().get_absolute_url()
    pages = []
    for _turn in range(2):
        client.get(path, headers=make_headers(anew=True))
        pages.append(len(shelf.pages))
    assert pages == [1, 2]


@pytest.mark.parametrize(
    ("phrase", "is_held"),
    [("岸电改造", True), ("shore power", True), ("ore power", False), ("Shore", True)],
)
def test_a_text_holds_whole_words(phrase: str, is_held: bool) -> None:
    assert contains("岸电改造 of shore power", phrase) == is_held


@pytest.mark.django_db
@pytest.mark.parametrize("is_indexed", [True, False])
def test_what_holds_a_phrase_and_is_not_among_the_results_is_missed(is_indexed: bool) -> None:
    make.make_event(introduction_en="<p>Shore power halves the emissions of ships.</p>")
    if not is_indexed:
        SearchEntry.objects.all().delete()
    assert (count_missed("en", "missed").seen > 0) == (not is_indexed)


# A server that has started a process of its own, and hears of nothing.
DEAF = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(20); print('survived')"])
print("started", flush=True)
time.sleep(60)
"""


def test_a_server_that_does_not_end_is_killed_with_those_that_it_started() -> None:
    with subprocess.Popen([sys.executable, "-c", DEAF], stdout=subprocess.PIPE) as server:
        assert server.stdout
        server.stdout.readline()
        end_process(server, seconds=0.1)
        assert (server.returncode, server.stdout.read()) == (-signal.SIGKILL, b"")


# A command that ends what it has started when it ends itself.
HELD = """
import time
from deploy.drills.stage import end_when_told
end_when_told()
try:
    print("started", flush=True)
    time.sleep(60)
finally:
    time.sleep(0.3)
    print("ended", flush=True)
"""


def test_who_is_told_to_end_twice_ends_what_it_has_started_to_its_end() -> None:
    command = [sys.executable, "-c", HELD]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout
        words = [process.stdout.readline()]
        process.terminate()
        time.sleep(0.1)
        process.terminate()
        words += process.stdout.readlines()
    assert (words, process.returncode) == (["started\n", "ended\n"], 143)


def test_a_benchmark_that_nobody_waits_for_any_more_is_ended(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = tmp_path / "python"
    figure = json.dumps(asdict(Figure("event", 1, "ms")))
    script.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/pid\necho '{figure}'\nexec sleep 60\n")
    script.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(script))
    figures = run_benchmark("serving", [])
    next(figures)
    figures.close()
    assert not Path(f"/proc/{(tmp_path / 'pid').read_text().strip()}").exists()


def make_talk() -> Event:
    """Return a public event with one guest in one session."""
    event = make.make_event()
    make.make_appearance(make.make_session(event))
    return event


@pytest.mark.django_db
def test_an_event_of_ten_times_the_content_goes_with_its_figure() -> None:
    with repeating(make_talk().get_absolute_url()):
        during = Appearance.objects.count()
    numbers = [model.objects.count() for model in (Event, Session, Appearance)]
    assert (during, numbers) == (11, [1, 1, 1])


@pytest.mark.django_db
def test_what_a_killed_benchmark_has_left_goes_with_the_next() -> None:
    with repeating(make_talk().get_absolute_url()):
        erase_repeated()
        numbers = [model.objects.count() for model in (Event, Session, Appearance)]
    assert numbers == [1, 1, 1]


def test_what_a_process_has_spent_counts_when_it_has_ended() -> None:
    spent = read_processor(os.getpid())
    busy = "import time\nwhile time.process_time() < 0.3: pass"
    subprocess.run([sys.executable, "-c", busy], check=True)
    assert read_processor(os.getpid()) - spent >= 250
