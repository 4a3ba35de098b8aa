"""The columns of recordings and their captions, whose files lie in the public folder.

A file is checked before it is stored, under an unguessable name. ``forum.workflow.take_down`` moves
it out of the public folder, as it does pictures: ``departures`` when its row names another one or
is deleted, ``pictures`` where the public may not have it.
"""

import os
import secrets
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.apps import apps
from django.core.files.base import File
from django.db import models
from django.db.models.fields.files import FieldFile, FileDescriptor

from forum.core.columns import column, language_codes
from sessions_app.recording_checks import MP4, VTT, WEBM, check_captions, check_recording

type Check = Callable[[File[bytes]], str]


class MediaFile(FieldFile):
    """A stored recording, or captions; what is asked of pictures may be asked of it."""

    # The stubs leave it out.
    _committed: bool

    def names(self) -> list[str]:
        """Return the names of all its files: nothing is made of it."""
        return [str(self.name)]

    def stored_names(self) -> list[str]:
        """Return the names of all its files that lie in the storage."""
        return self.names()

    def variants(self) -> Iterator[Any]:
        """Yield what is made of it."""
        return iter(())


class MediaFormField(forms.FileField):
    """An upload that is refused in the form, in one sentence, before anything keeps it."""

    def __init__(self, *, check: Check, accept: str, **kwargs: Any) -> None:
        self.check, self.accept = check, accept
        super().__init__(**kwargs)

    def clean(self, data: object, initial: object = None) -> object:
        # A locked field keeps the stored file, which is no upload.
        return initial if self.disabled else super().clean(data, initial)

    def to_python(self, data: File[bytes] | None) -> File[bytes] | None:
        upload = super().to_python(data)
        if upload:
            self.check(upload)
        return upload

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        return {**super().widget_attrs(widget), "accept": self.accept}


class MediaDescriptor(FileDescriptor):
    """Remembers the stored file that another one takes the place of."""

    field: "MediaField"

    def __set__(self, instance: models.Model, value: Any) -> None:
        replaced = self.field.stored_name(instance.__dict__.get(self.field.attname))
        super().__set__(instance, value)
        if replaced and replaced != self.field.stored_name(value):
            self.field.list_departures(instance).add(replaced)


class MediaField(models.FileField):
    """A file of the public folder."""

    attr_class = MediaFile
    descriptor_class = MediaDescriptor
    # What refuses a file, and tells how its name is to end; what it may end in.
    check_file: Check
    suffixes: tuple[str, ...]

    def generate_filename(
        self, instance: models.Model | None, filename: str | os.PathLike[str]
    ) -> str:
        """Return a name that tells nothing but the kind."""
        return f"{self.upload_to}/{secrets.token_hex(16)}{PurePosixPath(filename).suffix}"

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        file: MediaFile = getattr(model_instance, self.attname)
        if file and not file._committed:
            file.name = f"file{type(self).check_file(file.file)}"
        return super().pre_save(model_instance, add)

    def formfield(self, **kwargs: Any) -> Any:
        words = {"check": type(self).check_file, "accept": ",".join(self.suffixes)}
        return super().formfield(**{"form_class": MediaFormField, **words, **kwargs})

    @staticmethod
    def stored_name(value: object) -> str:
        """Return the name of a file that is in the storage, "" for none and for an upload."""
        if isinstance(value, MediaFile):
            return (value.name or "") if value._committed else ""
        return value if isinstance(value, str) else ""

    def list_departures(self, instance: models.Model) -> set[str]:
        """Return the files that a row no longer names once it is saved."""
        names: set[str] = instance.__dict__.setdefault(f"_{self.name}_given_up", set())
        return names


class RecordingField(MediaField):
    """A video that browsers play."""

    check_file = staticmethod(check_recording)
    suffixes = (MP4, WEBM)


class CaptionsField(MediaField):
    """The captions of a recording in WebVTT."""

    check_file = staticmethod(check_captions)
    suffixes = (VTT,)


@cache
def media_fields() -> tuple[MediaField, ...]:
    """Return every column that names a file of these; of a translated one each language's."""
    return tuple(
        field
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, MediaField)
        and not hasattr(model, column(field.name, language_codes()[0]))
    )
