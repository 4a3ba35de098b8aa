"""The forms of the admin: messages beside the field they are about, addresses proposed."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, ClassVar, Final

from django import forms
from django.contrib.admin.widgets import (
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.constants import LOOKUP_SEP
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from forum.core.content import HIDING, SLUG_LENGTH, Content, Record, column, language_codes
from forum.core.field_labels import language_name, list_languages, own_name
from forum.core.names import is_han, sort_key
from forum.core.slugs import propose
from forum.desk.base_admin import CleanedData, WidgetAttributes, column_of, key_in
from forum.history.conflicts.guard import Guarded

type OptionGroups = list[tuple[str | None, list[WidgetAttributes], int | None]]

IDLE_MOMENT: Final = _(
    "This publishes nothing by itself: publish or schedule the record under “Publishing”."
)
TAKE_OFFLINE_INSTEAD = _(
    "This is public: choose “Take offline”, which shows every place and keeps the reason."
)
CANCEL_INSTEAD = _("This is scheduled: choose “Cancel the schedule”, which stands above.")
SET_IN_PUBLIC = _(
    "A working copy holds no such moment: choose “Schedule…” above, or “Edit what is public "
    "directly”."
)
CHOOSE_AGAIN = _("Choose the file again: the page cannot keep it while something else is mended.")


class MomentField(forms.SplitDateTimeField):
    """A moment; what its page shows of it is no change: Chinese pages leave its seconds out."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        parts = zip(self.widget.widgets, self.widget.decompress(initial), strict=True)
        shown = [widget.format_value(value) for widget, value in parts]
        return shown != data and super().has_changed(initial, data)


class LockedMomentField(MomentField):
    """The moment of a publication in a form that works on a working copy, which holds none.

    It is disabled, unless something was sent: by a page that was opened before there was the
    working copy. What that would change is refused, not dropped.
    """


class LinesField(forms.CharField):
    """A text of several lines, which a browser ends with two characters, others with one.

    An untouched text would otherwise be stored, compared and reviewed as changed.
    """

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text.replace("\r\n", "\n") if isinstance(text, str) else text


class ListField(forms.Field):
    """Short texts, one a line. Blank lines and repetitions are dropped.

    item_length: longest item in characters.
    """

    widget = forms.Textarea

    def __init__(self, *, item_length: int, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 2, "cols": 40}))
        super().__init__(**kwargs)
        self.item = forms.CharField(max_length=item_length)

    def prepare_value(self, value: object) -> object:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: object) -> list[str]:
        lines = (line.strip() for line in str(value or "").splitlines())
        return [self.item.clean(line) for line in dict.fromkeys(lines) if line]

    def has_changed(self, initial: list[str] | None, data: str | None) -> bool:
        return list(initial or []) != [
            line.strip() for line in str(data or "").splitlines() if line.strip()
        ]


class LanguagesField(ListField):
    """Languages by their names, one a line; stored by their codes.

    item_length: longest code in characters.
    """

    def prepare_value(self, value: object) -> object:
        return "\n".join(map(language_words, value)) if isinstance(value, list) else value

    def to_python(self, value: object) -> list[str]:
        lines = (line.strip() for line in str(value or "").splitlines())
        names = [line for line in dict.fromkeys(lines) if line]
        codes = {name: language_code(name) or _code_in(name) for name in names}
        if unknown := [name for name, code in codes.items() if not code]:
            text = _("“%(name)s” is no language that is known here. Write it as in: %(names)s.")
            known = " · ".join(name for _code, name in list_languages()[:6])
            raise forms.ValidationError(text, params={"name": unknown[0], "names": known})
        return [self.item.clean(code) for code in dict.fromkeys(codes.values())]

    def has_changed(self, initial: list[str] | None, data: str | None) -> bool:
        return super().has_changed([language_words(code) for code in initial or []], data)


def _code_in(text: str) -> str:
    """Return a code of a language that has no name here, "" for what is none."""
    return text if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", text) else ""


class WordsChoiceField(forms.ChoiceField):
    """A choice of codes by their words; another code is taken if the record takes it."""

    def valid_value(self, value: object) -> bool:
        return True


def _keys_in(values: Sequence[str]) -> list[str]:
    """Return what can be a key; Django asks the database even for "x", and answers 500."""
    return [key for key in map(str, values) if key_in(key) is not None]


