"""Knowledge products, their parts, and the subjects they are tagged with."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from forum.core.columns import columns, each_language
from forum.desk.base_admin import ToOneField, count_in
from forum.desk.downloads import PrivateFileMixin
from forum.desk.form_layout import HISTORY, PUBLICATION, section
from forum.desk.list_columns import short, thumbnail
from forum.desk.list_filters import by_event, without
from forum.desk.record_admin import BlocksInline, ContentAdmin, PartAdmin
from forum.desk.return_links import event_behind
from forum.models import KnowledgeProduct, ProductPart, Topic
from sessions_app.models import Session

PART_FACTS: tuple[str | tuple[str, ...], ...] = (
    ("position", "kind", "withheld"),
    each_language("group"),
    each_language("title"),
    each_language("text"),
    "link",
)


_LAUNCH_HELP = _("The session in which it was presented: by it the product belongs to the event.")
_NO_SESSION = _(
    "This event has no session yet, and by a session a product belongs to it. Go back and add the "
    "session that presents it, for example the launch of outcomes; what you typed here is kept."
)
PART_HELP = {
    "product": _("Found by its title in any language."),
    "kind": _("A module of a course, a chapter of a publication, or one author's contribution."),
    "group": _("What several parts share, for example 规划阶段 / Planning. Empty: nothing."),
    "title": _("For example 模块一：选址 / Module 1: Choosing a site."),
    "text": _("What it is about, in a few sentences."),
}


class ProductPartInline(BlocksInline):
    model = ProductPart
    help_texts = PART_HELP
    fieldsets = (section(None, *PART_FACTS),)


@admin.register(KnowledgeProduct)
class KnowledgeProductAdmin(PrivateFileMixin, ContentAdmin):
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
            "The session in which it was presented; found by its title or its event's. Only with "
            "it does the event's page show the product."
        ),
        "launched_by": _("Who presented it there; found by name or session."),
        "publishers": _("Who brought it out; found by any name."),
        "audience": _("For example 园区管理者 / managers of industrial parks."),
        "languages": _("One a line, for example Chinese or French."),
        "topics": _("The subjects under which readers find it."),
        "cited_events": _("Events that it quotes or names as a source; their pages lead to it."),
        "cited_appearances": _("What it quotes of somebody; found by name or session."),
        "cited_products": _("Other knowledge products that it draws on."),
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
    autocomplete_fields = (
        "publishers",
        "topics",
        "launched_in",
        "launched_by",
        "cited_events",
        "cited_appearances",
        "cited_products",
    )
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
            _("For readers"),
            each_language("audience"),
            "topics",
            "languages",
            ("link", "file"),
            ("doi", "handle"),
        ),
        section(_("Sources"), "cited_events", "cited_appearances", "cited_products", folded=True),
        PUBLICATION,
        section(_("Cover image"), "cover", "cover_ppoi", each_language("cover_alt"), folded=True),
        HISTORY,
    )

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        """Return the fields that are searched; of one event the few sessions are all offered."""
        searched = super().get_autocomplete_fields(request)
        return [name for name in searched if name != "launched_in" or not _adding_to(request)]

    def formfield_for_foreignkey(
        self, db_field: ToOneField, request: HttpRequest, **options: object
    ) -> "forms.ModelChoiceField[Model] | None":
        """Return the field; what is added from an event belongs to it by one of its sessions."""
        field = super().formfield_for_foreignkey(db_field, request, **options)
        event = _adding_to(request)
        if field and event and db_field.name == "launched_in" and field.queryset is not None:
            sessions = field.queryset.filter(event=event).order_by("position", "pk")
            field.queryset, field.required = sessions, True
            field.widget.is_required = True
            field.help_text = _LAUNCH_HELP if sessions.exists() else _NO_SESSION
        return field

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Propose the session that launches what an event has launched, where there is but one."""
        initial: dict[str, Any] = super().get_changeform_initial_data(request)
        event = _adding_to(request)
        if event is None:
            return initial
        sessions = Session.objects.filter(event=event)
        launches = list(sessions.filter(kind=Session.Kind.LAUNCH)[:2]) or list(sessions[:2])
        return {"launched_in": launches[0].pk, **initial} if len(launches) == 1 else initial

    @admin.display(description=_("cover image"))
    def picture(self, record: KnowledgeProduct) -> str:
        return thumbnail(record.cover)

    @admin.display(description=_("launched in"), ordering="launched_in__event__starts_on")
    def launched_at(self, record: KnowledgeProduct) -> str:
        return short(record.launched_in.event) if record.launched_in else "–"

    @admin.display(description=_("parts"), ordering="part_count")
    def parts_here(self, record: KnowledgeProduct) -> int:
        return count_in(record, "part_count")


def _adding_to(request: HttpRequest) -> int | None:
    """Return the key of the event from which a product is added, if it is."""
    match = request.resolver_match
    is_adding = match is not None and str(match.url_name).endswith("_add")
    return event_behind(request) if is_adding else None


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
    help_texts = {
        "name": _("A word or two, for example 工业园区 / Industrial parks."),
        "events": _("Found by their titles; a reader of the topic finds them on its page."),
        "sessions": _("Found by their titles or their event's."),
        "appearances": _("Found by the guest; the page of an event's topics proposes them."),
    }
    autocomplete_fields = ("events", "sessions", "appearances")
    list_display = (*each_language("name"),)
    list_display_links = each_language("name")
    search_fields = columns("name")
    begin = _("Add the subjects by which readers find what was said, and knowledge products.")
    fieldsets = (
        section(None, each_language("name")),
        section(_("What is about it"), "events", "sessions", "appearances"),
        PUBLICATION,
        HISTORY,
    )
