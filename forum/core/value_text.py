"""A field's value as text for people: choices by their labels, rich text as plain text."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import gettext
from django_countries.fields import CountryField
from imagefield.fields import PPOIField

from forum.core.columns import ModelField
from forum.core.field_labels import language_name
from forum.core.richtext import RichTextField, to_text
from forum.core.time_zones import time_zone_words

# Codes of these columns are told in words.
_WORDS: Final[Mapping[str, Callable[[str], str]]] = {
    "time_zone": time_zone_words,
    "language_spoken": language_name,
    "languages": language_name,
}


def value_as_text(field: Any, value: Any, between: str = "\n") -> str:
    """Return a value of a model's field as text in the active language, "" for none.

    field: no relation, for only its reader knows the related record's name.
    value: as the record holds it, or as JSON holds it. between: what stands between several.
    """
    if value in (None, "", []):
        return ""
    if words := _WORDS.get(field.name):
        return between.join(map(words, _items(value)))
    if field.choices or isinstance(field, CountryField):
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, ArrayField):
        return between.join(value_as_text(field.base_field, item) for item in _items(value))
    if isinstance(field, RichTextField):
        return to_text(value)
    if isinstance(field, models.FileField):
        return str(value).rpartition("/")[2]
    if isinstance(field, PPOIField):
        return _focal_point_as_text(str(value))
    if isinstance(field, models.BooleanField):
        return gettext("Yes") if value else gettext("No")
    if isinstance(field, models.DateField | models.TimeField):
        return _moment_as_text(field, value)
    return str(value)


def _items(value: Any) -> list[Any]:
    """Return the items of an array, as the record holds it or as JSON; a lone value as one."""
    if isinstance(value, str):
        return list(json.loads(value)) if value.startswith("[") else [value]
    return list(value)


def _focal_point_as_text(point: str) -> str:
    """Return where a picture's focal point is; point: as it is stored, 0.5x0.25."""
    across, down = (round(100 * float(share)) for share in point.split("x"))
    return gettext("%(across)d %% from the left, %(down)d %% from the top") % {
        "across": across,
        "down": down,
    }


def _moment_as_text(field: ModelField, value: object) -> str:
    try:
        moment = field.to_python(value)
    except ValidationError:
        return str(value)
    is_moment = isinstance(field, models.DateTimeField)
    return str(localize(timezone.localtime(moment) if is_moment else moment))
