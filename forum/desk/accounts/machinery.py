"""What the desk does once, when it starts: for accounts, and for what they are told."""

from allauth.mfa.signals import authenticator_used
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_save, pre_save

from forum.desk.accounts.rules import begin_session
from forum.desk.accounts.security_mail import tell_of_recovery_code, tell_of_sign
from forum.desk.notifications.notices import follow_entries, follow_uploads
from forum.models import AuditEntry, ImportUpload
from people.models import User

_TABLES_OF = ("account", "socialaccount", "mfa", "usersessions")


def start() -> None:
    """Take allauth's tables out of the desk, and follow what people are told of."""
    for label in _TABLES_OF:
        for model in apps.get_app_config(label).get_models():
            if admin.site.is_registered(model):
                admin.site.unregister(model)
    post_save.connect(follow_entries, AuditEntry, dispatch_uid="tell_of_entries")
    post_save.connect(follow_uploads, ImportUpload, dispatch_uid="tell_of_uploads")
    pre_save.connect(tell_of_sign, User, dispatch_uid="tell_of_sign")
    authenticator_used.connect(tell_of_recovery_code, dispatch_uid="tell_of_recovery_code")
    user_logged_in.connect(begin_session, dispatch_uid="begin_session")
