"""The ground of every admin of the desk: the theme's classes as we know them, and who asks.

The theme declares no types that mypy could check ours against where it says ``None`` alone; those
few attributes are declared anew here, once for all admins.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.contrib import admin
from django.contrib.admin import helpers
from django.contrib.admin.options import IncorrectLookupParameters, InlineModelAdmin
from django.contrib.admin.views.main import ChangeList
from django.contrib.contenttypes.models import ContentType
from django.contrib.messages import get_messages
from django.contrib.messages.storage.base import Message
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.db.models import Field, ForeignKey, ManyToManyField, Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext

from forum.core.content import Record
from forum.core.sent_keys import key_in as key_in
from forum.desk.audit_trail import AuditedMixin
from forum.history.version_token import row_token
from people.models import User

if TYPE_CHECKING:
    # Names that Django's stubs have and Django has not.
    from django.contrib.admin.options import _FieldOpts, _FieldsetSpec, _ListFilterT
    from django.utils.functional import _StrOrPromise

type PageContext = dict[str, Any]
"""What a template reads: name -> whatever it shows."""

type Words = _StrOrPromise
"""A text of the interface; a lazy one is looked up when it is shown."""

type Choices = list[tuple[str, Words]]
type Fieldset = tuple[Words | None, _FieldOpts]
type Fieldsets = _FieldsetSpec
type ListFilter = _ListFilterT

type CleanedData = dict[str, Any]
"""What a form makes of what was sent: field -> value."""

type WidgetAttributes = dict[str, Any]
type ListDisplay = list[Any]

# Django's own classes, for whichever model.
type AnyAdmin = admin.ModelAdmin[Any]
type AnyForm = forms.ModelForm[Any]
type AnyInline = InlineModelAdmin[Any, Any]
type AnyFormSet = forms.BaseInlineFormSet[Any, Any, Any]
type DbField = Field[Any, Any]
type ToOneField = ForeignKey[Any, Any]
type ToManyField = ManyToManyField[Any, Any]


class DeskAdmin(AuditedMixin):
    """The admin of a model, as the pages and the bulk actions of the desk know it.

    begin: how to begin, where the list is empty; menu_name: what one does there, "" for the
    model's own name; label_needs: relations that the label names; most_at_once: records that one
    bulk action takes.
    """

    begin: ClassVar[Words] = ""
    menu_name: ClassVar[Words] = ""
    label_needs: ClassVar[tuple[str, ...]] = ()
    most_at_once: ClassVar[int] = 200
    # Any: the theme types it by its default alone.
    actions_row: Any = ()
    # The theme's templates ask for it at every field; to look for what is not there is dear.
    conditional_fields: ClassVar[dict[str, str] | None] = None

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        """Return a record; a field without a name (``_to_field=``) is none.

        A key has one spelling: “+5” is 5 to ``int``, yet names no record to what else reads the
        address, such as the working copies.
        """
        if key_in(object_id) is None:
            return None
        return super().get_object(request, object_id, from_field or None)

    def changelist_view(
        self, request: HttpRequest, extra_context: PageContext | None = None
    ) -> HttpResponse:
        """Show the list; a choice of what can be no record is a mistake of the address."""
        if any(key_in(key) is None for key in request.POST.getlist("_selected_action")):
            raise Http404
        return super().changelist_view(request, extra_context)

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """Return the list; a filter that asks for what cannot be, such as a year -1, falls."""
        try:
            changelist = super().get_changelist_instance(request)
        except ValueError as error:
            raise IncorrectLookupParameters(error) from error
        # Not “Select event to change”, which parts words in Chinese.
        changelist.title = capfirst(str(self.opts.verbose_name_plural))
        return changelist

    def render_change_form(
        self,
        request: HttpRequest,
        context: PageContext,
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Model | None = None,
    ) -> HttpResponse:
        self.fill_form_page(request, context)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def fill_form_page(self, request: HttpRequest, context: PageContext) -> None:
        """Put on the page of a form what stands beside its fields; admins add theirs."""

    @admin.display(description="")
    def action_checkbox(self, obj: Model) -> SafeString:
        """Return the tick of a row: as a widget it took a third of the list's time."""
        return format_html(
            '<input type="checkbox" name="{}" value="{}" class="action-select" aria-label="{}">',
            helpers.ACTION_CHECKBOX_NAME, obj.pk, gettext("Select record"),
        )  # fmt: skip

    def label(self, record: Any) -> str:
        """Return what stands for a record in a choice. record: of the admin's own model."""
        return str(record)

    def label_for(self, user: User, record: Any) -> str:
        """Return what stands for a record where somebody searches or chooses."""
        return self.label(record)

    def version_tokens(self, records: Sequence[Record]) -> dict[int, str]:
        """Return for each record, by its key, a token that is another after each edit."""
        return {record.pk: row_token(record) for record in records}


def staff_of(request: HttpRequest) -> User:
    """Return who sent a request to the desk; whoever is not signed in is refused."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def desk_page(
    request: HttpRequest, template: str, context: PageContext, *, status: int | None = None
) -> TemplateResponse:
    """Return a page in the frame that all pages of the desk have."""
    shared = admin.site.each_context(request)
    return TemplateResponse(request, template, {**shared, **context}, status=status)


def admin_of(model: type[Model]) -> DeskAdmin:
    """Return the admin of a model that has one."""
    return cast("DeskAdmin", admin.site.get_model_admin(model))


def admin_of_kind_or_404(content_type: int) -> DeskAdmin:
    """Return the admin of a model by the key of its content type."""
    model = get_object_or_404(ContentType, pk=content_type).model_class()
    if model is None or not admin.site.is_registered(model):
        raise Http404
    return admin_of(model)


def column_of(model: type[Model] | Model, name: str) -> DbField:
    """Return a column of a model; raise FieldDoesNotExist for relations from other rows too."""
    field = model._meta.get_field(name)
    if not isinstance(field, Field):
        raise FieldDoesNotExist(f"{model._meta.label} has no column {name}.")
    return field


def count_in(record: Model, name: str) -> int:
    """Return a count that the list's query added to a record; see ``ListColumnsMixin.counted``."""
    return int(getattr(record, name))


def queued_messages(request: HttpRequest) -> list[Message]:
    """Return what was said in this request; Django has no public name for it."""
    queue: Any = get_messages(request)
    queued: list[Message] = queue._queued_messages
    return queued


def why_too_long(text: str, most: int) -> str:
    """Return why a text that was typed is not stored, "" if it is. most: in characters."""
    if len(text) <= most:
        return ""
    words = gettext("The text has %(count)d characters. At most %(most)d are stored: shorten it.")
    return words % {"count": len(text), "most": most}
