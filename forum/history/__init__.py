"""Revisions of whole records: who changed what, compare, restore, recover.

Stored in django-reversion's tables, one version for each row that a change touched, and always one
of the record that owns them, so that an event's revisions are those that hold a version of the
event. Its own recorder would store every row of an event at each save, and none that was deleted;
its revert writes raw and reverts people who are shared with other events. So both are done here.
"""
