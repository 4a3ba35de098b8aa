"""A record's form in a panel of another page: the same form and rules, without the page around it.

The panel is a frame, so that its form, its scripts and its conflict screen are those of the
record's own page; ``?_panel=1`` in the address says that a page is shown in one.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

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


class Panelled:
    """The admin of a model whose form opens in a panel too."""

    opts: Any

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if in_panel(request):
            context |= ONE_BUTTON
        page: HttpResponse = super().render_change_form(  # type: ignore[misc]
            request, context, *args, **kwargs
        )
        return page

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: Any = None
    ) -> HttpResponse:
        away: HttpResponse = super().response_add(  # type: ignore[misc]
            request, obj, post_url_continue
        )
        return redirect(self.panel_url(obj.pk)) if in_panel(request) else away

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        away: HttpResponse = super().response_change(request, obj)  # type: ignore[misc]
        asks = getattr(request, "asks_originals", False)
        return redirect(self.panel_url(obj.pk)) if in_panel(request) and not asks else away

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        if in_panel(request):
            said = {**self.admin_site.each_context(request), "name": obj_display}  # type: ignore[attr-defined]
            return TemplateResponse(request, "admin/panel_deleted.html", said)
        away: HttpResponse = super().response_delete(  # type: ignore[misc]
            request, obj_display, obj_id
        )
        return away

    def panel_url(self, pk: Any) -> str:
        """Return the address of a record's form in a panel."""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return f"{reverse(name, args=[pk])}?{PANEL}=1"
