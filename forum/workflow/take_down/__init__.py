"""Taking a record out of the public's sight, and putting it back.

``actions`` does both, ``places`` tells where a record shows and ``mentions`` where its name is
written, ``pictures`` keeps the files of what is offline out of the public folder,
``departures`` those that no row names any more.
"""

from forum.workflow.take_down.actions import put_back, take_offline
from forum.workflow.take_down.mentions import find_mentions
from forum.workflow.take_down.places import find_public_places

__all__ = ("find_mentions", "find_public_places", "put_back", "take_offline")
