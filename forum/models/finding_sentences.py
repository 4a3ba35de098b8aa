"""What the reader's findings and errors say, in the active language.

The reader knows codes and parameters alone. Whatever is stored keeps these two, so that a sentence
that is worded anew is so for what was found long ago as well, in each language.
"""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext, gettext_noop

from forum.core.content import language_codes
from forum.core.field_labels import site_language_name
from forum.core.lazy_sentences import filled
from forum.reader.errors import DocumentError
from forum.reader.event_record import Finding
from sessions_app.models import Appearance, EventOrganization

# Kind of finding, and its case -> what it says.
_FINDINGS: Final[dict[str, str]] = {
    "not_understood.struck": gettext_noop(
        "Text that is struck through in the file was left out, as of “%(text)s”."
    ),
    "not_understood.tracked": gettext_noop(
        "The file has tracked changes: what is inserted was read, what is deleted was left out. "
        "Accept or reject the changes in the file, and import it again, if that is wrong."
    ),
    "not_understood.footnotes": gettext_noop(
        "Nothing was taken from the footnotes and endnotes, as of “%(text)s”. Copy into the text "
        "what belongs to the record."
    ),
    "not_understood.comments": gettext_noop(
        "Nothing was taken from the comments in the file, as of “%(text)s”."
    ),
    "not_understood.headers": gettext_noop(
        "Nothing was taken from the head and the foot of the pages, as of “%(text)s”."
    ),
    "not_understood.inserted": gettext_noop(
        "The file contains another file or a diagram, from which nothing was taken. Copy into the "
        "text what belongs to the record."
    ),
    "not_understood.hidden_sheet": gettext_noop(
        "The sheet “%(sheet)s” is hidden and was left out. Show it in the file if it belongs to "
        "the record, and import the file again."
    ),
    "not_understood.hidden_rows": gettext_noop(
        "%(count)d hidden rows of the sheet “%(sheet)s” were left out. Show them in the file if "
        "they belong to the record, and import the file again."
    ),
    "not_understood.hidden_columns": gettext_noop(
        "%(count)d hidden columns of the sheet “%(sheet)s” were left out. Show them in the file if "
        "they belong to the record, and import the file again."
    ),
    "not_understood": gettext_noop("Nothing was taken from this passage: %(text)s"),
    "not_understood.no_year": gettext_noop(
        "No year is given with %(date)s, so the event is without its days. Type them at the event."
    ),
    "not_understood.page": gettext_noop(
        "This was taken for part of the web page and not of the text; nothing was read in it: "
        "%(text)s"
    ),
    "not_understood.language": gettext_noop(
        "“%(text)s” is in the language “%(language)s”, for which this site has no column; the "
        "session is kept without this title. Type a title at the session."
    ),
    "not_understood.hours": gettext_noop(
        "“%(text)s” is no time; the session is kept without it. Type its hours at the session."
    ),
    "not_understood.abstracts": gettext_noop(
        "%(count)d sessions have an abstract, for which a session has no field; nothing was taken "
        "of them."
    ),
    "not_understood.zone": gettext_noop(
        "The times of this schedule are of the zone %(zone)s; set it as the event's time zone."
    ),
    "unscheduled": gettext_noop(
        "The working copy of “%(name)s” was changed by this import: it was to be published at a "
        "time that was set, and is not any more. Whoever may publish sets the time again."
    ),
    "language_unpublished": gettext_noop(
        "What this import holds of “%(name)s” in %(languages)s was stored, and the public does not "
        "see it: nobody has published that language. Whoever may publish does so on its page."
    ),
    "language_unpublished.untitled": gettext_noop(
        "The event has no title in %(language)s, so that no page shows what the document says in "
        "that language alone (texts: %(count)d; the first: “%(text)s”). Give the event such a "
        "title in the admin, and publish that language."
    ),
    "correction_unapplied": gettext_noop(
        "A correction of %(name)s was not applied: the document names the same guest in the same "
        "role of that session once more, and one of the two would be lost. Leave one of them out."
    ),
    "person_erased": gettext_noop(
        "Somebody whom an earlier import of this event, of this file or of some of the same people "
        "named was erased since. This import makes these people new: %(names)s. If the erased "
        "person is among them, take the name out of the document and undo this import if it was "
        "made, or leave that row out in the desk; for the others answer the question that the desk "
        "asks about this document with “Somebody else: make a new person”. Until then nothing of "
        "it is published."
    ),
    "guess": gettext_noop(
        "Guessed: “%(value)s”. Check it against the document before it is published."
    ),
    "guess.title": gettext_noop(
        "The document does not name the event outright; “%(value)s” was taken as its title. "
        "Check it before it is published."
    ),
    "guess.date": gettext_noop(
        "The document gives no full date of the event; %(value)s was taken. "
        "Check it before it is published."
    ),
    "guess.organization": gettext_noop(
        "“%(value)s” may not be the whole name of an organization. "
        "Write it in full before it is published."
    ),
    "guess.shape": gettext_noop(
        "Nothing in the document says what it is; it was read as %(shape)s, for so most of it "
        "could be understood. Check everything before it is published."
    ),
    "guess.session": gettext_noop(
        "The document does not say in which session %(value)s took part; the likeliest was "
        "taken. Check it before it is published."
    ),
    "guess.speaker": gettext_noop(
        "A paragraph begins like words of %(value)s, whom nothing else in the document names; it "
        "was taken as part of what %(name)s said. Check it before it is published."
    ),
    "guess.chair": gettext_noop(
        "%(value)s was in the chair, but of which items the document does not say; the first "
        "was taken. Check it before it is published."
    ),
    "cell_refused.name_missing": gettext_noop(
        "Row %(row)d has no name, though it says “%(value)s”. Fill in the name, or empty the row."
    ),
    "cell_refused.number": gettext_noop(
        "Cell %(column)s%(row)d holds the number “%(value)s” where words belong. "
        "Type it as text in the file."
    ),
    "cell_refused.date": gettext_noop(
        "Cell %(column)s%(row)d holds the date “%(value)s” where words belong. "
        "Type it as text in the file."
    ),
    "cell_refused.formula": gettext_noop(
        "Cell %(column)s%(row)d holds a formula where words belong: “%(value)s”. "
        "Replace it by its value in the file."
    ),
    "cell_refused.role": gettext_noop(
        "Cell %(column)s%(row)d holds “%(value)s”, which is no role. Write one of these, or "
        "leave the column out: %(words)s."
    ),
    "cell_refused.attendance": gettext_noop(
        "Cell %(column)s%(row)d holds “%(value)s”, which does not say how somebody took part. "
        "Write in person, by video or in writing, or empty the cell."
    ),
    "cell_refused.country": gettext_noop(
        "Cell %(column)s%(row)d holds “%(value)s”, which is no country or area that is known. "
        "Write its name as the United Nations does, or empty the cell."
    ),
    "cell_refused.session": gettext_noop(
        "Cell %(column)s%(row)d holds “%(value)s”, which is no session of the event. "
        "Write one of these: %(sessions)s."
    ),
    "cell_refused.word": gettext_noop(
        "Cell %(column)s%(row)d holds “%(value)s”. Write one of these: %(words)s."
    ),
    "cell_refused.date_format": gettext_noop(
        "Cell %(column)s%(row)d holds “%(value)s”, which is no day. Write it as 2025-03-21."
    ),
    "cell_refused.time_format": gettext_noop(
        "Cell %(column)s%(row)d holds “%(value)s”, which is no time. Write it as 09:30."
    ),
    "cell_refused.number_format": gettext_noop(
        "Cell %(column)s%(row)d holds “%(value)s”, which is no whole number. Write digits alone."
    ),
    "cell_refused.key_format": gettext_noop(
        "Cell %(column)s%(row)d holds “%(value)s”, which is no address. Write small letters, "
        "digits and hyphens, or empty the cell."
    ),
    "cell_refused.key_repeated": gettext_noop(
        "Cell %(column)s%(row)d repeats the address “%(value)s” of another row. "
        "Give each row an address of its own, or empty the cell."
    ),
    "cell_refused.session_unknown": gettext_noop(
        "Cell %(column)s%(row)d names “%(value)s”, which the table of sessions does not have. "
        "Write the address or the title of a session, or add it there."
    ),
    "cell_refused.person_unknown": gettext_noop(
        "Cell %(column)s%(row)d names “%(value)s”, which the table of people does not have. "
        "Write the address or the name of a person, or add it there."
    ),
    "cell_refused.person_repeated": gettext_noop(
        "Cell %(column)s%(row)d repeats “%(value)s” in the session and the role of another row. "
        "Join the two rows, or give one of them another role or session."
    ),
    "cell_refused.number_repeated": gettext_noop(
        "Cell %(column)s%(row)d repeats the number “%(value)s” of another row. "
        "Give each row a number of its own, or leave the column out."
    ),
    "not_understood.column": gettext_noop(
        "Nothing was taken from the column “%(text)s”. Say what it holds if it should be."
    ),
    "not_understood.unnamed": gettext_noop(
        "Column %(column)s has no heading, so nothing was taken from it, as of “%(text)s”. Name it "
        "in the first row if it should be."
    ),
    "guests_without_session": gettext_noop(
        "Guests without a session (%(count)d): their names were taken, their titles were not, for "
        "a title belongs to a part in a session. Name the session beside each guest, or in the "
        "command with --event and --session: %(names)s."
    ),
    "field_empty.title": gettext_noop(
        "The document gives no title of an event; the draft is called “%(name)s”, as its file is."
    ),
    "attendance_conflict": gettext_noop(
        "The document says %(kinds)s of %(name)s; %(kept)s was kept, as the caption says it."
    ),
    "attendance_unstated": gettext_noop(
        "The document does not say how %(name)s took part; attendance was left open."
    ),
    "bad_character.control": gettext_noop('Control characters were left out, as in "%(sample)s".'),
    "bad_character.garbled": gettext_noop(
        'Text was garbled by a wrong encoding before it came here, as in "%(sample)s". '
        "Correct it in the document."
    ),
    "bad_character.private_font": gettext_noop(
        'Characters of a private font cannot be shown, as in "%(sample)s"; they were kept. '
        "Type them anew in the document."
    ),
    "bad_character.unreadable": gettext_noop(
        'Characters are unreadable or were lost, as in "%(sample)s"; the rest was kept. '
        "Correct them in the document, or name its encoding with --encoding."
    ),
    "caption_missing.speaker": gettext_noop(
        "The remarks of %(name)s have no caption; attendance and role come from the list "
        "and the section."
    ),
    "caption_missing.text": gettext_noop(
        "This text belongs to no speaker and was left out: %(text)s"
    ),
    "date_conflict.other_days": gettext_noop(
        "The event has %(count)d sessions on days that this document is not of. They stay as they "
        "are, and so do the event's days; delete them in the desk if they are to go."
    ),
    "date_conflict.other": gettext_noop("%(other)s disagrees with %(kept)s; %(kept)s was kept."),
    "date_conflict.weekday": gettext_noop(
        "The weekday printed with %(date)s is not that day's; the date was kept."
    ),
    "date_invalid": gettext_noop("There is no such date: %(date)s. It was not imported."),
    "duplicate_paragraph": gettext_noop(
        "This paragraph repeats line %(first)d; the second copy was left out."
    ),
    "edition_conflict": gettext_noop(
        "Edition %(other)d stands here, but %(kept)d in “%(printed)s”; %(kept)d was kept."
    ),
    "event_title_variant.marks": gettext_noop(
        "The event's title is printed with other spaces, dashes or quotation marks too: "
        "%(forms)s. The cover's form was kept."
    ),
    "event_title_variant.words": gettext_noop(
        "The event's title is printed differently too: %(forms)s. Kept: %(title)s."
    ),
    "field_empty.date": gettext_noop(
        "The document gives no full date for the event; it was imported without one. Write it in "
        "the admin."
    ),
    "field_empty.heading": gettext_noop(
        "Nothing stands under this heading; the record was imported without it."
    ),
    "field_empty.label": gettext_noop(
        "Nothing stands behind this label; the record was imported without it."
    ),
    "field_empty.organization": gettext_noop(
        "Nothing stands behind this label; no organization was added for it."
    ),
    "field_empty.session": gettext_noop("Nothing stands under the heading %(session)s."),
    "heading_malformed.cover": gettext_noop(
        "This line of the cover is neither a title nor a label; nothing was taken from it."
    ),
    "heading_malformed.heading": gettext_noop(
        "The heading is printed as %(printed)s; it was read as a section's heading."
    ),
    "heading_malformed.list": gettext_noop(
        "This line of the list was read neither as a person nor as a label; nothing was "
        "taken from it."
    ),
    "moderator_conflict.crowd": gettext_noop(
        "Too many people are named for many sessions at once; %(count)d of these mentions "
        "were taken for the first session alone."
    ),
    "moderator_conflict.person": gettext_noop(
        "The list gives %(name)s as moderator of %(session)s, a caption gives %(other)s; "
        "the caption was followed."
    ),
    "moderator_conflict.session": gettext_noop(
        "The list says that %(name)s moderates %(listed)s, the caption says %(captioned)s; "
        "the caption was followed."
    ),
    "near_miss.event_deleted": gettext_noop(
        "This file was imported before and its event has been deleted since. Nothing is "
        "imported. Write --event new to make the event anew."
    ),
    "near_miss.similar_event": gettext_noop(
        "The site has an event much like this one: %(events)s. Nothing is imported. Write "
        "--event %(first)s if it is the same, or --event new if it is another."
    ),
    "no_remarks.session": gettext_noop(
        "%(name)s has no remarks in %(session)s; the appearance was added without a text."
    ),
    "no_remarks.unplaced": gettext_noop(
        "%(name)s is listed without a session and does not take the floor; no appearance was added."
    ),
    "number_gap": gettext_noop(
        "Number %(after)d follows number %(before)d; nothing was added between them."
    ),
    "order_conflict.list": gettext_noop(
        "The list gives the people of %(session)s in another order; the section's order was kept."
    ),
    "order_conflict.moved": gettext_noop(
        "%(name)s stood in %(former)s so far, where the document does not name this guest any "
        "more; what is stored of the guest there was moved to %(session)s. Check that it belongs "
        "there."
    ),
    "order_conflict.session": gettext_noop(
        "%(name)s is listed under %(listed)s and speaks under %(spoken)s; kept under %(spoken)s."
    ),
    "organization_pairing.count": gettext_noop(
        "%(chinese)d Chinese and %(english)d English names cannot be paired; the English "
        "names were left out: %(names)s."
    ),
    "organization_pairing.cut": gettext_noop(
        "The English names run together; they were cut as: %(names)s. Please check."
    ),
    "organization_pairing.order": gettext_noop(
        "The English names seem to stand in another order than the Chinese; they were "
        "paired by position all the same."
    ),
    "organization_variant.marks": gettext_noop(
        "The introduction prints %(other)s; the cover's form was kept."
    ),
    "organization_variant.unprinted": gettext_noop(
        "The introduction names %(other)s (%(role)s), the cover does not; the cover was followed."
    ),
    "organization_variant.words": gettext_noop(
        "The introduction prints %(other)s; the cover's form was kept: %(kept)s."
    ),
    "person_name_variant.marks": gettext_noop(
        "The name is printed with other spaces or dots too: %(forms)s. Kept: %(kept)s."
    ),
    "person_name_variant.unpaired": gettext_noop(
        "One list names %(chinese)s in Chinese and %(english)s in English; the names do not sound "
        "alike, so that they were taken for two people. Please check."
    ),
    "person_name_variant.words": gettext_noop(
        "The name is printed in several forms: %(forms)s. Kept: %(kept)s."
    ),
    "person_title_variant.marks": gettext_noop(
        "The title is printed with other spaces, dashes or brackets too: %(forms)s. Each "
        "appearance keeps the form beside the speech; the person keeps %(kept)s."
    ),
    "person_title_variant.words": gettext_noop(
        "The title is printed in several forms: %(forms)s. Each appearance keeps the form "
        "beside the speech; the person keeps %(kept)s."
    ),
    "place_conflict.caption": gettext_noop(
        "A caption says %(other)s, the cover %(kept)s; the cover's place was kept."
    ),
    "place_conflict.languages": gettext_noop(
        "The Chinese place %(zh)s and the English place %(en)s are not the same; both were "
        "kept as printed."
    ),
    "place_conflict.other": gettext_noop("%(other)s disagrees with %(kept)s; %(kept)s was kept."),
    "placeholder.name": gettext_noop(
        "A placeholder stands where a name should: %(text)s. Nobody was added."
    ),
    "placeholder.organization": gettext_noop(
        "A placeholder stands where an organization should: %(text)s. None was added."
    ),
    "placeholder.text": gettext_noop(
        "A placeholder stands in the text: %(text)s. It was imported as it stands."
    ),
    "product_name_variant": gettext_noop(
        "The speech calls the product %(mention)s, its heading %(heading)s; the heading was kept."
    ),
    "same_name.document": gettext_noop(
        "Two people are called %(name)s and belong to different organizations; they were "
        "kept apart."
    ),
    "same_name.joined": gettext_noop(
        "%(name)s has the title “%(title)s” in one place and “%(other)s” in another. They were "
        "taken for one person; if they are two, correct the second in the preview."
    ),
    "same_name.longer": gettext_noop(
        "%(name)s and %(others)s may be one person, whose name is printed in several forms; they "
        "were kept apart. If they are one, merge them in the admin."
    ),
    "same_name.organization": gettext_noop(
        '"%(name)s" shares a name in one language with "%(others)s" and has another in the '
        "other; a new organization is made. If they are one, merge them in the admin."
    ),
    "same_name.stored": gettext_noop(
        '"%(name)s" (%(title)s) bears the name of a person who is stored already '
        "(%(stored)s) with another or no known affiliation; a new person is made. If they "
        "are one, merge them in the admin."
    ),
    "same_name.untitled": gettext_noop(
        "“%(name)s”, of whom no title is told, bears the name of a person who is stored already "
        "(%(stored)s); a new person is made. If they are one, merge them in the admin."
    ),
    "section_missing.body": gettext_noop(
        "%(session)s is in the list but has no section of its own; it was imported from the list."
    ),
    "section_missing.heading": gettext_noop(
        "The heading %(name)s is missing; its text was found and imported."
    ),
    "section_missing.list": gettext_noop(
        "%(session)s has a section but is not in the list; it was imported from its section."
    ),
    "section_missing.section": gettext_noop(
        "The document has no section %(name)s; the record was imported without it."
    ),
    "section_missing.segment": gettext_noop(
        "%(label)s names a segment that the document does not have; nobody moderates it."
    ),
    "time_conflict.invalid": gettext_noop("There is no such time: %(one)s. It was left out."),
    "time_conflict.kept": gettext_noop(
        "%(session)s is stored with the hours %(stored)s, which staff typed; the document says "
        "%(time)s alone, which does not fit them. The stored hours stay."
    ),
    "time_conflict.renewed": gettext_noop(
        "%(session)s was stored with the hours %(stored)s; the document says %(time)s alone, which "
        "does not fit them. %(time)s was taken and the other hour emptied."
    ),
    "time_conflict.other": gettext_noop(
        "Two times are printed: %(one)s and %(other)s; the first was kept."
    ),
    "time_conflict.overlap": gettext_noop(
        "%(session)s begins before %(before)s ends; both were kept as printed."
    ),
    "time_conflict.reversed": gettext_noop(
        "The end does not stand behind the start: %(one)s. The start alone was taken."
    ),
    "title_translation": gettext_noop(
        "The Chinese and the English title differ in their numbers or parts; both were "
        "kept as printed."
    ),
    "topic_title_variant.marks": gettext_noop(
        "List and body print the title with other spaces, dashes or quotation marks; kept: "
        "%(kept)s."
    ),
    "topic_title_variant.words": gettext_noop(
        "The list prints the title as %(other)s; the body's was kept: %(kept)s."
    ),
    "translation_missing": gettext_noop(
        "The document holds no text in this language: %(language)s."
    ),
    "truncated.document": gettext_noop(
        "The document breaks off here: …%(end)s. It was imported as it stands."
    ),
    "truncated.file": gettext_noop(
        "The file ends in the middle of a character: its end is missing. What stands "
        "before was kept; get the whole file again."
    ),
    "truncated.picture_missing": gettext_noop(
        'The picture "%(name)s" is missing in the file; upload it in the admin.'
    ),
    "truncated.photo_unknown": gettext_noop(
        "The event has no photo whose file is called “%(name)s”: its caption was left out. Upload "
        "the photo in the admin first, or take the name from an export."
    ),
    "truncated.picture_refused": gettext_noop(
        "The picture cannot be stored (%(reason)s) and was left out. Save it as JPEG or "
        "PNG of at most 64 megapixels and upload it in the admin."
    ),
    "truncated.sentence": gettext_noop(
        "The text ends in the middle of a sentence: …%(end)s. It was imported as it stands."
    ),
    "truncated.text": gettext_noop(
        "A text is longer than the %(limit)d characters that are kept of it; its end was "
        "cut. Check it in the admin."
    ),
    "unlisted_person": gettext_noop(
        "%(name)s takes part but is not in the list; added to %(session)s as %(role)s."
    ),
}

