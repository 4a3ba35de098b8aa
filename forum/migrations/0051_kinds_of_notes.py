"""Notes of stored plans are looked up by kind; those stored before were sentences."""

from django.db import migrations

# The sentences as they were worded when plans were stored with them.
KINDS = {
    "The document does not name it any more; it stays. Withhold or delete it in the admin if it is "
    "to go.": "not_named",
    "An earlier import made it and staff deleted it since; it stays deleted.": "deleted",
    "It belongs to what staff deleted; it stays deleted.": "owner_deleted",
}


def replace_notes(apps, replacements):
    uploads = apps.get_model("forum", "ImportUpload").objects.exclude(plan={})
    for upload in uploads.iterator(chunk_size=20):
        entries = [
            entry for entry in upload.plan.get("plan", ()) if entry.get("note") in replacements
        ]
        for entry in entries:
            entry["note"] = replacements[entry["note"]]
        if entries:
            upload.save(update_fields=["plan"])


def store_kinds(apps, schema_editor):
    replace_notes(apps, KINDS)


def store_sentences(apps, schema_editor):
    replace_notes(apps, {kind: sentence for sentence, kind in KINDS.items()})


class Migration(migrations.Migration):
    dependencies = [
        ("forum", "0050_failed_pages"),
    ]

    operations = [
        migrations.RunPython(store_kinds, store_sentences),
    ]
