import django.db.models.deletion
from django.db import migrations, models

# Whoever has a photo beside the remarks is on it.
TIE_GUESTS = """
    INSERT INTO sessions_app_appearance_photos (appearance_id, photo_id)
    SELECT id, photo_id FROM sessions_app_appearance WHERE photo_id IS NOT NULL
"""


class Migration(migrations.Migration):

    dependencies = [
        ('sessions_app', '0011_identifiers'),
    ]

    operations = [
        migrations.AlterField(
            model_name='appearance',
            name='photo',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='beside_remarks_of', to='sessions_app.photo', verbose_name='photo beside the remarks'),
        ),
        migrations.AddField(
            model_name='appearance',
            name='photos',
            field=models.ManyToManyField(blank=True, related_name='appearances', to='sessions_app.photo', verbose_name='photos of the guest'),
        ),
        migrations.RunSQL(TIE_GUESTS, migrations.RunSQL.noop),
    ]