class KnownAutocompleteSelect(AutocompleteSelect):
    """An autocomplete that asks no query for a choice which the form's record has at hand.

    labels: value -> label of each choice at hand.
    """

    labels: dict[str, str] = {}

    def optgroups(
        self, name: str, value: Sequence[str], attr: WidgetAttributes | None = None
    ) -> OptionGroups:
        keys = _keys_in(value)
        if any(key not in self.labels for key in keys):
            return super().optgroups(name, keys, attr)
        blank = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        options = [self.create_option(name, key, self.labels[key], True, 1) for key in keys]
        return [(None, [*blank, *options], 0)]


class SafeAutocompleteSelectMultiple(AutocompleteSelectMultiple):
    """An autocomplete of several choices that overlooks what can be none."""

    def build_attrs(
        self, base_attrs: WidgetAttributes, extra_attrs: WidgetAttributes | None = None
    ) -> WidgetAttributes:
        """Let each choice be taken away by itself: one cross for all is no item of their list."""
        return {**super().build_attrs(base_attrs, extra_attrs), "data-allow-clear": "false"}

    def optgroups(
        self, name: str, value: Sequence[str], attr: WidgetAttributes | None = None
    ) -> OptionGroups:
        return super().optgroups(name, _keys_in(value), attr)


class RecordForm(Guarded):
    """A form of a record of ours.

    refusal: why nothing of it can be saved, "" if it can. unseen: locked fields, by name, that lead
    to what whoever sees the form may not be told of.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelChoiceField):
                self._set_choice_label(name, field)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    refusal: ClassVar[str] = ""
    unseen: ClassVar[Sequence[str]] = ()
    # The theme's templates ask for it at every row; to look for what is not there is dear.
    nested_formsets: ClassVar[tuple[forms.BaseFormSet[Any], ...]] = ()

    def clean(self) -> CleanedData:
        data: CleanedData = super().clean() or self.cleaned_data
        if self.refusal:
            self.add_error(None, self.refusal)
        for name, field in self.fields.items():
            if isinstance(field, MomentField) and name not in self.changed_data and name in data:
                # To save the form would lose its seconds.
                data[name] = getattr(self.instance, name)
        for name in HIDING:
            if name in self.changed_data and data.get(name) and self._is_public():
                self.add_error(name, TAKE_OFFLINE_INSTEAD)
        return data

    def _is_public(self) -> bool:
        """Tell whether the row is stored and belongs to what has been published."""
        return bool(self.instance.pk) and self.instance.owner.is_published

    def full_clean(self) -> None:
        """Look at everything; a file that came with what is refused is to be chosen again."""
        super().full_clean()
        if not self.errors:
            return
        for name, field in self.fields.items():
            sent = isinstance(field, forms.FileField) and self.add_prefix(name) in self.files
            if sent and name not in self.errors:
                self.add_error(name, CHOOSE_AGAIN)

    def _set_choice_label(self, name: str, field: "forms.ModelChoiceField[models.Model]") -> None:
        """Give an autocomplete the label of the related record, if that has been read."""
        widget = field.widget
        if isinstance(widget, RelatedFieldWidgetWrapper):
            widget = widget.widget
        related = self.instance._state.fields_cache.get(name)
        if name in self.unseen and isinstance(widget, KnownAutocompleteSelect):
            widget.labels = {str(getattr(self.instance, f"{name}_id")): "–"}
        elif related and isinstance(widget, KnownAutocompleteSelect):
            widget.labels = {str(related.pk): field.label_from_instance(related)}

    def validate_constraints(self) -> None:
        """Put the message of a broken constraint beside the last field that it names.

        Of a text that is missing in every language that is the field of the interface's language.
        """
        exclude = self._get_validation_exclusions()  # type: ignore[attr-defined]  # not in the stubs
        for model, constraints in self.instance.get_constraints():
            for constraint in constraints:
                try:
                    constraint.validate(model, self.instance, exclude=exclude)
                except ValidationError as error:
                    self.add_error(self._field_of(constraint), error)

    def _field_of(self, constraint: models.BaseConstraint) -> str:
        names = (name for name in fields_of(constraint) if name in self.fields)
        visible = [name for name in names if not self.fields[name].widget.is_hidden]
        own = [name for name in visible if name.endswith(column("", get_language() or ""))]
        return (own or visible or [NON_FIELD_ERRORS])[-1]

    def save(self, commit: bool = True) -> Record:
        if getattr(self.instance, "slug", None) == "":
            self.instance.slug = self.initial.get("slug") or self.proposed_slug()
        record: Record = super().save(commit)
        return record

    def proposed_slug(self) -> str:
        """Return a free address for a record that staff gave none."""
        return propose(
            *self.slug_texts(),
            self.instance._meta.model_name,
            year=self.slug_year(),
            length=self.slug_length,
            is_taken=self.is_slug_taken,
        )

    slug_length = SLUG_LENGTH

    def slug_texts(self) -> list[str]:
        """Return what the address is made of: the main text, English first."""
        field = self.instance.main_fields[0]
        codes = sorted(language_codes(), key=lambda code: code != "en")
        return [getattr(self.instance, column(field, code)) or "" for code in codes]

    def slug_year(self) -> int | None:
        """Return the year that stands in front of the address, if any."""
        return None

    def is_slug_taken(self, slug: str) -> bool:
        """Tell whether another record has the address."""
        records = type(self.instance)._default_manager.exclude(pk=self.instance.pk)
        return bool(records.filter(slug=slug).exists())


class ContentForm(RecordForm):
    """A form of a record with a status of its own, which is moved along beside the form."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # As they are stored: to validate a form sets the moments of its record.
        self._scheduled_languages = list(self.instance.schedule)
        self._page_languages = self.instance.page_languages
        for name in self._list_idle_moments():
            # Its time zone stands behind it.
            promise, field = column_of(type(self.instance), name).help_text, self.fields[name]
            field.help_text = str(field.help_text).replace(str(promise), str(IDLE_MOMENT))

    def clean(self) -> CleanedData:
        data: CleanedData = super().clean() or self.cleaned_data
        for name in self.changed_data:
            if isinstance(self.fields[name], LockedMomentField):
                self.add_error(name, SET_IN_PUBLIC)
        for code in (*self._page_languages, *self._scheduled_languages):
            name = column("published_at", code)
            if name in self.changed_data and name not in self.errors:
                self._refuse_to_hide(code, name, data.get(name))
        return data

    def list_idle_labels(self) -> list[str]:
        """Return the labels of moments that were typed and publish nothing by themselves."""
        return [
            str(capfirst(self.fields[name].label))
            for name in self._list_idle_moments()
            if name in self.changed_data and self.cleaned_data.get(name)
        ]

    def _list_idle_moments(self) -> list[str]:
        """Return the fields of moments of languages in which nobody has published the record."""
        record: Content = self.instance
        published = record.ready_languages if record.is_published or record.is_offline else []
        names = (column("published_at", code) for code in language_codes() if code not in published)
        return [name for name in names if name in self.fields]

    def _refuse_to_hide(self, code: str, name: str, moment: datetime | None) -> None:
        """Refuse a moment that would take a language from the public, or its schedule back."""
        if code in self._scheduled_languages:
            if moment is None:
                self.add_error(name, CANCEL_INSTEAD)
        elif moment is None or moment > timezone.now():
            self.add_error(name, TAKE_OFFLINE_INSTEAD)


