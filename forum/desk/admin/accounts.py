"""The accounts of the staff: users, their roles, and who helps with which event."""

from typing import Any

from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Case, Model, QuerySet, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from unfold.admin import TabularInline
from unfold.forms import AdminPasswordChangeForm
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from forum.core.columns import columns
from forum.desk.accounts.adapters import is_let_in
from forum.desk.accounts.forms import InvitationForm, UserForm
from forum.desk.accounts.invitations import invite, password_url
from forum.desk.accounts.second_factors import end_sessions, reset_factor
from forum.desk.addresses import change_url
from forum.desk.base_admin import (
    AnyAdmin,
    DbField,
    DeskAdmin,
    Fieldsets,
    PageContext,
    ToManyField,
    ToOneField,
    Words,
    staff_of,
)
from forum.desk.deletions import DeletionListMixin
from forum.desk.form_fields import label_choices
from forum.desk.form_layout import EVENT, section
from forum.desk.model_forms import KnownAutocompleteSelect
from forum.permissions import roles
from people.models import User
from sessions_app.models import EventAccess

ACCESS_HELP = {
    "user": _("Somebody with the role “External helper”; found by the name that signs in."),
    "event": EVENT,
}
# What each role may do, as forum.permissions grants it, in the order of the work.
WORK = {
    roles.EDITOR: _("writes and corrects everything in both languages and submits it for review"),
    roles.CHINESE_EDITOR: _("writes the Chinese texts alone and submits them for review"),
    roles.TRANSLATOR: _("writes the English texts alone and keeps the glossary"),
    roles.IMPORTER: _("imports documents and reads all records"),
    roles.REVIEWER: _("reviews, corrects, publishes and takes offline; adds no new records"),
    roles.ADMINISTRATOR: _(
        "does the work of all roles and manages users, roles and the site’s settings"
    ),
    roles.HELPER: _("edits the events that are named below, and nothing else"),
}
ACTS = {"add": _("add"), "change": _("change"), "delete": _("delete"), "view": _("view")}


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


class EventAccessInline(TabularInline):
    """The events that somebody helps with."""

    model = EventAccess
    extra = 0
    autocomplete_fields = ("event",)
    verbose_name = _("event")
    verbose_name_plural = _("Events, for the role “External helper”")


class RoleFilter(admin.RelatedFieldListFilter):
    """Users of a role. Roles are stored in English and read in the interface's language."""

    def field_choices(
        self, field: Any, request: HttpRequest, model_admin: AnyAdmin
    ) -> list[tuple[str, Words]]:
        roles = super().field_choices(field, request, model_admin)
        return [(key, gettext(str(name))) for key, name in roles]


