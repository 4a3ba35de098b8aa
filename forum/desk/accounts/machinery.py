"""What the site does for allauth once, when it starts."""

from django.apps import apps
from django.contrib import admin
from django.contrib.auth.signals import user_logged_in

from forum.desk.accounts.rules import begin_session

_TABLES_OF = ("account", "socialaccount", "mfa", "usersessions")


def hide_tables() -> None:
    """Take allauth's tables out of the desk: the pages of accounts show what people need."""
    for label in _TABLES_OF:
        for model in apps.get_app_config(label).get_models():
            if admin.site.is_registered(model):
                admin.site.unregister(model)
    user_logged_in.connect(begin_session, dispatch_uid="begin_session")
