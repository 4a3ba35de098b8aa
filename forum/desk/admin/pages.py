"""Pages and news, the glossary, and what the site says of itself."""

from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from forum.core.columns import columns, each_language
from forum.core.dates import day
from forum.desk.admin.glossary import TermAdmin
from forum.desk.base_admin import Choices, DbField, PageContext
from forum.desk.form_layout import HISTORY, PUBLICATION, section
from forum.desk.list_filters import by_moment
from forum.desk.record_admin import ContentAdmin, RecordAdmin
from forum.models import Page, SiteSettings, Term


@admin.register(Page)
class PageAdmin(ContentAdmin):
    help_texts = {
        "title": _("For example 关于论坛 / About the Forum."),
        "kind": _("A page may stand in the menu; news is listed by day."),
        "menu_position": _("1 stands first. Empty: the page stands in no menu."),
        "expires_at": _("For what holds for a time only. Empty: it stays."),
        "body": _("The whole text; headings part a long one."),
        "events": _("The news leads to these, and their pages to the news."),
        "people": _("Found by any spelling of the name."),
        "organizations": _("Found by any name."),
        "products": _("Found by their titles."),
    }
    list_display = (*each_language("title"), "kind", "menu_position", "expiry")
    list_display_links = each_language("title")
    list_filter = (
        "kind",
        by_moment("expires_at", _("expiry"), _("without an end"), _("with an end")),
    )
    search_fields = columns("title", "body")
    begin = _("Add a page for the menu, for example about the forum, or a piece of news.")
    date_hierarchy = "published_at"
    autocomplete_fields = ("events", "people", "organizations", "products")
    fieldsets = (
        section(
            None,
            each_language("title"),
            ("kind", "menu_position"),
            "expires_at",
            each_language("body"),
        ),
        section(_("What the news tells of"), *autocomplete_fields, folded=True),
        PUBLICATION,
        HISTORY,
    )

    @admin.display(description=_("expires at"), ordering="expires_at")
    def expiry(self, record: Page) -> str:
        return day(timezone.localtime(record.expires_at).date()) if record.expires_at else "–"


admin.site.register(Term, TermAdmin)


@admin.register(SiteSettings)
class SiteSettingsAdmin(RecordAdmin):
    """One row: its list is its form."""

    help_texts = {
        "site_name": _("Stands at the head of every page and in the results of search engines."),
        "tagline": _(
            "One line below the name on the home page, for example what the forum is for."
        ),
        "organizer": _("Who keeps this site; stands at the foot of every page."),
        "logo": _("JPEG, PNG, WebP or AVIF, at most 20 MB. It stands beside the site's name."),
        "contact": _("Address, telephone or email, a line each, at the foot of every page."),
        "footer": _("A line on rights or sources, for example © 2024 Secretariat of the Forum."),
        "icp_number": _("For example 京ICP备00000000号. Sites in mainland China must show it."),
        "public_security_number": _("For example 京公网安备00000000000000号."),
        "counts_gender": _(
            "In the figures of events and series, with the number of those of whom it is not "
            "recorded; shown where each gender that is recorded counts at least five people."
        ),
        "second_factor_roles": _(
            "Whoever has one of these sets up an app or a passkey at the next sign-in."
        ),
        "public_security_emblem": _("The emblem that is issued with the number; JPEG or PNG."),
        "mail_subscription": _(
            "Where your mailing service lets readers sign up. The site itself keeps no addresses."
        ),
        "wechat_account": _("As it is found in WeChat."),
        "wechat_code": _("As WeChat issues it, with its white edge; JPEG or PNG."),
    }

    fieldsets = (
        section(
            None,
            each_language("site_name"),
            each_language("tagline"),
            each_language("organizer"),
            "logo",
            "logo_ppoi",
        ),
        section(_("From draft to public"), "reviews"),
        section(_("Sign-in"), "second_factor_roles"),
        section(_("Guests in figures"), "counts_gender"),
        section(_("Foot of every page"), each_language("contact"), each_language("footer")),
        section(
            _("Filing numbers"),
            ("icp_number", "public_security_number"),
            "public_security_emblem",
            "public_security_emblem_ppoi",
        ),
        section(
            pgettext_lazy("to news", "Subscribe"),
            "mail_subscription",
            "wechat_account",
            "wechat_code",
            "wechat_code_ppoi",
        ),
        HISTORY,
    )

    def formfield_for_dbfield(
        self, db_field: DbField, request: HttpRequest, **options: object
    ) -> forms.Field | None:
        if db_field.name != "second_factor_roles":
            return super().formfield_for_dbfield(db_field, request, **options)
        return forms.MultipleChoiceField(
            label=db_field.verbose_name,
            required=False,
            choices=_list_roles,
            widget=UnfoldAdminCheckboxSelectMultipleWidget(),
            help_text=self.help_texts["second_factor_roles"],
        )

    def changelist_view(
        self, request: HttpRequest, extra_context: PageContext | None = None
    ) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        if SiteSettings.objects.exists():
            return redirect("admin:forum_sitesettings_change", 1)
        return redirect("admin:forum_sitesettings_add")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not SiteSettings.objects.exists()

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        """Return what the menu of every page asks: its link leads to the form in any case."""
        return {
            "add": False,
            "change": self.has_change_permission(request),
            "delete": False,
            "view": self.has_view_permission(request),
        }

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


def _list_roles() -> Choices:
    """Return the roles that the site has, and who has every right without one."""
    names = Group.objects.order_by("pk").values_list("name", flat=True)
    everything = (SiteSettings.ALL_RIGHTS, gettext("Whoever may do everything"))
    return [everything, *((name, gettext(name)) for name in names)]
