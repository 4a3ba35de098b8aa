"""The rows of the grid as forms: a session, a guest, somebody new."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forum.core.columns import columns
from forum.core.content import column, language_codes
from forum.core.field_labels import column_label, site_language_name
from forum.core.translated import html_lang
from forum.desk.base_admin import Choices, CleanedData, key_in
from forum.desk.model_forms import NamedForm, RecordForm
from forum.desk.programme_forms import SessionForm
from people.models import NamedQuerySet, Person
from sessions_app.models import Appearance, Session

NEW_PERSON: Final = "new"
_MOST_CANDIDATES: Final = 10
SESSION_TEXTS: Final = ("label", "title")
GUEST_TEXTS: Final = ("title", "speech_title")
# The columns of the table, each with its fields, one below the other.
GUEST_COLUMNS: Final[dict[str, list[str]]] = {
    "title": columns("title"),
    "part": ["role", "attendance"],
    "speech": columns("speech_title"),
    "withheld": ["withheld"],
}
GUEST_CELLS: Final = tuple(name for names in GUEST_COLUMNS.values() for name in names)
# What somebody types, not what is chosen.
TYPED_CELLS: Final = (*columns("name", *GUEST_TEXTS, *SESSION_TEXTS), "day", "start", "end")


def _mark_language(form: forms.ModelForm[Any], names: tuple[str, ...]) -> None:
    for code in language_codes():
        for name in names:
            if (field := column(name, code)) in form.fields:
                widget = form.fields[field].widget
                # Of two texts below each other the first is what the column's head says.
                is_first = name == names[0]
                label = site_language_name(code) if is_first else form.fields[field].label
                widget.attrs |= {"lang": html_lang(code), "placeholder": label}


class SessionRowForm(SessionForm):
    """A session as a row."""

    class Meta:
        model = Session
        fields = ("kind", *columns(*SESSION_TEXTS), "day", "start", "end", "withheld")
        widgets = {
            "day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "start": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "end": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, use_required_attribute=False, **kwargs)
        _mark_language(self, SESSION_TEXTS)
        for name in columns(*SESSION_TEXTS):
            if name in self.fields:
                self.fields[name].widget.attrs["placeholder"] = self.fields[name].label


class GuestRowForm(RecordForm):
    """A guest of a session as a row; whom it names does not change here."""

    class Meta:
        model = Appearance
        fields = GUEST_CELLS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, use_required_attribute=False, **kwargs)
        _mark_language(self, GUEST_TEXTS)


class NewGuestForm(GuestRowForm):
    """A row for somebody who is added: found by any name, else a new person.

    people: whom the user may see, nobody else is found; candidates: who may be meant, where a
    list that was pasted names them.
    """

    person = forms.ChoiceField(required=False, label=_("person"))

    def __init__(
        self,
        *args: Any,
        people: NamedQuerySet[Person],
        candidates: Choices | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._people = people
        for code in language_codes():
            name = column("name", code)
            label = column_label(_("Name"), code)
            self.fields[name] = forms.CharField(required=False, max_length=300, label=label)
            self.fields[name].widget.attrs |= {"lang": html_lang(code), "placeholder": label}
        # Any: the field is made above, and typed as any field.
        field: Any = self.fields["person"]
        sent = str(self.data.get(self.add_prefix("person"), "")) if self.is_bound else ""
        field.choices = candidates or _choices_of_sent(sent, people)
        # Who was chosen of a list is taken back with what was typed, whatever is offered now.
        field.widget.attrs["data-any"] = ""
        self.fields["withheld"].widget = forms.CheckboxInput()

    @property
    def names(self) -> dict[str, str]:
        """The names that were typed, by column."""
        typed = ((name, self.cleaned_data.get(name) or "") for name in columns("name"))
        return {name: " ".join(text.split()) for name, text in typed if text.strip()}

    def has_changed(self) -> bool:
        """Tell whether somebody is named, or anything is said of them; a role alone is not."""
        changed = set(self.changed_data) - {"role", "attendance", "withheld", "person"}
        return bool(changed) or self._is_chosen()

    def _is_chosen(self) -> bool:
        return key_in(str(self.data.get(self.add_prefix("person"), ""))) is not None

    def clean(self) -> CleanedData:
        data: CleanedData = super().clean() or self.cleaned_data
        if not self.names and key_in(str(data.get("person") or "")) is None:
            self.add_error(columns("name")[0], gettext("Give the name."))
        return data

    def find_person(self) -> Person | None:
        """Return the stored person who is meant, None for somebody new; raise ValidationError."""
        chosen = str(self.cleaned_data.get("person") or "")
        if key := key_in(chosen):
            person = self._people.filter(pk=key).first()
            if person is None:
                raise ValidationError(gettext("This person was deleted meanwhile."))
            return person
        if chosen == NEW_PERSON:
            return None
        named = self._people.named(*self.names.values()).select_related("organization")
        bearers = list(named[:_MOST_CANDIDATES])
        if len(bearers) > 1:
            # Any: the field is made above, and typed as any field.
            field: Any = self.fields["person"]
            field.choices = candidate_choices(bearers)
            raise ValidationError(
                gettext("Several people bear this name: choose the person, or say that it is new.")
            )
        return bearers[0] if bearers else None


def _choices_of_sent(sent: str, people: NamedQuerySet[Person]) -> Choices:
    """Return the choice that a form sent, of whatever was offered to it, and those of names."""
    choices: Choices = [("", _("Found by the name")), (NEW_PERSON, _("A new person"))]
    if key := key_in(sent):
        person = people.filter(pk=key).first()
        choices.append((sent, " / ".join(person.names()) if person else sent))
    return choices


def candidate_choices(people: list[Person]) -> Choices:
    """Return a choice for each who may be meant, told apart by where they work."""
    names = [
        (str(person.pk), " · ".join(filter(None, [" / ".join(person.names()), _whose(person)])))
        for person in people
    ]
    return [("", _("Choose")), *names, (NEW_PERSON, _("A new person"))]


def _whose(person: Person) -> str:
    return str(person.organization) if person.organization_id else ""


class NewPersonForm(NamedForm):
    """The names of a person who is added with a guest's row."""

    class Meta:
        model = Person
        fields = columns("name")
