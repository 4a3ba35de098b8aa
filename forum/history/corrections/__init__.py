"""Changes of published texts: typing slips, or corrections that the event's page lists.

Whatever way a text changes, staff are asked which of the two it is. ``changed`` says which changes
the public would notice, ``correction_question`` what is asked and answered, ``correction_note``
keeps the note.
"""
