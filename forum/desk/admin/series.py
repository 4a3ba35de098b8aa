"""The series that events form."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from forum.core.columns import columns, each_language
from forum.desk.base_admin import count_in
from forum.desk.form_layout import HISTORY, PUBLICATION, section
from forum.desk.helper_lists import HelperListMixin
from forum.desk.record_admin import ContentAdmin
from sessions_app.models import Series


@admin.register(Series)
class SeriesAdmin(HelperListMixin, ContentAdmin):
    help_texts = {
        "name": _(
            "Without year and edition, for example 虹桥国际经济论坛 / Hongqiao International "
            "Economic Forum."
        ),
        "abbreviation": _("For example HQF. Empty where there is none."),
        "description": _("A paragraph or two that stand above the past editions."),
    }
    list_display = (*each_language("name"), "events_here")
    list_display_links = each_language("name")
    counted = {"event_count": "events"}
    begin = _("Add the forum that returns; its editions then form a timeline.")
    search_fields = columns("name", "abbreviation")
    fieldsets = (
        section(
            None, each_language("name"), each_language("abbreviation"), each_language("description")
        ),
        PUBLICATION,
        HISTORY,
    )

    @admin.display(description=_("events"), ordering="event_count")
    def events_here(self, record: Series) -> int:
        return count_in(record, "event_count")
