"""The forms of accounts: signing in, one's own profile, an invitation."""

from itertools import count
from typing import Any

from allauth.account.forms import LoginForm
from allauth.mfa.base.forms import AuthenticateForm
from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.forms import BaseForm
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    INPUT_CLASSES,
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminEmailInputWidget,
    UnfoldAdminTextInputWidget,
)

from forum.models import Notification
from people.models import User


class SignInForm(LoginForm):
    """Sign-in by name or mail address."""

    # Any: allauth's forms take whatever Django's do.
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label = gettext("User name or email address")
        # What browsers have remembered for the desk stands in fields of these names.
        login.widget.attrs |= {"id": "id_username", "autocomplete": "username", "autofocus": True}
        password.label = gettext("Password")
        password.help_text = ""


class SecondStepForm(AuthenticateForm):
    """The second step, which says which codes it takes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label = gettext("Code of the app, or a recovery code")
        code.widget.attrs.pop("placeholder", None)


class ProfileForm(forms.ModelForm[User]):
    """What somebody says of herself or himself, and wants to be told."""

    muted_notices = forms.MultipleChoiceField(
        label=_("do not tell me of"),
        required=False,
        choices=Notification.Kind.choices,
        widget=UnfoldAdminCheckboxSelectMultipleWidget(),
    )

    class Meta:
        model = User
        fields = ("last_name", "first_name", "email", "language", "daily_digest", "muted_notices")


class AccountForm(forms.ModelForm[User]):
    """An account in the hands of an administrator: every label begins with a capital."""

    # Any: a form of whatever arguments.
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.label = capfirst(str(field.label or ""))


class InvitationForm(AccountForm):
    """A new account: its password is set by whoever it is for."""

    email = forms.EmailField(label=_("email address"), widget=UnfoldAdminEmailInputWidget())
    username = forms.CharField(
        label=_("user name"),
        max_length=150,
        required=False,
        widget=UnfoldAdminTextInputWidget(),
        validators=[UnicodeUsernameValidator()],
        help_text=_("For signing in. Empty: what stands before the @ of the address."),
    )

    class Meta:
        model = User
        fields = ("last_name", "first_name", "email", "username", "language", "groups")

    def clean_username(self) -> str:
        """Return a user name that nobody has yet."""
        name: str = self.cleaned_data["username"]
        if name and User.objects.filter(username__iexact=name).exists():
            raise forms.ValidationError(gettext("Somebody has this user name already."))
        return name or _free_name(self.cleaned_data.get("email", "").partition("@")[0])


class UserForm(AccountForm):
    """An account as an administrator changes it."""

    class Meta:
        model = User
        fields = (
            "last_name", "first_name", "username", "email", "language", "groups", "is_active",
            "is_superuser",
        )  # fmt: skip
        labels = {
            "username": _("user name"),
            "is_active": _("may sign in"),
            "is_superuser": _("may do everything"),
        }
        help_texts = {
            "username": _("For signing in."),
            "is_active": _("Take the tick away from whoever leaves; what they did stays."),
            "is_superuser": _("Every right there is, whatever the roles say."),
        }


def _free_name(wanted: str) -> str:
    numbered = (f"{wanted}{number or ''}" for number in count() if number != 1)
    return next(name for name in numbered if not User.objects.filter(username__iexact=name))


def dress(form: BaseForm) -> None:
    """Give a form of allauth's the desk's look."""
    for field in form.fields.values():
        attributes = field.widget.attrs
        attributes.pop("placeholder", None)
        if getattr(field.widget, "input_type", "") in ("text", "password", "email", "select"):
            attributes["class"] = " ".join(INPUT_CLASSES)
