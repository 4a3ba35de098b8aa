"""The form field of an uploaded document."""

from typing import Any

from django import forms
from django.core.files.base import File
from django.utils.functional import lazy
from django.utils.translation import gettext

from forum.core.uploads.checking import check, limit, listed
from forum.core.uploads.file_types import DOCUMENTS, FileKind, endings


class DocumentFormField(forms.FileField):
    """A file field that refuses an upload in one sentence before it is stored."""

    def __init__(self, *, kinds: tuple[FileKind, ...] = DOCUMENTS, **kwargs: Any) -> None:
        self.kinds = kinds
        super().__init__(**kwargs)
        self.help_text = self.help_text or lazy(_kinds_in_words, str)(kinds)

    def clean(self, data: object, initial: object = None) -> object:
        # A locked field keeps the stored file, which is no upload.
        return initial if self.disabled else super().clean(data, initial)

    def to_python(self, data: File[bytes] | None) -> File[bytes] | None:
        if data:
            check(data, self.kinds)
        return super().to_python(data)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        return {**super().widget_attrs(widget), "accept": ",".join(endings(self.kinds))}


def _kinds_in_words(kinds: tuple[FileKind, ...]) -> str:
    words = {"kinds": listed(kinds), "limit": limit()}
    return gettext("%(kinds)s, at most %(limit)d MB.") % words
