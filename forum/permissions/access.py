"""What users may do in the desk, beyond the models' own permissions."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Model
from django.db.models.constants import LOOKUP_SEP
from django.forms import ModelForm

from forum.core.columns import ModelField
from forum.core.content import HIDING
from forum.core.visibility import MOMENTS
from forum.models import AuditEntry
from forum.permissions.roles import CHINESE_EDITOR, HELPER, RIGHTS, TRANSLATOR, WORDS
from forum.permissions.taking_part import is_taken_part_in, own_filter, takes_part
from people.models import User
from sessions_app.models import Event, EventAccess

PUBLISH: Final = "publish"
REVIEW: Final = "review"
TAKE_OFFLINE: Final = "take_offline"
IMPORT: Final = "import"
# The right to record an act stands for the right to do it.
PUBLISH_RIGHT: Final = "forum.add_review"
_ASKED = {
    PUBLISH: PUBLISH_RIGHT,
    REVIEW: PUBLISH_RIGHT,
    TAKE_OFFLINE: "forum.add_takedown",
    IMPORT: "forum.add_importrun",
}
_EVENT = "sessions_app.event"
_ABOVE: Final = (_EVENT, "sessions_app.series")
# The attribute of a user that caches the roles.
_ROLES: Final = "_desk_roles"


def may(user: User | AnonymousUser, act: str, record: models.Model | None = None) -> bool:
    """Tell whether somebody may publish, review, take offline or import.

    record: what it is done to; then it must be within reach, and hers or his to change.
    """
    if not user.has_perm(_ASKED[act]):
        return False
    if record is None:
        return True
    return has_model_right(user, "change", record) and reaches(user, record)


def has_model_right(user: User | AnonymousUser, act: str, model: type[Model] | Model) -> bool:
    """Tell whether somebody may view, add, change or delete records of a model."""
    return user.has_perm(f"{model._meta.app_label}.{act}_{model._meta.model_name}")


def sees_model(user: User | AnonymousUser, model: type[Model] | Model) -> bool:
    """Tell whether somebody may view or change records of a model."""
    return has_model_right(user, "view", model) or has_model_right(user, "change", model)


def visible_entries(
    user: User | AnonymousUser, entries: models.QuerySet[AuditEntry]
) -> models.QuerySet[AuditEntry]:
    """Return the entries about models whose records somebody may view, or about no record."""
    seen = [model for model in apps.get_models() if sees_model(user, model)]
    kinds = ContentType.objects.get_for_models(*seen, for_concrete_models=False)
    return entries.filter(
        models.Q(content_type__in=[kind.pk for kind in kinds.values()])
        | models.Q(content_type=None)
    )


def active_staff() -> models.QuerySet[User]:
    """Return who may enter the desk."""
    return User.objects.filter(is_active=True, is_staff=True)


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


def only_helpers() -> models.QuerySet[User]:
    """Return of whom ``is_helper`` is true, as far as they may enter the desk."""
    helpers = active_staff().filter(is_superuser=False, groups__name=HELPER)
    return helpers.exclude(groups__name__in={*RIGHTS} - {HELPER})


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
    terms, which are both at once; a helper moves no event, into a series or below another, and
    changes no address. The moment of a publication is set by those who publish.
    """
    if getattr(column, "name", "") in MOMENTS:
        return may(user, PUBLISH)
    if _label(column.model) in WORDS:
        return True
    user_roles = roles(user)
    if user_roles == {HELPER}:
        leads_elsewhere = _label(column.model) == _EVENT and _label(column.related_model) in _ABOVE
        return column.name != "slug" and not leads_elsewhere
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
    """Return the rows of a queryset that somebody may see: all, or those of a helper's events.

    Of people, organizations and series a helper sees what is public, and what is her or his own:
    ``own_filter``.
    """
    if not is_helper(user):
        return rows
    if path := _path_to_event(rows.model):
        return rows.filter(**{f"{path}__in": _events_of(user).values("event")})
    if takes_part(rows.model):
        # Any: each of these models has the managers of content.
        manager: Any = rows.model._default_manager
        public = models.Q(pk__in=manager.published().values("pk"))
        return rows.filter(own_filter(user, rows.model) | public)
    return rows


