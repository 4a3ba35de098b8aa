"""People and organizations."""

from django.http import HttpRequest

from forum.site.structured_data.nodes import (
    Node,
    address,
    description,
    node,
    other_names,
    reference,
    text,
)
from people.models import Organization, Person


def person_node(person: Person, request: HttpRequest) -> Node:
    """Return a person without a title: titles belong to events."""
    portrait = person.shown_portrait
    own = person.shown_organization
    return node(
        "Person",
        name=text(person, "name"),
        alternateName=[*other_names(person, "name"), *person.aliases],
        honorificPrefix=text(person, "honorific"),
        url=address(person, request),
        description=description(person, "biography"),
        image=request.build_absolute_uri(portrait.large) if portrait else "",
        affiliation=reference("Organization", own, request) if own else None,
    )


def organization_node(organization: Organization, request: HttpRequest) -> Node:
    logo = organization.logo
    return node(
        "Organization",
        name=text(organization, "name"),
        alternateName=[*other_names(organization, "name"), text(organization, "abbreviation")],
        url=address(organization, request),
        image=request.build_absolute_uri(logo.url) if logo else "",
        sameAs=organization.website,
    )
