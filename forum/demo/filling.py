"""How sample data enter the database: what is empty is filled, what somebody wrote is kept."""

from django.db import models
from django.utils.text import slugify

from forum.core.content import SLUG_LENGTH, Content, column, language_codes
from forum.core.names import sort_key
from forum.demo.data.shapes import Both


def texts(field: str, both: Both) -> dict[str, str]:
    """Return the columns of a translated field that a text fills: {"name_zh_hans": …}."""
    pairs = zip(("zh-hans", "en"), both, strict=True)
    return {column(field, code): text for code, text in pairs if text}


def both(record: models.Model, field: str) -> Both:
    """Return a translated field's text in both languages, "" where there is none."""
    return Both(*(getattr(record, column(field, code)) or "" for code in ("zh-hans", "en")))


def fill(record: models.Model, **values: object) -> bool:
    """Set the fields that are empty so far and save; tell whether anything changed.

    A ``Both`` is written only where the field is empty in both languages, so that nobody's own
    text is ever paired with one of ours.
    """
    missing: dict[str, object] = {}
    for name, value in values.items():
        if isinstance(value, Both):
            missing |= {} if any(both(record, name)) else texts(name, value)
        elif value and not getattr(record, name):
            missing[name] = value
    for name, value in missing.items():
        setattr(record, name, value)
    if missing:
        record.save()
    return bool(missing)


def publish(record: Content, name: str) -> None:
    """Publish a record that was just made, ready in each language that has a text in a field."""
    codes = language_codes()
    record.ready_languages = [code for code in codes if getattr(record, column(name, code))]
    record.publish()


def new_slug(model: type[Content], name: Both) -> str:
    """Return a free slug: from the English name, else from pinyin; cut at a word before 60."""
    words = (slugify(name.en) or slugify(sort_key(name.zh)) or "record").split("-")
    slug = words[0][:60]
    for word in words[1:]:
        if len(slug) + len(word) >= 60:
            break
        slug += f"-{word}"
    taken = set(model._default_manager.filter(slug__startswith=slug).values_list("slug", flat=True))
    numbered = (f"{slug}-{number}"[:SLUG_LENGTH] for number in range(2, len(taken) + 3))
    return next(one for one in (slug, *numbered) if one not in taken)
