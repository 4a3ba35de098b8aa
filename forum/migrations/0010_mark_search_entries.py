from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('forum', '0009_confirmed_reviews'),
    ]

    operations = [
        # Kind and event become words of the index, as forum.search.passages writes them.
        migrations.RunSQL(
            """
            UPDATE forum_searchentry
            SET simple_vector = simple_vector || strip(to_tsvector('simple',
                concat('zzkind', kind, ' ', 'zzevent' || event_id)))
            """,
            migrations.RunSQL.noop,
        ),
    ]
