"""The desk's start, once in a process: every model's admin, and what the desk follows.

The addresses of the desk import this module, and nothing else has to.
"""

from allauth.mfa.signals import authenticator_used
from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_lazy as _

from forum.desk.accounts.rules import begin_session
from forum.desk.accounts.security_mail import tell_of_recovery_code

_TABLES_OF_SIGN_IN = ("account", "socialaccount", "mfa", "usersessions")


def take_out_tables_of_sign_in() -> None:
    """Take allauth's tables out of the desk."""
    for label in _TABLES_OF_SIGN_IN:
        for model in apps.get_app_config(label).get_models():
            if admin.site.is_registered(model):
                admin.site.unregister(model)


def say_how_to_type() -> None:
    """Let every form say how a date and a time are typed; Django only says that they are wrong."""
    day = _("Enter a date that exists, e.g. 2026-05-31.")
    time = _("Enter a time that exists, e.g. 09:30.")
    forms.DateField.default_error_messages["invalid"] = day
    forms.TimeField.default_error_messages["invalid"] = time
    forms.SplitDateTimeField.default_error_messages |= {"invalid_date": day, "invalid_time": time}


say_how_to_type()
# Ours replace those of libraries.
admin.autodiscover()
from forum.desk import admin as _own_admin  # noqa: E402, F401

take_out_tables_of_sign_in()
authenticator_used.connect(tell_of_recovery_code, dispatch_uid="tell_of_recovery_code")
user_logged_in.connect(begin_session, dispatch_uid="begin_session")
