"""The migrated database that a run's own is copied from: migrating takes far longer than copying.

It stays in the embedded server and belongs to what the migrations say: a change of theirs makes a
new one in place of the old.
"""

import hashlib
from importlib.metadata import version
from pathlib import Path

from django.apps import apps
from django.db import connection

PREFIX = "template_forum_"
# Any number that nothing else in the server locks.
LOCK = 7_061_937


def ensure_migrated_template() -> str:
    """Return the name of the template; processes that want it at once wait for the first."""
    name = PREFIX + _migrations_digest()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        names = {row[0] for row in cursor.fetchall()}
        if name not in names:
            for outdated in names:
                cursor.execute(f"DROP DATABASE {outdated}")
            _make(f"{PREFIX}unfinished")
            cursor.execute(f"ALTER DATABASE {PREFIX}unfinished RENAME TO {name}")
    return name


def _migrations_digest() -> str:
    """Return a digest of all that decides what a migrated database holds."""
    digest = hashlib.sha256(version("django").encode())
    for config in sorted(apps.get_app_configs(), key=lambda config: config.label):
        for path in sorted(Path(config.path, "migrations").glob("*.py")):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _make(name: str) -> None:
    """Migrate a new database, and let go of it, for nobody may hold on to a template."""
    usual = connection.settings_dict["NAME"]
    test = connection.settings_dict["TEST"]
    own_name, test["NAME"] = test["NAME"], name
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
    finally:
        test["NAME"] = own_name
        connection.creation.destroy_test_db(usual, verbosity=0, keepdb=True)
