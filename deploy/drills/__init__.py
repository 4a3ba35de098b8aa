"""Fault drills: ``python -m deploy.drills NAME`` (or ``all``), one line each.

Each stands up a site of its own on loopback, in a temporary folder: an embedded PostgreSQL, the
sample records, the server and the worker as production runs them. What it starts it ends, by id.
"""
