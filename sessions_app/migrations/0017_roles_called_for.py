"""Call for the roles of guests, so that a further one needs no migration."""

from django.db import migrations, models

import sessions_app.models.appearances


class Migration(migrations.Migration):
    dependencies = [("sessions_app", "0016_attendees")]

    operations = [
        migrations.AlterField(
            model_name="appearance",
            name="role",
            field=models.CharField(
                choices=sessions_app.models.appearances.list_roles,
                default="speaker",
                max_length=16,
                verbose_name="role",
            ),
        ),
    ]
