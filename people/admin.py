"""The admin of people, organizations and the staff."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.utils.translation import gettext_lazy as _

from forum.base.admin import HISTORY, PUBLICATION, NamedAdmin, columns, each_language, section
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


# Last, so that it stands last on the dashboard.
admin.site.register(User, UserAdmin)