# After people and organizations, so that they stand last on the dashboard.
@admin.register(User)
class UserAdmin(DjangoUserAdmin, DeletionListMixin):  # type: ignore[type-arg]  # no parameter at run time
    """Who works here: name, mail, role, events; an account is begun by an invitation."""

    form = UserForm
    add_form = InvitationForm
    add_form_template = "admin/people/user/add_form.html"
    change_password_form = AdminPasswordChangeForm
    inlines = (EventAccessInline,)
    list_display = ("whole_name", "email", "roles_in_words", "may_sign_in", "last_login")
    list_filter = (("groups", RoleFilter), "is_active")
    list_per_page = 50
    filter_horizontal = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.account_view))
        step = path("<int:pk>/account/", view, name="people_user_account")
        return [step, *super().get_urls()]

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Keep superusers to themselves: whoever could change one would be one."""
        return super().has_change_permission(request, obj) and _may_manage(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_manage(request, obj)

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Fieldsets:
        """Return what the form shows: only who may do everything lets others do everything."""
        names = ("last_name", "first_name")
        if obj is None:
            return [section(None, names, "email", "username", "language", "groups")]
        rights = ("is_superuser",) if staff_of(request).is_superuser else ()
        return [
            section(None, names, "username", "email", "language"),
            section(_("Work"), "groups"),
            section(_("Sign-in"), "is_active", *rights),
        ]

    def formfield_for_dbfield(
        self, db_field: DbField, request: HttpRequest, **options: object
    ) -> forms.Field | None:
        """Return a column's field; roles are chosen here and made elsewhere."""
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field and db_field.name == "groups":
            field.widget.can_add_related = False
        return field

    def formfield_for_manytomany(
        self, db_field: ToManyField, request: HttpRequest, **options: object
    ) -> "forms.ModelMultipleChoiceField[Model] | None":
        options["widget"] = UnfoldAdminCheckboxSelectMultipleWidget()
        field = super().formfield_for_manytomany(db_field, request, **options)
        if field and db_field.name == "groups":
            field.label = gettext("Roles")
            field.help_text = gettext("What somebody may do; several roles add up.")
            if not Group.objects.exists():
                field.help_text = GroupAdmin.begin
            # Roles are stored in English and read in the interface's language.
            label_choices(field, _role_with_work)
            field.queryset = Group.objects.order_by(_rank_in_database(), "name")
        return field

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: PageContext | None = None
    ) -> HttpResponse:
        context = {**(extra_context or {}), "mail_is_sent": settings.MAIL_IS_SENT}
        return super().add_view(request, form_url, context)

    def save_model(self, request: HttpRequest, obj: Model, form: forms.Form, change: bool) -> None:
        """Store an account; a new one has no password until its invitation is answered."""
        if isinstance(obj, User) and not change:
            obj.is_staff = True
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Store roles and events; say where somebody could sign in and do nothing."""
        super().save_related(request, form, formsets, change)
        user: User = form.instance
        names = set(user.groups.values_list("name", flat=True))
        values = {"name": user}
        if user.is_superuser or not user.is_active:
            return
        if not names:
            text = gettext("%(name)s has no role: nothing can be seen or edited with this account.")
            messages.warning(request, text % values)
        elif names == {roles.HELPER} and not user.event_access.exists():
            text = gettext("%(name)s helps with no event yet and sees none.")
            messages.warning(request, text % values)

    def response_add(
        self, request: HttpRequest, obj: User, post_url_continue: str | None = None
    ) -> HttpResponse:
        self._invite(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def account_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take one of the steps below the form: invite again, reset, sign out."""
        user = self.get_object(request, str(pk))
        if user is None:
            raise Http404
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        step = request.POST.get("step")
        if step == "invite":
            self._invite(request, user)
        elif step == "reset_factor":
            reset_factor(user, staff_of(request))
            messages.success(request, gettext("The next sign-in needs the password alone."))
        elif step == "sign_out":
            end_sessions(user)
            messages.success(request, gettext("Signed out everywhere."))
        return redirect(change_url(user))

    def _invite(self, request: HttpRequest, user: User) -> None:
        """Send the invitation; where the site sends no mail, show what it would have said."""
        if user.email and settings.MAIL_IS_SENT:
            invite(request, user, staff_of(request))
            text = gettext("An invitation is on its way to %(address)s.")
            messages.success(request, text % {"address": user.email})
            return
        text = gettext("Send this link to set a password to %(name)s: %(link)s")
        values = {"name": user, "link": password_url(request, user)}
        messages.info(request, text % values)

    @admin.display(description=pgettext_lazy("person", "name"), ordering="last_name")
    def whole_name(self, user: User) -> str:
        return str(user)

    @admin.display(description=_("may sign in"), ordering="is_active", boolean=True)
    def may_sign_in(self, user: User) -> bool:
        return is_let_in(user)

    @admin.display(description=_("roles"))
    def roles_in_words(self, user: User) -> str:
        names = [_role_in_words(group) for group in sorted(user.groups.all(), key=_rank)]
        everything = [gettext("All rights")] if user.is_superuser else []
        return ", ".join([*everything, *names]) or "–"


