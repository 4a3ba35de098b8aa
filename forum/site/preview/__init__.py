"""Previews: the exact public page of what is not public yet.

The record is published inside a transaction, the page's own view renders it, and the transaction is
rolled back: no second set of templates or queries that could differ from the public ones.
"""
