"""The admin of what the site itself keeps: products, topics, pages, settings, imports."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import DELETION, LogEntry
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext
from django_tasks_db.models import DBTaskResult
from unfold.admin import ModelAdmin
from unfold.admin import TabularInline as BaseTabularInline

from forum.base.dates import day
from forum.base.desk.filters import by_event, without
from forum.base.desk.lists import short, thumbnail
from forum.base.desk.records import ContentAdmin, PartAdmin, RecordAdmin, StackedInline
from forum.base.desk.rows import HISTORY, PUBLICATION, columns, each_language, section
from forum.base.desk.site import Desk, MenuPage
from forum.base.downloads import PrivateFile
from forum.glossary.admin import TermAdmin
from forum.import_desk.admin import ImportUploadAdmin
from forum.import_desk.kinds import KindFilter, kind_words
from forum.importing.findings import subject_in_words
from forum.models import (
    ImportRun,
    ImportUpload,
    ImportWarning,
    KnowledgeProduct,
    Page,
    ProductPart,
    SiteSettings,
    SlugRedirect,
    Term,
    Topic,
)
from forum.publishing.desk import DeskRules
from forum.translating import desk as translating
from forum.translating.rights import sees_translations

ContentAdmin.publishing = DeskRules()
ContentAdmin.translating = translating
Desk.menu_pages.append(
    MenuPage("forum", _("Translation board"), "translation-board", sees_translations)
)

# Work in the background is shown where it was asked for, not as rows of a table.
admin.site.unregister(DBTaskResult)

PART_FACTS: tuple[str | tuple[str, ...], ...] = (
    ("position", "kind", "withheld"),
    each_language("group"),
    each_language("title"),
    each_language("text"),
    "link",
)


PART_HELP = {
    "product": _("Found by its title in any language."),
    "kind": _("A module of a course, a chapter of a publication, or one author's contribution."),
    "group": _("What several parts share, for example 规划阶段 / Planning. Empty: nothing."),
    "title": _("For example 模块一：选址 / Module 1: Choosing a site."),
    "text": _("What it is about, in a few sentences."),
}


class ProductPartInline(StackedInline):
    model = ProductPart
    help_texts = PART_HELP
    fieldsets = (section(None, *PART_FACTS),)


@admin.register(KnowledgeProduct)
class KnowledgeProductAdmin(PrivateFile, ContentAdmin):
    help_texts = {
        "title": _(
            "As it was launched, for example 工发组织产业园区线上学习门户 / UNIDO Online Learning "
            "Portal on Industrial Parks."
        ),
        "other_names": _("Names that documents use as well, one a line. The search knows them."),
        "kind": _("A course, a publication, a tool …: lists are filtered by it."),
        "summary": _("One or two sentences, for lists and search engines."),
        "description": _("What it holds, for whom and how it is used: the text of its page."),
        "launched_in": _(
            "The session in which it was presented; found by its title or its event's."
        ),
        "launched_by": _("Who presented it there; found by name or session."),
        "publishers": _("Who brought it out; found by any name."),
        "audience": _("For example 园区管理者 / managers of industrial parks."),
        "topics": _("The subjects under which readers find it."),
    }
    list_display = ("picture", *each_language("title"), "kind", "launched_at", "parts_here")
    list_display_links = each_language("title")
    list_select_related = ("launched_in__event",)
    list_filter = (
        "kind",
        "topics",
        without("cover", _("cover image")),
        by_event("launched_in__event"),
    )
    counted = {"part_count": "parts"}
    begin = _("Add a course, publication or other outcome, or import the record that launched it.")
    import_too = True
    search_fields = (*columns("title", "summary"), "other_names")
    autocomplete_fields = ("publishers", "topics", "launched_in", "launched_by")
    related = ("launched_in__event",)
    inlines = (ProductPartInline,)
    fieldsets = (
        section(
            None,
            each_language("title"),
            "other_names",
            ("kind", "position"),
            each_language("summary"),
            each_language("description"),
        ),
        section(_("Launch"), "launched_in", "launched_by", "publishers"),
        section(
            _("For readers"), each_language("audience"), "topics", "languages", ("link", "file")
        ),
        PUBLICATION,
        section(_("Cover image"), "cover", "cover_ppoi", each_language("cover_alt"), folded=True),
        HISTORY,
    )

    @admin.display(description=_("cover image"))
    def picture(self, record: KnowledgeProduct) -> str:
        return thumbnail(record.cover)

    @admin.display(description=_("launched in"), ordering="launched_in__event__starts_on")
    def launched_at(self, record: KnowledgeProduct) -> str:
        return short(record.launched_in.event) if record.launched_in else "–"

    @admin.display(description=_("parts"), ordering="part_count")
    def parts_here(self, record: Any) -> int:
        return int(record.part_count)


@admin.register(ProductPart)
class ProductPartAdmin(PartAdmin):
    help_texts = PART_HELP
    list_display = ("__str__", "kind", "product", "position")
    list_filter = ("kind",)
    list_select_related = ("product",)
    search_fields = columns("title", "group", "product__title")
    autocomplete_fields = ("product",)
    related = ("product",)
    fieldsets = (
        section(None, "product", *PART_FACTS),
        HISTORY,
    )

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Keep it out of the index: it is edited on the product."""
        return False


