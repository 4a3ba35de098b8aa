"""Changes of published texts: typing slips, or corrections that the event's page lists.

Whatever way a text changes, staff are asked which of the two it is. ``changed`` says which changes
the public would notice, ``asking`` what is asked and answered, ``telling`` keeps the note.
"""
