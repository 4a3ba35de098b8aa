"""Working copies: unpublished changes of public records.

A working copy holds the difference to what is public, column by column, each with the value that it
was changed from. So a direct edit of the record meanwhile is merged by itself wherever the two do
not meet, and where they do it is a conflict that is shown, as with imports. ``changes`` computes
with such differences, ``store`` is the table of working copies, ``tables_with_copies`` lays one
over the tables inside a transaction that is rolled back, ``copy_diversion`` lets any block of code
work on that and keeps what came of it, ``writing`` puts it into the tables for good.

Why so, and not otherwise: a second set of rows with a mark would have to be left out by every query
of the site, the public's too; a state in JSON alone would need forms, boards and panels of its own.
Laid over the tables, every page of the desk works on a working copy as it is, and the public reads
plain tables, which hold nothing but what is public: other transactions never see what was staged.
"""
