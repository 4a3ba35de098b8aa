"""What a merge changed, for it to be undone."""

import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('forum', '0053_refusals_of_uploads'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='auditentry',
            name='action',
            field=models.CharField(choices=[('baseline', 'Before the first recorded change'), ('added', 'Added'), ('changed', 'Changed'), ('deleted', 'Deleted'), ('restored', 'Version restored'), ('recovered', 'Recovered after deletion'), ('reordered', 'Sessions put in order'), ('corrected', 'Correction noted'), ('note_replaced', 'Correction told in other words'), ('imported', 'Imported'), ('import_undone', 'Import undone'), ('glossary_imported', 'Glossary imported'), ('translations_imported', 'Translations imported'), ('translation_reviewed', 'Translation reviewed'), ('merged', 'Merged'), ('merged_away', 'Merged into another'), ('merge_undone', 'Merge undone'), ('moved_by_merge', 'Moved by a merge'), ('joined', 'Joined by a merge'), ('joined_away', 'Joined with another by a merge'), ('submitted', 'Submitted for review'), ('approved', 'Approved'), ('returned', 'Returned'), ('confirmed', 'Confirmed as reviewed'), ('published', 'Published'), ('unscheduled', 'Schedule cancelled'), ('withdrawn', 'Language withdrawn'), ('clearance', 'Clearance recorded'), ('taken_offline', 'Taken offline'), ('put_back', 'Put back online'), ('copy_changed', 'Working copy changed'), ('copy_published', 'Working copy published'), ('copy_scheduled', 'Working copy scheduled'), ('copy_refused', 'Scheduled publication refused'), ('copy_discarded', 'Working copy discarded'), ('erased', 'Person erased'), ('deletion_proposed', 'Deletion proposed'), ('merge_proposed', 'Merge proposed'), ('invited', 'Invited'), ('factor_reset', 'Two-step verification reset')], max_length=24, verbose_name='act'),
        ),
        migrations.CreateModel(
            name='MergeJournal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.PositiveBigIntegerField()),
                ('other', models.PositiveBigIntegerField()),
                ('name', models.CharField(max_length=300)),
                ('rows', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('joined', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('moved', models.JSONField(default=list)),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='at')),
                ('undone_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
            ],
            options={
                'verbose_name': 'merge',
                'verbose_name_plural': 'merges',
                'ordering': ('-at', '-pk'),
                'indexes': [models.Index(fields=['content_type', 'object_id'], name='merge_journal_record')],
            },
        ),
    ]
