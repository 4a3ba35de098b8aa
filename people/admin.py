"""The admin of people, organizations and the staff."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as BaseGroupAdmin
from django.contrib.auth.admin import UserAdmin as BaseUserAdmin
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from forum.base.desk.records import NamedAdmin
from forum.base.desk.rows import HISTORY, PUBLICATION, columns, each_language, section
from people.models import Organization, Person, User


@admin.register(Person)
class PersonAdmin(NamedAdmin):
    list_display = (*each_language("name"), "country", "organization")
    list_filter = ("photo_consent",)
    list_select_related = ("organization",)
    search_fields = (*columns("name"), "aliases")
    autocomplete_fields = ("organization",)
    related = ("organization",)
    fieldsets = (
        section(
            None,
            each_language("name"),
            each_language("honorific"),
            "aliases",
            ("country", "organization"),
        ),
        section(_("Biography"), each_language("biography"), "biography_as_of"),
        section(
            _("Portrait"),
            ("portrait", "photo_consent"),
            "portrait_ppoi",
            each_language("portrait_alt"),
        ),
        PUBLICATION,
        section(_("Sorting in directories"), each_language("sort_key"), folded=True),
        HISTORY,
    )


@admin.register(Organization)
class OrganizationAdmin(NamedAdmin):
    list_display = (*each_language("name"), "kind", "country")
    list_filter = ("kind",)
    search_fields = (*columns("name", "abbreviation"), "aliases")
    fieldsets = (
        section(
            None,
            each_language("name"),
            each_language("abbreviation"),
            "aliases",
            ("kind", "country"),
            "website",
            "logo",
            "logo_ppoi",
        ),
        PUBLICATION,
        section(_("Sorting in directories"), each_language("sort_key"), folded=True),
        HISTORY,
    )


admin.site.unregister(Group)


# Last, so that they stand last on the dashboard.
@admin.register(User)
class UserAdmin(BaseUserAdmin, ModelAdmin):  # type: ignore[type-arg, misc]
    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm


@admin.register(Group)
class GroupAdmin(BaseGroupAdmin, ModelAdmin):  # type: ignore[misc]
    pass
