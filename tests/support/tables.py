"""Empty the tables of the test database, as a test that commits leaves them behind."""

from django.conf import settings
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

from forum.models import PageChange

# What ``migrate`` writes, and no test changes.
STANDING = {Permission._meta.db_table, ContentType._meta.db_table, "django_migrations"}

# Of no model; sign-ins are counted in it, those of a browser with those of the tests after it.
CACHE = settings.CACHES["default"]["LOCATION"]


def empty_tables() -> None:
    """Delete every row, save what ``migrate`` has written.

    Rows may go in any order, as the constraints are looked at when the transaction ends. What the
    triggers note of it goes last. The tables are locked first: what a page sends late would else
    name a row that goes.
    """
    notes = PageChange._meta.db_table
    tables = sorted({*connection.introspection.django_table_names(), CACHE} - STANDING - {notes})
    # The names are Django's own.
    statements = [f"SELECT '{name}' WHERE EXISTS (TABLE {name})" for name in tables]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {', '.join((*tables, notes))} IN EXCLUSIVE MODE")
        cursor.execute(" UNION ALL ".join(statements))
        written = [name for (name,) in cursor.fetchall()]
        cursor.execute(";".join(f"DELETE FROM {name}" for name in (*written, notes)))  # noqa: S608