def reached[Rows: models.QuerySet[Any]](user: User | AnonymousUser, rows: Rows) -> Rows:
    """Return the rows of a queryset that somebody may open: ``reaches``, for many at once."""
    if not is_helper(user):
        return rows
    if takes_part(rows.model):
        return rows.filter(own_filter(user, rows.model))
    return within(user, rows)


def reached_among[Row: models.Model](
    user: User | AnonymousUser, records: Iterable[Row]
) -> set[Row]:
    """Return those of some records that somebody may open: a query for each model at most."""
    asked = set(records)
    if not is_helper(user):
        return asked
    keys: dict[type[models.Model], set[int]] = defaultdict(set)
    for record in asked:
        keys[type(record)].add(record.pk)
    reachable = {
        (model, pk)
        for model, pks in keys.items()
        for pk in reached(user, model._base_manager.filter(pk__in=pks)).values_list("pk", flat=True)
    }
    return {record for record in asked if (type(record), record.pk) in reachable}


def heard_of(user: User | AnonymousUser, rows: Any) -> Any:
    """Return the rows that somebody may be told of in passing: hers or his, and what is public."""
    if not is_helper(user):
        return rows
    reachable, public = within(user, rows), rows.published()
    return rows.filter(
        models.Q(pk__in=reachable.values("pk")) | models.Q(pk__in=public.values("pk"))
    )


def unseen_relations(user: User | AnonymousUser, event: Event) -> list[str]:
    """Return what an event stands in, by its columns, of which a helper may not be told."""
    if not is_helper(user):
        return []
    records = {name: getattr(event, name) for name in ("series", "parent", "previous_edition")}
    return [
        name
        for name, record in records.items()
        if record
        and not heard_of(user, type(record)._default_manager.filter(pk=record.pk)).exists()
    ]


def reaches(user: User | AnonymousUser, record: models.Model) -> bool:
    """Tell whether somebody may open a record: it is of a helper's events, or her or his own.

    What is public of others is seen on its public page, not in its form, which says more.
    """
    if not is_helper(user):
        return True
    if takes_part(type(record)):
        rows = type(record)._base_manager.filter(pk=record.pk)
        return rows.filter(own_filter(user, type(record))).exists()
    return helpers_of(record).filter(pk=user.pk or 0).exists()


def helpers_of(record: models.Model) -> models.QuerySet[User]:
    """Return who may open a record as a helper: of its events, or whose own it is."""
    model = type(record)
    if takes_part(model):
        events = Event.objects.filter(is_taken_part_in(record))
        entries = AuditEntry.objects.about(record).filter(action=AuditEntry.Action.ADDED)
        helpers = User.objects.filter(
            models.Q(pk__in=EventAccess.objects.filter(event__in=events).values("user"))
            | models.Q(pk__in=entries.values("actor"))
        )
        return User.objects.filter(pk__in=[user.pk for user in helpers if reaches(user, record)])
    path = _path_to_event(model)
    if path is None:
        return User.objects.all()
    *steps, last = path.split(LOOKUP_SEP)
    owner: models.Model = record
    for step in steps:
        owner = getattr(owner, step)
    event = record.pk if path == "pk" else getattr(owner, f"{last}_id")
    return User.objects.filter(pk__in=EventAccess.objects.filter(event=event).values("user"))


def _events_of(user: User | AnonymousUser) -> models.QuerySet[EventAccess]:
    return EventAccess.objects.filter(user=user.pk)


def _path_to_event(model: type[Model]) -> str | None:
    if _label(model) == _EVENT:
        return "pk"
    path: str = getattr(model, "owner_path", "")
    return path if path.rpartition(LOOKUP_SEP)[2] == "event" else None


def _label(model: type[Model] | None) -> str:
    return str(model._meta.label_lower) if model else ""
