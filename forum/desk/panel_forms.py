"""A record's form in a panel of another page: the same form and rules, without the page around it.

The panel is a frame, so that its form, its scripts and its conflict screen are those of the
record's own page; ``?_panel=1`` in the address says that a page is shown in one.
"""

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from forum.desk.addresses import change_url
from forum.desk.base_admin import DeskAdmin, PageContext, desk_page
from forum.desk.form_steps import steps_of

PANEL = "_panel"
# One button saves, and the panel stays; what leads away stands around the panel.
ONE_BUTTON = {
    "show_save_and_continue": False,
    "show_save_and_add_another": False,
    "show_delete": False,
    "show_close": False,
}


def in_panel(request: HttpRequest) -> bool:
    """Tell whether the page is shown in a panel of another."""
    return PANEL in request.GET


class PanelMixin(DeskAdmin):
    """The admin of a model whose form opens in a panel too."""

    def render_change_form(
        self,
        request: HttpRequest,
        context: PageContext,
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Model | None = None,
    ) -> HttpResponse:
        if in_panel(request):
            context |= ONE_BUTTON
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_add(
        self, request: HttpRequest, obj: Model, post_url_continue: str | None = None
    ) -> HttpResponse:
        redirection = super().response_add(request, obj, post_url_continue)
        return redirect(panel_url(obj)) if in_panel(request) else redirection

    def response_change(self, request: HttpRequest, obj: Model) -> HttpResponse:
        redirection = super().response_change(request, obj)
        stays = in_panel(request) and not steps_of(request).asks_originals
        return redirect(panel_url(obj)) if stays else redirection

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        if in_panel(request):
            context = {"name": obj_display}
            return desk_page(request, "admin/panel_deleted.html", context)
        return super().response_delete(request, obj_display, obj_id)


def panel_url(record: Model) -> str:
    """Return the address of a record's form in a panel."""
    return f"{change_url(record)}?{PANEL}=1"
