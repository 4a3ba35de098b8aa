"""A published text that is changed: a typing slip, or a correction that the event's page tells.

Whatever way a text changes, staff are asked which of the two it is. ``changed`` says which changes
the public would notice, ``asking`` what is asked and answered, ``telling`` keeps the note.
"""
