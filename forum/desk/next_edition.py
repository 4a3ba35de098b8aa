"""An event is duplicated as its next edition in the desk."""

from collections.abc import Iterator

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from forum.core.translated import html_lang
from forum.desk.addresses import change_url
from forum.desk.base_admin import CleanedData, admin_of, column_of, desk_page
from forum.history.rows import key_of
from forum.history.working_copies.store import open_copy
from forum.workflow.next_edition import NextEdition, duplicate_event, proposed_titles
from sessions_app.models import Event

_TITLE_LENGTH = 400


class NextEditionForm(forms.Form):
    """Number, titles and what goes along; the titles of sub-forums are asked where ticked."""

    edition = forms.IntegerField(
        label=_("Edition"),
        required=False,
        min_value=1,
        max_value=999,
        help_text=_("A number: 6 for the sixth."),
    )
    same_place = forms.BooleanField(label=_("The same venue and city"), required=False)
    same_people = forms.BooleanField(
        label=_("Propose the guests of this edition, with empty titles"), required=False
    )

    def __init__(
        self, event: Event, sub_forums: list[Event], data: QueryDict | None = None
    ) -> None:
        super().__init__(data)
        self.event, self.sub_forums = event, sub_forums
        self.fields["edition"].initial = event.edition + 1 if event.edition else None
        for titled in (event, *sub_forums):
            self._add_title_fields(titled)
        for sub_forum in sub_forums:
            self.fields[f"with_{sub_forum.pk}"] = forms.BooleanField(
                label=str(sub_forum), required=False, initial=True
            )

    def _add_title_fields(self, event: Event) -> None:
        for name, title in proposed_titles(event).items():
            column = column_of(Event, name)
            field = forms.CharField(
                label=column.verbose_name, required=False, initial=title, max_length=_TITLE_LENGTH
            )
            field.widget.attrs["lang"] = html_lang(getattr(column, "language"))  # noqa: B009 - of modeltranslation
            self.fields[f"{name}_{event.pk}"] = field

    def titles(self, event: Event) -> list[forms.BoundField]:
        """Return the fields of an event's titles."""
        return [self[f"{name}_{event.pk}"] for name in proposed_titles(event)]

    def rows(self) -> Iterator[tuple[forms.BoundField, list[forms.BoundField]]]:
        """Return each sub-forum's tick and the fields of its titles."""
        return (
            (self[f"with_{sub_forum.pk}"], self.titles(sub_forum)) for sub_forum in self.sub_forums
        )

    def main_titles(self) -> list[forms.BoundField]:
        """Return the fields of the event's own titles."""
        return self.titles(self.event)

    def clean(self) -> CleanedData:
        data = super().clean() or self.cleaned_data
        for event in (self.event, *self._chosen()):
            fields = self.titles(event)
            if not any((data.get(field.name) or "").strip() for field in fields):
                message = _("Give the title in at least one language.")
                self.add_error(fields[0].name, ValidationError(message))
        return data

    def wish(self) -> NextEdition:
        """Return what was asked for; of a valid form."""
        data = self.cleaned_data
        chosen = self._chosen()
        return NextEdition(
            titles={
                event.pk: {name: data[f"{name}_{event.pk}"] for name in proposed_titles(event)}
                for event in (self.event, *chosen)
            },
            edition=data["edition"],
            same_place=data["same_place"],
            same_people=data["same_people"],
            sub_forums=chosen,
        )

    def _chosen(self) -> list[Event]:
        data = self.cleaned_data
        return [sub_forum for sub_forum in self.sub_forums if data.get(f"with_{sub_forum.pk}")]


@require_http_methods(["GET", "HEAD", "POST"])
def duplicate(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the next edition's number and titles, then make it, and open it."""
    model_admin = admin_of(Event)
    rows = model_admin.get_queryset(request)
    event = get_object_or_404(rows.select_related("parent"), pk=pk)
    if not model_admin.has_view_permission(request, event):
        raise PermissionDenied
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    sub_forums = list(rows.filter(parent=event).order_by("starts_on", "slug"))
    form = NextEditionForm(event, sub_forums, request.POST or None)
    if form.is_valid():
        return _open_created(request, duplicate_event(event, form.wish()))
    context = {
        "opts": Event._meta,
        "title": gettext("Duplicate “%(event)s” as next edition") % {"event": event},
        "event": event,
        "event_url": change_url(event),
        "form": form,
        "has_copy": open_copy(key_of(event)) is not None,
        "made": [(change_url(edition), edition) for edition in event.next_editions.order_by("pk")],
    }
    return desk_page(request, "admin/editions/duplicate.html", context)


def _open_created(request: HttpRequest, events: list[Event]) -> HttpResponse:
    """Log the new edition with its sub-forums, and lead to it."""
    for event in events:
        admin_of(Event).log_addition(request, event, [{"added": {}}])
    message = gettext("“%(event)s” is a draft now, with its organizations and sessions.")
    messages.success(request, message % {"event": events[0]})
    return redirect(change_url(events[0]))
