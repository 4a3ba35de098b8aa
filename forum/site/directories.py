"""The directories of people and organizations, products and topics, and the page of each."""

from django.http import HttpRequest, HttpResponse

from forum.delivery.lists import find_part_starts
from forum.delivery.organization_page import ask_for_organization, build_organization_page
from forum.delivery.organizations_list import ask_for_organizations, build_organizations_list
from forum.delivery.page_cache import show_list, show_page
from forum.delivery.people_list import ask_for_people, build_people_list
from forum.delivery.person_page import PERSON_STATEMENT, build_person_page
from forum.delivery.product_page import PRODUCT_STATEMENT, build_product_page
from forum.delivery.products_list import ask_for_products, build_products_list
from forum.delivery.topic_page import ask_for_topic, build_topic_page
from forum.delivery.topics_list import TOPICS_STATEMENT, build_topics_list
from forum.models import KnowledgeProduct, Topic
from forum.site.record_lookup import public_page, require_page
from people.models import Organization, Person


@public_page
def people(request: HttpRequest) -> HttpResponse:
    return show_list(request, "people/people.jinja", ask_for_people(request), build_people_list)


@public_page
def person(request: HttpRequest, slug: str) -> HttpResponse:
    answer = PERSON_STATEMENT.ask(slug, part_starts=find_part_starts(request, "products"))
    page = show_page(request, "people/person.jinja", answer, build_person_page)
    return require_page(page, Person, slug)


@public_page
def organizations(request: HttpRequest) -> HttpResponse:
    answer = ask_for_organizations(request)
    return show_list(request, "organizations/organizations.jinja", answer, build_organizations_list)


@public_page
def organization(request: HttpRequest, slug: str) -> HttpResponse:
    answer = ask_for_organization(slug, request)
    page = show_page(request, "organizations/organization.jinja", answer, build_organization_page)
    return require_page(page, Organization, slug)


@public_page
def knowledge(request: HttpRequest) -> HttpResponse:
    answer = ask_for_products(request)
    return show_list(request, "knowledge/knowledge.jinja", answer, build_products_list)


@public_page
def product(request: HttpRequest, slug: str) -> HttpResponse:
    answer = PRODUCT_STATEMENT.ask(slug)
    page = show_page(request, "knowledge/product.jinja", answer, build_product_page)
    return require_page(page, KnowledgeProduct, slug)


@public_page
def topics(request: HttpRequest) -> HttpResponse:
    return show_list(request, "topics/topics.jinja", TOPICS_STATEMENT.ask(), build_topics_list)


@public_page
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    page = show_page(request, "topics/topic.jinja", ask_for_topic(slug, request), build_topic_page)
    return require_page(page, Topic, slug)