# Case of an error -> why the document cannot be read, and what to do.
_ERRORS: Final[dict[str, str]] = {
    "cells_refused": gettext_noop(
        "this seems to be %(shape)s; %(count)d cells cannot be taken as they are: %(cells)s. "
        "Mend them in the file, or take what was understood as a draft (--partial)."
    ),
    "mostly_guesses": gettext_noop(
        "this seems to be %(shape)s; %(percent)d %% of its text was understood, but "
        "%(count)d values are guesses, more than are certain. Check the document, or "
        "take what was understood as a draft (--partial)."
    ),
    "little_understood": gettext_noop(
        "this seems to be %(shape)s, but only %(percent)d %% of its text was understood. "
        "Check the document, or take what was understood as a draft (--partial)."
    ),
    "no_title": gettext_noop(
        "this seems to be %(shape)s; %(percent)d %% of its text was understood, but no "
        "title of an event was found. Name the event that it is about, or what it is called "
        "(--title), or take what was understood as a draft (--partial)."
    ),
    "shape_not_read": gettext_noop(
        "this seems to be %(shape)s, of which nothing could be read with certainty; "
        "nothing was taken from it. Type it in the admin, or import another document."
    ),
    "unknown_shape": gettext_noop(
        "nothing in this document says what it is: a record, a programme, a list of "
        "guests, news, a transcript or a report; nothing was taken from it. Type it in "
        "the admin, or import another document."
    ),
    "schedule_hostile": gettext_noop(
        "the file holds what no program for schedules writes (a document type, entities, "
        "inclusions, or elements nested or counted without end); export it anew from the program "
        "that it comes from."
    ),
    "schedule_broken": gettext_noop(
        "this line of the schedule cannot be read (%(reason)s); export it anew from the program "
        "that it comes from."
    ),
    "schedule_repeated": gettext_noop(
        "“%(name)s” stands twice in one object of the file, so that nobody can tell which is "
        "meant; export it anew from the program that it comes from."
    ),
    "schedule_number": gettext_noop(
        "“%(value)s” is no number that JSON knows; export the file anew from the program that it "
        "comes from."
    ),
    "schedule_character": gettext_noop(
        "“%(text)s” has a character that no text can hold (U+%(code)s); export the file anew from "
        "the program that it comes from."
    ),
    "no_schedule": gettext_noop(
        "this is no schedule as c3voc and pretalx write it (schedule.xml, schedule.json); export "
        "one, or give a text or a Word document."
    ),
    "schedule_empty": gettext_noop(
        "the schedule holds no talk; export it anew from the program that it comes from."
    ),
    "own_json": gettext_noop(
        "this is an event as this site exports it for other programs (JSON), which it does not "
        "read; export the event as Word or as tables (XLSX) and import that."
    ),
    "columns_unknown": gettext_noop(
        "none of these columns is known: %(headers)s. Call them Name, Title, Organization and so "
        "on, as a table does that this site exports."
    ),
    "csv_cut": gettext_noop(
        "the file ends within this row, which has %(found)d of %(whole)d cells; get the whole file "
        "again, or complete the row."
    ),
    "csv_unclosed": gettext_noop(
        "a quotation mark that is opened in this row, or before it, is never closed; save the "
        "table anew as .csv or .xlsx."
    ),
    "sheet_damaged": gettext_noop(
        "the workbook is damaged or of another kind; open it in a spreadsheet program and save it "
        "as .xlsx."
    ),
    "sheet_too_large": gettext_noop(
        "the workbook unpacks to more than any guest list or programme would; split it."
    ),
    "cell_too_far": gettext_noop(
        "cell %(cell)s of the sheet “%(sheet)s” stands right of the %(most)d columns that are "
        "read; delete it, or move what it says to the left."
    ),
    "csv_cell_too_far": gettext_noop(
        "cell %(cell)s stands right of the %(most)d columns that are read; delete it, or move what "
        "it says to the left."
    ),
    "too_many_sheets": gettext_noop(
        "the workbook has more than %(most)d sheets; import its parts one by one."
    ),
    "csv_broken": gettext_noop(
        "this line of the table cannot be read (%(reason)s); save the table anew as .csv or .xlsx."
    ),
    "bomb_photos": gettext_noop(
        '"%(part)s" unpacks to more than 100 times its size; import it without photos and '
        "upload them in the admin."
    ),
    "bomb_text": gettext_noop(
        '"%(part)s" unpacks to more than 100 times its size; copy its text into a new '
        "document and save that as .docx."
    ),
    "broken_xml": gettext_noop(
        "the Word file's XML is broken; open it in Word and save it anew as .docx."
    ),
    "damaged": gettext_noop(
        "the Word file is damaged or incomplete; get it again, or open it in Word and save "
        "it anew as .docx."
    ),
    "empty": gettext_noop("the file is empty; save the record anew and import it again."),
    "file_missing": gettext_noop("there is no such file; check its path."),
    "hostile": gettext_noop(
        "the Word file holds what no word processor writes (a document type, entities, or "
        "elements nested or named without end); copy its text into a new document and save "
        "that as .docx."
    ),
    "locked": gettext_noop("the file is locked by a password; save it without one as .docx."),
    "macros": gettext_noop(
        "the file holds macros, which are not taken; save it as .docx without them."
    ),
    "no_file": gettext_noop("this is no file; give the path of a file."),
    "no_permission": gettext_noop("you may not read this file; ask for permission, or copy it."),
    "no_such_encoding": gettext_noop(
        'the encoding "%(name)s" is not known; choose one of %(known)s.'
    ),
    "no_text": gettext_noop(
        "this is not a text; give a plain text (.txt) or a Word document (.docx)."
    ),
    "no_word": gettext_noop(
        "this is no Word document, though its name says so; get it again, or save it as "
        ".docx, or as .txt if it is plain text."
    ),
    "no_word_archive": gettext_noop(
        "this is an archive but no Word document; open its document and save it as .docx."
    ),
    "not_decodable": gettext_noop(
        "bytes here are no %(encoding)s (%(reason)s); leave --encoding away, or name the "
        "encoding in which the file was saved."
    ),
    "older_format": gettext_noop(
        "this is a file of an older kind (.doc, .wps, .rtf) or locked by a password; save "
        "it as .docx without a password."
    ),
    "pdf": gettext_noop("this is a PDF; open its original and save it as .docx."),
    "picture_missing": gettext_noop('the picture "%(name)s" is missing in the file.'),
    "picture_too_large": gettext_noop(
        'the picture "%(name)s" has more than 20 MB; upload a smaller one in the admin.'
    ),
    "pictures_only": gettext_noop(
        "the document holds pictures and no text; type the text, or import another."
    ),
    "too_large": gettext_noop(
        "the file has more than 60 MB unpacked; import it without photos and upload them "
        "in the admin."
    ),
    "too_long": gettext_noop("the text has more than 5 MB; split it and import the parts."),
    "too_many_lines": gettext_noop(
        "the document has more than 100,000 lines; split it and import the parts."
    ),
    "too_many_parts": gettext_noop(
        "the file holds more than 2,000 parts, as no document does; copy its text into a "
        "new document and save that as .docx."
    ),
    "too_many_people": gettext_noop(
        "the document names people %(found)d times, more than the %(most)d that are read; "
        "split it and import the parts."
    ),
    "too_many_sections": gettext_noop(
        "the document has %(found)d sections, more than the %(most)d that are read; split "
        "it and import the parts."
    ),
    "too_much_xml": gettext_noop(
        "the text parts have more than 8 MB unpacked; split the document, or save it as "
        "plain text (.txt)."
    ),
    "unknown_encoding": gettext_noop(
        "the text is neither UTF-8 nor GB18030; save it as UTF-8, or name its encoding "
        "with --encoding."
    ),
    "unreadable": gettext_noop(
        "the file cannot be read; check its path and copy it to a local folder."
    ),
    "utf16_unmarked": gettext_noop(
        "the text seems to be UTF-16 without a byte order mark; save it as UTF-8, or give "
        "--encoding %(encoding)s."
    ),
    "web_page": gettext_noop("this is a web page; open it in Word and save it as .docx."),
    "wrong_encoding": gettext_noop(
        "bytes here are no %(encoding)s; leave --encoding away, or name the encoding in "
        "which the file was saved."
    ),
}

