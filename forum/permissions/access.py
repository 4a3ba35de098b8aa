"""Who may do what in the desk, beyond the permissions that a model has by itself."""

from typing import Any, Final

from django.db import models
from django.db.models.constants import LOOKUP_SEP

from forum.core.content import HIDING
from forum.core.visibility import MOMENTS
from forum.permissions.roles import CHINESE_EDITOR, HELPER, RIGHTS, TRANSLATOR, WORDS

PUBLISH: Final = "publish"
REVIEW: Final = "review"
TAKE_OFFLINE: Final = "take_offline"
IMPORT: Final = "import"
# Whoever may write down that it was done may do it.
_ASKED = {
    PUBLISH: "forum.add_review",
    REVIEW: "forum.add_review",
    TAKE_OFFLINE: "forum.add_takedown",
    IMPORT: "forum.add_importrun",
}
_EVENT = "sessions_app.event"


def may(user: Any, act: str, record: models.Model | None = None) -> bool:
    """Tell whether somebody may publish, review, take offline or import.

    record: what it is done to; then it must be within reach, and hers or his to change.
    """
    if not user.has_perm(_ASKED[act]):
        return False
    if record is None:
        return True
    meta = record._meta
    return user.has_perm(f"{meta.app_label}.change_{meta.model_name}") and reaches(user, record)


def roles(user: Any) -> frozenset[str]:
    """Return the roles of somebody, read once a request; none for a superuser, who may all."""
    if user.is_superuser or not user.is_authenticated:
        return frozenset()
    names_of_roles: frozenset[str] | None = getattr(user, "_desk_roles", None)
    if names_of_roles is None:
        names = user.groups.filter(name__in=RIGHTS).values_list("name", flat=True)
        names_of_roles = user._desk_roles = frozenset(names)
    return names_of_roles


def is_helper(user: Any) -> bool:
    """Tell whether somebody sees nothing but the events she or he helps with."""
    return roles(user) == {HELPER}


def writes_one_language(user: Any) -> bool:
    """Tell whether somebody may not write every column, and so restores no whole record."""
    user_roles = roles(user)
    return bool(user_roles) and len(user_roles) == 1 and user_roles < {TRANSLATOR, CHINESE_EDITOR}


def may_write(user: Any, column: Any) -> bool:
    """Tell whether somebody's roles let her or him write a column.

    A translator writes English alone, a Chinese editor all but English, save of the glossary's
    terms, which are both at once; a helper moves no event. The moment of a publication is set by
    those who publish.
    """
    if getattr(column, "name", "") in MOMENTS:
        return may(user, PUBLISH)
    if _label(column.model) in WORDS:
        return True
    user_roles = roles(user)
    if user_roles == {HELPER}:
        return not (_label(column.model) == _EVENT and _label(column.related_model) == _EVENT)
    if not user_roles or user_roles - {TRANSLATOR, CHINESE_EDITOR}:
        return True
    # The role is the English translator's; who translates into a further language is an editor.
    english = getattr(column, "language", None) == "en"
    return TRANSLATOR in user_roles if english else CHINESE_EDITOR in user_roles


def only_hides(user: Any, name: str) -> bool:
    """Tell whether somebody may tick a column that hides, and not show again what is hidden."""
    return name in HIDING and not may(user, TAKE_OFFLINE)


def lock(user: Any, form: Any) -> None:
    """Lock the fields of a model's form that somebody's roles do not let her or him write."""
    columns = {column.name: column for column in form._meta.model._meta.get_fields()}
    for name, field in form.fields.items():
        column = columns.get(name)
        shut = not may_write(user, column) if column else roles(user) == {TRANSLATOR}
        shut = shut or (only_hides(user, name) and getattr(form.instance, name))
        if shut and not field.widget.is_hidden:
            # What is stored is taken, whatever is sent.
            field.disabled = field.locked = True


def within(user: Any, rows: Any) -> Any:
    """Return the rows of a queryset that somebody may see: all, or those of a helper's events."""
    path = _path_to_event(rows.model)
    if path is None or not is_helper(user):
        return rows
    return rows.filter(**{f"{path}__in": user.event_access.values("event")})


def heard_of(user: Any, rows: Any) -> Any:
    """Return the rows that somebody may be told of in passing: hers or his, and what is public."""
    if not is_helper(user):
        return rows
    reachable, public = within(user, rows), rows.published()
    return rows.filter(
        models.Q(pk__in=reachable.values("pk")) | models.Q(pk__in=public.values("pk"))
    )


def reaches(user: Any, record: models.Model) -> bool:
    """Tell whether a record is among those that somebody may see."""
    path = _path_to_event(type(record))
    if path is None or not is_helper(user):
        return True
    if path == "pk":
        event = record.pk
    else:
        *steps, last = path.split(LOOKUP_SEP)
        owner: Any = record
        for step in steps:
            owner = getattr(owner, step)
        event = getattr(owner, f"{last}_id")
    return bool(user.event_access.filter(event=event).exists())


def _path_to_event(model: Any) -> str | None:
    if _label(model) == _EVENT:
        return "pk"
    path: str = getattr(model, "owner_path", "")
    return path if path.rpartition(LOOKUP_SEP)[2] == "event" else None


def _label(model: Any) -> str:
    return str(model._meta.label_lower) if model else ""
