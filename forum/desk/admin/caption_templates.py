"""Wordings of captions that return."""

from django.contrib import admin
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from forum.core.columns import columns, each_language
from forum.desk.form_layout import HISTORY, section
from forum.desk.record_admin import RecordAdmin
from forum.models import CaptionTemplate
from forum.models.caption_templates import known_placeholders


@admin.register(CaptionTemplate)
class CaptionTemplateAdmin(RecordAdmin):
    menu_name = _("Caption templates")
    begin = _("Add a wording that returns; on the board of photos it is filled in for each.")
    list_display = ("name", *each_language("text"))
    search_fields = ("name", *columns("text"))
    ordering = ("name",)
    actions = ("delete_selected",)
    help_texts = {
        "name": _("By which it is chosen, for example “Group photo”."),
        "text": format_lazy(
            "{} {}",
            _("Filled in where one has a text, else nothing is proposed:"),
            lazy(known_placeholders, str)(),
        ),
    }
    fieldsets = (section(None, "name", each_language("text")), HISTORY)
