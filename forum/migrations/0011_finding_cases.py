"""Findings are looked up by kind and case; those stored before keep no sentence as key."""

from django.db import migrations, models

# The sentences as they were worded when rows were stored by them.
CASES = {
    ('attendance_conflict', 'The document says %(kinds)s of %(name)s; %(kept)s was kept, as the caption says it.'): '',
    ('attendance_unstated', 'The document does not say how %(name)s took part; attendance was left open.'): '',
    ('bad_character', 'Control characters were left out, as in "%(sample)s".'): 'control',
    ('bad_character', 'Text was garbled by a wrong encoding before it came here, as in "%(sample)s". Correct it in the document.'): 'garbled',
    ('bad_character', 'Characters of a private font cannot be shown, as in "%(sample)s"; they were kept. Type them anew in the document.'): 'private_font',
    ('bad_character', 'Characters are unreadable or were lost, as in "%(sample)s"; the rest was kept. Correct them in the document, or name its encoding with --encoding.'): 'unreadable',
    ('caption_missing', 'The remarks of %(name)s have no caption; attendance and role come from the list and the section.'): 'speaker',
    ('caption_missing', 'This text belongs to no speaker and was left out: %(text)s'): 'text',
    ('date_conflict', '%(other)s disagrees with %(kept)s; %(kept)s was kept.'): 'other',
    ('date_conflict', "The weekday printed with %(date)s is not that day's; the date was kept."): 'weekday',
    ('date_invalid', 'There is no such date: %(date)s. It was not imported.'): '',
    ('duplicate_paragraph', 'This paragraph repeats line %(first)d; the second copy was left out.'): '',
    ('edition_conflict', 'Edition %(other)d stands here, but %(kept)d in “%(printed)s”; %(kept)d was kept.'): '',
    ('event_title_variant', "The event's title is printed with other spaces, dashes or quotation marks too: %(forms)s. The cover's form was kept."): 'marks',
    ('event_title_variant', "The event's title is printed differently too: %(forms)s. Kept: %(title)s."): 'words',
    ('field_empty', 'The document gives no date for the event; it was imported without one.'): 'date',
    ('field_empty', 'Nothing stands under this heading; the record was imported without it.'): 'heading',
    ('field_empty', 'Nothing stands behind this label; the record was imported without it.'): 'label',
    ('field_empty', 'Nothing stands behind this label; no organization was added for it.'): 'organization',
    ('field_empty', 'Nothing stands under the heading %(session)s.'): 'session',
    ('heading_malformed', 'This line of the cover is neither a title nor a label; nothing was taken from it.'): 'cover',
    ('heading_malformed', "The heading is printed as %(printed)s; it was read as a section's heading."): 'heading',
    ('heading_malformed', 'This line of the list was read neither as a person nor as a label; nothing was taken from it.'): 'list',
    ('moderator_conflict', 'Too many people are named for many sessions at once; %(count)d of these mentions were taken for the first session alone.'): 'crowd',
    ('moderator_conflict', 'The list gives %(name)s as moderator of %(session)s, a caption gives %(other)s; the caption was followed.'): 'person',
    ('moderator_conflict', 'The list says that %(name)s moderates %(listed)s, the caption says %(captioned)s; the caption was followed.'): 'session',
    ('near_miss', 'This file was imported before and its event has been deleted since. Nothing is imported. Write --event new to make the event anew.'): 'event_deleted',
    ('near_miss', 'The site has an event much like this one: %(events)s. Nothing is imported. Write --event %(first)s if it is the same, or --event new if it is another.'): 'similar_event',
    ('no_remarks', '%(name)s has no remarks in %(session)s; the appearance was added without a text.'): 'session',
    ('no_remarks', '%(name)s is listed without a session and does not take the floor; no appearance was added.'): 'unplaced',
    ('number_gap', 'Number %(after)d follows number %(before)d; nothing was added between them.'): '',
    ('order_conflict', "The list gives the people of %(session)s in another order; the section's order was kept."): 'list',
    ('order_conflict', '%(name)s is listed under %(listed)s and speaks under %(spoken)s; kept under %(spoken)s.'): 'session',
    ('organization_pairing', '%(chinese)d Chinese and %(english)d English names cannot be paired; the English names were left out: %(names)s.'): 'count',
    ('organization_pairing', 'The English names run together; they were cut as: %(names)s. Please check.'): 'cut',
    ('organization_pairing', 'The English names seem to stand in another order than the Chinese; they were paired by position all the same.'): 'order',
    ('organization_variant', "The introduction prints %(other)s; the cover's form was kept."): 'marks',
    ('organization_variant', 'The introduction names %(other)s (%(role)s), the cover does not; the cover was followed.'): 'unprinted',
    ('organization_variant', "The introduction prints %(other)s; the cover's form was kept: %(kept)s."): 'words',
    ('person_name_variant', 'The name is printed with other spaces or dots too: %(forms)s. Kept: %(kept)s.'): 'marks',
    ('person_name_variant', 'The name is printed in several forms: %(forms)s. Kept: %(kept)s.'): 'words',
    ('person_title_variant', 'The title is printed with other spaces, dashes or brackets too: %(forms)s. Each appearance keeps the form beside the speech; the person keeps %(kept)s.'): 'marks',
    ('person_title_variant', 'The title is printed in several forms: %(forms)s. Each appearance keeps the form beside the speech; the person keeps %(kept)s.'): 'words',
    ('place_conflict', "A caption says %(other)s, the cover %(kept)s; the cover's place was kept."): 'caption',
    ('place_conflict', 'The Chinese place %(zh)s and the English place %(en)s are not the same; both were kept as printed.'): 'languages',
    ('place_conflict', '%(other)s disagrees with %(kept)s; %(kept)s was kept.'): 'other',
    ('placeholder', 'A placeholder stands where a name should: %(text)s. Nobody was added.'): 'name',
    ('placeholder', 'A placeholder stands where an organization should: %(text)s. None was added.'): 'organization',
    ('placeholder', 'A placeholder stands in the text: %(text)s. It was imported as it stands.'): 'text',
    ('product_name_variant', 'The speech calls the product %(mention)s, its heading %(heading)s; the heading was kept.'): '',
    ('same_name', 'Two people are called %(name)s and belong to different organizations; they were kept apart.'): 'document',
    ('same_name', '"%(name)s" shares a name in one language with "%(others)s" and has another in the other; a new organization is made. If they are one, merge them in the admin.'): 'organization',
    ('same_name', '"%(name)s" (%(title)s) bears the name of a person who is stored already (%(stored)s) with another or no known affiliation; a new person is made. If they are one, merge them in the admin.'): 'stored',
    ('section_missing', '%(session)s is in the list but has no section of its own; it was imported from the list.'): 'body',
    ('section_missing', 'The heading %(name)s is missing; its text was found and imported.'): 'heading',
    ('section_missing', '%(session)s has a section but is not in the list; it was imported from its section.'): 'list',
    ('section_missing', 'The document has no section %(name)s; the record was imported without it.'): 'section',
    ('section_missing', '%(label)s names a segment that the document does not have; nobody moderates it.'): 'segment',
    ('time_conflict', 'There is no such time: %(one)s. It was left out.'): 'invalid',
    ('time_conflict', 'Two times are printed: %(one)s and %(other)s; the first was kept.'): 'other',
    ('time_conflict', '%(session)s begins before %(before)s ends; both were kept as printed.'): 'overlap',
    ('time_conflict', 'The end stands before the start: %(one)s. Both were kept as printed.'): 'reversed',
    ('title_translation', 'The Chinese and the English title differ in their numbers or parts; both were kept as printed.'): '',
    ('topic_title_variant', 'List and body print the title with other spaces, dashes or quotation marks; kept: %(kept)s.'): 'marks',
    ('topic_title_variant', "The list prints the title as %(other)s; the body's was kept: %(kept)s."): 'words',
    ('translation_missing', 'The document holds no text in this language: %(language)s.'): '',
    ('truncated', 'The document breaks off here: …%(end)s. It was imported as it stands.'): 'document',
    ('truncated', 'The file ends in the middle of a character: its end is missing. What stands before was kept; get the whole file again.'): 'file',
    ('truncated', 'The picture "%(name)s" is missing in the file; upload it in the admin.'): 'picture_missing',
    ('truncated', 'The picture cannot be stored (%(reason)s) and was left out. Save it as JPEG or PNG of at most 64 megapixels and upload it in the admin.'): 'picture_refused',
    ('truncated', 'The text ends in the middle of a sentence: …%(end)s. It was imported as it stands.'): 'sentence',
    ('truncated', 'A text is longer than the %(limit)d characters that are kept of it; its end was cut. Check it in the admin.'): 'text',
    ('unlisted_person', '%(name)s takes part but is not in the list; added to %(session)s as %(role)s.'): '',
}