def _rights_of_the_desk() -> QuerySet[Permission]:
    """Return the rights to what the desk shows, and those that the site's own roles have.

    The tables of its machinery are nobody's to have rights to.
    """
    named = {apps.get_model(label) for rights in roles.RIGHTS.values() for label in rights}
    kinds = ContentType.objects.get_for_models(*named, *admin.site._registry)
    rights = Permission.objects.select_related("content_type")
    return rights.filter(content_type__in=kinds.values())


def _name_rights(field: "forms.ModelMultipleChoiceField[Model]") -> None:
    """Offer the rights of the desk in the interface's language, not as Django stores them."""
    field.queryset = _rights_of_the_desk()
    label_choices(field, _right_in_words)


def _right_in_words(right: Permission) -> str:
    act = right.codename.partition("_")[0]
    model = right.content_type.model_class()
    if act not in ACTS or model is None:
        return gettext(right.name)
    app = apps.get_app_config(right.content_type.app_label).verbose_name
    words = {"app": app, "model": model._meta.verbose_name, "act": ACTS[act]}
    return gettext("%(app)s · %(model)s: %(act)s") % words


def _rank(group: Group) -> tuple[int, str]:
    """Return where a role stands: the site's own first, in the order of the work."""
    return [*WORK, group.name].index(group.name), group.name


def _rank_in_database() -> Case:
    places = (When(name=name, then=place) for place, name in enumerate(WORK))
    return Case(*places, default=len(WORK))


def _role_in_words(group: Group) -> str:
    return gettext(group.name)


def _role_with_work(group: Group) -> str:
    """Return a role with what it may do, where it is one of the site's own."""
    work = WORK.get(group.name)
    return (
        gettext("%(role)s – %(work)s") % {"role": gettext(group.name), "work": work}
        if work
        else _role_in_words(group)
    )


def _named_in_words(role: Group) -> Group:
    """Return a role that is shown and never stored."""
    return Group(pk=role.pk, name=_role_in_words(role))


def _may_manage(request: HttpRequest, user: User | None) -> bool:
    return user is None or not user.is_superuser or request.user.is_superuser


@admin.register(Group)
class GroupAdmin(DjangoGroupAdmin, DeletionListMixin):
    begin = _("The roles are made by the command “manage.py make_roles”.")
    filter_horizontal = ()
    list_display = ("in_words",)
    readonly_fields = ("in_words",)

    def formfield_for_manytomany(
        self, db_field: ToManyField, request: HttpRequest | None = None, **options: object
    ) -> "forms.ModelMultipleChoiceField[Model] | None":
        if db_field.name == "permissions":
            options["widget"] = UnfoldAdminCheckboxSelectMultipleWidget()
        field = super().formfield_for_manytomany(db_field, request, **options)
        if field and db_field.name == "permissions":
            field.help_text = gettext("What the role may do.")
            _name_rights(field)
        return field

    def fill_form_page(self, request: HttpRequest, context: PageContext) -> None:
        """Head the page with the role in words; its form has the name as it is stored."""
        if role := context.get("original"):
            named = _named_in_words(role)
            context |= {"original": named, "subtitle": named.name}
        super().fill_form_page(request, context)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: PageContext | None = None
    ) -> HttpResponse:
        words = self._words_of(request, object_id)
        return super().delete_view(request, object_id, {**(extra_context or {}), **words})

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: PageContext | None = None
    ) -> HttpResponse:
        words = self._words_of(request, object_id)
        if words:
            words["title"] = gettext("Change history: %s") % words["original"]
        return super().history_view(request, object_id, {**(extra_context or {}), **words})

    def _words_of(self, request: HttpRequest, object_id: str) -> PageContext:
        """Return what a page calls a role, which is stored in English."""
        role = self.get_object(request, unquote(object_id))
        return dict.fromkeys(("object", "original"), _named_in_words(role)) if role else {}

    def get_fields(self, request: HttpRequest, obj: Group | None = None) -> Any:
        """Return the fields; the site knows its own roles by their names, which stay."""
        return ["in_words" if obj and obj.name in roles.RIGHTS else "name", "permissions"]

    @admin.display(description=_("role"), ordering="name")
    def in_words(self, group: Group) -> str:
        return _role_in_words(group)
