"""The desk's start, once in a process: every model's admin, and what the desk follows.

Whatever changes a record in a server came by an address of the desk, and those import this module;
commands and workers import it at once.
"""

from allauth.mfa.signals import authenticator_used
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import pre_save

from forum.desk.accounts.rules import begin_session
from forum.desk.accounts.security_mail import tell_of_recovery_code, tell_of_sign
from people.models import User

_TABLES_OF_SIGN_IN = ("account", "socialaccount", "mfa", "usersessions")


def take_out_tables_of_sign_in() -> None:
    """Take allauth's tables out of the desk."""
    for label in _TABLES_OF_SIGN_IN:
        for model in apps.get_app_config(label).get_models():
            if admin.site.is_registered(model):
                admin.site.unregister(model)


# Ours replace those of libraries.
admin.autodiscover()
from forum.desk import admin as _own_admin  # noqa: E402, F401

take_out_tables_of_sign_in()
pre_save.connect(tell_of_sign, User, dispatch_uid="tell_of_sign")
authenticator_used.connect(tell_of_recovery_code, dispatch_uid="tell_of_recovery_code")
user_logged_in.connect(begin_session, dispatch_uid="begin_session")
