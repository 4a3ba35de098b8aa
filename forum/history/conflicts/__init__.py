"""Optimistic locking of forms: each carries the version it showed, and refuses a row changed since.

Rows are locked while a form that changes them is looked at, so of fifty that were sent at once one
is stored and the others meet the conflict screen, with both versions of each field to choose from.
"""
