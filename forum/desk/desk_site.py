"""The admin site: its policy, its languages, the order of what it holds."""

from collections.abc import Callable
from functools import partial, wraps
from time import perf_counter
from typing import Any, ClassVar, Concatenate, Final, NamedTuple, cast
from weakref import WeakKeyDictionary

from django.apps import apps as django_apps
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.i18n import set_language
from unfold.sites import UnfoldAdminSite

from forum.core.content import language_codes
from forum.core.field_labels import own_name
from forum.core.save_batches import batched_saves
from forum.core.storage import files_with_rows
from forum.core.translated import html_lang
from forum.desk import autosaves, recovery_pages, refusals
from forum.desk.accounts.rules import under_account_rules
from forum.desk.base_admin import DeskAdmin, PageContext, Words, staff_of
from forum.desk.content_policy import with_desk_policy
from forum.desk.media_library import may_open_library
from forum.desk.overtaken_page import answering_overtaken
from forum.desk.preview_links import may_list_links
from forum.desk.quick_search import search_desk
from forum.desk.refusals import answering_wrong_method
from forum.desk.saving_faults import answering_faults
from forum.desk.script_messages import messages_of_scripts
from forum.desk.working_copies.notice import notice_of
from forum.desk.working_copies.requests import on_working_copies
from forum.history.autosaves import SavedAlreadyError
from forum.history.recording import recording
from forum.localization.translation_access import can_see_translations

# Of a search over the whole desk, on its one page.
MOST_RESULTS: Final = 100

type View[**P] = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def recorded[**P](view: View[P]) -> View[P]:
    """Make a revision of whatever a request to a page of the desk changes.

    What follows each save follows all of them together: to index sixty sessions one by one, whose
    order had changed, took most of the time.
    """

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return view(request, *args, **kwargs)
        try:
            with files_with_rows(), recording(request.user), batched_saves():
                response = view(request, *args, **kwargs)
                autosaves.drop_if_saved(request, response)
                return response
        except SavedAlreadyError:
            return autosaves.answer_saved_already(request, response)

    return answer


def keeping_text_when_signed_out[**P](view: View[P]) -> View[P]:
    """Make a page show what a form sent after the sign-in had ended, not the login in its place.

    A script is not led to the login either.
    """

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.user.is_anonymous and refusals.is_of_script(request):
            return refusals.signed_out_answer()
        if request.method == "POST" and request.user.is_anonymous and request.POST:
            return refusals.csrf_failure(request)
        return view(request, *args, **kwargs)

    return answer


class MenuPage(NamedTuple):
    """A page in the menu that is of no single model.

    app_label: its group; name: what one does there; address: its name; may_open: whether somebody
    opens it; place: how many of the group's models stand before it.
    """

    app_label: str
    name: Words
    address: str
    may_open: Callable[[Any], bool]
    place: int = 0

    def entry(self) -> dict[str, object]:
        """Return the page as the menu has models."""
        return {
            "model": None,
            "name": self.name,
            "object_name": self.address,
            "perms": {},
            "admin_url": reverse(self.address),
            "add_url": None,
            "view_only": True,
        }

    def group(self) -> dict[str, Any]:
        """Return its part of the menu, for whoever sees no model of it."""
        return {
            "name": django_apps.get_app_config(self.app_label).verbose_name,
            "app_label": self.app_label,
            "app_url": reverse(self.address),
            "has_module_perms": True,
            "models": [],
        }


class AutocompleteView(AutocompleteJsonView):
    """Choices under the label that the form shows them with."""

    model_admin: DeskAdmin

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        result = super().serialize_result(obj, to_field_name)
        return {**result, "text": self.model_admin.label_for(staff_of(self.request), obj)}


class DeskSite(UnfoldAdminSite):
    """The admin site: under its own content security policy, in both interface languages."""

    site_title = _("Site administration")
    site_header = _("Site administration")
    index_title = _("Dashboard")
    # What editors come for stands first.
    app_order = ("sessions_app", "people", "forum", "auth")
    menu_pages: ClassVar[tuple[MenuPage, ...]] = (
        MenuPage("sessions_app", _("Media library"), "media-library", may_open_library, 5),
        MenuPage("forum", _("Preview links (for review)"), "preview-links-all", may_list_links),
        MenuPage("forum", _("Translation board"), "translation-board", can_see_translations),
    )

    _menus: ClassVar[WeakKeyDictionary[HttpRequest, list[Any]]] = WeakKeyDictionary()

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        # Any: the site wraps views of every signature.
        answering = answering_faults(answering_overtaken(recorded(on_working_copies(view))))
        admin_view = answering_wrong_method(super().admin_view(answering, cacheable))
        open_view = under_account_rules(keeping_text_when_signed_out(admin_view))
        return with_desk_policy(open_view)

    def get_urls(self) -> list[URLResolver | URLPattern]:
        return [
            path("language/", with_desk_policy(set_language), name="set_language"),
            path(
                "recover/", self.admin_view(partial(recovery_pages.list_view, self)), name="recover"
            ),
            path(
                "recover/<int:pk>/",
                self.admin_view(partial(recovery_pages.recover_view, self)),
                name="recover_one",
            ),
            # That one leads to the address of any row by its key, whoever asks, drafts included.
            *(page for page in super().get_urls() if getattr(page, "name", "") != "view_on_site"),
        ]

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        # The stubs type every class-based view by its widest answer.
        return cast("HttpResponse", AutocompleteView.as_view(admin_site=self)(request))

    def search(
        self, request: HttpRequest, extra_context: PageContext | None = None
    ) -> TemplateResponse | HttpResponse:
        """Answer as one types; nothing is remembered, for what was added is to be found at once."""
        text = request.GET.get("s", "").replace("\0", "").strip()
        if not text:
            return HttpResponse()
        started = perf_counter()
        paginator = Paginator(search_desk(request, text), MOST_RESULTS)
        context = {
            "search_term": text,
            "page_obj": paginator,
            "results": paginator.page(1),
            "page_counter": 0,
            "execution_time": perf_counter() - started,
        }
        return TemplateResponse(
            request,
            "unfold/helpers/command_results.html",
            context,
            headers={"HX-Trigger": "search"},
        )

    def each_context(self, request: HttpRequest) -> PageContext:
        names = [(code, html_lang(code), own_name(code)) for code in language_codes()]
        shared = super().each_context(request)
        return {
            **shared,
            "interface_languages": names,
            "desk_words": messages_of_scripts(),
            "copy_notice": notice_of(request),
            "autosave": autosaves.page_settings(request),
        }

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Return the apps by ``app_order``, each one's models as its admin registers them."""
        # The dashboard lists them beside the menu that has them.
        if app_label is None and request in self._menus:
            return self._menus[request]
        places = {model: place for place, model in enumerate(self._registry)}
        apps: list[Any] = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda entry: places[entry["model"]])
            for entry in app["models"]:
                # Where a page is for doing something, the menu says what.
                model_admin = self._registry[entry["model"]]
                entry["name"] = getattr(model_admin, "menu_name", "") or entry["name"]
        order = {label: place for place, label in enumerate(self.app_order)}
        apps.sort(key=lambda app: order.get(app["app_label"], len(order)))
        for page in self.menu_pages:
            if apps and app_label in (None, page.app_label) and page.may_open(request.user):
                group = next((app for app in apps if app["app_label"] == page.app_label), None)
                if group is None:
                    group = page.group()
                    apps.append(group)
                group["models"].insert(page.place, page.entry())
        if app_label is None:
            self._menus[request] = apps
        return apps
