"""What the board is asked for: a form whose answers stand in the address."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from forum.core.content import Record, language_codes
from forum.core.field_labels import site_language_name
from forum.desk.base_admin import admin_of
from forum.desk.model_forms import KnownAutocompleteSelect
from forum.desk.translations.board_rows import MOST, SOONEST
from forum.permissions.access import within
from people.models import User
from sessions_app.models import Event, Session

STATES = (
    ("", _("Any state")),
    ("todo", _("Missing or outdated")),
    ("missing", pgettext_lazy("translation", "Missing")),
    ("outdated", pgettext_lazy("translation", "Outdated")),
    ("draft", pgettext_lazy("translation", "Draft")),
    ("unconfirmed", _("The other original changed")),
    ("done", _("Nothing to do")),
)
DAYS = (("", _("Whenever")), ("30", _("Within 30 days")), ("90", _("Within 90 days")))
ORDERS = ((MOST, _("Most to do first")), (SOONEST, _("Next event first")))


class BoardFilterForm(forms.Form):
    """The filters of the board. An answer that makes no sense counts as none."""

    q = forms.CharField(
        label=_("Name or title"), required=False, widget=forms.TextInput({"type": "search"})
    )
    event: "forms.ModelChoiceField[Event]" = forms.ModelChoiceField(
        Event.objects.none(), label=capfirst(_("event")), required=False
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    language = forms.ChoiceField(label=pgettext_lazy("translation", "Into"), required=False)
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)
    within = forms.ChoiceField(label=_("Next event"), choices=DAYS, required=False)
    sort = forms.ChoiceField(label=_("Order"), choices=ORDERS, required=False)

    def __init__(self, data: QueryDict, user: User, models: list[type[Record]]) -> None:
        super().__init__(data, label_suffix="")
        kinds = [
            (model._meta.model_name, capfirst(str(model._meta.verbose_name_plural)))
            for model in models
        ]
        languages = [(code, site_language_name(code)) for code in language_codes()]
        # Any: choices and querysets are of the fields above, each of its own class.
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = [("", _("Every kind")), *kinds]
        fields["language"].choices = [("", _("Every language")), *languages]
        event = fields["event"]
        event.queryset = within(user, Event.objects.all())
        event.widget = KnownAutocompleteSelect(
            Session._meta.get_field("event"),
            admin.site,
            attrs={"data-placeholder": str(_("Every event"))},
        )
        event.widget.is_required = False
        event.label_from_instance = admin_of(Event).label
        event.widget.choices = event.choices
        self.is_valid()

    def answer(self, name: str) -> str:
        """Return what was chosen or typed, "" for nothing."""
        return self.cleaned_data.get(name) or ""

    @property
    def chosen_event(self) -> Event | None:
        """The event whose records are asked for, None for all."""
        event: Event | None = self.cleaned_data.get("event")
        return event

    @property
    def is_narrow(self) -> bool:
        """Whether less than everything is asked for."""
        return any(self.answer(name) for name in self.fields if name != "sort")
