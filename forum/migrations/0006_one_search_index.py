from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('forum', '0005_desk'),
    ]

    operations = [
        # Entries are made anew by rebuild_search: they hold three characters as a word now.
        migrations.RunSQL("DELETE FROM forum_searchentry", migrations.RunSQL.noop),
        migrations.RemoveIndex(
            model_name='searchentry',
            name='search_english_vector',
        ),
    ]
