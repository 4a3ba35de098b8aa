"""The series that events form."""

from django.contrib import admin

from forum.base.desk.records import ContentAdmin
from forum.base.desk.rows import HISTORY, PUBLICATION, columns, each_language, section
from sessions_app.models import Series


@admin.register(Series)
class SeriesAdmin(ContentAdmin):
    list_display = (*each_language("name"),)
    search_fields = columns("name", "abbreviation")
    fieldsets = (
        section(
            None, each_language("name"), each_language("abbreviation"), each_language("description")
        ),
        PUBLICATION,
        HISTORY,
    )
