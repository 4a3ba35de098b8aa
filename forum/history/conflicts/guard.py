"""Forms that notice when their record was changed since they were shown."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import ModelForm

from forum.core.content import Record
from forum.history.conflicts.form_token import (
    TOKEN,
    FormTokenField,
    find_sent_changes,
    form_token,
    list_compared_fields,
    read_token,
)
from forum.history.version_token import MOVED_ON

CONFLICT = "conflict"
AGAIN = "again"
THEIRS = "theirs"


class HidingField(forms.BooleanField):
    """A checkbox that hides, for those who may not show again what is hidden."""


if TYPE_CHECKING:
    RecordModelForm = forms.ModelForm[Any]
    PartFormSet = forms.BaseInlineFormSet[Any, Any]
else:
    # Django's classes take no parameters at run time.
    RecordModelForm, PartFormSet = forms.ModelForm, forms.BaseInlineFormSet


class Guarded(RecordModelForm):
    """A model form that does not overwrite a version that it did not show.

    A row that was not changed in the form itself keeps the newer version without a question.
    """

    version_token = FormTokenField(required=False, label="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_stale = False
        # Whether somebody else deleted the row, and whether it is to be stored again.
        self.is_gone = self.comes_back = False
        self.locked: set[str] = set()
        self.lock_fields(
            name
            for name, field in self.fields.items()
            if field.disabled or (isinstance(field, HidingField) and getattr(self.instance, name))
        )
        if not self.instance.pk or self.instance._state.adding:
            return
        if self.is_bound:
            self._compare()
        else:
            self.initial[TOKEN] = form_token(self)

    def lock_fields(self, names: Iterable[str]) -> None:
        """Disable fields: their stored values stay, whatever is submitted."""
        for name in names:
            self.fields[name].disabled = True
            self.locked.add(name)

    def _compare(self) -> None:
        """Check whether the row was changed, and take the stored values where these were chosen."""
        version, digests = read_token(self.data.get(self.add_prefix(TOKEN), ""))
        moved_on = version != self.instance.version
        self.shown = digests
        self.own_changes = find_sent_changes(self, digests) if moved_on else set()
        self.is_stale = bool(moved_on and self.own_changes)
        for name in list_compared_fields(self):
            untouched = moved_on and not self.own_changes
            if untouched or self.data.get(self.choice_name(name)) == THEIRS:
                # A disabled field takes the stored value.
                self.fields[name].disabled = True

    def lose(self, key: str, *, is_wanted: bool) -> None:
        """Take note that somebody else deleted the row: what was changed in it is asked about.

        key: the field that names the row. is_wanted: whether it was not to be deleted here, too.
        """
        _version, self.shown = read_token(self.data.get(self.add_prefix(TOKEN), ""))
        self.own_changes = find_sent_changes(self, self.shown) if is_wanted else set()
        answer = self.data.get(self.choice_name(AGAIN))
        self.is_gone, self.comes_back = True, bool(is_wanted and answer)
        self.is_stale = bool(self.own_changes and answer is None)
        self.empty_permitted = True
        self.fields[key] = forms.CharField(required=False, widget=forms.HiddenInput)

    def has_changed(self) -> bool:
        """Tell whether there is something to store; of what is gone only if that was said."""
        if self.is_gone and not self.comes_back:
            return self.is_stale
        return super().has_changed()

    def fresh(self, instance: Any) -> Self:
        """Return the form as it would show another version of the record."""
        return type(self)(instance=instance, prefix=self.prefix)

    def choice_name(self, field: str) -> str:
        """Return the name under which the conflict screen sends whose version of a field holds."""
        return f"{self.add_prefix(TOKEN)}-{field}"

    def clean(self) -> Any:
        cleaned = super().clean()
        if self.is_stale:
            self.add_error(None, ValidationError(MOVED_ON, code=CONFLICT))
        return cleaned


class GuardedFormSet(PartFormSet):
    """Rows of an owner: what somebody else changed is not deleted unseen either.

    A row that somebody else deleted is none of the stored ones; it can only come anew.
    """

    def clean(self) -> None:
        super().clean()
        if any(is_in_conflict(form) for form in self.deleted_forms):
            raise ValidationError(MOVED_ON, code=CONFLICT)

    @property
    def initial_forms(self) -> list[Any]:
        return [form for form in super().initial_forms if not getattr(form, "is_gone", False)]

    @property
    def extra_forms(self) -> list[Any]:
        deleted_forms = [form for form in super().initial_forms if getattr(form, "is_gone", False)]
        return [*deleted_forms, *super().extra_forms]

    def _construct_form(self, i: int, **kwargs: object) -> Any:
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]  # not in the stubs
        if not self.is_bound or not isinstance(form, Guarded):
            return form
        if i < self.initial_form_count() and form.instance.pk is None:
            form.lose("id", is_wanted=not self._deletes(form))
        elif self._deletes(form):
            version, _digests = read_token(form.data.get(form.add_prefix(TOKEN), ""))
            form.is_stale = bool(form.instance.pk) and version != form.instance.version
        return form

    def _deletes(self, form: Guarded) -> bool:
        return bool(form.data.get(form.add_prefix("DELETE")))


def is_in_conflict(form: ModelForm[Record]) -> bool:
    """Tell whether a form was refused because its row was changed by somebody else."""
    return bool(form.is_bound and form.has_error(NON_FIELD_ERRORS, CONFLICT))