def store_cases(apps, schema_editor):
    warnings = apps.get_model("forum", "ImportWarning").objects
    for (kind, text), case in CASES.items():
        warnings.filter(kind=kind, text=text).update(case=case, text="")
    uploads = apps.get_model("forum", "ImportUpload").objects.exclude(plan={})
    for upload in uploads.iterator(chunk_size=20):
        for warning in upload.plan.get("warnings", ()):
            case = CASES.get((warning["kind"], warning["text"]))
            if case is not None:
                del warning["text"]
            warning["case"] = case or ""
        upload.save(update_fields=["plan"])


def store_sentences(apps, schema_editor):
    warnings = apps.get_model("forum", "ImportWarning").objects
    for (kind, text), case in CASES.items():
        warnings.filter(kind=kind, case=case, text="").update(text=text)


class Migration(migrations.Migration):
    dependencies = [
        ("forum", "0010_mark_search_entries"),
    ]

    operations = [
        migrations.AddField(
            model_name="importwarning",
            name="case",
            field=models.CharField(blank=True, default="", max_length=32),
        ),
        migrations.AlterField(
            model_name="importwarning",
            name="text",
            field=models.TextField(blank=True, default="", verbose_name="message"),
        ),
        migrations.RunPython(store_cases, store_sentences),
    ]
