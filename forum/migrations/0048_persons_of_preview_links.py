from typing import Any

from django.db import migrations, models


def note_persons(apps: Any, schema_editor: Any) -> None:
    """Note whom the appearances name for which there are links."""
    links = apps.get_model("forum", "PreviewLink").objects
    appearances = apps.get_model("sessions_app", "Appearance").objects
    for link in links.filter(content_type__app_label="sessions_app", content_type__model="appearance"):
        for appearance in appearances.filter(pk=link.object_id):
            link.person_key = appearance.person_id
            link.save(update_fields=["person_key"])


class Migration(migrations.Migration):

    dependencies = [
        ("forum", "0047_waiting_undoings"),
        ("sessions_app", "0018_keep_withheld_what_was_hidden"),
    ]

    operations = [
        migrations.AddField(
            model_name="previewlink",
            name="person_key",
            field=models.PositiveBigIntegerField(editable=False, null=True),
        ),
        migrations.RunPython(note_persons, migrations.RunPython.noop),
    ]
