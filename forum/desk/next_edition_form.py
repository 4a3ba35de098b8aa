"""The form by which an event is duplicated as its next edition."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from forum.core.translated import html_lang
from forum.workflow.next_edition import NextEdition, proposed_titles
from sessions_app.models import Event

_TITLE_LENGTH = 400


class NextEditionForm(forms.Form):
    """Number, titles and what goes along; the titles of sub-forums are asked where ticked."""

    edition = forms.IntegerField(
        label=_("Edition"), required=False, min_value=1, max_value=999,
        help_text=_("A number: 6 for the sixth."),
    )  # fmt: skip
    same_place = forms.BooleanField(label=_("The same venue and city"), required=False)
    same_people = forms.BooleanField(
        label=_("Propose the guests of this edition, with empty titles"), required=False
    )

    def __init__(self, event: Event, sub_forums: list[Event], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event, self.sub_forums = event, sub_forums
        self.fields["edition"].initial = event.edition + 1 if event.edition else None
        for one in (event, *sub_forums):
            self._ask_titles(one)
        for one in sub_forums:
            self.fields[f"with_{one.pk}"] = forms.BooleanField(
                label=str(one), required=False, initial=True
            )

    def _ask_titles(self, event: Event) -> None:
        for name, title in proposed_titles(event).items():
            column: Any = Event._meta.get_field(name)
            field = forms.CharField(
                label=column.verbose_name, required=False, initial=title, max_length=_TITLE_LENGTH
            )
            field.widget.attrs["lang"] = html_lang(column.language)
            self.fields[f"{name}_{event.pk}"] = field

    def titles(self, event: Event) -> list[forms.BoundField]:
        """Return the fields of an event's titles."""
        return [self[f"{name}_{event.pk}"] for name in proposed_titles(event)]

    def rows(self) -> Iterator[tuple[forms.BoundField, list[forms.BoundField]]]:
        """Return each sub-forum's tick and the fields of its titles."""
        return ((self[f"with_{one.pk}"], self.titles(one)) for one in self.sub_forums)

    def main_titles(self) -> list[forms.BoundField]:
        """Return the fields of the event's own titles."""
        return self.titles(self.event)

    def clean(self) -> Any:
        data = super().clean() or self.cleaned_data
        for event in (self.event, *self._chosen()):
            fields = self.titles(event)
            if not any((data.get(one.name) or "").strip() for one in fields):
                message = _("Give the title in at least one language.")
                self.add_error(fields[0].name, ValidationError(message))
        return data

    def wish(self) -> NextEdition:
        """Return what was asked for; of a valid form."""
        data = self.cleaned_data
        chosen = self._chosen()
        return NextEdition(
            titles={
                one.pk: {name: data[f"{name}_{one.pk}"] for name in proposed_titles(one)}
                for one in (self.event, *chosen)
            },
            edition=data["edition"],
            same_place=data["same_place"],
            same_people=data["same_people"],
            sub_forums=chosen,
        )

    def _chosen(self) -> list[Event]:
        return [one for one in self.sub_forums if self.cleaned_data.get(f"with_{one.pk}")]
