"""The history of whole records: who did what, compare, restore, recover, conflicts.

Two tables of our own: an entry of the audit trail says who did what to which record, and its
snapshots keep the rows as it left them; with them it is a revision. A part's snapshot names the
record that owned it, so that an event's revisions are those with snapshots of its rows.
"""
