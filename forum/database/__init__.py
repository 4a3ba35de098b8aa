"""How requests reach PostgreSQL: the address, the pool, and a watch that knows when it is away.

``forum.database`` is also the name of the backend (``base``), Django's own with that watch.
"""
