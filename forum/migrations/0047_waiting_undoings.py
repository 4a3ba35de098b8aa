from typing import Any

from django.db import migrations, models


def note_waiting(apps: Any, schema_editor: Any) -> None:
    """Mark the undoings that wait: until now by whose they are alone."""
    runs = apps.get_model("forum", "ImportRun").objects
    runs.filter(undone_at=None).exclude(undone_by=None).update(undoing_waits=True)


class Migration(migrations.Migration):

    dependencies = [
        ('forum', '0046_moments_of_notices'),
    ]

    operations = [
        migrations.AddField(
            model_name='importrun',
            name='undoing_waits',
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.RunPython(note_waiting, migrations.RunPython.noop),
    ]
