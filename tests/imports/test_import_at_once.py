"""Two imports at one time, and one that is killed."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from forum.imports.import_lock import ImportLockedError, hold_import_lock
from forum.imports.writer import ImportOptions, write_import
from forum.models import ImportRun
from people.models import Person
from sessions_app.models import Appearance, Event, Series
from tests.support.records import a_paper, a_record

pytestmark = pytest.mark.django_db(transaction=True)


def import_in_thread(folder: Path, said: list[str], errors: list[BaseException]) -> None:
    try:
        folder.mkdir()
        paper = a_paper(folder)
        write_import(paper.of(a_record()), paper, on_wait=said.append)
    except BaseException as error:
        errors.append(error)
    finally:
        connection.close()


def test_two_imports_at_once_make_no_duplicates(tmp_path: Path) -> None:
    messages: list[str] = []
    errors: list[BaseException] = []
    threads = [
        threading.Thread(target=import_in_thread, args=(tmp_path / str(number), messages, errors))
        for number in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    models = Series, Event, Person, Appearance, ImportRun
    assert [model.objects.count() for model in models] == [1, 2, 4, 5, 1]


@contextmanager
def another_import() -> Iterator[None]:
    """Hold the lock on another connection."""
    taken_signal, done = threading.Event(), threading.Event()

    def hold() -> None:
        with hold_import_lock(lambda _holder: None):
            taken_signal.set()
            done.wait(30)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    taken_signal.wait(30)
    try:
        yield
    finally:
        done.set()
        thread.join()


def test_who_waits_too_long_says_for_whom(tmp_path: Path) -> None:
    messages: list[str] = []
    paper = a_paper(tmp_path)
    with another_import(), pytest.raises(ImportLockedError) as refusal:
        write_import(
            paper.of(a_record()), paper, ImportOptions(seconds=0.2), on_wait=messages.append
        )
    [holder] = messages
    assert holder.startswith("import pid ")
    assert holder in str(refusal.value)
    assert Event.objects.count() == 0


VICTIM = """
import sys, time
import django
django.setup()
from pathlib import Path
from django.conf import settings
from django.db import connection
from django.db.models.signals import post_save
connection.settings_dict["NAME"] = sys.argv[1]
settings.MEDIA_ROOT = settings.PRIVATE_ROOT = sys.argv[2]
from forum.imports.writer import write_import
from forum.models import {model}
from tests.support.records import a_paper, a_record

def stop(**_):
    print("in the middle", flush=True)
    time.sleep(60)

post_save.connect(stop, sender={model})
paper = a_paper(Path(sys.argv[2]))
write_import(paper.of(a_record()), paper)
"""


@pytest.mark.parametrize("model", ["KnowledgeProduct", "ImportRun"])
def test_a_killed_import_leaves_the_state_before(tmp_path: Path, model: str) -> None:
    name = connection.settings_dict["NAME"]
    process = subprocess.Popen(
        [sys.executable, "-c", VICTIM.format(model=model), name, str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "forum.settings"},
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "in the middle\n"
        process.send_signal(signal.SIGKILL)
    models = Series, Event, Person, Appearance, ImportRun
    assert [model.objects.count() for model in models] == [0, 0, 0, 0, 0]
    paper = a_paper(tmp_path)
    assert write_import(paper.of(a_record()), paper, ImportOptions(seconds=10)).run is not None
