"""One word for an original whose other changed; its column stays what processes of before write."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("forum", "0051_kinds_of_notes"),
    ]

    operations = [
        migrations.AlterField(
            model_name="translationtally",
            name="asked",
            field=models.PositiveSmallIntegerField(db_column="asked", default=0),
        ),
        migrations.RenameField(
            model_name="translationtally", old_name="asked", new_name="unconfirmed"
        ),
    ]