class NamedForm(ContentForm):
    """A form of a person or organization."""

    def slug_texts(self) -> list[str]:
        return [sort_key(text) if is_han(text) else text for text in super().slug_texts()]


def fields_of(constraint: models.BaseConstraint) -> list[str]:
    """Return the fields that a constraint names; those that it compares to others stand last."""
    if isinstance(constraint, models.UniqueConstraint):
        return list(constraint.fields)
    lookups = _lookups_in(getattr(constraint, "condition", Q()))
    return [name for name, _value in sorted(lookups, key=lambda lookup: isinstance(lookup[1], F))]


def _lookups_in(condition: Q) -> Iterator[tuple[str, object]]:
    for child in condition.children:
        if isinstance(child, Q):
            yield from _lookups_in(child)
        elif isinstance(child, tuple):
            yield child[0].partition(LOOKUP_SEP)[0], child[1]


def language_code(name: str) -> str:
    """Return the code of a language that is named in the active one, or in itself; "" for none."""
    wanted = name.strip().casefold()
    matches = (
        code
        for code, words in list_languages()
        if wanted in (words.casefold(), own_name(code).casefold(), code)
    )
    return next(matches, "")


def language_words(code: str) -> str:
    """Return what a form shows of a language: its name, where the name means this code alone."""
    name = language_name(code)
    return name if language_code(name) == code else code
