"""A site of the first schema, with its data, is brought to the release that is here.

first_schema.sql.gz is what the first release's own demo wrote: two records, 22 migrations.
"""

import gzip
import io
import json
import subprocess
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from deploy.drills.running import Verdict
from deploy.drills.stage import DrillStage

DUMP = Path(__file__).with_name("first_schema.sql.gz")
# What is not text of anybody's: made anew, or Django's own books.
_BOOKS = {"auth_permission", "django_content_type", "django_migrations", "forum_searchentry"}
# States of translations name more than before; findings' sentences are looked up by their case.
_REWRITTEN = {"translations", ("forum_importwarning", "text")}
_FINDINGS = """
from forum.models import ImportWarning
print(sum(not warning.message for warning in ImportWarning.objects.all()))
"""

type Rows = dict[tuple[str, int], dict[str, Any]]


def first_schema(stage: DrillStage) -> Verdict:
    """Load the first schema's site, upgrade it, and compare every row with what it was."""
    folder = stage.folder / "first"
    folder.mkdir()
    url = stage.environment["DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE first TEMPLATE template0 ENCODING 'UTF8'")
    first = {"DATABASE_URL": url.replace("/forum?", "/first?"), "DATA_DIR": str(folder),
             "PUBLISH_ADDRESS": ""}  # fmt: skip
    load_dump(stage, first["DATABASE_URL"])
    before = read_rows(first["DATABASE_URL"])
    write_files(before, folder)
    steps = stage.manage("upgrade", **first).strip().splitlines()
    lost = list_lost(before, read_rows(first["DATABASE_URL"]))
    unsaid = stage.manage("shell", "--no-imports", "-c", _FINDINGS, **first).strip()
    findings = stage.manage("check_site", "--only", "files", "links", **first)
    migrate = next(step for step in steps if step.startswith("migrate"))
    return Verdict(
        f"first schema: {migrate.replace(' ...', ' in')}; of {len(before)} rows "
        f"{len(lost)} changed or lost{''.join(f', {place}' for place in lost)}; "
        f"{unsaid} findings without a sentence; check_site: {' '.join(findings.split())}",
        not lost and unsaid == "0" and findings.strip() == "Sound: files, links.",
    )


def load_dump(stage: DrillStage, url: str) -> None:
    command = [str(stage.database.binaries / "psql"), "--quiet", "--no-psqlrc", "-v",
               "ON_ERROR_STOP=1", "--single-transaction", url]  # fmt: skip
    script = gzip.decompress(DUMP.read_bytes())
    subprocess.run(command, input=script, check=True, stdout=subprocess.DEVNULL)


def read_rows(url: str) -> Rows:
    """Return every row of every table with a key of its own, as JSON has it."""
    with psycopg.connect(url) as connection:
        tables = connection.execute(
            "SELECT table_name FROM information_schema.columns "
            "WHERE table_schema = 'public' AND column_name = 'id' AND data_type = 'bigint'"
        ).fetchall()
        return {
            (table, row["id"]): row
            for (table,) in tables
            if table not in _BOOKS
            for (row,) in connection.execute(
                sql.SQL("SELECT to_jsonb(t) FROM {} t").format(sql.Identifier(table))
            ).fetchall()
        }


def write_files(rows: Rows, folder: Path) -> None:
    """Put a picture in the place of each that the rows name, and a text for each document."""
    from PIL import Image

    file = io.BytesIO()
    Image.new("RGB", (1200, 800), "#1f4e79").save(file, "JPEG")
    pictures = ("image", "cover", "portrait", "logo", "public_security_emblem", "wechat_code")
    for row in rows.values():
        for name in (*pictures, "file"):
            if row.get(name):
                path = folder / ("private" if name == "file" else "media") / row[name]
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(b"A document." if name == "file" else file.getvalue())


def list_lost(before: Rows, after: Rows) -> list[str]:
    """Return the columns, with their rows, that hold something else than they did."""
    return [
        f"{table} {row} {column}"
        for (table, row), columns in before.items()
        for column, value in columns.items()
        if value not in (None, "", [])
        and not {column, (table, column)} & _REWRITTEN
        and json.dumps(after.get((table, row), {}).get(column)) != json.dumps(value)
    ]
