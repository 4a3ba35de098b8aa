"""A programme as c3voc, frab and pretalx write it: schedule.xml, schedule.json -> EventRecord.

Read leniently: whatever a program leaves out is not there, whatever it adds is passed over. A title
in a language that the site has no column for is said, and never put under another.
"""
