"""Reviews keep the version token of what was looked at, as every page does."""

import hashlib
import json
from zlib import crc32

from django.db import migrations, models

# Of each model of records with parts: model -> (part, lookup to the record), in the order in which
# the numbers of former versions were made.
PARTS = {
    "sessions_app.Event": (
        ("sessions_app.EventOrganization", "event"),
        ("sessions_app.Session", "event"),
        ("sessions_app.Appearance", "session__event"),
        ("sessions_app.Photo", "event"),
        ("sessions_app.Document", "event"),
        ("sessions_app.Correction", "event"),
    ),
    "forum.KnowledgeProduct": (("forum.ProductPart", "product"),),
}


def number_of(rows):
    """Return the number that a review kept until now."""
    return crc32(repr(rows).encode()) & 0x7FFFFFFF


def token_of(rows):
    """Return the version token of the same rows."""
    text = json.dumps(sorted((label.lower(), *row) for label, *row in rows))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def convert(apps, schema_editor):
    """Let approvals that hold go on holding; those that lapsed keep a token of nothing."""
    kinds = apps.get_model("contenttypes", "ContentType").objects
    reviews = apps.get_model("forum", "Review").objects
    for kind, record in reviews.values_list("content_type", "object_id").distinct():
        stored = kinds.get(pk=kind)
        model = apps.get_model(stored.app_label, stored.model)
        label = model._meta.label
        rows = []
        for name, lookup in ((label, "pk"), *PARTS.get(label, ())):
            owned = apps.get_model(name).objects.filter(**{lookup: record}).order_by("pk")
            rows += [(name, pk, version) for pk, version in owned.values_list("pk", "version")]
        held = reviews.filter(content_type=kind, object_id=record, version=number_of(rows))
        held.update(version_token=token_of(rows))


class Migration(migrations.Migration):
    dependencies = [
        ("forum", "0015_copy_history"),
        ("sessions_app", "0007_moments_of_languages"),
        ("people", "0003_moments_of_languages"),
    ]

    operations = [
        migrations.AddField(
            "review", "version_token", models.CharField(default="", max_length=16),
            preserve_default=False,
        ),
        migrations.RunPython(convert),
        migrations.RemoveField("review", "version"),
    ]
