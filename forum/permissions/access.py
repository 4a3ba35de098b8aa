"""Who may do what in the desk, beyond the permissions that a model has by itself."""

from typing import Any, Final

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Model
from django.db.models.constants import LOOKUP_SEP
from django.forms import ModelForm

from forum.core.columns import ModelField
from forum.core.content import HIDING
from forum.core.visibility import MOMENTS
from forum.permissions.roles import CHINESE_EDITOR, HELPER, RIGHTS, TRANSLATOR, WORDS
from people.models import User
from sessions_app.models import EventAccess

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
# Where a user keeps the roles that were read.
_ROLES: Final = "_desk_roles"


def may(user: User | AnonymousUser, act: str, record: models.Model | None = None) -> bool:
    """Tell whether somebody may publish, review, take offline or import.

    record: what it is done to; then it must be within reach, and hers or his to change.
    """
    if not user.has_perm(_ASKED[act]):
        return False
    if record is None:
        return True
    meta = record._meta
    return user.has_perm(f"{meta.app_label}.change_{meta.model_name}") and reaches(user, record)


def roles(user: User | AnonymousUser) -> frozenset[str]:
    """Return the roles of somebody, read once a request; none for a superuser, who may all."""
    if user.is_superuser or not user.is_authenticated:
        return frozenset()
    names_of_roles: frozenset[str] | None = user.__dict__.get(_ROLES)
    if names_of_roles is None:
        names = user.groups.filter(name__in=RIGHTS).values_list("name", flat=True)
        names_of_roles = frozenset(names)
        user.__dict__[_ROLES] = names_of_roles
    return names_of_roles


def is_helper(user: User | AnonymousUser) -> bool:
    """Tell whether somebody sees nothing but the events she or he helps with."""
    return roles(user) == {HELPER}


def writes_one_language(user: User | AnonymousUser) -> bool:
    """Tell whether somebody may not write every column, and so restores no whole record."""
    user_roles = roles(user)
    return bool(user_roles) and len(user_roles) == 1 and user_roles < {TRANSLATOR, CHINESE_EDITOR}


def may_write(user: User | AnonymousUser, column: ModelField) -> bool:
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
        return not _label(column.model) == _label(column.related_model) == _EVENT
    if not user_roles or user_roles - {TRANSLATOR, CHINESE_EDITOR}:
        return True
    # The role is the English translator's; who translates into a further language is an editor.
    english = getattr(column, "language", None) == "en"
    return TRANSLATOR in user_roles if english else CHINESE_EDITOR in user_roles


def only_hides(user: User | AnonymousUser, name: str) -> bool:
    """Tell whether somebody may tick a column that hides, and not show again what is hidden."""
    return name in HIDING and not may(user, TAKE_OFFLINE)


def locked_columns(user: User | AnonymousUser, form: ModelForm[Model]) -> list[str]:
    """Return the fields of a model's form that somebody's roles do not let her or him write."""
    meta = form._meta.model._meta
    columns = {column.name: column for column in (*meta.fields, *meta.many_to_many)}
    is_translator = roles(user) == {TRANSLATOR}
    return [
        name
        for name, field in form.fields.items()
        if not field.widget.is_hidden
        and (
            (not may_write(user, columns[name]) if name in columns else is_translator)
            or (only_hides(user, name) and getattr(form.instance, name))
        )
    ]


def within[Rows: models.QuerySet[Any]](user: User | AnonymousUser, rows: Rows) -> Rows:
    """Return the rows of a queryset that somebody may see: all, or those of a helper's events."""
    path = _path_to_event(rows.model)
    if path is None or not is_helper(user):
        return rows
    return rows.filter(**{f"{path}__in": _events_of(user).values("event")})


def heard_of(user: User, rows: Any) -> Any:
    """Return the rows that somebody may be told of in passing: hers or his, and what is public."""
    if not is_helper(user):
        return rows
    reachable, public = within(user, rows), rows.published()
    return rows.filter(
        models.Q(pk__in=reachable.values("pk")) | models.Q(pk__in=public.values("pk"))
    )


def reaches(user: User | AnonymousUser, record: models.Model) -> bool:
    """Tell whether a record is among those that somebody may see."""
    path = _path_to_event(type(record))
    if path is None or not is_helper(user):
        return True
    if path == "pk":
        event = record.pk
    else:
        *steps, last = path.split(LOOKUP_SEP)
        owner: Model = record
        for step in steps:
            owner = getattr(owner, step)
        event = getattr(owner, f"{last}_id")
    return _events_of(user).filter(event=event).exists()


def _events_of(user: User | AnonymousUser) -> models.QuerySet[EventAccess]:
    return EventAccess.objects.filter(user=user.pk)


def _path_to_event(model: type[Model]) -> str | None:
    if _label(model) == _EVENT:
        return "pk"
    path: str = getattr(model, "owner_path", "")
    return path if path.rpartition(LOOKUP_SEP)[2] == "event" else None


def _label(model: type[Model] | None) -> str:
    return str(model._meta.label_lower) if model else ""
