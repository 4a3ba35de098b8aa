"""Whether the database can be planned against: asked of its catalogue, before anything fails."""

from enum import Enum

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from people.models import Organization, Person
from sessions_app.models import Appearance, Event

_APPS = ("people", "sessions_app", "forum")


class Readiness(Enum):
    """READY; BEHIND: a migration is missing; EMPTY: there are no tables of ours at all."""

    READY = 1
    BEHIND = 2
    EMPTY = 3


def check_readiness() -> Readiness:
    """Look at the tables. Raises OperationalError when no database answers."""
    present = set(connection.introspection.table_names())
    ours = {model._meta.db_table for model in (Organization, Person, Event, Appearance)}
    if not ours & present:
        return Readiness.EMPTY
    executor = MigrationExecutor(connection)
    leaves = [node for app in _APPS for node in executor.loader.graph.leaf_nodes(app)]
    return Readiness.BEHIND if executor.migration_plan(leaves) else Readiness.READY