@admin.register(Topic)
class TopicAdmin(ContentAdmin):
    help_texts = {"name": _("A word or two, for example 工业园区 / Industrial parks.")}
    list_display = (*each_language("name"),)
    list_display_links = each_language("name")
    search_fields = columns("name")
    begin = _("Add the subjects by which readers find knowledge products.")
    fieldsets = (section(None, each_language("name")), PUBLICATION, HISTORY)


@admin.register(Page)
class PageAdmin(ContentAdmin):
    help_texts = {
        "title": _("For example 关于论坛 / About the Forum."),
        "kind": _("A page may stand in the menu; news is listed by day."),
        "menu_position": _("1 stands first. Empty: the page stands in no menu."),
        "expires_at": _("For what holds for a time only. Empty: it stays."),
        "body": _("The whole text; headings part a long one."),
    }
    list_display = (*each_language("title"), "kind", "menu_position", "expiry")
    list_display_links = each_language("title")
    list_filter = ("kind", ("expires_at", admin.EmptyFieldListFilter))
    search_fields = columns("title", "body")
    begin = _("Add a page for the menu, for example about the forum, or a piece of news.")
    date_hierarchy = "published_at"
    fieldsets = (
        section(
            None,
            each_language("title"),
            ("kind", "menu_position", "expires_at"),
            each_language("body"),
        ),
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
        "public_security_emblem": _("The emblem that is issued with the number; JPEG or PNG."),
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
        section(_("Foot of every page"), each_language("contact"), each_language("footer")),
        section(
            _("Filing numbers"),
            ("icp_number", "public_security_number"),
            "public_security_emblem",
            "public_security_emblem_ppoi",
        ),
        HISTORY,
    )

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        if SiteSettings.objects.exists():
            return redirect("admin:forum_sitesettings_change", 1)
        return redirect("admin:forum_sitesettings_add")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not SiteSettings.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyAdmin(ModelAdmin):  # type: ignore[misc]
    """Records that the site writes and staff read."""

    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(SlugRedirect)
class SlugRedirectAdmin(ReadOnlyAdmin):
    begin = _("Where an address changes, the old one is kept here and leads to the new one.")
    list_display = ("old_slug", "content_type", "leads_to", "created")
    list_filter = ("content_type",)
    search_fields = ("old_slug",)
    list_select_related = ("content_type",)
    fields = ("old_slug", "content_type", "leads_to", "created")

    @admin.display(description=_("leads to"))
    def leads_to(self, redirection: SlugRedirect) -> str:
        return str(redirection.object or "")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("object")


class ImportWarningInline(BaseTabularInline):  # type: ignore[misc]
    model = ImportWarning
    fields = ("level", "kind_in_words", "whom", "lines", "sentence", "resolved_by")
    readonly_fields = ("kind_in_words", "whom", "sentence")
    extra = 0
    can_delete = False

    @admin.display(description=_("subject"), ordering="subject")
    def whom(self, warning: ImportWarning) -> str:
        return subject_in_words(warning.subject)

    @admin.display(description=_("message"))
    def sentence(self, warning: ImportWarning) -> str:
        return warning.message

    @admin.display(description=_("kind"))
    def kind_in_words(self, warning: ImportWarning) -> str:
        return kind_words(warning.kind)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("resolved_by")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


admin.site.register(ImportUpload, ImportUploadAdmin)


