"""Why an upload was refused, to be said in the language of whoever reads it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("forum", "0052_unconfirmed_originals"),
    ]

    operations = [
        migrations.AddField(
            model_name="importupload",
            name="refusal",
            field=models.JSONField(
                blank=True,
                db_default=models.Value({}, output_field=models.JSONField()),
                default=dict,
            ),
        ),
    ]
