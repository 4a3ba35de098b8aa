"""The rooms below ``record.py``: each reads one thing of a record from its rows."""
