"""All at once: two hosts behind nginx, PgBouncer, a primary with its replica, files in buckets.

One host and the primary are killed while visitors read and an editor uploads documents at the desk.
"""

import threading
import time
from typing import Self

import psycopg

from deploy.drills.desk import USER, DeskVisitor, FormFields, SentFile
from deploy.drills.running import Verdict
from deploy.drills.stage import DrillStage
from deploy.rehearsal.failover import Cluster, lose_host_and_primary, require_replica, running_pair
from deploy.rehearsal.objects import ObjectServer, make_records, running_storage
from deploy.rehearsal.pooler import running_pooler
from deploy.rehearsal.replica import address_of

FORM = "/admin/sessions_app/document/add/"
# What is saved of it ends no page that the visitors read.
_DRAFT = """
from sessions_app.models import Event
print(Event.objects.create(slug="rehearsed", title_en="Rehearsed", status="draft").pk)
"""
# Of PgBouncer, to the server.
CONNECTIONS = 20


def rehearse_whole(stage: DrillStage) -> Verdict:
    with running_storage(stage) as storage, running_pair(stage) as (primary, replica):
        stage.environment["DATABASE_URL"] = address_of(primary)
        make_records(stage)
        require_replica(primary)
        key = stage.manage("shell", "--no-imports", "-c", USER).strip()
        event = stage.manage("shell", "--no-imports", "-c", _DRAFT).strip()
        with running_pooler(stage, name_server(primary), CONNECTIONS) as pooler:
            stage.environment |= {"DATABASE_URL": pooler.url, "DATABASE_POOLER": "1"}
            outcome = lose_host_and_primary(
                stage,
                primary,
                replica,
                lambda port: DeskWriter(DeskVisitor(stage, key, port=port), event),
                # As whoever promotes it does, or what watches the primary.
                lambda: pooler.lead_to(name_server(replica)),
            )
            return outcome.judge("whole", read_whole(replica, storage))


def name_server(cluster: Cluster) -> str:
    return f"host=127.0.0.1 port={cluster.port} user=postgres dbname=postgres"


def read_whole(cluster: Cluster, storage: ObjectServer) -> set[int]:
    """Return which of the editor's documents the database holds, with their files in the bucket."""
    with psycopg.connect(address_of(cluster)) as connection:
        rows = connection.execute(
            "SELECT title_en, file FROM sessions_app_document WHERE title_en LIKE 'Rehearsed %'"
        ).fetchall()
    names = storage.list_names()
    return {int(title.removeprefix("Rehearsed ")) for title, name in rows if name in names}


class DeskWriter:
    """An editor who uploads documents of an event without pause; it notes which were saved."""

    def __init__(self, editor: DeskVisitor, event: str) -> None:
        self.editor, self.event, self.acknowledged = editor, event, set[int]()
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._write)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._is_over.set()
        self._thread.join()

    def _write(self) -> None:
        number = 0
        while not self._is_over.is_set():
            number += 1
            status, page = self.editor.ask("GET", FORM)
            if status == 200:
                status = self._upload(number, page.decode())
            if status == 302:
                self.acknowledged.add(number)
            else:
                time.sleep(0.1)

    def _upload(self, number: int, page: str) -> int:
        fields = dict(FormFields(page).pairs)
        fields |= {"event": self.event, "title_en": f"Rehearsed {number}", "_save": "1"}
        content = f"%PDF-1.4 {number}".encode()
        file = SentFile("file", f"rehearsed-{number}.pdf", "application/pdf", content)
        return self.editor.upload(FORM, fields, file)[0]
