"""The desk's start, once in a process: every model's admin, and what the desk follows.

Whatever changes a record in a server came by an address of the desk, and those import this module;
commands and workers import it at once.
"""

from allauth.socialaccount.providers import registry
from django.contrib import admin

from forum.desk.accounts import machinery

# Ours replace those of libraries.
admin.autodiscover()
from forum.desk import admin as _own_admin  # noqa: E402, F401

registry.load()
machinery.start()
