"""The version token of a form: the version of its record, and a digest of each field."""

import json
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField
from django_prose_editor.fields import ProseEditorFormField

from forum.core.richtext import sanitize
from forum.history.version_token import token_of

if TYPE_CHECKING:
    from forum.history.conflicts.guard import Guarded

# The name of the form's hidden field.
TOKEN = "version_token"  # noqa: S105 - no secret


class FormTokenField(forms.CharField):
    """A hidden text, {"version": int, "digests": {field: digest}}; never a change by itself."""

    widget = forms.HiddenInput

    def has_changed(self, initial: object, data: object) -> bool:
        return False


def form_token(form: "Guarded") -> str:
    """Return what the form shows now, as the text of its hidden field."""
    shown = {
        name: digest_value(form[name], form[name].initial) for name in list_compared_fields(form)
    }
    return json.dumps({"version": form.instance.version, "digests": shown})


def list_compared_fields(form: "Guarded") -> list[str]:
    """Return the fields to compare."""
    # A disabled field cannot change: browsers do not send it.
    silent = {*form.locked, TOKEN, "DELETE"}
    return [
        name
        for name, field in form.fields.items()
        if name not in silent and not isinstance(field.widget, forms.HiddenInput)
    ]


def read_token(text: str) -> tuple[int | None, dict[str, str]]:
    """Return the version and digests of a token; no version if the token is malformed."""
    try:
        stored = json.loads(text)
        version, digests = int(stored["version"]), dict(stored["digests"])
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return None, {}
    return version, {str(name): str(digest_text) for name, digest_text in digests.items()}


def digest_value(bound: BoundField, value: object) -> str:
    """Return a short digest of a field's value, the same for what is stored and what is sent."""
    return token_of(plain_value(bound, value))


def plain_value(bound: BoundField, value: object) -> Any:
    """Return a stored or sent value as text, a list of texts or a truth."""
    field = bound.field
    widget = field.widget
    if isinstance(widget, RelatedFieldWidgetWrapper):
        widget = widget.widget
    if callable(value):
        value = value()
    if isinstance(widget, forms.FileInput):
        return _file(value)
    if isinstance(widget, forms.CheckboxInput):
        return value in (True, "on", "true", "True", "1")
    if isinstance(widget, forms.MultiWidget):
        parts: list[Any] = value if isinstance(value, list) else widget.decompress(value) or []
        return (
            [
                _text(subwidget.format_value(part))
                for subwidget, part in zip(widget.widgets, parts, strict=False)
            ]
            if any(parts)
            else []
        )
    prepared = field.prepare_value(value)
    if isinstance(prepared, (list, tuple)):
        return sorted(_text(subwidget) for subwidget in prepared)
    text = _text(prepared if isinstance(prepared, str) else _formatted(widget, prepared))
    return sanitize(text) if isinstance(field, ProseEditorFormField) else text


def _formatted(widget: forms.Widget, value: object) -> Any:
    text = widget.format_value(value)
    return text[0] if isinstance(text, list) and text else text


def _text(value: object) -> str:
    return "" if value in (None, [], ()) else str(value).replace("\r\n", "\n").strip()


def _file(value: object) -> str:
    if isinstance(value, UploadedFile):
        return f"upload:{value.name}"
    # False: the box that clears the file was ticked; None: nothing was sent.
    return "cleared" if value is False else ""


def find_sent_changes(form: "Guarded", digests: dict[str, str]) -> set[str]:
    """Return the fields whose submitted value differs from the one that the form showed."""
    return {name for name in list_compared_fields(form) if _changed(form[name], digests.get(name))}


def _changed(bound: BoundField, shown: str | None) -> bool:
    if isinstance(bound.field.widget, forms.FileInput):
        return bool(_file(bound.data))
    return digest_value(bound, bound.data) != shown
