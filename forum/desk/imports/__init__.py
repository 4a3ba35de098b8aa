"""Importing records in the admin: uploaded, read in the background, decided about, confirmed.

An ``ImportUpload`` goes from WAITING over READING to PLANNED, from there over WRITING to DONE; a
decision takes it back to WAITING, and what goes wrong to FAILED. The work is done by tasks in a
process of its own (``manage.py db_worker``); the views only ask for it and show how far it is.
"""
