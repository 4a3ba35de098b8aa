"""Rehearsals of a site that is larger than one machine: ``python -m deploy.rehearsal NAME``.

They run on loopback and need programs that development does not: PgBouncer, PostgreSQL's own,
seaweedfs, Varnish. What they start they end, by id.
"""
