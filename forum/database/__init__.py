"""How requests reach PostgreSQL: its address, the pool, and a watch that notices when it is down.

``forum.database`` is also the name of the backend (``base``), Django's own with that watch.
"""
