"""The addresses of accounts, all below /admin/; those that allauth looks up by its own names."""

from allauth.account import views as account
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as apps
from django.urls import path, re_path
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView

from forum.desk.accounts import pages
from forum.desk.accounts.pages import at_the_door, inside
from forum.site.late_views import load_late

# What second factors and single sign-on need is dear, and few requests ask for either.
urlpatterns = [
    path("", inside(pages.profile, _("My account")), name="account-profile"),
    path(
        "sessions/", inside(pages.sessions, _("Where you are signed in")), name="usersessions_list"
    ),
    path(
        "confirm/",
        inside(account.reauthenticate, _("Confirm that it is you")),
        name="account_reauthenticate",
    ),
    path(
        "password/forgotten/",
        at_the_door(account.password_reset, _("Forgotten your password?")),
        name="account_reset_password",
    ),
    path(
        "password/sent/",
        at_the_door(account.password_reset_done, _("Look into your mail")),
        name="account_reset_password_done",
    ),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        at_the_door(account.password_reset_from_key, _("Set a password")),
        name="account_reset_password_from_key",
    ),
    path(
        "password/changed/",
        at_the_door(account.password_reset_from_key_done, _("Your password is set")),
        name="account_reset_password_from_key_done",
    ),
    path(
        "two-step/",
        inside(load_late("allauth.mfa.base.views.index"), _("Two-step verification")),
        name="mfa_index",
    ),
    path(
        "two-step/code/",
        at_the_door(load_late("allauth.mfa.base.views.authenticate"), _("Two-step verification")),
        name="mfa_authenticate",
    ),
    path(
        "two-step/confirm/",
        inside(load_late("allauth.mfa.base.views.reauthenticate"), _("Confirm that it is you")),
        name="mfa_reauthenticate",
    ),
    path(
        "two-step/app/", inside(apps.activate_totp, _("Set up the app")), name="mfa_activate_totp"
    ),
    path(
        "two-step/app/remove/",
        inside(apps.deactivate_totp, _("Switch off the app")),
        name="mfa_deactivate_totp",
    ),
    path(
        "two-step/recovery-codes/",
        inside(recovery_codes.view_recovery_codes, _("Recovery codes")),
        name="mfa_view_recovery_codes",
    ),
    path(
        "two-step/recovery-codes/new/",
        inside(recovery_codes.generate_recovery_codes, _("New recovery codes")),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "two-step/recovery-codes/file/",
        inside(recovery_codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path(
        "two-step/passkeys/",
        inside(load_late("allauth.mfa.webauthn.views.list_webauthn"), _("Passkeys")),
        name="mfa_list_webauthn",
    ),
    path(
        "two-step/passkeys/add/",
        inside(load_late("allauth.mfa.webauthn.views.add_webauthn"), _("Add a passkey")),
        name="mfa_add_webauthn",
    ),
    path(
        "two-step/passkeys/confirm/",
        inside(
            load_late("allauth.mfa.webauthn.views.reauthenticate_webauthn"),
            _("Confirm that it is you"),
        ),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "two-step/passkeys/<int:pk>/remove/",
        inside(load_late("allauth.mfa.webauthn.views.remove_webauthn"), _("Remove the passkey")),
        name="mfa_remove_webauthn",
    ),
    path(
        "two-step/passkeys/<int:pk>/name/",
        inside(load_late("allauth.mfa.webauthn.views.edit_webauthn"), _("Rename the passkey")),
        name="mfa_edit_webauthn",
    ),
    path(
        "passkey/",
        at_the_door(load_late("allauth.mfa.webauthn.views.login_webauthn")),
        name="mfa_login_webauthn",
    ),
    path(
        "single-sign-on/<slug:provider_id>/login/",
        at_the_door(load_late("forum.desk.accounts.single_sign_on.login")),
        name="openid_connect_login",
    ),
    path(
        "single-sign-on/<slug:provider_id>/login/callback/",
        at_the_door(load_late("forum.desk.accounts.single_sign_on.callback")),
        name="openid_connect_callback",
    ),
    # Where allauth leads after an account was connected from within.
    path(
        "single-sign-on/",
        inside(RedirectView.as_view(pattern_name="account-profile")),
        name="socialaccount_connections",
    ),
]
