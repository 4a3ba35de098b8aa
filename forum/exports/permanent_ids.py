"""Permanent identifiers of records, for calendars and feeds."""

import uuid

from forum.core.content import Record

# Drawn once. Changing it would make every calendar and feed reader take all for new.
_NAMESPACE = uuid.UUID("5b1f6b0e-0c55-4c0b-9f5e-2f3c6a5a8d11")


def stable_uuid(record: Record, *aspects: str) -> uuid.UUID:
    """Return the UUID of a record, or of one aspect of it (a language), whatever it is renamed to.

    Made from the key and the moment of creation: neither changes with the slug, the host or an
    import, and the moment keeps the records of two sites apart that have the same key.
    """
    key = (record._meta.label_lower, str(record.pk), record.created.isoformat(), *aspects)
    return uuid.uuid5(_NAMESPACE, "/".join(key))
