"""The admin of people, organizations and the staff."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as BaseGroupAdmin
from django.contrib.auth.admin import UserAdmin as BaseUserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from forum.core.columns import columns, each_language
from forum.desk.audit_trail import AuditedMixin
from forum.desk.layout import HISTORY, PUBLICATION, section
from forum.desk.list_columns import thumbnail
from forum.desk.list_filters import by_event, without
from forum.desk.record_admin import NamedAdmin
from people.models import Organization, Person, User


@admin.register(Person)
class PersonAdmin(NamedAdmin):
    help_texts = {
        "name": _("Each language in its own order and spelling: 王受文 / Wang Shouwen."),
        "honorific": _("For example H.E., Mr., Ms. Each event may have another."),
        "aliases": _(
            "One a line, for example another transliteration. Imports and the search find the "
            "person by these too."
        ),
        "organization": _("Where the person works now; the titles of the past stay with events."),
        "biography": _("A paragraph in the third person, for example studies and earlier posts."),
        "biography_as_of": _("The day on which the biography was true; its readers are told."),
        "portrait_alt": _(
            "What the picture shows, for those who do not see it, for example: Wang Shouwen at a "
            "lectern."
        ),
        "photo_consent": _("What the person answered about this picture. Refused: nobody sees it."),
        "sort_key": _(
            "Surname first; proposed from the name. For Chinese names pinyin: wang shou wen."
        ),
    }
    list_display = ("picture", *each_language("name"), "country", "organization", "speeches")
    list_display_links = each_language("name")
    list_filter = (
        without("portrait", _("portrait")),
        "photo_consent",
        by_event("appearances__session__event"),
    )
    counted = {"appearance_count": "appearances"}
    begin = _("Guests come with an imported record, or one by one; their titles belong to events.")
    import_too = True
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

    @admin.display(description=_("portrait"))
    def picture(self, record: Person) -> str:
        return thumbnail(record.portrait)

    @admin.display(description=_("appearances"), ordering="appearance_count")
    def speeches(self, record: Any) -> int:
        return int(record.appearance_count)

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name == "portrait":
            url = reverse("portrait-texts", args=[_key(request)])
            asks = " ".join(each_language("name"))
            field.widget.attrs |= {"data-proposals": url, "data-asks": asks}
        return field


def _key(request: HttpRequest) -> int:
    """Return the key of the record whose form is shown, 0 for a new one."""
    found = (request.resolver_match.kwargs if request.resolver_match else {}).get("object_id", "")
    return int(found) if found.isascii() and found.isdecimal() and len(found) < 19 else 0


@admin.register(Organization)
class OrganizationAdmin(NamedAdmin):
    help_texts = {
        "name": _(
            "In full, as it calls itself: 联合国工业发展组织 / United Nations Industrial "
            "Development Organization."
        ),
        "abbreviation": _("For example 工发组织 / UNIDO."),
        "aliases": _(
            "One a line, for example a former name. Imports and the search find the organization "
            "by these too."
        ),
        "kind": _("Directories and lists are filtered by it."),
        "website": _("For example https://www.unido.org."),
        "sort_key": _(
            "What directories sort by; proposed from the name. For Chinese names pinyin."
        ),
    }
    list_display = (*each_language("name"), "kind", "country", "people_here", "roles")
    list_display_links = each_language("name")
    list_filter = ("kind", without("logo", _("logo")), by_event("event_roles__event"))
    counted = {"person_count": "people", "role_count": "event_roles"}
    begin = _("Organizations come with an imported record, or one by one.")
    import_too = True
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

    @admin.display(description=_("people"), ordering="person_count")
    def people_here(self, record: Any) -> int:
        return int(record.person_count)

    @admin.display(description=_("roles at events"), ordering="role_count")
    def roles(self, record: Any) -> int:
        return int(record.role_count)


admin.site.unregister(Group)
# What Django calls them is nothing that an organizer says.
apps.get_app_config("auth").verbose_name = _("Rights")
Group._meta.verbose_name, Group._meta.verbose_name_plural = _("role"), _("roles")


# Last, so that they stand last on the dashboard.
@admin.register(User)
class UserAdmin(AuditedMixin, BaseUserAdmin, ModelAdmin):  # type: ignore[type-arg, misc]
    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep superusers to themselves: whoever could change one would be one."""
        return super().has_change_permission(request, obj) and _reaches(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and _reaches(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        found = super().get_readonly_fields(request, obj)
        kept = () if _is_superuser(request) else ("is_superuser", "user_permissions")
        return (*found, *kept)

    def formfield_for_manytomany(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field and db_field.name == "user_permissions":
            field.queryset = _rights_of_the_desk(field.queryset)
        if field and db_field.name == "groups":
            field.label = gettext("Roles")
            # Roles are stored in English and read in the interface's language.
            field.label_from_instance = lambda group: gettext(group.name)
        return field


def _rights_of_the_desk(rights: Any) -> Any:
    """Return the rights to what the desk shows, without those to the tables of its machinery."""
    kept = ("people", "sessions_app", "forum", "auth", "admin")
    return rights.filter(content_type__app_label__in=kept)


def _is_superuser(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_superuser", False))


def _reaches(request: HttpRequest, user: Any) -> bool:
    return user is None or not user.is_superuser or _is_superuser(request)


@admin.register(Group)
class GroupAdmin(AuditedMixin, BaseGroupAdmin, ModelAdmin):  # type: ignore[misc]
    begin = _("The roles are made by the command “manage.py make_roles”.")
    list_display = ("in_words",)

    def formfield_for_manytomany(self, db_field: Any, request: Any = None, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field and db_field.name == "permissions":
            field.queryset = _rights_of_the_desk(field.queryset)
        return field

    @admin.display(description=_("role"), ordering="name")
    def in_words(self, group: Group) -> str:
        return gettext(group.name)
