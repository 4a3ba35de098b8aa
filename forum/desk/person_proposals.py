"""What the data propose about a person: the title borne last, and a portrait's text."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from forum.core.columns import in_every_language
from forum.core.content import column, language_codes
from forum.core.translated import html_lang
from forum.desk.base_admin import admin_of, key_in, staff_of
from forum.desk.caption_proposals import propose_portrait_texts
from forum.permissions.access import heard_of, within
from people.models import Organization, Person
from sessions_app.models import Appearance
from sessions_app.models.appearance_queryset import AppearanceQuerySet


@require_safe
def last_title(request: HttpRequest, pk: int) -> JsonResponse:
    """Tell whoever may edit appearances a person's last title, in the languages that have it.

    ``?event=``: the key of the event that is being edited, whose own appearances go first.
    Answers ``titles`` (column, tag, text; none where there is no title), ``event``, ``year`` and
    ``organization`` (id and label, or null).
    """
    model_admin = admin_of(Appearance)
    if not (model_admin.has_add_permission(request) or model_admin.has_change_permission(request)):
        raise PermissionDenied
    people = within(staff_of(request), Person.objects.all())
    person: Person = get_object_or_404(people, pk=pk)
    appearances = _visible_appearances(request, person)
    latest = appearances.latest_titled(key_in(request.GET.get("event", "")))
    if latest is None:
        return JsonResponse({"titles": []})
    organizations = within(staff_of(request), Organization.objects.all())
    organization = organizations.filter(pk__in=[latest.organization_id]).first()
    return JsonResponse(_title_proposal(latest, organization))


@require_safe
def portrait_texts(request: HttpRequest, pk: int) -> JsonResponse:
    """Propose the alternative text of a portrait, in each language in which a name is typed.

    pk: 0 for a person who is not stored yet. ``?name_en=``: the name as it is typed.
    """
    person = get_object_or_404(Person, pk=pk) if pk else None
    if not admin_of(Person).has_view_permission(request, person):
        raise PermissionDenied
    latest = _visible_appearances(request, person).latest_titled(None) if person else None
    names = {code: request.GET.get(column("name", code), "") for code in language_codes()}
    return JsonResponse({"texts": propose_portrait_texts(names, latest), "unknown": []})


def _visible_appearances(request: HttpRequest, person: Person) -> AppearanceQuerySet:
    appearances = Appearance.objects.filter(person=person)
    visible: AppearanceQuerySet = heard_of(staff_of(request), appearances)
    return visible


def _title_proposal(latest: Appearance, organization: Organization | None) -> dict[str, object]:
    event = latest.session.event
    return {
        "titles": [
            {"column": name, "tag": html_lang(code), "text": getattr(latest, name)}
            for code in language_codes()
            if getattr(latest, name := column("title", code))
        ],
        "event": str(event),
        "year": event.starts_on.year if event.starts_on else None,
        "organization": organization
        and {"id": organization.pk, "label": in_every_language(organization, "name")},
    }
