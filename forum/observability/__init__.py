"""How a running site is watched: request ids in its logs, probes, metrics, the worker's sign of
life, and Django's checks of what a site in production must not be.
"""
