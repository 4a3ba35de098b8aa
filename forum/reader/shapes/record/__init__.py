"""The rooms below ``reader.py``: each reads one thing of a record from its rows.

The docstring of ``reader.py`` is their map.
"""
