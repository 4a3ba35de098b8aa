"""A programme as c3voc and pretalx have it: ``schedule.xml`` and ``schedule.json``, version 1.

One file a language, the same ``guid``s in all. Described at https://c3voc.de/schedule/ by an XML
schema and a JSON schema; what they demand beyond their documentation is said where it is met.
"""
