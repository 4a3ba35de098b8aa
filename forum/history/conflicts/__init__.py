"""Nobody's edit is lost: a form carries the version that it saw, and refuses a row that moved on.

Rows are locked while a form that changes them is looked at, so of fifty that were sent at once one
is stored and the others meet the conflict screen, with both versions of each field to choose from.
"""
