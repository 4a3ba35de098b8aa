"""The admin of people and organizations."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from forum.core.columns import columns, each_language
from forum.core.content import Record
from forum.desk.base_admin import DbField, count_in, key_in
from forum.desk.form_layout import HISTORY, PUBLICATION, section
from forum.desk.list_columns import thumbnail
from forum.desk.list_filters import by_event, without
from forum.desk.record_admin import NamedAdmin
from forum.permissions.access import is_helper, within
from people.models import Organization, Person


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
        "gender": _(
            "As the person told it, never guessed from a name. Nobody's is shown; events' figures "
            "count it where the site's settings say so."
        ),
        "sort_key": _(
            "Surname first; proposed from the name. For Chinese names pinyin: wang shou wen."
        ),
    }
    list_display = ("picture", *each_language("name"), "of_country", "organization", "speeches")
    list_display_links = each_language("name")
    # Fifty with long names and organizations in two languages are more than 100 kB.
    list_per_page = 40
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
            "gender",
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

    def get_list_select_related(self, request: HttpRequest) -> tuple[str, ...]:
        return () if is_helper(request.user) else self.list_select_related

    def get_queryset(self, request: HttpRequest) -> QuerySet[Record]:
        people: QuerySet[Record] = super().get_queryset(request)
        if not is_helper(request.user):
            return people
        # No draft of others is named as where somebody works.
        organizations = within(request.user, Organization.objects.all())
        # Any: a queryset of records knows no relation of people.
        employer: Any = Prefetch("organization", organizations)
        return people.select_related(None).prefetch_related(employer)

    @admin.display(description=_("portrait"))
    def picture(self, record: Person) -> str:
        return thumbnail(record.portrait)

    @admin.display(description=_("appearances"), ordering="appearance_count")
    def speeches(self, record: Person) -> int:
        return count_in(record, "appearance_count")

    def formfield_for_dbfield(
        self, db_field: DbField, request: HttpRequest, **options: object
    ) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field and db_field.name == "portrait":
            url = reverse("portrait-texts", args=[_key_in_address(request)])
            asks = " ".join(each_language("name"))
            field.widget.attrs |= {"data-proposals": url, "data-asks": asks}
        return field


def _key_in_address(request: HttpRequest) -> int:
    """Return the key of the record whose form is shown, 0 for a new one."""
    arguments = request.resolver_match.kwargs if request.resolver_match else {}
    return key_in(arguments.get("object_id", "")) or 0


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
    list_display = (*each_language("name"), "kind", "of_country", "people_here", "roles")
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
    def people_here(self, record: Organization) -> int:
        return count_in(record, "person_count")

    @admin.display(description=_("roles at events"), ordering="role_count")
    def roles(self, record: Organization) -> int:
        return count_in(record, "role_count")
