"""The read interface, ``/api/v1/``: what is published, as JSON, in every language with its state.

Described by OpenAPI 3.1 at ``/api/v1/openapi.json``, and for people at ``/en/api/``. Within a
version names are only added.
"""
