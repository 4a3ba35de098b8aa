"""How a running site is watched: request ids in its logs, the worker's sign of life, error reports,
traces, and Django's checks of what a site in production must not be. Probes and metrics, which tell
of pages too, stand in ``forum.site``.
"""
