"""The accounts of the staff: users, their roles, and who helps with which event."""

from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group, Permission
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from forum.core.columns import columns
from forum.desk.base_admin import DeskAdmin, ToManyField, ToOneField, staff_of
from forum.desk.form_layout import EVENT
from forum.desk.model_forms import KnownAutocompleteSelect
from people.models import User
from sessions_app.models import EventAccess

ACCESS_HELP = {
    "user": _("Somebody with the role “External helper”; found by the name that signs in."),
    "event": EVENT,
}
ACTS = {"add": _("add"), "change": _("change"), "delete": _("delete"), "view": _("view")}
# What the desk shows; the tables of its machinery are nobody's to have rights to.
APPS_OF_THE_DESK = ("people", "sessions_app", "forum", "auth", "admin")


@admin.register(EventAccess)
class EventAccessAdmin(DeskAdmin):
    begin = _("Let somebody with the role “External helper” edit one event and nothing else.")
    list_display = ("user", "event")
    list_select_related = ("user", "event")
    list_per_page = 50
    search_fields = ("user__username", *columns("event__title"))
    autocomplete_fields = ("user", "event")

    def formfield_for_foreignkey(
        self, db_field: ToOneField, request: HttpRequest, **options: object
    ) -> "forms.ModelChoiceField[Model] | None":
        options |= {
            "widget": KnownAutocompleteSelect(db_field, self.admin_site),
            "help_text": ACCESS_HELP[db_field.name],
        }
        return super().formfield_for_foreignkey(db_field, request, **options)


admin.site.unregister(Group)
# What Django calls them is nothing that an organizer says.
apps.get_app_config("auth").verbose_name = _("Rights")
Group._meta.verbose_name, Group._meta.verbose_name_plural = _("role"), _("roles")


# After people and organizations, so that they stand last on the dashboard.
@admin.register(User)
class UserAdmin(DjangoUserAdmin, DeskAdmin):  # type: ignore[type-arg]  # no parameter at run time
    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Keep superusers to themselves: whoever could change one would be one."""
        return super().has_change_permission(request, obj) and _may_manage(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_manage(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        locked = () if staff_of(request).is_superuser else ("is_superuser", "user_permissions")
        return [*super().get_readonly_fields(request, obj), *locked]

    def formfield_for_manytomany(
        self, db_field: ToManyField, request: HttpRequest, **options: object
    ) -> "forms.ModelMultipleChoiceField[Model] | None":
        field = super().formfield_for_manytomany(db_field, request, **options)
        if field and db_field.name == "user_permissions":
            _name_rights(field)
        if field and db_field.name == "groups":
            field.label = gettext("Roles")
            # Roles are stored in English and read in the interface's language.
            field.label_from_instance = _role_in_words  # type: ignore[method-assign, assignment]
        return field


def _rights_of_the_desk() -> QuerySet[Permission]:
    rights = Permission.objects.select_related("content_type")
    return rights.filter(content_type__app_label__in=APPS_OF_THE_DESK)


def _name_rights(field: "forms.ModelMultipleChoiceField[Model]") -> None:
    """Offer the rights of the desk in the interface's language, not as Django stores them."""
    field.queryset = _rights_of_the_desk()
    field.label_from_instance = _right_in_words  # type: ignore[method-assign, assignment]


def _right_in_words(right: Permission) -> str:
    act = right.codename.partition("_")[0]
    model = right.content_type.model_class()
    if act not in ACTS or model is None:
        return gettext(right.name)
    app = apps.get_app_config(right.content_type.app_label).verbose_name
    words = {"app": app, "model": model._meta.verbose_name, "act": ACTS[act]}
    return gettext("%(app)s · %(model)s: %(act)s") % words


def _role_in_words(group: Group) -> str:
    return gettext(group.name)


def _may_manage(request: HttpRequest, user: User | None) -> bool:
    return user is None or not user.is_superuser or request.user.is_superuser


@admin.register(Group)
class GroupAdmin(DjangoGroupAdmin, DeskAdmin):
    begin = _("The roles are made by the command “manage.py make_roles”.")
    list_display = ("in_words",)

    def formfield_for_manytomany(
        self, db_field: ToManyField, request: HttpRequest | None = None, **options: object
    ) -> "forms.ModelMultipleChoiceField[Model] | None":
        field = super().formfield_for_manytomany(db_field, request, **options)
        if field and db_field.name == "permissions":
            _name_rights(field)
        return field

    @admin.display(description=_("role"), ordering="name")
    def in_words(self, group: Group) -> str:
        return _role_in_words(group)