# Shape of a document -> what it is called in a sentence.
_SHAPES: Final[dict[str, str]] = {
    "record": gettext_noop("the record of an event"),
    "programme": gettext_noop("a programme"),
    "guest_list": gettext_noop("a list of guests"),
    "release": gettext_noop("a news release"),
    "transcript": gettext_noop("a transcript"),
    "report": gettext_noop("a report"),
    "minutes": gettext_noop("minutes"),
}

# What a finding is about where no words of the document say it -> what staff call it.
_SUBJECTS: Final[dict[str, str]] = {
    "title": gettext_noop("Title of the event"),
    "date": gettext_noop("Day"),
    "guidance": gettext_noop("Under the guidance of"),
    "hosts": gettext_noop("Hosted by"),
    "organizers": gettext_noop("Organized by"),
    "co_organizers": gettext_noop("Co-organized by"),
    "supporters": gettext_noop("Supported by"),
    "implementers": gettext_noop("Implemented by"),
    "media": gettext_noop("Media partner"),
    "tracked": gettext_noop("Tracked changes"),
    "inserted": gettext_noop("Inserted file"),
}


def finding_message(finding: Finding) -> str:
    """Return what a finding says."""
    return finding_sentence(finding.kind, finding.case, finding.params)


def finding_sentence(kind: str, case: str, params: Mapping[str, object], text: str = "") -> str:
    """Return the sentence of a kind of finding and of its case, filled.

    text: the msgid of a finding that was stored before the sentences stood here, else "".
    """
    codes = params.get("languages")
    if isinstance(codes, list):
        params = {**params, "languages": [site_language_name(code) for code in codes]}
    if "shape" in params:
        params = {**params, "shape": shape_in_words(str(params["shape"]))}
    if params.get("language") in language_codes():
        params = {**params, "language": site_language_name(str(params["language"]))}
    roles = {**dict(EventOrganization.Role.choices), **dict(Appearance.Role.choices)}
    if params.get("role") in roles:
        params = {**params, "role": str(roles[str(params["role"])])}
    return filled(text or _FINDINGS[f"{kind}.{case}" if case else kind], params)


def error_reason(error: DocumentError) -> str:
    """Return why a document cannot be read, without the file's name."""
    params = dict(error.params)
    if "shape" in params:
        params["shape"] = shape_in_words(str(params["shape"]))
    return filled(_ERRORS[error.case], params)


def error_message(error: DocumentError) -> str:
    """Return why a document cannot be read, with the file's name and the line if they are known."""
    reason = error_reason(error)
    if not error.source:
        return reason
    if error.line is None:
        return gettext("%(file)s: %(reason)s") % {"file": error.source, "reason": reason}
    places = {"file": error.source, "line": error.line, "reason": reason}
    return gettext("%(file)s line %(line)d: %(reason)s") % places


def shape_in_words(shape: str) -> str:
    """Return what a document is, in a sentence: a programme, the record of an event."""
    return gettext(_SHAPES[shape]) if shape in _SHAPES else gettext("a document of unknown kind")


def subject_in_words(subject: str) -> str:
    """Return what a finding is about: the document's own words, or ours for what has none."""
    if subject in language_codes():
        return site_language_name(subject)
    return gettext(_SUBJECTS[subject]) if subject in _SUBJECTS else subject