@admin.register(ImportRun)
class ImportRunAdmin(PrivateFile, ReadOnlyAdmin):
    begin = _("Each import is kept here with its file, its changes and its warnings.")
    list_display = ("source", "event", "at", "by", "open_warnings")
    list_filter = (by_event("event"), ("undone_at", admin.EmptyFieldListFilter))
    list_select_related = ("event", "by")
    date_hierarchy = "at"
    search_fields = ("source", *columns("event__title"))
    fields = ("source", "download", "event", "at", "by", "encoding", "sha256", "undone", "changed")
    inlines = (ImportWarningInline,)

    def get_queryset(self, request: HttpRequest) -> Any:
        still_open = Count("warnings", filter=Q(warnings__resolved_at=None))
        # The record is long and no list shows it.
        return super().get_queryset(request).defer("record").annotate(still_open=still_open)

    @admin.display(description=_("open warnings"))
    def open_warnings(self, run: Any) -> int:
        return int(run.still_open)

    @admin.display(description=_("undone"))
    def undone(self, run: ImportRun) -> str:
        if not run.undone_at:
            return "–"
        when = localize(timezone.localtime(run.undone_at))
        return f"{when} · {run.undone_by}" if run.undone_by else str(when)

    @admin.display(description=_("changes"))
    def changed(self, run: ImportRun) -> str:
        words = {"create": pgettext("plan", "create"), "update": pgettext("plan", "update")}
        acts = ((str(one.get("action", "")), one.get("name", "")) for one in run.changes)
        lines = ((words.get(act, act), name) for act, name in acts)
        return format_html_join(mark_safe("<br>"), "{} {}", lines) or "–"


@admin.register(ImportWarning)
class ImportWarningAdmin(ReadOnlyAdmin):
    begin = _("What an import is unsure of is kept here until somebody settles it.")
    list_display = ("sentence", "level", "kind_in_words", "whom", "lines", "run", "resolved_by")
    list_filter = (
        "level",
        ("resolved_at", admin.EmptyFieldListFilter),
        by_event("run__event"),
        ("kind", KindFilter),
    )
    list_select_related = ("run", "resolved_by")
    search_fields = ("subject", "kind", "run__source")
    fields = (
        "sentence",
        "level",
        "kind_in_words",
        "whom",
        "lines",
        "run",
        "resolved_by",
        "resolved_at",
    )
    actions = ("resolve",)

    @admin.display(description=_("subject"), ordering="subject")
    def whom(self, warning: ImportWarning) -> str:
        return subject_in_words(warning.subject)

    @admin.display(description=_("message"))
    def sentence(self, warning: ImportWarning) -> str:
        return warning.message

    @admin.display(description=_("kind"), ordering="kind")
    def kind_in_words(self, warning: ImportWarning) -> str:
        return kind_words(warning.kind)

    def has_resolve_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("forum.change_importwarning")

    @admin.action(description=_("Mark as settled"), permissions=["resolve"])
    def resolve(self, request: HttpRequest, queryset: Any) -> None:
        settled = queryset.filter(resolved_at=None).update(
            resolved_by=request.user, resolved_at=timezone.now()
        )
        said = ngettext("%(count)d warning settled.", "%(count)d warnings settled.", settled)
        self.message_user(request, said % {"count": settled})


LogEntry._meta.verbose_name_plural = _("activity log")
apps.get_app_config("admin").verbose_name = _("Supervision")


@admin.register(LogEntry)
class LogEntryAdmin(ReadOnlyAdmin):
    """Who did what: written by the desk, changed by nobody."""

    begin = _("Whatever somebody adds, changes or deletes is noted here.")
    list_display = ("action_time", "user", "act", "content_type", "record", "message")
    list_filter = ("action_flag", "user", ("content_type", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("user", "content_type")
    date_hierarchy = "action_time"
    search_fields = ("object_repr", "change_message", "user__username")
    fields = ("action_time", "user", "act", "content_type", "record", "message")

    @admin.display(description=_("act"), ordering="action_flag")
    def act(self, entry: LogEntry) -> str:
        return entry.get_action_flag_display()

    @admin.display(description=_("record"), ordering="object_repr")
    def record(self, entry: LogEntry) -> str:
        url = entry.get_admin_url()
        if not url or entry.action_flag == DELETION:
            return entry.object_repr
        return format_html('<a href="{}">{}</a>', url, entry.object_repr)

    @admin.display(description=_("what was done"))
    def message(self, entry: LogEntry) -> str:
        return str(entry.get_change_message())
